"""Then and now: what an action rests on, in the result that the plan was made from and in a later one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec import UNSET

from cfdiag.model.expression import Call, Expression, Name, evaluate
from cfdiag.model.following import Movement
from cfdiag.model.plan import AgreedAction, SeenWhen
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import (
    DimensionScore,
    QuestionnaireResult,
    QuestionScore,
    Result,
    Score,
)
from cfdiag.rules.fact_lookup import Facts
from cfdiag.rules.facts import Shown
from cfdiag.rules.parse import ExpressionError, parse_expression
from cfdiag.scoring import reasons
from cfdiag.scoring.between import few_changed
from cfdiag.scoring.noise import Noise, noise, same_questions
from cfdiag.scoring.stats.families import holm


class BothWaves(NamedTuple):
    """The result that a plan was made from, and a later one."""

    before: Result
    after: Result
    texts: Mapping[str, Questionnaire]
    """By id."""
    day: str


def movements(actions: Sequence[AgreedAction], waves: BothWaves) -> dict[str, Movement]:
    """By action what moved; those that rest on no figure, or on none that either result has, are left out.

    A movement is more than chance does by Welch's test of the answers (of a dimension: of the respondents'
    scores), with all figures of the review counted (Holm). From five in each wave. Where one to four
    anonymous people are between the two results, neither figure is told.
    """
    found: dict[str, Movement] = {}
    tested: dict[tuple[str, str], float] = {}
    few = few_changed(waves.before, waves.after)
    for action in actions:
        told = _movement(action, waves, few)
        if told is None:
            continue
        found[action.id] = told
        if told.p is not None:
            tested[told.questionnaire, told.figure] = told.p
    beyond = dict(zip(tested, holm(list(tested.values())), strict=True))
    return {
        id_: msgspec.structs.replace(each, beyond_noise=beyond.get((each.questionnaire, each.figure)))
        for id_, each in found.items()
    }


def _movement(action: AgreedAction, waves: BothWaves, few: frozenset[str]) -> Movement | None:
    figure = figure_of(action, waves.after) or figure_of(action, waves.before)
    if figure is None:
        return None
    questionnaire, source = figure
    was, now = (_part(result, questionnaire) for result in (waves.before, waves.after))
    if questionnaire in few:
        return Movement(questionnaire=questionnaire, figure=source, label=source, reason=reasons.FEW_CHANGED)
    expression = _parsed(source)
    text = waves.texts.get(questionnaire)
    values = [_value(expression, text, part, waves.day) for part in (was, now)]
    scores = [_score(expression, part) for part in (was, now)]
    before, after = scores
    reason = "" if values[1] is not None else reasons.NOT_ASKED_AGAIN if now is None else _why(after)
    in_points = isinstance(after, QuestionScore) and source.startswith("points")
    chance = _chance(expression, (was, now), scores) if None not in values else None
    return Movement(
        questionnaire=questionnaire,
        figure=source,
        label=_label(expression, now) or _label(expression, was) or source,
        before=values[0],
        after=values[1],
        n_before=before.n if before else None,
        n_after=after.n if after else None,
        range=None if after is None or in_points else after.range,
        p=chance.p if isinstance(chance, Noise) else None,
        least=chance.least * (_unit(after) if in_points else 1) if isinstance(chance, Noise) else None,
        untold=chance if isinstance(chance, str) else "",
        reached=_reached(action.done_when, values[1]),
        reason=reason,
    )


def figure_of(action: AgreedAction, result: Result) -> tuple[str, str] | None:
    """Questionnaire and figure that an action rests on: of what shows it done, else of its `about`."""
    told = action.done_when.figure if action.done_when else ""
    for part in result.questionnaires:
        if told and _has(part, told):
            return part.id, told
    if told or not action.about:
        return None
    for part in result.questionnaires:
        if action.about in part.questions:
            score = part.questions[action.about]
            return part.id, f'mean("{action.about}")' if score.scale else f"points.{action.about}"
        if action.about in part.dimensions:
            return part.id, f"score.{action.about}"
    return None


def figures_in_words(actions: Sequence[AgreedAction], result: Result) -> dict[str, str]:
    """By action what the figure is about that shows it done, as the result calls it."""
    found = {}
    for action in actions:
        figure = figure_of(action, result) if action.done_when and action.done_when.figure else None
        label = _label(_parsed(figure[1]), _part(result, figure[0])) if figure else ""
        if label:
            found[action.id] = label
    return found


def _has(part: QuestionnaireResult, source: str) -> bool:
    """Whether a result has what a figure is about."""
    expression = _parsed(source)
    if not isinstance(expression, (Name, Call)) or len(expression.key) < 2:  # noqa: PLR2004  kind and id
        return False
    id_ = str(expression.key[1])
    return id_ in part.questions or id_ in part.dimensions or id_ in part.groups or id_ in part.perception


def _parsed(source: str) -> Expression | None:
    try:
        return parse_expression(source, rule=True)
    except ExpressionError:
        return None


def _part(result: Result, id_: str) -> QuestionnaireResult | None:
    return next((part for part in result.questionnaires if part.id == id_), None)


def _value(
    expression: Expression | None, text: Questionnaire | None, part: QuestionnaireResult | None, day: str
) -> float | None:
    if expression is None or part is None or text is None:
        return None
    value = evaluate(expression, Facts(Shown(text, part, {}, day)))
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _score(
    expression: Expression | None, part: QuestionnaireResult | None
) -> QuestionScore | DimensionScore | None:
    """The figure whose spread is known: of a question's mean or points, or of a dimension."""
    if part is None or not isinstance(expression, (Name, Call)):
        return None
    kind, id_ = expression.key[0], str(expression.key[1])
    found: Mapping[str, Callable[[], QuestionScore | DimensionScore | None]] = {
        "mean": lambda: part.questions.get(id_),
        "points": lambda: part.questions.get(id_),
        "score": lambda: part.dimensions.get(id_),
    }
    return found[kind]() if kind in found else None


