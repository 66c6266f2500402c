"""What every rule reads: a questionnaire with the places of its parts, and the wordings as they are heard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from cfdiag.documents.faults import within
from cfdiag.documents.nodes import Node, Place
from cfdiag.documents.records import Record
from cfdiag.formats.questionnaire.build import Builder
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Advice
from cfdiag.model.questionnaire import Action, FindingRule, Question, Questionnaire
from cfdiag.questions import TYPES

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_CLAUSES = re.compile(r"[.?!;:,–—()…]|\s-\s")
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]*)*")


class Advised(NamedTuple):
    """One piece of advice."""

    message: str
    at: Place
    hint: str
    records: tuple[Record, ...] = ()
    """Where it can be answered, beside the top of the file."""


class Heard(NamedTuple):
    """One wording of one question, as somebody hears it."""

    question: Question
    group: str
    """Empty: everybody's."""
    language: str
    lower: str
    """In small letters, with x for what is filled in."""
    advice: Advice

    @property
    def saying(self) -> bool:
        """Whether people say how far it is true: a rated sentence that is no question and is whole."""
        return TYPES[self.question.type].rated and "?" not in self.lower and not self.lower.endswith(":")

    @property
    def harmless(self) -> str:
        """Without the phrases in which a negation turns nothing round."""
        return re.sub(self.advice.harmless, " ", self.lower) if self.advice.harmless else self.lower

    def finds(self, pattern: str, text: str | None = None) -> str:
        """The words that match; a pattern that the language does not have is nowhere."""
        return finds(pattern, self.lower if text is None else text)

    def negations(self, clause: str) -> list[str]:
        """The words of a clause that turn it round."""
        words = _WORDS.findall(clause)
        return [word for word in words if re.fullmatch(self.advice.negations, word)]

    @property
    def denied_twice(self) -> str:
        """The second negation of a clause; empty where no clause has two."""
        for clause in _CLAUSES.split(self.harmless):
            negations = self.negations(clause)
            if len(negations) > 1:
                return negations[1]
        return ""


class Judged(NamedTuple):
    """What a rule says of one wording."""

    message: str
    hint: str
    word: str = ""
    """What it is about, in small letters: the caret stands there."""


class Manuscript:
    """A questionnaire, its records, and what its questions sound like."""

    def __init__(self, questionnaire: Questionnaire, builder: Builder) -> None:
        self.questionnaire = questionnaire
        self.builder = builder

    @property
    def record(self) -> Record:
        """The whole file's."""
        return self.builder.record

    @cached_property
    def questions(self) -> list[Question]:
        """All of them, in their order."""
        return [question for section in self.questionnaire.sections for question in section.questions]

    @cached_property
    def heard(self) -> list[Heard]:
        """Every wording of every question."""
        return [
            Heard(question, group, language, as_heard(wording), locale_for(language).advice)
            for question in self.questions
            for group, by_language in question.ask.wordings.items()
            for language, wording in by_language.items()
        ]

    @cached_property
    def actions(self) -> list[tuple[Action, Record]]:
        """Each with its record."""
        return [(each, self.builder.rules[f"action {each.id}"]) for each in self.questionnaire.actions]

    @cached_property
    def rules(self) -> list[tuple[str, Action | FindingRule, Record]]:
        """The actions and the findings: which of both, the rule, its record."""
        findings = self.questionnaire.findings
        return [
            *(("action", *each) for each in self.actions),
            *(("finding", each, self.builder.rules[f"finding {each.id}"]) for each in findings),
        ]

    def wordings(self, judge: Callable[[Heard], Judged | None]) -> Iterator[Advised]:
        """Advice on wordings: every one that deserves it, so that all can be mended at once."""
        for heard in self.heard:
            judged = judge(heard)
            if judged is not None:
                record = self.builder.questions[heard.question.id]
                where = " / ".join(part for part in (heard.group, heard.language) if part)
                at = self.word_at(_wording_node(record.inner("ask"), heard), judged.word)
                told = self.record.get("groups", {}).get(heard.group)
                answered_at = (record,) if told is None else (record, told)
                yield Advised(f"{judged.message} ({where})", at, judged.hint, answered_at)

    def around(self, record: Record) -> Iterator[Record]:
        """What a question stands in and is counted with: its section, its scale, its dimension."""
        for section in self.questionnaire.sections:
            for question in section.questions:
                if self.builder.questions.get(question.id) is record:
                    scale = question.scale.id if question.scale is not None else None
                    places = (
                        self.builder.sections.get(section.id),
                        self.record.get("scales", {}).get(scale),
                        self.record.get("dimensions", {}).get(question.dimension),
                    )
                    yield from (place for place in places if place is not None)

    def word_at(self, node: Node, word: str) -> Place:
        """The place of a word in a text, in whatever case and with which apostrophe it is written."""
        if not word or not isinstance(node.value, str):
            return node.at
        spelt = re.escape(word).replace("'", "['’]")
        written = re.search(rf"(?<!\w){spelt}(?!\w)", node.value, re.IGNORECASE)
        return within(self.builder.faults, node, written[0]) if written else node.at


def finds(pattern: str, text: str) -> str:
    """The words that match; a pattern that the language does not have is nowhere."""
    found = re.search(pattern, text) if pattern else None
    return found[0].strip() if found else ""


def as_heard(wording: str) -> str:
    """A text in small letters on one line, with x for what is filled in."""
    return " ".join(_PLACEHOLDER.sub("X", wording).lower().replace("’", "'").split())


def _wording_node(node: Node, heard: Heard) -> Node:
    for key in (heard.group, heard.language):
        inner = node.value.get(key) if isinstance(node.value, dict) else None
        node = inner if isinstance(inner, Node) else node
    return node
