"""What an import says: what was read, what came of it, and what is open. No answer and nobody is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Pairs
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.api.import_storing import NOTHING_STORED, Stored
from cfdiag.documents.faults import Faults
from cfdiag.exchange.asked import keys_asked
from cfdiag.exchange.column_places import ColumnPlaces
from cfdiag.exchange.departments import MAP_DEPARTMENT, looks_like_department
from cfdiag.exchange.personal import personal_columns
from cfdiag.exchange.responses import Imported
from cfdiag.exchange.survey import Survey
from cfdiag.model.mapping import Mapping
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.questions import TYPES

if TYPE_CHECKING:
    from cfdiag.exchange.option_columns import Checkboxes
    from cfdiag.exchange.proposal import Proposal

__all__ = ["MAP_DEPARTMENT", "ImportReport", "MappedTable", "import_report"]

IMPORT_FORMAT = "cfdiag/import@1"


class MappedTable(NamedTuple):
    """A table, read with a mapping."""

    survey: Survey
    questionnaire: Questionnaire
    mapping: Mapping
    tried: Imported
    proposal: Proposal | None
    """Where the mapping is one that nobody wrote."""
    departments: Pairs[str, str]
    """Those of the engagement, by id."""


class ImportColumns(msgspec.Struct, frozen=True):
    """The columns of a table, by what became of them; each by its header, never by what it holds."""

    matched: list[str]
    ignored: list[str]
    personal: list[str]
    unmatched: list[str]


class ImportQuestions(msgspec.Struct, frozen=True):
    """The questions, by whether a column answers them."""

    matched: list[str]
    missing: list[str]
    """All that are asked and not matched."""
    ambiguous: list[str]
    """Of those: by key and part what several columns answer."""
    unread: list[str] = []
    """Of those: a column is there, and is not read until a mapping says what it holds."""
    open: list[str] = []
    """Of those: what is answered in words."""


class LeftOutValue(msgspec.Struct, frozen=True):
    """A word that is no answer to its question, and how often it came; empty where it may not be told."""

    question: str
    value: str
    count: int
    column: int | UnsetType = UNSET
    """Where a whole column is an option that the question does not have: its number, from 1."""
    noted: bool | UnsetType = UNSET
    """It is kept beside the answer, as words."""
    scale: tuple[int, int] | UnsetType = UNSET
    """The ends of the question's scale, where it is not on it."""


class OpenColumn(msgspec.Struct, frozen=True):
    """A column that answers no question, and is like none."""

    column: int
    """Its place, the first is 1."""
    name: str
    looks_like: str | UnsetType = UNSET
    """What of a respondent it could be: `department`."""


class NearColumn(msgspec.Struct, frozen=True):
    """A column whose text is nearly that of a question."""

    column: int
    """Its place, the first is 1."""
    name: str
    question: str
    alike: float
    """0 to 1."""


