"""Three-valued logic, and expressions that mean what they say."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kits.rules import NUMBERS, SOURCES, Known, condition, rule

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
    comparisons,
    evaluate,
    every_part,
    holds,
    names,
    truth,
)

T, F, U = True, False, UNKNOWN


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
    asking = rule('score.a > 1 and (share(role, buyer) > 0 or not b is answered) and "x" in c')
    assert [name.key for name in names(asking)] == [
        ("score", "a"),
        ("share", "role", "buyer"),
        ("b",),
        ("c",),
    ]


def test_comparisons_that_hold_where_the_rule_holds() -> None:
    asking = rule("score.a > 1 and (n.b > 0 or c == 2) and not (d > 3) and e is answered")
    assert [compare.left.key for compare in comparisons(asking)] == [("score", "a"), ("n", "b"), ("c",)]
    assert len([part for part in every_part(asking) if isinstance(part, Compare)]) == 4


@given(SOURCES, NUMBERS, NUMBERS, NUMBERS)
def test_what_is_read_means_what_python_says(source: str, a: float, b: float, c: float) -> None:
    expected = eval(source, {"__builtins__": {}}, {"a": a, "b": b, "c": c})  # noqa: S307  numbers and operators
    assert evaluate(condition(source), Known(a=a, b=b, c=c)) is expected


@given(SOURCES, NUMBERS, NUMBERS, NUMBERS, st.sets(st.sampled_from("abc")))
def test_what_becomes_known_never_turns_an_earlier_answer_around(
    source: str, a: float, b: float, c: float, hidden: set[str]
) -> None:
    everything = {"a": a, "b": b, "c": c}
    read = condition(source)
    early = evaluate(read, Known(**{k: v for k, v in everything.items() if k not in hidden}))
    assert early in (UNKNOWN, evaluate(read, Known(**everything)))


def test_every_truth() -> None:
    values: list[Value] = [True, False, 0, 1, "", "x", None, (), ("x",), UNKNOWN]
    assert [truth(value) for value in values] == [T, F, F, T, F, T, F, F, T, U]


def test_and_or_of_many_parts() -> None:
    for values in itertools.product([T, F, U], repeat=3):
        lookup = Known(a=values[0], b=values[1], c=values[2])
        parts: tuple[Expression, ...] = (A, B, Name(("c",)))
        flat, nested = And(parts), And((And(parts[:2]), parts[2]))
        assert evaluate(flat, lookup) is evaluate(nested, lookup)
