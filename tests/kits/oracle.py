"""The oracle of scoring: one interview answer by answer, with nothing remembered from one to the next.

`Scorer` looks codes up and adds packed numbers; this adds each answer by itself. Slow, and meant to be.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import msgspec

from cfdiag.model.expression import Expression, holds
from cfdiag.model.interview import Answer, Interview, answer_key
from cfdiag.model.questionnaire import BASIS_POINTS, Question, Questionnaire
from cfdiag.questions import TYPES, QuestionType
from cfdiag.rules.lookup import AnswerLookup, items_of
from cfdiag.scoring import reasons
from cfdiag.scoring.one.codes import (
    MET_FROM,
    NOT_ASKED_CODE,
    NOT_REACHED,
    STATES,
    Layout,
    can_score,
    common_unit,
    exact,
)
from cfdiag.scoring.one.dimension import needed_answers
from cfdiag.scoring.one.scored import DimensionPoints, InterviewScore

Hit = tuple["float | None", "int | Fraction", bool, int]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One question for one group."""

    id: str
    question: Question
    type_: QuestionType
    when: Expression | None
    dimension: int
    weight: int
    table: dict[Any, Hit] | None
    states: dict[str, int]
    importance: dict[int, int] | None
    basis: int
    rests: bool
    """Whether it is asked what the answer rests on."""
    unscored: Hit | None
    not_asked: bool


class RowSums:
    """Running sums per dimension."""

    def __init__(self, n: int) -> None:
        self.asked, self.applicable, self.weight = [0] * n, [0] * n, [0] * n
        self.valid, self.valid_weight, self.met = [0] * n, [0] * n, [0] * n
        self.total: list[int | Fraction] = [0] * n

    def add(self, other: RowSums) -> None:
        for name, mine in vars(self).items():
            mine[:] = (one + more for one, more in zip(mine, vars(other)[name], strict=True))

    def lose(self, place: int, weight: int) -> None:
        """One answer that does not apply."""
        if place >= 0:
            self.applicable[place] -= 1
            self.weight[place] -= weight

    def count(self, place: int, weight: int, share: int | Fraction, *, met: bool) -> None:
        """One answer with points."""
        if place >= 0:
            self.valid[place] += 1
            self.valid_weight[place] += weight
            self.total[place] += share
            self.met[place] += met


class Notes:
    """What answers leave besides their sums."""

    def __init__(self) -> None:
        self.invalid: list[str] = []
        self.extras: list[tuple[str, str, Any]] = []
        self.listed: list[tuple[str, Any]] = []


