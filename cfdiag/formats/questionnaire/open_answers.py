"""Answers that a text repeats although nobody may have given them: `{{ role }}` in a later question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from cfdiag.model.expression import And, Compare, Expression, Name, Not, Or, Test, names
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.model.text import Text
from cfdiag.model.wording import Either, Filled, WordingPart
from cfdiag.rules.wording import WordingError, parse_wording


class OpenAnswer(msgspec.Struct, frozen=True):
    """A name in a text, and where the text stands."""

    name: str
    section: str
    question: str = ""
    """Empty where the text is the section's own."""
    key: str = "ask"


def open_answers(questionnaire: Questionnaire) -> Iterator[OpenAnswer]:
    """Each answer that is repeated where it may be missing, once a text.

    It is not missing where the question is required, where the condition of what is asked can hold only with
    it, inside `{% if %}` on it, and with `default("…")`.
    """
    asked = {q.id: q for section in questionnaire.sections for q in section.questions}
    for section in questionnaire.sections:
        for key, text in (("title", section.title), ("intro", section.intro)):
            for name in _missing(text, section.when, asked):
                yield OpenAnswer(name, section.id, "", key)
        for question in section.questions:
            for key, text in (("ask", question.ask), ("probe", question.probe)):
                for name in _missing(text, question.when, asked):
                    yield OpenAnswer(name, section.id, question.id, key)


def _missing(text: Text | None, when: Expression | None, asked: Mapping[str, Question]) -> list[str]:
    found: dict[str, None] = {}
    for by_language in text.wordings.values() if text is not None else ():
        for wording in by_language.values():
            try:
                parts = parse_wording(wording)
            except WordingError:
                continue
            found.update(dict.fromkeys(_open(parts, [when] if when is not None else [], asked)))
    return list(found)


def _open(
    parts: tuple[WordingPart, ...], holding: list[Expression], asked: Mapping[str, Question]
) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Either):
            for branch in part.branches:
                inside = [*holding, branch.condition] if branch.condition is not None else holding
                yield from _open(branch.parts, inside, asked)
        elif isinstance(part, Filled) and part.default is None:
            name = part.path[0]
            question = asked.get(name)
            if question is not None and not question.required and not any(needs(c, name) for c in holding):
                yield name


def needs(condition: Expression, name: str) -> bool:  # noqa: PLR0911  one a kind
    """Whether a condition can hold only where an answer is known."""
    match condition:
        case And(parts):
            return any(needs(part, name) for part in parts)
        case Or(parts):
            return all(needs(part, name) for part in parts)
        case Not(And(parts)):
            return all(needs(part, name) for part in parts)
        case Not(Or(parts)):
            return any(needs(part, name) for part in parts)
        case Not(part):
            return not isinstance(part, Test) and needs(part, name)
        case Test(Name(path), _, negated):
            return path == (name,) and not negated
        case Compare() | Name():
            return any(isinstance(each, Name) and each.path == (name,) for each in names(condition))
        case _:
            return False
