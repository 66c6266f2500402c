"""From a cast and a story to interviews: seeded, so that every machine makes the same engagement.

Each interview is walked through by the same engine as a real one; the story only says what the person
of the cast would answer. What the story is silent about is drawn around a tendency.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from cfdiag import __version__
from cfdiag.interview.events import Answered, Event, Finished, ItemAdded, ItemRemoved, ItemsSettled
from cfdiag.interview.flow import find_step, first_open, steps
from cfdiag.interview.ids import RANDOM_BITS, uuid4, uuid7
from cfdiag.interview.items import new_item, offered_items
from cfdiag.interview.state import apply, as_finished, begin
from cfdiag.model.interview import Answer, AnswerValue, Basis, Consent, HeldMode, Interview, Respondent
from cfdiag.model.questionnaire import Question, Questionnaire, Section
from cfdiag.questions import TYPES

_T = TypeVar("_T")


class Role(msgspec.Struct, frozen=True):
    """One respondent of the cast, for one questionnaire."""

    questionnaire: str
    group: str
    id: str
    department: str | None = None
    account: str | None = None
    organisation: str | None = None
    consent: Consent | None = None
    mode: HeldMode | None = None
    """How it is held."""
    unfinished: bool = False
    """Leaves after two thirds of the questions."""


class Leaning(msgspec.Struct, frozen=True):
    """Around which step of a 1 to 5 scale the answers lie, how far apart, and how often unknown."""

    mean: float = 3.4
    spread: float = 0.7
    importance: float = 4.1
    unknown: float = 0.02


class Beside(msgspec.Struct, frozen=True):
    """What stands beside an answer."""

    note: str = ""
    evidence: str = ""


class Story(msgspec.Struct, frozen=True):
    """What the people of the engagement would say.

    Everything is looked up by questionnaire, group and question (or section, for items); what several
    people say, pick or name is taken in turn. `question/label` is meant for one item of a repeated section.
    """

    leanings: Mapping[tuple[str, str, str, str], Leaning]
    """By questionnaire, group, department and question, item or dimension; any but the first may be ""."""
    sayings: Mapping[tuple[str, str, str], tuple[str, ...]]
    """What is said in open questions, with its themes behind it: `Too expensive. #price`. An empty one is
    left open."""
    picks: Mapping[tuple[str, str, str], tuple[AnswerValue, ...]]
    """Options, numbers and dates; None is 'I don't know'."""
    items: Mapping[tuple[str, str, str], tuple[tuple[str, ...], ...]]
    """What is added to the list of a repeated section."""
    keeps: Mapping[tuple[str, str, str], tuple[tuple[str, ...], ...]]
    """The items that stay on the list of a repeated section."""
    bases: Mapping[tuple[str, str, str], tuple[Basis, ...]]
    """What answers rest on; with "" for the question, any of them."""
    beside: Mapping[tuple[str, str, str], tuple[Beside, ...]] = {}
    """What was noted beside an answer, or shown for it: by the first who answer it."""


def generate(
    cast: tuple[Role, ...],
    story: Story,
    questionnaires: Mapping[str, Questionnaire],
    *,
    seed: int,
    start: datetime,
) -> Iterator[Interview]:
    """The interviews of the cast, in its order; the same seed gives the same bytes."""
    turns: dict[tuple[str, ...], int] = {}
    for number, role in enumerate(cast):
        person = _Person(
            role,
            story=story,
            questionnaire=questionnaires[role.questionnaire],
            turns=turns,
            seed=seed,
        )
        yield person.interview(_appointment(start, number))


def _left(interview: Interview, section: Section, kept: Collection[str]) -> list[Event]:
    """What leaves these items on a list: the others are taken off; where one chooses, these are chosen."""
    offered = offered_items(interview, section)
    chosen: list[Event] = [ItemAdded(section.id, i, label) for i, label in offered.items() if i in kept]
    gone: list[Event] = [ItemRemoved(section.id, i) for i in interview.items[section.id] if i not in kept]
    return [*gone, *chosen]


