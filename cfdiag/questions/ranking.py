"""An order of preference: some or all of the options, stored as a list of option ids, the best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from cfdiag.locales.locale import Locale
from cfdiag.model.domain import Domain
from cfdiag.model.interview import AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.model.result import QuestionScore
from cfdiag.questions._type import (
    MismatchError,
    Need,
    OwnKey,
    QuestionType,
    Said,
    SayText,
    TypeTable,
    Wrong,
)
from cfdiag.questions.choice import find_option, label, labelled, no_exclusive

if TYPE_CHECKING:
    from random import Random

_TOP = 3
"""'Among the first three', where the questionnaire does not say how many."""
_PLACE = r"(?:^|[,;])\s*[0-9]{1,3}\.\s"
"""The places that `show` writes: `1. Speed, 2. Price`."""


class Ranking(QuestionType):
    """What somebody ranked; who ranks three of seven has said nothing about the other four."""

    takes = frozenset({"options"})
    own = MappingProxyType(
        {"top": OwnKey("whole", "of a ranking: among the first how many is counted (default 3)", 1, 100)}
    )
    needs = Need("options", "the ranking has no 'options'", "options: {id: text, …}")
    column = "order"
    page = "order"
    seconds = 20
    counted = True

    def wrongs(self, question: Question) -> Iterator[Wrong]:
        """More places cannot be counted than there are; and everything is ranked beside the rest."""
        yield from no_exclusive(question)
        if len(question.options) < _top(question):
            options = f"there are {len(question.options)} options"
            yield Wrong("top", options, "count the first so many of them, or leave 'top' out")

    def prompt(self, question: Question, locale: Locale, group: str = "") -> str:
        """Numbers in order."""
        del question, group
        return locale("Enter the numbers in order, the best first: ")

    def offered(self, question: Question, locale: Locale, group: str = "") -> list[tuple[str, str]]:
        """The options, as the questionnaire has them."""
        return labelled(question, locale.language, group)

    def expects(self, question: Question) -> MismatchError:
        """The options' ids, each once."""
        options = ", ".join(option.id for option in question.options)
        return MismatchError("a list of {options}, the best first, each once", options=options)

    def fits(self, question: Question, value: AnswerValue) -> bool:
        """At least one option, each once."""
        known = {option.id for option in question.options}
        return isinstance(value, list) and 0 < len(value) == len(set(value)) and known.issuperset(value)

    def parse(self, question: Question, typed: str, locale: Locale, group: str = "") -> AnswerValue:
        """Numbers, ids or labels in order: `3 1 2`, `speed, price`, `1. Speed, 2. Price`."""
        parts = re.split(_PLACE, typed) if re.match(r"\s*1\.\s", typed) else re.split(r"[,;>]", typed)
        found: list[str | None] = []
        for part in filter(str.strip, parts):
            one = find_option(question, part, locale.language, group)
            found += (
                [one] if one else [find_option(question, w, locale.language, group) for w in part.split()]
            )
        order = [id_ for id_ in found if id_ is not None]
        if len(order) < len(found) or not self.fits(question, order):
            raise MismatchError(
                "numbers from {min} to {max} in order, the best first, each once",
                min=1,
                max=len(question.options),
            )
        return order

    def show(self, question: Question, value: AnswerValue, locale: Locale, group: str = "") -> str:
        """`1. Speed, 2. Price`."""
        if not isinstance(value, list):
            return ""
        return ", ".join(
            f"{n}. {label(question, id_, locale.language, group)}" for n, id_ in enumerate(value, 1)
        )

    def invent(self, question: Question, chance: Random, mean: float, spread: float) -> AnswerValue:
        """All options in any order."""
        del mean, spread
        return chance.sample([option.id for option in question.options], len(question.options))

    def domain(self, question: Question) -> Domain:
        """A list of options' ids, in order."""
        return Domain(words=(option.id for option in question.options), many=True)

    # --- figures: who put it first is its distribution; the rest stands per option

    def notes(self, question: Question, value: AnswerValue) -> Sequence[tuple[str, object]]:
        """Which option is first, the place of each, which are among the first, and the whole order."""
        if not isinstance(value, list):
            return ()
        return [
            ("option", value[0]),
            *(("place", (option, place)) for place, option in enumerate(value, 1)),
            *(("top", option) for option in value[: _top(question)]),
            ("listed", tuple(value)),
        ]

    def value_of(self, key: str) -> AnswerValue:
        """The option at the first place."""
        return [key]

    def by_option(
        self, question: Question, said: Said, enough: Callable[[int], bool]
    ) -> dict[str, dict[str, float | None]]:
        """Per option how many ranked it, its mean place among them, times first, times among the first."""
        found: dict[str, dict[str, float | None]] = {}
        for option in question.options:
            places = said.placed(option.id)
            n = sum(places.values())
            total = sum(place * times for place, times in places.items())
            found[option.id] = {
                "n": n,
                "mean": float(total / n) if n and enough(n) else None,
                "first": said.respondents(f"option:{option.id}"),
                f"top{_top(question)}": said.respondents(f"top:{option.id}"),
            }
        return found

    def cell(self, question: Question, score: QuestionScore, locale: Locale, text: SayText) -> str:
        """Each order, while there are too few of them to be added up."""
        listed = score.answers if isinstance(score.answers, list) else []
        orders = [
            " > ".join(self.label(question, id_, locale, text) for id_ in order)
            for order in listed
            if isinstance(order, list)
        ]
        return "; ".join(orders)

    def table(
        self, question: Question, score: QuestionScore, locale: Locale, text: SayText
    ) -> TypeTable | None:
        """An option a row: those come first that most people have among the first."""
        if not isinstance(score.options, dict):
            return None
        # As it was counted: the questionnaire may say another number by now.
        among = next(name for row in score.options.values() for name in row if name.startswith("top"))
        last = len(question.options) + 1
        labels = {option.id: text(option.label) for option in question.options}
        rows = sorted(
            score.options.items(),
            key=lambda row: (-(row[1][among] or 0), -(row[1]["first"] or 0), row[1]["mean"] or last),
        )
        first = locale("Among the first {n}", n=among.removeprefix("top"))
        return TypeTable(
            [locale("Option"), locale("Mean place"), locale("Put first"), first, locale("Ranked by")],
            [
                [labels.get(id_, id_), locale.number(row["mean"])]
                + [locale.count(row[key]) for key in ("first", among, "n")]
                for id_, row in rows
            ],
        )


def _top(question: Question) -> int:
    top = question.own.get("top")
    return int(top) if isinstance(top, (int, float)) else min(_TOP, len(question.options))


TYPE = Ranking()
