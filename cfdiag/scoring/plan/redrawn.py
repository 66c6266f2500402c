"""What a questionnaire's figures do when its respondents are drawn anew: how firm the plan's order stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import UNSET

from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import QuestionnaireResult
from cfdiag.rules.fact_lookup import rests_on
from cfdiag.rules.facts import SubjectKind
from cfdiag.scoring.many.drawn import DrawnPopulation
from cfdiag.scoring.many.population import Population
from cfdiag.scoring.plan.need import Candidate, need_from
from cfdiag.scoring.stats.statistics import MEAN_FROM


class Redrawn:
    """The `Draws` of a questionnaire.

    Args:
        questionnaire: as it was asked.
        result: its figures, floors applied.
        populations: by group.
        top: whose figures stand at its top level.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        result: QuestionnaireResult,
        populations: Mapping[str, Population],
        top: Population,
    ) -> None:
        self._questionnaire, self._result, self._populations = questionnaire, result, populations
        self._top = DrawnPopulation(top)
        self._groups = {
            group: self._top if population is top else DrawnPopulation(population)
            for group, population in populations.items()
        }

    def points(self, key: str) -> Sequence[float]:
        """How far a question's points move."""
        return self._drawn(key).points(key)

    def importance(self, key: str) -> Sequence[float]:
        """How far a question's importance moves, on 0 to 1."""
        return self._drawn(key).importance(key)

    def _drawn(self, key: str) -> DrawnPopulation:
        """Those whose figures stand under a key."""
        found = self._result.questions.get(key)
        return self._top if found is None or found.group is UNSET else self._groups[found.group]

    def difference(self, key: str) -> Sequence[float]:
        """How far the difference between both sides moves, in points."""
        compare = self._questionnaire.compare
        if compare is None or not {compare.looking_in, compare.looked_at} <= self._groups.keys():
            return []
        sides = compare.looking_in, compare.looked_at
        inside, outside = (self._groups[group].points(key) for group in sides)
        return [a - b for a, b in zip(inside, outside, strict=False)]

    def enough(self, candidate: Candidate) -> bool:
        """Whether at least five answered in every group that was heard and that a need rests on."""
        questions = [e.question for e in candidate.evidence] + [gap.question for gap in candidate.gaps]
        groups = {group for id_ in questions for group in self._asked("question", id_)}
        if need_from(candidate) == "author" or candidate.held or candidate.shares:
            rests = rests_on(candidate.action.when)
            groups = {group for each in rests for group in self._asked(each.subject, each.id)}
        heard = [self._populations[group].n for group in groups if group in self._populations]
        return bool(heard) and min(heard) >= MEAN_FROM

    def _asked(self, subject: SubjectKind, id_: str) -> set[str]:
        """The groups whose answers something in a rule rests on."""
        if subject == "group":
            return {id_}
        return self._into.get((subject, id_), set())

    @cached_property
    def _into(self) -> dict[tuple[SubjectKind, str], set[str]]:
        """By what answers go into the groups that give them."""
        found: dict[tuple[SubjectKind, str], set[str]] = {}
        for section in self._questionnaire.sections:
            for question in section.questions:
                for group in question.groups:
                    basis = self._questionnaire.basis_dimension if group in question.basis else None
                    for name in filter(None, (question.dimension, basis)):
                        found.setdefault(("dimension", name), set()).add(group)
                    found.setdefault(("section", section.id), set()).add(group)
                    found.setdefault(("question", question.id), set()).add(group)
        return found
