"""Conditions and rules as values, and what they come to: three-valued logic over known and unknown.

The grammar is the small part of Jinja expressions that `reading.conditions` lets through. Nothing is
compiled or called by name: an expression can only ask the two lookups it is handed.

Source of the logic: S. C. Kleene, Introduction to Metamathematics (1952), § 64, strong connectives.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, Final, Literal, Protocol

import msgspec


class Unknown(Enum):
    """The third truth value: the answer or figure that is asked for is not known."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("an unknown is neither true nor false; compare with `is UNKNOWN`")


UNKNOWN: Final = Unknown.UNKNOWN

Scalar = bool | int | float | str | None
Value = Scalar | tuple[Scalar, ...] | Unknown


class Lookup(Protocol):
    """What an expression may ask. Both answer UNKNOWN for what is not known."""

    def name(self, path: tuple[str, ...]) -> Value:
        """The value of `a` (path `("a",)`) or `score.a` (path `("score", "a")`)."""

    def call(self, function: str, arguments: tuple[Value, ...]) -> Value:
        """The value of `share(question, option)`: arguments that are names come as their text."""


class Const(msgspec.Struct, frozen=True, tag=True):
    """A literal: text, number, true, false, none, or a list of literals."""

    value: Scalar | tuple[Scalar, ...]


class Name(msgspec.Struct, frozen=True, tag=True):
    """A name or a dotted name."""

    path: tuple[str, ...]


class Call(msgspec.Struct, frozen=True, tag=True):
    """A function of the rules; its arguments are question and option ids or literals."""

    function: str
    arguments: tuple[str | int | float, ...]


CompareOperator = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]


class Compare(msgspec.Struct, frozen=True, tag=True):
    """`left op right`; chains (`1 < a < 5`) are read as a conjunction."""

    left: Expression
    op: CompareOperator
    right: Expression


class And(msgspec.Struct, frozen=True, tag=True):
    """Holds when both hold."""

    parts: tuple[Expression, ...]


class Or(msgspec.Struct, frozen=True, tag=True):
    """Holds when one holds."""

    parts: tuple[Expression, ...]


class Not(msgspec.Struct, frozen=True, tag=True):
    """Holds when the other does not."""

    part: Expression


class Test(msgspec.Struct, frozen=True, tag=True):
    """`a is answered`, `score.a is defined`: never unknown."""

    part: Expression
    test: Literal["answered", "defined"]
    negated: bool = False


Expression = Const | Name | Call | Compare | And | Or | Not | Test

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def evaluate(expression: Expression, lookup: Lookup) -> Value:  # noqa: PLR0911  one a kind
    """The value of an expression; UNKNOWN where what it rests on is not known.

    `false and unknown` is false, `true or unknown` is true. Values of different kinds are unequal,
    and neither less nor greater: such a comparison is false.
    """
    match expression:
        case Const():
            return expression.value
        case Name(path):
            return lookup.name(path)
        case Call(function, arguments):
            return lookup.call(function, arguments)
        case Compare(left, op, right):
            return _compare(evaluate(left, lookup), op, evaluate(right, lookup))
        case And(parts):
            return _first(parts, lookup, decisive=False)
        case Or(parts):
            return _first(parts, lookup, decisive=True)
        case Not(part):
            inner = truth(evaluate(part, lookup))
            return inner if isinstance(inner, Unknown) else not inner
        case Test(part, _, negated):
            known = not isinstance(evaluate(part, lookup), Unknown)
            return known is not negated


def truth(value: Value) -> bool | Unknown:
    """A value as true, false or unknown: empty text, zero, none and empty lists are false."""
    return value if isinstance(value, Unknown) else bool(value)


def holds(expression: Expression | None, lookup: Lookup) -> bool:
    """Whether a condition holds: no condition always does, an unknown one does not."""
    return expression is None or truth(evaluate(expression, lookup)) is True


def names(expression: Expression) -> Iterator[tuple[str, ...]]:
    """Every name an expression asks for, and for every call `(function, first argument)`."""
    match expression:
        case Name(path):
            yield path
        case Call(function, arguments):
            yield (function, *(str(argument) for argument in arguments))
        case Compare(left, _, right):
            yield from names(left)
            yield from names(right)
        case And(parts) | Or(parts):
            for part in parts:
                yield from names(part)
        case Not(part) | Test(part, _, _):
            yield from names(part)
        case _:
            return


def spell(expression: Expression) -> str:  # noqa: PLR0911  one a kind
    """The expression as its author would write it."""
    match expression:
        case Const(value):
            return _literal(value)
        case Name(path):
            return ".".join(path)
        case Call(function, arguments):
            return f"{function}({', '.join(str(argument) for argument in arguments)})"
        case Compare(left, op, right):
            return f"{spell(left)} {op} {spell(right)}"
        case And(parts):
            return " and ".join(f"({spell(part)})" if isinstance(part, Or) else spell(part) for part in parts)
        case Or(parts):
            return " or ".join(spell(part) for part in parts)
        case Not(part):
            return f"not ({spell(part)})"
        case Test(part, test, negated):
            return f"{spell(part)} is {'not ' if negated else ''}{test}"


def _literal(value: Scalar | tuple[Scalar, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_literal(one) for one in value)}]"
    if isinstance(value, str):
        return f'"{value}"'
    return str(value).lower() if isinstance(value, bool) or value is None else f"{value:.15g}"


def _first(parts: tuple[Expression, ...], lookup: Lookup, *, decisive: bool) -> bool | Unknown:
    found: bool | Unknown = not decisive
    for part in parts:
        value = truth(evaluate(part, lookup))
        if value is decisive:
            return decisive
        if isinstance(value, Unknown):
            found = UNKNOWN
    return found


def _compare(left: Value, op: str, right: Value) -> bool | Unknown:
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return UNKNOWN
    if op in ("in", "not in"):
        within = isinstance(right, (tuple, str)) and (
            left in right if isinstance(right, tuple) else isinstance(left, str) and left in right
        )
        return within is (op == "in")
    numeric = isinstance(left, (int, float)) and isinstance(right, (int, float))
    if op not in ("==", "!=") and not numeric and not (isinstance(left, str) and isinstance(right, str)):
        return False
    return bool(_COMPARE[op](left, right))
