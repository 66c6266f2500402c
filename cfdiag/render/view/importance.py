"""Importance and performance: the matrix, and the gaps behind it."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import UNSET

from cfdiag.model.blocks import Block, ChartBlock, HeadingBlock, ShownCell, ShownColumn
from cfdiag.model.comparison import Interval
from cfdiag.model.interview import question_of
from cfdiag.model.questionnaire import DEFAULT_TARGET
from cfdiag.model.result import CrosshairPoint, QuestionnaireResult, QuestionScore
from cfdiag.model.view import ReportSection
from cfdiag.render.charts.matrix import PointValues, matrix
from cfdiag.render.view.context import Material, given
from cfdiag.render.view.parts import cell, chart, column, section, table_part

_SHORT = 26
"""A label up to so many characters is written beside its point; a longer one is a number."""
_FEW = 12
_NAMED = ("concentrate", "keep_up")
"""Of these quadrants the most important questions are named in the picture, however many there are."""
_LONGEST = 34


class _Point(NamedTuple):
    key: str
    title: str
    score: QuestionScore
    performance: float
    importance: float
    gap: float | None
    interval: Interval | None


def importance(m: Material) -> ReportSection | None:
    """The section, or None where nobody rated importance (or too few for a mean)."""
    parts = [block for part in m.result.questionnaires for block in _part(m, part)]
    if not parts:
        return None
    w = m.words
    return section(
        "importance",
        w("Importance and performance"),
        w(
            "Each question was rated twice: how important it is, and how well it is done now. "
            "On the slanting line performance is as high as importance; left of it lies a shortfall."
        )
        + " "
        + " ".join(dict.fromkeys(_lines(m, part) for part in m.result.questionnaires if _points(m, part)[0])),
        parts,
    )


def _lines(m: Material, part: QuestionnaireResult) -> str:
    """Where the quadrants meet, in words."""
    w = m.words
    cross = part.crosshair if part.crosshair is not UNSET else {}
    performance = cross.get("performance")
    if isinstance(performance, dict):
        targets = sorted(set(performance.values())) or [DEFAULT_TARGET]
        if len(targets) == 1:
            return w(
                "Above the horizontal line a question is important (75 of 100 points or more); right of the "
                "vertical line it reaches its target of {target}.",
                target=w.number(targets[0], 0 if targets[0].is_integer() else 1),
            )
        return w(
            "Above the horizontal line a question is important (75 of 100 points or more). Each is held "
            "against the target of its own dimension; the vertical line is drawn at their mean."
        )
    if cross.get("kind") == "midpoint":
        return w("The lines are the middle of the scale.")
    return w(
        "Above the horizontal line it matters more than average; right of the vertical line it is done "
        "better than average."
    )


def unit(scores: list[QuestionScore]) -> tuple[float, float, bool]:
    """The scale that several questions share; 0 to 100 points where they differ. True: scale units."""
    scales = {s.scale for s in scores}
    if any((gap := given(s.gap)) is not None and given(gap.unit) == "points" for s in scores):
        return 0.0, 100.0, False
    only = next(iter(scales)) if len(scales) == 1 else None
    return (only[0], only[1], True) if only else (0.0, 100.0, False)


def _performance(score: QuestionScore, *, in_units: bool) -> float | None:
    """A question's mean in the unit of the section, reversed questions turned round."""
    if not in_units:
        return score.points
    return score.turned if score.turned is not UNSET else score.mean


def _points(m: Material, part: QuestionnaireResult) -> tuple[list[_Point], float, float, bool]:
    chosen = {k: s for k, s in part.questions.items() if given(s.quadrant)}
    repeated = {question_of(k) for k in chosen if "/" in k}
    chosen = {k: s for k, s in chosen.items() if k not in repeated}
    low, high, in_units = unit(list(chosen.values()))
    points = []
    for key, score in chosen.items():
        done, rated = _performance(score, in_units=in_units), given(score.importance)
        matters = None if rated is None else rated.mean if in_units else given(rated.points)
        if matters is None or done is None:
            continue
        gap, interval = _gap(score, in_units=in_units)
        points.append(_Point(key, m.question(part.id, key), score, done, matters, gap, interval))
    points.sort(
        key=lambda p: (given(p.score.quadrant) in ("low_priority", "overkill"), p.gap is None, p.gap or 0.0)
    )
    return points, low, high, in_units


def _gap(score: QuestionScore, *, in_units: bool) -> tuple[float | None, Interval | None]:
    """Performance minus importance and its interval, in the unit of the section."""
    gap = given(score.gap)
    if gap is None:
        return None, None
    return (gap.mean, gap.interval) if in_units else (given(gap.points), given(gap.points_interval))


