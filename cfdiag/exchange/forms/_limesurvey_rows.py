"""LimeSurvey's survey structure, row by row: languages, groups of questions, questions and their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from cfdiag.exchange.forms._form import FormField, GroupForm
from cfdiag.exchange.forms._names import (
    CONSENT,
    DEPARTMENT,
    consents,
    has_basis,
    has_note,
    has_second,
    items_named,
)
from cfdiag.exchange.forms._relevance import DONT_KNOW, SurveyCodes, answer_code, in_limesurvey
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.mapping import ColumnName, QuestionColumns
from cfdiag.model.questionnaire import BASES, Question
from cfdiag.model.text import Text
from cfdiag.questions import TYPES

_SURVEY = "111111"
SurveyRow = dict[str, str]
"""By column; what is not there is empty."""


class SurveyStructure:
    """The rows of a survey, and the codes by which its questions are known in it.

    Args:
        form: what is asked.
    """

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

    def rows(self) -> Iterator[SurveyRow]:
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
                yield _group(n, form.say(of.title, language), language, form.say(of.intro, language))
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
            yield _group(last, locale_for(language)("Your words"), language)
        if form.department is not None:
            yield from self._tool("L" if form.department else "S", DEPARTMENT, "Department")
            yield from self._departments(form.department)
        yield from self._tool("L", CONSENT, "May your words be quoted?")
        yield from self._answers(consents(form))

    def _field(self, field: FormField, label: str) -> Iterator[SurveyRow]:
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
            # With full texts an answer comes back by its label: steps are numbers, their ends stand above.
            plain = msgspec.structs.replace(second, low=None, high=None)
            yield from self._choices(plain if question.plainly_important else second)
        if has_basis(self.form, field):
            rows = self._tool("L", f"{field.key}.basis", "What does your answer rest on?")
            yield from self._beside(rows, said, rest)
            yield from self._answers(BASES)

    def _beside(
        self, rows: Iterable[SurveyRow], said: Mapping[str, str], rest: SurveyRow
    ) -> Iterator[SurveyRow]:
        """What is asked beside a question, with its text before it: a header has to say whose it is."""
        yield from (row | rest | {"text": f"{said[row['language']]} – {row['text']}"} for row in rows)

    def _choices(self, question: Question) -> Iterator[SurveyRow]:
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
                said = (*rows, (DONT_KNOW, t("I don't know")))
                yield from (_answer(code, text, language) for code, text in said)

    def _answers(self, words: Mapping[Any, str]) -> Iterator[SurveyRow]:
        for language in self.form.languages:
            t = locale_for(language)
            yield from (_answer(str(code), t(sentence), language) for code, sentence in words.items())

    def _departments(self, listed: Mapping[str, str]) -> Iterator[SurveyRow]:
        for language in self.form.languages:
            names = enumerate(listed.values(), 1)
            yield from (_answer(answer_code(n), name, language) for n, name in names)

    def _asked(self, shape: str, key: str, text: Text | None, item: str = "") -> Iterator[SurveyRow]:
        """A question of the questionnaire."""
        return self._question(shape, key, lambda language: self.form.say(text, language, item))

    def _importance(self, key: str, question: Question, second: Question) -> Iterator[SurveyRow]:
        """How important it is, with what the ends of the steps mean where these say no more than a number."""
        for row in self._tool("L", key, "How important is this?"):
            if not question.plainly_important:
                yield row
                continue
            ends = [f"{step} {self.form.say(t, row['language'])}" for step, t in second.step_labels.items()]
            yield row | {"text": f"{row['text']} ({', '.join(ends)})"}

    def _tool(self, shape: str, key: str, sentence: str) -> Iterator[SurveyRow]:
        """A question of cfdiag's own."""
        return self._question(shape, key, lambda language: locale_for(language)(sentence))

    def _question(self, shape: str, key: str, said: Callable[[str], str]) -> Iterator[SurveyRow]:
        for language in self.form.languages:
            yield {
                "class": "Q",
                "type/scale": shape,
                "name": self.code(key),
                "relevance": "1",
                "text": said(language),
                "language": language,
            }


def _group(number: int, name: str, language: str, text: str = "") -> SurveyRow:
    return {
        "class": "G",
        "type/scale": f"G{number}",
        "name": name,
        "relevance": "1",
        "text": text,
        "language": language,
    }


def _answer(code: str, text: str, language: str) -> SurveyRow:
    return {"class": "A", "type/scale": "0", "name": code, "text": text, "language": language}


def _part(number: int) -> str:
    return f"SQ{number:03}"