class Oracle:
    """Scores interviews of one questionnaire as `Scorer` does, without overrides."""

    def __init__(self, questionnaire: Questionnaire, not_asked: frozenset[str] = frozenset()) -> None:
        self.questionnaire, self.not_asked = questionnaire, not_asked
        self.layout, self.dimensions = Layout(questionnaire), questionnaire.dimensions
        self.ids = tuple(self.dimensions)

    def tables(self, group: str) -> tuple[list[Row], list[tuple[str, int, list[Row]]]]:
        """The rows that are asked once; of each repeated section its least number of items and its rows."""
        rows: list[Row] = []
        repeats: list[tuple[str, int, list[Row]]] = []
        for section in self.questionnaire.sections:
            mine = [self.row(q, group) for q in section.questions if group in q.groups]
            if section.repeat is None:
                rows.extend(mine)
            elif mine:
                repeats.append((section.id, section.repeat.extent(group)[0], mine))
        return rows, repeats

    def row(self, question: Question, group: str) -> Row:
        slot, type_, second = self.layout.slots[question.id], TYPES[question.type], question.second_scale
        table = {
            value: self.hit(question, slot.points.get(value), slot.value_code(place))
            for place, value in enumerate(slot.values)
        }
        rated = group in question.importance and second is not None
        at, asks_basis = self.questionnaire.basis_dimension, group in question.basis
        return Row(
            id=question.id,
            question=question,
            type_=type_,
            when=question.when,
            dimension=self.ids.index(str(question.dimension)) if can_score(question) else -1,
            weight=self.layout.weight(question),
            table=table or None,
            states={state: slot.code(state) for state in STATES},
            importance={v: 1 + v - second.min for v in second.values} if rated and second else None,
            basis=self.ids.index(at) if asks_basis and at in self.ids else -1,
            rests=asks_basis,
            unscored=None if type_.can_score(question) else (None, 0, False, slot.code("answered")),
            not_asked=question.id in self.not_asked,
        )

    def hit(self, question: Question, points: float | None, code: int) -> Hit:
        if points is None:
            return None, 0, False, code
        return points, self.layout.whole(points) * self.layout.weight(question), points >= MET_FROM, code

    def totals(self, rows: Iterable[Row]) -> RowSums:
        sums = RowSums(len(self.ids))
        for row in rows:
            for place in (row.dimension, row.basis):
                if place >= 0 and not row.not_asked:
                    sums.asked[place] += 1
                    sums.applicable[place] += 1
                    sums.weight[place] += row.weight
        return sums

    def score(self, interview: Interview) -> InterviewScore:
        """The scores of one interview."""
        rows, repeats = self.tables(interview.respondent.group)
        notes, sums = Notes(), self.totals(rows)
        codes = self.read(rows, interview, "", sums, notes)
        items: dict[str, RowSums] = {}
        item_codes: dict[str, list[int]] = {}
        for section, least, mine in repeats:
            named = items_of(interview, section)
            if named or section in interview.items:
                notes.extras.append(("items", section, len(named)))
            for item in named:
                part = items[f"{section}/{item}"] = self.totals(mine)
                item_codes[f"{section}/{item}"] = self.read(
                    mine, interview, f"{section}/{item}/", part, notes
                )
                sums.add(part)
            for _ in range(least - len(named)):
                sums.add(self.totals(row for row in mine if row.when is None))
        known = {row.id for row in rows} | {
            answer_key(section, item, row.id)
            for section, _, mine in repeats
            for item in items_of(interview, section)
            for row in mine
        }
        everywhere = [*rows, *(row for _, _, mine in repeats for row in mine)]
        places = sorted(
            {p for row in everywhere if not row.not_asked for p in (row.dimension, row.basis) if p >= 0}
        )
        dimensions = {self.ids[place]: self.dimension(place, sums) for place in places}
        scored = [p for p in places if self.dimensions[self.ids[p]].kind == "scored"]
        overall, reason = self.overall(scored, dimensions)
        return InterviewScore(
            group=interview.respondent.group,
            overall=overall,
            reason=reason,
            dimensions=dimensions,
            item_scores={
                self.ids[p]: {n: self.mean(p, part, 0)[0] for n, part in items.items() if part.asked[p]}
                for p in scored
                if any(part.asked[p] for part in items.values())
            },
            invalid=frozenset(notes.invalid),
            unmatched=tuple(key for key in interview.answers if key not in known),
            codes=codes,
            item_codes=item_codes,
            extras=notes.extras,
            listed=notes.listed,
        )

    def read(
        self, rows: list[Row], interview: Interview, prefix: str, sums: RowSums, notes: Notes
    ) -> list[int]:
        codes = []
        for row in rows:
            key = prefix + row.id
            answer = interview.answers.get(key)
            codes.append(
                self.absent(row, interview, prefix, sums)
                if answer is None
                else self.given(row, key, answer, sums, notes)
            )
        return codes

    def absent(self, row: Row, interview: Interview, prefix: str, sums: RowSums) -> int:
        section, item = prefix.split("/")[:2] if prefix else ("", "")
        look = AnswerLookup(interview.answers, interview.respondent.group, section, item)
        if row.not_asked:
            return row.states[NOT_ASKED_CODE]
        if holds(row.when, look):
            return row.states[NOT_REACHED]
        for place in (row.dimension, row.basis):
            sums.lose(place, row.weight)
        return row.states[NOT_ASKED_CODE]

    def given(self, row: Row, key: str, answer: Answer, sums: RowSums, notes: Notes) -> int:
        code = row.states[answer.status]
        if answer.status == "answered":
            found = self.valid(row, answer, notes)
            if found is None:
                notes.invalid.append(key)
                code = row.states["skipped"]
            else:
                points, share, met, code = found
                if points is None:  # an option without points has no part in the score
                    sums.lose(row.dimension, row.weight)
                else:
                    sums.count(row.dimension, row.weight, share, met=met)
        elif answer.status == "not_applicable":
            for place in (row.dimension, row.basis):
                sums.lose(place, row.weight)
        if answer.importance is not None:
            step = row.importance.get(answer.importance) if row.importance else None
            if step is None:
                notes.invalid.append(key)
            else:
                code += step
        has_more = row.table is None or row.question.tags or row.rests
        if has_more:
            notes.extras += (("tag", row.id, tag) for tag in answer.tags)
        if has_more and answer.basis is not None and answer.status == "answered":
            notes.extras.append(("basis", row.id, answer.basis))
            points = BASIS_POINTS[answer.basis]
            whole = row.weight * self.layout.whole(points)
            sums.count(row.basis, row.weight, whole, met=points >= MET_FROM)
        return code

    def valid(self, row: Row, answer: Answer, notes: Notes) -> Hit | None:
        value = answer.value
        if row.table is not None:
            return None if isinstance(value, list) else row.table.get(value)
        if not row.type_.fits(row.question, value):
            return None
        for kind, noted in row.type_.notes(row.question, value):
            if kind == "listed":
                notes.listed.append((row.id, noted))
            else:
                notes.extras.append((kind, row.id, noted))
        if row.unscored is not None:
            return row.unscored
        points = row.type_.points(row.question, value)
        if points is not None:
            notes.extras.append(("points", row.id, points))
        return self.hit(row.question, points, row.states["answered"])

    def dimension(self, place: int, sums: RowSums) -> DimensionPoints:
        dimension = self.dimensions[self.ids[place]]
        score, reason, needed = self.mean(place, sums, dimension.min_valid)
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
        )

    def overall(self, scored: list[int], dimensions: dict[str, DimensionPoints]) -> tuple[float | None, str]:
        """The mean of the scored dimensions by their weights, where at least half of the weight is there."""
        weights = {self.ids[p]: exact(self.dimensions[self.ids[p]].weight) for p in scored}
        unit = common_unit(exact(d.weight) for d in self.dimensions.values())
        asked = sum(weights.values())
        there = [name for name in weights if dimensions[name].score is not None]
        given = sum(weights[name] for name in there)
        if not asked:
            return None, reasons.NOT_SCORED
        if not given or 2 * given < asked:
            return None, reasons.TOO_FEW_DIMENSIONS
        products = [int(weights[name] * unit) * (dimensions[name].score or 0.0) for name in there]
        return min(100.0, math.fsum(products) / int(given * unit)), ""

    def mean(self, place: int, sums: RowSums, min_valid: int) -> tuple[float | None, str, int]:
        asked, applicable = sums.asked[place], sums.applicable[place]
        needed = needed_answers(asked, applicable, min_valid)
        if asked and applicable and sums.valid[place] >= needed:
            mean = sums.total[place] / (sums.valid_weight[place] * self.layout.unit)
            return float(mean), "", needed
        if not asked or not applicable:
            return None, reasons.NOT_APPLICABLE if asked else reasons.NOT_ASKED, needed
        return None, reasons.TOO_FEW_ANSWERS, needed
