"""A mapping: which column of a table of responses answers which question, as somebody has confirmed it."""

from __future__ import annotations

from typing import Literal

import msgspec

from cfdiag.model.interview import AnswerValue, Status

MAPPING_FORMAT = 1

DayOrder = Literal["dmy", "mdy", ""]
"""Which part of `3/4/2026` is the day; empty where nothing tells."""


class ColumnName(msgspec.Struct, frozen=True):
    """A column as a mapping names it: by its header, by header and part, or by its number from 1."""

    header: str = ""
    under: str = ""
    number: int = 0
    line: int = 0
    at: int = 0
    """Where the mapping names it."""

    def __str__(self) -> str:
        if self.number:
            return f"column {self.number}"
        return f"'{self.header} / {self.under}'" if self.under else f"'{self.header}'"


class RespondentField(msgspec.Struct, frozen=True):
    """Something about a respondent: out of a column, or the same for all."""

    column: ColumnName | None = None
    constant: str = ""
    values: dict[str, str | None] = {}
    """By a cell's text; None: as if it were empty."""


class QuestionColumns(msgspec.Struct, frozen=True):
    """Where the answers to one question stand."""

    column: ColumnName | None = None
    columns: dict[str, ColumnName] = {}
    """Of several options: a column each, by the option's id."""
    importance: ColumnName | None = None
    basis: ColumnName | None = None
    note: ColumnName | None = None
    """Words beside the answer: what 'something else' is."""
    values: dict[str, AnswerValue] = {}
    """What a cell's text means; None: it is left out."""
    separator: str = ""
    """What stands between several options in one cell."""

    def named(self) -> tuple[ColumnName, ...]:
        """All columns that it names."""
        several = (self.column, *self.columns.values(), self.importance, self.basis, self.note)
        return tuple(name for name in several if name is not None)


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    questionnaire: str
    version: str = ""
    sha256: str = ""
    """Of the questionnaire's text, in a mapping that a form was written with."""
    profile: str = ""
    language: str = ""
    group: RespondentField = RespondentField()
    key: ColumnName | None = None
    """The service's own id of a response."""
    respondent: dict[str, RespondentField] = {}
    started: ColumnName | None = None
    finished: ColumnName | None = None
    dates: DayOrder = ""
    decimal: str = ""
    timezone: str = ""
    missing: dict[Status, tuple[str, ...]] = {}
    """Texts that stand for no answer, and which kind of none."""
    items: dict[str, dict[str, ColumnName]] = {}
    """Of a repeated section: the columns in which respondents name items of their own, by the item's id."""
    questions: dict[str, QuestionColumns] = {}
    """By the key of the answer: `question`, or `section/item/question`."""
    ignore: tuple[ColumnName, ...] = ()
    """Columns that hold nothing to be read, as somebody has looked at them."""
    file: str = ""

    def named(self) -> tuple[ColumnName, ...]:
        """All columns that are read."""
        told = (self.group, *self.respondent.values())
        return (
            *(name for each in told if (name := each.column) is not None),
            *(name for name in (self.key, self.started, self.finished) if name is not None),
            *(name for items in self.items.values() for name in items.values()),
            *(name for question in self.questions.values() for name in question.named()),
        )
