"""Conditions and rules: what is listed here becomes an expression, and nothing else does.

A small part of Jinja's grammar: names, constants, `+ - * /`, comparisons, `in`, and / or / not, `is answered`
and `is defined`; in rules (`when` of actions and findings) also the functions of `facts`.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from cfdiag.ground.diagnostics import closest
from cfdiag.model.expression import (
    And,
    Arithmetic,
    ArithmeticOperator,
    Call,
    Compare,
    CompareOperator,
    Const,
    Expression,
    Name,
    Not,
    Or,
    Scalar,
    Test,
    names,
)
from cfdiag.rules.facts import FUNCTIONS
from cfdiag.rules.tokens import Token, UnreadableError, tokens

MAX_EXPRESSION = 1_000
MAX_EXPRESSION_DEPTH = 20
MAX_ARITHMETIC = 50

_CONSTANTS: dict[str, Scalar] = {"true": True, "false": False, "none": None}
_CONSTANTS |= {word.title(): value for word, value in _CONSTANTS.items()}
_KEYWORDS = ("and", "or", "not", "in", "is", "if", "else")
_OPERATORS: tuple[CompareOperator, ...] = ("==", "!=", "<", "<=", ">", ">=", "in")
_REFUSED = {
    "[": ("square brackets after a name", "write a dot: points.service_level"),
    "|": ("a filter (|)", "compare the value itself"),
    "if": ("'… if … else …'", "use and, or, not"),
    "~": ("joining texts (~)", "compare the value itself"),
    "{": ("a map", "compare with a text, a number or a list"),
    **dict.fromkeys(("//", "%", "**"), ("other arithmetic than + - * /", "calculate with those four")),
}


class ExpressionError(ValueError):
    """What is wrong with an expression, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def parse_expression(source: str, *, rule: bool) -> Expression:
    """The expression as a value.

    Raises:
        ExpressionError: it is no expression, or holds more than is listed in this module.
    """
    if len(source) > MAX_EXPRESSION:
        raise ExpressionError(f"the expression is longer than {MAX_EXPRESSION:,} characters", "split it")
    if "{{" in source or "{%" in source:
        raise ExpressionError("an expression stands without {{ }}", "remove the braces")
    try:
        reader = _Reader(source)
    except UnreadableError as error:
        message = f"the character {error.character!r} cannot stand in an expression"
        raise ExpressionError(message, _syntax_hint(source)) from None
    expression = reader.whole()
    if not rule and any(isinstance(name, Call) for name in names(expression)):
        hint = "they belong in rules of actions and findings"
        raise ExpressionError("functions are not read in conditions", hint)
    return expression


def _syntax_hint(source: str) -> str:
    if source.count("(") > source.count(")"):
        return "inside { … } a comma ends a value: put the whole expression in quotes"
    if "=" in source.replace("==", "").replace("!=", "").replace("<=", "").replace(">=", ""):
        return "compare with ==, not with ="
    if "&" in source or "||" in source:
        return "join conditions with and / or"
    if set("“”„‘’") & set(source):
        return 'write straight quotes: "yes"'
    return 'join conditions with and / or, such as: sells_direct == "yes" and not (size < 10)'


