"""One interview to its scores. Pure: the same interview gives the same scores, in any order of answers.

What is not scored is null with a reason, never 0. A `Scorer` is compiled once: per group
a table of rows, so that an answer costs a look-up and a few additions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

import msgspec

from cfdiag.model.engagement import DimensionOverride
from cfdiag.model.interview import Interview, answer_key
from cfdiag.model.questionnaire import Dimension, Questionnaire
from cfdiag.model.result import Level
from cfdiag.scoring import reasons
from cfdiag.scoring.one.codes import Layout, common_unit, exact
from cfdiag.scoring.one.compile import Compiler
from cfdiag.scoring.one.reading import _REMEMBERED, PackedSums, ReadAnswers, items_of_interview
from cfdiag.scoring.one.rows import DimensionSums, GroupPlan
from cfdiag.scoring.one.scored import DimensionPoints, InterviewScore

_CRITICAL = 40.0
_HALF = 0.5


def level_of(score: float | None, target: float) -> Level | None:
    """`critical` below min(40, target), `developing` below the target, `on_target` from there on."""
    if score is None:
        return None
    if score >= target:
        return "on_target"
    return "critical" if score < min(_CRITICAL, target) else "developing"


def needed_answers(asked: int, applicable: int, min_valid: int) -> int:
    """How many valid answers a dimension needs: min(K, max(2, ⌈k/2⌉, min_valid))."""
    return min(asked, max(2, (applicable + 1) // 2, min_valid))


class Scorer:
    """Scores interviews of one questionnaire.

    Args:
        questionnaire: as it was asked.
        overrides: other targets and weights of dimensions, from the engagement.
        not_asked: questions that these respondents were not asked, or not so: their interviews hold no answer
            to them.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        overrides: Mapping[str, DimensionOverride] | None = None,
        not_asked: frozenset[str] = frozenset(),
    ) -> None:
        self.questionnaire = questionnaire
        self.layout = Layout(questionnaire)
        self.dimensions = with_overrides(questionnaire, overrides or {})
        self._ids = tuple(self.dimensions)
        compiler = Compiler(questionnaire, self.layout, self._ids, not_asked)
        self._packing = compiler.packing
        self._plans = {group: compiler.group(group) for group in questionnaire.groups}
        self._points: list[dict[int, DimensionPoints]] = [{} for _ in self._ids]
        self._of_items: list[dict[int, float | None]] = [{} for _ in self._ids]
        unit = common_unit(exact(d.weight) for d in self.dimensions.values())
        self._weights = [int(exact(d.weight) * unit) for d in self.dimensions.values()]
        self._scored = frozenset(name for name, d in self.dimensions.items() if d.kind == "scored")

    def rows(self, group: str) -> list[str]:
        """The ids of the questions behind `InterviewScore.codes`, for a group."""
        return [row.id for row in self._plans[group].rows.rows]

    def score(self, interview: Interview) -> InterviewScore:
        """The scores of one interview.

        Raises:
            KeyError: the respondent's group is none of the questionnaire's.
        """
        group = interview.respondent.group
        plan = self._plans[group]
        found = ReadAnswers(interview)
        codes, sums = found.codes(plan.rows)
        items: dict[int, dict[str, PackedSums]] = {}
        item_codes: dict[str, list[int]] = {}
        if plan.repeats:
            sums = self._repeats(plan, found, sums, items, item_codes)
        unmatched = () if found.seen == len(interview.answers) else self._unmatched(plan, interview)
        dimensions = {
            self._ids[place]: self._dimension(place, sums, items.get(place)) for place in plan.dimensions
        }
        overall, reason = self._overall(plan, dimensions)
        scored = [each for name, each in dimensions.items() if name in self._scored]
        valid = sum([each.valid_weight for each in scored])
        applicable = sum([each.applicable_weight for each in scored])
        return InterviewScore(
            group=group,
            overall=overall,
            reason=reason,
            coverage=valid / applicable if applicable else None,
            dimensions=dimensions,
            invalid=tuple(found.invalid),
            unmatched=unmatched,
            valid_weight=valid,
            applicable_weight=applicable,
            codes=codes,
            item_codes=item_codes,
            extras=found.extras,
            listed=found.listed,
        )

    def points(self, interview: Interview) -> dict[str, float]:
        """Points by answer key, of every answer that has them.

        Raises:
            KeyError: the respondent's group is none of the questionnaire's.
        """
        plan = self._plans[interview.respondent.group]
        keyed = [(row.id, row) for row in plan.rows.rows]
        named = items_of_interview(interview, [section for section, _, _ in plan.repeats])
        for section, _, rows in plan.repeats:
            keyed += (
                (answer_key(section, item, row.id), row) for item in named[section] for row in rows.rows
            )
        found: dict[str, float] = {}
        for key, row in keyed:
            answer = interview.answers.get(key)
            points = row.points(answer.value) if answer is not None and answer.status == "answered" else None
            if points is not None:
                found[key] = points
        return found

    @staticmethod
    def _repeats(
        plan: GroupPlan,
        found: ReadAnswers,
        sums: PackedSums,
        items: dict[int, dict[str, PackedSums]],
        item_codes: dict[str, list[int]],
    ) -> PackedSums:
        """The sums with those of all items; of items that were never named, as not reached.

        Args:
            plan: of the group.
            found: the answers.
            sums: of what is asked once.
            items: takes the sums of each item, by the dimensions that are asked of it.
            item_codes: takes its codes.
        """
        named = items_of_interview(found.interview, [section for section, _, _ in plan.repeats])
        for section, least, rows in plan.repeats:
            mine = named[section]
            if mine or section in found.interview.items:
                found.extras.append(("items", section, len(mine)))
            for item in mine:
                codes, part = found.codes(rows, section, item)
                name = f"{section}/{item}"
                item_codes[name] = codes
                sums = sums.plus(part)
                for place in rows.places:
                    items.setdefault(place, {})[name] = part
            # A condition about an item that nobody named cannot be judged: what is always asked is missing.
            if len(mine) < least:
                sums = sums.plus(PackedSums(rows.always * (least - len(mine))))
        return sums

    def _unmatched(self, plan: GroupPlan, interview: Interview) -> tuple[str, ...]:
        known = {row.id for row in plan.rows.rows}
        named = items_of_interview(interview, [section for section, _, _ in plan.repeats])
        for section, _, rows in plan.repeats:
            known.update(answer_key(section, item, row.id) for item in named[section] for row in rows.rows)
        return tuple(key for key in interview.answers if key not in known)

    def _dimension(
        self, place: int, sums: PackedSums, items: Mapping[str, PackedSums] | None
    ) -> DimensionPoints:
        part, known = sums.whole >> place * self._packing.width & self._packing.mask, self._points[place]
        broken = sums.broken.get(place)
        found = known.get(part) if broken is None else None
        if found is None:
            found = self._of_sums(place, self._packing.read(part), broken or 0)
            if broken is None and len(known) < _REMEMBERED:
                known[part] = found
        if not items or self._ids[place] not in self._scored:
            return found
        return msgspec.structs.replace(
            found, items={name: self._of_item(place, each) for name, each in items.items()}
        )

    def _of_item(self, place: int, item: PackedSums) -> float | None:
        """The score of a dimension over one item."""
        part, known = item.whole >> place * self._packing.width & self._packing.mask, self._of_items[place]
        broken = item.broken.get(place)
        if broken is None and part in known:
            return known[part]
        found = self._mean(self._packing.read(part), broken or 0, 0)[0]
        if broken is None and len(known) < _REMEMBERED:
            known[part] = found
        return found

    def _of_sums(self, place: int, sums: DimensionSums, broken: Fraction | int) -> DimensionPoints:
        dimension = self.dimensions[self._ids[place]]
        score, reason, needed = self._mean(sums, broken, dimension.min_valid)
        checklist = dimension.kind == "checklist"
        return DimensionPoints(
            score=None if checklist else score,
            reason="" if checklist else reason,
            valid=sums.valid,
            applicable=sums.applicable,
            asked=sums.asked,
            needed=needed,
            valid_weight=sums.valid_weight,
            applicable_weight=sums.weight,
            met=sums.met,
            items={},
        )

    def _mean(
        self, sums: DimensionSums, broken: Fraction | int, min_valid: int
    ) -> tuple[float | None, str, int]:
        asked, applicable = sums.asked, sums.applicable
        needed = needed_answers(asked, applicable, min_valid)
        if asked and applicable and sums.valid >= needed:
            return float((sums.total + broken) / (sums.valid_weight * self.layout.unit)), "", needed
        if not asked or not applicable:
            return None, reasons.NOT_APPLICABLE if asked else reasons.NOT_ASKED, needed
        return None, reasons.TOO_FEW_ANSWERS, needed

    def _overall(
        self, plan: GroupPlan, dimensions: Mapping[str, DimensionPoints]
    ) -> tuple[float | None, str]:
        asked = scored = 0
        parts: list[float] = []
        for place in plan.dimensions:
            name = self._ids[place]
            if name not in self._scored:
                continue
            weight = self._weights[place]
            asked += weight
            score = dimensions[name].score
            if score is not None:
                scored += weight
                parts.append(weight * score)
        if not asked:
            return None, reasons.NOT_SCORED
        if not scored or scored < _HALF * asked:
            return None, reasons.TOO_FEW_DIMENSIONS
        # Rounding may leave the quotient a hair above 100.
        return min(100.0, math.fsum(parts) / scored), ""


def with_overrides(
    questionnaire: Questionnaire, overrides: Mapping[str, DimensionOverride]
) -> dict[str, Dimension]:
    """The questionnaire's dimensions with the engagement's targets and weights."""
    found: dict[str, Dimension] = {}
    for name, dimension in questionnaire.dimensions.items():
        other = overrides.get(name)
        target = other.target if other and other.target is not None else dimension.target
        weight = other.weight if other and other.weight is not None else dimension.weight
        found[name] = msgspec.structs.replace(dimension, target=target, weight=weight)
    return found
