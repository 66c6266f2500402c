"""Many interviews as sums and histograms that can be merged: any split, any order, the same figures.

Everything added is a whole number: counts of codes (see `codes.Layout`), counts of scores, weights in whole
units. Whole numbers add up exactly, so `Tally + Tally` is associative and commutative,
and the single rounding is the one at the end. Nothing is kept per respondent, except the codes of at most
`RESERVOIR` of them per group for the resampling of quadrants: those whose id hashes lowest, which does not
depend on order either.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire, Repeat
from cfdiag.rules.about import asked_of_items
from cfdiag.rules.lookup import items_of
from cfdiag.scoring.attribution import is_attributed
from cfdiag.scoring.many._counting import NOTHING, CountedGroup, Counting, Meanings
from cfdiag.scoring.many.cells import decimal, field_of, month_of
from cfdiag.scoring.many.stratum import MOST_PATTERNS, RESERVOIR, Stratum
from cfdiag.scoring.many.sums import OWN, Figure, TallyCell
from cfdiag.scoring.one.codes import NOT_ASKED_CODE, Layout, turned_value
from cfdiag.scoring.one.scored import InterviewScore

_BY_SO_MANY = 2048
"""So many interviews wait before their codes are counted."""

_ADDED_ITEM = re.compile(r"i\d+")


_Sums = dict[tuple[str, str], tuple[int | Fraction, int]]
"""By kind and question: what somebody gave over all items, and how often."""
_Noted = tuple[list[tuple[str, str]], list[tuple[str, str, int]]]
"""What was given, by kind and question; figures, by kind and question."""

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


class Tally:
    """All interviews of one questionnaire, added up.

    Args:
        questionnaire: the one they were scored with.
        by: the fields of the breakdowns: department, account, organisation, group, mode, or the id of a
            choice.
        seed: the run's seed, for the resampling.
    """

    def __init__(self, questionnaire: Questionnaire, by: Iterable[str] = (), seed: int = 0) -> None:
        self.questionnaire = questionnaire
        self.by = tuple(by)
        self.seed = seed
        self.cells: dict[tuple[bool, Profile], TallyCell] = {}
        """By whether they are attributed, and profile."""
        self._strata: dict[tuple[str, bool], Stratum] = {}
        self.modes: Counter[str] = Counter()
        """How many interviews were held in which mode, of those that say so."""
        self.texts: dict[tuple[str, str], TextTally] = {}
        """By version and hash: the texts that interviews were held with."""
        self._prepare()

    def _prepare(self) -> None:
        q = self.questionnaire
        self.layout = Layout(q)
        """Of the codes that it counts."""
        self._groups = {name: CountedGroup(q, self.layout, name) for name in q.groups}
        self._units = Meanings(self.layout, "points")
        self._importances = Meanings(self.layout, "importance")
        self._counting = Counting(self.layout)
        self._noted: dict[int, _Noted] = {}
        self._waiting: dict[tuple[str, bool], list[list[int]]] = {}
        """Codes that are not counted yet: by the thousand that costs half as much."""
        self._in_repeats = frozenset(x.id for s in q.sections if s.repeat for x in s.questions)
        self._repeats = {s.id: s.repeat for s in q.sections if s.repeat}
        self._looked_into = asked_of_items(q)

    @property
    def strata(self) -> dict[tuple[str, bool], Stratum]:
        """By group and whether they are attributed."""
        for key in [key for key, waiting in self._waiting.items() if waiting]:
            self._count(*key)
        return self._strata

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
        attributed = is_attributed(interview, self.questionnaire)
        profile = (group, *[field_of(interview, name) for name in self.by])
        cell = self.cells.get((attributed, profile))
        if cell is None:
            cell = self.cells[attributed, profile] = TallyCell()
        cell.add(score, finished=interview.finished is not None)
        self._note_text(interview, score)
        if interview.mode is not None:
            self.modes[interview.mode] += 1
        stratum = self._waiting_in((group, attributed), score.codes)
        if score.extras:
            stratum.extras.update(score.extras)
        for question, answer in score.listed:
            stratum.keep(question, (answer,))
        if score.item_codes:
            self._add_items(stratum, score)
        if self._looked_into:
            self._add_own(stratum, interview)
        number = self._hash(interview.id) if self._groups[group].resampled else _NOBODY
        # Memory must not grow with the number of people: of very many a sample stands for all.
        if len(stratum.patterns) <= MOST_PATTERNS or stratum.samples(number):
            self._add_pattern(stratum, number, profile[1:], score)
        if number < _NOBODY:
            self._add_person(stratum, number, score)

    def _add_pattern(
        self, stratum: Stratum, number: int, cells: tuple[str, ...], score: InterviewScore
    ) -> None:
        """Which answers count: a byte a question, and not what was said. Withholding needs no more."""
        states = bytes(map(self._counting.__getitem__, score.codes))
        pattern = states, self._states_of_items(score), cells
        if len(stratum.patterns) <= MOST_PATTERNS:
            stratum.patterns[pattern] = stratum.patterns.get(pattern, 0) + 1
        if number < _NOBODY:
            stratum.take_sample(number, pattern)

    def _states_of_items(self, score: InterviewScore) -> tuple[tuple[str, bytes], ...]:
        """The same about items; of what somebody added it is not told which."""
        return tuple(
            sorted(
                (
                    name if self._is_shared(name) else f"{name.partition('/')[0]}/",
                    bytes(map(self._counting.__getitem__, codes)),
                )
                for name, codes in score.item_codes.items()
            )
        )

    def _note_text(self, interview: Interview, score: InterviewScore) -> None:
        held = interview.questionnaire
        # A file that does not say its text was written by hand: it means the one it is scored with.
        name = held.version or self.questionnaire.version, held.sha256 or self.questionnaire.sha256
        text = self.texts.get(name)
        if text is None:
            text = self.texts[name] = TextTally()
        text.add(score)

    def _waiting_in(self, where: tuple[str, bool], codes: list[int]) -> Stratum:
        """The stratum of somebody whose codes will be counted there."""
        stratum = self._strata.get(where)
        if stratum is None:
            stratum = self._strata[where] = Stratum()
            self._waiting[where] = []
        waiting = self._waiting[where]
        waiting.append(codes)
        if len(waiting) == _BY_SO_MANY:
            self._count(*where)
        return stratum

    def _add_items(self, stratum: Stratum, score: InterviewScore) -> None:
        sums: _Sums = {}
        given: dict[tuple[str, str], set[str]] = {}
        for name, codes in score.item_codes.items():
            stratum.codes.update(codes)
            shared = self._is_shared(name)
            if shared:
                # By item only where others were asked about the same one.
                stratum.item_codes.setdefault(name, Counter()).update(codes)
                for dimension, found in score.dimensions.items():
                    mean = found.items.get(name)
                    if mean is not None:
                        stratum.item_scores.setdefault((dimension, name), Figure()).add(mean)
            # What somebody added means something to nobody else: all of those are one item.
            item = name if shared else OWN
            given.setdefault(("items", name.partition("/")[0]), set()).add(item)
            for code in codes:
                noted = self._noted.get(code)
                gave, figures = self._note(code) if noted is None else noted
                for key in gave:
                    given.setdefault(key, set()).add(item)
                for kind, question, figure in figures:
                    _add_to(sums, kind, question, figure)
        self._note_extras(score, sums, given)
        for (kind, question), (total, count) in sums.items():
            stratum.repeated[kind, question, total, count] += 1
        for (kind, question), items in given.items():
            stratum.persons[kind, question, tuple(sorted(items))] += 1

    def _add_own(self, stratum: Stratum, interview: Interview) -> None:
        """What was answered about items of the respondent's own, where a rule looks for some of them."""
        given: dict[str, list[tuple[str, Any]]] = {
            f"{section}/{item}": []
            for section in self._looked_into
            for item in items_of(interview, section)
            if not is_shared(self._repeats[section], item)
        }
        for key, answer in interview.answers.items() if given else ():
            about, _, question = key.rpartition("/")
            if about in given and answer.status == "answered":
                value = tuple(answer.value) if isinstance(answer.value, list) else answer.value
                given[about].append((question, value))
        hashed = self._hash(interview.id)
        for about, said in given.items():
            stratum.own_items[hashed, about] = tuple(said)
        if len(stratum.own_items) > 2 * RESERVOIR:
            stratum.prune(RESERVOIR)

    def _hash(self, id_: str) -> int:
        """Of an interview's id: the lowest stay, the same people in whatever order and pieces they come."""
        digest = hashlib.blake2b(f"{self.seed}:{id_}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big")

    def _note_extras(
        self,
        score: InterviewScore,
        sums: _Sums,
        given: dict[tuple[str, str], set[str]],
    ) -> None:
        """What codes cannot hold, of the questions in repeated sections; which item it is about is lost."""
        for kind, question, value in score.extras:
            if question not in self._in_repeats:
                continue
            if kind == "number":
                _add_to(sums, "value", question, decimal(value))
            elif kind == "points":
                _add_to(sums, kind, question, self.layout.whole(value))
            elif kind == "place":
                _add_to(sums, f"place:{value[0]}", question, value[1])
            elif kind in ("option", "tag", "date", "top"):
                given.setdefault((f"{kind}:{value}", question), set()).add(OWN)
                if kind == "date":
                    given.setdefault((f"month:{month_of(value)}", question), set()).add(OWN)

    def _is_shared(self, name: str) -> bool:
        """Whether an item means the same to everybody: not one that a respondent added."""
        section, _, item = name.partition("/")
        return is_shared(self._repeats[section], item)

    def _note(self, code: int) -> _Noted:
        """What a code says of a respondent: what was given, and what it adds to figures over all items."""
        slot, read = self.layout.at(code)
        units = self._units[code]
        points = units if units < NOTHING else None
        figures: dict[str, int | None] = {"importance": read.importance, "points": points}
        gave = [{"answered": "answers"}.get(read.status, read.status)]
        if read.importance is not None:
            gave.append("importance")
        if read.value is not None:
            gave.append(f"option:{read.value}")
        if isinstance(read.value, int):
            figures["value"] = read.value
            if read.importance is not None:
                figures["gap"] = turned_value(slot.question, read.value) - read.importance
                figures |= {f"both_{kind}": figures[kind] for kind in ("value", "importance", "points")}
                gave += ["gap", f"both_option:{read.value}"]
        found = (
            [(kind, read.question) for kind in gave if kind != NOT_ASKED_CODE],
            [(kind, read.question, figure) for kind, figure in figures.items() if figure is not None],
        )
        self._noted[code] = found
        return found

    def _count(self, group: str, attributed: bool) -> None:  # noqa: FBT001  half of a key
        """Count the codes that wait."""
        stratum, waiting = self._strata[group, attributed], self._waiting[group, attributed]
        stratum.codes.update(chain.from_iterable(waiting))
        for name, pick, rated in self._groups[group].scales:
            rows = list(map(pick, waiting))
            self._count_complete(stratum, "points", name, rows)
            if rated:
                self._count_complete(stratum, "importance", name, rows)
        waiting.clear()

    def _count_complete(
        self, stratum: Stratum, kind: str, name: str, rows: Sequence[tuple[int, ...]]
    ) -> None:
        """Count those who left nothing out of a dimension, by their total."""
        worth = (self._units if kind == "points" else self._importances).__getitem__
        alike: dict[int, list[int]] = {}
        for row in rows:
            # Sums of whole numbers, so that pieces add up to the very same alpha.
            total = sum(map(worth, row))
            if total < NOTHING:
                known = alike.get(total)
                if known is None:
                    alike[total] = list(row)
                else:
                    known += row
        stratum.complete_codes[kind].update(chain.from_iterable(alike.values()))
        totals = stratum.complete_totals
        for total, codes in alike.items():
            stratum.complete[kind, name, total] += len(codes) // len(rows[0])
            if kind == "points":
                for code, times in Counter(codes).items():
                    totals[code] = totals.get(code, 0) + total * times

    def _add_person(self, stratum: Stratum, number: int, score: InterviewScore) -> None:
        if stratum.keeps(number):
            items = tuple((name, tuple(c)) for name, c in score.item_codes.items() if self._is_shared(name))
            stratum.people[number] = (tuple(score.codes), items)
            if len(stratum.people) > 2 * RESERVOIR:
                stratum.prune(RESERVOIR)

    def __iadd__(self, other: Tally) -> Tally:  # noqa: PYI034  no typing.Self in 3.10
        """Add another's interviews.

        Raises:
            ValueError: it is of another questionnaire, other breakdowns or another seed.
        """
        mine, theirs = self._identity(), other._identity()
        if mine != theirs:
            raise ValueError(f"tallies of different runs cannot be added: {mine} and {theirs}")
        for key, cell in other.cells.items():
            self.cells.setdefault(key, TallyCell()).merge(cell)
        strata = self.strata
        for where, stratum in other.strata.items():
            if where not in strata:
                strata[where], self._waiting[where] = Stratum(), []
            strata[where].merge(stratum)
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
        self.questionnaire, self.by, self.seed, self.cells, self._strata, self.modes, self.texts = state
        self._prepare()
        self._waiting = {where: [] for where in self._strata}


def is_shared(repeat: Repeat, item: str) -> bool:
    """Whether an item of a repeated section means the same to everybody."""
    return item in repeat.items or bool(repeat.source and not _ADDED_ITEM.fullmatch(item))


def _add_to(sums: _Sums, kind: str, question: str, figure: int | Fraction) -> None:
    total, count = sums.get((kind, question), (0, 0))
    sums[kind, question] = total + figure, count + 1
