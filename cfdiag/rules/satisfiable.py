"""Whether a condition or rule can ever hold: its comparisons as ranges, looked at together.

An expression is turned into alternatives (a disjunctive normal form), each a range per name. One
that is empty cannot be. What cannot be judged is taken to be possible.
"""

from __future__ import annotations

import math
from collections.abc import Callable

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
    names,
)

MAX_ALTERNATIVES = 256

_Key = tuple[object, ...]
DomainOf = Callable[[Name | Call], Domain | None]
"""The values of a name; None where nothing is known about it."""


class Range:
    """What is left of a domain: numbers from `low` to `high` but for some, or a set of words."""

    __slots__ = ("excluded", "high", "high_open", "low", "low_open", "whole", "words")

    def __init__(self, domain: Domain) -> None:
        self.low, self.high, self.whole = domain.low, domain.high, domain.whole
        self.low_open = self.high_open = False
        self.excluded: frozenset[float] = frozenset()
        # Of several options every set is possible: nothing about one rules another out.
        self.words = frozenset(domain.words) if domain.words and not domain.many else None

    def copy(self) -> Range:
        """The same range, to be narrowed apart."""
        other = Range(Domain())
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        return other

    def narrow(self, op: str, value: object) -> bool:
        """Keep what compares so with a value; whether anything is left."""
        if self.words is not None:
            self._narrow_words(op, value)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            self._narrow_numbers(op, value)
        return self.alive()

    def intersect(self, other: Range) -> bool:
        """Keep what the other range keeps too; whether anything is left."""
        if self.words is not None and other.words is not None:
            self.words &= other.words
        else:
            self._narrow_numbers(">" if other.low_open else ">=", other.low)
            self._narrow_numbers("<" if other.high_open else "<=", other.high)
            self.excluded |= other.excluded
        return self.alive()

    def alive(self) -> bool:
        """Whether anything is left."""
        if self.words is not None:
            return bool(self.words)
        if self.low == self.high:
            fits = not self.whole or self.low == int(self.low)
            return fits and not self.low_open and not self.high_open and self.low not in self.excluded
        if not self.whole or math.isinf(self.low) or math.isinf(self.high):
            return self.low < self.high
        # Between two ends there may be no whole number: 3 < x < 4 holds of no rating.
        first = math.floor(self.low) + 1 if self.low_open else math.ceil(self.low)
        last = math.ceil(self.high) - 1 if self.high_open else math.floor(self.high)
        inside = sum(1 for value in self.excluded if first <= value <= last and value == int(value))
        return last - first + 1 > inside

    def _narrow_words(self, op: str, value: object) -> None:
        words = self.words or frozenset()
        named = frozenset(str(v) for v in value) if isinstance(value, tuple) else frozenset((str(value),))
        if op in ("==", "in"):
            self.words = words & named
        elif op in ("!=", "not in"):
            self.words = words - named

    def _narrow_numbers(self, op: str, value: float) -> None:
        if op in (">", ">=", "==") and (value > self.low or (value == self.low and op == ">")):
            self.low, self.low_open = value, op == ">"
        if op in ("<", "<=", "==") and (value < self.high or (value == self.high and op == "<")):
            self.high, self.high_open = value, op == "<"
        if op == "!=":
            self.excluded |= {value}
        if op == "==" and not self.low <= value <= self.high:
            # Empty, whatever is narrowed afterwards.
            self.low, self.high = math.inf, -math.inf


Alternative = dict[_Key, Range]

_OPPOSITE = {
    "==": "!=",
    "!=": "==",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "in": "not in",
    "not in": "in",
}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def can_hold(expression: Expression, domain_of: DomainOf, never: frozenset[str] = frozenset()) -> bool:
    """Whether some values make the expression true.

    Args:
        expression: the condition or rule.
        domain_of: the values each name takes.
        never: names that are never known: a comparison with one of them is never true, nor false.
    """
    return bool(_alternatives(expression, domain_of, never, wanted=True))


