"""Actions whose rules hold, and what they are worth.

Need of a mending action: the mean over its scored evidence questions of shortfall × weight, with
shortfall = max(0, target − points)/target and weight = mean importance on 0–1 where it is rated, else the
mean over the questionnaire's rated questions, else 1. Of a building action the same with
max(0, points − target)/(100 − target). Where the rule holds because of a gap (between two groups, or of
performance and importance): the largest |difference in points|/100 × weight. Where no figure carries it: what
the action states, else .5. Priority = need × impact / effort.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import UNSET

from cfdiag.model.expression import (
    And,
    Call,
    Compare,
    Const,
    Expression,
    Name,
    Not,
    Or,
    Unknown,
    comparisons,
    evaluate,
    truth,
)
from cfdiag.model.interview import question_of
from cfdiag.model.questionnaire import DEFAULT_TARGET, Action, Dimension, Question, Questionnaire
from cfdiag.model.result import (
    ActionScore,
    Because,
    NotJudged,
    OptionCount,
    QuestionnaireResult,
    QuestionScore,
)
from cfdiag.questions import TYPES
from cfdiag.rules.facts import Facts
from cfdiag.scoring import reasons
from cfdiag.scoring.options import Phrasing
from cfdiag.scoring.titles import question_title

DEFAULT_NEED = 0.5

Tier = Literal["first", "next", "later"]
Firm = tuple[float | None, Tier | None]
"""In which share of recounts an action is among the first three, and what that is called."""

_GAPS = ("perception", "gap")


class Evidence(msgspec.Struct, frozen=True):
    """A scored question that an action rests on."""

    questionnaire: str
    question: str
    dimension: str
    points: float
    target: float
    importance: float | None
    """0 to 1, where rated."""


class HeldGap(msgspec.Struct, frozen=True):
    """A gap for which an action's rule holds: between two groups, or of performance and importance."""

    kind: str
    """`perception` or `gap`."""
    question: str
    key: str
    """Of several items the widest: `section/item/question`."""
    points: float
    """The difference on 0 to 100."""
    importance: float | None
    """0 to 1, where rated."""


class Candidate(msgspec.Struct, frozen=True):
    """An action whose rule holds in one questionnaire."""

    questionnaire: str
    action: Action
    title: str
    owner: str
    evidence: tuple[Evidence, ...]
    gaps: tuple[HeldGap, ...]
    typical: float | None
    """The questionnaire's mean importance, 0 to 1, or None: nothing is rated."""
    because: tuple[Because, ...]


def weight_of(importance: float | None, typical: float | None) -> float:
    """How much a shortfall counts: the importance, else the questionnaire's usual one, else 1."""
    return importance if importance is not None else typical if typical is not None else 1.0


def need_of(candidate: Candidate) -> float:
    """The need of an action, 0 to 1; see the top of this file."""
    if candidate.gaps:
        return max(gap_need(each, candidate.typical) for each in candidate.gaps)
    action = candidate.action
    if action.need is not None:
        return action.need
    if not candidate.evidence:
        return DEFAULT_NEED
    parts = [
        distance(action.kind, each.points, each.target) * weight_of(each.importance, candidate.typical)
        for each in candidate.evidence
    ]
    return math.fsum(parts) / len(parts)


def need_from(candidate: Candidate) -> Literal["figures", "author"]:
    """Whether the need comes from answers, or from whoever wrote the questionnaire."""
    stated = candidate.action.need is not None or not candidate.evidence
    return "author" if stated and not candidate.gaps else "figures"


def gap_need(gap: HeldGap, typical: float | None) -> float:
    """|difference|/100 × importance: a larger gap is a larger need."""
    return min(1.0, abs(gap.points) / 100) * weight_of(gap.importance, typical)


def distance(kind: str, points: float, target: float) -> float:
    """How far a question is short of its target, or beyond it, as a share of what it could be."""
    if kind == "build":
        return max(0.0, points - target) / (100 - target) if target < 100 else 0.0  # noqa: PLR2004  points
    return max(0.0, target - points) / target if target > 0 else 0.0


