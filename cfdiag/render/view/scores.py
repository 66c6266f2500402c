"""The scorecard: overall and every dimension of each questionnaire, with target, level and range."""

from __future__ import annotations

from msgspec.structs import replace

from cfdiag.model.blocks import Block, ChartBlock, HeadingBlock, ListBlock, ListEntry, ListGroup
from cfdiag.model.result import DimensionScore, QuestionnaireResult
from cfdiag.model.view import ReportSection
from cfdiag.render.charts.bars import BarValues, bars, is_told
from cfdiag.render.charts.figures import bars_in_figures
from cfdiag.render.score_sentences import beside_the_scores, recommendation
from cfdiag.render.view.checklists import checklists
from cfdiag.render.view.context import Material, given
from cfdiag.render.view.parts import chart, section, sentences
from cfdiag.render.view.score_tables import score_tables


def score_table(m: Material) -> ReportSection | None:
    """The section: every score in one picture, the farthest below its target first; None without any."""
    w = m.words
    parts = m.result.questionnaires
    blocks: list[Block | None] = list(all_scores(m))
    blocks += [*sentences(_overalls(m)), checklists(m)]
    beside = [said for part in parts for said in beside_the_scores(_titled(m, part), w)]
    if beside and any(blocks):
        lines = tuple(ListEntry(text=said) for said in beside)
        title = w("What to know when reading the scores")
        blocks.append(ListBlock(groups=(ListGroup(entries=lines),), summary=title))
    else:  # with nothing else there, a fold would look like an empty section
        blocks += sentences(beside)
    blocks += [table for part in parts for table in score_tables(m, part)]
    return section("scorecard", w("Scorecard"), "", blocks) if any(blocks) else None


def recommendations(m: Material) -> list[str]:
    """Who would recommend, a sentence a question that asks for it."""
    return [
        said
        for part in m.result.questionnaires
        for key, question in _titled(m, part).questions.items()
        if "/" not in key and (said := recommendation(question, m.words))
    ]


def all_scores(m: Material, most: int = 0) -> list[Block]:
    """Their finding as a heading, the picture, and how to read it; nothing without a score.

    Args:
        m: the inputs of the report.
        most: so many rows at most, the farthest from their targets; 0: all.
    """
    found = scored(m)
    if not found:
        return []
    shown = farthest(found, most)
    every, rows = ([score_row(m, *each) for each in several] for several in (found, shown))
    finding = scores_in_words(m, [each[2] for each in found], every)
    left_out = len(found) - len(shown)
    said = [_key(m, rows)]
    if left_out:
        more = "{n} score nearer to its target stands in the report."
        mores = "{n} scores nearer to their targets stand in the report."
        said.append(m.words.plural(more, mores, left_out))
    return [
        HeadingBlock(text=finding),
        score_chart(m, "chart-scorecard", finding, rows),
        *sentences([" ".join(said)], "note"),
    ]


FoundScore = tuple[QuestionnaireResult, str, DimensionScore]
"""A dimension that has a score, with its questionnaire and id."""


def scored(m: Material) -> list[FoundScore]:
    """Every score, the farthest below its target first."""
    found = [
        (part, id_, d)
        for part in m.result.questionnaires
        for id_, d in part.dimensions.items()
        if d.kind == "scored" and d.score is not None
    ]
    return sorted(found, key=_from_target)


def farthest(found: list[FoundScore], most: int) -> list[FoundScore]:
    """So many of them, the farthest from their targets either way, in the same order; 0: all."""
    kept = sorted(found, key=lambda each: -abs(_from_target(each)))[: most or None]
    return sorted(kept, key=_from_target)


def _from_target(each: FoundScore) -> float:
    return (each[2].score or 0.0) - (given(each[2].target) or 0.0)


