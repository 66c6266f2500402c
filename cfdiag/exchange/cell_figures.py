"""Cells that are numbers and days, decided by the whole column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from cfdiag.exchange.cell_rules import CellRules, ColumnTrouble, NoMeaningError, answered
from cfdiag.exchange.table import TableCell
from cfdiag.exchange.values import day, is_ambiguous, order_of_days
from cfdiag.ground.codes import Code
from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import Question
from cfdiag.questions import TYPES


def figures_in(
    question: Question, cells: Sequence[TableCell], rules: CellRules
) -> Callable[[TableCell], Answer]:
    """How a cell of a column of numbers is read; its decimal sign is that of the whole column."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    decimal = rules.decimal or decimal_sign(texts)
    if decimal is None:
        raise NoMeaningError(
            ColumnTrouble(
                Code.AMBIGUOUS_NUMBER,
                f"{question.id}: nothing tells whether its numbers have decimals or thousands",
                'say so in the mapping: decimal: ","',
            )
        )

    def read(cell: TableCell) -> Answer:
        value = cell if isinstance(cell, (int, float)) else read_figure(str(cell), decimal)
        if value is None or isinstance(value, bool):
            raise NoMeaningError
        return answered(question, int(value) if float(value).is_integer() else value)

    return read


def _bare(text: str) -> str:
    """A number without blanks and currency; empty where there is no number."""
    tight = "".join(text.split()).replace("\N{MINUS SIGN}", "-")
    found = re.fullmatch(
        r"(?:[^\W\d_]{1,3}|[^\w\s,.'’+-])?([-+]?\d[\d.,'’]*?)(?:[.,][-–—]+)?(?:[^\W\d_]{1,3}|[^\w\s,.'’+-])?",
        tight,
    )
    return found[1].rstrip(".,") if found else ""


def decimal_sign(texts: Iterable[str]) -> str | None:
    """What sets off decimals in a column of numbers: `.` or `,`; None where that cannot be told.

    A sign with three digits behind it may set off thousands; with one, two or four it sets off decimals; a
    sign that comes twice in one number, thousands.
    """
    votes: set[str] = set()
    doubtful = False
    for bare in map(_bare, texts):
        comma, point = bare.count(","), bare.count(".")
        if comma and point:
            votes.add("," if bare.rfind(",") > bare.rfind(".") else ".")
        elif comma + point > 1:
            votes.add("." if comma else ",")
        elif comma + point == 1:
            sign = "," if comma else "."
            before, _, after = bare.partition(sign)
            if len(after) == 3 and len(before.lstrip("+-")) <= 3 and before.lstrip("+-") != "0":  # noqa: PLR2004  thousands
                doubtful = True
            else:
                votes.add(sign)
    # "1,234" alone may be a thousand times the other: asked, and not guessed.
    if len(votes) > 1 or (doubtful and not votes):
        return None
    return votes.pop() if votes else "."


def read_figure(text: str, decimal: str) -> float | None:
    """A number as text, with that decimal sign; None where it is none."""
    bare = _bare(text).replace("’", "").replace("'", "")
    thousands = "." if decimal == "," else ","
    if not re.fullmatch(
        rf"[-+]?\d+(?:{re.escape(thousands)}\d{{3}})*(?:{re.escape(decimal)}\d+)?|[-+]?\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+",
        bare,
    ):
        return None
    value = float(bare.replace(thousands, "").replace(decimal, "."))
    # Four hundred digits are a number for `float` and none for a sum.
    return value if abs(value) < float("inf") else None


def days_in(
    question: Question, cells: Sequence[TableCell], rules: CellRules
) -> Callable[[TableCell], Answer]:
    # What the column proves goes before what was said: a 23rd month there is none.
    """How a cell of a column of days is read."""
    order = order_of_days(cells) or rules.dates
    unclear = [cell for cell in cells if is_ambiguous(cell)]
    if unclear and not order:
        raise NoMeaningError(
            ColumnTrouble(
                Code.AMBIGUOUS_DATE,
                f"{question.id}: nothing tells which part of its days is the month",
                "say so in the mapping: dates: dmy, or mdy",
            )
        )

    def read(cell: TableCell) -> Answer:
        text = str(cell).strip()
        found = day(cell, order)
        said = [text] if found is None else [found.isoformat(), found.isoformat()[:7], found.isoformat()[:4]]
        fitting = [each for each in said if TYPES[question.type].fits(question, each)]
        if not fitting:
            raise NoMeaningError
        return answered(question, fitting[0])

    return read
