"""What a file of a mapping may hold: the table of its keys."""

from __future__ import annotations

from typing import Any, get_args

from cfdiag.documents.fields import BROKEN, ID, KEBAB, Context, FigureOf, Kind, ListOf, MapOf, OneOf, String
from cfdiag.documents.nodes import Node, to_plain
from cfdiag.documents.records import Field, RecordOf
from cfdiag.ground.codes import Code
from cfdiag.model.interview import Status
from cfdiag.model.mapping import ColumnName, RespondentField

RESPONDENT = ("id", "name", "organisation", "department", "account", "consent", "mode")
"""What a mapping can take from a table about whoever answered."""


_WORD = String()


class _Column(Kind):
    """A column: its header, `{header, under}`, or its number."""

    what = "a column: its header, {header: …, under: …}, or its number from 1"

    def _read(self, node: Node, context: Context) -> object:
        value = node.value
        if isinstance(value, dict):
            read = _PARTS.read(node, context)
            if read is BROKEN or "header" not in read:
                return BROKEN
            return ColumnName(read["header"], read.get("under", ""), 0, *node.at)
        if isinstance(value, int) and not isinstance(value, bool):
            number = _NUMBER.read(node, context)
            return number if number is BROKEN else ColumnName("", "", value, *node.at)
        if not isinstance(value, str):
            return self.wrong(node, context)
        header = _WORD.read(node, context)
        return header if header is BROKEN else ColumnName(value.strip(), "", 0, *node.at)

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [_WORD.schema(), _NUMBER.schema(), _PARTS.schema()]}


class _OneColumn(Kind):
    """`{column: …}`, or the column alone."""

    what = "{column: …}"

    def _read(self, node: Node, context: Context) -> object:
        if not isinstance(node.value, dict) or "column" not in node.value:
            return _COLUMN.read(node, context)
        read = _ALONE.read(node, context)
        return BROKEN if read is BROKEN or "column" not in read else read["column"]

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [_ALONE.schema(), _COLUMN.schema()]}


class _Value(Kind):
    """What a cell means: a number, an option, several options, or nothing (leave it out)."""

    what = "a number, the id of an option, a list of them, true or false; or null: leave it out"

    def _read(self, node: Node, context: Context) -> object:
        if isinstance(node.value, dict):
            return self.wrong(node, context)
        return MeantValue(node)

    def _schema(self) -> dict[str, object]:
        return {"type": ["number", "string", "boolean", "array", "null"], "items": {"type": "string"}}


class MeantValue:
    """A value with its place: what it may be, the questionnaire tells."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.value = to_plain(node)


class _Told(Kind):
    """`{column, values}`, `{constant}`, or the constant alone."""

    what = "{column: …, values: …}, {constant: …}, or the same for everybody"

    def _read(self, node: Node, context: Context) -> object:
        if isinstance(node.value, str):
            word = _WORD.read(node, context)
            return word if word is BROKEN else RespondentField(constant=word)
        read = _TOLD.read(node, context)
        if read is BROKEN:
            return BROKEN
        # With both, nobody knows which counts where a cell is empty.
        if ("column" in read) == ("constant" in read):
            return context.fault(
                Code.BAD_VALUE,
                "this needs a column or a constant, and not both",
                node,
                "{column: Department}",
            )
        values = {text: meant.value for text, meant in read.get("values", {}).items()}
        return RespondentField(read.get("column"), read.get("constant", ""), _texts(values))

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [_WORD.schema(), _TOLD.schema()]}


def _texts(values: dict[str, Any]) -> dict[str, str | None]:
    return {text: None if value is None else str(value) for text, value in values.items()}


_COLUMN = _Column()


_NUMBER = FigureOf(1, 5000, whole=True)


_PARTS = RecordOf(
    "column",
    {"header": Field(_WORD, "the upper header", required=True), "under": Field(_WORD, "the one under it")},
)


_ALONE = RecordOf("column", {"column": Field(_COLUMN, "the column", required=True)})


_CELLS = String()


_VALUES = MapOf(_Value(), _CELLS)


_TOLD = RecordOf(
    "respondent",
    {
        "column": Field(_COLUMN, "the column that says it"),
        "constant": Field(_WORD, "the same for everybody"),
        "values": Field(_VALUES, "what each of its texts means"),
    },
)


_KEY = String(
    "[A-Za-z0-9_/-]{1,200}", "the key of an answer: question, or section/item/question", Code.BAD_KEY
)


_QUESTION = RecordOf(
    "question",
    {
        "column": Field(_COLUMN, "the column with the answers"),
        "columns": Field(
            MapOf(_COLUMN, String(ID, "the id of an option", Code.BAD_ID)), "a column an option"
        ),
        "importance": Field(_OneColumn(), "the column of the second rating"),
        "basis": Field(_OneColumn(), "the column of what the answer rests on"),
        "note": Field(_OneColumn(), "the column of words beside the answer"),
        "values": Field(_VALUES, "what a cell's text means: a number, an option; null: leave it out"),
        "separator": Field(String(), "what stands between several options in one cell"),
    },
)


_STATUSES = tuple(status for status in get_args(Status) if status != "answered")


MAPPING = RecordOf(
    "mapping",
    {
        "cfdiag": Field(FigureOf(1, whole=True), "the version of the format: 1", required=True),
        "mapping": Field(
            String(KEBAB, "the id of a questionnaire", Code.BAD_ID), "the questionnaire", required=True
        ),
        "version": Field(_WORD, "its version, where a form was written with it"),
        "sha256": Field(
            String("[0-9a-f]{64}", "a hash", Code.BAD_VALUE), "its text, where a form was written with it"
        ),
        "profile": Field(_WORD, "which service wrote the table"),
        "language": Field(
            String("[a-z]{2}(-[A-Z]{2})?", "a language", Code.BAD_VALUE), "that the answers are in"
        ),
        "group": Field(_Told(), "the group of the respondents: one, or a column that tells it"),
        "key": Field(_OneColumn(), "the service's own id of a response"),
        "respondent": Field(
            RecordOf("respondent", {name: Field(_Told()) for name in RESPONDENT}),
            "what else is known of who answered",
        ),
        "started": Field(_OneColumn(), "when the response was begun"),
        "finished": Field(_OneColumn(), "when it was sent; empty: it is not finished"),
        "dates": Field(OneOf(("dmy", "mdy")), "which part of 3/4/2026 is the day"),
        "decimal": Field(OneOf((".", ",")), "the decimal sign of numbers"),
        "timezone": Field(_WORD, "of moments without one: Europe/Amsterdam"),
        "missing": Field(
            RecordOf("missing", {status: Field(ListOf(_Value())) for status in _STATUSES}),
            "texts that stand for no answer",
        ),
        "items": Field(
            MapOf(
                MapOf(_OneColumn(), String(ID, "the id of an item", Code.BAD_ID)),
                String(ID, "a section", Code.BAD_ID),
            ),
            "of a repeated section: the columns in which respondents name items of their own",
        ),
        "questions": Field(MapOf(_QUESTION, _KEY), "where the answers to each question stand"),
        "ignore": Field(ListOf(_COLUMN), "columns that hold nothing to be read"),
    },
    "A mapping: which column of a table of responses answers which question.",
)


def mapping_schema() -> dict[str, object]:
    """The JSON Schema of a mapping, out of the table that its reader uses."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cfdiag mapping",
        **MAPPING.schema(),
    }
