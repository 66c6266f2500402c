"""The arithmetic of a chain and the text of a rule, as people write them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from cfdiag.expression import And, Call, Compare, Const, Expression, Name, Not, Or, Test, Unknown
from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import BASIS_POINTS, Action, Question
from cfdiag.questions import TYPES
from cfdiag.scoring.facts import Facts
from cfdiag.scoring.plan import Candidate, distance, weight_of
from cfdiag.text import number


def weighted(pairs: Sequence[tuple[float, float | None]], mean: float) -> str:
    """`(1 × 50.0 + 2 × 75.0) / 3 = 66.7`."""
    terms = " + ".join(f"{weight:g} × {number(value or 0.0)}" for weight, value in pairs)
    total = math.fsum(weight for weight, _ in pairs)
    return f"({terms}) / {total:g} = {number(mean)}"


def mean_of(mean: float, n: int, what: str) -> str:
    """`1626.0 / 30, the mean of 30 …`."""
    return f"{number(mean * n)} / {n}, the mean of {n} {what}"


def scale_text(question: Question, value: float, points: float) -> str:
    """`100 × (4 − 1) / 4 = 75.0 points`."""
    scale = question.scale
    if scale is None:
        return f"{number(points)} points"
    shown = f"{value:g}" if float(value).is_integer() else number(value, decimals=2)
    turned = f"{scale.min} + {scale.max} − {shown}" if question.reverse else shown
    return f"100 × ({turned} − {scale.min}) / {scale.max - scale.min} = {number(points)} points"


def rule_text(expression: Expression, facts: Facts) -> str:  # noqa: PLR0911  one a kind
    """A rule as it is written, each figure with its value: `score.evidence (41.2) < 50`."""
    match expression:
        case Const(value):
            return (
                repr(value)
                if isinstance(value, str)
                else str(list(value) if isinstance(value, tuple) else value)
            )
        case Name(path):
            return f"{'.'.join(path)} ({_shown(facts.name(path))})"
        case Call(function, arguments):
            inner = ", ".join(str(argument) for argument in arguments)
            return f"{function}({inner}) ({_shown(facts.call(function, arguments))})"
        case Compare(left, op, right):
            return f"{rule_text(left, facts)} {op} {rule_text(right, facts)}"
        case And(parts):
            return " and ".join(_bracketed(part, facts) for part in parts)
        case Or(parts):
            return " or ".join(_bracketed(part, facts) for part in parts)
        case Not(part):
            return f"not {_bracketed(part, facts)}"
        case Test(part, test, negated):
            return f"{rule_text(part, facts)} is {'not ' if negated else ''}{test}"


def _bracketed(part: Expression, facts: Facts) -> str:
    text = rule_text(part, facts)
    return f"({text})" if isinstance(part, (And, Or)) else text


def _shown(value: object) -> str:
    if isinstance(value, Unknown):
        return "unknown"
    if isinstance(value, float):
        return number(value, decimals=2)
    return str(value)


def asked(expression: Expression) -> Iterable[tuple[str, ...]]:
    """Every figure that a rule asks for: kind and id."""
    match expression:
        case Name(path):
            yield path
        case Call(function, arguments):
            yield (function, str(arguments[0]))
        case Compare(left, _, right):
            yield from asked(left)
            yield from asked(right)
        case And(parts) | Or(parts):
            for part in parts:
                yield from asked(part)
        case Not(part) | Test(part, _, _):
            yield from asked(part)
        case _:
            return


def distribution_text(
    distribution: Mapping[str, int], mean: float | None, points: float | None, question: Question
) -> str:
    """`(4 × 1 + 14 × 2) / 18 = 1.78 → …`; of what is no scale, how often each."""
    counts = [(int(step), n) for step, n in distribution.items() if step.lstrip("-").isdigit() and n]
    if mean is None or not counts or question.scale is None:
        said = ", ".join(f"{n} × {value}" for value, n in distribution.items() if n)
        return f"{said} → {number(points)} points" if points is not None and said else said
    n = sum(count for _, count in counts)
    terms = " + ".join(f"{count} × {step}" for step, count in counts)
    text = f"({terms}) / {n} = {number(mean, decimals=2)}"
    return text if points is None else f"{text} → {scale_text(question, mean, points)}"


def answer_text(question: Question, answer: Answer, points: float | None, language: str) -> str:
    """What was answered, and what it comes to."""
    if answer.status != "answered":
        text = answer.status.replace("_", " ")
    elif question.type == "text":
        text = "answered in words"
    else:
        text = TYPES[question.type].show(question, answer.value, language)
    if points is not None and isinstance(answer.value, (int, float)):
        text = f"{text} → {scale_text(question, float(answer.value), points)}"
    elif points is not None:
        text = f"{text} → {number(points)} points"
    if answer.importance is not None:
        text += f"; importance {answer.importance}"
    if answer.basis is not None:
        text += f"; rests on {answer.basis.replace('_', ' ')} ({BASIS_POINTS[answer.basis]:g} points)"
    return text


def priority_text(action: Action, first: Candidate, need: float, priority: float) -> str:
    """`priority = need 0.44 × impact 3 / effort 1 = 1.31; need = mean of (…)`."""
    terms = [
        f"{e.question}: {number(distance(action.kind, e.points, e.target), decimals=3)} × "
        f"{number(weight_of(e.importance, first.typical), decimals=3)}"
        for e in first.evidence
    ]
    if first.action.need is not None:
        how = "as the action states"
    elif terms:
        what = "distance beyond target" if action.kind == "build" else "shortfall"
        how = f"= mean of {what} × weight ({'; '.join(terms)})"
    else:
        how = "by default, since none of its evidence is scored"
    return (
        f"priority = need {number(need, decimals=4)} × impact {first.action.impact} / effort "
        f"{first.action.effort} = {number(priority, decimals=4)}; need {how}"
    )
