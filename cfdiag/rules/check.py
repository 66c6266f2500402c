"""Conditions and rules against their questionnaire: names, comparisons, and whether they can hold."""

from __future__ import annotations

from typing import Protocol

from cfdiag.documents.faults import suggest
from cfdiag.ground.codes import Code
from cfdiag.model.domain import Domain
from cfdiag.model.expression import (
    And,
    Arithmetic,
    Call,
    Compare,
    Const,
    Expression,
    Name,
    Not,
    Or,
    Test,
    comparisons,
    names,
)
from cfdiag.model.questionnaire import Question, Section
from cfdiag.rules.domains import NameFault, Names
from cfdiag.rules.explain import spell
from cfdiag.rules.facts import domain
from cfdiag.rules.satisfiable import can_hold, reach


class Note(Protocol):
    """Takes down what is wrong with an expression."""

    def __call__(self, code: Code, message: str, word: str, hint: str) -> None:
        """One fault.

        Args:
            code: `unknown-question`, `bad-expression`, …; `never-asked` is advice.
            message: what is wrong.
            word: the word of the expression that it is about; empty: all of it.
            hint: what to do.
        """


def check_condition(
    condition: Expression, known: Names, section: Section, question: Question, note: Note
) -> bool:
    """Note everything that is wrong with the condition of a question; whether nothing is."""
    checker = _Condition(known, section, question, note)
    checker.check(condition)
    return checker.sound


def check_together(condition: Expression | None, known: Names, note: Note) -> None:
    """Note that the conditions of a section and of a question in it can never hold together."""
    checker = _Asked(known, note)
    if condition is not None and not checker.possible(condition):
        hint = "both must hold for it to be asked"
        note(Code.NEVER_TRUE, "it can never hold together with the condition of its section", "", hint)


def check_consent(condition: Expression, known: Names, note: Note) -> None:
    """Note everything that is wrong with a condition of a repeat's speaker: judged when all was asked."""
    _Asked(known, note).check(condition)


def check_rule(rule: Expression, known: Names, note: Note) -> None:
    """Note everything that is wrong with the rule of an action or a finding."""
    _Checker(known, note).check(rule)


class _Checker:
    """Walks an expression: names that do not exist, comparisons that make no sense, and what cannot be."""

    def __init__(self, known: Names, note: Note) -> None:
        self.names = known
        self.note = note
        self.sound = True

    def check(self, expression: Expression) -> None:
        """Note everything that is wrong with the expression."""
        self._walk(expression)
        # A name that is not there makes anything impossible: that would be told twice.
        if self.sound:
            self._reachable(expression)

    def possible(self, expression: Expression) -> bool:
        """Whether some answers make it true."""
        return can_hold(expression, self._known)

    def _domain(self, name: Name | Call) -> Domain:
        return domain(self.names, name)

    def _known(self, name: Name | Call) -> Domain | None:
        try:
            return self._domain(name)
        except NameFault:
            return None

    def _reachable(self, expression: Expression) -> None:
        impossible = False
        for compare in comparisons(expression):
            if not can_hold(compare, self._known):
                name = compare.left if isinstance(compare.left, (Name, Call)) else compare.right
                values = self._known(name) if isinstance(name, (Name, Call)) else None
                hint = f"{spell(name)} is {values}" if values else ""
                self._fault(Code.NEVER_TRUE, "this comparison never holds", _word(name), hint)
                impossible = True
        # Where a part cannot hold by itself, that is the reason; the whole is not told as well.
        if not impossible and not can_hold(expression, self._known):
            self._fault(
                Code.NEVER_TRUE, "this can never be true: its parts exclude each other", "", "check and / or"
            )

    def _fault(self, code: Code, message: str, word: str, hint: str = "") -> None:
        self.note(code, message, word, hint)
        self.sound = False

    def _walk(self, expression: Expression) -> None:
        match expression:
            case And(parts) | Or(parts):
                for part in parts:
                    self._walk(part)
            case Not(part):
                self._walk(part)
            case Test(part):
                self._look_up(part)
            case Compare():
                self._compare(expression)
            case Arithmetic():
                self._calculate(expression)
                # In Python it would be true unless nought, which is hardly ever meant.
                hint = f"compare it: {spell(expression)} > 0"
                self._fault(Code.BAD_EXPRESSION, "a number alone says nothing", "", hint)
            case Name() | Call():
                values = self._look_up(expression)
                if values is not None and not values.many:
                    hint = f"compare it, or write: {spell(expression)} is answered"
                    self._fault(Code.BAD_EXPRESSION, "a name alone says nothing", _word(expression), hint)
            case _:
                return

    def _look_up(self, expression: Expression) -> Domain | None:
        if not isinstance(expression, (Name, Call)):
            self._fault(Code.BAD_EXPRESSION, "a name is expected before 'is'", "")
            return None
        try:
            return self._domain(expression)
        except NameFault as fault:
            if fault.code:
                self.note(fault.code, fault.message, fault.word, fault.hint)
            self.sound = False
            return None

    def _compare(self, compare: Compare) -> None:
        left, right = (self._side(side) for side in (compare.left, compare.right))
        if isinstance(left, Domain) and isinstance(right, Const):
            self._with_constant(compare.left, left, compare.op, right)
        elif isinstance(right, Domain) and isinstance(left, Const):
            if "in" in compare.op.split() and not right.many:
                hint = 'such as: "speed" in themes, where themes is a choices question'
                self._fault(Code.BAD_EXPRESSION, "'in' looks into a list", _word(compare.right), hint)
            else:
                self._with_constant(compare.right, right, compare.op, left)
        elif isinstance(left, Domain) and isinstance(right, Domain) and left.numeric is not right.numeric:
            self._fault(Code.BAD_EXPRESSION, "a number is compared with words", _word(compare.left))

    def _side(self, side: Expression) -> Domain | Const | None:
        if isinstance(side, Const):
            return side
        if isinstance(side, (Name, Call)):
            return self._look_up(side)
        if isinstance(side, Arithmetic):
            return self._calculate(side)
        self._fault(Code.BAD_EXPRESSION, "a comparison takes names, texts and numbers", "")
        return None

    def _calculate(self, arithmetic: Arithmetic) -> Domain | None:
        """The numbers that arithmetic can come to; what is no number in it is noted."""
        for side in (arithmetic.left, arithmetic.right):
            found = self._side(side)
            number = isinstance(found, Const) and type(found.value) in (int, float)
            if found is not None and not number and not (isinstance(found, Domain) and found.numeric):
                message = f"'{spell(side)}' is no number to calculate with"
                self._fault(Code.BAD_EXPRESSION, message, _word(side), "+ - * / take numbers and ratings")
        return reach(arithmetic, self._known)

    def _with_constant(self, name: Expression, values: Domain, op: str, constant: Const) -> None:
        said, word = spell(name), _word(name)
        for value in constant.value if isinstance(constant.value, tuple) else (constant.value,):
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if values.numeric and not number:
                hint = "write the number without quotes" if isinstance(value, str) else ""
                message = f"{said} is {values}, and is compared with {_kind(value)}"
                self._fault(Code.BAD_EXPRESSION, message, word, hint)
            elif values.words is not None and not isinstance(value, str):
                hint = "compare with a text in quotes" + (': == "yes"' if values.words else "")
                message = f"{said} is {values}, and is compared with {_kind(value)}"
                self._fault(Code.BAD_EXPRESSION, message, word, hint)
            elif values.words and value not in values.words:
                hint = suggest(str(value), values.words, "options")
                self._fault(Code.UNKNOWN_OPTION, f"{said} is never '{value}'", str(value), hint)
            elif values.words and op not in ("==", "!=", "in", "not in"):
                self._fault(Code.BAD_EXPRESSION, f"options have no order: {op}", word, "use == or in")
            elif values.many and op in ("==", "!="):
                self._fault(Code.BAD_EXPRESSION, f"{said} is a list", word, f'write "{value}" in {said}')


