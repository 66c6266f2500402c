"""How often each thing was said, as far as it may be told: decided here, once; everything else reads it.

Of people whose group protects them:

* An option or a theme that one or two chose points at them: it is not told, nor the next smallest where it is
  the only one. So it is of the times that an option of an order came first, and among the first.
* What is not told of one item or of one group is not told of all of them together either.
* Days are told as months, and only months that at least three people gave.
* How many did not know, or passed a question by, is told from the floor.
* One person's own number or order is not told: not the lowest or the highest, and not one by one.
* Where an option is not told, the points of the question are not, nor the scores that they are part of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from cfdiag.model.questionnaire import Dimension, Question
from cfdiag.questions import TYPES
from cfdiag.scoring.many.answers import NOT_ANSWERED, Answers
from cfdiag.scoring.many.cells import month_of
from cfdiag.scoring.many.population import Population
from cfdiag.scoring.many.sums import TallyCell
from cfdiag.scoring.privacy.suppression import ALL, FEWEST, CellRow
from cfdiag.scoring.privacy.withheld import Masks


class Told(msgspec.Struct, frozen=True):
    """What may be told of the answers to one question."""

    private: bool = False
    """Whether somebody among them is protected: then no single answer is told."""
    hidden: frozenset[str] = frozenset()
    """What is not told: `option:yes`, `tag:pay`, `month:2026-11`, `top:speed`, `ranked:speed`, `unknown`."""

    @property
    def rare(self) -> bool:
        """Whether an option is not told, and so neither the points that it carries."""
        return any(key.startswith("option:") for key in self.hidden)

    def count(self, kind: str, value: str, n: int) -> int | None:
        """A number of people, or None."""
        return None if f"{kind}:{value}" in self.hidden else n

    def status(self, answers: Answers) -> dict[str, int | None]:
        """How many answered, did not know and so on; what nobody did is left out, unless that is not told."""
        found: dict[str, int | None] = {"answered": answers.respondents("answered")}
        for state in NOT_ANSWERED:
            n = answers.respondents(state)
            if state in self.hidden:
                found[state] = None
            elif n or state == "unknown":
                found[state] = n
        return found

    def distribution(self, answers: Answers) -> dict[str, int | None]:
        """How often each was chosen or given, in the order of the questionnaire."""
        question = answers.question
        type_ = TYPES[question.type]
        if type_.dated and self.private:
            return {m: answers.respondents(f"month:{m}") for m in _months(answers) if self._told("month", m)}
        if type_.from_one:
            kind = "date" if type_.dated else "tag"
            known = sorted(answers.distribution)
            return {key: self.count(kind, key, answers.respondents(f"{kind}:{key}")) for key in known}
        return {key: self.count("option", key, answers.distribution[key]) for key in _keys(answers)}

    def by_month(self, answers: Answers) -> bool:
        """Whether days are told as months, and as not all of them."""
        return self.private and TYPES[answers.question.type].dated

    def options(self, found: Mapping[str, Mapping[str, float | None]]) -> dict[str, dict[str, float | None]]:
        """The figures of each option of an order, without what is not told.

        A mean place near an end says how many put the option first. Where one does, no mean place is told of
        the options whose counts are not: they add up to those of the others.
        """
        told: dict[str, dict[str, float | None]] = {}
        for option, figures in found.items():
            told[option] = {
                name: None if f"{_KIND_OF.get(name, 'top')}:{option}" in self.hidden and name != "mean" else n
                for name, n in figures.items()
            }
        gone = [
            option for option, mine in told.items() if None in [n for k, n in mine.items() if k != "mean"]
        ]
        pinned = any(_is_pinned(found[option], len(found)) for option in gone)
        for option in gone:
            if pinned or told[option]["n"] is None:
                told[option]["mean"] = None
        return told

    def _told(self, kind: str, value: str) -> bool:
        return f"{kind}:{value}" not in self.hidden


_AMBIGUOUS = 3
"""So many different numbers a mean place has to allow for."""


def _is_pinned(figures: Mapping[str, float | None], options: int) -> bool:
    """Whether the mean place of an option says how many put it first, or last, or nearly so."""
    n, mean = figures["n"] or 0, figures["mean"]
    if mean is None:
        return False
    over, under = round(n * (mean - 1)), round(n * (options - mean))
    # Who did not put it first is at least one place behind, and at most all of them.
    first = n - -(-over // max(1, options - 1)) - max(0, n - over) + 1
    last = n - -(-under // max(1, options - 1)) - max(0, n - under) + 1
    return min(first, last) < _AMBIGUOUS


_KIND_OF = {"n": "ranked", "first": "option"}
"""The figures of an option of an order; all others are times among the first."""


class Telling:
    """What is told of every question of one questionnaire, in every row.

    Args:
        masks: which rows are withheld altogether.
        populations: the people of each group.
        floor: the privacy floor.
    """

    def __init__(self, masks: Masks, populations: Mapping[str, Population], floor: int) -> None:
        self._masks, self._populations, self._floor = masks, populations, floor
        self._found: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}

    def told(self, key: str, population: Population) -> Told:
        """What is told of a question, or of it about one item (`section/item/question`).

        Args:
            key: its id.
            population: the top level's or a group's.
        """
        return Told(population.private, self._hidden(key, population))

    def is_given_away(self, dimension: Dimension, asked: Iterable[Question], population: Population) -> bool:
        """Whether a score would say how many chose an option that is not told.

        Args:
            dimension: a scored one or a checklist.
            asked: the questions of the questionnaire.
            population: whose score.
        """
        return population.private and any(
            TYPES[question.type].counted and self.told(question.id, population).rare
            for question in _in(dimension, asked, population)
        )

    def is_given_away_in(
        self,
        dimension: Dimension,
        asked: Iterable[Question],
        population: Population,
        cells: Iterable[TallyCell],
    ) -> bool:
        """Whether in a cell of a breakdown a score of one question alone would say so.

        Args:
            dimension: a scored one or a checklist.
            asked: the questions of the questionnaire.
            population: whose breakdown.
            cells: all of it: what is not told of one would follow from the others.
        """
        mine = _in(dimension, asked, population)
        if not population.private or len(mine) != 1 or not TYPES[mine[0].type].counted:
            return False
        return any(0 < n < FEWEST for cell in cells for n in _times(cell, dimension.id))

    def _hidden(self, key: str, population: Population) -> frozenset[str]:
        answers = population.leaf(key) if population.private else None
        if answers is None:
            return frozenset()
        known = self._found.get((key, population.groups))
        if known is None:
            parts = frozenset().union(*self._parts(key, population))
            known = self._found[key, population.groups] = _hidden_of(answers, parts, self._floor)
        return known

    def _parts(self, key: str, population: Population) -> Iterator[frozenset[str]]:
        """What is not told of each of the items, and of each of the groups, that are shown apart."""
        item, _, question = key.rpartition("/")
        items = self._masks.items(question)
        withheld = self._masks.question(question, "answers", items)
        for each in () if item else items:
            if ("item", *_row_of(population), each) not in withheld:
                yield self._hidden(f"{each}/{question}", population)
        for group in population.groups if len(population.groups) > 1 else ():
            row: CellRow = ("group", group)
            if not {row, ("item", *row, item)} & withheld:
                yield self._hidden(key, self._populations[group])


def _in(dimension: Dimension, asked: Iterable[Question], population: Population) -> list[Question]:
    groups = set(population.groups)
    return [q for q in asked if q.dimension == dimension.id and groups & set(q.groups)]


def _times(cell: TallyCell, dimension: str) -> Sequence[int]:
    """How many have each score; of a checklist, who meets it and who does not."""
    n, met, _ = cell.met.get(dimension, (0, 0, 0))
    figure = cell.dimensions.get(dimension)
    return [met, n - met, *(figure.counts.values() if figure else ())]


def _row_of(population: Population) -> CellRow:
    return ("group", *population.groups) if len(population.groups) == 1 else ALL


def _hidden_of(answers: Answers, parts: frozenset[str], floor: int) -> frozenset[str]:
    type_ = TYPES[answers.question.type]
    found = set(parts)
    states = {state: answers.respondents(state) for state in NOT_ANSWERED}
    if any(0 < n < floor for n in states.values()) or found & set(states):
        # All that are small, those that nobody did too: with one alone, n would say how many it is.
        found |= {state for state, n in states.items() if n < floor}
    if type_.counted or type_.in_words:
        for kind, people in _families(answers):
            found |= _rare(kind, people, found)
    if type_.dated:
        months = {month: answers.respondents(f"month:{month}") for month in _months(answers)}
        found |= {f"month:{month}" for month, n in months.items() if n < FEWEST}
    return frozenset(found)


def _families(answers: Answers) -> Iterator[tuple[str, dict[str, int]]]:
    """Counts that belong together, by kind: people per option or theme, and of an order per place."""
    kind = "tag" if TYPES[answers.question.type].in_words else "option"
    yield kind, {key: answers.respondents(f"{kind}:{key}") for key in _keys(answers)}
    ranked = {option.id for option in answers.question.options if answers.placed(option.id)}
    if ranked:
        yield "ranked", {key: sum(answers.placed(key).values()) for key in ranked}
        yield "top", {key: answers.respondents(f"top:{key}") for key in ranked}


def _rare(kind: str, people: Mapping[str, int], found: Collection[str]) -> set[str]:
    """Those of one or two people, and what is not told anyway; a single one takes the next smallest."""
    rare = {key for key, n in people.items() if 0 < n < FEWEST or f"{kind}:{key}" in found}
    rest = sorted((n, key) for key, n in people.items() if n and key not in rare)
    if len(rare) == 1 and rest:
        rare.add(rest[0][1])
    return {f"{kind}:{key}" for key in rare}


def _months(answers: Answers) -> Sequence[str]:
    return sorted({month_of(day) for day in answers.distribution})


def _keys(answers: Answers) -> Sequence[str]:
    """The keys of a distribution: those that always stand there, else those that were given, in order."""
    question = answers.question
    bins = TYPES[question.type].bins(question)
    if bins:
        return bins
    order = {option.id: place for place, option in enumerate(question.options)}
    return sorted(answers.distribution, key=lambda key: (order.get(key, len(order)), key))