def _alternatives(  # noqa: PLR0911  one a kind
    expression: Expression, of: DomainOf, never: frozenset[str], *, wanted: bool
) -> list[Alternative]:
    match expression:
        case Const(value):
            return [{}] if bool(value) is wanted else []
        case Not(part):
            return _alternatives(part, of, never, wanted=not wanted)
        case And(parts) | Or(parts):
            each = [_alternatives(part, of, never, wanted=wanted) for part in parts]
            # De Morgan: an `or` is false where all of its parts are, so what is wanted decides, not the word.
            return _together(each) if isinstance(expression, And) is wanted else _either(each)
        # `is not answered` holds of what is never known, and is the one test that does.
        case Test(part, _, negated):
            known = not (isinstance(part, Name) and part.path[0] in never)
            return [{}] if known or negated is wanted else []
        case Compare():
            return _comparison(expression, of, never, wanted=wanted)
        case Name(path):
            return [] if path[0] in never else [{}]
        case _:
            return [{}]


def _comparison(compare: Compare, of: DomainOf, never: frozenset[str], *, wanted: bool) -> list[Alternative]:
    sides = (compare.left, compare.right)
    if any(name.key[0] in never for name in names(compare) if isinstance(name, Name)):
        return []
    op: str = compare.op if wanted else _OPPOSITE[compare.op]
    left, right = sides
    if isinstance(left, Const) and isinstance(right, (Name, Call, Arithmetic)) and "in" not in op.split():
        # `50 > score.trust` and `score.trust < 50` are one thing.
        left, right, op = right, left, _MIRRORED.get(op, op)
    if not isinstance(left, (Name, Call, Arithmetic)) or not isinstance(right, Const):
        return [{}]
    domain = of(left) if isinstance(left, (Name, Call)) else reach(left, of)
    if domain is None or domain.many:
        return [{}]
    span = Range(domain)
    if domain.numeric and isinstance(right.value, tuple):
        return [{}]
    return [{_key(left): span}] if span.narrow(op, right.value) else []


def reach(expression: Expression, of: DomainOf) -> Domain:
    """The numbers that arithmetic can come to, each name taken by itself; any where one can be any."""
    match expression:
        case Const(value) if isinstance(value, (int, float)):
            return Domain(value, value)
        case Name() | Call():
            return of(expression) or Domain()
        case Arithmetic(left, op, right):
            one, other = reach(left, of), reach(right, of)
            ends = [(a, b) for a in (one.low, one.high) for b in (other.low, other.high)]
            # A divisor may come near 0, and an end may be open: then it can come to anything.
            if op == "/" or any(math.isinf(end) for pair in ends for end in pair):
                return Domain()
            found = [a * b if op == "*" else a + b if op == "+" else a - b for a, b in ends]
            return Domain(min(found), max(found))
        case _:
            return Domain()


def _key(name: Name | Call | Arithmetic) -> _Key:
    if isinstance(name, Arithmetic):
        return (name,)
    return name.path if isinstance(name, Name) else (name.function, *name.arguments)


def _either(each: list[list[Alternative]]) -> list[Alternative]:
    return [alternative for alternatives in each for alternative in alternatives][:MAX_ALTERNATIVES]


def _together(each: list[list[Alternative]]) -> list[Alternative]:
    found: list[Alternative] = [{}]
    for alternatives in each:
        merged = [m for one in found for other in alternatives if (m := _merge(one, other)) is not None]
        # Too many to look at: taken to be possible, for a false alarm would teach people to ignore the true
        # ones.
        if len(merged) > MAX_ALTERNATIVES:
            return [{}]
        found = merged
    return found


def _merge(one: Alternative, other: Alternative) -> Alternative | None:
    out = {key: span.copy() for key, span in one.items()}
    for key, span in other.items():
        if key not in out:
            out[key] = span.copy()
        elif not out[key].intersect(span):
            return None
    return out
