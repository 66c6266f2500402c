"""Cells to answers: what the texts of a whole column mean for one question, decided column by column.

Nothing is rescaled or reversed: a column that does not fit its question's scale is not read until somebody
has said what its texts mean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from cfdiag.exchange.cell_figures import days_in, figures_in
from cfdiag.exchange.cell_options import option_in, options_in, ranked_in
from cfdiag.exchange.cell_rules import CellRules, ColumnTrouble, NoMeaningError, answered
from cfdiag.exchange.cell_texts import is_no, is_yes, normal, whole, wordings
from cfdiag.exchange.table import TableCell
from cfdiag.exchange.words import words
from cfdiag.formats.mapping import meaning
from cfdiag.ground.codes import Code
from cfdiag.ground.safe import safe
from cfdiag.model.interview import Answer, AnswerValue, Status
from cfdiag.model.questionnaire import Question
from cfdiag.questions import TYPES

_LEADING = re.compile(r"\s*([-+]?\d{1,4})\s*(?:[:.)=–—-]+\s*|\s+)(\D.*)", re.DOTALL)
_WHOLE = re.compile(r"[-+]?\d{1,9}")


class CellAnswers(NamedTuple):
    """A column, read: every different cell that it holds."""

    answers: dict[TableCell, Answer | None]
    """None: the mapping says that the cell is left out."""
    left: Counter[str]
    """Cells that mean nothing here, and how often they are there; with a trouble all that nothing says."""
    trouble: ColumnTrouble | None = None
    noted: int = 0
    """How often a part of a cell became words beside the answer."""


def read_cells(question: Question, counted: Mapping[TableCell, int], rules: CellRules) -> CellAnswers:
    """What the cells of one column mean as answers to one question; empty ones are nobody's answer.

    Args:
        question: the question, or its second rating.
        counted: the whole column: each different cell that holds anything, and how often it is there.
        rules: what the mapping, the service and the rest of the file say.
    """
    # Each different cell is read once: of ten thousand responses a column holds five.
    answers: dict[TableCell, Answer | None] = {}
    left: Counter[str] = Counter()
    open_cells = []
    for cell, n in counted.items():
        text = str(cell).strip()
        # What somebody said in the mapping goes before anything that we would read ourselves.
        if text in rules.values:
            try:
                answers[cell] = _mapped(question, rules.values[text])
            except NoMeaningError:
                left[text] += n
        elif (missing := _unanswered(text, question, rules)) is not None:
            answers[cell] = missing
        else:
            open_cells.append(cell)
    try:
        read = _READERS[TYPES[question.type].column](question, open_cells, rules)
    except NoMeaningError as error:
        problem: Any = error.args[0]
        for cell in open_cells:
            left[str(cell).strip()] += counted[cell]
        return CellAnswers({}, left, problem)
    noted = 0
    for cell in open_cells:
        try:
            found = read(cell)
        except NoMeaningError:
            left[str(cell).strip()] += counted[cell]
            continue
        answers[cell] = found
        noted += counted[cell] if found.note else 0
    return CellAnswers(answers, left, None, noted)


def _mapped(question: Question, value: AnswerValue) -> Answer | None:
    made = None if value is None else meaning(question, value)
    if value is not None and made is None:
        raise NoMeaningError
    return None if made is None else Answer(status="answered", value=made)


def _unanswered(text: str, question: Question, rules: CellRules) -> Answer | None:
    """'Don't know' and 'not applicable', where that is no answer itself."""
    if text in rules.missing:
        return Answer(status=rules.missing[text])
    # In words of one's own "n/a" may be the start of a thought, and an option may be called so.
    if TYPES[question.type].in_words or normal(text) in _known(question):
        return None
    statuses: tuple[Status, ...] = ("unknown", "not_applicable")
    status = next((each for each in statuses if words().means(each, text)), None)
    return None if status is None else Answer(status=status)


def _known(question: Question) -> set[str]:
    return {normal(wording) for option in question.options for wording in wordings(option.label)}


# --- one reader a kind of column


def _steps(question: Question, cells: Sequence[TableCell], rules: CellRules) -> Callable[[TableCell], Answer]:
    scale = question.scale
    if scale is None:
        raise NoMeaningError(_no_scale(question))
    labels = {
        normal(wording): step for step, text in question.step_labels.items() for wording in wordings(text)
    }
    del rules
    steps = {cell: _step(cell, labels) for cell in cells}
    # A scale from 0 read as one from 1 would lose its lowest step and shift nothing that shows.
    there = {cell: step for cell, (step, _) in steps.items() if step is not None}
    off = sorted({step for step in there.values() if step not in scale.values})
    # "5 - Never" where ours says "1 - Never": read by the number, all would be turned round.
    turned = any(fits is False for _, fits in steps.values())
    if off or turned:
        # Of all that the column holds: a 2 among them may lie on both scales.
        ends = f"{min(there.values())} to {max(there.values())}" if off else ""
        numbers = f"numbers from {ends}" if len(off) > 1 else f"a {off[0]}" if off else ""
        what = numbers or "labels that stand at other numbers"
        raise NoMeaningError(
            ColumnTrouble(
                Code.SCALE_DIFFERS,
                f"{question.id}: the column holds {what}, the scale is {scale.min} to {scale.max}",
                "say what they mean in the mapping: values: {…}",
                frozenset(str(cell).strip() for cell, step in there.items() if step in off),
            )
        )

    def read(cell: TableCell) -> Answer:
        step, _ = steps[cell]
        if step is None:
            raise NoMeaningError
        return answered(question, step)

    return read


def _step(cell: TableCell, labels: Mapping[str, int]) -> tuple[int | None, bool | None]:
    """The number that a cell says, and whether its label stands at that number; None where none is known."""
    if isinstance(cell, (int, float)):
        return (int(cell) if float(cell).is_integer() else None), None
    text = str(cell).strip()
    if _WHOLE.fullmatch(whole(text)):
        return int(whole(text)), None
    known = labels.get(normal(text))
    if known is not None:
        return known, None
    leading = _LEADING.fullmatch(text)
    if leading is None:
        return None, None
    at = labels.get(normal(leading[2]))
    return int(leading[1]), None if at is None else at == int(leading[1])


def _no_scale(question: Question) -> ColumnTrouble:
    return ColumnTrouble(Code.CELL_NOT_READ, f"{question.id}: the question has no scale", "")


def _ticks(question: Question, cells: Sequence[TableCell], rules: CellRules) -> Callable[[TableCell], Answer]:
    del cells, rules
    called = {
        normal(wording): value
        for value, text in (("yes", question.yes), ("no", question.no))
        if text is not None
        for wording in wordings(text)
    }

    def read(cell: TableCell) -> Answer:
        text = str(cell).strip()
        value = called.get(normal(text)) or ("yes" if is_yes(text) else "no" if is_no(text) else "")
        return answered(question, value or None)

    return read


def _in_words(
    question: Question, cells: Sequence[TableCell], rules: CellRules
) -> Callable[[TableCell], Answer]:
    del cells, rules

    def read(cell: TableCell) -> Answer:
        text = cell.isoformat() if isinstance(cell, (date, datetime)) else str(cell)
        return answered(question, safe(text.replace("\r\n", "\n").replace("\r", "\n")).strip())

    return read


_READERS: dict[str, Callable[[Question, Sequence[TableCell], CellRules], Callable[[TableCell], Answer]]] = {
    "step": _steps,
    "tick": _ticks,
    "option": option_in,
    "options": options_in,
    "order": ranked_in,
    "figure": figures_in,
    "day": days_in,
    "words": _in_words,
}


# --- texts as they are compared
