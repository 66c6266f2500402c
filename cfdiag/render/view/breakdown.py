"""Where it differs: a breakdown against the dimensions, as a table whose cells are coloured by level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cfdiag.model.blocks import Block, HeadingBlock, ShownCell
from cfdiag.model.result import NOT_STATED, Cell, Clustering, DimensionScore, QuestionnaireResult, Widest
from cfdiag.model.view import ReportSection
from cfdiag.render.bearing import clustering_sentence
from cfdiag.render.furthest_apart import furthest_apart
from cfdiag.render.view.context import Material, given, readable_text, reason_of
from cfdiag.render.view.parts import cell, column, section, sentences, table_part


def breakdown(m: Material) -> ReportSection | None:
    """The section, or None where no breakdown was asked for or none has data."""
    parts = [made for part in m.result.questionnaires for made in _parts(m, part)]
    if not parts:
        return None
    w = m.words
    return section(
        "breakdown",
        w("Where it differs"),
        w(
            "The same scores for each part of the organisation. The colour repeats the level; what "
            "would show "
            "the answers of too few people is withheld, and so is what would give it away."
        ),
        parts,
    )


class _Breakdown(NamedTuple):
    """One breakdown of one questionnaire, of everybody or of one group."""

    field: str
    cells: Mapping[str, Cell]
    dimensions: Mapping[str, DimensionScore]
    widest: Widest | None
    group: str
    clustering: Clustering | None = None


def _parts(m: Material, part: QuestionnaireResult) -> list[Block]:
    apart = given(part.widest) or {}
    alike = given(part.clustering) or {}
    found = [
        _Breakdown(f, cells, part.dimensions, apart.get(f), "", alike.get(f)) for f, cells in part.by.items()
    ]
    for key, group in part.groups.items():
        if isinstance(group.by, dict):
            apart = given(group.widest) or {}
            found += [_Breakdown(f, c, group.dimensions, apart.get(f), key) for f, c in group.by.items()]
    return [block for one in found for block in _part(m, part, one)]


def _part(m: Material, part: QuestionnaireResult, one: _Breakdown) -> list[Block]:
    field, cells, dimensions, _, group, _ = one
    w = m.words
    keys = [k for k, d in dimensions.items() if d.kind == "scored"]
    keys = [
        k for k in keys if any(isinstance(c.dimensions, dict) and k in c.dimensions for c in cells.values())
    ]
    scored = any(c.overall and c.overall.score is not None for c in cells.values())
    # One cell is everybody: the scores above say the same.
    if not (keys or scored) or len(cells) < 2:  # noqa: PLR2004  one cell is no breakdown
        return []
    title = (
        m.title(part)
        if not group
        else w("{title}, {group}", title=m.title(part), group=m.group(part.id, group))
    )
    name = field_name(m, part, field)
    columns = [column(name), column(w("Respondents"), numeric=True), column(w("Overall"), numeric=True)]
    columns += [column(m.dimension(part, k), numeric=True) for k in keys]
    rows = [
        _row(m, value_name(m, part, field, value), c, {k: dimensions[k] for k in keys})
        for value, c in cells.items()
    ]
    names = (lambda key: m.dimension(part, key), lambda value: value_name(m, part, field, value))
    return [
        HeadingBlock(text=title),
        *sentences([furthest_apart(part, cells, one.widest, w, names)]),
        *sentences([clustering_sentence(one.clustering, w)] if one.clustering else []),
        table_part(
            f"breakdown-{part.id}-{field}{'-' + group if group else ''}",
            w("{title}: scores by {field}", title=title, field=name.lower() if field in FIELDS else name),
            columns,
            rows,
            look="heat",
        ),
    ]


FIELDS = {
    "department": "Department",
    "account": "Account",
    "organisation": "Organisation",
    "group": "Group",
}


def field_name(m: Material, part: QuestionnaireResult, field: str) -> str:
    """The name of a breakdown: a field of the respondent, or a question."""
    return m.words(FIELDS[field]) if field in FIELDS else m.question(part.id, field)


def value_name(m: Material, part: QuestionnaireResult, field: str, value: str) -> str:
    """The name of one value of a breakdown."""
    if value == NOT_STATED:
        return m.words(NOT_STATED)
    if field == "group":
        return m.group(part.id, value)
    if field == "account":
        return m.setting.accounts.get(value, value)
    questionnaire = m.questionnaires.get(part.id)
    question = questionnaire.question(field) if questionnaire else None
    option = next((o for o in question.options if o.id == value), None) if question else None
    if option:
        return m.text(option.label)
    return {"yes": m.words("yes"), "no": m.words("no")}.get(
        value, value if field in FIELDS else readable_text(value)
    )


def _row(m: Material, name: str, c: Cell, dimensions: Mapping[str, DimensionScore]) -> list[ShownCell]:
    w = m.words
    if given(c.withheld):
        return [cell(name), cell(w("withheld"), "withheld", span=2 + len(dimensions))]
    overall = given(c.overall)
    row = [cell(name), cell(w.count(c.n))]
    row.append(
        cell(
            w.score(overall.score if overall else None),
            (overall.level or "") if overall else "",
            _why(m, overall),
        )
    )
    own = c.dimensions if isinstance(c.dimensions, dict) else {}
    for key, whole in dimensions.items():
        figure = own.get(key)
        target = given(whole.target)
        score = figure.score if figure else None
        row.append(
            cell(
                w.score(score, target),
                (figure.level or "") if figure else "",
                _why(m, figure) if score is None else "",
            )
        )
    return row


def _why(m: Material, figure: object) -> str:
    if figure is None or getattr(figure, "score", None) is not None:
        return ""
    code = reason_of(figure, "score")
    return m.words.reason(code) if code else ""
