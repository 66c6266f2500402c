"""The result as a long table: one row a questionnaire × breakdown × subject × statistic."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cfdiag.ground.safe import safe_cell
from cfdiag.model.result import QuestionnaireResult, Result
from cfdiag.render.context import OutputContext
from cfdiag.render.figure_keys import figure_data

HEADER = (
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


def render(result: Result, context: OutputContext) -> str:
    """The table; what people wrote can never begin a formula."""
    del context
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    for questionnaire in result.questionnaires:
        writer.writerows(_of_questionnaire(questionnaire))
        whole = _Place(questionnaire.id, questionnaire.version).subject("overall")
        writer.writerows(_rows(whole, "final", result.final, {}))
    return stream.getvalue().removesuffix("\n")


def _of_questionnaire(questionnaire: QuestionnaireResult) -> Iterator[list[str]]:
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


def _of_part(place: _Place, part: Mapping[str, Any]) -> Iterator[list[str]]:
    """The whole, a group or a cell of a breakdown: its overall, dimensions and questions."""
    yield from _rows(place.subject("overall"), "interviews", part["n"], part)
    yield from _of_subject(place.subject("overall"), part.get("overall") or {})
    for kind in ("dimension", "rollup", "question"):
        for id_, figures in (part.get(f"{kind}s") or {}).items():
            yield from _of_subject(place.subject(kind, id_, figures.get("title", "")), figures)


def _of_subject(subject: Subject, figures: Mapping[str, Any]) -> Iterator[list[str]]:
    for name, value in figures.items():
        if name not in _NOT_STATISTICS:
            yield from _rows(subject, name, value, figures)


def _rows(subject: Subject, statistic: str, value: object, beside: Mapping[str, Any]) -> Iterator[list[str]]:
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
        yield [*map(safe_cell, subject), safe_cell(statistic), _figure(value), safe_cell(reason)]


def _reason(statistic: str, beside: Mapping[str, Any]) -> str:
    reasons: Mapping[str, str] = beside.get("reasons") or {}
    for name in (statistic, statistic.rsplit(".", 1)[-1], statistic.partition(".")[0]):
        if name in reasons:
            return reasons[name]
    return beside.get("reason") or ""


def _figure(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe_cell(value) if isinstance(value, str) else repr(value)
