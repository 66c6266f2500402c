"""A questionnaire made ready for scoring: per group a table of rows, worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.questions import TYPES
from cfdiag.scoring.one.codes import MET_FROM, STATES, Layout, can_score
from cfdiag.scoring.one.rows import GroupPlan, Hit, Row, ready


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

    def group(self, group: str) -> GroupPlan:
        """The table of one group."""
        rows: list[Row] = []
        repeats: list[tuple[str, int, tuple[Row, ...]]] = []
        for section in self._questionnaire.sections:
            mine = tuple(self._row(q, group) for q in section.questions if group in q.groups)
            if section.repeat is None:
                rows.extend(mine)
            elif mine:
                repeats.append((section.id, section.repeat.extent(group)[0], mine))
        asked, weights = totals(rows, len(self._ids))
        everywhere = [*rows, *(row for _, _, part in repeats for row in part)]
        asked_of = [row for row in everywhere if not row.not_asked]
        places = {place for row in asked_of for place in (row.dimension, row.basis) if place >= 0}
        return GroupPlan(
            ready(rows),
            tuple((section, least, ready(part), part) for section, least, part in repeats),
            asked,
            weights,
            tuple(sorted(places)),
        )

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
            plain=not asks_basis and not question.tags and table is not None,
            not_asked=question.id in self._not_asked,
        )


def hit(layout: Layout, question: Question, points: float | None, code: int) -> Hit:
    """A valid answer with these points, as the inner loop wants it."""
    if points is None:
        return None, 0, False, code
    share = layout.whole(points) * layout.weight(question)
    return points, share, points >= MET_FROM, code


def totals(rows: Iterable[Row], dimensions: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Per dimension: how many questions, and their weight."""
    asked, weights = [0] * dimensions, [0] * dimensions
    for row in rows:
        if row.not_asked:
            continue
        for place in (row.dimension, row.basis):
            if place >= 0:
                asked[place] += 1
                weights[place] += row.weight
    return tuple(asked), tuple(weights)
