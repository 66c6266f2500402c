"""XLSForm: a workbook that KoboToolbox, ODK and others read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from cfdiag.exchange.forms._form import FormField, FormFile, FormSection, GroupForm
from cfdiag.exchange.forms._names import (
    CONSENT,
    DEPARTMENT,
    UNSURE,
    coded,
    consents,
    has_basis,
    has_note,
    has_second,
    items_named,
    mapping_back,
)
from cfdiag.exchange.words import words
from cfdiag.ground.extras import optional
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.expression import And, Compare, Const, Expression, Name, Not, Or, Test
from cfdiag.model.questionnaire import BASES, Question
from cfdiag.model.text import Text
from cfdiag.questions import TYPES

_PLAIN = {"figure": "decimal", "day": "date", "words": "text"}
_APPEARANCE = {"month": "month-year", "year": "year"}

_Row = dict[str, str]


def write(form: GroupForm) -> FormFile:
    """The workbook: the questions, their choices, the form's own settings. Needs the extra `exchange`."""
    xlsxwriter: Any = optional("xlsxwriter", "exchange")
    made = _Workbook(form)
    survey, choices, settings = made.sheets()
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
            sheet = book.add_worksheet(name)
            columns = list(dict.fromkeys(column for row in rows for column in row))
            for at, column in enumerate(columns):
                sheet.write_string(0, at, column)
                for line, row in enumerate(rows, 1):
                    if row.get(column):
                        sheet.write_string(line, at, _as_words(column, row[column]))
    return FormFile(out.getvalue(), ".xlsx", mapping_back(form, ""))


def _as_words(column: str, said: str) -> str:
    """A text in which nothing is a reference to another question, which a label may hold."""
    return said.replace("${", "$ {") if column.startswith("label") else said


class _Workbook:
    def __init__(self, form: GroupForm) -> None:
        self.form = form
        self.lists: dict[str, list[_Row]] = {}

    def sheets(self) -> tuple[list[_Row], list[_Row], list[_Row]]:
        """The rows of the three sheets."""
        survey = [row for section in self.form.sections for row in self._section(section)]
        known = [{"name": word, **self._tool("label", said)} for word, said in consents(self.form).items()]
        survey += self._department()
        survey.append(
            {
                "type": f"select_one {self._list('consent', known)}",
                "name": CONSENT,
                **self._tool("label", "May your words be quoted?"),
            }
        )
        choices = [{"list_name": name, **row} for name, rows in self.lists.items() for row in rows]
        q = self.form.questionnaire
        settings = [
            {
                "form_title": self.form.say(q.title),
                "form_id": q.id.replace("-", "_"),
                "version": q.version,
                "default_language": _label(self.form.language).removeprefix("label::"),
            }
        ]
        return survey, choices, settings

    def _department(self) -> list[_Row]:
        listed = self.form.department
        if listed is None:
            return []
        rows = [
            {"name": id_, **{_label(language): name for language in self.form.languages}}
            for id_, name in listed.items()
        ]
        shape = f"select_one {self._list('department', rows)}" if rows else "text"
        return [{"type": shape, "name": DEPARTMENT, **self._tool("label", "Department")}]

    def _section(self, section: FormSection) -> Iterator[_Row]:
        group = f"section__{section.section.id}"
        yield {"type": "begin_group", "name": group, **self._texts("label", section.section.title)}
        if section.section.intro is not None:
            yield {
                "type": "note",
                "name": f"intro__{section.section.id}",
                **self._texts("label", section.section.intro),
            }
        named: set[str] = set()
        for field in section.fields:
            if (
                field.own
                and field.item in items_named(self.form).get(section.section.id, [])
                and field.item not in named
            ):
                named.add(field.item)
                repeat = section.section.repeat
                name = coded(f"{section.section.id}/{field.item}/name")
                yield {"type": "text", "name": name, **self._texts("label", repeat.name if repeat else None)}
            yield from self._field(section, field)
        yield {"type": "end_group", "name": group}

    def _field(self, section: FormSection, field: FormField) -> Iterator[_Row]:
        label = section.items.get(field.item, "")
        relevant = _relevant(field.when, field) if field.when is not None else ""
        beside = {"relevant": relevant} if relevant else {}
        kind = TYPES[field.question.type].column
        row = {
            "type": self._type(field.question),
            "name": coded(field.key),
            **self._texts("label", field.question.ask, label),
            **beside,
        }
        if field.question.required:
            row["required"] = "yes"
        if kind == "day" and (appearance := _APPEARANCE.get(str(field.question.own.get("precision", "day")))):
            row["appearance"] = appearance
        yield row
        if has_note(field):
            yield {
                "type": "text",
                "name": coded(f"{field.key}.note"),
                **self._tool("label", "If it is something else: what?"),
                **beside,
            }
        if has_second(self.form, field):
            ask = (
                self._texts("label", field.question.importance_ask)
                if field.question.importance_ask
                else self._tool("label", "How important is this?")
            )
            yield {
                "type": self._type(self.form.second(field.question)),
                "name": coded(f"{field.key}.importance"),
                **ask,
                **beside,
            }
        if has_basis(self.form, field):
            known = [{"name": basis, **self._tool("label", words)} for basis, words in BASES.items()]
            yield {
                "type": f"select_one {self._list('basis', known)}",
                "name": coded(f"{field.key}.basis"),
                **self._tool("label", "What does your answer rest on?"),
                **beside,
            }

    def _type(self, question: Question) -> str:
        kind = TYPES[question.type].column
        if kind == "step" and question.scale is not None:
            rows = [{"name": str(step), **self._step(question, step)} for step in question.scale.shown]
            return f"select_one {self._list(f'scale_{question.scale.id}', [*rows, self._unsure()])}"
        if kind in ("tick", "option", "options", "order"):
            rows = [*self._offered(question), *([] if kind == "order" else [self._unsure()])]
            shape = {"options": "select_multiple", "order": "rank"}.get(kind, "select_one")
            return f"{shape} {self._list(question.id, rows)}"
        return _PLAIN[kind]

    def _step(self, question: Question, step: int) -> _Row:
        text = question.step_labels.get(step)
        said = {language: self.form.say(text, language) for language in self.form.languages}
        return {
            _label(language): f"{step} – {words}" if words else str(step) for language, words in said.items()
        }

    def _offered(self, question: Question) -> list[_Row]:
        by = {
            language: TYPES[question.type].offered(question, locale_for(language), self.form.group.id)
            for language in self.form.languages
        }
        ids = [id_ for id_, _ in by[self.form.language]]
        return [
            {"name": id_, **{_label(language): dict(said)[id_] for language, said in by.items()}}
            for id_ in ids
        ]

    def _unsure(self) -> _Row:
        return {"name": UNSURE, **self._tool("label", "I don't know")}

    def _list(self, name: str, rows: list[_Row]) -> str:
        """The name of a list of choices; the same rows are one list."""
        for number in range(1, 1000):
            known = name if number == 1 else f"{name}_{number}"
            if self.lists.setdefault(known, rows) == rows:
                return known
        return name

    def _texts(self, column: str, text: Text | None, item: str = "") -> _Row:
        del column
        return {
            _label(language): self.form.say(text, language, item) or "–" for language in self.form.languages
        }

    def _tool(self, column: str, sentence: str) -> _Row:
        del column
        return {_label(language): locale_for(language)(sentence) for language in self.form.languages}


