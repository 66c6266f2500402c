"""The way of a response through a questionnaire: what is put to somebody, and what they left open. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cfdiag.model.expression import Expression, holds, names
from cfdiag.model.interview import Answer, answer_key
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.rules.lookup import AnswerLookup

SKIPPED = Answer(status="skipped")
"""What somebody who finished left open."""
ItemLists = dict[str, dict[str, str]]
"""By section the items that somebody is asked about, with their labels."""

_KEPT = 1000
"""So many ways through the questionnaire are kept, and outcomes of a condition: everybody may name items."""


class _Route(NamedTuple):
    """What may be asked of a group about some items."""

    left_open: dict[str, Answer]
    """The keys in the questionnaire's order, each as one is that somebody who finished left out."""
    conditions: list[_Condition]
    """Of those that are not put to everybody."""


class _Condition:
    """Whether a question is put to somebody; of the same answers once.

    Args:
        key: the question's, about the item that it asks about.
        when: the condition.
        group: who is asked.
        section: the repeated section, or empty.
        item: the item in it.
    """

    def __init__(self, key: str, when: Expression, group: str, section: str, item: str) -> None:
        self.key, self._when, self._place = key, when, (group, section, item)
        asked = [name.key[0] for name in names(when)]
        self._asks = (*asked, *(answer_key(section, item, name) for name in asked if item))
        self._known: dict[tuple[int, ...], tuple[tuple[Answer | None, ...], bool]] = {}
        """By what the answers are as objects, which many responses share; held, so that none is another."""

    def holds(self, found: Mapping[str, Answer]) -> bool:
        """Whether it holds with these answers.

        Args:
            found: what was asked before, as it was answered.
        """
        given = tuple(map(found.get, self._asks))
        same = tuple(map(id, given))
        known = self._known.get(same)
        if known is not None:
            return known[1]
        held = holds(self._when, AnswerLookup(found, *self._place))
        if len(self._known) < _KEPT:
            self._known[same] = given, held
        return held


class Routes:
    """The ways through a questionnaire.

    Args:
        questionnaire: what is asked.
        asked: the keys of the answers that there may be: a form without the question never asked it.
    """

    def __init__(self, questionnaire: Questionnaire, asked: frozenset[str]) -> None:
        self._questionnaire, self._asked = questionnaire, asked
        self._known: dict[tuple[object, ...], _Route] = {}

    def on_the_way(
        self, answers: Mapping[str, Answer], items: ItemLists, group: str, *, finished: bool
    ) -> dict[str, Answer]:
        """The answers in the questionnaire's order; in a finished response what was left open is skipped.

        Args:
            answers: what was given.
            items: what the respondent was asked about in repeated sections.
            group: the respondent's.
            finished: whether the response is; who broke off may not have seen what is left open.
        """
        route = self._route(items, group)
        if not answers.keys() <= route.left_open.keys():
            answers = {key: answer for key, answer in answers.items() if key in route.left_open}
        if finished:
            found = {**route.left_open, **answers}
        else:
            found = {key: answers[key] for key in route.left_open if key in answers}
        # A condition asks only what comes before it, and that is settled by then.
        for condition in route.conditions:
            if condition.key in found and not condition.holds(found):
                del found[condition.key]
        return found

    def _route(self, items: ItemLists, group: str) -> _Route:
        """Section by section and item by item; of the same items always the same."""
        whom = group, *((id_, *listed) for id_, listed in items.items())
        known = self._known.get(whom)
        if known is None:
            known = self._way(items, group)
            if len(self._known) < _KEPT:
                self._known[whom] = known
        return known

    def _way(self, items: ItemLists, group: str) -> _Route:
        steps = [
            (answer_key(section.id, item, question.id), question.when, section.id, item)
            for section in self._questionnaire.sections
            for item in (items.get(section.id, {}) if section.repeat is not None else ("",))
            for question in section.questions
            if group in question.groups
        ]
        steps = [step for step in steps if step[0] in self._asked]
        conditions = [
            _Condition(key, when, group, section, item)
            for key, when, section, item in steps
            if when is not None
        ]
        return _Route(dict.fromkeys((step[0] for step in steps), SKIPPED), conditions)
