"""Whether a condition or rule can ever hold: its comparisons as ranges, looked at together.

An expression is turned into alternatives (a disjunctive normal form), each a range per name. One
that is empty cannot be. What cannot be judged is taken to be possible.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from cfdiag.expression import And, Call, Compare, Const, Expression, Name, Not, Or, Test
from cfdiag.reading.domains import Domain

MAX_ALTERNATIVES = 256

Key = tuple[object, ...]
DomainOf = Callable[[Name | Call], Domain | None]
"""The values of a name; None where nothing is known about it."""


class Range:
    """What is left of a domain: numbers from `low` to `high`, or a set of words."""

    __slots__ = ("high", "high_open", "low", "low_open", "whole", "words")

    def __init__(self, domain: Domain) -> None:
        self.low, self.high, self.whole = domain.low, domain.high, domain.whole
        self.low_open = self.high_open = False
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
            return bool(self.words)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return True
        self._narrow_numbers(op, value)
        low = math.floor(self.low) + 1 if self.whole and self.low_open else self.low
        high = math.ceil(self.high) - 1 if self.whole and self.high_open else self.high
        if self.whole:
            return math.isinf(low) or math.isinf(high) or math.ceil(low) <= math.floor(high)
        return low < high or (low == high and not self.low_open and not self.high_open)

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
        if op == "!=" and self.low == self.high == value:
            self.low_open = True


Alternative = dict[Key, Range]

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
            return _together(each) if isinstance(expression, And) is wanted else _either(each)
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
    if any(isinstance(side, Name) and side.path[0] in never for side in sides):
        return []
    op: str = compare.op if wanted else _OPPOSITE[compare.op]
    left, right = sides
    if isinstance(left, Const) and isinstance(right, (Name, Call)) and "in" not in op.split():
        left, right, op = right, left, _MIRRORED.get(op, op)
    if not isinstance(left, (Name, Call)) or not isinstance(right, Const):
        return [{}]
    domain = of(left)
    if domain is None or domain.many:
        return [{}]
    span = Range(domain)
    if domain.numeric and isinstance(right.value, tuple):
        return [{}]
    return [{_key(left): span}] if span.narrow(op, right.value) else []


def _key(name: Name | Call) -> Key:
    return name.path if isinstance(name, Name) else (name.function, *name.arguments)


def _either(each: list[list[Alternative]]) -> list[Alternative]:
    return [alternative for alternatives in each for alternative in alternatives][:MAX_ALTERNATIVES]


def _together(each: list[list[Alternative]]) -> list[Alternative]:
    found: list[Alternative] = [{}]
    for alternatives in each:
        merged = [m for one in found for other in alternatives if (m := _merge(one, other)) is not None]
        if len(merged) > MAX_ALTERNATIVES:
            return [{}]
        found = merged
    return found


def _merge(one: Alternative, other: Alternative) -> Alternative | None:
    out = {key: span.copy() for key, span in one.items()}
    for key, span in other.items():
        if key not in out:
            out[key] = span.copy()
        elif not _intersect(out[key], span):
            return None
    return out


def _intersect(target: Range, other: Range) -> bool:
    if target.words is not None and other.words is not None:
        target.words &= other.words
        return bool(target.words)
    above = target.narrow(">" if other.low_open else ">=", other.low)
    return target.narrow("<" if other.high_open else "<=", other.high) and above
