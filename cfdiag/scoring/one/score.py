"""One interview to its scores. Pure: the same interview gives the same scores, in any order of answers.

What is not scored is null with a reason, never 0. A `Scorer` is compiled once: per group
a table of rows, so that an answer costs a look-up and a few additions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec

from cfdiag.model.engagement import DimensionOverride
from cfdiag.model.expression import holds
from cfdiag.model.interview import Answer, Interview, answer_key
from cfdiag.model.questionnaire import BASIS_POINTS, Dimension, Questionnaire
from cfdiag.model.result import Level
from cfdiag.rules.lookup import AnswerLookup, items_of
from cfdiag.scoring import reasons
from cfdiag.scoring.one.codes import MET_FROM, NOT_ASKED_CODE, NOT_REACHED, Layout, common_unit, exact
from cfdiag.scoring.one.compile import Compiler, hit, totals
from cfdiag.scoring.one.rows import GroupPlan, Hit, Notes, Ready, Row, RowSums
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
        self._basis = {
            name: (self.layout.whole(points), points >= MET_FROM) for name, points in BASIS_POINTS.items()
        }
        compiler = Compiler(questionnaire, self.layout, self._ids, not_asked)
        self._plans = {group: compiler.group(group) for group in questionnaire.groups}
        unit = common_unit(exact(d.weight) for d in self.dimensions.values())
        self._weights = [int(exact(d.weight) * unit) for d in self.dimensions.values()]

    def rows(self, group: str) -> list[str]:
        """The ids of the questions behind `InterviewScore.codes`, for a group."""
        return [name for _, name, *_ in self._plans[group].rows]

    def score(self, interview: Interview) -> InterviewScore:
        """The scores of one interview.

        Raises:
            KeyError: the respondent's group is none of the questionnaire's.
        """
        group = interview.respondent.group
        plan = self._plans[group]
        sums, notes = RowSums(plan.asked, plan.weights), Notes()
        codes = self._pass(plan.rows, interview, "", sums, notes)
        items: dict[str, RowSums] = {}
        item_codes: dict[str, list[int]] = {}
        if plan.repeats:
            self._repeats(plan, interview, notes, items, item_codes)
            for section, least, _, rows in plan.repeats:
                self._missing_items(section, least, rows, interview, sums)
            for part in items.values():
                sums.add(part)
        unmatched = () if notes.seen == len(interview.answers) else self._unmatched(plan, interview)
        dimensions = {self._ids[place]: self._dimension(place, sums, items) for place in plan.dimensions}
        overall, reason = self._overall(plan, dimensions)
        scored = [p for p in plan.dimensions if self.dimensions[self._ids[p]].kind == "scored"]
        valid = sum(sums.valid_weight[p] for p in scored)
        applicable = sum(sums.weight[p] for p in scored)
        return InterviewScore(
            group=group,
            overall=overall,
            reason=reason,
            coverage=valid / applicable if applicable else None,
            dimensions=dimensions,
            points=notes.points,
            invalid=tuple(notes.invalid),
            unmatched=unmatched,
            valid_weight=valid,
            applicable_weight=applicable,
            codes=codes,
            item_codes=item_codes,
            extras=notes.extras,
            listed=notes.listed,
        )

    def _pass(  # noqa: C901, PLR0912  the inner loop: calls cost more than branches here
        self, rows: tuple[Ready, ...], interview: Interview, prefix: str, sums: RowSums, notes: Notes
    ) -> list[int]:
        codes: list[int] = []
        append = codes.append
        get = interview.answers.get
        points_of, valid, total, valid_weight = notes.points, sums.valid, sums.total, sums.valid_weight
        seen = 0
        for row, key, place, weight, table, plain in rows:
            if prefix:
                key = prefix + key  # noqa: PLW2901  a second name would cost each row of a plain section
            answer = get(key)
            if answer is None:
                append(self._absent(row, interview, prefix, sums))
                continue
            seen += 1
            if answer.status == "answered":
                if table is None:
                    found = self._special(row, answer, notes)
                else:  # a list, which no dictionary can look up, is an answer to another type
                    found = table.get(answer.value) if answer.value.__class__ is not list else None
                if found is None:
                    notes.invalid.append(key)
                    code = row.states["skipped"]
                else:
                    points, share, met, code = found
                    if points is not None:
                        points_of[key] = points
                        if place >= 0:
                            valid[place] += 1
                            valid_weight[place] += weight
                            total[place] += share
                            if met:
                                sums.met[place] += 1
                    elif place >= 0:  # an option without points has no part in the score
                        sums.applicable[place] -= 1
                        sums.weight[place] -= weight
            else:
                code = row.states[answer.status]
                if answer.status == "not_applicable" and place >= 0:
                    sums.applicable[place] -= 1
                    sums.weight[place] -= weight
            importance = answer.importance
            if importance is not None:
                step = row.importance.get(importance) if row.importance else None
                if step is None:
                    notes.invalid.append(key)
                else:
                    code += step
            if not plain:
                self._basis_and_tags(row, answer, sums, notes)
            append(code)
        notes.seen += seen
        return codes

    @staticmethod
    def _absent(row: Row, interview: Interview, prefix: str, sums: RowSums) -> int:
        """An answer that is not there: not reached, or not asked because its condition does not hold."""
        if row.not_asked:
            return row.states[NOT_ASKED_CODE]
        if row.when is not None:
            section, item = prefix.split("/")[:2] if prefix else ("", "")
            if not holds(
                row.when, AnswerLookup(interview.answers, interview.respondent.group, section, item)
            ):
                for place in (row.dimension, row.basis):
                    if place >= 0:
                        sums.applicable[place] -= 1
                        sums.weight[place] -= row.weight
                return row.states[NOT_ASKED_CODE]
        return row.states[NOT_REACHED]

    def _special(self, row: Row, answer: Answer, notes: Notes) -> Hit | None:
        """An answer whose possible values are not few: several options, a number, a date, a text."""
        type_, value = row.type_, answer.value
        if not type_.fits(row.question, value):
            return None
        for kind, noted in type_.notes(row.question, value):
            if kind == "listed":
                notes.listed.append((row.id, noted))
            else:
                notes.extras.append((kind, row.id, noted))
        if row.unscored is not None:
            return row.unscored
        points = type_.points(row.question, value)
        if points is not None:
            notes.extras.append(("points", row.id, points))
        return hit(self.layout, row.question, points, row.states["answered"])

    def _basis_and_tags(self, row: Row, answer: Answer, sums: RowSums, notes: Notes) -> None:
        for tag in answer.tags:
            notes.extras.append(("tag", row.id, tag))
        if answer.basis is not None and answer.status == "answered":
            notes.extras.append(("basis", row.id, answer.basis))
        place = row.basis
        if place < 0:
            return
        if answer.status == "not_applicable":
            sums.applicable[place] -= 1
            sums.weight[place] -= row.weight
        elif answer.status == "answered" and answer.basis is not None:
            whole, met = self._basis[answer.basis]
            sums.valid[place] += 1
            sums.valid_weight[place] += row.weight
            sums.total[place] += row.weight * whole
            sums.met[place] += met

    def _repeats(
        self,
        plan: GroupPlan,
        interview: Interview,
        notes: Notes,
        items: dict[str, RowSums],
        item_codes: dict[str, list[int]],
    ) -> None:
        for section, _, quick, rows in plan.repeats:
            asked, weights = totals(rows, len(self._ids))
            named = items_of(interview, section)
            if named or section in interview.items:
                notes.extras.append(("items", section, len(named)))
            for item in named:
                sums = RowSums(asked, weights)
                codes = self._pass(quick, interview, f"{section}/{item}/", sums, notes)
                items[f"{section}/{item}"] = sums
                item_codes[f"{section}/{item}"] = codes

    def _missing_items(
        self, section: str, least: int, rows: tuple[Row, ...], interview: Interview, sums: RowSums
    ) -> None:
        """Items that the questionnaire asks for at the least and that were never named: not reached."""
        missing = least - len(items_of(interview, section))
        if missing > 0:
            # A condition about an item that nobody named cannot be judged: what is always asked is missing.
            asked, weights = totals((row for row in rows if row.when is None), len(self._ids))
            part = RowSums(asked, weights)
            for _ in range(missing):
                sums.add(part)

    def _unmatched(self, plan: GroupPlan, interview: Interview) -> tuple[str, ...]:
        known = {name for _, name, *_ in plan.rows}
        for section, _, _, rows in plan.repeats:
            for item in items_of(interview, section):
                known.update(answer_key(section, item, row.id) for row in rows)
        return tuple(key for key in interview.answers if key not in known)

    def _dimension(self, place: int, sums: RowSums, items: dict[str, RowSums]) -> DimensionPoints:
        dimension = self.dimensions[self._ids[place]]
        score, reason, needed = self._mean(place, sums, dimension.min_valid)
        checklist = dimension.kind == "checklist"
        return DimensionPoints(
            score=None if checklist else score,
            reason="" if checklist else reason,
            valid=sums.valid[place],
            applicable=sums.applicable[place],
            asked=sums.asked[place],
            needed=needed,
            valid_weight=sums.valid_weight[place],
            applicable_weight=sums.weight[place],
            met=sums.met[place],
            items={name: self._mean(place, part, 0)[0] for name, part in items.items() if part.asked[place]}
            if not checklist
            else {},
        )

    def _mean(self, place: int, sums: RowSums, min_valid: int) -> tuple[float | None, str, int]:
        asked, applicable, valid = sums.asked[place], sums.applicable[place], sums.valid[place]
        needed = needed_answers(asked, applicable, min_valid)
        if asked and applicable and valid >= needed:
            return float(sums.total[place] / (sums.valid_weight[place] * self.layout.unit)), "", needed
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
            if self.dimensions[name].kind == "checklist":
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
