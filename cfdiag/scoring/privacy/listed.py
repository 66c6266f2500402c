"""A group below the floor: those who agreed to be named are shown answer by answer."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.model.result import AnswersListed
from cfdiag.questions import TYPES
from cfdiag.scoring.many.answers import Answers, answers_of
from cfdiag.scoring.many.tally import Tally


def listed_answers(tally: Tally, group: str) -> AnswersListed:
    """What those of a group answered who agreed to be named, by question, each answer sorted by itself.

    The answers to one question stand in another order than those to the next: nobody's answers are joined.
    Not words, which follow their own rule, and nothing over several items, of which each has its own entry.
    """
    stratum = tally.strata.get((group, True))
    if stratum is None:
        return {}
    found = answers_of(tally.layout, stratum, frozenset())
    asked = [q.id for section in tally.questionnaire.sections for q in section.questions]
    keys = sorted(found, key=lambda key: (asked.index(key.rpartition("/")[2]), key))
    return {key: said for key in keys if (said := list(_said(found[key])))}


def _said(answers: Answers) -> Iterator[float | str | list[str]]:
    type_ = TYPES[answers.question.type]
    if type_.in_words or answers.persons is not None or answers.question.off_record:
        return
    if answers.listed:
        yield from map(list, answers.listed)
    elif type_.counted or type_.dated:
        yield from sorted(answers.distribution.elements())
    else:
        yield from (float(value) for value in sorted(answers.values.elements()))
