"""Why an action is called for: the questions its rule rests on, with the figures that count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from cfdiag.model.expression import (
    Call,
    Compare,
    Const,
    Name,
    Unknown,
    comparisons,
    evaluate,
    holds,
    truth,
)
from cfdiag.model.interview import question_of
from cfdiag.model.questionnaire import DEFAULT_TARGET, Action, Question, Questionnaire
from cfdiag.model.result import Because, OptionCount, QuestionnaireResult, QuestionScore
from cfdiag.questions import TYPES
from cfdiag.rules.fact_lookup import Facts
from cfdiag.scoring import reasons
from cfdiag.scoring.options import Phrasing
from cfdiag.scoring.plan.need import Evidence
from cfdiag.scoring.titles import question_title


def _not_counted(result: QuestionnaireResult, question: str) -> str:
    """Why a question that an action rests on is no part of its need."""
    score = result.questions.get(question)
    if score is None:
        return reasons.NOT_ASKED
    if score.reason is not UNSET:
        return score.reason
    return reasons.NOT_SCORED if score.reasons is UNSET else score.reasons.get("points", reasons.NOT_SCORED)


def because_of(
    questionnaire: Questionnaire,
    result: QuestionnaireResult,
    action: Action,
    evidence: Sequence[Evidence],
    *,
    facts: Facts,
    words: Phrasing,
) -> tuple[Because, ...]:
    """What an action rests on, question by question in the order of its rule."""
    scored, terms = {each.question: each for each in evidence}, tuple(comparisons(action.when))
    found = []
    for id_ in action.because:
        each = scored.get(id_)
        question = questionnaire.question(id_)
        if question is None:
            continue
        said = _most(result, id_, question) if each is None or not TYPES[question.type].rated else None
        more: dict[str, Any] = dict(zip(("answer", "n", "of"), said, strict=True)) if said else {}
        more |= _what_holds(terms, result, id_, facts)
        if each is not None:
            because = Because(
                question=id_, points=each.points, target=each.target, importance=each.importance, **more
            )
        else:
            why = _not_counted(result, id_)
            because = Because(question=id_, points=None, target=DEFAULT_TARGET, reason=why, **more)
        text = said_most(because, question, words)
        if not text and each is None:
            text = question_title(questionnaire, id_, words)
        found.append(msgspec.structs.replace(because, text=text))
    return tuple(found)


def _most(result: QuestionnaireResult, id_: str, question: Question) -> tuple[str, int, int] | None:
    """What was said most to a question, by how many of how many; None where nothing may be said."""
    score = result.questions.get(id_)
    told = [(-n, key) for key, n in score.distribution.items() if n] if score else []
    if score is None or not told or TYPES[question.type].value_of(min(told)[1]) is None:
        return None
    n, key = min(told)
    return key, -n, score.n or 0


def _what_holds(
    terms: Sequence[Compare], result: QuestionnaireResult, id_: str, facts: Facts
) -> dict[str, Any]:
    """Of what a rule asks of a question, the parts that hold: of alternatives not all do."""
    asked: dict[str, list[Compare]] = {}
    for term in terms:
        if isinstance(term.left, (Name, Call)) and term.left.key[1:2] == (id_,):
            asked.setdefault(term.left.key[0], []).append(term)
    found: dict[str, Any] = {}
    if "perception" in asked:
        found["gaps"] = [
            key
            for key, p in result.perception.items()
            if question_of(key) == id_
            and p.points is not None
            and any(holds(Compare(Const(p.points), t.op, t.right), facts) for t in asked["perception"])
        ]
    if "share" in asked:
        options = [t.left.key[2] for t in asked["share"] if isinstance(t.left, Call) and holds(t, facts)]
        counts = (_option_count(result.questions.get(id_), option) for option in dict.fromkeys(options))
        found["options"] = [count for count in counts if count is not None]
    known = [v for t in asked.get("points", ()) if not isinstance(v := truth(evaluate(t, facts)), Unknown)]
    if known:
        found["holds"] = any(known)
    return found


def _option_count(score: QuestionScore | None, option: str) -> OptionCount | None:
    """How many chose an option, where that may be shown."""
    if score is None or not score.distribution:
        return None
    n, of = score.distribution.get(option, 0), score.n
    return OptionCount(option=option, n=n, of=of) if n is not None and of else None


def said_most(because: Because, question: Question, words: Phrasing) -> str:
    """What was said most to a question: `3 of 4 said “no”`; nothing where nothing may be said."""
    type_ = TYPES[question.type]
    value = type_.value_of(because.answer) if because.answer is not UNSET else None
    if value is None or because.n is UNSET or because.of is UNSET:
        return ""
    return words.said_by(because.n, because.of, type_.show(question, value, words.locale))
