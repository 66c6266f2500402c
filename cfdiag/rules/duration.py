"""How long an interview usually takes, from the wording and the kinds of its questions alone.

Pure. What is read aloud, what is answered, the consent, and the words that are read back at the end.
"""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.model.expression import holds
from cfdiag.model.interview import Answer, AnswerValue, answer_key
from cfdiag.model.questionnaire import Question, Questionnaire, Section
from cfdiag.questions import TYPES
from cfdiag.rules.lookup import AnswerLookup

ITEMS_SECONDS = 30
"""For naming the items of a list."""
ITEMS_TO_COME = 3
"""So many items are reckoned with while a list is still empty."""

_LISTED_WORDS_SECONDS = 30
_BASIS_SECONDS = 3
_CONSENT_SECONDS = 15
_READ_BACK_SECONDS = 5
_WORDS_A_SECOND = 2.5


def usual_seconds(question: Question, *, importance: bool, listed: bool) -> int:
    """How long an answer usually takes.

    Args:
        question: the question.
        importance: whether its importance is rated, too.
        listed: whether it is asked about each item of a list: words are few there.
    """
    type_ = TYPES[question.type]
    # Told about one item after the other, people get shorter.
    once = min(type_.seconds, _LISTED_WORDS_SECONDS) if listed else type_.seconds
    return once * (2 if importance else 1)


def named_minutes(q: Questionnaire, group: str, *, short: bool = False) -> int | None:
    """The minutes that a questionnaire names for a group, in full or for the essentials; None without."""
    mine = q.groups.get(group)
    if short:
        return (mine.short_minutes if mine else None) or q.short_minutes
    return (mine.minutes if mine else None) or q.minutes


def usual_minutes(q: Questionnaire, group: str, *, short: bool = False) -> float:
    """How long the talk takes somebody of a group who says yes to whatever opens further questions.

    Args:
        q: the questionnaire.
        group: who is asked.
        short: whether only the essentials are asked.
    """
    answers: dict[str, Answer] = {}
    seconds = float(_CONSENT_SECONDS)
    for section in q.sections:
        mine = [x for x in section.questions if group in x.groups and (x.essential or not short)]
        if not mine:
            continue
        if section.intro is not None:
            seconds += len(section.intro.pick(q.language, group).split()) / _WORDS_A_SECOND
        repeat = section.repeat
        if repeat is not None and (repeat.add or repeat.pick(group)):
            seconds += ITEMS_SECONDS
        for item in _items(section, group):
            seconds += sum(_asked(section, item, mine, group, answers))
    return seconds / 60


def _items(section: Section, group: str) -> list[str]:
    """Ids that stand for the items; one without a name where the section is asked once."""
    repeat = section.repeat
    if repeat is None:
        return [""]
    picked = repeat.pick(group)
    # The most that may be chosen: who plans a talk wants to know how long it can take.
    n = picked[1] if picked else len(repeat.items) or min(ITEMS_TO_COME, repeat.max)
    return [f"i{number}" for number in range(n)]


def _asked(
    section: Section, item: str, questions: list[Question], group: str, answers: dict[str, Answer]
) -> Iterator[float]:
    """The seconds of each question that is asked; its assumed answer is put among the answers."""
    lookup = AnswerLookup(answers, group, section.id, item)
    for question in questions:
        if question.when is not None and not holds(question.when, lookup):
            continue
        key = answer_key(section.id, item, question.id)
        answers[key] = Answer(status="answered", value=_assumed(question))
        yield usual_seconds(question, importance=group in question.importance, listed=bool(item))
        if group in question.basis:
            yield _BASIS_SECONDS
        if TYPES[question.type].in_words:
            yield _READ_BACK_SECONDS


def _assumed(question: Question) -> AnswerValue:
    """An answer that opens what can be opened: yes, the first option, some words, a number of things."""
    type_ = TYPES[question.type]
    if type_.ticked:
        return "yes"
    if question.options:
        first = question.options[0].id
        return [first] if type_.domain(question).many else first
    if question.scale is not None:
        return question.scale.max
    return "…" if type_.in_words or type_.dated else max(1, round(question.min or 0))
