"""LimeSurvey: a survey structure as a table with tabs, which its import takes."""

# ruff: noqa: E501  what another program reads, as it reads it
from __future__ import annotations

import csv
import html
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from cfdiag.exchange.forms._form import FormField, FormFile, GroupForm
from cfdiag.exchange.forms._names import (
    CONSENT,
    DEPARTMENT,
    consents,
    has_basis,
    has_note,
    has_second,
    items_named,
    mapping_back,
)
from cfdiag.exchange.forms._relevance import DONT_KNOW, SurveyCodes, answer_code, in_limesurvey
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.mapping import ColumnName, QuestionColumns
from cfdiag.model.questionnaire import BASES, Question
from cfdiag.model.text import Text
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
_SURVEY = "111111"
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
_Row = dict[str, str]


def write(form: GroupForm) -> FormFile:
    """The structure, a row a question and language; its answers come back by codes, or with full texts."""
    shown = _without_orders(form)
    made = _Structure(shown)
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


def _as_words(row: _Row) -> _Row:
    """A row whose texts are words to LimeSurvey, which shows texts as HTML and works out what is in braces."""
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


def _told_apart(rows: Sequence[_Row]) -> list[_Row]:
    """The same rows on one line each; a text that two questions have gets a number, as full texts are headers."""
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