def candidates(
    questionnaire: Questionnaire,
    dimensions: Mapping[str, Dimension],
    result: QuestionnaireResult,
    *,
    facts: Facts,
    words: Phrasing,
) -> tuple[list[Candidate], list[NotJudged]]:
    """The actions whose rules hold, and those whose rules came to unknown.

    Args:
        questionnaire: with its actions.
        dimensions: with the targets that hold.
        result: its figures.
        facts: for the rules.
        words: titles in the run's language.
    """
    typical = typical_importance(result)
    found: list[Candidate] = []
    unknown: list[NotJudged] = []
    for action in questionnaire.actions:
        verdict = truth(evaluate(action.when, facts))
        title = words.text(action.title, "")
        if isinstance(verdict, Unknown):
            unknown.append(NotJudged(id=action.id, title=title, missing=facts.missing(action.when)))
        elif verdict:
            evidence = _evidence(questionnaire, dimensions, result, action)
            found.append(
                Candidate(
                    questionnaire=questionnaire.id,
                    action=action,
                    title=title,
                    owner=words.text(action.owner, ""),
                    evidence=evidence,
                    gaps=tuple(_held_gaps(action, result, facts)),
                    typical=typical,
                    because=_because(questionnaire, result, action, evidence, facts=facts, words=words),
                )
            )
    return found, unknown


def _held_gaps(action: Action, result: QuestionnaireResult, facts: Facts) -> Iterator[HeldGap]:
    """The gaps that a rule compares with something, where that comparison is what makes it hold."""
    for kind, question in dict.fromkeys(_holding(action.when, facts, wanted=True)):
        key, points = _gap_points(result, kind, question)
        if points is not None:
            yield HeldGap(kind, question, key, points, _importance(result, question))


def _holding(expression: Expression, facts: Facts, *, wanted: bool) -> Iterator[tuple[str, str]]:
    match expression:
        case Compare(left, _, right):
            if truth(evaluate(expression, facts)) is wanted:
                for side in (left, right):
                    if isinstance(side, Name) and len(side.path) == 2 and side.path[0] in _GAPS:  # noqa: PLR2004  kind and id
                        yield side.path[0], side.path[1]
        case And(parts) | Or(parts):
            for part in parts:
                yield from _holding(part, facts, wanted=wanted)
        case Not(part):
            yield from _holding(part, facts, wanted=not wanted)
        case _:
            return


def _gap_points(result: QuestionnaireResult, kind: str, question: str) -> tuple[str, float | None]:
    """What a gap is about, and its size in points."""
    if kind == "perception":
        found = result.perception.get(question)
        if found is None or found.points is None:
            return question, None
        # Over several items the widest is what has to be mended: their mean hides it.
        items = {
            key: p.points for key, p in result.perception.items() if key.endswith(f"/{question}") and p.points
        }
        sign = 1 if found.points > 0 else -1
        return max({question: found.points, **items}.items(), key=lambda each: sign * each[1])
    score = result.questions.get(question)
    if score is None or score.gap is UNSET or score.gap.points is UNSET:
        return question, None
    return question, score.gap.points


def typical_importance(result: QuestionnaireResult) -> float | None:
    """The mean importance of the rated questions on 0–1, or None."""
    rated = [share for key in result.questions if (share := _importance(result, key)) is not None]
    return math.fsum(rated) / len(rated) if rated else None


def _importance(result: QuestionnaireResult, question: str) -> float | None:
    found = result.questions.get(question)
    if found is None or found.importance is UNSET or found.importance.points is UNSET:
        return None
    return found.importance.points / 100


def _evidence(
    questionnaire: Questionnaire,
    dimensions: Mapping[str, Dimension],
    result: QuestionnaireResult,
    action: Action,
) -> tuple[Evidence, ...]:
    found = []
    for id_ in action.because:
        score = result.questions.get(id_)
        if score is None or score.points is None:
            continue
        dimension = dimensions.get(score.dimension or "")
        if dimension is None:  # points without a dimension have no target to fall short of
            continue
        share = _importance(result, id_)
        found.append(Evidence(questionnaire.id, id_, dimension.id, score.points, dimension.target, share))
    return tuple(found)


def _not_counted(result: QuestionnaireResult, question: str) -> str:
    """Why a question that an action rests on is no part of its need."""
    score = result.questions.get(question)
    if score is None:
        return reasons.NOT_ASKED
    if score.points is not None:
        return reasons.NOT_SCORED
    if score.reason is not UNSET:
        return score.reason
    return reasons.NOT_SCORED if score.reasons is UNSET else score.reasons.get("points", reasons.NOT_SCORED)


