"""The scorecard: overall and every dimension of each questionnaire, with target, level and range."""

from __future__ import annotations

from msgspec.structs import replace

from cfdiag.model.result import DimensionScore, FigureCounts, QuestionnaireResult, Score
from cfdiag.model.view import (
    Block,
    ChartBlock,
    HeadingBlock,
    ReportSection,
    ShownCell,
    ShownColumn,
    TableBlock,
)
from cfdiag.render.charts import geometry
from cfdiag.render.sentences import beside_the_scores
from cfdiag.render.view.context import (
    Material,
    cell,
    chart,
    column,
    given,
    plain_list,
    reason_of,
    section,
    sentences,
    table_part,
)


def score_table(m: Material) -> ReportSection | None:
    """The section, or None where nothing has a score."""
    parts = [block for part in m.result.questionnaires for block in _part(m, part)]
    if not parts:
        return None
    w = m.words
    return section(
        "scorecard",
        w("Scorecard"),
        w(
            "Scores run from 0 to 100. A score is the mean of the respondents' own scores. The range behind "
            "it says how far the score may move when others like them are asked: in 19 of 20 cases no "
            "further."
        ),
        parts,
    )


def _part(m: Material, part: QuestionnaireResult) -> list[Block | None]:
    w = m.words
    title = m.title(part)
    id_ = f"scorecard-{part.id}"
    scored = {k: d for k, d in part.dimensions.items() if d.kind == "scored"}
    made = None
    if scored:
        rows = [_overall_row(m, part.overall)]
        rows += [_row(m, m.dimension(part, key), score) for key, score in scored.items()]
        rows += _rollup_rows(m, part)
        columns = _columns(m)
        if not any(given(d.target) is not None for d in scored.values()):  # then there are no levels either
            columns, rows = [*columns[:3], *columns[5:]], [[*row[:3], *row[5:]] for row in rows]
        made = table_part(
            id_, w("Scores by dimension"), columns, rows, [*_rollup_note(m, part), *_alpha(m, part)]
        )
    checklists = _checklists(m, part)
    beside = beside_the_scores(_titled(m, part), w)
    if made is None and checklists is None and not beside:
        return []
    return [
        HeadingBlock(text=title),
        *sentences([sentence(m, part)]),
        _chart(m, part, id_) if scored else None,
        made,
        checklists,
        plain_list(beside) if beside else None,
        _groups(m, part),
    ]


def _titled(m: Material, part: QuestionnaireResult) -> QuestionnaireResult:
    """With the names of questions, units and dimensions in the language of the report."""
    return replace(
        part,
        questions={
            k: replace(q, title=m.question(part.id, k), unit=m.unit(part.id, k) or q.unit)
            for k, q in part.questions.items()
        },
        dimensions={k: replace(d, title=m.dimension(part, k)) for k, d in part.dimensions.items()},
    )


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


def _checklists(m: Material, part: QuestionnaireResult) -> TableBlock | None:
    """What is in place, as `5 of 7`; over several interviews the means. None where nothing is known."""
    w = m.words
    known = {k: d for k, d in part.dimensions.items() if d.kind == "checklist" and given(d.met) is not None}
    if not known:
        return None
    columns = [
        column(w("What is in place")),
        column(w("Met"), numeric=True),
        column(w("Respondents"), numeric=True),
        column(w("Coverage"), numeric=True),
    ]
    rows = [
        [cell(m.dimension(part, k)), cell(met(m, d)), cell(w.count(d.n)), cell(w.percent(d.coverage))]
        for k, d in known.items()
    ]
    several = any((d.n or 0) > 1 for d in known.values())
    notes = [w("A checklist counts what is in place; it carries no score and no level.")]
    if several:
        notes.append(w("Of several respondents: the mean of their counts."))
    return table_part(f"checklist-{part.id}", w("Checklists"), columns, rows, notes)


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


def met(m: Material, score: DimensionScore) -> str:
    """A checklist's `5 of 7`."""
    w = m.words
    done, of = given(score.met), given(score.of)
    if done is None or of is None:
        return w.score(None)
    return w("{met} of {of}", met=w.count(done), of=w.count(of))


def _range_reason(m: Material, score: Score | DimensionScore) -> str:
    if score.range is not None or score.score is None:
        return ""
    code = reason_of(score, "range")
    return m.words.reason(code) if code else m.words("a range needs five respondents")


def sentence(m: Material, part: QuestionnaireResult) -> str:
    """Where a questionnaire stands, in one or two sentences."""
    w = m.words
    scored = {k: d for k, d in part.dimensions.items() if d.kind == "scored" and d.score is not None}
    if not scored:
        return ""
    first = targets_reached(m, part.counts)
    if len(scored) == 1:
        return first
    order = sorted(scored, key=lambda k: scored[k].score or 0.0)
    low, high = order[0], order[-1]
    second = w(
        "Strongest is {high} ({high_score}), weakest {low} ({low_score}).",
        high=w.quoted(m.dimension(part, high)),
        high_score=w.score(scored[high].score, given(scored[high].target)),
        low=w.quoted(m.dimension(part, low)),
        low_score=w.score(scored[low].score, given(scored[low].target)),
    )
    return f"{first} {second}".strip()


def targets_reached(m: Material, counts: FigureCounts) -> str:
    """How many dimensions reach their target, in a sentence; nothing where none has one."""
    w, reached, of = m.words, counts.on_target, counts.judged
    if not of:
        return ""
    if reached == of:
        return w.plural("Its one dimension reaches its target.", "All {n} dimensions reach their target.", of)
    if reached == 0:
        return w.plural(
            "Its one dimension does not reach its target.",
            "None of its {n} dimensions reaches its target.",
            of,
        )
    return w.plural(
        "{n} of {of} dimensions reaches its target.",
        "{n} of {of} dimensions reach their target.",
        reached,
        of=w.count(of),
    )


def _chart(m: Material, part: QuestionnaireResult, id_: str) -> ChartBlock | None:
    w = m.words
    score = part.overall
    rows = [
        geometry.BarValues(
            w("Overall"),
            score.score,
            w.score(score.score),
            score.range,
            level=score.level or "",
            strong=True,
        )
    ]
    for key, dimension in part.dimensions.items():
        if dimension.kind == "scored":
            target = given(dimension.target)
            rows.append(
                geometry.BarValues(
                    m.dimension(part, key),
                    dimension.score,
                    w.score(dimension.score, target),
                    dimension.range,
                    target,
                    dimension.level or "",
                )
            )
    if not any(r.value is not None for r in rows):
        return None
    said = [_said(m, r) for r in rows]
    judged = any(r.target is not None for r in rows)
    return chart(
        f"chart-{id_}",
        m.title(part),
        w("Scores, ranges and targets") if judged else w("Scores and ranges"),
        " ".join(said),
        (geometry.bars(rows, w), geometry.bars(rows, w, narrow=True)),
    )


def _said(m: Material, row: geometry.BarValues) -> str:
    w = m.words
    if row.value is None:
        return w("{label}: no score.", label=row.label)
    said = w("{label}: {score}", label=row.label, score=row.text)
    if row.range:
        said += w(", range {range}", range=w.interval(row.range))
    if row.target is not None:
        said += w(", target {target}", target=w.score(row.target))
    return said + (f" ({w.level(row.level)})." if row.level else ".")


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
    return table_part(f"groups-{part.id}", w("Scores by group"), columns, rows)
