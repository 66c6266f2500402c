"""What an action or a finding is about: chosen among the figures that are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.model.expression import UNKNOWN, Expression, Name, Value, holds, names
from cfdiag.model.interview import question_of
from cfdiag.model.questionnaire import About, Questionnaire
from cfdiag.model.result import (
    ActionScore,
    QuestionnaireResult,
)
from cfdiag.rules.about import is_among
from cfdiag.rules.facts import Shown

TitleOf = Callable[[str], str]
"""What a question, item or dimension is called, by its key."""


def chosen(about: About, when: Expression, shown: Shown) -> tuple[str, ...]:
    """The keys of what something is about; none where nothing of the kind is shown.

    Of items one for each, and those that people added may be called alike.

    Args:
        about: as its author wrote it.
        when: the rule that holds: where it asks for figures of the kind, one of those it is.
        shown: the figures, floors applied.
    """
    if about.chosen == "named":
        known = about.of in shown.result.dimensions or about.of in shown.result.questions
        return (about.of,) if known else ()
    if about.chosen == "items":
        return tuple(_items(about, shown))
    asked = {name.path[1] for name in names(when) if isinstance(name, Name) and name.path[0] == about.of}
    found = [
        (value, key)
        for key, value in _figures(about, shown)
        if about.among or not asked or question_of(key) in asked
    ]
    if not found:
        return ()
    lowest = (about.chosen == "worst") is not (about.of == "perception")
    best = min(value for value, _ in found) if lowest else max(value for value, _ in found)
    return (next(key for value, key in found if value == best),)


def _figures(about: About, shown: Shown) -> Iterator[tuple[str, float]]:
    """The figures of a kind, in the order of the questionnaire; of what is told by item, the items."""
    result = shown.result
    if about.of == "score":
        inside = _dimensions_of(shown.questionnaire, about.among)
        for id_, dimension in result.dimensions.items():
            if dimension.score is not None and (not about.among or id_ in inside):
                yield id_, dimension.score
        return
    of = {"points": _points, "gap": _gap, "perception": _difference}[about.of]
    keys: dict[str, list[str]] = {}
    for key in result.perception if about.of == "perception" else result.questions:
        keys.setdefault(question_of(key), []).append(key)
    for section in shown.questionnaire.sections:
        for question in section.questions:
            if not is_among(question, section.id, about.among):
                continue
            mine = keys.get(question.id, [])
            told = [(key, value) for key in mine if (value := of(result, key)) is not None]
            items = [each for each in told if "/" in each[0]]
            yield from items or told


def _dimensions_of(questionnaire: Questionnaire, among: str) -> set[str | None]:
    section = next((s for s in questionnaire.sections if s.id == among), None)
    return {among, *(question.dimension for question in section.questions)} if section else {among}


def _points(result: QuestionnaireResult, key: str) -> float | None:
    return result.questions[key].points


def _gap(result: QuestionnaireResult, key: str) -> float | None:
    gap = result.questions[key].gap
    if gap is UNSET:
        return None
    return gap.points if gap.points is not UNSET else gap.mean


def _difference(result: QuestionnaireResult, key: str) -> float | None:
    return result.perception[key].points


def keys_of(about: Sequence[str]) -> str | list[str] | UnsetType:
    """What something is about, as a result says it: one key, or a list."""
    keys = list(dict.fromkeys(about))
    return UNSET if not keys else keys[0] if len(keys) == 1 else keys


def about_keys(score: ActionScore) -> list[str]:
    """The keys of what an action is about: none, one, or several."""
    if score.about is UNSET:
        return []
    return [score.about] if isinstance(score.about, str) else list(score.about)


class ItemAnswers(msgspec.Struct, frozen=True):
    """What a condition may ask about one item: its answers, and the days since a date among them."""

    answers: Mapping[str, Value]
    today: str

    def name(self, path: tuple[str, ...]) -> Value:
        """The answer to a question of the item."""
        return self.answers.get(path[0], UNKNOWN) if len(path) == 1 else UNKNOWN

    def call(self, function: str, arguments: tuple[Value, ...]) -> Value:
        """Whole days since a date."""
        said = self.answers.get(str(arguments[0]), UNKNOWN) if arguments else UNKNOWN
        if function != "days_since" or not isinstance(said, str) or not self.today:
            return UNKNOWN
        try:
            return (dt.date.fromisoformat(self.today[:10]) - dt.date.fromisoformat(said[:10])).days
        except ValueError:  # a month or a year
            return UNKNOWN


def _items(about: About, shown: Shown) -> Iterator[str]:
    """The items of a section for which the condition holds: those that many share, and those of people."""
    start = f"{about.of}/"
    mine = [key for key in shown.result.questions if key.startswith(start)]
    shared = dict.fromkeys(key.rpartition("/")[0] for key in mine)
    for item in shared:
        answers = {question_of(key): _said(shown, key) for key in mine if key.startswith(f"{item}/")}
        if about.condition is not None and holds(about.condition, ItemAnswers(answers, shown.today)):
            yield item
    # Many people answer the same about items of their own: it is judged once.
    meant = cache(lambda given: is_meant(about, dict(given), shown.today))
    for item, given in shown.own_items:
        if item.startswith(start) and meant(given):
            yield item


def is_meant(about: About, answers: Mapping[str, Value], today: str) -> bool:
    """Whether one item, with what was answered about it, is one of those that are meant."""
    return about.condition is not None and holds(about.condition, ItemAnswers(answers, today))


def _said(shown: Shown, key: str) -> Value:
    """What many said about an item: the mean of a figure, else what was said most."""
    score = shown.result.questions[key]
    if score.mean is not None:
        return score.mean
    told = [(-n, option) for option, n in score.distribution.items() if n]
    return min(told)[1] if told else UNKNOWN
