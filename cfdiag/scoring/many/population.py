"""What a population said: histograms of codes read back into answers, by question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from cfdiag.scoring.many.answers import Answers, answers_of
from cfdiag.scoring.many.stratum import RESERVOIR, PersonCounts, merged_strata
from cfdiag.scoring.many.sums import TallyCell
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.stats.drawing import DrawnAnew
from cfdiag.scoring.stats.resampling import ResampleKey
from cfdiag.scoring.stats.statistics import MEAN_FROM


class Population:
    """The respondents of some groups together.

    Args:
        tally: of the questionnaire.
        groups: whose answers.
        alone: whether the whole run is one interview: its figures are shown as they are.
        paired: by group the questions whose figures are made over those who rated both performance and
            importance, so that no difference of two figures is one person's answer.
        answers: what the people of each stratum said, read so; None: they are read now.
        of: how many people there are to ask; None where nobody knows.
    """

    def __init__(
        self,
        tally: Tally,
        groups: Iterable[str],
        *,
        alone: bool = False,
        paired: Mapping[str, frozenset[str]] | None = None,
        answers: Mapping[tuple[str, bool], Mapping[str, Answers]] | None = None,
        of: int | None = None,
    ) -> None:
        self.groups = tuple(groups)
        self.alone = alone
        self.of = of
        self.private = any(group in (paired or {}) for group in self.groups)
        """Whether a floor protects anybody in it: then options that one or two chose are not counted out."""
        self.layout = tally.layout
        self.cell = pooled(cell for (_, profile), cell in tally.cells.items() if profile[0] in self.groups)
        self.answers: dict[str, Answers] = {}
        items: dict[str, Answers] = {}
        # Sorted, so that what is added up last does not depend on which file came first.
        strata = {
            where: stratum for where, stratum in sorted(tally.strata.items()) if where[0] in self.groups
        }
        # Who is named and who is not answers the same questions: figures are of both.
        self.stratum = merged_strata(strata.values())
        """Read, and never changed."""
        for (group, attributed), stratum in strata.items():
            both = (paired or {}).get(group, frozenset())
            known = answers[group, attributed] if answers else answers_of(self.layout, stratum, both)
            for name, found in known.items():
                part = self.answers if "/" not in name else items
                part[name] = part[name].with_those(found) if name in part else found
        self.items = dict(sorted(items.items()))
        self.stabilities: dict[tuple[str, ...], dict[str, float]] = {}
        """By the questions of a matrix: kept, because resampling costs more than all else together."""

    @property
    def n(self) -> int:
        """How many respondents."""
        return self.cell.n

    @cached_property
    def kept(self) -> list[tuple[tuple[ResampleKey, ...], list[int]]]:
        """What respondents gave who are kept for resampling, with the generator seeds of those alike."""
        people, alike = self.stratum.people, dict[PersonCounts, list[int]]()
        # Pieces keep up to twice as many before they are cut; merged, the lowest are the same.
        for seed in sorted(people)[:RESERVOIR]:
            alike.setdefault(people[seed], []).append(seed)
        return [
            ((*codes, *[(item, code) for item, part in items for code in part]) if items else codes, seeds)
            for (codes, items), seeds in alike.items()
        ]

    @cached_property
    def drawn(self) -> DrawnAnew[ResampleKey]:
        """Those respondents drawn anew: once for all figures, because that costs more than they do."""
        return DrawnAnew(self.kept)

    def enough(self, n: int) -> bool:
        """Whether a mean over n of them may be shown: five, or the one interview of the whole run."""
        return n >= MEAN_FROM or (n == 1 and self.alone)

    def scored_questions(self, dimension: str, kind: str) -> dict[str, frozenset[str]]:
        """Per group the questions that a dimension's total is made of, repeated sections apart.

        Args:
            dimension: its id.
            kind: `points` or `importance`.
        """
        slots = [s for s in self.layout.slots.values() if s.question.dimension == dimension]
        slots = [s for s in slots if s.points and not s.section]
        return {
            group: frozenset(
                s.question.id
                for s in slots
                if group in s.question.groups and (kind == "points" or group in s.question.importance)
            )
            for group in self.groups
        }

    def leaf(self, key: str) -> Answers | None:
        """The answers under a question's id, or `section/item/question`."""
        return self.items.get(key) or self.answers.get(key)


def pooled(cells: Iterable[TallyCell]) -> TallyCell:
    """Several cells as one."""
    both = TallyCell()
    for cell in cells:
        both.merge(cell)
    return both
