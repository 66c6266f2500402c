"""What respondents gave about the items of repeated sections, counted as people and not as answers.

Of one question the codes of all of a respondent's items say what that respondent adds to it. There are few
such columns and many respondents: each is worked out once, however many gave it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import repeat
from typing import Any

from cfdiag.model.questionnaire import Questionnaire, Repeat
from cfdiag.scoring.many.cells import decimal, month_of
from cfdiag.scoring.many.meanings import NOTHING, Meanings
from cfdiag.scoring.many.stratum import Stratum
from cfdiag.scoring.many.sums import OWN, Figure
from cfdiag.scoring.one.codes import NOT_ASKED_CODE, Layout, turned_value
from cfdiag.scoring.one.scored import InterviewScore

_REMEMBERED = 10_000
"""So many names of items are kept."""
_LISTS = 500
"""So many lists of them: where people name items of their own, hardly two are the same."""
_ADDED = r"i\d+"
"""Ids of items that respondents added."""

_Names = tuple[str, ...]
_Sums = dict[tuple[str, str], tuple[int | Fraction, int]]
"""By kind and question: what somebody gave over all items, and how often."""
_Given = dict[tuple[str, str], set[str]]
"""By kind and question: the items about which it was given."""


def is_shared(of: Repeat, item: str) -> bool:
    """Whether an item of a repeated section means the same to everybody."""
    return item in of.items or bool(of.source and not re.fullmatch(_ADDED, item))


class CountedAs(dict[str, str]):
    """By `section/item` what an item counts as: itself, or with all that respondents added (`section/`)."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        super().__init__()
        self._repeats = {s.id: s.repeat for s in questionnaire.sections if s.repeat}

    def __missing__(self, name: str) -> str:
        section, _, item = name.partition("/")
        found = name if is_shared(self._repeats[section], item) else f"{section}/"
        if len(self) < _REMEMBERED:
            self[name] = found
        return found

    def by_itself(self, name: str) -> bool:
        """Whether an item counts as itself: it means the same to everybody."""
        return self[name] == name


class _Noted(dict[int, tuple[list[str], list[tuple[str, int | Fraction]]]]):
    """By code what it says of a respondent: what was given, and what it adds to figures over all items."""

    def __init__(self, layout: Layout, units: Meanings) -> None:
        super().__init__()
        self._layout, self._units = layout, units

    def __missing__(self, code: int) -> tuple[list[str], list[tuple[str, int | Fraction]]]:
        slot, read = self._layout.at(code)
        units = self._units[code]
        figures: dict[str, int | None] = {
            "importance": read.importance,
            "points": units if units < NOTHING else None,
        }
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
        self[code] = (
            [kind for kind in gave if kind != NOT_ASKED_CODE],
            [(kind, figure) for kind, figure in figures.items() if figure is not None],
        )
        return self[code]


class ItemCounts:
    """Counts what respondents gave about items.

    Args:
        questionnaire: whose sections are repeated.
        layout: of the codes.
        units: the points of each.
        counted_as: what items count as.
    """

    def __init__(
        self, questionnaire: Questionnaire, layout: Layout, units: Meanings, counted_as: CountedAs
    ) -> None:
        self._layout, self._counted_as = layout, counted_as
        self._noted = _Noted(layout, units)
        self._questions = frozenset(q.id for s in questionnaire.sections if s.repeat for q in s.questions)
        self._lists: dict[_Names, list[tuple[str, slice, _Names]]] = {}

    def add(self, stratum: Stratum, scores: Sequence[InterviewScore]) -> None:
        """Count some respondents, each of whom has items."""
        lists: Counter[tuple[str, _Names]] = Counter()
        columns: list[tuple[_Names, tuple[int, ...]]] = []
        means: list[tuple[str, str, float]] = []
        extras: Counter[tuple[tuple[str, str, Any], ...]] = Counter()
        for score in scores:
            codes = list(score.item_codes.values())
            for section, part, names in self._listed(tuple(score.item_codes)):
                lists[section, names] += 1
                columns += zip(repeat(names), zip(*codes[part], strict=True))
            for dimension, found in score.item_scores.items():
                means += [(dimension, name, mean) for name, mean in found.items() if mean is not None]
            beside = tuple([extra for extra in score.extras if extra[1] in self._questions])
            if beside:
                extras[beside] += 1
        for (section, names), times in lists.items():
            stratum.persons["items", section, _items(names)] += times
        for (names, column), times in Counter(columns).items():
            self._add_column(stratum, names, column, times)
        for (dimension, name, mean), times in Counter(means).items():
            if self._counted_as.by_itself(name):
                stratum.item_scores.setdefault((dimension, name), Figure()).add(mean, times)
        for beside, times in extras.items():
            self._add_extras(stratum, beside, times)

    def _listed(self, names: _Names) -> list[tuple[str, slice, _Names]]:
        """By section which of a respondent's items are of it, and what they count as."""
        found = self._lists.get(names)
        if found is None:
            found, sections = [], [name.partition("/")[0] for name in names]
            for section in dict.fromkeys(sections):
                start = sections.index(section)
                part = slice(start, start + sections.count(section))
                found.append((section, part, tuple([self._counted_as[name] for name in names[part]])))
            if len(self._lists) < _LISTS:
                self._lists[names] = found
        return found

    def _add_column(self, stratum: Stratum, names: _Names, column: tuple[int, ...], times: int) -> None:
        """Count so many respondents who gave the same answers to one question about the same items."""
        question = self._layout.at(column[0])[0].question.id
        sums: _Sums = {}
        given: _Given = {}
        for name, code in zip(names, column, strict=True):
            stratum.codes[code] += times
            # By item only where others were asked about the same one.
            if not _is_own(name):
                stratum.item_codes.setdefault(name, Counter())[code] += times
            gave, figures = self._noted[code]
            for kind in gave:
                given.setdefault((kind, question), set()).add(name)
            for kind, figure in figures:
                _add_to(sums, kind, question, figure)
        _add(stratum, sums, given, times)

    def _add_extras(self, stratum: Stratum, extras: Sequence[tuple[str, str, Any]], times: int) -> None:
        """What codes cannot hold; which item it is about is lost."""
        sums: _Sums = {}
        given: _Given = {}
        for kind, question, value in extras:
            if kind == "number":
                _add_to(sums, "value", question, decimal(value))
            elif kind == "points":
                _add_to(sums, kind, question, self._layout.whole(value))
            elif kind == "place":
                _add_to(sums, f"place:{value[0]}", question, value[1])
            elif kind in ("option", "tag", "date", "top"):
                given[f"{kind}:{value}", question] = {OWN}
                if kind == "date":
                    given[f"month:{month_of(value)}", question] = {OWN}
        _add(stratum, sums, given, times)


def _is_own(name: str) -> bool:
    """Whether it stands for what respondents added: that means something to nobody else."""
    return name.endswith("/")


def _items(names: Sequence[str] | set[str]) -> _Names:
    """What items count as for a respondent: all that they added are one."""
    return tuple(sorted({OWN if _is_own(name) else name for name in names}))


def _add(stratum: Stratum, sums: _Sums, given: _Given, times: int) -> None:
    for (kind, question), (total, count) in sums.items():
        stratum.repeated[kind, question, total, count] += times
    for (kind, question), items in given.items():
        stratum.persons[kind, question, _items(items)] += times


def _add_to(sums: _Sums, kind: str, question: str, figure: int | Fraction) -> None:
    total, count = sums.get((kind, question), (0, 0))
    sums[kind, question] = total + figure, count + 1
