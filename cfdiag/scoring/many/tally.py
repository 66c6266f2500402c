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
from collections.abc import Callable, Iterable
from fractions import Fraction
from operator import itemgetter
from typing import Any, cast

from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire, Repeat
from cfdiag.model.result import NOT_STATED
from cfdiag.scoring.attribution import is_attributed
from cfdiag.scoring.many.sums import BOTH, OPEN, OUT, OWN, RESERVOIR, VALID, Figure, Stratum, TallyCell
from cfdiag.scoring.one.codes import NOT_ASKED_CODE, Layout, can_score, turned_value
from cfdiag.scoring.one.scored import InterviewScore
from cfdiag.scoring.stats.statistics import ALPHA_QUESTIONS

RESPONDENT_FIELDS = ("department", "account", "organisation", "group", "mode")
"""What a breakdown can be by, beside a choice or a yes/no question."""

_ADDED_ITEM = re.compile(r"i\d+")


_Noted = tuple[list[tuple[str, str]], list[tuple[str, str, int]]]
"""What was given, by kind and question; figures, by kind and question."""

Profile = tuple[str, ...]
"""Group, then the value of each field of the breakdowns."""


class _Meanings(dict[int, "int | None"]):
    """What codes come to, worked out when they are met: points in units, or the importance."""

    def __init__(self, layout: Layout, kind: str) -> None:
        super().__init__()
        self._layout, self._kind = layout, kind

    def __missing__(self, code: int) -> int | None:
        slot = self._layout.slot_at(code)
        read = slot.read(code)
        found = read.importance
        if self._kind == "points":
            points = slot.points.get(read.value) if read.value is not None else None
            found = int(self._layout.whole(points)) if points is not None else None
        self[code] = found
        return found


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