def _label(language: str) -> str:
    return f"label::{words().languages.get(language, language)} ({language})"


_OPS = {"==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def _relevant(when: Expression, field: FormField) -> str:  # noqa: PLR0911  one a kind
    """A condition in XPath; where what it rests on is not known, it does not hold."""
    match when:
        case Name():
            return f"({_given(when, field)} and {_ref(when, field)} != '0')"
        case Compare(left, op, right):
            return _compared(left, op, right, field)
        case And(parts):
            return " and ".join(f"({_relevant(part, field)})" for part in parts)
        case Or(parts):
            return " or ".join(f"({_relevant(part, field)})" for part in parts)
        case Not(part):
            return f"not({_relevant(part, field)})"
        case Test(part, _, negated) if isinstance(part, Name):
            return f"not({_given(part, field)})" if negated else _given(part, field)
        case _:
            return "true()"


def _ref(name: Name, field: FormField) -> str:
    return f"${{{coded(field.key_of(name.path[0]))}}}"


def _given(name: Name, field: FormField) -> str:
    return f"({_ref(name, field)} != '' and {_ref(name, field)} != '{UNSURE}')"


def _compared(left: Expression, op: str, right: Expression, field: FormField) -> str:
    given = [_given(side, field) for side in (left, right) if isinstance(side, Name)]
    if op in ("in", "not in"):
        if isinstance(right, Name) and isinstance(left, Const):
            test = f"selected({_ref(right, field)}, {_literal(left.value)})"
        elif isinstance(left, Name) and isinstance(right, Const) and isinstance(right.value, tuple):
            test = (
                " or ".join(f"{_ref(left, field)} = {_literal(value)}" for value in right.value) or "false()"
            )
        else:
            return "true()"
        test = f"not({test})" if op == "not in" else f"({test})"
    else:
        sides = [
            _ref(side, field)
            if isinstance(side, Name)
            else _literal(side.value)
            if isinstance(side, Const)
            else "''"
            for side in (left, right)
        ]
        test = f"{sides[0]} {_OPS[op]} {sides[1]}"
    return " and ".join([*given, test])


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "true()" if value else "false()"
    if isinstance(value, (int, float)):
        return f"{value:g}"
    text = str(value)
    return f'"{text}"' if "'" in text else f"'{text}'"
