"""What the cells of a row answer: each question's answer, with what stands in other columns beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.exchange.cell_options import option_ids, other_option
from cfdiag.exchange.cell_texts import is_no, is_yes, normal
from cfdiag.exchange.personal import (
    answer_has_contact,
    answer_without_contacts,
    has_contact,
    without_contacts,
)
from cfdiag.exchange.response_columns import AnswerColumns
from cfdiag.exchange.response_route import SKIPPED
from cfdiag.exchange.survey import Survey
from cfdiag.exchange.table import TableCell, TableRecord
from cfdiag.ground.codes import Code
from cfdiag.ground.safe import one_line
from cfdiag.model.interview import Answer
from cfdiag.questions import TYPES


def _no_cells(_: Sequence[TableCell]) -> object:
    """Of a column that is not there nobody filled in anything."""
    return None


def _is_cut(source: AnswerColumns, group: str) -> bool:
    """Whether a column holds what a group is not asked."""
    question = source.asked.question
    rated, based = source.importance is not None, source.basis is not None
    return (
        group not in question.groups
        or (rated and group not in question.importance)
        or (based and group not in question.basis)
    )


class _KnownAnswers(dict[object, "Answer | None"]):
    """Answers by the cells that they were read from: what these have come to before, they come to again."""

    def __init__(
        self, made: Callable[[AnswerColumns], tuple[Answer | None, bool]], source: AnswerColumns
    ) -> None:
        self._made, self._source = made, source

    def __missing__(self, cells: object) -> Answer | None:
        answer, again = self._made(self._source)
        if again:
            self[cells] = answer
        return answer


class RowAnswers:
    """The answers of a table, row by row.

    Args:
        survey: the table.
        sources: the columns of each answer.
        faults: takes what could not be read, each with its place.
        drop_contacts: whether addresses and numbers in answers are left out.
    """

    def __init__(
        self, survey: Survey, sources: Sequence[AnswerColumns], faults: Faults, *, drop_contacts: bool
    ) -> None:
        self._survey, self._sources, self._faults = survey, sources, faults
        self._drop_contacts = drop_contacts
        self.with_contact: list[str] = []
        """Of the row at hand: the keys of answers with an address or a number; empty of an item's name."""
        self._row: TableRecord
        self._cut: dict[str, list[AnswerColumns]] = {}
        self._known = [
            (
                source.asked.key,
                itemgetter(*source.places) if source.places else _no_cells,
                _KnownAnswers(self._made, source),
            )
            for source in sources
        ]

    def of(self, row: TableRecord) -> dict[str, Answer]:
        """The answers of a row by their keys; none where its cells are empty, or could not be read."""
        self._row, self.with_contact, cells = row, [], row.cells
        return {
            key: answer
            for key, cells_of, known in self._known
            if (answer := known[cells_of(cells)]) is not None
        }

    def of_group(self, given: dict[str, Answer], group: str) -> dict[str, Answer]:
        """The answers to what this group is asked; what it is not asked was not for it to answer."""
        if group not in self._cut:
            self._cut[group] = [source for source in self._sources if _is_cut(source, group)]
        for source in self._cut[group]:
            key, question = source.asked.key, source.asked.question
            answer = given.get(key)
            if answer is None:
                continue
            if group not in question.groups:
                del given[key]
            elif group not in question.importance and (
                answer.importance is not None or answer.importance_status
            ):
                given[key] = msgspec.structs.replace(answer, importance=None, importance_status=None)
            elif group not in question.basis and answer.basis is not None:
                given[key] = msgspec.structs.replace(answer, basis=None)
        return given

    def label(self, text: str) -> str:
        """What somebody called an item of their own, in one line; an address in it is one as in an answer."""
        said = one_line(text)
        if not has_contact(said):
            return said
        self.with_contact.append("")
        return without_contacts(said) if self._drop_contacts else said

    def _made(self, source: AnswerColumns) -> tuple[Answer | None, bool]:
        """The answer of the response at hand, and whether others with the same cells have the same.

        None where its cells are empty, or mean nothing, which is noted: a fault has its line, and would be
        told of the first response alone.
        """
        row, before = self._row, (len(self._faults.found), len(self.with_contact))
        answer = self._picked(row, source) if source.options else None
        cell = None if source.column is None else row.cells[source.column]
        if answer is None and cell is not None and source.column is not None:
            if cell in source.answers.answers:
                answer = source.answers.answers[cell]
            else:
                self._unread(row, source.asked.key, source.column)
        answer = self._beside(row, source, answer)
        answer = None if answer is None else self._without_contacts(source.asked.key, answer)
        return answer, before == (len(self._faults.found), len(self.with_contact))

    def _unread(self, row: TableRecord, key: str, at: int) -> None:
        self._faults.add(
            Code.CELL_NOT_READ,
            f"column {at + 1}: this is no answer to {key}; it is left out",
            (row.line, at + 1),
            "say in the mapping what it means: values: {…}",
        )

    def _picked(self, row: TableRecord, source: AnswerColumns) -> Answer | None:
        """The answer out of a column an option; None where all of them are empty."""
        question = source.asked.question
        filled = [(option, row.cells[at], at) for option, at in source.options if row.cells[at] is not None]
        if not filled:
            return None
        if TYPES[question.type].column == "order":
            return self._ranked(row, source, filled)
        other, ids = other_option(question), option_ids(question)
        picked, notes = set(), []
        for option, cell, at in filled:
            text = str(cell).strip()
            # Some services write a no for all that was not ticked.
            if is_no(text):
                continue
            called = self._survey.columns[at].names  # some services write what the header says
            if is_yes(text) or ids.get(normal(text)) == option or text in called:
                picked.add(option)
            elif other is not None and other.id == option:
                picked.add(option)
                notes.append(one_line(text))
            else:
                self._unread(row, source.asked.key, at)
        if not picked:
            return None  # nothing ticked: some services write that of a question that nobody saw
        value = [option.id for option in question.options if option.id in picked]
        fits = TYPES[question.type].fits(question, value)
        return Answer(status="answered", value=value, note=", ".join(notes)) if fits else None

    def _ranked(
        self, row: TableRecord, source: AnswerColumns, filled: Sequence[tuple[str, TableCell, int]]
    ) -> Answer | None:
        """Options in their order, out of the place that each was given."""
        places = {str(cell).strip(): option for option, cell, _ in filled}
        value = [places[place] for place in sorted(places, key=lambda place: (len(place), place))]
        # Two options at one place are no order; breaking the tie would be an answer of ours.
        counted = all(place.isdigit() for place in places) and len(places) == len(filled)
        if not counted or not TYPES[source.asked.question.type].fits(source.asked.question, value):
            self._unread(row, source.asked.key, filled[0][2])
            return None
        return Answer(status="answered", value=value)

    def _beside(self, row: TableRecord, source: AnswerColumns, answer: Answer | None) -> Answer | None:
        """The answer with what stands in other columns beside it."""
        changes: dict[str, Any] = {}
        if source.importance is not None and (cell := row.cells[source.importance[0]]) is not None:
            at, read = source.importance
            second = read.answers.get(cell)
            if second is not None and second.status == "answered":
                changes["importance"] = second.value
            elif second is not None:
                changes["importance_status"] = second.status
            elif cell not in read.answers and read.trouble is None:
                self._unread(row, f"{source.asked.key}.importance", at)
        # Nothing rests on an answer that was not given.
        if source.basis is not None and answer is not None and answer.status == "answered":
            basis = source.basis[1].get(row.cells[source.basis[0]])
            changes |= {} if basis is None else {"basis": basis}
        words = None if source.note is None else row.cells[source.note]
        if words is not None:
            changes["note"] = one_line(str(words))
        return msgspec.structs.replace(answer or SKIPPED, **changes) if changes else answer

    def _without_contacts(self, key: str, answer: Answer) -> Answer:
        if not answer_has_contact(answer):
            return answer
        self.with_contact.append(key)
        return answer_without_contacts(answer) if self._drop_contacts else answer
