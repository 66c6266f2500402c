"""Many interviews as sums and histograms that can be merged: any split, any order, the same figures.

Everything added is a whole number: counts of codes (see `codes.Layout`), counts of scores, weights in whole
units. Whole numbers add up exactly, so `Tally + Tally` is associative and commutative,
and the single rounding is the one at the end. Nothing is kept per respondent, except the scores of the few
that wait to be counted, and the codes of at most `RESERVOIR` of them per group for the resampling of
quadrants: those whose id hashes lowest, which does not depend on order either.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.rules.about import asked_of_items
from cfdiag.scoring.attribution import is_attributed
from cfdiag.scoring.many.cells import field_of
from cfdiag.scoring.many.item_counts import CountedAs, ItemCounts
from cfdiag.scoring.many.meanings import NOTHING, CountedGroup, CountedScale, Counting, Meanings
from cfdiag.scoring.many.stratum import MOST_PATTERNS, RESERVOIR, Stratum
from cfdiag.scoring.many.sums import TallyCell
from cfdiag.scoring.one.codes import Layout
from cfdiag.scoring.one.scored import InterviewScore

_BY_SO_MANY = 1024
"""So many interviews, and items in them, wait before they are counted."""

Profile = tuple[str, ...]
"""Group, then the value of each field of the breakdowns."""


_NOBODY = 1 << 64
"""Instead of the hash of an id: above all of them."""


class TextTally:
    """The interviews that were held with one text of the questionnaire."""

    __slots__ = ("left_out", "missing", "n", "nowhere")

    def __init__(self) -> None:
        self.n = 0
        self.nowhere = 0
        """Of these the text is not at hand."""
        self.missing = 0
        """And these do not hold their scales either: what their ratings mean is not known."""
        self.left_out: set[str] = set()

    def add(self, score: InterviewScore) -> None:
        """Count one interview."""
        self.n += 1
        if score.text != "own":
            self.nowhere += 1
            self.missing += score.text == "missing"
        if score.left_out:
            self.left_out |= score.left_out

    def merge(self, other: TextTally) -> None:
        """Count another's interviews."""
        self.n += other.n
        self.nowhere += other.nowhere
        self.missing += other.missing
        self.left_out |= other.left_out


class _Waiting:
    """Scored interviews that are counted together: many at once cost a fraction of one by one."""

    __slots__ = ("cells", "finished", "numbers", "scores")

    def __init__(self) -> None:
        self.scores: list[InterviewScore] = []
        self.numbers: list[int] = []
        """Of each the hash of its id, or `_NOBODY`."""
        self.cells: list[tuple[str, ...]] = []
        """Of each the values of the breakdowns' fields."""
        self.finished: Counter[tuple[str, ...]] = Counter()
        """How many of a cell are finished."""


