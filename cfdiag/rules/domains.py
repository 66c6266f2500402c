"""What the names of conditions and rules can come to: which there are, and the values they take."""

from __future__ import annotations

import math
from collections.abc import Container

from cfdiag.ground.diagnostics import closest
from cfdiag.model.domain import Domain
from cfdiag.model.questionnaire import Dimension, Question, Questionnaire, Section
from cfdiag.questions import TYPES

QUADRANTS = ("concentrate", "keep_up", "low_priority", "overkill")


class NameFault(ValueError):  # noqa: N818  a finding about the file
    """A name that does not exist or cannot be asked for here; without a code, one whose fault is known."""

    def __init__(self, code: str, message: str, hint: str, word: str) -> None:
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
        question = self._question(name)
        return TYPES[question.type].domain(question)

    def figure(self, path: tuple[str, ...]) -> Domain:
        """The values of a dotted name of the rules, such as `score.evidence`.

        Raises:
            NameFault: there is no such figure.
        """
        if path[0] not in _FIGURES:
            hint = closest(path[0], _FIGURES) or f"rules know: {', '.join(_FIGURES)}"
            raise NameFault("unknown-name", f"'{path[0]}.…' is not known", hint, path[0])
        if len(path) > 2:  # noqa: PLR2004  figure.name
            raise NameFault(
                "unknown-name",
                f"'{'.'.join(path)}' has a dot too many",
                f"write {path[0]}.{path[1]}",
                path[0],
            )
        try:
            return _FIGURES[path[0]](self, path[1])
        except NameFault as fault:
            fault.word = ".".join(path)
            raise

    def call(self, function: str, arguments: tuple[object, ...]) -> Domain:
        """The values of a function of the rules; its arguments are known to be as many as it takes.

        Raises:
            NameFault: an argument names nothing that there is.
        """
        first = str(arguments[0])
        if function == "count":
            return self._count(first)
        question = self._question(first)
        type_ = TYPES[question.type]
        if function == "days_since":
            if not type_.dated:
                raise NameFault(
                    "bad-value", f"'{first}' is no date", "days_since takes a date question", first
                )
            return Domain(whole=True)
        domain = type_.domain(question)
        option = arguments[1]
        fits = (
            isinstance(option, (int, float)) and domain.low <= option <= domain.high
            if domain.numeric
            else str(option) in (domain.words or ())
        )
        if type_.unshared:
            hint = "share takes a choice, yes_no or rating"
            raise NameFault("bad-value", f"'{first}' is a {question.type}: {type_.unshared}", hint, first)
        if not fits:
            hint = closest(str(option), domain.words or ()) or f"{first} is {domain}"
            raise NameFault("unknown-option", f"'{first}' has no option '{option}'", hint, str(option))
        return Domain(0, 1)

    def _count(self, name: str) -> Domain:
        section = next((s for s in self.questionnaire.sections if s.id == name), None)
        if section is None and name in self.broken:
            raise NameFault("", "", "", name)
        if section is None:
            ids = [s.id for s in self.questionnaire.sections if s.repeat]
            hint = closest(name, ids) or f"repeated sections: {', '.join(ids)}"
            raise NameFault("unknown-section", f"there is no section '{name}'", hint, name)
        if section.repeat is None:
            raise NameFault(
                "bad-value", f"the section '{name}' is not repeated", "count takes a repeated one", name
            )
        return Domain(0, whole=True)

    def _question(self, name: str) -> Question:
        found = self.questions.get(name)
        if found is None and name in self.broken:
            raise NameFault("", "", "", name)
        if found is None:
            raise NameFault("unknown-question", f"there is no question '{name}'", self._instead(name), name)
        return found

    def _dimension(self, name: str) -> Dimension:
        found = self.questionnaire.dimensions.get(name)
        if found is None and name in self.broken:
            raise NameFault("", "", "", name)
        if found is None:
            hint = self._instead(name, f"dimensions: {', '.join(self.questionnaire.dimensions) or 'none'}")
            raise NameFault("unknown-dimension", f"there is no dimension '{name}'", hint, name)
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

    # One method a figure; the table below names them.

    def score(self, name: str) -> Domain:
        """A dimension's score."""
        if self._dimension(name).kind == "checklist":
            raise NameFault(
                "bad-value", f"'{name}' is a checklist: it has no score", f"write met.{name}", name
            )
        return Domain(0, 100)

    def met(self, name: str) -> Domain:
        """How many items of a checklist are in place."""
        if self._dimension(name).kind != "checklist":
            raise NameFault("bad-value", f"'{name}' is no checklist", f"write score.{name}", name)
        questions = [q for q in self.questions.values() if q.dimension == name]
        if name == self.questionnaire.basis_dimension:
            questions += [q for q in self.questions.values() if q.basis]
        repeated = any(self.section_of[q.id].repeat for q in questions)
        return Domain(0, math.inf if repeated else len(questions))

    def coverage(self, name: str) -> Domain:
        """Answered of applicable, by weight."""
        self._dimension(name)
        return Domain(0, 1)

    def points(self, name: str) -> Domain:
        """A question's points."""
        self._scored(name)
        return Domain(0, 100)

    def gap(self, name: str) -> Domain:
        """Performance minus importance, in scale units."""
        scale = self._important(name).scale
        span = scale.max - scale.min if scale else math.inf
        return Domain(-span, span)

    def quadrant(self, name: str) -> Domain:
        """Where importance and performance place a question."""
        self._important(name)
        return Domain(words=QUADRANTS)

    def perception(self, name: str) -> Domain:
        """Insiders minus customers, in points."""
        question = self._scored(name)
        compare = self.questionnaire.compare
        if compare is None:
            hint = "add compare: {looking_in: …, looked_at: …}"
            raise NameFault("bad-value", "the questionnaire compares no groups", hint, name)
        missing = [g for g in (compare.looking_in, compare.looked_at) if g not in question.groups]
        if missing:
            hint = "perception takes a question that both groups are asked"
            raise NameFault("bad-value", f"the group '{missing[0]}' is not asked '{name}'", hint, name)
        return Domain(-100, 100)

    def n(self, name: str) -> Domain:
        """How many respondents of a group there are."""
        if name not in self.questionnaire.groups:
            groups = self.questionnaire.groups
            hint = closest(name, groups) or f"groups: {', '.join(groups)}"
            raise NameFault("unknown-group", f"there is no group '{name}'", hint, name)
        return Domain(0, whole=True)

    def _scored(self, name: str) -> Question:
        question = self._question(name)
        if not TYPES[question.type].can_score(question):
            hint = "points come from ratings, yes_no, and options with points"
            hint = "use share(question, option), or give its options points" if question.options else hint
            raise NameFault("bad-value", f"'{name}' has no points", hint, name)
        return question

    def _important(self, name: str) -> Question:
        question = self._question(name)
        if not question.importance:
            hint = "add importance: true to the question"
            raise NameFault("bad-value", f"nobody rates how important '{name}' is", hint, name)
        return question


_FIGURES = {
    "score": Names.score,
    "points": Names.points,
    "gap": Names.gap,
    "perception": Names.perception,
    "quadrant": Names.quadrant,
    "met": Names.met,
    "coverage": Names.coverage,
    "n": Names.n,
}