def _because(
    questionnaire: Questionnaire,
    result: QuestionnaireResult,
    action: Action,
    evidence: Sequence[Evidence],
    *,
    facts: Facts,
    words: Phrasing,
) -> tuple[Because, ...]:
    scored = {each.question: each for each in evidence}
    found = []
    for id_ in action.because:
        each = scored.get(id_)
        question = questionnaire.question(id_)
        if question is None:
            continue
        said = _most(result, id_, question) if each is None or not TYPES[question.type].rated else None
        more: dict[str, Any] = dict(zip(("answer", "n", "of"), said, strict=True)) if said else {}
        more |= _what_holds(action, result, id_, facts)
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
    return key, -n, score.of


def _what_holds(action: Action, result: QuestionnaireResult, id_: str, facts: Facts) -> dict[str, Any]:
    """Of what a rule asks of a question, the parts that hold: of alternatives not all do."""
    asked: dict[str, list[Compare]] = {}
    for term in comparisons(action.when):
        if isinstance(term.left, (Name, Call)) and term.left.key[1:2] == (id_,):
            asked.setdefault(term.left.key[0], []).append(term)
    found: dict[str, Any] = {}
    if "perception" in asked:
        found["gaps"] = [
            key
            for key, p in result.perception.items()
            if question_of(key) == id_
            and p.points is not None
            and any(_is_true(Compare(Const(p.points), t.op, t.right), facts) for t in asked["perception"])
        ]
    if "share" in asked:
        options = [t.left.key[2] for t in asked["share"] if isinstance(t.left, Call) and _is_true(t, facts)]
        counts = (_option_count(result.questions.get(id_), option) for option in dict.fromkeys(options))
        found["options"] = [count for count in counts if count is not None]
    known = [v for t in asked.get("points", ()) if not isinstance(v := truth(evaluate(t, facts)), Unknown)]
    if known:
        found["holds"] = any(known)
    return found


def _is_true(expression: Expression, facts: Facts) -> bool:
    return truth(evaluate(expression, facts)) is True


def _option_count(score: QuestionScore | None, option: str) -> OptionCount | None:
    """How many chose an option, where that may be shown."""
    if score is None or not score.distribution:
        return None
    n, of = score.distribution.get(option, 0), score.of
    return OptionCount(option=option, n=n, of=of) if n is not None and of else None


def said_most(because: Because, question: Question, words: Phrasing) -> str:
    """What was said most to a question: `3 of 4: no`; nothing where nothing may be said."""
    type_ = TYPES[question.type]
    value = type_.value_of(because.answer) if because.answer is not UNSET else None
    if value is None:
        return ""
    label = type_.show(question, value, words.locale)
    return words.sentence("{n} of {of}: {answer}", n=because.n, of=because.of, answer=label)


def merged(found: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    """Candidates by action id: two questionnaires that call for the same action call for one."""
    by_id: dict[str, list[Candidate]] = {}
    for each in found:
        by_id.setdefault(each.action.id, []).append(each)
    return by_id


def worth(same: Sequence[Candidate]) -> tuple[float, float, Candidate]:
    """Priority, need and the candidate that gives impact and effort: the one with the highest need."""
    needs = [need_of(each) for each in same]
    need = max(needs)
    first = same[needs.index(need)]
    return need * first.action.impact / first.action.effort, need, first


def action_scores(
    by_id: Mapping[str, Sequence[Candidate]], questionnaire: str, firm: Mapping[str, Firm]
) -> list[ActionScore]:
    """A questionnaire's actions in order, each with the need, priority and firmness of the merged one."""
    found = []
    for same in by_id.values():
        mine = next((each for each in same if each.questionnaire == questionnaire), None)
        if mine is None:
            continue
        priority, need, first = worth(same)
        share, tier = firm.get(mine.action.id, (None, None))
        found.append(
            ActionScore(
                id=mine.action.id,
                kind=mine.action.kind,
                title=mine.title,
                priority=priority,
                need=need,
                need_from=need_from(first),
                firmness=share,
                tier=tier,
                impact=first.action.impact,
                effort=first.action.effort,
                horizon=mine.action.horizon,
                owner=mine.owner,
                because=list(mine.because),
                questionnaires=[each.questionnaire for each in same],
                reasons=dict.fromkeys(("firmness", "tier"), reasons.TOO_FEW_RESPONDENTS)
                if tier is None
                else UNSET,
            )
        )
    return sorted(found, key=lambda a: (-a.priority, a.effort, a.id))
