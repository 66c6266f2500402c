"""The groups that a questionnaire was held with: who they are, how many, and what they are asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cfdiag.model.questionnaire import DEFAULT_TARGET, Dimension, Question, Questionnaire
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.one.score import with_overrides
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.equations import OVERALL
from cfdiag.scoring.privacy.suppression import floor_of
from cfdiag.scoring.privacy.withheld import lead_groups


class HeardGroups:
    """The groups of one questionnaire of whom anybody answered.

    Args:
        tally: their answers.
        questionnaire: what they were asked.
        options: what the run is asked for: other weights and targets, how many people there are, the floor.
    """

    def __init__(self, tally: Tally, questionnaire: Questionnaire, options: Options) -> None:
        self.tally, self.questionnaire, self._populations = tally, questionnaire, options.populations
        self.dimensions = with_overrides(questionnaire, options.overrides.get(questionnaire.id, {}))
        # Asked once for each cell of a breakdown, and there may be thousands.
        self._asked: dict[str, list[Dimension]] = {}
        self.floor = floor_of(questionnaire.min_group, options.min_group)
        present = {profile[0] for _, profile in tally.cells}
        self.present = [group for group in questionnaire.groups if group in present]
        self.lead = lead_groups(questionnaire, present)
        """Whose figures are those of the top level."""
        self.scopes: dict[str, tuple[str, ...]] = {OVERALL: self.lead}
        """Who is broken down together."""
        if questionnaire.compare is not None:
            self.scopes |= {group: (group,) for group in self.present if group not in self.lead}

    def by_turn(self) -> list[str]:
        """The groups by whose figures speak first: the top level's, the one looking in, the others."""
        return sorted(self.present, key=lambda g: (g not in self.lead, g != self.looking_in()))

    def people(self, groups: Sequence[str]) -> int | None:
        """How many there are of some groups: never fewer than were heard; None where one is not known."""
        known = self._populations.get(self.questionnaire.id, {})
        if not groups or not set(groups) <= known.keys():
            return None
        heard: Counter[str] = Counter()
        for (_, profile), cell in self.tally.cells.items():
            heard[profile[0]] += cell.n
        return sum(max(known[group], heard[group]) for group in groups)

    def overall_target(self, groups: Sequence[str]) -> float:
        """The targets by weight of the dimensions that some groups are asked about."""
        asked = {d.id: d for group in groups for d in self.asked(group) if d.kind == "scored"}
        total = sum(d.weight for d in asked.values())
        return sum(d.target * d.weight for d in asked.values()) / total if total else DEFAULT_TARGET

    def asked(self, group: str) -> list[Dimension]:
        """The dimensions that a group is asked about."""
        if group not in self._asked:
            plan = {
                name
                for section in self.questionnaire.sections
                for question in section.questions
                if group in question.groups
                for name in self.into(question, group)
            }
            self._asked[group] = [found for name, found in self.dimensions.items() if name in plan]
        return self._asked[group]

    def into(self, question: Question, group: str) -> list[str]:
        """The dimensions that a question counts in for a group."""
        found = [question.dimension] if question.dimension else []
        if group in question.basis and self.questionnaire.basis_dimension:
            found.append(self.questionnaire.basis_dimension)
        return found

    def first_asked(self, dimension: str) -> str | None:
        """The first further group that is asked about a dimension."""
        for group in self.by_turn():
            if group not in self.lead and any(d.id == dimension for d in self.asked(group)):
                return group
        return None

    def looking_in(self) -> str:
        """The group that predicts, or an empty string."""
        return self.questionnaire.compare.looking_in if self.questionnaire.compare else ""

    def targets(self) -> dict[str, float]:
        """By dimension, as they hold."""
        return {name: dimension.target for name, dimension in self.dimensions.items()}
