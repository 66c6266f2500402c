"""Conditions and rules: what passes, and what is refused with which words."""

# ruff: noqa: E501  a case a row reads better than one broken over lines
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from kits.rules import condition, rule

from cfdiag.model import expression
from cfdiag.model.expression import UNKNOWN, And, Call, Compare, Const, Name, Not, Or, evaluate, truth
from cfdiag.rules.explain import spell
from cfdiag.rules.parse import MAX_EXPRESSION_DEPTH, ExpressionError, parse_expression

A, B = Name(("a",)), Name(("b",))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("((((((((((a))))))))))", A),
        ("a in ()", Compare(A, "in", Const(()))),
        (
            "a == 'it\\'s' or a == 1.5e2",
            Or((Compare(A, "==", Const("it's")), Compare(A, "==", Const(150.0)))),
        ),
        ('a == "yes"', Compare(A, "==", Const("yes"))),
        ("a != -3", Compare(A, "!=", Const(-3))),
        ("1 < a <= 2.5", And((Compare(Const(1), "<", A), Compare(A, "<=", Const(2.5))))),
        ("a and b and not a", And((A, B, Not(A)))),
        ("a or b and a", Or((A, And((B, A))))),
        ("(a or b) and a", And((Or((A, B)), A))),
        ('a in ["x", "y"]', Compare(A, "in", Const(("x", "y")))),
        ('a not in ("x", 2)', Compare(A, "not in", Const(("x", 2)))),
        ('"x" in a', Compare(Const("x"), "in", A)),
        ("a is answered", expression.Test(A, "answered")),
        ("a is not defined", expression.Test(A, "defined", negated=True)),
        ("not a is answered", expression.Test(A, "answered", negated=True)),
        ("a == true or a == none", Or((Compare(A, "==", Const(value=True)), Compare(A, "==", Const(None))))),
        ("score.a > 1", Compare(Name(("score", "a")), ">", Const(1))),
    ],
)
def test_conditions(source: str, expected: object) -> None:
    assert condition(source) == expected
    assert rule(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("share(role, buyer) > 0.5", Compare(Call("share", ("role", "buyer")), ">", Const(0.5))),
        ('share("role", "buyer") > 0.5', Compare(Call("share", ("role", "buyer")), ">", Const(0.5))),
        ("share(role, none) == 0", Compare(Call("share", ("role", "none")), "==", Const(0))),
        ("share(level, 4) == 0", Compare(Call("share", ("level", 4)), "==", Const(0))),
        ("count(promises) >= 1", Compare(Call("count", ("promises",)), ">=", Const(1))),
        ("days_since(seen) > 90", Compare(Call("days_since", ("seen",)), ">", Const(90))),
    ],
)
def test_rules(source: str, expected: object) -> None:
    assert rule(source) == expected
    with pytest.raises(ExpressionError, match="functions are not read in conditions"):
        condition(source)


