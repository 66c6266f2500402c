"""Where the two sides differ most: the picture of the first page, where questions were put to both."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from msgspec import UnsetType
from msgspec.structs import replace

from cfdiag.model.result import QuestionnaireResult
from cfdiag.render.charts.figures import pairs_in_figures
from cfdiag.render.charts.pairs import PairValues, pairs
from cfdiag.render.sentences import first_findings
from cfdiag.render.view.context import Material, given
from cfdiag.render.view.parts import Picture, chart
from cfdiag.render.view.perception import Pair, looked_at, perception_pairs, shown_difference

SHOWN_PAIRS = 5
"""Of the picture."""
BOTH_WAYS = 2
"""So many of them in each direction, where there are."""


class _Apart(NamedTuple):
    """A question put to both sides, and whose it is."""

    part: QuestionnaireResult
    pair: Pair
    units: tuple[float, float, bool]


def two_sides(m: Material) -> Picture | None:
    """Where both sides differ most, in both directions; None where no question was put to both."""
    w = m.words
    found = [
        _Apart(part, pair, (low, high, in_units))
        for part in m.result.questionnaires
        if part.perception
        for pairs, low, high, in_units in [perception_pairs(m, part)]
        for pair in pairs
        if pair.difference is not None and pair.figure.points is not None
    ]
    if not found:
        return None
    # Five at most: a picture that has to be studied is no first page.
    chosen = _both_ways(found, {(f.questionnaire, f.question) for f in first_findings(m.result)})
    # On one scale the steps that people ticked are shown; of several only points can share an axis.
    alike = len({each.units for each in chosen}) == 1 and chosen[0].units[2]
    chosen.sort(key=lambda each: _gaps(each, alike=alike), reverse=True)
    low, high = chosen[0].units[:2] if alike else (0.0, 100.0)
    outside = _outside(m, [each.part for each in chosen])
    rows = [_row(m, each, alike=alike) for each in chosen]
    names = (w("you expect"), w("{outside} say", outside=w.inline(outside)))
    told = any(each.pair.figure.finding for each in chosen)
    head = w("± 95% margin · n: {outside}, you", outside=w.inline(outside))
    head = head if told else w("n: {outside}, you", outside=w.inline(outside))
    drawn = tuple(
        pairs(rows, w, low=low, high=high, names=names, head=head, narrow=narrow) for narrow in (False, True)
    )
    caption = w.plural(
        "{n} of {of} questions put to both",
        "{n} of {of} questions put to both",
        len(chosen),
        of=w.count(len(found)),
    )
    title = _differ(m, chosen, w.inline(outside), alike=alike)
    desc = " ".join(
        w("{label}: {a} expected, {b} given; {gap}.", label=r.label, a=r.said[0], b=r.said[1], gap=r.text)
        for r in rows
    )
    scale = w("scale {low} to {high}", low=w.as_written(low), high=w.as_written(high))
    made = replace(
        chart("chart-board", "", title, desc, (drawn[0], drawn[1])),
        figures=pairs_in_figures(rows, names, (low, high), 1 if alike else 0),
    )
    caption = f"{caption}; {scale}"
    return Picture(title, caption, made)


def _both_ways(found: list[_Apart], named: Container[tuple[str, str | UnsetType]]) -> list[_Apart]:
    """What the headline names and the widest, of each direction some."""
    wide = sorted(found, key=lambda each: -abs(each.pair.figure.points or 0.0))
    # What may be chance fills up where too little stands out.
    wide.sort(key=lambda each: not each.pair.figure.finding)
    kept = [each for each in wide if (each.part.id, each.pair.key) in named]
    # Of each direction some: a page of blind spots alone would be put away unread.
    ways = [[each for each in wide if ((each.pair.difference or 0) > 0) is above] for above in (True, False)]
    kept += [each for way in ways for each in way[:BOTH_WAYS] if each not in kept]
    kept += [each for each in wide if each not in kept][: max(0, SHOWN_PAIRS - len(kept))]
    return kept[:SHOWN_PAIRS]


def _differ(m: Material, chosen: list[_Apart], outside: str, *, alike: bool) -> str:
    """What the picture shows, as its title."""
    w = m.words
    told = [each for each in chosen if each.pair.figure.finding]
    if not told:
        return w("Nowhere do the two sides differ by more than chance does")
    widest = max(told, key=lambda each: [abs(gap) for gap in _gaps(each, alike=alike)])
    said = "You and {outside} lie furthest apart on {title}"
    return w(said, outside=outside, title=w.quoted(widest.pair.title))


def _outside(m: Material, parts: list[QuestionnaireResult]) -> str:
    names = list(dict.fromkeys(m.group(part.id, group) for part in parts if (group := looked_at(m, part))))
    return names[0] if len(names) == 1 else m.words("Customers")


def _values(each: _Apart, *, alike: bool) -> tuple[float | None, float | None]:
    """Of both sides, as they are drawn: on the scale that all rows share, else in points."""
    if alike:
        return each.pair.inside, each.pair.outside
    return given(each.pair.figure.internal_points), given(each.pair.figure.customer_points)


def _gaps(each: _Apart, *, alike: bool) -> tuple[float, float]:
    """The difference as it is shown, and in full where two are shown alike."""
    inside, outside = _values(each, alike=alike)
    shown = shown_difference(each.pair._replace(inside=inside, outside=outside), 1 if alike else 0)
    return shown or 0.0, each.pair.figure.points or 0.0


def _row(m: Material, each: _Apart, *, alike: bool) -> PairValues:
    w, figure = m.words, each.pair.figure
    inside, outside = _values(each, alike=alike)
    decimals = 1 if alike else 0
    difference, _ = _gaps(each, alike=alike)
    interval = each.pair.interval if alike else given(figure.points_interval)
    said = w("{gap} lower", gap=w.number(difference, decimals))
    if difference <= 0:
        said = w("{gap} higher", gap=w.number(-difference, decimals))
    # What is no finding among so many has no margin here: one that leaves nothing out would contradict it.
    if not figure.finding:
        said += w(", may be chance")
    elif interval:
        # The interval is as wide either way; its half fits any rounding of the difference beside it.
        said += f" ± {w.number((interval[1] - interval[0]) / 2, decimals)}"
    people = w("n = {m} and {n}", m=w.count(figure.n_customer), n=w.count(figure.n_internal))
    return PairValues(
        each.pair.title,
        inside,
        outside,
        f"{said} · {people}",
        figure.finding or "",
        (w.number(inside, decimals), w.number(outside, decimals)),
    )
