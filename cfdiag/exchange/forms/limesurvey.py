"""LimeSurvey: a survey structure as a table with tabs, which its import takes."""

from __future__ import annotations

import csv
import html
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from cfdiag.exchange.forms._form import FormField, FormFile, GroupForm
from cfdiag.exchange.forms._limesurvey_rows import SurveyRow, SurveyStructure
from cfdiag.exchange.forms._names import (
    mapping_back,
)
from cfdiag.exchange.forms._relevance import DONT_KNOW, answer_code
from cfdiag.model.mapping import ColumnName, QuestionColumns
from cfdiag.questions import TYPES

_HEADER = (
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "validation",
    "mandatory",
    "other",
    "default",
    "same_default",
)
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})


def write(form: GroupForm) -> FormFile:
    """The structure, a row a question and language; its answers come back by codes, or with full texts."""
    shown = _without_orders(form)
    made = SurveyStructure(shown)
    rows = _told_apart(list(made.rows()))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(
        out, _HEADER, delimiter="\t", lineterminator="\n", extrasaction="ignore", restval=""
    )
    writer.writeheader()
    writer.writerows(map(_as_words, rows))
    texts = {
        row["name"]: row["text"] for row in rows if row["class"] == "Q" and row["language"] == form.language
    }

    def named(code: str) -> ColumnName:
        return ColumnName(code, texts.get(code, ""))

    mapping = mapping_back(shown, "limesurvey", made.code)
    codes = {"department": {answer_code(n): id_ for n, id_ in enumerate(form.department or (), 1)}}
    questions = {
        field.key: _by_either(made.columns(mapping.questions[field.key], field), named, shown, field)
        for _, field in shown.fields()
    }
    said = msgspec.structs.replace(
        mapping,
        questions=questions,
        missing={"unknown": (DONT_KNOW,)},
        respondent={
            name: msgspec.structs.replace(told, column=named(told.column.header), values=codes.get(name, {}))
            if told.column
            else told
            for name, told in mapping.respondent.items()
        },
        items={
            section: {item: named(name.header) for item, name in items.items()}
            for section, items in mapping.items.items()
        },
    )
    return FormFile(b"\xef\xbb\xbf" + out.getvalue().encode(), ".txt", said, tuple(_not_carried(form)))


def _as_words(row: SurveyRow) -> SurveyRow:
    """A row whose texts are words: LimeSurvey shows texts as HTML and works out what is in braces."""
    shown = ("text", "help", "name") if row["class"] == "G" else ("text", "help")
    plain = {
        column: html.escape(row[column], quote=False).translate(_BRACES) for column in shown if column in row
    }
    return row | plain


def _without_orders(form: GroupForm) -> GroupForm:
    """LimeSurvey hands an order back place by place: what is put in order stays out."""
    sections = [
        msgspec.structs.replace(
            section, fields=tuple(f for f in section.fields if TYPES[f.question.type].column != "order")
        )
        for section in form.sections
    ]
    return msgspec.structs.replace(form, sections=tuple(section for section in sections if section.fields))


def _not_carried(form: GroupForm) -> Iterator[str]:
    questions = {field.question.id: TYPES[field.question.type].column for _, field in form.fields()}
    for id_, kind in questions.items():
        if kind == "options":
            yield f"{id_}: its 'I don't know'"
        elif kind == "order":
            yield f"{id_}: to put things in order"


def _told_apart(rows: Sequence[SurveyRow]) -> list[SurveyRow]:
    """The same rows on one line each; a text of two questions gets a number: full texts are headers."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for row in rows:
        plain = {key: " ".join(text.split()) for key, text in row.items()}
        if plain["class"] == "Q":
            seen[plain["language"], plain["text"]] += 1
            times = seen[plain["language"], plain["text"]]
            plain["text"] += f" ({times})" if times > 1 else ""
        found.append(plain)
    return found


def _by_either(
    columns: QuestionColumns, named: Callable[[str], ColumnName], form: GroupForm, field: FormField
) -> QuestionColumns:
    """Each column by its code, or by its text as an export with full texts has it."""
    labels = {option.id: form.say(option.label) for option in field.question.options}

    def part(option: str, name: ColumnName) -> ColumnName:
        code = name.header.partition("[")[0]
        return ColumnName(name.header, f"{named(code).under} [{labels[option]}]")

    return msgspec.structs.replace(
        columns,
        column=None if columns.column is None else named(columns.column.header),
        columns={option: part(option, name) for option, name in columns.columns.items()},
        importance=None if columns.importance is None else named(columns.importance.header),
        basis=None if columns.basis is None else named(columns.basis.header),
        note=None if columns.note is None else named(columns.note.header),
    )
