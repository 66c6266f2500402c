"""Conditions in LimeSurvey's expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cfdiag.exchange.forms._form import FormField
from cfdiag.model.expression import And, Compare, Const, Expression, Name, Not, Or, Test
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.questions import TYPES

DONT_KNOW = "DK"
"""The code of 'I don't know'; those of answers have five signs at most."""


class SurveyCodes(NamedTuple):
    """What the questions of a survey are called there: letters and digits, twenty at most."""

    questionnaire: Questionnaire
    by_key: Mapping[str, str]


def answer_code(number: int) -> str:
    """The code of an option by its place, from 1."""
    return f"A{number}"


_OPS = {"==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def in_limesurvey(when: Expression, field: FormField, codes: SurveyCodes) -> str:  # noqa: PLR0911  one a kind
    """A condition in LimeSurvey's expressions; where what it rests on is not known, it does not hold."""
    match when:
        case Compare(left, op, right) if isinstance(left, Name) and isinstance(right, Const) and op in _OPS:
            said = f"{_ref(left, field, codes)} {_OPS[op]} {_literal(right.value, left, codes)}"
            return f"({_given(left, field, codes)} && {said})"
        case Compare(left, op, right) if (
            isinstance(left, Name) and isinstance(right, Const) and isinstance(right.value, tuple)
        ):
            tests = " || ".join(
                f"{_ref(left, field, codes)} == {_literal(value, left, codes)}" for value in right.value
            )
            return f"({_given(left, field, codes)} && {'!' if op == 'not in' else ''}({tests or '0'}))"
        case And(parts):
            return f"({' && '.join(in_limesurvey(part, field, codes) for part in parts)})"
        case Or(parts):
            return f"({' || '.join(in_limesurvey(part, field, codes) for part in parts)})"
        case Not(part):
            return f"!{in_limesurvey(part, field, codes)}"
        case Test(part, _, negated) if isinstance(part, Name):
            return f"{'!' if negated else ''}{_given(part, field, codes)}"
        case _:
            return "1"


def _ref(name: Name, field: FormField, codes: SurveyCodes) -> str:
    return f"{codes.by_key[field.key_of(name.path[0])]}.NAOK"


def _given(name: Name, field: FormField, codes: SurveyCodes) -> str:
    ref = _ref(name, field, codes)
    return f'(!is_empty({ref}) && {ref} != "{DONT_KNOW}")'


def _literal(value: object, name: Name, codes: SurveyCodes) -> str:
    question = codes.questionnaire.question(name.path[0])
    ids: Sequence[str] = [option.id for option in question.options] if question is not None else []
    if value in ids and question is not None and TYPES[question.type].column == "option":
        return f'"{answer_code(ids.index(str(value)) + 1)}"'
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:g}"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