class _Structure:
    def __init__(self, form: GroupForm) -> None:
        self.form = form
        self.codes: dict[str, str] = {}
        names = [key for _, field in form.fields() for key in self._keys(field)]
        names += [f"{section}/{item}/name" for section, items in items_named(form).items() for item in items]
        for key in (*names, CONSENT, *([] if form.department is None else [DEPARTMENT])):
            self.codes.setdefault(key, f"q{len(self.codes) + 1}")

    def code(self, key: str) -> str:
        """The code of a question: letters and digits, twenty at most."""
        return self.codes[key]

    def _keys(self, field: FormField) -> list[str]:
        keys = [field.key]
        keys += [f"{field.key}.note"] if has_note(field) else []
        keys += [f"{field.key}.importance"] if has_second(self.form, field) else []
        return keys + ([f"{field.key}.basis"] if has_basis(self.form, field) else [])

    def columns(self, columns: QuestionColumns, field: FormField) -> QuestionColumns:
        """Where the answers stand when they come back: codes of answers, and a column an option."""
        kind = TYPES[field.question.type].column
        code = self.code(field.key)
        if kind == "options":
            ids = {
                option.id: ColumnName(f"{code}[{_part(n)}]")
                for n, option in enumerate(field.question.options, 1)
            }
            return msgspec.structs.replace(columns, column=None, columns=ids)
        if kind == "option":
            values = {answer_code(n): option.id for n, option in enumerate(field.question.options, 1)}
            return msgspec.structs.replace(columns, values=values)
        return columns

    def rows(self) -> Iterator[_Row]:
        """The survey, its languages, its groups of questions, and what stands in them."""
        form = self.form
        yield {"class": "S", "name": "sid", "text": _SURVEY}
        yield {"class": "S", "name": "language", "text": form.language}
        yield {"class": "S", "name": "additional_languages", "text": " ".join(form.languages[1:])}
        yield {"class": "S", "name": "anonymized", "text": "Y" if form.group.anonymous else "N"}
        yield {"class": "S", "name": "datestamp", "text": "Y"}
        for language in form.languages:
            yield {
                "class": "SL",
                "name": "surveyls_title",
                "text": form.say(form.questionnaire.title, language),
                "language": language,
            }
        for n, section in enumerate(form.sections):
            for language in form.languages:
                of = section.section
                yield {
                    "class": "G",
                    "type/scale": f"G{n}",
                    "name": form.say(of.title, language),
                    "relevance": "1",
                    "text": form.say(of.intro, language),
                    "language": language,
                }
            named: set[str] = set()
            for field in section.fields:
                if field.own and field.item not in named:
                    named.add(field.item)
                    yield from self._asked(
                        "S",
                        f"{section.section.id}/{field.item}/name",
                        section.section.repeat.name if section.section.repeat else None,
                    )
                yield from self._field(field, section.items.get(field.item, ""))
        last = len(form.sections)
        for language in form.languages:
            yield {
                "class": "G",
                "type/scale": f"G{last}",
                "name": locale_for(language)("Your words"),
                "relevance": "1",
                "language": language,
            }
        if form.department is not None:
            yield from self._tool("L" if form.department else "S", DEPARTMENT, "Department")
            yield from self._departments(form.department)
        yield from self._tool("L", CONSENT, "May your words be quoted?")
        yield from self._answers(consents(form))

    def _field(self, field: FormField, label: str) -> Iterator[_Row]:
        question = field.question
        codes = SurveyCodes(self.form.questionnaire, self.codes)
        relevance = in_limesurvey(field.when, field, codes) if field.when is not None else "1"
        kind = TYPES[question.type].column
        shape = {
            "step": "L",
            "tick": "L",
            "option": "L",
            "options": "M",
            "figure": "N",
            "day": "S",
            "words": "T",
        }[kind]
        required = {"mandatory": "Y"} if question.required else {}
        for row in self._asked(shape, field.key, question.ask, label):
            yield row | {"relevance": relevance} | required
        yield from self._choices(question)
        rest = {"relevance": relevance}
        said = {language: self.form.say(question.ask, language, label) for language in self.form.languages}
        if has_note(field):
            rows = self._tool("S", f"{field.key}.note", "If it is something else: what?")
            yield from self._beside(rows, said, rest)
        if has_second(self.form, field):
            second, ask, key = self.form.second(question), question.importance_ask, f"{field.key}.importance"
            rows = self._asked("L", key, ask) if ask is not None else self._importance(key, question, second)
            yield from self._beside(rows, said, rest)
            # With full texts an answer comes back by its label: the steps are numbers, their ends stand above.
            plain = msgspec.structs.replace(second, low=None, high=None)
            yield from self._choices(plain if question.plainly_important else second)
        if has_basis(self.form, field):
            rows = self._tool("L", f"{field.key}.basis", "What does your answer rest on?")
            yield from self._beside(rows, said, rest)
            yield from self._answers(BASES)

    def _beside(self, rows: Iterable[_Row], said: Mapping[str, str], rest: _Row) -> Iterator[_Row]:
        """What is asked beside a question, with its text before it: a header has to say whose it is."""
        yield from (row | rest | {"text": f"{said[row['language']]} – {row['text']}"} for row in rows)

    def _choices(self, question: Question) -> Iterator[_Row]:
        kind = TYPES[question.type].column
        for language in self.form.languages:
            t = locale_for(language)
            rows: list[tuple[str, str]] = []
            if kind == "step" and question.scale is not None:
                labels = question.step_labels
                rows = [
                    (str(step), self.form.say(labels[step], language) if step in labels else str(step))
                    for step in question.scale.shown
                ]
            elif kind == "tick":
                rows = TYPES[question.type].offered(question, t, self.form.group.id)
            elif kind == "option":
                rows = [
                    (answer_code(n), self.form.say(option.label, language))
                    for n, option in enumerate(question.options, 1)
                ]
            elif kind == "options":
                yield from (
                    {
                        "class": "SQ",
                        "name": _part(n),
                        "text": self.form.say(option.label, language),
                        "language": language,
                    }
                    for n, option in enumerate(question.options, 1)
                )
                continue
            if rows:
                yield from (
                    {"class": "A", "type/scale": "0", "name": code, "text": text, "language": language}
                    for code, text in (*rows, (DONT_KNOW, t("I don't know")))
                )

    def _answers(self, words: Mapping[Any, str]) -> Iterator[_Row]:
        for language in self.form.languages:
            for code, sentence in words.items():
                yield {
                    "class": "A",
                    "type/scale": "0",
                    "name": str(code),
                    "text": locale_for(language)(sentence),
                    "language": language,
                }

    def _departments(self, listed: Mapping[str, str]) -> Iterator[_Row]:
        for language in self.form.languages:
            for n, name in enumerate(listed.values(), 1):
                yield {
                    "class": "A",
                    "type/scale": "0",
                    "name": answer_code(n),
                    "text": name,
                    "language": language,
                }

    def _asked(self, shape: str, key: str, text: Text | None, item: str = "") -> Iterator[_Row]:
        for language in self.form.languages:
            yield {
                "class": "Q",
                "type/scale": shape,
                "name": self.code(key),
                "relevance": "1",
                "text": self.form.say(text, language, item),
                "language": language,
            }

    def _importance(self, key: str, question: Question, second: Question) -> Iterator[_Row]:
        """How important it is, with what the ends of the steps mean where these say no more than a number."""
        for row in self._tool("L", key, "How important is this?"):
            if not question.plainly_important:
                yield row
                continue
            ends = [f"{step} {self.form.say(t, row['language'])}" for step, t in second.step_labels.items()]
            yield row | {"text": f"{row['text']} ({', '.join(ends)})"}

    def _tool(self, shape: str, key: str, sentence: str) -> Iterator[_Row]:
        for language in self.form.languages:
            yield {
                "class": "Q",
                "type/scale": shape,
                "name": self.code(key),
                "relevance": "1",
                "text": locale_for(language)(sentence),
                "language": language,
            }


def _part(number: int) -> str:
    return f"SQ{number:03}"