class CheckboxColumns(msgspec.Struct, frozen=True):
    """Columns of options without a question."""

    name: str
    columns: list[str]
    options: list[str]
    question: str | UnsetType = UNSET
    """That it could be."""


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was read and what came of it: `cfdiag/import@1`."""

    format: str = IMPORT_FORMAT
    file: str
    profile: str
    encoding: str
    delimiter: str
    header_rows: int
    responses: int
    imported: int
    unfinished: int
    empty: int
    faulty: int
    """Responses that are in without a cell that could not be read."""
    unchanged: int
    columns: ImportColumns
    questions: ImportQuestions
    values: list[LeftOutValue]
    texts_with_contact: int
    left_out: int = 0
    """Responses that are wrong as a whole, or in a cell where `--strict` was asked for; and those that are
    there and differ."""
    sessions: dict[str, int] = {}
    """Of forms that were made for a session: responses by its word."""
    proposal: str = ""
    """The file of a mapping that somebody has to look through first; then nothing was imported."""
    no_question: list[OpenColumn] = []
    """Of `columns.unmatched` those that could answer no question, each with its place."""
    near: list[NearColumn] = []
    checkboxes: list[CheckboxColumns] = []
    language: str = ""
    by: dict[str, int] = {}
    """How many of the questions were found by code, by text, by the mapping."""


def import_report(read: MappedTable, stored: Stored | None = None) -> ImportReport:
    """Say what came of a table.

    Args:
        read: the table and its mapping.
        stored: what became of the interviews; where none were to be stored, what would be told of all.
    """
    survey, mapping, tried, proposal = read.survey, read.mapping, read.tried, read.proposal
    there = tried.rows if stored is None else stored.there
    stored = stored or NOTHING_STORED
    matching = proposal.matching if proposal is not None else None
    asked = {each.key: each.question for each in keys_asked(read.questionnaire, mapping.group.constant)}
    found = sorted(matching.matches, key=lambda each: bool(each.part)) if matching is not None else []
    by_key = {each.key: each.by for each in reversed(found)}
    columns = _columns(survey, mapping)
    without = columns[-1] - (_doubtful(proposal) if proposal is not None else set())
    return ImportReport(
        file=survey.table.file,
        profile=survey.profile_name,
        encoding=survey.table.encoding,
        delimiter=survey.table.delimiter,
        header_rows=len(survey.table.header_rows),
        responses=len(survey.table.rows),
        imported=stored.new,
        unfinished=sum(each.interview.finished is None for each in there),
        empty=tried.empty,
        faulty=sum(each.faulty for each in there),
        left_out=tried.left_out + stored.refused,
        unchanged=stored.unchanged,
        columns=ImportColumns(*(_names(survey, numbers) for numbers in columns)),
        questions=ImportQuestions(
            list(tried.matched),
            [key for key in asked if key not in tried.matched],
            sorted(matching.ambiguous) if matching is not None else [],
            list(tried.unread),
            [key for key, question in asked.items() if key not in tried.matched and _is_open(question)],
        ),
        values=[
            LeftOutValue(v.question, v.value, v.times, v.column or UNSET, v.noted or UNSET, v.scale or UNSET)
            for v in tried.values
        ],
        texts_with_contact=sum(each.contacts for each in there),
        no_question=[
            OpenColumn(
                column.number,
                column.name or str(column.number),
                "department" if looks_like_department(column, survey, read.departments) else UNSET,
            )
            for column in survey.columns
            if column.number in without
        ],
        near=[
            NearColumn(near.column.number, near.column.name, near.key, round(near.alike, 2))
            for near in (matching.near if matching is not None else ())
        ],
        checkboxes=[_boxes(each) for each in (proposal.boxes if proposal is not None else ())],
        language=mapping.language,
        by=(
            dict(Counter(by_key[key] for key in tried.matched if key in by_key))
            if matching is not None
            else {"mapping": len(tried.matched)}
        ),
    )


def _is_open(question: Question) -> bool:
    return TYPES[question.type].in_words


def _boxes(each: Checkboxes) -> CheckboxColumns:
    columns = [column.name for column in each.columns]
    return CheckboxColumns(each.name, columns, list(each.options), each.asked.key if each.asked else UNSET)


def _doubtful(proposal: Proposal) -> set[int]:
    """The columns that could answer a question: of several one, by a text that is nearly its, as options."""
    several = (
        *proposal.matching.ambiguous.values(),
        *(each.columns for each in proposal.boxes if each.asked),
    )
    near = {each.column.number for each in proposal.matching.near}
    return near | {column.number for columns in several for column in columns}


def _columns(survey: Survey, mapping: Mapping) -> tuple[set[int], ...]:
    """Every column by its number under one head: read, not meant to be read, never to be read, or open."""
    places = ColumnPlaces(survey, Faults(""))
    matched = {at + 1 for name in mapping.named() if (at := places.of(name)) is not None}
    ignored = {at + 1 for name in mapping.ignore if (at := places.of(name)) is not None}
    personal = {column.number for column in personal_columns(survey)} - matched
    beside = {column.number for column in survey.columns if survey.profile.is_beside(column.header)}
    ignored = (ignored | beside) - matched - personal
    rest = {column.number for column in survey.columns} - matched - personal - ignored
    return matched, ignored, personal, rest


def _names(survey: Survey, numbers: set[int]) -> list[str]:
    return [column.name or str(column.number) for column in survey.columns if column.number in numbers]