def _part(m: Material, part: QuestionnaireResult) -> list[Block]:
    points, low, high, in_units = _points(m, part)
    if not points or part.crosshair is UNSET:
        return []
    w = m.words
    id_ = f"importance-{part.id}"
    notes = [w("Sorted: what is important first, and there the largest shortfall first.")]
    if any(given(p.score.borderline) for p in points):
        notes.append(
            w(
                "Borderline: in fewer than 80% of 1,000 resamples of the respondents the question "
                "stays in its quadrant."
            )
        )
    if not in_units:
        notes.append(w("The scales differ, so everything is shown on 0 to 100 points."))
    return [
        HeadingBlock(text=m.title(part)),
        _chart(m, part, points, (low, high), _meeting_point(part.crosshair)),
        table_part(
            id_,
            f"{m.title(part)}: {w.inline(w('Performance minus importance, question by question'))}",
            _columns(m),
            [_row(m, i + 1, p, in_units=in_units) for i, p in enumerate(points)],
            notes,
            look="behind",
        ),
    ]


def _columns(m: Material) -> list[ShownColumn]:
    w = m.words
    return [
        column(w("Question")),
        column(w("No."), numeric=True),
        column(w("Importance"), numeric=True),
        column(w("Performance"), numeric=True),
        column(w("Performance minus importance"), numeric=True),
        column(w("95% interval"), numeric=True),
        column(w("Both rated"), numeric=True),
        column(w("Quadrant")),
    ]


def _row(m: Material, number: int, point: _Point, *, in_units: bool) -> list[ShownCell]:
    w = m.words
    decimals = 1 if in_units else 0
    gap = point.score.gap if point.score.gap is not UNSET else None
    quadrant = str(given(point.score.quadrant))
    name = w.quadrant(quadrant)
    if given(point.score.borderline):
        name = w("{quadrant} (borderline)", quadrant=name)
    return [
        cell(point.title),
        cell(str(number)),
        cell(w.number(point.importance, decimals)),
        cell(w.number(point.performance, decimals)),
        cell(w.signed(point.gap, decimals), "low" if point.gap is not None and point.gap < 0 else ""),
        cell(w.interval(point.interval, decimals, signed=True)),
        cell(w.count(gap.n if gap else None)),
        cell(name, quadrant),
    ]


def _sentence(m: Material, points: list[_Point]) -> str:
    w = m.words
    first = [p for p in points if given(p.score.quadrant) == "concentrate"]
    keep = [p for p in points if given(p.score.quadrant) == "keep_up"]
    if not first:
        said = w("Nothing that is important falls short of the line.")
    else:
        said = w.plural(
            "{n} of {all} questions is important and falls short: {which}.",
            "{n} of {all} questions are important and fall short, above all {which}.",
            len(first),
            all=w.count(len(points)),
            which=w.quoted(first[0].title),
        )
    if len(first) > 1 and first[0].gap == first[1].gap:  # then none of them is above all
        said = w(
            "{n} of {all} questions are important and fall short.",
            n=w.count(len(first)),
            all=w.count(len(points)),
        )
    best = sorted(keep, key=lambda p: -p.performance)
    if best and (len(best) == 1 or best[0].performance > best[1].performance):
        said += " " + w("What matters and is done best: {which}.", which=w.quoted(best[0].title))
    return said


def _chart(
    m: Material,
    part: QuestionnaireResult,
    points: list[_Point],
    ends: tuple[float, float],
    cross: tuple[float, float],
) -> ChartBlock:
    w, (low, high) = m.words, ends
    few = len(points) <= _FEW and all(len(p.title) <= _SHORT for p in points)
    named = [
        i for i, p in enumerate(points) if given(p.score.quadrant) in _NAMED and len(p.title) <= _LONGEST
    ]
    drawn = [
        PointValues(
            f"{i + 1} {p.title}" if few or i in named[:_FEW] else str(i + 1),
            p.performance,
            p.importance,
            str(given(p.score.quadrant)),
            bool(given(p.score.borderline)),
        )
        for i, p in enumerate(points)
    ]
    plain = [d._replace(label=str(i + 1)) for i, d in enumerate(drawn)]
    quadrants = {q: w.quadrant(q) for q in ("concentrate", "keep_up", "low_priority", "overkill")}
    axes = (w("Performance"), w("Importance"))
    said = [
        w("Each number is a question of the table; performance runs to the right, importance upwards."),
        *(_said(m, [(i + 1, p) for i, p in enumerate(points)], q) for q in quadrants),
    ]
    return chart(
        f"chart-importance-{part.id}",
        m.title(part),
        _sentence(m, points).rstrip("."),
        " ".join(s for s in said if s),
        (
            matrix(drawn, w, low=low, high=high, cross=cross, quadrants=quadrants, axes=axes),
            matrix(plain, w, low=low, high=high, cross=cross, quadrants=quadrants, axes=axes, narrow=True),
        ),
    )


def _meeting_point(cross: CrosshairPoint) -> tuple[float, float]:
    """Where the chart has its lines: performance and importance. In results of 0.1 they were nowhere else."""
    drawn = cross.get("drawn")
    lines = (
        drawn if isinstance(drawn, dict) else {k: v for k, v in cross.items() if isinstance(v, float | int)}
    )
    return lines["performance"], lines["importance"]


def _said(m: Material, numbered: list[tuple[int, _Point]], quadrant: str) -> str:
    w = m.words
    there = [str(i) for i, p in numbered if given(p.score.quadrant) == quadrant]
    return (
        w("{quadrant}: {numbers}.", quadrant=w.quadrant(quadrant), numbers=w.listing(there)) if there else ""
    )
