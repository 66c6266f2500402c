"""How long an interview still takes: what is asked, and what may yet be asked at its chance. Pure.

What may come of a branch counts by half until its question is answered, so that opening one never adds to
what was said before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cfdiag.interview.flow import Step, is_done, seconds, steps
from cfdiag.interview.items import is_settled
from cfdiag.model.expression import evaluate, names, truth
from cfdiag.model.interview import Interview, answer_key
from cfdiag.model.questionnaire import Question, Questionnaire, Section
from cfdiag.rules.duration import ITEMS_TO_COME, named_minutes, usual_seconds
from cfdiag.rules.lookup import AnswerLookup

_OPENING, _CLOSING = 0.05, 0.10
"""Opening, consent and read-back, as parts of the time that all questions take."""
_HALF = 0.5


class Reckoning(msgspec.Struct, frozen=True):
    """The usual time of an interview, in seconds, before anybody's pace is known."""

    left: float
    """What is still to come."""
    whole: float
    """All of it: at least what was to be expected before the first answer."""


def reckon(
    q: Questionnaire, iv: Interview, at_first: float, asked: tuple[Step, ...] | None = None
) -> Reckoning:
    """How long it still takes, and in all.

    Args:
        q: the questionnaire.
        iv: the interview as it stands.
        at_first: what `expected` said before the first answer.
        asked: everything that is asked, where that is known already.
    """
    asked = steps(q, iv) if asked is None else asked
    open_ = [step for step in asked if not is_done(iv, step)]
    left = _left(q, iv, asked, open_)
    done = float(sum(map(seconds, asked)) - sum(map(seconds, open_)))
    # Never less than what was said at first: a bar that runs backwards is worse than one that is off.
    questions = max(at_first, done + left)
    opening = 0.0 if iv.answers else _OPENING * questions
    closing = 0.0 if iv.finished is not None else _CLOSING * questions
    return Reckoning(left + opening + closing, questions * (1 + _OPENING + _CLOSING))


def at_first(q: Questionnaire, iv: Interview) -> float:
    """What was to be expected of this interview before its first answer, in seconds."""
    return expected(q, msgspec.structs.replace(iv, answers={}, set_aside={}))


def named_seconds(q: Questionnaire, iv: Interview) -> float:
    """The time that the questionnaire names for this respondent; 0 where it names none."""
    return 60.0 * (named_minutes(q, iv.respondent.group, short=iv.form == "essentials") or 0)


def expected(q: Questionnaire, iv: Interview) -> float:
    """The usual time of what is asked and not done, and of what may still be asked at its chance."""
    asked = steps(q, iv)
    return _left(q, iv, asked, [step for step in asked if not is_done(iv, step)])


def _left(q: Questionnaire, iv: Interview, asked: Sequence[Step], open_: Sequence[Step]) -> float:
    return sum(_time(iv, step) for step in open_) + sum(_to_come(q, iv, asked, open_))


def _time(iv: Interview, step: Step) -> float:
    """How long a step usually takes; of an empty list, with the questions that its items will bring."""
    usual = float(seconds(step))
    if step.question is not None or iv.items.get(step.section.id) or is_settled(iv, step.section.id):
        return usual
    group = iv.respondent.group
    each = sum(
        usual_seconds(x, importance=group in x.importance, listed=True) * (1.0 if x.when is None else _HALF)
        for x in _mine(step.section.questions, iv)
    )
    return usual + ITEMS_TO_COME * each


def _mine(questions: Sequence[Question], iv: Interview) -> list[Question]:
    group, short = iv.respondent.group, iv.form == "essentials"
    return [x for x in questions if group in x.groups and (x.essential or not short)]


def _to_come(
    q: Questionnaire, iv: Interview, asked: Sequence[Step], open_: Sequence[Step]
) -> Iterator[float]:
    """The time of each question that is not asked now, by the chance that it will be."""
    group = iv.respondent.group
    chances = dict.fromkeys((step.key for step in asked), 0.0)
    chances.update(dict.fromkeys((step.key for step in open_), 1.0))
    for section in q.sections:
        conditional = [question for question in section.questions if question.when is not None]
        for item in _items(iv, section) if conditional else ():
            lookup = AnswerLookup(iv.answers, group, section.id, item)
            for question in _mine(conditional, iv):
                key = answer_key(section.id, item, question.id)
                if key in chances or question.when is None:
                    continue
                ruled_out = truth(evaluate(question.when, lookup)) is False
                rest_on = [
                    chances.get(answer_key(section.id, item, name.key[0]), chances.get(name.key[0], 0.0))
                    for name in names(question.when)
                ]
                # A branch of a branch comes by half of its half.
                chances[key] = 0.0 if ruled_out else _HALF * max(rest_on, default=0.0)
                importance, listed = group in question.importance, bool(item)
                yield chances[key] * usual_seconds(question, importance=importance, listed=listed)


def _items(iv: Interview, section: Section) -> list[str]:
    return [""] if section.repeat is None else list(iv.items.get(section.id, {}))
