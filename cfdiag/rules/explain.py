"""Rules in writing: as their author wrote them, and with the value of each thing that they ask for."""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.locales.locale import Locale
from cfdiag.model.expression import (
    And,
    Arithmetic,
    Call,
    Compare,
    Const,
    Expression,
    Few,
    Lookup,
    Name,
    Not,
    Or,
    Scalar,
    Test,
    Unknown,
    evaluate,
)

DECIMALS = 2


def spell(expression: Expression, beside: Callable[[Name | Call], str] | None = None) -> str:  # noqa: PLR0911  one a kind
    """The expression as its author would write it.

    Args:
        expression: the condition or rule.
        beside: what to write after each name and function, such as its value.
    """
    match expression:
        case Const(value):
            return _literal(value)
        case Name(path):
            return ".".join(path) + (beside(expression) if beside else "")
        case Call(function, arguments):
            inner = ", ".join(_argument(argument) for argument in arguments)
            return f"{function}({inner})" + (beside(expression) if beside else "")
        case Arithmetic(left, op, right):
            one, other = (
                # Every inner one in brackets: nobody has to know which operation comes first.
                f"({spell(part, beside)})" if isinstance(part, Arithmetic) else spell(part, beside)
                for part in (left, right)
            )
            return f"{one} {op} {other}"
        case Compare(left, op, right):
            return f"{spell(left, beside)} {op} {spell(right, beside)}"
        case And(parts):
            each = [(part, spell(part, beside)) for part in parts]
            return " and ".join(f"({said})" if isinstance(part, Or) else said for part, said in each)
        case Or(parts):
            return " or ".join(spell(part, beside) for part in parts)
        case Not(part):
            return f"not ({spell(part, beside)})"
        case Test(part, test, negated):
            return f"{spell(part, beside)} is {'not ' if negated else ''}{test}"


def with_values(rule: Expression, facts: Lookup, locale: Locale) -> str:
    """The rule, each thing that it asks for with its value: `score.evidence (41.2) < 50`."""

    def beside(name: Name | Call) -> str:
        value = evaluate(name, facts)
        if isinstance(value, Unknown):
            return f" ({locale('unknown')})"
        if isinstance(value, Few):
            n = locale("fewer than 3") if value.n is None else locale.count(value.n)
            return f" ({locale('{n} of {of}', n=n, of=locale.count(value.of))})"
        return f" ({locale.number(value, DECIMALS) if isinstance(value, float) else value})"

    return spell(rule, beside)


def _argument(argument: str | float) -> str:
    """An id needs no quotes."""
    return argument if isinstance(argument, str) and argument.isidentifier() else _literal(argument)


def _literal(value: Scalar | tuple[Scalar, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_literal(one) for one in value)}]"
    if isinstance(value, str):
        return f'"{value}"'
    return str(value).lower() if isinstance(value, bool) or value is None else f"{value:.15g}"
