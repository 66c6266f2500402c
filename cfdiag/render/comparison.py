"""What moved between two results: for a terminal, as Markdown, as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec
from msgspec import UNSET

from cfdiag.ground.marks import LAST_LINE
from cfdiag.ground.safe import json_text
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.comparison import Comparison, Moved, QuestionMoved, QuestionnaireMoved
from cfdiag.render.bearing import foretold_sentence
from cfdiag.render.context import OutputContext
from cfdiag.render.escaping import escape
from cfdiag.render.sentences import movement_sentence, shown_change
from cfdiag.render.terminal.drawing import (
    NARROWEST,
    DrawnBlock,
    DrawnTable,
    data,
    draw,
    heading,
    item,
    styled,
)
from cfdiag.scoring.moved import statement

COMPARISON_FORMAT = "cfdiag/comparison@1"
MOST_MOVED = 5
"""So many questions, or scores, that moved most are named."""
ROOM_FOR_BOTH = 40
"""In fewer cells only the change is shown, without what it was before and after."""

Render = Callable[[Comparison, OutputContext], str]


def comparison_text(comparison: Comparison, context: OutputContext) -> str:
    """The comparison drawn for a terminal."""
    words = locale_for(context.language)
    width = max(context.width, NARROWEST)
    return draw(
        comparison_blocks(comparison, words, width), width, unicode=context.unicode, colour=context.colour
    )


def json(comparison: Comparison, context: OutputContext) -> str:
    """The comparison as JSON, every figure in full precision."""
    del context
    return json_text({"format": COMPARISON_FORMAT, **msgspec.to_builtins(comparison)})


def comparison_markdown(comparison: Comparison, context: OutputContext) -> str:
    """The comparison as Markdown tables."""
    words = locale_for(context.language)
    found = []
    for each in comparison.questionnaires:
        found += [
            f"## {escape(each.title or each.id)}",
            escape(_headline(each, words)),
            escape(_basis(each, words)),
        ]
        head = ("", *(words(name) for name in ("before", "after", "change", "More than chance?")))
        rows = [f"| {' | '.join(head)} |", "| --- | --: | --: | --: | --- |"]
        rows += [
            f"| {' | '.join(map(escape, (name, *_figures(moved, words), movement_sentence(moved, words))))} |"
            for name, moved in _scores(each, words)
        ]
        found.append("\n".join(rows))
        lists = [f"- {escape(line)}" for line in _lists(each, words)]
        if lists:
            found.append("\n".join(lists))
    found += [escape(line) for line in _questionnaires(comparison, words)]
    return "\n\n".join((*found, LAST_LINE))


COMPARISON_FORMATS: dict[str, Render] = {
    "text": comparison_text,
    "json": json,
    "markdown": comparison_markdown,
}


def comparison_blocks(comparison: Comparison, words: Locale, width: int) -> Iterator[DrawnBlock]:
    """The comparison as blocks to draw; the scorecard shows them too."""
    for place, each in enumerate(comparison.questionnaires):
        if place:
            yield styled()
        yield styled(data(each.title or each.id), "bold")
        yield styled(data(_headline(each, words)), "dim")
        yield styled(data(_basis(each, words)))
        yield styled()
        yield _drawn(_scores(each, words), words, width)
        for reason, names in _reasons(each, words).items():
            yield styled(data(f"– {', '.join(names)}: {reason}"), "dim")
        yield from _most_moved(each, words)
        lists = _lists(each, words)
        if lists:
            yield styled()
        for line in lists:
            yield styled(data(line))
    for line in _questionnaires(comparison, words):
        yield styled(data(line))


def moved_in_short(comparison: Comparison, words: Locale, width: int) -> Iterator[DrawnBlock]:
    """The scores that moved by more than chance does, the farthest first, and what cannot be compared."""
    several = len(comparison.questionnaires) > 1
    every = [
        (each.title or each.id if several and moved is each.overall else name, moved)
        for each in comparison.questionnaires
        for name, moved in _scores(each, words)
    ]
    told = sorted(
        (row for row in every if row[1].beyond_noise is True), key=lambda row: -abs(row[1].change or 0.0)
    )
    if told:
        yield _drawn(told[:MOST_MOVED], words, width)
    compared = sum(moved.change is not None for _, moved in every)
    if compared:
        message = "Moved by more than chance does: {n} of {of} scores; of the others it cannot be told."
        yield styled(words(message, n=words.count(len(told)), of=words.count(compared)), "dim")
    for each in comparison.questionnaires:
        if each.common < each.total:
            yield styled(data(f"{each.title or each.id}: {_basis(each, words)}"), "dim")
    why: dict[str, int] = {}
    for _, moved in every:
        if moved.change is None and moved.reason is not UNSET:
            why[moved.reason] = why.get(moved.reason, 0) + 1
    for reason, n in why.items():
        yield styled(data(f"– {words.count(n)}: {words.reason(reason)}"), "dim")
    for line in _questionnaires(comparison, words):
        yield styled(data(line))


def _drawn(rows: Iterable[tuple[str, Moved]], words: Locale, width: int) -> DrawnTable:
    drawn = DrawnTable()
    drawn.add_column("", takes_rest=True, min_width=8)
    for name in ("before", "after", "change") if width >= ROOM_FOR_BOTH else ("change",):
        drawn.add_column(words(name), justify="right", no_wrap=True)
    for name, moved in rows:
        figures = _figures(moved, words)
        drawn.add_row(styled(data(name)), *map(styled, figures[-len(drawn.columns) + 1 :]))
    return drawn


def _headline(each: QuestionnaireMoved, words: Locale) -> str:
    before, after = (
        f"{words.plural('{n} interview', '{n} interviews', n)} ({words('version')} {version})"
        for n, version in zip(each.n, each.versions, strict=True)
    )
    return f"{words('before')}: {before} · {words('after')}: {after}"


def _basis(each: QuestionnaireMoved, words: Locale) -> str:
    message, values = statement(each)
    return words(message, **values)


def _scores(each: QuestionnaireMoved, words: Locale) -> list[tuple[str, Moved]]:
    return [
        (words("Overall"), each.overall),
        *((moved.title or id_, moved) for id_, moved in each.dimensions.items()),
    ]


def _figures(moved: Moved, words: Locale) -> tuple[str, str, str]:
    return words.number(moved.before), words.number(moved.after), words.signed(shown_change(moved, 1))


def _reasons(each: QuestionnaireMoved, words: Locale) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, moved in _scores(each, words):
        if moved.reason is not UNSET:
            found.setdefault(words.reason(moved.reason), []).append(name)
        elif said := movement_sentence(moved, words):
            found.setdefault(said, []).append(name)
    return found


def _most_moved(each: QuestionnaireMoved, words: Locale) -> Iterator[DrawnBlock]:
    moved: list[tuple[float, str, QuestionMoved]] = [
        (question.change, id_, question) for id_, question in each.questions.items() if question.change
    ]
    if not moved:
        return
    yield from heading(words("Questions that moved most, in points"))
    for change, id_, question in sorted(moved, key=lambda entry: (-abs(entry[0]), entry[1]))[:MOST_MOVED]:
        yield item(f"{words.signed(change):>6}  ", data(question.title or id_))


def _lists(each: QuestionnaireMoved, words: Locale) -> list[str]:
    """What the lowest were bound to do, and the questions that are not compared, apart."""
    named = (
        (words("Only in the newer one"), each.added),
        (words("Only in the earlier one"), each.removed),
        (words("On another scale now, not compared"), each.changed),
        (words("No longer applicable to anybody"), each.newly_not_applicable),
    )
    bound = [] if each.foretold is UNSET else [foretold_sentence(each.foretold, words)]
    return [*bound, *(f"{name}: {', '.join(ids)}" for name, ids in named if ids)]


def _questionnaires(comparison: Comparison, words: Locale) -> list[str]:
    found = []
    if not comparison.questionnaires:
        found.append(words("The two have no questionnaire in common: there is nothing to compare."))
    if comparison.added:
        found.append(f"{words('Questionnaires only in the newer one')}: {', '.join(comparison.added)}")
    if comparison.removed:
        found.append(f"{words('Questionnaires only in the earlier one')}: {', '.join(comparison.removed)}")
    return found
