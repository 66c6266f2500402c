"""Whether a rule can hold: judged without false alarms."""

# ruff: noqa: E501  a case a row reads better than one broken over lines
from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kits.rules import condition, rule

from cfdiag.model.domain import Domain
from cfdiag.model.expression import Call, Name, evaluate
from cfdiag.rules.satisfiable import can_hold

DOMAINS = {
    "score.a": Domain(0, 100),
    "n": Domain(0, 3, whole=True),
    "m": Domain(0, 3, whole=True),
    "w": Domain(words=("x", "y", "z")),
    "v": Domain(words=("x", "y", "z")),
    "list": Domain(words=("x", "y"), many=True),
    "free": Domain(words=()),
}


def of(name: Name | Call) -> Domain | None:
    return DOMAINS.get(".".join(name.path)) if isinstance(name, Name) else Domain(0, 1)


@pytest.mark.parametrize(
    "source",
    [
        "score.a > 99", "score.a >= 100", "n == 3", "n > 2", "not (n < 3)", 'w == "x"', 'w not in ["x", "y"]',
        "score.a > 50 and score.a < 60 or score.a > 200", "score.a > n", "unheard > 1", 'free == "anything"',
        '"x" in list and "y" in list', "share(q, o) == 1", "5 > n", 'not (w == "x" or w == "y")', "n is answered",
        "n != 0", "1 <= n < 2",
    ],
)  # fmt: skip
def test_possible(source: str) -> None:
    assert can_hold(rule(source), of)


@pytest.mark.parametrize(
    "source",
    [
        "score.a > 100", "score.a < 0", "n > 3", "n > 2 and n < 3", "n == 1.5", 'w == "q"', 'w == "x" and w == "y"',
        'not (w in ["x", "y", "z"])', "score.a > 60 and score.a < 50", "share(q, o) > 1", "5 < n", "false",
        "not (score.a >= 0)", "(n == 1 or n == 2) and n > 2", "score.a > 50 and score.a <= 50",
    ],
)  # fmt: skip
def test_impossible(source: str) -> None:
    assert not can_hold(rule(source), of)


def test_names_that_are_never_known() -> None:
    never = frozenset({"n"})
    assert not can_hold(condition("n > 1"), of, never)
    assert not can_hold(condition("not (n > 1)"), of, never)
    assert not can_hold(condition("n is answered"), of, never)
    assert can_hold(condition("n is not answered"), of, never)
    assert can_hold(condition('n > 1 or w == "x"'), of, never)
    assert not can_hold(condition('n > 1 and w == "x"'), of, never)


ATOMS = st.builds(
    lambda name, op, value: f"{name} {op} {value}",
    st.sampled_from("nm"), st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), st.integers(-1, 4),
) | st.builds(
    lambda name, op, value: f'{name} {op} "{value}"', st.sampled_from("wv"), st.sampled_from(["==", "!="]), st.sampled_from("xyzq")
)  # fmt: skip
SOURCES = st.recursive(
    ATOMS,
    lambda inner: (
        st.builds(lambda x, y: f"({x}) and ({y})", inner, inner)
        | st.builds(lambda x, y: f"({x}) or ({y})", inner, inner)
        | st.builds(lambda x: f"not ({x})", inner)
    ),
    max_leaves=6,
)


class Lookup:
    def __init__(self, **values: object) -> None:
        self.values = values

    def name(self, path: tuple[str, ...]) -> object:
        return self.values[path[0]]


@given(SOURCES)
def test_it_says_what_trying_every_value_says(source: str) -> None:
    expression = condition(source)
    tried = any(
        evaluate(expression, Lookup(n=n, m=m, w=w, v=v)) is True  # type: ignore[arg-type]
        for n, m, w, v in itertools.product(range(4), range(4), "xyz", "xyz")
    )
    assert can_hold(expression, of) is tried
