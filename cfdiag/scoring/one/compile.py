"""A questionnaire made ready for scoring: per group a table of rows, worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import BASIS_POINTS, Question, Questionnaire
from cfdiag.questions import TYPES
from cfdiag.scoring.one.codes import MET_FROM, STATES, Layout, can_score
from cfdiag.scoring.one.rows import AnswerOutcome, DimensionSums, Hit, Packing, Row, RowCodes
from cfdiag.scoring.one.scored import ToldOrder


class Compiler:
    """Makes the tables.

    Args:
        questionnaire: as it was asked.
        layout: of its codes.
        ids: of its dimensions; rows hold their places.
        not_asked: questions that the respondents were not asked, or not so.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        layout: Layout,
        ids: tuple[str, ...],
        not_asked: frozenset[str] = frozenset(),
    ) -> None:
        self._questionnaire, self._layout, self._ids = questionnaire, layout, ids
        self._not_asked = not_asked
        self._basis = {
            name: (layout.whole(points), points >= MET_FROM) for name, points in BASIS_POINTS.items()
        }
        weight = max((layout.weight(slot.question) for slot in layout.slots.values()), default=0)
        self.packing = Packing(weight, weight * 100 * layout.unit)

    def rows_of(self, group: str) -> tuple[RowCodes, list[tuple[str, int, RowCodes]]]:
        """The tables of one group: of what is asked once; of repeated sections, each with its least items.

        Raises:
            KeyError: there is no such group.
        """
        if group not in self._questionnaire.groups:
            raise KeyError(group)
        rows: list[Row] = []
        repeats: list[tuple[str, int, RowCodes]] = []
        for section in self._questionnaire.sections:
            mine = [self._row(q, group) for q in section.questions if group in q.groups]
            if section.repeat is None:
                rows.extend(mine)
            elif mine:
                repeats.append((section.id, section.repeat.extent(group)[0], self._codes(mine)))
        return self._codes(rows), repeats

    def _codes(self, rows: Iterable[Row]) -> RowCodes:
        return RowCodes(rows, self.reckon, self.packing)

    def reckon(self, row: Row, answer: Answer) -> AnswerOutcome:
        """What an answer comes to."""
        extras: list[tuple[str, str, Any]] = []
        listed: list[tuple[str, ToldOrder]] = []
        code, sums, wrong = row.states[answer.status], 0, 0
        broken: Fraction | None = None
        if answer.status == "answered":
            found = self._hit(row, answer, extras, listed)
            if found is None:
                # A value that cannot be counts as no answer, and is told: it is never bent into one.
                code, wrong = row.states["skipped"], 1
            else:
                points, share, met, code = found
                if row.dimension >= 0:
                    whole = share if isinstance(share, int) else 0
                    # Points of a number can be any fraction; they are added apart, exactly.
                    broken = None if isinstance(share, int) else share
                    sums += self._counted(row, points, whole, met=met)
        elif answer.status == "not_applicable":
            # What does not apply is taken out of the whole: it must not lower the coverage.
            gone = DimensionSums(applicable=-1, weight=-row.weight)
            sums += sum(self.packing.pack(place, gone) for place in row.places)
        if answer.importance is not None:
            step = row.importance.get(answer.importance) if row.importance else None
            code, wrong = (code, wrong + 1) if step is None else (code + step, wrong)
        # Most questions have neither tags nor a basis: for them the code holds everything.
        if not row.coded:
            extras += (("tag", row.id, tag) for tag in answer.tags)
            if answer.basis is not None and answer.status == "answered":
                extras.append(("basis", row.id, answer.basis))
                sums += self._of_basis(row, answer.basis)
        more = bool(listed or wrong or broken)
        return AnswerOutcome(code, sums, broken, tuple(extras), tuple(listed), wrong, more)

    def _hit(
        self,
        row: Row,
        answer: Answer,
        extras: list[tuple[str, str, Any]],
        listed: list[tuple[str, ToldOrder]],
    ) -> Hit | None:
        """A valid answer, and what it leaves beside its code; None where the question cannot have it."""
        value = answer.value
        if row.table is not None:  # a list, which no dictionary can look up, is an answer to another type
            return row.table.get(value) if not isinstance(value, list) else None
        # Its possible values are not few: several options, a number, a date, a text.
        type_ = row.type_
        if not type_.fits(row.question, value):
            return None
        for kind, noted in type_.notes(row.question, value):
            if kind == "listed" and isinstance(noted, tuple):
                listed.append((row.id, noted))
            else:
                extras.append((kind, row.id, noted))
        if row.unscored is not None:
            return row.unscored
        points = type_.points(row.question, value)
        if points is not None:
            extras.append(("points", row.id, points))
        return hit(self._layout, row.question, points, row.states["answered"])

    def _counted(self, row: Row, points: float | None, whole: int, *, met: bool) -> int:
        if points is None:  # an option without points has no part in the score
            return self.packing.pack(row.dimension, DimensionSums(applicable=-1, weight=-row.weight))
        sums = DimensionSums(valid=1, valid_weight=row.weight, met=int(met), total=whole)
        return self.packing.pack(row.dimension, sums)

    def _of_basis(self, row: Row, basis: str) -> int:
        if row.basis < 0:
            return 0
        points, met = self._basis[basis]
        sums = DimensionSums(valid=1, valid_weight=row.weight, met=int(met), total=int(row.weight * points))
        return self.packing.pack(row.basis, sums)

    def _row(self, question: Question, group: str) -> Row:
        slot, type_ = self._layout.slots[question.id], TYPES[question.type]
        second = question.second_scale
        table: dict[Any, Hit] | None = None
        if slot.values:
            table = {}
            for place, value in enumerate(slot.values):
                points = slot.points.get(value)
                table[value] = hit(self._layout, question, points, slot.value_code(place))
        importance = None
        if group in question.importance and second:
            importance = {v: 1 + v - second.min for v in second.values}
        basis_dimension = self._questionnaire.basis_dimension
        asks_basis = group in question.basis
        return Row(
            id=question.id,
            question=question,
            type_=type_,
            when=question.when,
            dimension=self._ids.index(str(question.dimension)) if can_score(question) else -1,
            weight=self._layout.weight(question),
            table=table,
            states={state: slot.code(state) for state in STATES},
            importance=importance,
            basis=self._ids.index(basis_dimension) if asks_basis and basis_dimension in self._ids else -1,
            unscored=None if type_.can_score(question) else (None, 0, False, slot.code("answered")),
            coded=not asks_basis and not question.tags and table is not None,
            not_asked=question.id in self._not_asked,
        )


def hit(layout: Layout, question: Question, points: float | None, code: int) -> Hit:
    """A valid answer with these points, as the inner loop wants it."""
    if points is None:
        return None, 0, False, code
    share = layout.whole(points) * layout.weight(question)
    return points, share, points >= MET_FROM, code