class _Counting(dict[int, int]):
    """What an answer counts in (`sums.OPEN` and so on), worked out when its code is met."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self._layout = layout

    def __missing__(self, code: int) -> int:
        slot = self._layout.slot_at(code)
        read = slot.read(code)
        if read.status in (NOT_ASKED_CODE, "not_applicable"):
            found = OUT
        elif read.status != "answered" or not can_score(slot.question):
            found = OPEN
        elif read.value is not None and read.value not in slot.points:
            found = OUT  # an option without points
        else:
            found = VALID if read.importance is None else BOTH
        self[code] = found
        return found


class _Group:
    """What adding needs to know of a group, worked out once."""

    def __init__(self, questionnaire: Questionnaire, layout: Layout, group: str) -> None:
        rows = [
            q for s in questionnaire.sections if s.repeat is None for q in s.questions if group in q.groups
        ]
        self.resampled = any(
            group in q.groups and (group in q.importance or (q.dimension and can_score(q)))
            for section in questionnaire.sections
            for q in section.questions
        )
        """Whether its people are kept, to be drawn anew."""
        self.scales: list[tuple[str, Callable[[list[int]], tuple[int, ...]], bool]] = []
        """Dimension, how to pick its codes, and whether all of its questions are rated for importance."""
        for name, dimension in questionnaire.dimensions.items():
            places = [i for i, q in enumerate(rows) if q.dimension == name and layout.slots[q.id].points]
            if len(places) >= ALPHA_QUESTIONS and dimension.kind == "scored":
                rated = all(group in rows[i].importance for i in places)
                self.scales.append((name, itemgetter(*places), rated))


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
        self.strata: dict[tuple[str, bool], Stratum] = {}
        """By group and whether they are attributed."""
        self.modes: Counter[str] = Counter()
        """How many interviews were held in which mode, of those that say so."""
        self.texts: dict[tuple[str, str], TextTally] = {}
        """By version and hash: the texts that interviews were held with."""
        self._prepare()

    def _prepare(self) -> None:
        q = self.questionnaire
        self._layout = Layout(q)
        self._groups = {name: _Group(q, self._layout, name) for name in q.groups}
        self._units = _Meanings(self._layout, "points")
        self._importances = _Meanings(self._layout, "importance")
        self._counting = _Counting(self._layout)
        self._noted: dict[int, _Noted] = {}
        self._in_repeats = frozenset(x.id for s in q.sections if s.repeat for x in s.questions)
        self._repeats = {s.id: s.repeat for s in q.sections if s.repeat}

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
        held = interview.questionnaire
        name = held.version or self.questionnaire.version, held.sha256 or self.questionnaire.sha256
        text = self.texts.get(name)
        if text is None:
            text = self.texts[name] = TextTally()
        text.add(score)
        if interview.mode is not None:
            self.modes[interview.mode] += 1
        stratum = self.strata.get((group, attributed))
        if stratum is None:
            stratum = self.strata[group, attributed] = Stratum()
        stratum.codes.update(score.codes)
        if score.extras:
            stratum.extras.update(score.extras)
        for question, answer in score.listed:
            stratum.keep(question, (answer,))
        if score.item_codes:
            self._add_items(stratum, score)
        # A byte a question: whether it counts, not what was said. Withholding needs no more than that.
        pattern = bytes(map(self._counting.__getitem__, score.codes))
        stratum.patterns[pattern] = stratum.patterns.get(pattern, 0) + 1
        if len(stratum.patterns) > 2 * RESERVOIR:
            stratum.prune(RESERVOIR)
        self._add_person(stratum, self._groups[group], interview.id, score)

    def _add_items(self, stratum: Stratum, score: InterviewScore) -> None:
        sums: dict[tuple[str, str], list[Any]] = {}
        given: dict[tuple[str, str], set[str]] = {}
        for name, codes in score.item_codes.items():
            stratum.codes.update(codes)
            shared = self._is_shared(name)
            if shared:
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

    def _note_extras(
        self,
        score: InterviewScore,
        sums: dict[tuple[str, str], list[Any]],
        given: dict[tuple[str, str], set[str]],
    ) -> None:
        """What codes cannot hold, of the questions in repeated sections; which item it is about is lost."""
        for kind, question, value in score.extras:
            if question not in self._in_repeats:
                continue
            if kind == "number":
                _add_to(sums, "value", question, decimal(value))
            elif kind == "points":
                _add_to(sums, kind, question, self._layout.whole(value))
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
        read, question = self._layout.read(code), self._layout.question_at(code)
        figures: dict[str, int | None] = {"importance": read.importance, "points": self._units[code]}
        gave = [{"answered": "answers"}.get(read.status, read.status)]
        if read.importance is not None:
            gave.append("importance")
        if read.value is not None:
            gave.append(f"option:{read.value}")
        if isinstance(read.value, int):
            figures["value"] = read.value
            if read.importance is not None:
                figures["gap"] = turned_value(question, read.value) - read.importance
                figures |= {f"both_{kind}": figures[kind] for kind in ("value", "importance", "points")}
                gave.append("gap")
        found = (
            [(kind, question.id) for kind in gave if kind != NOT_ASKED_CODE],
            [(kind, question.id, figure) for kind, figure in figures.items() if figure is not None],
        )
        self._noted[code] = found
        return found

    def _add_person(self, stratum: Stratum, group: _Group, id_: str, score: InterviewScore) -> None:
        codes = score.codes
        units, importances, totals = self._units, self._importances, stratum.complete_totals
        whole: list[int] = []
        rated_whole: list[int] = []
        for name, pick, rated in group.scales:
            mine = pick(codes)
            points = list(map(units.__getitem__, mine))
            if None not in points:
                # Sums of whole numbers, so that pieces add up to the very same alpha.
                total = sum(cast("list[int]", points))
                stratum.complete["points", name, total] += 1
                whole += mine
                for code in mine:
                    totals[code] = totals.get(code, 0) + total
            if rated:
                steps = list(map(importances.__getitem__, mine))
                if None not in steps:
                    stratum.complete["importance", name, sum(cast("list[int]", steps))] += 1
                    rated_whole += mine
        if whole:
            stratum.complete_codes["points"].update(whole)
        if rated_whole:
            stratum.complete_codes["importance"].update(rated_whole)
        if group.resampled:
            # The lowest hashes stay: the same people in whatever order and pieces they come.
            digest = hashlib.blake2b(f"{self.seed}:{id_}".encode(), digest_size=8).digest()
            items = tuple((name, tuple(c)) for name, c in score.item_codes.items() if self._is_shared(name))
            stratum.people[int.from_bytes(digest, "big")] = (tuple(codes), items)
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
        for name, stratum in other.strata.items():
            self.strata.setdefault(name, Stratum()).merge(stratum)
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
        self.questionnaire, self.by, self.seed, self.cells, self.strata, self.modes, self.texts = state
        self._prepare()


def is_shared(repeat: Repeat, item: str) -> bool:
    """Whether an item of a repeated section means the same to everybody."""
    return item in repeat.items or bool(repeat.source and not _ADDED_ITEM.fullmatch(item))


def _add_to(sums: dict[tuple[str, str], list[Any]], kind: str, question: str, figure: int | Fraction) -> None:
    pair = sums.get((kind, question))
    if pair is None:
        pair = sums[kind, question] = [0, 0]
    pair[0] += figure
    pair[1] += 1


def decimal(value: float) -> Fraction:
    """A number as it was written: .1 is a tenth, and 1e-7 is not nothing."""
    return Fraction(repr(value))


def month_of(day: str) -> str:
    """The month of an ISO date: `2026-11`."""
    return day[:7]


def field_of(interview: Interview, name: str) -> str:
    """The cell of a breakdown that an interview belongs to."""
    value: object
    if name == "mode":
        value = interview.mode
    elif name in RESPONDENT_FIELDS:
        value = getattr(interview.respondent, name)
    else:
        answer = interview.answers.get(name)
        value = answer.value if answer is not None and answer.status == "answered" else None
    return value if isinstance(value, str) and value else NOT_STATED