def scores_in_words(m: Material, scores: list[DimensionScore], rows: list[BarValues]) -> str:
    """What all the scores come to, in a sentence: how many are below their target beyond doubt, and above."""
    w = m.words
    judged = [row for row in rows if row.target is not None]
    if not judged:
        return w.plural("One score", "{n} scores", len(rows))
    if not any(row.range for row in rows):
        return w.plural(
            "One score; so few people cannot say how far it is from its target",
            "{n} scores; so few people cannot say how far they are from their targets",
            len(rows),
        )
    below = [row for row in judged if is_told(row) and (row.value or 0.0) < (row.target or 0.0)]
    above = [row for row in judged if is_told(row) and row not in below]
    of = w.count(len(judged))
    if not below and not above:
        return w("For none of {of} scores is it certain yet on which side of its target it lies", of=of)
    said = []
    if above:
        said.append(
            w.plural(
                "{n} of {of} scores is on target beyond doubt",
                "{n} of {of} scores are on target beyond doubt",
                len(above), of=of,
            )
        )  # fmt: skip
    if below:
        said.append(
            w.plural(
                "{n} of {of} scores lies below its target beyond doubt",
                "{n} of {of} scores lie below their target beyond doubt",
                len(below), of=of,
            )
        )  # fmt: skip
    critical = [row for row, d in zip(rows, scores, strict=True) if d.level == "critical"]
    if critical:
        said.append(w("critical: {names}", names=w.listing([row.label for row in critical[:2]])))
    return "; ".join(said)


def _key(m: Material, rows: list[BarValues]) -> str:
    w = m.words
    if not any(row.range for row in rows):
        return w("No ranges yet: they take five people.")
    return w(
        "Filled: the range lies wholly on one side of the target. Open: with so few it cannot be told. "
        "Critical is below 40, or below a lower target."
    )


def _overalls(m: Material) -> list[str]:
    """The overall scores and roll-ups, in a line each."""
    w = m.words
    said = []
    known = [part for part in m.result.questionnaires if part.overall.score is not None]
    for part in sorted(known, key=lambda part: part.overall.score or 0.0):
        score = part.overall
        line = w("{title}: {score} of 100 overall", title=w.quoted(m.title(part)), score=w.score(score.score))
        line += w(", range {range}", range=w.interval(score.range)) if score.range else ""
        rolled = [f"{m.rollup(part, key)} {w.score(found.score)}" for key, found in part.rollups.items()]
        line += "; " + w.listing(rolled) if rolled else ""
        said.append(f"{line}.")
    return said


def _titled(m: Material, part: QuestionnaireResult) -> QuestionnaireResult:
    """With the names of questions, units, dimensions and groups in the language of the report."""
    return replace(
        part,
        questions={
            k: replace(q, title=m.question(part.id, k), unit=m.unit(part.id, k) or q.unit)
            for k, q in part.questions.items()
        },
        dimensions={k: replace(d, title=m.dimension(part, k)) for k, d in part.dimensions.items()},
        groups={k: replace(group, title=m.group(part.id, k)) for k, group in part.groups.items()},
    )


def score_row(m: Material, part: QuestionnaireResult, id_: str, d: DimensionScore) -> BarValues:
    """A dimension as a row of a chart: score, range, target, level, and how many it is of."""
    w, target = m.words, given(d.target)
    return BarValues(
        m.dimension(part, id_),
        d.score,
        w.score(d.score, target),
        d.range,
        target,
        d.level or "",
        strong=d.score is not None and target is not None and d.score < target,
        note=f"n = {w.count(d.n)}" if d.n is not None else "",
    )


def score_chart(m: Material, id_: str, title: str, rows: list[BarValues]) -> ChartBlock:
    """Scores as dots on the bands of their ranges."""
    w = m.words
    names = (
        w("score · n"),
        w("target"),
        w("band: 95% range") if any(r.range for r in rows) else "",
    )
    said = []
    for row in rows:
        text = w("{label}: {score}", label=row.label, score=row.text)
        text += w(", range {range}", range=w.interval(row.range)) if row.range else ""
        text += w(", target {target}", target=w.score(row.target)) if row.target is not None else ""
        said.append(f"{text}.")
    wide, narrow = (bars(rows, w, names=names, narrow=side) for side in (False, True))
    made = chart(id_, "", title, " ".join(said), (wide, narrow))
    ranges = w("Scores from 0 to 100, with targets and 95% ranges")
    without = w("Scores from 0 to 100, with targets")
    return replace(
        made,
        caption=ranges if any(r.range for r in rows) else without,
        figures=bars_in_figures(rows, (w("score"), w("target"))),
    )