class _Asked(_Checker):
    """A condition on answers, whenever they were given."""

    def _domain(self, name: Name | Call) -> Domain:
        if not isinstance(name, Name) or len(name.path) > 1:
            hint = "conditions ask for answers by question id"
            raise NameFault(Code.UNKNOWN_NAME, f"'{spell(name)}' is known in rules only", hint, _word(name))
        return self.names.answer(name.path[0])


class _Condition(_Asked):
    """The condition of a question: it asks for answers that were given before."""

    def __init__(self, known: Names, section: Section, question: Question, note: Note) -> None:
        super().__init__(known, note)
        self.section = section
        self.question = question

    def _domain(self, name: Name | Call) -> Domain:
        values, word = super()._domain(name), _word(name)
        if word != "group":
            self._before(word)
        return values

    def _before(self, word: str) -> None:
        # It would be unknown when it is needed, and the question never put.
        if self.names.order[word] >= self.names.order[self.question.id]:
            what = "itself" if word == self.question.id else f"the later question '{word}'"
            hint = "a condition rests on what was asked before"
            raise NameFault(Code.LATER_QUESTION, f"the condition asks for {what}", hint, word)
        section = self.names.section_of[word]
        # Outside of it nobody knows which item is meant.
        if section.repeat is not None and section is not self.section:
            hint = f"only questions of the section '{section.id}' can ask for it"
            raise NameFault(Code.REPEATED_QUESTION, f"'{word}' is asked once per item", hint, word)

    def _reachable(self, expression: Expression) -> None:
        super()._reachable(expression)
        if not self.sound:
            return
        asked = {name.key[0] for name in names(expression)}
        for group in self.question.groups:
            never = frozenset(
                word for word in asked
                if word in self.names.questions and group not in self.names.questions[word].groups
            )  # fmt: skip
            if never and not can_hold(expression, self._known, never):
                word = min(never)
                message = f"the group '{group}' is never asked this: it is not asked '{word}'"
                hint = f"ask it of '{group}' too, or leave the group out with 'for'"
                self.note(Code.NEVER_ASKED, message, word, hint)


def _word(name: Expression) -> str:
    if isinstance(name, Name):
        return ".".join(name.path)
    return name.function if isinstance(name, Call) else ""


def _kind(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    return "a text" if isinstance(value, str) else "a number"
