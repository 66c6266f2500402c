"""A session: the interview as it stands, and the one way to change it. On disk first, then in hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from cfdiag.interview import flow, state, validation
from cfdiag.interview.consent import dated
from cfdiag.interview.drafts import drafts_of, keep_drafts
from cfdiag.interview.events import (
    Answered,
    Cleared,
    Draft,
    Event,
    Finished,
    Remarked,
    Reopened,
    RespondentSet,
)
from cfdiag.interview.pace import seen_before
from cfdiag.interview.reckoning import at_first, named_seconds, reckon
from cfdiag.interview.undo import UndoHistory
from cfdiag.model.interview import Interview, question_of
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.questions import TYPES
from cfdiag.rules.voices import consent_questions

Outcome = Literal["finished", "left", "interrupted", "terminated"]
"""How a front end was left; what was answered is saved in each case."""

MOVED = "Something else moved or changed this interview's file. Everything is in a new one: {file}"
"""What a front end tells, in English, when `Session.moved_to` is set."""


class Refused(Exception):  # noqa: N818  the word of the design
    """An event that cannot be; the state is as it was. `problem` is the reason, in English."""

    def __init__(self, problem: validation.Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Store(Protocol):
    """Where a session's events are kept."""

    def append(self, event: Event, aside: tuple[str, ...], back: tuple[str, ...]) -> Path | None:
        """Keep an event; it is durable when this returns. Gives the file it is in, where that is another."""

    def finish(self, interview: Interview, drafts: dict[tuple[str, str], str]) -> None:
        """Write the finished file and take the journal away."""

    def restrict(self, interview: Interview, questionnaire: Questionnaire) -> None:
        """Take back from the finished file, where there is one, what may no longer be said of it."""

    def close(self) -> None:
        """Let go of the file."""