class _Reader:
    """Reads an expression from its first token to its last, by precedence: or, and, not, comparison."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.left = tokens(source)[::-1]
        self.count = 0
        """Operations on numbers so far."""

    # --- tokens

    @property
    def now(self) -> Token:
        return self.left[-1]

    def at(self, *words: str) -> bool:
        """Whether one of these words or signs is next: a text in quotes is neither."""
        return self.now.kind in ("name", "sign") and self.now.shown in words

    def take(self) -> Token:
        return self.left.pop() if len(self.left) > 1 else self.left[-1]

    def took(self, *words: str) -> bool:
        return self.at(*words) and bool(self.take())

    def unexpected(self) -> ExpressionError:
        """The fault of what is next: something that is refused, something misplaced, or nothing."""
        if self.now.kind == "end":
            return ExpressionError("the expression breaks off", _syntax_hint(self.source))
        if self.now.kind != "text" and self.now.shown in _REFUSED:
            what, hint = _REFUSED[self.now.shown]
            return ExpressionError(f"{what} is not read in conditions and rules", hint)
        shown = str(self.now.value) if self.now.kind == "text" else self.now.shown
        return ExpressionError(f"'{shown[:40]}' is not expected there", _syntax_hint(self.source))

    def expect(self, sign: str) -> None:
        if not self.took(sign):
            raise self.unexpected()

    # --- the grammar

    def whole(self) -> Expression:
        found = self.either(0)
        if self.now.kind != "end":
            raise self.unexpected()
        return found

    def either(self, depth: int) -> Expression:
        return self.joined("or", lambda: self.joined("and", lambda: self.negated(depth), And), Or)

    def joined(
        self, word: str, part: Callable[[], Expression], kind: Callable[[tuple[Expression, ...]], Expression]
    ) -> Expression:
        """`a and b and c` is one list, no deeper than written."""
        parts = [part()]
        while self.took(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else kind(tuple(parts))

    def negated(self, depth: int) -> Expression:
        if not self.took("not"):
            return self.compared(depth)
        inner = self.negated(_deeper(depth))
        return (
            Test(inner.part, inner.test, negated=not inner.negated) if isinstance(inner, Test) else Not(inner)
        )

    def compared(self, depth: int) -> Expression:
        """A value, or `left op right`; a chain is read as a conjunction."""
        left = self.summed(depth)
        parts: list[Expression] = []
        while (operator := self.operator()) is not None:
            right = self.summed(depth)
            parts.append(Compare(left, operator, right))
            left = right
        if not parts:
            return left
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def operator(self) -> CompareOperator | None:
        if self.took("not"):
            if not self.took("in"):
                raise self.unexpected()
            return "not in"
        return next((operator for operator in _OPERATORS if self.took(operator)), None)

    def summed(self, depth: int) -> Expression:
        return self.calculated(("+", "-"), lambda: self.multiplied(depth))

    def multiplied(self, depth: int) -> Expression:
        return self.calculated(("*", "/"), lambda: self.tested(depth))

    def calculated(
        self, operators: tuple[ArithmeticOperator, ...], part: Callable[[], Expression]
    ) -> Expression:
        """`a - b - c` from the left."""
        found = part()
        while (op := next((op for op in operators if self.took(op)), None)) is not None:
            found = Arithmetic(found, op, part())
            self.count += 1
            if self.count > MAX_ARITHMETIC:
                raise ExpressionError(f"more than {MAX_ARITHMETIC} operations", "split it")
        return found

    def tested(self, depth: int) -> Expression:
        """A value, and what is asked of it: `is answered`, `is not defined`."""
        found = self.valued(depth)
        while self.took("is"):
            negated = self.took("not")
            word = self.take()
            if word.kind != "name":
                raise self.unexpected()
            if word.shown not in ("answered", "defined"):
                raise ExpressionError(
                    f"the test 'is {word.shown}' is not known",
                    closest(word.shown, ("answered", "defined")) or "the tests are: is answered, is defined",
                )
            found = Test(found, "answered" if word.shown == "answered" else "defined", negated=negated)
        return found

    def valued(self, depth: int) -> Expression:
        if self.at("-"):
            return self.negative(depth)
        if self.took("("):
            found = self.bracketed(depth)
        elif self.took("["):
            found = self.sequence([], "]", depth)
        elif self.now.kind in ("text", "number"):
            found = self.constant()
        elif self.now.kind == "name" and self.now.shown not in _KEYWORDS:
            return self.named(depth)
        else:
            raise self.unexpected()
        if self.at("."):
            raise ExpressionError("a dot stands only between names", "such as score.evidence")
        if self.at("("):
            raise _unknown_function("")
        return found

    def negative(self, depth: int) -> Expression:
        self.take()
        inner = self.valued(_deeper(depth))
        if (
            isinstance(inner, Const)
            and isinstance(inner.value, (int, float))
            and not isinstance(inner.value, bool)
        ):
            return Const(-inner.value)
        # One kind of node less: whoever walks over an expression needs to know no sign.
        return Arithmetic(Const(0), "-", inner)

    def constant(self) -> Const:
        value = self.take().value
        if isinstance(value, float) and not math.isfinite(value):
            raise ExpressionError("the number is too large", "write a smaller one")
        return Const(value)

    def bracketed(self, depth: int) -> Expression:
        """What stands behind `(`: an expression, or a list where a comma follows."""
        if self.at(")"):
            return self.sequence([], ")", depth)
        found = self.either(_deeper(depth))
        if self.at(","):
            return self.sequence([found], ")", depth)
        self.expect(")")
        return found

    def sequence(self, begun: list[Expression], end: str, depth: int) -> Const:
        """The rest of a list of constants."""
        values: list[Scalar] = []
        for part in self.listed(begun, end, depth):
            if not isinstance(part, Const) or isinstance(part.value, tuple):
                hint = 'such as: role in ["buyer", "champion"]'
                raise ExpressionError("a list holds only texts and numbers", hint)
            values.append(part.value)
        return Const(tuple(values))

    def listed(self, begun: list[Expression], end: str, depth: int) -> list[Expression]:
        """What stands between commas, up to the end, which is taken; a last comma says nothing."""
        found = list(begun)
        while not self.took(end):
            if found:
                self.expect(",")
                if self.took(end):
                    break
            found.append(self.either(_deeper(depth)))
        return found

    def named(self, depth: int) -> Expression:
        """A constant word, a dotted name or a function."""
        word = self.take().shown
        if word in _CONSTANTS:
            return Const(_CONSTANTS[word])
        path = [word]
        while self.took("."):
            if self.now.kind != "name":
                raise ExpressionError("a dot stands only between names", "such as score.evidence")
            path.append(self.take().shown)
        if not self.took("("):
            return Name(tuple(path))
        if len(path) > 1 or word not in FUNCTIONS:
            raise _unknown_function(word if len(path) == 1 else "")
        return self.called(word, depth)

    def called(self, name: str, depth: int) -> Call:
        n = len(FUNCTIONS[name].takes)
        found = self.listed([], ")", depth)
        if len(found) != n:
            raise ExpressionError(
                f"{name} takes {n} argument{'s' * (n > 1)}", f"write {FUNCTIONS[name].form}"
            )
        return Call(name, tuple(_argument(each) for each in found))


def _deeper(depth: int) -> int:
    if depth >= MAX_EXPRESSION_DEPTH:
        raise ExpressionError(f"nested deeper than {MAX_EXPRESSION_DEPTH} levels", "write it more simply")
    return depth + 1


def _unknown_function(name: str) -> ExpressionError:
    hint = closest(name, FUNCTIONS) or f"the functions are: {', '.join(FUNCTIONS)}"
    return ExpressionError(f"the function '{name}' is not known", hint)


def _argument(expression: Expression) -> str | int | float:
    if isinstance(expression, Name) and len(expression.path) == 1:
        return expression.path[0]
    if isinstance(expression, Const) and (expression.value is None or isinstance(expression.value, bool)):
        return str(expression.value).lower()  # an option may be called none: share(strongest, none)
    if isinstance(expression, Const) and isinstance(expression.value, (str, int, float)):
        return expression.value
    raise ExpressionError("an argument is a name, a text or a number", "such as share(role, buyer)")