@pytest.mark.parametrize(
    ("source", "message", "hint"),
    [
        ("a = 1", "'=' is not expected there", "compare with ==, not with ="),
        ("a b", "'b' is not expected there", 'join conditions with and / or, such as: sells_direct == "yes" and not (size < 10)'),
        ("a &&", "the character '&' cannot stand in an expression", "join conditions with and / or"),
        ("a ==", "the expression breaks off", 'join conditions with and / or, such as: sells_direct == "yes" and not (size < 10)'),
        ("share(a", "the expression breaks off", "inside { … } a comma ends a value: put the whole expression in quotes"),
        ("{{ a }}", "an expression stands without {{ }}", "remove the braces"),
        ("a % 2 == 1", "other arithmetic than + - * / is not read in conditions and rules", "calculate with those four"),
        ("a + > 2", "'>' is not expected there", 'join conditions with and / or, such as: sells_direct == "yes" and not (size < 10)'),
        ("1" + " + 1" * 51 + " > 2", "more than 50 operations", "split it"),
        ("a | upper", "a filter (|) is not read in conditions and rules", "compare the value itself"),
        ("a['b']", "square brackets after a name is not read in conditions and rules", "write a dot: points.service_level"),
        ("1 if a else 2", "'… if … else …' is not read in conditions and rules", "use and, or, not"),
        ("{'a': 1}", "a map is not read in conditions and rules", "compare with a text, a number or a list"),
        ("a in [b]", "a list holds only texts and numbers", 'such as: role in ["buyer", "champion"]'),
        ("a is odd", "the test 'is odd' is not known", "the tests are: is answered, is defined"),
        ("a is answred", "the test 'is answred' is not known", "did you mean 'answered'?"),
        ("shre(a, b) > 1", "the function 'shre' is not known", "did you mean 'share'?"),
        ("a.b() > 1", "the function '' is not known", "the functions are: share, mean, count, days_since"),
        ("share(a) > 1", "share takes 2 arguments", "write share(question, option)"),
        ("count(a, b) > 1", "count takes 1 argument", "write count(section)"),
        ("days_since(x=1) > 1", "'=' is not expected there", "compare with ==, not with ="),
        ("a == “yes”", "the character '“' cannot stand in an expression", 'write straight quotes: "yes"'),
        ("a == 1e400", "the number is too large", "write a smaller one"),
        ("a == 012", "the character '0' cannot stand in an expression", 'join conditions with and / or, such as: sells_direct == "yes" and not (size < 10)'),
        ("a == 'x", "the character \"'\" cannot stand in an expression", 'join conditions with and / or, such as: sells_direct == "yes" and not (size < 10)'),
        ("a not b", "'b' is not expected there", 'join conditions with and / or, such as: sells_direct == "yes" and not (size < 10)'),
        ("a is", "the expression breaks off", 'join conditions with and / or, such as: sells_direct == "yes" and not (size < 10)'),
        ("", "the expression breaks off", 'join conditions with and / or, such as: sells_direct == "yes" and not (size < 10)'),
        ("count(a > 1) > 1", "an argument is a name, a text or a number", "such as share(role, buyer)"),
        ('"a".upper', "a dot stands only between names", "such as score.evidence"),
        ("x" * 1001, "the expression is longer than 1,000 characters", "split it"),
        ("(" * 400 + "a", f"nested deeper than {MAX_EXPRESSION_DEPTH} levels", "write it more simply"),
        ("- " * 490 + "1", f"nested deeper than {MAX_EXPRESSION_DEPTH} levels", "write it more simply"),
        ("not " * (MAX_EXPRESSION_DEPTH + 2) + "a", f"nested deeper than {MAX_EXPRESSION_DEPTH} levels", "write it more simply"),
    ],
)  # fmt: skip
def test_refused(source: str, message: str, hint: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_expression(source, rule=True)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@given(st.text(alphabet="ab.()[]{}<>=!-+*/|~%&'\" 01,andorinotis", max_size=40))
def test_any_text_is_an_expression_or_refused(source: str) -> None:
    try:
        parse_expression(source, rule=True)
    except ExpressionError:
        return


KNOWN = {"a": 3, "b": "yes", "c": 0}
_NUMBER = st.sampled_from(["a", "c", "-1", "3", "2.5"])
_VALUE = st.sampled_from(["b", '"yes"', "'no'", "a", "3", "true", "none"])
_LEAF = st.one_of(
    st.tuples(_NUMBER, st.sampled_from(["<", "<=", ">", ">="]), _NUMBER).map(" ".join),
    st.tuples(_NUMBER, st.just("<"), _NUMBER, st.just("<="), _NUMBER).map(" ".join),
    st.tuples(_VALUE, st.sampled_from(["==", "!="]), _VALUE).map(" ".join),
    st.tuples(
        _VALUE, st.sampled_from(["in", "not in"]), st.sampled_from(['["yes", 3]', "('no',)", "[]"])
    ).map(" ".join),
    st.sampled_from(["a", "b", "c", "a is defined", "c is not defined", "not a is defined"]),
)
_EXPRESSIONS = st.recursive(
    _LEAF,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(" ".join),
        inner.map(lambda text: f"({text})"),
        inner.map(lambda text: f"not {text}"),
    ),
    max_leaves=12,
)


class Known:
    """Everything that is asked for is known."""

    def name(self, path: tuple[str, ...]) -> expression.Value:
        return KNOWN[path[0]]

    def call(self, function: str, arguments: tuple[expression.Value, ...]) -> expression.Value:
        return UNKNOWN


@given(_EXPRESSIONS)
def test_it_means_what_it_means_in_jinja(source: str) -> None:
    expected = Environment(autoescape=True).compile_expression(source)(**KNOWN)
    assert truth(evaluate(parse_expression(source, rule=False), Known())) is bool(expected)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1 + 2 * 3 == 7", True),
        ("(1 + 2) * 3 == 9", True),
        ("10 - 2 - 3 == 5", True),
        ("12 / 3 / 2 == 2", True),
        ("-a == -4", True),
        ("a + b == 10", True),
        ("a - -b == 10", True),
        ("2 * a > b and b / a > 1", True),
        ("b / (a - 4) > 1", UNKNOWN),
        ("c + 1 > 0", UNKNOWN),
        ("d * 2 > 0", UNKNOWN),
        ("a / 0 > 1 or a == 4", True),
    ],
)
def test_arithmetic(source: str, value: object) -> None:
    class Answers:
        def name(self, path: tuple[str, ...]) -> object:
            return {"a": 4, "b": 6, "d": "words"}.get(path[0], UNKNOWN)

    assert evaluate(condition(source), Answers()) is value


@pytest.mark.parametrize("source", ["a + b == 100", "(a - b) * 2 > -1", "a - (b - 1) < 3 / a"])
def test_arithmetic_is_said_as_it_was_written(source: str) -> None:
    assert condition(spell(condition(source))) == condition(source)
