"""Taking changes back, the last one first: what undoes an event, and what there is to undo. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cfdiag.interview.events import (
    Answered,
    Cleared,
    Draft,
    Event,
    InterviewerSet,
    ItemAdded,
    ItemRemoved,
    ItemRenamed,
    LanguageSet,
    ModeSet,
    Remarked,
    RespondentSet,
)
from cfdiag.model.interview import Interview

Drafts = Mapping[tuple[str, str], str]


class UndoHistory:
    """What can be taken back. An event that undoes the one before it takes that away again."""

    def __init__(self) -> None:
        self._steps: list[tuple[Event, ...]] = []
        self._rest: tuple[Event, ...] = ()

    @property
    def last(self) -> tuple[Event, ...]:
        """What takes the last change back; empty where there is none."""
        return self._steps[-1] if self._steps else ()

    def saw(self, before: Interview, drafts: Drafts, event: Event) -> None:
        """An event happened.

        Args:
            before: the interview before it.
            drafts: what was typed and not accepted before it.
            event: what happened.
        """
        # Of a change that takes several events to undo, the later ones are no changes of their own.
        if self._rest and event == self._rest[0]:
            self._rest = self._rest[1:]
        # So a journal that is replayed comes to the same history: undoing is an event like any other.
        elif self._steps and event == self._steps[-1][0]:
            self._rest = self._steps.pop()[1:]
        else:
            self._rest = ()
            undoes = inverse(before, drafts, event)
            if undoes:
                self._steps.append(undoes)


def inverse(before: Interview, drafts: Drafts, event: Event) -> tuple[Event, ...]:  # noqa: PLR0911, C901  one a kind
    """The events that lead back to what was before one; empty for what is not taken back."""
    match event:
        case Answered(key) | Cleared(key):
            old = before.answers.get(key)
            back: Event = Answered(key, old) if old is not None else Cleared(key)
            return (back, *(Draft(k, text, field) for (k, field), text in drafts.items() if k == key))
        case Draft(key, _, field):
            return (Draft(key, drafts.get((key, field), ""), field),)
        case ItemAdded(section, item):
            return (ItemRemoved(section, item),)
        case ItemRemoved(section, item):
            return (ItemAdded(section, item, before.items.get(section, {}).get(item, "")),)
        case ItemRenamed(section, item):
            return (ItemRenamed(section, item, before.items.get(section, {}).get(item, "")),)
        case LanguageSet():
            return (LanguageSet(before.language),)
        case RespondentSet():
            return (RespondentSet(before.respondent),)
        case InterviewerSet():
            return (InterviewerSet(before.interviewer or ""),)
        case ModeSet():
            return (ModeSet(before.mode),)
        case Remarked(remark, place) if place < 0:
            return (Remarked(msgspec.structs.replace(remark, text=""), len(before.remarks)),)
        case Remarked(_, place):
            return (Remarked(before.remarks[place], place),) if place < len(before.remarks) else ()
        case _:
            return ()