class Session:
    """One interview being held.

    Args:
        questionnaire: what is asked.
        interview: where it stands.
        clock: gives now, with its time zone.
        store: where events go; None keeps them in memory only (tests, previews).
        drafts: what was typed and not accepted, `{(key, field): text}`.
        notices: what the front end tells at the beginning, in English.
        sealed: whether the store seals what it keeps: then nothing of it may be kept anywhere else.
        history: what of it can be taken back; nothing where it is new.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        interview: Interview,
        *,
        clock: Callable[[], datetime],
        store: Store | None = None,
        drafts: Mapping[tuple[str, str], str] | None = None,
        notices: Iterable[str] = (),
        sealed: bool = False,
        history: UndoHistory | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.interview = interview
        self.notices = list(notices)
        self.sealed = sealed
        self.changed = False
        """Whether anything but finishing and reopening has happened in this session."""
        self.reopened = False
        """Whether it had been finished: who reopens it wants to see what was answered."""
        self.moved_to: Path | None = None
        """The file that the last event made a new one, for the one before was gone: to be told."""
        self._clock = clock
        self._store = store
        self._drafts = dict(drafts or {})
        self._history = history or UndoHistory()
        self._consents = consent_questions(questionnaire)
        self._reckon_anew()

    def now(self) -> str:
        """The time, as it is written in the file: `2026-11-22T09:00:00Z`."""
        return self._clock().astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def today(self) -> dt.date:
        """The day, where the interview is held."""
        return self._clock().astimezone().date()

    def do(self, event: Event) -> None:
        """Let something happen: checked, saved, then applied.

        Raises:
            Refused: it cannot be; nothing has changed.
            CfdiagError: it could not be saved; nothing has changed.
        """
        self._do(self._timed(event))

    def undo(self) -> str | None:
        """Take the last change back; the key of what it was about, None where there is nothing.

        Raises:
            Refused: it cannot be taken back now.
            CfdiagError: it could not be saved.
        """
        steps = self._history.last
        for event in steps:
            self._do(event)
        if not steps:
            return None
        first = steps[0]
        return getattr(first, "key", "") or (f"{first.section}/" if hasattr(first, "section") else "")

    def _do(self, event: Event) -> None:
        # Checked before it is written: a journal never holds what could not be replayed.
        wrong = validation.problem(self.questionnaire, self.interview, event)
        if wrong is not None:
            raise Refused(wrong)
        change = state.apply(self.questionnaire, self.interview, event)
        if self._store is not None:
            # On disk first: an answer that is shown as given survives whatever happens next.
            self.moved_to = self._store.append(event, change.aside, change.back)
            if isinstance(event, Finished):
                self._store.finish(state.as_finished(self.questionnaire, change.interview), self._drafts)
        before, self.interview = self.interview, change.interview
        if self._is_change(event):
            self._history.saw(before, self._drafts, event)
        if self._store is not None and self._takes_back(event, before):
            self._store.restrict(self.interview, self.questionnaire)
        self._afterwards(event)

    def draft(self, key: str, field: str = "value") -> str:
        """What was typed for a question and not accepted; empty where there is nothing."""
        return self._drafts.get((key, field), "")

    @property
    def drafts(self) -> dict[tuple[str, str], str]:
        """Everything typed and not accepted, `{(key, field): text}`."""
        return dict(self._drafts)

    @property
    def begun(self) -> bool:
        """Whether anything was answered or typed; what a list said beforehand nobody has said."""
        return bool(self.interview.answers) or self._drafts != drafts_of(self.interview)

    def keep_draft(self, key: str, text: str, field: str = "value") -> None:
        """Record what is typed so far, where it is not what is recorded already."""
        if self.draft(key, field) != text:
            self.do(Draft(key, text, field))

    def progress(self) -> flow.Progress:
        """How far it is; the time left follows the minutes that are named, then more and more the pace.

        It is never more than the part of those minutes that is left.
        """
        asked = flow.steps(self.questionnaire, self.interview)
        known = flow.progress(self.questionnaire, self.interview, asked)
        rest = reckon(self.questionnaire, self.interview, self._at_first, asked)
        left = rest.left * self._pace.factor
        if self._named and rest.whole:
            # The respondent was promised those minutes: a slow start does not lengthen them.
            left = min(left, self._named * rest.left / rest.whole)
        ends = self._clock().astimezone() + dt.timedelta(seconds=left)
        return msgspec.structs.replace(known, seconds_left=round(left), until=f"{ends:%H:%M}")

    def close(self) -> None:
        """Let go of the file. Everything is on disk already."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def _reckon_anew(self) -> None:
        """The time that is named and to be expected, and the pace as far as it was seen."""
        q, iv = self.questionnaire, self.interview
        self._named, self._at_first = named_seconds(q, iv), at_first(q, iv)
        whole = reckon(q, msgspec.structs.replace(iv, answers={}), self._at_first).whole
        usual = self._named / whole if self._named and whole else 1.0
        times = {step.key: flow.seconds(step) for step in flow.steps(q, iv)}
        self._pace = seen_before(usual, iv, times, self._clock())

    def _is_change(self, event: Event) -> bool:
        """Whether somebody would take it back; of a text that is being typed each letter is no change."""
        if not isinstance(event, Draft):
            return True
        question = self.questionnaire.question(question_of(event.key))
        return event.field == "value" and question is not None and TYPES[question.type].page != "field"

    def _takes_back(self, event: Event, before: Interview) -> bool:
        """Whether an event may take back a consent: it is in force at once, finished or not."""
        if isinstance(event, (Answered, Cleared)):
            old = before.answers.get(event.key)
            return old is not None and (old.quotable or question_of(event.key) in self._consents)
        return isinstance(event, RespondentSet)

    def _timed(self, event: Event) -> Event:
        if isinstance(event, Answered) and not event.answer.at:
            return Answered(event.key, msgspec.structs.replace(event.answer, at=self.now()))
        if isinstance(event, Remarked) and event.remark.at is None:
            return Remarked(msgspec.structs.replace(event.remark, at=self.now()), event.place)
        if isinstance(event, (Finished, Reopened)) and not event.at:
            return msgspec.structs.replace(event, at=self.now())
        if isinstance(event, RespondentSet) and event.respondent.consent != self.interview.respondent.consent:
            return RespondentSet(dated(self.questionnaire, event.respondent, self.now()))
        return event

    def _afterwards(self, event: Event) -> None:
        keep_drafts(self._drafts, event)
        self.changed = self.changed or not isinstance(event, (Finished, Reopened))
        if isinstance(event, RespondentSet):
            self._reckon_anew()
        # Skipping takes a second, and would make everything to come look short.
        if isinstance(event, Answered) and event.answer.status != "skipped":
            step = flow.find_step(self.questionnaire, self.interview, event.key)
            if step is not None:
                self._pace.see(event.key, flow.seconds(step), self._clock())
