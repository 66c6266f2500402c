"""Conditions and rules against their questionnaire: names, comparisons, and whether they can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cfdiag.documents.faults import Faults, suggest
from cfdiag.documents.nodes import Node
from cfdiag.formats.questionnaire.build import Builder
from cfdiag.formats.questionnaire.lint import warn
from cfdiag.model.domain import Domain
from cfdiag.model.expression import And, Call, Compare, Const, Expression, Name, Not, Or, Test
from cfdiag.model.questionnaire import Question, Section
from cfdiag.rules.domains import NameFault, Names
from cfdiag.rules.satisfiable import can_hold


def within(faults: Faults, node: Node, word: str) -> tuple[int, int]:
    """The place of a word in a value, or of the value where it cannot be found."""
    whole = re.compile(rf"(?<![\w.]){re.escape(word)}(?!\w)" if word[:1].isalnum() else re.escape(word))
    part = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)" if word[:1].isalnum() else re.escape(word))
    return _search(faults, node, whole) or _search(faults, node, part) or node.at


def _search(faults: Faults, node: Node, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    for line in range(node.line, min(node.last_line, len(faults.lines)) + 1):
        start = node.column - 1 if line == node.line else 0
        found = pattern.search(faults.lines[line - 1], start)
        if found:
            return line, found.start() + 1
    return None


class Checker:
    """Walks an expression: names that do not exist, comparisons that make no sense, and what cannot be."""

    def __init__(self, faults: Faults, names: Names, node: Node) -> None:
        self.faults = faults
        self.names = names
        self.node = node
        self.sound = True

    def check(self, expression: Expression) -> None:
        """Note everything that is wrong with the expression."""
        self._walk(expression)
        if self.sound:
            self._reachable(expression)

    def _domain(self, name: Name | Call) -> Domain:
        raise NotImplementedError

    def _known(self, name: Name | Call) -> Domain | None:
        try:
            return self._domain(name)
        except NameFault:
            return None

    def _reachable(self, expression: Expression) -> None:
        impossible = False
        for compare in _comparisons(expression):
            if not can_hold(compare, self._known):
                name = compare.left if isinstance(compare.left, (Name, Call)) else compare.right
                values = self._known(name) if isinstance(name, (Name, Call)) else None
                message = "this comparison never holds"
                self._note(
                    "never-true", message, _word(name), f"{_shown(name)} is {values}" if values else ""
                )
                impossible = True
        if not impossible and not can_hold(expression, self._known):
            self._note(
                "never-true", "this can never be true: its parts exclude each other", "", "check and / or"
            )

    def _note(self, code: str, message: str, word: str, hint: str = "") -> None:
        at = within(self.faults, self.node, word) if word else self.node.at
        self.faults.add(code, message, at, hint)
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
            case Name() | Call():
                domain = self._look_up(expression)
                if domain is not None and not domain.many:
                    hint = f"compare it, or write: {_shown(expression)} is answered"
                    self._note("bad-expression", "a name alone says nothing", _word(expression), hint)
            case _:
                return

    def _look_up(self, expression: Expression) -> Domain | None:
        if not isinstance(expression, (Name, Call)):
            self._note("bad-expression", "a name is expected before 'is'", "")
            return None
        try:
            return self._domain(expression)
        except NameFault as fault:
            if fault.code:
                self._note(fault.code, fault.message, fault.word, fault.hint)
            self.sound = False
            return None

    def _compare(self, compare: Compare) -> None:
        sides = [self._side(side) for side in (compare.left, compare.right)]
        left, right = sides
        if isinstance(left, Domain) and isinstance(right, Const):
            self._with_constant(compare.left, left, compare.op, right)
        elif isinstance(right, Domain) and isinstance(left, Const):
            if "in" in compare.op.split() and not right.many:
                hint = 'such as: "speed" in themes, where themes is a choices question'
                self._note("bad-expression", "'in' looks into a list", _word(compare.right), hint)
            else:
                self._with_constant(compare.right, right, compare.op, left)
        elif isinstance(left, Domain) and isinstance(right, Domain) and left.numeric is not right.numeric:
            self._note("bad-expression", "a number is compared with words", _word(compare.left))

    def _side(self, side: Expression) -> Domain | Const | None:
        if isinstance(side, Const):
            return side
        if isinstance(side, (Name, Call)):
            return self._look_up(side)
        self._note("bad-expression", "a comparison takes names, texts and numbers", "")
        return None

    def _with_constant(self, name: Expression, domain: Domain, op: str, constant: Const) -> None:
        values = constant.value if isinstance(constant.value, tuple) else (constant.value,)
        for value in values:
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if domain.numeric and not number:
                hint = "write the number without quotes" if isinstance(value, str) else ""
                message = f"{_shown(name)} is {domain}, and is compared with {_kind(value)}"
                self._note("bad-expression", message, _word(name), hint)
            elif domain.words is not None and not isinstance(value, str):
                hint = (
                    'compare with a text in quotes: == "yes"'
                    if domain.words
                    else "compare with a text in quotes"
                )
                message = f"{_shown(name)} is {domain}, and is compared with {_kind(value)}"
                self._note("bad-expression", message, _word(name), hint)
            elif domain.words and value not in domain.words:
                hint = suggest(str(value), domain.words, "options")
                self._note("unknown-option", f"{_shown(name)} is never '{value}'", str(value), hint)
            elif domain.words and op not in ("==", "!=", "in", "not in"):
                self._note("bad-expression", f"options have no order: {op}", _word(name), "use == or in")
            elif domain.many and op in ("==", "!="):
                self._note(
                    "bad-expression",
                    f"{_shown(name)} is a list",
                    _word(name),
                    f'write "{value}" in {_shown(name)}',
                )


class ConditionChecker(Checker):
    """The condition of a question."""

    def __init__(self, builder: Builder, names: Names, section: Section, question: Question) -> None:
        record = builder.questions[question.id]
        super().__init__(builder.faults, names, record.inner("when"))
        self.records = (record, builder.record)
        self.section = section
        self.question = question

    def _domain(self, name: Name | Call) -> Domain:
        if not isinstance(name, Name) or len(name.path) > 1:
            word = _word(name)
            hint = "conditions ask for answers by question id"
            raise NameFault("unknown-name", f"'{_shown(name)}' is known in rules only", hint, word)
        word = name.path[0]
        domain = self.names.answer(word)
        if word != "group":
            self._before(word)
        return domain

    def _before(self, word: str) -> None:
        if self.names.order[word] >= self.names.order[self.question.id]:
            what = "itself" if word == self.question.id else f"the later question '{word}'"
            hint = "a condition rests on what was asked before"
            raise NameFault("later-question", f"the condition asks for {what}", hint, word)
        section = self.names.section_of[word]
        if section.repeat is not None and section is not self.section:
            hint = f"only questions of the section '{section.id}' can ask for it"
            raise NameFault("repeated-question", f"'{word}' is asked once per item", hint, word)

    def _reachable(self, expression: Expression) -> None:
        super()._reachable(expression)
        if not self.sound:
            return
        for group in self.question.groups:
            never = frozenset(
                word for word in _first_words(expression)
                if word in self.names.questions and group not in self.names.questions[word].groups
            )  # fmt: skip
            if never and not can_hold(expression, self._known, never):
                word = min(never)
                warn(
                    self.faults,
                    "never-asked",
                    f"the group '{group}' is never asked this: it is not asked '{word}'",
                    within(self.faults, self.node, word),
                    f"ask it of '{group}' too, or leave the group out with 'for'",
                    *self.records,
                )


class RuleChecker(Checker):
    """The rule of an action or a finding."""

    def _domain(self, name: Name | Call) -> Domain:
        if isinstance(name, Call):
            return self.names.call(name.function, name.arguments)
        return self.names.answer(name.path[0]) if len(name.path) == 1 else self.names.figure(name.path)


def _comparisons(expression: Expression) -> Iterator[Compare]:
    match expression:
        case Compare():
            yield expression
        case And(parts) | Or(parts):
            for part in parts:
                yield from _comparisons(part)
        case _:
            return


def _first_words(expression: Expression) -> set[str]:
    match expression:
        case Name(path):
            return {path[0]}
        case Compare(left, _, right):
            return _first_words(left) | _first_words(right)
        case And(parts) | Or(parts):
            return set().union(*(_first_words(part) for part in parts))
        case Not(part) | Test(part, _, _):
            return _first_words(part)
        case _:
            return set()


def _shown(name: Expression) -> str:
    if isinstance(name, Name):
        return ".".join(name.path)
    if isinstance(name, Call):
        return f"{name.function}({', '.join(str(a) for a in name.arguments)})"
    return "it"


def _word(name: Expression) -> str:
    if isinstance(name, Name):
        return ".".join(name.path)
    return name.function if isinstance(name, Call) else ""


def _kind(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    return "a text" if isinstance(value, str) else "a number"
