"""Conditions and rules as values, and what they come to: three-valued logic over known and unknown.

The grammar is the small part of Jinja expressions that `rules.parse` lets through. Nothing is
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


class Few(msgspec.Struct, frozen=True):
    """A share of fewer people than a share is said of: known is whether there is any, and nothing else."""

    n: int | None
    """So many; None: one or two of an anonymous group."""
    of: int

    def __bool__(self) -> bool:
        return self.n != 0


Value = Scalar | tuple[Scalar, ...] | Few | Unknown


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

    @property
    def key(self) -> tuple[str, ...]:
        """What is asked for, as one value: `("score", "trust")`."""
        return self.path


class Call(msgspec.Struct, frozen=True, tag=True):
    """A function of the rules; its arguments are question and option ids or literals."""

    function: str
    arguments: tuple[str | int | float, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """What is asked for, as one value: `("share", "reason", "cost")`."""
        return (self.function, *(str(argument) for argument in self.arguments))


CompareOperator = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]


class Compare(msgspec.Struct, frozen=True, tag=True):
    """`left op right`; chains (`1 < a < 5`) are read as a conjunction."""

    left: Expression
    op: CompareOperator
    right: Expression


ArithmeticOperator = Literal["+", "-", "*", "/"]


class Arithmetic(msgspec.Struct, frozen=True, tag=True):
    """`left op right` on numbers; a division by nought is unknown."""

    left: Expression
    op: ArithmeticOperator
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


Expression = Const | Name | Call | Arithmetic | Compare | And | Or | Not | Test

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
        case Arithmetic(left, op, right):
            return _calculated(evaluate(left, lookup), op, evaluate(right, lookup))
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
    """A value as true, false or unknown: empty text, zero, none, nobody and empty lists are false."""
    # Unknown is neither: `not` of it must not come out as true.
    return value if isinstance(value, Unknown) else bool(value)


def holds(expression: Expression | None, lookup: Lookup) -> bool:
    """Whether a condition holds: no condition always does, an unknown one does not."""
    # A question is not put, and an action not advised, on what nobody has said.
    return expression is None or truth(evaluate(expression, lookup)) is True


def every_part(expression: Expression, *, below_not: bool = True) -> Iterator[Expression]:
    """Every part of an expression, itself first, in the order of writing.

    Args:
        expression: the condition or rule.
        below_not: also what stands below a `not`; without it, and sides of comparisons apart, all that is
            given is what holds, or may, where the expression holds.
    """
    yield expression
    inner: tuple[Expression, ...] = ()
    match expression:
        case Compare(left, _, right) | Arithmetic(left, _, right):
            inner = (left, right)
        case And(parts) | Or(parts):
            inner = parts
        case Not(part):
            inner = (part,) if below_not else ()
        case Test(part):
            inner = (part,)
        case _:
            return
    for each in inner:
        yield from every_part(each, below_not=below_not)


def names(expression: Expression) -> Iterator[Name | Call]:
    """Everything that an expression asks for, once for each time."""
    return (part for part in every_part(expression) if isinstance(part, (Name, Call)))


def comparisons(expression: Expression) -> Iterator[Compare]:
    """The comparisons that hold, or may, where the expression holds."""
    return (part for part in every_part(expression, below_not=False) if isinstance(part, Compare))


def _first(parts: tuple[Expression, ...], lookup: Lookup, *, decisive: bool) -> bool | Unknown:
    found: bool | Unknown = not decisive
    for part in parts:
        value = truth(evaluate(part, lookup))
        # One that decides ends it, whatever is unknown in the others.
        if value is decisive:
            return decisive
        if isinstance(value, Unknown):
            found = UNKNOWN
    return found


_CALCULATE: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def _calculated(left: Value, op: str, right: Value) -> float | Unknown:
    """What two numbers come to; unknown where one is, is none, or nothing can be divided by it."""
    if not isinstance(left, (int, float)) or not isinstance(right, (int, float)):
        return UNKNOWN
    try:
        return _CALCULATE[op](left, right)
    except (ZeroDivisionError, OverflowError):
        return UNKNOWN


def _compare(left: Value, op: str, right: Value) -> bool | Unknown:
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return UNKNOWN
    if isinstance(left, Few) or isinstance(right, Few):
        return _any_or_none(left, op, right)
    if op in ("in", "not in"):
        within = isinstance(right, (tuple, str)) and (
            left in right if isinstance(right, tuple) else isinstance(left, str) and left in right
        )
        return within is (op == "in")
    numeric = isinstance(left, (int, float)) and isinstance(right, (int, float))
    # Python would raise here; a rule over answers of every kind has to come to something.
    if op not in ("==", "!=") and not numeric and not (isinstance(left, str) and isinstance(right, str)):
        return False
    return bool(_COMPARE[op](left, right))


_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def _any_or_none(left: Value, op: str, right: Value) -> bool | Unknown:
    """A share of few: it is compared with 0, and with nothing else."""
    # What is written the other way round is turned, and so judged by one table.
    if not isinstance(left, Few):
        return _any_or_none(right, _TURNED.get(op, op), left)
    # Of a few only none or some may be told: compared with more, the rule would give away how many.
    if right != 0 or isinstance(right, (bool, Few)):
        return UNKNOWN
    some = bool(left)
    return {"==": not some, "!=": some, ">": some, "<=": not some, ">=": True, "<": False}.get(op, UNKNOWN)