class _Person:
    """Answers one questionnaire as a person of the story would."""

    def __init__(
        self,
        role: Role,
        *,
        story: Story,
        questionnaire: Questionnaire,
        turns: dict[tuple[str, ...], int],
        seed: int,
    ) -> None:
        self.role, self.story, self.questionnaire = role, story, questionnaire
        self.turns = turns
        self.chance = random.Random(f"{seed}/{role.questionnaire}/{role.group}/{role.id}")  # noqa: S311  no secret

    def _id(self, start: datetime) -> str:
        chance = self.chance.getrandbits(74)
        if self.questionnaire.groups[self.role.group].anonymous:
            return uuid4(random.Random(chance).getrandbits(RANDOM_BITS))  # noqa: S311  no secret
        return uuid7(start, chance)

    def interview(self, start: datetime) -> Interview:
        """The whole interview, from the first question to the end or to where the person left."""
        role, questionnaire = self.role, self.questionnaire
        interview = begin(
            questionnaire,
            id=self._id(start),
            respondent=Respondent(
                id=role.id,
                group=role.group,
                department=role.department,
                account=role.account,
                organisation=role.organisation,
                consent=role.consent,
                extra={"fictional": True},
            ),
            started=_stamp(start),
            interviewer="cfdiag demo",
            tool=__version__,
        )
        interview = self._with_items(msgspec.structs.replace(interview, mode=role.mode))
        now, asked = start, 0
        limit = len(steps(questionnaire, interview)) * 2 // 3 if role.unfinished else None
        while (key := first_open(questionnaire, interview)) is not None and asked != limit:
            step = find_step(questionnaire, interview, key)
            assert step is not None  # noqa: S101  what is open is asked
            now += timedelta(seconds=20 + self.chance.randrange(40))
            if step.question is None:
                interview = apply(questionnaire, interview, ItemsSettled(step.section.id)).interview
                continue
            asked += 1
            label = interview.items.get(step.section.id, {}).get(step.item, "")
            answer = self._answer(step.question, step.item, label)
            answer = msgspec.structs.replace(self._noted(answer, step.question, label), at=_stamp(now))
            interview = apply(questionnaire, interview, Answered(key, answer)).interview
        if not role.unfinished:
            interview = apply(questionnaire, interview, Finished(_stamp(now))).interview
        return as_finished(questionnaire, interview)

    def _with_items(self, interview: Interview) -> Interview:
        """The lists of the repeated sections as this person would leave them."""
        for section in self.questionnaire.sections:
            place = (self.questionnaire.id, self.role.group, section.id)
            for label in self._next(self.story.items, place) or ():
                interview = apply(
                    self.questionnaire, interview, new_item(interview, section.id, label)
                ).interview
            kept = self._next(self.story.keeps, place)
            for event in _left(interview, section, kept) if kept is not None else ():
                interview = apply(self.questionnaire, interview, event).interview
        return interview

    def _answer(self, question: Question, item: str, label: str) -> Answer:
        leaning = self._leaning(question, item)
        places = [
            (self.questionnaire.id, self.role.group, name) for name in (f"{question.id}/{label}", question.id)
        ]
        for place in places:
            if place in self.story.picks:
                value = self._next(self.story.picks, place)
                return Answer(status="unknown") if value is None else self._complete(question, leaning, value)
        type_ = TYPES[question.type]
        if type_.page == "field":
            return self._said(question, leaning, places)
        if self.chance.random() < leaning.unknown:
            return Answer(status="unknown")
        value = type_.invent(question, self.chance, _towards(question, leaning), leaning.spread)
        return self._complete(question, leaning, value)

    def _noted(self, answer: Answer, question: Question, label: str) -> Answer:
        """The answer with what was noted beside it or shown for it."""
        place = (self.questionnaire.id, self.role.group, f"{question.id}/{label}" if label else question.id)
        told = self.story.beside.get(place, ())
        if not told or answer.status != "answered":
            return answer
        turn = self._turn((*place, "beside"))
        if turn >= len(told):
            return answer
        return msgspec.structs.replace(answer, note=told[turn].note, evidence=told[turn].evidence)

    def _said(self, question: Question, leaning: Leaning, places: list[tuple[str, str, str]]) -> Answer:
        """One of the sayings for this question, each once; who comes after the last has nothing to say."""
        place = next((place for place in places if place in self.story.sayings), places[-1])
        sayings = self.story.sayings.get(place, ())
        turn = self._turn(place)
        if TYPES[question.type].in_words and turn < len(sayings) and sayings[turn]:
            text, *themes = sayings[turn].split(" #")
            return msgspec.structs.replace(self._complete(question, leaning, text), tags=tuple(themes))
        return Answer(status="skipped" if TYPES[question.type].in_words else "unknown")

    def _next(
        self, told: Mapping[tuple[str, str, str], tuple[_T, ...]], place: tuple[str, str, str], kind: str = ""
    ) -> _T | None:
        """What is next there, beginning again after the last; None where nothing is told."""
        choices = told.get(place)
        return choices[self._turn((*place, kind)) % len(choices)] if choices else None

    def _turn(self, place: tuple[str, ...]) -> int:
        self.turns[place] = self.turns.get(place, -1) + 1
        return self.turns[place]

    def _complete(self, question: Question, leaning: Leaning, value: AnswerValue) -> Answer:
        """The answer with importance and basis, where this group is asked for them."""
        importance: int | None = None
        basis: Basis | None = None
        if self.role.group in question.importance:
            scaled = TYPES[question.type].invent(question, self.chance, leaning.importance, 0.6)
            importance = scaled if isinstance(scaled, int) else None
        if self.role.group in question.basis:
            place = (self.questionnaire.id, self.role.group, question.id)
            anything = self.story.bases.get((*place[:2], ""), ("hearsay",))
            basis = self._next(self.story.bases, place, "basis") or self.chance.choice(anything)
        return Answer(status="answered", value=value, importance=importance, basis=basis)

    def _leaning(self, question: Question, item: str) -> Leaning:
        role = self.role
        for name in (item, question.id, question.dimension, ""):
            for department in (role.department, ""):
                for group in (role.group, ""):
                    found = self.story.leanings.get(
                        (self.questionnaire.id, group, department or "", name or "")
                    )
                    if found is not None and (name != item or item):
                        return found
        return Leaning()


def _towards(question: Question, leaning: Leaning) -> float:
    """The step that answers lie around: of a dimension what is told is how good things are."""
    scale = question.scale
    against = question.reverse and question.dimension is not None and scale is not None
    return scale.min + scale.max - leaning.mean if against and scale is not None else leaning.mean


def _appointment(start: datetime, number: int) -> datetime:
    """Six a working day, eighty minutes apart; `start` is a Monday morning."""
    day, turn = divmod(number, 6)
    week, weekday = divmod(day, 5)
    return start + timedelta(weeks=week, days=weekday, minutes=80 * turn)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
