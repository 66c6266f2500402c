"""What the names of conditions and rules can come to: which there are, and the values they take."""

from __future__ import annotations

from collections.abc import Container

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import closest
from cfdiag.model.domain import Domain
from cfdiag.model.questionnaire import Dimension, Question, Questionnaire, Section
from cfdiag.questions import TYPES


class NameFault(ValueError):  # noqa: N818  a finding about the file
    """A name that does not exist or cannot be asked for here; without a code, one whose fault is known."""

    def __init__(self, code: Code | None, message: str, hint: str, word: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.word = word


class Names:
    """The names of one questionnaire."""

    def __init__(self, questionnaire: Questionnaire, broken: Container[str] = ()) -> None:
        """`broken` are ids of questions and dimensions that are there and could not be read."""
        self.questionnaire = questionnaire
        self.broken = broken
        self.questions: dict[str, Question] = {}
        self.section_of: dict[str, Section] = {}
        self.order: dict[str, int] = {}
        for section in questionnaire.sections:
            for question in section.questions:
                # An id that is there twice is a fault of its own; names mean the first, as every reader
                # does.
                if question.id not in self.questions:
                    self.order[question.id] = len(self.order)
                    self.questions[question.id] = question
                    self.section_of[question.id] = section

    def answer(self, name: str) -> Domain:
        """The values of an answer, by question id; or of `group`.

        Raises:
            NameFault: there is no such question.
        """
        if name == "group":
            return Domain(words=self.questionnaire.groups)
        question = self.question(name)
        return TYPES[question.type].domain(question)

    def answered(self, key: str) -> Question:
        """The question of `question`, or of `section/item/question`: one item's answers.

        Raises:
            NameFault: there is no such question, section or item.
        """
        section_id, _, rest = key.partition("/")
        item, _, name = rest.partition("/")
        if not rest:
            return self.question(key)
        section = self.section(section_id)
        if section.repeat is None or not name or "/" in name:
            hint = "write the question's id, or section/item/question of a repeated section"
            raise NameFault(Code.BAD_VALUE, f"'{key}' is no question of an item", hint, key)
        question = self.question(name)
        if self.section_of[name] is not section:
            hint = f"it stands in '{self.section_of[name].id}'"
            raise NameFault(Code.UNKNOWN_QUESTION, f"'{name}' is no question of '{section_id}'", hint, key)
        # Items that people or the engagement bring cannot be known here: any id may be one.
        open_ = section.repeat.add or section.repeat.source
        if item not in section.repeat.items and not open_:
            hint = closest(item, section.repeat.items) or f"items: {', '.join(section.repeat.items)}"
            raise NameFault(Code.UNKNOWN_ITEM, f"there is no item '{item}' in '{section_id}'", hint, key)
        return question

    def section(self, name: str) -> Section:
        """A section by its id.

        Raises:
            NameFault: there is none.
        """
        section = next((s for s in self.questionnaire.sections if s.id == name), None)
        if section is None and name in self.broken:
            raise NameFault(None, "", "", name)
        if section is None:
            ids = [s.id for s in self.questionnaire.sections if s.repeat]
            hint = closest(name, ids) or f"repeated sections: {', '.join(ids)}"
            raise NameFault(Code.UNKNOWN_SECTION, f"there is no section '{name}'", hint, name)
        return section

    def question(self, name: str) -> Question:
        """A question by its id.

        Raises:
            NameFault: there is none.
        """
        found = self.questions.get(name)
        if found is None and name in self.broken:
            raise NameFault(None, "", "", name)
        if found is None:
            raise NameFault(
                Code.UNKNOWN_QUESTION, f"there is no question '{name}'", self._instead(name), name
            )
        return found

    def dimension(self, name: str) -> Dimension:
        """A dimension by its id.

        Raises:
            NameFault: there is none.
        """
        found = self.questionnaire.dimensions.get(name)
        if found is None and name in self.broken:
            raise NameFault(None, "", "", name)
        if found is None:
            hint = self._instead(name, f"dimensions: {', '.join(self.questionnaire.dimensions) or 'none'}")
            raise NameFault(Code.UNKNOWN_DIMENSION, f"there is no dimension '{name}'", hint, name)
        return found

    def _instead(self, name: str, otherwise: str = "`cfdiag show` lists the questions by id") -> str:
        """What may have been meant by a name that is not there."""
        dimensions = self.questionnaire.dimensions
        if name in dimensions:
            return f"'{name}' is a dimension: score.{name}"
        if name in self.questions:
            return f"'{name}' is a question: points.{name}"
        if name in ("yes", "no"):
            return f'put it in quotes: "{name}"'
        options = [option.id for q in self.questions.values() for option in q.options]
        if name in options:
            return f'an option is put in quotes: "{name}"'
        near = closest(name, (*self.questions, *dimensions))
        return near or otherwise
