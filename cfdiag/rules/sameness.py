"""What an answer means: its question's type, scale, options and direction. Other words change nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cfdiag.model.interview import End, Interview, question_of
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.questions import TYPES


def ends_of(question: Question) -> list[End]:
    """The ends of a question's scale, from what counts least to what counts most; or its options' ids.

    Empty where answers are on no scale: words, dates, plain numbers.
    """
    if question.scale is not None:
        ends: list[End] = [question.scale.min, question.scale.max]
    elif question.options:
        return [option.id for option in question.options]
    else:
        ends = list(TYPES[question.type].values(question))
    return ends[::-1] if question.reverse else ends


def scales_of(questionnaire: Questionnaire, group: str) -> dict[str, list[End]]:
    """The ends of every question that a group is asked, as a finished interview holds them."""
    asked = (q for section in questionnaire.sections for q in section.questions if group in q.groups)
    return {question.id: ends for question in asked if (ends := ends_of(question))}


def same_ends(question: Question, ends: Sequence[End]) -> bool:
    """Whether a question has these ends; the order of options means nothing."""
    mine = ends_of(question)
    return mine == list(ends) or (bool(question.options) and set(mine) == set(ends))


def same_meaning(one: Question, other: Question) -> bool:
    """Whether an answer to one is an answer to the other, and counts as much."""
    points = [{option.id: option.points for option in question.options} for question in (one, other)]
    return (
        one.type == other.type
        and one.reverse == other.reverse
        and same_ends(one, ends_of(other))
        and points[0] == points[1]
        and one.two_scales == other.two_scales
        and TYPES[one.type].form(one) == TYPES[other.type].form(other)
    )


class Shared(NamedTuple):
    """What answers to one text come to under another."""

    left_out: frozenset[str]
    """Questions of the text they were given to that do not count under the other one."""
    not_asked: frozenset[str]
    """Questions of the other one that these people were not asked, or not so."""


def shared(held: Questionnaire, used: Questionnaire) -> Shared:
    """What of a text that interviews were held with counts under the text that they are scored with."""
    old, new = _by_id(held), _by_id(used)
    same = {
        id_
        for id_, (repeated, question) in old.items()
        # Asked once and asked per item are two questions: their keys differ, and so does what n counts.
        if id_ in new and repeated == new[id_][0] and same_meaning(question, new[id_][1])
    }
    return Shared(frozenset(old) - same, frozenset(new) - same)


def known_of(interview: Interview, used: Questionnaire) -> Shared:
    """The same where the text that an interview was held with is nowhere: by the scales that it holds.

    Without them nothing is known of any scale, and nothing on a scale counts. A question that a finished
    interview does not mention was not in its text.
    """
    mentioned = {question_of(key) for key in (*interview.answers, *interview.set_aside)}
    new = _by_id(used)
    not_asked = set()
    for id_, (_, question) in new.items():
        ends = interview.scales.get(id_)
        if ends is not None:
            unlike = not same_ends(question, ends)
        elif ends_of(question):
            unlike = True
        else:
            unlike = interview.finished is not None and id_ not in mentioned
        if unlike:
            not_asked.add(id_)
    left_out = (mentioned | set(interview.scales)) - (set(new) - not_asked)
    return Shared(frozenset(left_out), frozenset(not_asked))


def _by_id(questionnaire: Questionnaire) -> Mapping[str, tuple[str, Question]]:
    """Every question, with the repeated section that it is in."""
    return {
        question.id: (section.id if section.repeat else "", question)
        for section in questionnaire.sections
        for question in section.questions
    }
