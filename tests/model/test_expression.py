"""Three-valued logic, and expressions that mean what they say."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfdiag.model import expression
from cfdiag.model.expression import (
    UNKNOWN,
    And,
    Call,
    Compare,
    Const,
    Expression,
    Name,
    Not,
    Or,
    Value,
    evaluate,
    holds,
    names,
    spell,
    truth,
)
from cfdiag.rules.parse import parse_condition, parse_rule

T, F, U = True, False, UNKNOWN


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


A, B = Name(("a",)), Name(("b",))

# Kleene's strong connectives: a, b, a and b, a or b.
TABLE = [
    (T, T, T, T),
    (T, F, F, T),
    (T, U, U, T),
    (F, T, F, T),
    (F, F, F, F),
    (F, U, F, U),
    (U, T, U, T),
    (U, F, F, U),
    (U, U, U, U),
]


@pytest.mark.parametrize(("a", "b", "both", "either"), TABLE)
def test_connectives(a: Value, b: Value, both: Value, either: Value) -> None:
    lookup = Known(a=a, b=b)
    assert evaluate(And((A, B)), lookup) is both
    assert evaluate(Or((A, B)), lookup) is either


@pytest.mark.parametrize(("a", "negated"), [(T, F), (F, T), (U, U)])
def test_negation(a: Value, negated: Value) -> None:
    assert evaluate(Not(A), Known(a=a)) is negated


@given(st.sampled_from([T, F, U]), st.sampled_from([T, F, U]))
def test_de_morgan(a: Value, b: Value) -> None:
    lookup = Known(a=a, b=b)
    assert evaluate(Not(And((A, B))), lookup) is evaluate(Or((Not(A), Not(B))), lookup)


def test_an_unknown_does_not_hold_and_cannot_be_taken_for_a_truth() -> None:
    assert not holds(A, Known())
    assert not holds(Not(A), Known())
    assert holds(None, Known())
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)


@pytest.mark.parametrize("op", ["==", "!=", "<", "<=", ">", ">=", "in", "not in"])
def test_a_comparison_with_an_unknown_is_unknown(op: str) -> None:
    assert evaluate(Compare(A, op, Const(1)), Known()) is UNKNOWN  # type: ignore[arg-type]


@pytest.mark.parametrize("op", ["<", "<=", ">", ">="])
def test_values_of_different_kinds_are_neither_less_nor_greater(op: str) -> None:
    assert evaluate(Compare(Const("a"), op, Const(1)), Known()) is False  # type: ignore[arg-type]


def test_tests_are_never_unknown() -> None:
    assert evaluate(expression.Test(A, "answered"), Known()) is False
    assert evaluate(expression.Test(A, "answered", negated=True), Known()) is True
    assert evaluate(expression.Test(A, "defined"), Known(a=0)) is True


def test_calls_hand_their_arguments_on() -> None:
    lookup = Known(share=0.5)
    assert evaluate(Call("share", ("role", "buyer")), lookup) == 0.5
    assert lookup.calls == [("share", ("role", "buyer"))]


def test_names() -> None:
    rule = parse_rule('score.a > 1 and (share(role, buyer) > 0 or not b is answered) and "x" in c')
    assert list(names(rule)) == [("score", "a"), ("share", "role", "buyer"), ("b",), ("c",)]


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


@given(SOURCES, NUMBERS, NUMBERS, NUMBERS)
def test_what_is_read_means_what_python_says(source: str, a: float, b: float, c: float) -> None:
    expected = eval(source, {"__builtins__": {}}, {"a": a, "b": b, "c": c})  # noqa: S307  numbers and operators
    assert evaluate(parse_condition(source), Known(a=a, b=b, c=c)) is expected


@given(SOURCES, st.dictionaries(st.sampled_from("abc"), NUMBERS))
def test_what_is_spelled_out_reads_back_the_same(source: str, values: dict[str, float]) -> None:
    first = parse_condition(source)
    again = parse_condition(spell(first))
    assert evaluate(again, Known(**values)) is evaluate(first, Known(**values))


@given(SOURCES, NUMBERS, NUMBERS, NUMBERS, st.sets(st.sampled_from("abc")))
def test_what_becomes_known_never_turns_an_earlier_answer_around(
    source: str, a: float, b: float, c: float, hidden: set[str]
) -> None:
    everything = {"a": a, "b": b, "c": c}
    read = parse_condition(source)
    early = evaluate(read, Known(**{k: v for k, v in everything.items() if k not in hidden}))
    assert early in (UNKNOWN, evaluate(read, Known(**everything)))


@pytest.mark.parametrize(
    "source",
    [
        'a == "yes"',
        'a in ["x", "y"] and not (b or c == 2)',
        "share(role, buyer) > 0.5 or count(promises) == 0",
        "a is not answered",
        "score.evidence < -1.5",
        'not ("x" in a)',
        "a == true and b == none",
    ],
)
def test_spelling_is_reading_backwards(source: str) -> None:
    assert spell(parse_rule(source)) == source


def test_every_truth() -> None:
    values: list[Value] = [True, False, 0, 1, "", "x", None, (), ("x",), UNKNOWN]
    assert [truth(value) for value in values] == [T, F, F, T, F, T, F, F, T, U]


def test_and_or_of_many_parts() -> None:
    for values in itertools.product([T, F, U], repeat=3):
        lookup = Known(a=values[0], b=values[1], c=values[2])
        parts: tuple[Expression, ...] = (A, B, Name(("c",)))
        flat, nested = And(parts), And((And(parts[:2]), parts[2]))
        assert evaluate(flat, lookup) is evaluate(nested, lookup)
