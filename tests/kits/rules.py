"""Conditions and rules for tests: as values, made up, and what they may ask."""

from __future__ import annotations

from hypothesis import strategies as st

from cfdiag.model.expression import UNKNOWN, Expression, Value
from cfdiag.rules.parse import parse_expression


def condition(source: str) -> Expression:
    """The condition of a question."""
    return parse_expression(source, rule=False)


def rule(source: str) -> Expression:
    """The rule of an action or a finding."""
    return parse_expression(source, rule=True)


class Known:
    """A lookup over a dict; what is not there is unknown."""

    def __init__(self, **values: Value) -> None:
        self.values = values
        self.calls: list[tuple[str, tuple[Value, ...]]] = []

    def name(self, path: tuple[str, ...]) -> Value:
        return self.values.get(".".join(path), UNKNOWN)

    def call(self, function: str, arguments: tuple[Value, ...]) -> Value:
        self.calls.append((function, arguments))
        return self.values.get(function, UNKNOWN)


NUMBERS = st.integers(-5, 5) | st.sampled_from([0.5, 2.5])
ATOMS = st.builds(
    lambda name, op, value: f"{name} {op} {value}",
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
    NUMBERS,
)
SOURCES = st.recursive(
    ATOMS
    | st.builds(
        lambda low, name, high: f"{low} <= {name} < {high}", NUMBERS, st.sampled_from("abc"), NUMBERS
    ),
    lambda inner: (
        st.builds(lambda x, y: f"({x}) and ({y})", inner, inner)
        | st.builds(lambda x, y: f"{x} or {y}", inner, inner)
        | st.builds(lambda x: f"not ({x})", inner)
    ),
    max_leaves=6,
)
