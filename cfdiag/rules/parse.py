"""Conditions and rules: Jinja's own parser, then only what is listed here becomes an expression.

Conditions (`when` of a question) know names, constants, comparisons, `in`, and / or / not, and the
tests `answered` and `defined`. Rules (`when` of actions and findings) also know the functions of `facts`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, TemplateError, TemplateSyntaxError, nodes
from jinja2.parser import Parser

from cfdiag.ground.diagnostics import closest
from cfdiag.model.expression import (
    And,
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

MAX_EXPRESSION = 1_000
MAX_EXPRESSION_DEPTH = 20

_OPERATORS: dict[str, CompareOperator] = {
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "lteq": "<=",
    "gt": ">",
    "gteq": ">=",
    "in": "in",
    "notin": "not in",
}
_REFUSED = {
    nodes.Getitem: ("square brackets after a name", "write a dot: points.service_level"),
    nodes.Filter: ("a filter (|)", "compare the value itself"),
    nodes.CondExpr: ("'… if … else …'", "use and, or, not"),
    nodes.Add: ("arithmetic", "compare with a number"),
    nodes.Sub: ("arithmetic", "compare with a number"),
    nodes.Mul: ("arithmetic", "compare with a number"),
    nodes.Div: ("arithmetic", "compare with a number"),
    nodes.Concat: ("joining texts (~)", "compare the value itself"),
    nodes.Dict: ("a map", "compare with a text, a number or a list"),
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
    environment = Environment(autoescape=True)  # it renders nothing: the parser only asks for its lexer
    try:
        parser = Parser(environment, source, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise ExpressionError(f"'{_token(parser)}' is not expected there", _syntax_hint(source))
        expression = _convert(tree, 0)
    except TemplateSyntaxError as error:
        raise ExpressionError(_syntax(error), _syntax_hint(source)) from None
    except (TemplateError, RecursionError, OverflowError):
        raise ExpressionError("this is no expression that can be read", "write it more simply") from None
    if not rule and any(isinstance(name, Call) for name in names(expression)):
        raise ExpressionError(
            "functions are not read in conditions", "they belong in rules of actions and findings"
        )
    return expression


def _token(parser: Parser) -> str:
    return str(parser.stream.current.value)[:40]


def _syntax(error: TemplateSyntaxError) -> str:
    message = (error.message or "").split(" at ")[0]
    if "end of template" in message or "end of print" in message:
        return "the expression breaks off"
    if message.startswith("unexpected char"):
        return f"the character {message.removeprefix('unexpected char ')} cannot stand in an expression"
    return f"this is no expression: {message}"


def _syntax_hint(source: str) -> str:
    if source.count("(") > source.count(")"):
        return "inside { … } a comma ends a value: put the whole expression in quotes"
    if "=" in source.replace("==", "").replace("!=", "").replace("<=", "").replace(">=", ""):
        return "compare with ==, not with ="
    if "&" in source or "||" in source:
        return "join conditions with and / or"
    return 'join conditions with and / or, such as: sells_direct == "yes" and not (size < 10)'


def _convert(node: nodes.Expr, depth: int) -> Expression:
    if depth > MAX_EXPRESSION_DEPTH:
        raise ExpressionError(f"nested deeper than {MAX_EXPRESSION_DEPTH} levels", "write it more simply")
    converter = _CONVERTERS.get(type(node))
    if converter is None:
        what, hint = _REFUSED.get(type(node), (f"'{type(node).__name__.lower()}'", "write it more simply"))
        raise ExpressionError(f"{what} is not read in conditions and rules", hint)
    return converter(node, depth + 1)


def _constant(node: nodes.Const, _depth: int) -> Expression:
    if node.value is not None and not isinstance(node.value, (bool, int, float, str)):
        raise ExpressionError("a constant is a text, a number, true, false or none")
    return Const(node.value)


def _negative(node: nodes.Neg, depth: int) -> Expression:
    inner = _convert(node.node, depth)
    if (
        isinstance(inner, Const)
        and isinstance(inner.value, (int, float))
        and not isinstance(inner.value, bool)
    ):
        return Const(-inner.value)
    raise ExpressionError("a minus stands only before a number", "compare with a negative number")


def _name(node: nodes.Name, _depth: int) -> Expression:
    return Name((node.name,))


def _dotted(node: nodes.Getattr, depth: int) -> Expression:
    inner = _convert(node.node, depth)
    if not isinstance(inner, Name):
        raise ExpressionError("a dot stands only between names", "such as score.evidence")
    return Name((*inner.path, node.attr))


def _sequence(node: nodes.List | nodes.Tuple, depth: int) -> Expression:
    values: list[Scalar] = []
    for item in node.items:
        inner = _convert(item, depth)
        if not isinstance(inner, Const) or isinstance(inner.value, tuple):
            raise ExpressionError(
                "a list holds only texts and numbers", 'such as: role in ["buyer", "champion"]'
            )
        values.append(inner.value)
    return Const(tuple(values))


def _compare(node: nodes.Compare, depth: int) -> Expression:
    left = _convert(node.expr, depth)
    parts: list[Expression] = []
    for operand in node.ops:
        right = _convert(operand.expr, depth)
        parts.append(Compare(left, _OPERATORS[operand.op], right))
        left = right
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _and(node: nodes.And, depth: int) -> Expression:
    return And(_flat(node, nodes.And, depth))


def _or(node: nodes.Or, depth: int) -> Expression:
    return Or(_flat(node, nodes.Or, depth))


def _flat(node: nodes.BinExpr, kind: type[nodes.BinExpr], depth: int) -> tuple[Expression, ...]:
    """`a and b and c` is parsed as nested pairs on the left; as one list it is no deeper than written."""
    parts: list[Expression] = []
    current: nodes.Expr = node
    while isinstance(current, kind):
        parts.append(_convert(current.right, depth))
        current = current.left
    parts.append(_convert(current, depth))
    return tuple(reversed(parts))


def _not(node: nodes.Not, depth: int) -> Expression:
    inner = _convert(node.node, depth)
    if isinstance(node.node, nodes.Test) and isinstance(inner, Test):
        return Test(inner.part, inner.test, negated=not inner.negated)
    return Not(inner)


def _test(node: nodes.Test, depth: int) -> Expression:
    if (
        node.args
        or node.kwargs
        or node.dyn_args
        or node.dyn_kwargs
        or node.name not in ("answered", "defined")
    ):
        raise ExpressionError(
            f"the test 'is {node.name}' is not known",
            closest(node.name, ("answered", "defined")) or "the tests are: is answered, is defined",
        )
    return Test(_convert(node.node, depth), "answered" if node.name == "answered" else "defined")


def _call(node: nodes.Call, depth: int) -> Expression:
    del depth
    name = node.node.name if isinstance(node.node, nodes.Name) else ""
    if name not in FUNCTIONS:
        hint = closest(name, FUNCTIONS) or f"the functions are: {', '.join(FUNCTIONS)}"
        raise ExpressionError(f"the function '{name}' is not known", hint)
    n = len(FUNCTIONS[name].takes)
    if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != n:
        message = f"{name} takes {n} argument{'s' if n > 1 else ''}"
        raise ExpressionError(message, f"write {FUNCTIONS[name].form}")
    return Call(name, tuple(_argument(argument) for argument in node.args))


def _argument(node: nodes.Expr) -> str | int | float:
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Const) and (node.value is None or isinstance(node.value, bool)):
        return str(node.value).lower()  # an option may be called none: share(strongest, none)
    if isinstance(node, nodes.Const) and isinstance(node.value, (str, int, float)):
        return node.value
    raise ExpressionError("an argument is a name, a text or a number", "such as share(role, buyer)")


_CONVERTERS: dict[type[nodes.Expr], Callable[[Any, int], Expression]] = {
    nodes.Const: _constant,
    nodes.Neg: _negative,
    nodes.Name: _name,
    nodes.Getattr: _dotted,
    nodes.List: _sequence,
    nodes.Tuple: _sequence,
    nodes.Compare: _compare,
    nodes.And: _and,
    nodes.Or: _or,
    nodes.Not: _not,
    nodes.Test: _test,
    nodes.Call: _call,
}