class Tally:
    """All interviews of one questionnaire, added up.

    Args:
        questionnaire: the one they were scored with.
        by: the fields of the breakdowns: department, account, organisation, group, mode, or the id of a
            choice.
        seed: the run's seed, for the resampling.
        layout: of the questionnaire's codes, where somebody has made it already.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        by: Iterable[str] = (),
        seed: int = 0,
        layout: Layout | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.by = tuple(by)
        self.seed = seed
        self._cells: dict[tuple[bool, Profile], TallyCell] = {}
        self._strata: dict[tuple[str, bool], Stratum] = {}
        self.modes: Counter[str] = Counter()
        """How many interviews were held in which mode, of those that say so."""
        self.texts: dict[tuple[str, str], TextTally] = {}
        """By version and hash: the texts that interviews were held with."""
        self._prepare(layout or Layout(questionnaire))

    def _prepare(self, layout: Layout) -> None:
        q = self.questionnaire
        self.layout = layout
        """Of the codes that it counts."""
        self._groups = {name: CountedGroup(q, self.layout, name) for name in q.groups}
        self._scored = frozenset(name for name, d in q.dimensions.items() if d.kind == "scored")
        self._units = Meanings(self.layout, "points")
        self._importances = Meanings(self.layout, "importance")
        self._counting = Counting(self.layout)
        self._counted_as = CountedAs(q)
        self._item_counts = ItemCounts(q, self.layout, self._units, self._counted_as)
        self._waiting: dict[tuple[str, bool], _Waiting] = {}
        self._n_waiting = 0
        self._looked_into = asked_of_items(q)

    @property
    def strata(self) -> dict[tuple[str, bool], Stratum]:
        """By group and whether they are attributed."""
        self._count_all()
        return self._strata

    @property
    def cells(self) -> dict[tuple[bool, Profile], TallyCell]:
        """By whether they are attributed, and profile."""
        self._count_all()
        return self._cells

    @property
    def n(self) -> int:
        """How many interviews."""
        return sum(cell.n for cell in self.cells.values())

    @property
    def finished(self) -> int:
        """How many of them are finished."""
        return sum(cell.finished for cell in self.cells.values())

    def add(self, interview: Interview, score: InterviewScore) -> None:
        """Count one interview and its score."""
        group = score.group
        where = group, is_attributed(interview, self.questionnaire)
        waiting = self._waiting.get(where)
        if waiting is None:
            waiting = self._waiting[where] = _Waiting()
            self._strata.setdefault(where, Stratum())
        cells = tuple([field_of(interview, name) for name in self.by])
        waiting.scores.append(score)
        waiting.cells.append(cells)
        waiting.numbers.append(self.hash_of(interview.id) if self._groups[group].resampled else _NOBODY)
        if interview.finished is not None:
            waiting.finished[cells] += 1
        self._note_text(interview, score)
        if interview.mode is not None:
            self.modes[interview.mode] += 1
        if self._looked_into:
            self._add_own(self._strata[where], interview, score)
        self._n_waiting += 1 + len(score.item_codes)
        if self._n_waiting >= _BY_SO_MANY:
            self._count_all()

    def _note_text(self, interview: Interview, score: InterviewScore) -> None:
        held = interview.questionnaire
        # A file that does not say its text was written by hand: it means the one it is scored with.
        name = held.version or self.questionnaire.version, held.sha256 or self.questionnaire.sha256
        text = self.texts.get(name)
        if text is None:
            text = self.texts[name] = TextTally()
        text.add(score)

    def _add_own(self, stratum: Stratum, interview: Interview, score: InterviewScore) -> None:
        """What was answered about items of the respondent's own, where a rule looks for some of them."""
        # All items: those on a list, and those that answers name, which scoring has looked for.
        listed = [f"{section}/{item}" for section, items in interview.items.items() for item in items]
        given: dict[str, list[tuple[str, Any]]] = {
            name: []
            for name in (*listed, *score.item_codes)
            if name.partition("/")[0] in self._looked_into and not self._counted_as.by_itself(name)
        }
        if not given:
            return
        for key, answer in interview.answers.items():
            about, _, question = key.rpartition("/")
            if about in given and answer.status == "answered":
                value = tuple(answer.value) if isinstance(answer.value, list) else answer.value
                given[about].append((question, value))
        hashed = self.hash_of(interview.id)
        for about, said in given.items():
            stratum.own_items[hashed, about] = tuple(said)
        if len(stratum.own_items) > 2 * RESERVOIR:
            stratum.prune(RESERVOIR)

    def hash_of(self, id_: str) -> int:
        """Of an interview's id: the lowest stay, the same people in whatever order and pieces they come."""
        digest = hashlib.blake2b(f"{self.seed}:{id_}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big")

    def _count_all(self) -> None:
        waiting, self._waiting, self._n_waiting = self._waiting, {}, 0
        for (group, attributed), some in waiting.items():
            self._count(group, some, attributed=attributed)

    def _count(self, group: str, waiting: _Waiting, *, attributed: bool) -> None:
        """Count those of a stratum who wait."""
        scores, stratum = waiting.scores, self._strata[group, attributed]
        codes = [score.codes for score in scores]
        stratum.codes.update(chain.from_iterable(codes))
        stratum.extras.update(chain.from_iterable([score.extras for score in scores]))
        for question, answer in chain.from_iterable([score.listed for score in scores]):
            stratum.keep(question, (answer,))
        self._item_counts.add(stratum, [score for score in scores if score.item_codes])
        self._count_complete(stratum, "points", self._groups[group].scales, codes)
        rated = [scale for scale in self._groups[group].scales if scale.rated]
        self._count_complete(stratum, "importance", rated, codes)
        self._count_people(stratum, waiting)
        by_cell: dict[tuple[str, ...], list[InterviewScore]] = {}
        for score, cells in zip(scores, waiting.cells, strict=True):
            by_cell.setdefault(cells, []).append(score)
        for cells, mine in by_cell.items():
            cell = self._cells.setdefault((attributed, (group, *cells)), TallyCell())
            cell.add(mine, self._scored, finished=waiting.finished[cells])

    def _count_people(self, stratum: Stratum, waiting: _Waiting) -> None:
        """Which answers count, a byte a question, for withholding; codes of those who are drawn anew."""
        counting = self._counting.__getitem__
        for score, number, cells in zip(waiting.scores, waiting.numbers, waiting.cells, strict=True):
            # Memory must not grow with the number of people: of very many a sample stands for all.
            few = len(stratum.patterns) <= MOST_PATTERNS
            if few or stratum.samples(number):
                pattern = bytes(map(counting, score.codes)), self._states_of_items(score), cells
                if few:
                    stratum.patterns[pattern] = stratum.patterns.get(pattern, 0) + 1
                if number < _NOBODY:
                    stratum.take_sample(number, pattern)
            if number < _NOBODY and stratum.keeps(number):
                stratum.people[number] = tuple(score.codes), self._shared_items(score)
                if len(stratum.people) > 2 * RESERVOIR:
                    stratum.prune(RESERVOIR)

    def _states_of_items(self, score: InterviewScore) -> tuple[tuple[str, bytes], ...]:
        """Which answers about items count; of what somebody added it is not told which."""
        counting, counted_as = self._counting.__getitem__, self._counted_as
        items = score.item_codes.items()
        return tuple(sorted([(counted_as[name], bytes(map(counting, codes))) for name, codes in items]))

    def _shared_items(self, score: InterviewScore) -> tuple[tuple[str, tuple[int, ...]], ...]:
        by_itself = self._counted_as.by_itself
        return tuple([(name, tuple(codes)) for name, codes in score.item_codes.items() if by_itself(name)])

    def _count_complete(
        self, stratum: Stratum, kind: str, scales: Sequence[CountedScale], codes: Sequence[list[int]]
    ) -> None:
        """Count those who left nothing out of a dimension, by their total."""
        worth = (self._units if kind == "points" else self._importances).__getitem__
        worths = [list(map(worth, row)) for row in codes] if scales else []
        counts, totals = stratum.complete_codes[kind], stratum.complete_totals
        for scale in scales:
            # Sums of whole numbers, so that pieces add up to the very same alpha.
            alike: dict[int, list[int]] = {}
            for total, row in zip(map(sum, map(scale.pick, worths)), map(scale.pick, codes), strict=True):
                if total < NOTHING:
                    alike.setdefault(total, []).extend(row)
            for total, given in alike.items():
                stratum.complete[kind, scale.dimension, total] += len(given) // scale.n
                for code, times in Counter(given).items():
                    counts[code] += times
                    if kind == "points":
                        totals[code] = totals.get(code, 0) + total * times

    def __iadd__(self, other: Tally) -> Tally:  # noqa: PYI034  no typing.Self in 3.10
        """Add another's interviews.

        Raises:
            ValueError: it is of another questionnaire, other breakdowns or another seed.
        """
        mine, theirs = self._identity(), other._identity()
        if mine != theirs:
            raise ValueError(f"tallies of different runs cannot be added: {mine} and {theirs}")
        self._count_all()
        for key, cell in other.cells.items():
            self._cells.setdefault(key, TallyCell()).merge(cell)
        for where, stratum in other.strata.items():
            self._strata.setdefault(where, Stratum()).merge(stratum)
        self.modes.update(other.modes)
        for held, text in other.texts.items():
            self.texts.setdefault(held, TextTally()).merge(text)
        return self

    def __add__(self, other: Tally) -> Tally:
        """A new tally of both."""
        both = Tally(self.questionnaire, self.by, self.seed)
        both += self
        both += other
        return both

    def _identity(self) -> tuple[object, ...]:
        q = self.questionnaire
        return q.id, q.version, q.sha256, self.by, self.seed

    def __getstate__(self) -> tuple[Any, ...]:
        return self.questionnaire, self.by, self.seed, self.cells, self.strata, self.modes, self.texts

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.questionnaire, self.by, self.seed, self._cells, self._strata, self.modes, self.texts = state
        self._prepare(Layout(self.questionnaire))
