"""The days of a plan for calendars: a whole-day entry for each thing that is still to be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.following import FollowedAction, Following
from cfdiag.render.context import OutputContext
from cfdiag.render.plan._words import seen_words
from cfdiag.render.whole_days import WholeDay, calendar_of


def render(view: Following, context: OutputContext) -> bytes:
    """The entries of what is still to be done, and of what is done and is to spread."""
    entries = _entries(view, locale_for(context.language))
    return calendar_of(entries, about="plan", made=date.fromisoformat(view.date))


def _entries(view: Following, words: Locale) -> Iterator[WholeDay]:
    for action in view.actions:
        if action.due and action.state in ("open", "under_way", "late"):
            said = _described(view, action, seen_words(action, words))
            yield WholeDay(_uid(view, action.id), date.fromisoformat(action.due), action.title, said)
        if action.then_by and action.status == "done":
            title, said = words("Spread: {title}", title=action.title), _described(view, action, action.where)
            yield WholeDay(_uid(view, f"{action.id}-then"), date.fromisoformat(action.then_by), title, said)


def _described(view: Following, action: FollowedAction, what: str) -> str:
    return "\n".join(filter(None, (action.owner, what, f"{view.plan}: {action.id}")))


def _uid(view: Following, id_: str) -> str:
    plan = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in view.plan)
    return f"{id_}@{plan}.cfdiag"
