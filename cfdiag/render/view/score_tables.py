"""The scores as tables: by dimension, and by group of respondents."""

from __future__ import annotations

from cfdiag.model.blocks import ShownCell, ShownColumn, TableBlock
from cfdiag.model.result import DimensionScore, QuestionnaireResult, Score
from cfdiag.render.view.checklists import met
from cfdiag.render.view.context import Material, given, reason_of
from cfdiag.render.view.parts import cell, column, table_part
from cfdiag.scoring.reasons import NOT_APPLICABLE, NOT_ASKED


def score_tables(m: Material, part: QuestionnaireResult) -> list[TableBlock]:
    """The scores as a table; behind everything else."""
    w = m.words
    scored = {k: d for k, d in part.dimensions.items() if d.kind == "scored"}
    scored = dict(sorted(scored.items(), key=lambda each: _from_target(each[1])))
    groups = None if part.perception else _groups(m, part)
    found = [groups] if groups is not None else []
    nobody = part.overall.n == 0 and not any(d.n for d in scored.values())
    if (
        not scored
        or nobody
        or all(d.score is None and reason_of(d) in NOTHING_ASKED for d in scored.values())
    ):
        return found
    rows = [_overall_row(m, part.overall)]
    rows += [_row(m, m.dimension(part, key), score) for key, score in scored.items()]
    rows += _rollup_rows(m, part)
    columns = _columns(m)
    if not any(given(d.target) is not None for d in scored.values()):  # then there are no levels either
        columns, rows = [*columns[:3], *columns[5:]], [[*row[:3], *row[5:]] for row in rows]
    caption = w("{title}: scores by dimension", title=m.title(part))
    notes = [*_rollup_note(m, part), *_alpha(m, part)]
    return [table_part(f"scorecard-{part.id}", caption, columns, rows, notes, look="behind"), *found]


def _from_target(score: DimensionScore) -> tuple[bool, float]:
    """The farthest below its target first; what has no score last."""
    return score.score is None, (score.score or 0.0) - (given(score.target) or 0.0)


NOTHING_ASKED = (NOT_ASKED, NOT_APPLICABLE)


def _columns(m: Material) -> list[ShownColumn]:
    w = m.words
    return [
        column(w("Dimension")),
        column(w("Score"), numeric=True),
        column(w("Range"), numeric=True),
        column(w("Target"), numeric=True),
        column(w("Level")),
        column(w("Respondents"), numeric=True),
        column(w("Coverage"), numeric=True),
    ]


def _overall_row(m: Material, score: Score) -> list[ShownCell]:
    w = m.words
    why = w.reason(reason_of(score)) if score.score is None else ""
    return [
        cell(w("Overall"), "total"),
        cell(w.score(score.score), "total", why, bar=score.score),
        cell(w.interval(score.range), "", _range_reason(m, score)),
        cell(""),
        cell(w.level(score.level), score.level or ""),
        cell(w.count(score.n)),
        cell(w.percent(score.coverage)),
    ]


def _row(m: Material, title: str, score: DimensionScore) -> list[ShownCell]:
    w = m.words
    target = given(score.target)
    why = w.reason(reason_of(score, "score")) if score.score is None else ""
    return [
        cell(title),
        cell(w.score(score.score, target), "", why, bar=score.score),
        cell(w.interval(score.range), "", _range_reason(m, score)),
        cell(w.score(target)),
        cell(w.level(score.level), score.level or ""),
        cell(w.count(score.n)),
        cell(w.percent(score.coverage)),
    ]


def _rollup_rows(m: Material, part: QuestionnaireResult) -> list[list[ShownCell]]:
    w = m.words
    return [
        [
            cell(m.rollup(part, key), "total"),
            cell(w.score(found.score), "total", w.reason(reason_of(found)), bar=found.score),
            *(cell("") for _ in range(3)),
            cell(w.count(found.n)),
            cell(""),
        ]
        for key, found in part.rollups.items()
    ]


def _rollup_note(m: Material, part: QuestionnaireResult) -> list[str]:
    w = m.words
    taken = [
        f"{m.rollup(part, key)}: {w.listing([m.dimension(part, d) for d in found.of])}"
        for key, found in part.rollups.items()
    ]
    return [w("Taken together, as weighted means: {rollups}.", rollups="; ".join(taken))] if taken else []


def _range_reason(m: Material, score: Score | DimensionScore) -> str:
    if score.range is not None or score.score is None:
        return ""
    code = reason_of(score, "range")
    return m.words.reason(code) if code else m.words("a range needs five respondents")


def _alpha(m: Material, part: QuestionnaireResult) -> list[str]:
    w = m.words
    known = [(m.dimension(part, k), d.alpha) for k, d in part.dimensions.items() if d.alpha is not None]
    if not known:
        return []
    said = w.listing([f"{title} {w.number(alpha, 2)}" for title, alpha in known])
    return [w("Cronbach's alpha, from at least 30 complete interviews: {said}.", said=said)]


def _groups(m: Material, part: QuestionnaireResult) -> TableBlock | None:
    """The same dimensions by group of respondents, where more than one has answered."""
    w = m.words
    groups = {
        k: g
        for k, g in part.groups.items()
        if g.dimensions and any(d.score is not None for d in g.dimensions.values())
    }
    keys = [k for k in part.dimensions if any(k in g.dimensions for g in groups.values())]
    keys = [
        k for g in part.groups.values() for k in g.dimensions if k not in keys and k not in part.dimensions
    ] + keys
    if len(groups) < 2 or not keys:  # noqa: PLR2004  one group is the table above
        return None
    columns = [column(w("Dimension"))]
    columns += [
        column(w("{group} (n = {n})", group=m.group(part.id, k), n=w.count(g.n)), numeric=True)
        for k, g in groups.items()
    ]
    rows = []
    for key in dict.fromkeys(keys):
        row = [cell(m.dimension(part, key))]
        for group in groups.values():
            dimension = group.dimensions.get(key)
            if dimension is None:
                row.append(cell("", "", w("not asked")))
            elif dimension.kind == "checklist":
                row.append(cell(met(m, dimension)))
            else:
                why = w.reason(reason_of(dimension, "score")) if dimension.score is None else ""
                row.append(cell(w.score(dimension.score, given(dimension.target)), "", why))
        rows.append(row)
    return table_part(
        f"groups-{part.id}",
        f"{m.title(part)}: {w.inline(w('Scores by group'))}",
        columns,
        rows,
        look="behind",
    )
