"""The plan on a terminal: what is done, under way and late, and beside newer answers what moved."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.following import FollowedAction, Following
from cfdiag.render.context import OutputContext
from cfdiag.render.plan._words import (
    agreed_words,
    due_words,
    gone_words,
    movement_words,
    next_words,
    plan_headline,
    seen_words,
    state_words,
    suggested_words,
)
from cfdiag.render.terminal.drawing import DrawnBlock, DrawnLine, data, draw, heading, item, styled

_STYLES = {"late": "red", "under_way": "cyan", "done": "green", "dropped": "dim", "open": ""}


def render(view: Following, context: OutputContext) -> bytes:
    """Lines for a terminal."""
    words = locale_for(context.language)
    drawn = draw(_blocks(view, words), context.width, unicode=context.unicode, colour=context.colour)
    return drawn.encode() + b"\n"


def _blocks(view: Following, words: Locale) -> Iterator[DrawnBlock]:
    day, adopted = words.date(view.date), words.date(view.adopted)
    about = words("{plan}, adopted {adopted}; as of {day}", plan=view.plan, adopted=adopted, day=day)
    yield styled(data(plan_headline(view, words)), "bold")
    yield styled(data(about), "dim")
    for stamp in view.stamps:
        yield styled(data(stamp), "dim")
    yield styled()
    for action in view.actions:
        yield from _action(action, words)
    for title, said in (
        (words("Where next?"), next_words(view, words)),
        (words("What the new answers would add"), suggested_words(view, words)),
        (words("To know"), [agreed_words(view, words), *gone_words(view.actions, words), *view.notes]),
    ):
        if said:
            yield from heading(title)
            yield from (item("· ", data(each)) for each in said)


def _action(action: FollowedAction, words: Locale) -> Iterator[DrawnBlock]:
    title = data(action.title), "bold" if action.state != "dropped" else "dim"
    yield DrawnLine(((f"{action.rank}. ", ""), title))
    facts = [action.owner or words("nobody yet"), due_words(action, words)]
    state = state_words(action, words), _STYLES[action.state]
    yield DrawnLine(((f"{data(' · '.join(facts))} · ", ""), state, (f"  {action.id}", "dim")), 3)
    said = movement_words(action.moved, words) if action.moved else []
    seen = seen_words(action, words)
    if said:
        yield item("   ", data("; ".join(said)))
    elif seen:
        yield item("   ", data(words("You will see it when: {seen}", seen=seen)))
    if action.note:
        yield item("   ", data(words.quoted(action.note)))
