"""Since last time: what moved against an earlier result, on what both have in common."""

from __future__ import annotations

from msgspec import UNSET

from cfdiag.locales.locale import as_printed
from cfdiag.model.blocks import Block, ChartBlock, HeadingBlock, ShownCell
from cfdiag.model.comparison import Moved, QuestionnaireMoved
from cfdiag.model.view import ReportSection
from cfdiag.render.bearing import foretold_sentence
from cfdiag.render.charts.pairs import PairValues, pairs
from cfdiag.render.sentences import movement_sentence, shown_change
from cfdiag.render.view.context import Material, readable_text, reason_of
from cfdiag.render.view.parts import cell, chart, column, section, sentences, table_part
from cfdiag.scoring.moved import statement

MOST_CHANGED = 8
"""So many questions are listed: those that moved most."""


def since(m: Material) -> ReportSection | None:
    """The section, or None where there is no baseline."""
    comparison = m.result.baseline
    if comparison is UNSET:
        return None
    parts = [block for moved in comparison.questionnaires for block in _part(m, moved)]
    w = m.words
    lead = w("Only questions that are the same in both results are compared; nothing was scored again.")
    apart = [
        w("Only in this result: {which}.", which=w.listing([_name(m, i) for i in comparison.added])),
        w("Only in the earlier result: {which}.", which=w.listing([_name(m, i) for i in comparison.removed])),
    ]
    shown = [s for s, ids in zip(apart, (comparison.added, comparison.removed), strict=True) if ids]
    if not parts:
        lead = w("The earlier result has no questionnaire in common with this one.")
    return section("baseline", w("Since last time"), " ".join([lead, *shown]), parts)


def _name(m: Material, id_: str) -> str:
    part = next((p for p in m.result.questionnaires if p.id == id_), None)
    return m.words.quoted(m.title(part) if part else readable_text(id_))


def _part(m: Material, moved: QuestionnaireMoved) -> list[Block | None]:
    w = m.words
    part = next(p for p in m.result.questionnaires if p.id == moved.id)
    rows = [(w("Overall"), moved.overall)]
    rows += [(m.dimension(part, key), figure) for key, figure in moved.dimensions.items()]
    message, values = statement(moved)
    sentence = f"{_sentence(m, moved)} {w(message, **values)}".strip()
    columns = [
        column(w("Dimension")),
        column(w("Before"), numeric=True),
        column(w("Now"), numeric=True),
        column(w("Change"), numeric=True),
        column(w("Questions in common"), numeric=True),
        column(w("More than chance?")),
    ]
    title = m.title(part)
    drawn = _chart(m, moved.id, title, rows, sentence)
    return [
        HeadingBlock(text=title),
        *([drawn] if drawn is not None else sentences([sentence])),
        table_part(
            f"baseline-{moved.id}",
            f"{title}: {w.inline(w('On the questions in common'))}",
            columns,
            [_row(m, name, figure) for name, figure in rows],
        ),
        *sentences([] if moved.foretold is UNSET else [foretold_sentence(moved.foretold, w)], "note"),
        *sentences(_apart(m, moved), "note"),
    ]


def _row(m: Material, name: str, figure: Moved) -> list[ShownCell]:
    w = m.words
    code = reason_of(figure)
    why = w.reason(code) if figure.change is None and code else ""
    return [
        cell(name),
        cell(_with_range(m, figure.before, figure, 0)),
        cell(_with_range(m, figure.after, figure, 1)),
        cell(w.signed(shown_change(figure, 0), 0), "", why),
        cell(w.count(figure.common)),
        cell(movement_sentence(figure, w)),
    ]


def _with_range(m: Material, score: float | None, figure: Moved, place: int) -> str:
    """A score, and the range behind it where it is the very score of its result."""
    w = m.words
    ends = None if figure.ranges is UNSET else figure.ranges[place]
    return f"{w.score(score)} ({w.interval(ends)})" if ends is not None else w.score(score)


def _sentence(m: Material, moved: QuestionnaireMoved) -> str:
    w = m.words
    change = shown_change(moved.overall, 0)
    if change is None:
        return ""
    size = w.number(abs(change), 0)
    # Rounded to nothing is nothing: no direction is said of it.
    if size == "0":
        return w("Overall nothing moved.")
    points = as_printed(abs(change), 0)
    if change > 0:
        return w.plural(
            "Overall it went up by one point.", "Overall it went up by {n} points.", points, n=size
        )
    return w.plural(
        "Overall it went down by one point.", "Overall it went down by {n} points.", points, n=size
    )


def _apart(m: Material, moved: QuestionnaireMoved) -> list[str]:
    w = m.words
    out = []
    known = [
        (k, q) for k, q in moved.questions.items() if q.change is not None and as_printed(q.change, 0) != 0
    ]
    known.sort(key=lambda item: -abs(item[1].change or 0.0))
    if known:
        said = [
            f"{w.quoted(m.question(moved.id, k))} {w.signed(q.change, 0)}" for k, q in known[:MOST_CHANGED]
        ]
        out.append(w("Moved most, in points: {which}.", which="; ".join(said)))
    for message, keys in (
        ("New questions: {which}.", moved.added),
        ("No longer asked: {which}.", moved.removed),
        ("Asked on another scale, so not compared: {which}.", moved.changed),
        ("No longer applicable: {which}.", moved.newly_not_applicable),
    ):
        if keys:
            out.append(w(message, which=w.listing([w.quoted(m.question(moved.id, k)) for k in keys])))
    return out


def _chart(
    m: Material, id_: str, title: str, rows: list[tuple[str, Moved]], sentence: str
) -> ChartBlock | None:
    w = m.words
    shown = [
        PairValues(
            name,
            f.before,
            f.after,
            w.signed(shown_change(f, 0), 0),
            said=(w.score(f.before), w.score(f.after)),
        )
        for name, f in rows
        if f.change is not None
    ]
    if not shown:
        return None
    names = (w("before"), w("now"))
    said = [
        w(
            "{label}: before {a}, now {b}.",
            label=name,
            a=w.score(f.before),
            b=w.score(f.after),
        )
        for name, f in rows
        if f.change is not None
    ]
    return chart(
        f"chart-baseline-{id_}",
        title,
        sentence.rstrip(".") or w("Before and now"),
        " ".join(said),
        (
            pairs(shown, w, low=0, high=100, names=names, arrow=True),
            pairs(shown, w, low=0, high=100, names=names, arrow=True, narrow=True),
        ),
    )
