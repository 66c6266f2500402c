"""What adding interviews needs to know of codes and groups, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

import msgspec

from cfdiag.model.questionnaire import Questionnaire
from cfdiag.scoring.many.stratum import BOTH, OPEN, OUT, VALID
from cfdiag.scoring.one.codes import NOT_ASKED_CODE, Layout, can_score
from cfdiag.scoring.stats.statistics import ALPHA_QUESTIONS

NOTHING = 1 << 62
"""Stands for an answer that has none: more than all others together."""


class Meanings(dict[int, int]):
    """What codes come to, worked out when they are met: points in units, or the importance; or `NOTHING`."""

    def __init__(self, layout: Layout, kind: str) -> None:
        super().__init__()
        self._layout, self._kind = layout, kind

    def __missing__(self, code: int) -> int:
        slot, read = self._layout.at(code)
        found = read.importance
        if self._kind == "points":
            points = slot.points.get(read.value) if read.value is not None else None
            found = int(self._layout.whole(points)) if points is not None else None
        self[code] = NOTHING if found is None else found
        return self[code]


class Counting(dict[int, int]):
    """What an answer counts in (`OPEN` and so on), worked out when its code is met."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self._layout = layout

    def __missing__(self, code: int) -> int:
        slot, read = self._layout.at(code)
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


class CountedScale(msgspec.Struct, frozen=True):
    """A dimension whose questions are one scale: who answered all of them has a total."""

    dimension: str
    n: int
    """How many questions."""
    pick: Callable[[Sequence[int]], tuple[int, ...]]
    """What a group's row of codes, or of what they are worth, has for them."""
    rated: bool
    """Whether importance is asked for each of them."""


class CountedGroup:
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
        self.scales: list[CountedScale] = []
        for name, dimension in questionnaire.dimensions.items():
            places = [i for i, q in enumerate(rows) if q.dimension == name and layout.slots[q.id].points]
            if len(places) >= ALPHA_QUESTIONS and dimension.kind == "scored":
                rated = all(group in rows[i].importance for i in places)
                self.scales.append(CountedScale(name, len(places), itemgetter(*places), rated))
