"""Which actions are called for: those whose rules hold, with what makes them hold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from msgspec import UNSET, UnsetType

from cfdiag.model.expression import And, Compare, Expression, Name, Not, Or, Unknown, evaluate, truth
from cfdiag.model.questionnaire import Action, Dimension, Questionnaire
from cfdiag.model.result import DoneAt, NotJudged, QuestionnaireResult
from cfdiag.rules.about import NOT_CHOSEN, bound
from cfdiag.rules.explain import spell
from cfdiag.rules.fact_lookup import Facts
from cfdiag.scoring.about import chosen
from cfdiag.scoring.about_words import Saying, said_of, titled_by
from cfdiag.scoring.options import Phrasing
from cfdiag.scoring.plan.because import because_of
from cfdiag.scoring.plan.held import held_figures, held_shares
from cfdiag.scoring.plan.need import Candidate, Evidence, HeldGap

_GAPS = ("perception", "gap")


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
        about = chosen(action.about, action.when, facts.shown) if action.about and verdict is True else ()
        if isinstance(verdict, Unknown) or (verdict and action.about and not about):
            title = words.text(action.title, "", about=NOT_CHOSEN)
            unknown.append(NotJudged(id=action.id, title=title, missing=facts.missing(action.when)))
        elif verdict:
            evidence = _evidence(questionnaire, dimensions, result, action)
            held = held_figures(action, questionnaire, result, facts)
            because = because_of(questionnaire, result, action, evidence, facts=facts, words=words)
            saying = Saying(questionnaire, result, words, titled_by(words, questionnaire))
            known = {"about": said_of(action.about, about, because, saying)} if action.about else {}
            found.append(
                Candidate(
                    questionnaire=questionnaire.id,
                    action=action,
                    title=words.text(action.title, "", **known),
                    owner=words.text(action.owner, "", **known),
                    evidence=evidence,
                    gaps=tuple(_held_gaps(action, result, facts)),
                    typical=typical,
                    because=because,
                    shares=() if evidence or held else held_shares(action, result, facts),
                    held=held,
                    about=about,
                    done_when=_done_at(action, about, facts),
                )
            )
    return found, unknown


def _done_at(action: Action, about: Sequence[str], facts: Facts) -> DoneAt | UnsetType:
    """The figure by which one will see that it worked, about what the action is about."""
    done = action.done_when
    if done is None or done.figure is None or (done.at_least is None and done.at_most is None):
        return UNSET
    figure = bound(done.figure, about[0]) if about else done.figure
    now = evaluate(figure, facts)
    return DoneAt(
        figure=spell(figure),
        at_least=UNSET if done.at_least is None else done.at_least,
        at_most=UNSET if done.at_most is None else done.at_most,
        now=float(now) if isinstance(now, (int, float)) else UNSET,
    )


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