def _label(expression: Expression | None, part: QuestionnaireResult | None) -> str:
    """What the figure is about, in the words of a result."""
    if part is None or not isinstance(expression, (Name, Call)):
        return ""
    id_ = str(expression.key[1])
    found = part.questions.get(id_) or part.dimensions.get(id_)
    return found.title if found is not None else ""


def _chance(
    expression: Expression | None,
    parts: tuple[QuestionnaireResult | None, QuestionnaireResult | None],
    scores: Sequence[QuestionScore | DimensionScore | None],
) -> Noise | str | None:
    was, now = parts
    before, after = scores
    if was is None or now is None or before is None or after is None:
        return None
    if isinstance(before, QuestionScore) and isinstance(after, QuestionScore):
        if (before.type, before.scale) != (after.type, after.scale):
            return reasons.OTHER_QUESTIONS
        # Welch of the answers as they were given: no unit is lost.
        return noise(_plain(before), _plain(after))
    if isinstance(before, DimensionScore) and isinstance(after, DimensionScore):
        same, of = same_questions(was, now, [str(expression.key[1])] if isinstance(expression, Name) else [])
        return noise(before, after) if same == of else reasons.OTHER_QUESTIONS
    return None


def _plain(score: QuestionScore) -> Score:
    return Score(score=score.mean, n=score.n, sd=score.sd)


def _unit(score: QuestionScore | DimensionScore | None) -> float:
    """What a step of the scale is worth in points."""
    scale = score.scale if isinstance(score, QuestionScore) else None
    return 100 / (scale[1] - scale[0]) if scale else 1.0


def _why(score: QuestionScore | DimensionScore | None) -> str:
    return reasons.NOT_ASKED_AGAIN if score is None or score.reason is UNSET else score.reason


def _reached(told: SeenWhen | None, value: float | None) -> bool | None:
    """Whether the figure is where it should be; None where no figure says so. It closes nothing."""
    if told is None or value is None or not told.figure:
        return None
    if told.at_least is not None:
        return value >= told.at_least
    return value <= told.at_most if told.at_most is not None else None
