"""The result as the rows of a long table: questionnaire × breakdown × subject × statistic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cfdiag.model.result import QuestionnaireResult, Result
from cfdiag.render.figure_keys import figure_data

FIGURE_COLUMNS = (
    "questionnaire",
    "version",
    "breakdown",
    "cell",
    "kind",
    "id",
    "title",
    "statistic",
    "value",
    "reason",
)

_BY_ID = frozenset({"distribution", "items", "options", "shares", "status"})
"""Maps whose keys are ids of the questionnaire: an option may be called `text` or `reason`."""
_NOT_STATISTICS = frozenset({"title", "text", "reason", "reasons", "kind", "dimension", "of", "type"})

Subject = tuple[str, str, str, str, str, str, str]
"""The first seven columns: whose figures, and of what."""


class FigureRow(NamedTuple):
    """One figure: the columns of `FIGURE_COLUMNS`. No text in it is made safe yet."""

    questionnaire: str
    version: str
    breakdown: str
    cell: str
    kind: str
    id: str
    title: str
    statistic: str
    value: object
    """A number, true or false, a word; None: see `reason`."""
    reason: str


def figure_rows(result: Result) -> Iterator[FigureRow]:
    """Every figure of the result, in the order of its JSON."""
    for questionnaire in result.questionnaires:
        yield from _of_questionnaire(questionnaire)
        whole = _Place(questionnaire.id, questionnaire.version).subject("overall")
        yield from _rows(whole, "final", result.final, {})


def _of_questionnaire(questionnaire: QuestionnaireResult) -> Iterator[FigureRow]:
    data = figure_data(questionnaire)
    whole = _Place(data["id"], data["version"])
    yield from _of_part(whole, data)
    yield from _rows(whole.subject("overall"), "rank_agreement", data["rank_agreement"], data)
    for group, part in data["groups"].items():
        yield from _of_part(whole._replace(breakdown="group", cell=group), part)
    for field, cells in data["by"].items():
        for cell, part in cells.items():
            yield from _of_part(whole._replace(breakdown=field, cell=cell), part)
    for question, part in data["perception"].items():
        title = data["questions"].get(question, {}).get("title", "")
        yield from _of_subject(whole.subject("perception", question, title), part)
    for action in data["actions"]:
        figures = {name: action[name] for name in ("priority", "need", "impact", "effort", "horizon")}
        yield from _of_subject(whole.subject("action", action["id"], action["title"]), figures)


class _Place(NamedTuple):
    questionnaire: str
    version: str
    breakdown: str = ""
    cell: str = ""

    def subject(self, kind: str, id_: str = "", title: str = "") -> Subject:
        return (*self, kind, id_, title)


def _of_part(place: _Place, part: Mapping[str, Any]) -> Iterator[FigureRow]:
    """The whole, a group or a cell of a breakdown: its overall, dimensions and questions."""
    yield from _rows(place.subject("overall"), "interviews", part["n"], part)
    if "unshown" in part:
        yield from _rows(place.subject("overall"), "unshown", part["unshown"], part)
    for id_, answers in (part.get("listed") or {}).items():
        yield from _rows(place.subject("question", id_), "listed", answers, part)
    yield from _of_subject(place.subject("overall"), part.get("overall") or {})
    for kind in ("dimension", "rollup", "question"):
        for id_, figures in (part.get(f"{kind}s") or {}).items():
            yield from _of_subject(place.subject(kind, id_, figures.get("title", "")), figures)


def _of_subject(subject: Subject, figures: Mapping[str, Any]) -> Iterator[FigureRow]:
    for name, value in figures.items():
        if name not in _NOT_STATISTICS:
            yield from _rows(subject, name, value, figures)


def _rows(subject: Subject, statistic: str, value: object, beside: Mapping[str, Any]) -> Iterator[FigureRow]:
    """The rows of one statistic: an interval gives `.low` and `.high`, a map one row a key."""
    if isinstance(value, Mapping):
        by_id = statistic in _BY_ID or statistic.startswith("options.")
        inner = value if "reason" in value and not by_id else beside
        for key, entry in value.items():
            if by_id or key not in _NOT_STATISTICS:
                yield from _rows(subject, f"{statistic}.{key}", entry, inner)
    elif isinstance(value, (list, tuple)):
        names = ("low", "high") if statistic.endswith(("interval", "range")) else range(1, len(value) + 1)
        for key, entry in zip(names, value, strict=False):
            yield from _rows(subject, f"{statistic}.{key}", entry, beside)
    else:
        reason = _reason(statistic, beside) if value is None else ""
        yield FigureRow(*subject, statistic, value, reason)


def _reason(statistic: str, beside: Mapping[str, Any]) -> str:
    reasons: Mapping[str, str] = beside.get("reasons") or {}
    for name in (statistic, statistic.rsplit(".", 1)[-1], statistic.partition(".")[0]):
        if name in reasons:
            return reasons[name]
    return beside.get("reason") or ""
