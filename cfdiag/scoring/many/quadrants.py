"""The importance–performance matrix of a population: crosshair, quadrants, and how stable they are."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.model.questionnaire import DEFAULT_TARGET, Question, Questionnaire, Scale
from cfdiag.model.result import CrosshairPoint, QuestionScore
from cfdiag.questions import TYPES
from cfdiag.scoring import reasons
from cfdiag.scoring.many.population import Population
from cfdiag.scoring.many.stratum import RESERVOIR
from cfdiag.scoring.one.codes import Layout, exact, turned_value
from cfdiag.scoring.stats.resampling import ResampleKey
from cfdiag.scoring.stats.stability import (
    STABLE_FROM,
    Matrix,
    MatrixLines,
    Means,
    RatedPair,
    Read,
    stabilities,
)
from cfdiag.scoring.stats.statistics import MEAN_FROM, Series

QUADRANTS_FROM = 4
"""Fewer questions make no matrix: one alone would always lie on its own mean."""

IMPORTANT_FROM = 75.0
"""Points of importance from which a question is important, in every figure and every sentence."""


def with_quadrants(
    questions: dict[str, QuestionScore],
    population: Population,
    questionnaire: Questionnaire,
    kind: str,
    targets: Mapping[str, float],
) -> tuple[dict[str, QuestionScore], CrosshairPoint | UnsetType, int | UnsetType]:
    """The questions with their quadrant, where importance was rated.

    A question of a repeated section takes part per shared item. Quadrants are shown from five who rated
    performance and five who rated importance, of four questions or more. Where scales differ, the matrix is
    on points. `lines` are 75 points of importance and the target of the question's dimension: they need
    nobody's answers, and do not move between two waves.

    Args:
        questions: with the floors applied.
        population: whose.
        questionnaire: as it was asked.
        kind: where the quadrants meet: `lines`, `midpoint`, `mean` or `median`.
        targets: by dimension, as they hold.

    Returns:
        the questions, the crosshair, and the number of respondents resampled where that is not all.
    """
    scales = _scales(questions, population, questionnaire)
    if len(scales) < QUADRANTS_FROM:
        short = reasons.TOO_FEW_QUESTIONS if scales else reasons.TOO_FEW_RESPONDENTS
        return {name: _explained(q, short) for name, q in questions.items()}, UNSET, UNSET
    # One scale: drawn in its own units, which people know from answering; else in points.
    same = len({(scale.min, scale.max) for scale in scales.values()}) == 1
    rated = [answers.question for name in scales if (answers := population.leaf(name)) is not None]
    same = same and not any(question.two_scales for question in rated)
    some = next(iter(scales.values()))
    low, high = (some.min, some.max) if same else (0, 100)
    units = {
        name: (Fraction(1), Fraction(low))
        if same
        else (Fraction(100, common_steps(population, name)), Fraction(0))
        for name in scales
    }
    fixed: dict[str, MatrixLines] | None = None
    if kind == "midpoint":
        fixed = dict.fromkeys(units, (Fraction(low + high, 2),) * 2)
    elif kind == "lines":
        fixed = {
            name: (_at(target_of(questions[name], targets), low, high), _at(IMPORTANT_FROM, low, high))
            for name in units
        }
    matrix = Matrix(units, kind, fixed)
    means = {name: _means(name, population, units[name]) for name in scales}
    places = matrix.places(means)
    asked = (kind, *scales)
    # Resampling is the dearest figure of all: rows that ask for the same matrix share it.
    if asked not in population.stabilities:
        population.stabilities[asked] = stabilities(
            population.drawn, pair_reader(population.layout, scales), matrix, means, population.n
        )
    stability = population.stabilities[asked]
    found = dict(questions)
    for name, place in places.items():
        share = stability.get(name)
        changes: dict[str, Any] = {"quadrant": place, "stability": share}
        changes["borderline"] = share is not None and share < STABLE_FROM
        found[name] = msgspec.structs.replace(found[name], **changes)
    shown: CrosshairPoint = {"kind": kind, "unit": "scale" if same else "points"}
    drawn: MatrixLines
    if kind == "lines":
        named = {questions[name].dimension or "" for name in scales}
        dimensions = {name: target for name, target in targets.items() if name in named}
        aims = [exact(target) for target in dimensions.values()] or [exact(DEFAULT_TARGET)]
        shown |= {"importance": IMPORTANT_FROM, "performance": dimensions}
        mean = sum(aims, Fraction(0)) / len(aims)
        drawn = low + mean * (high - low) / 100, _at(IMPORTANT_FROM, low, high)
    else:
        cross = next(iter(matrix.lines(means).values()))
        shown |= {"importance": float(cross[1]), "performance": float(cross[0])}
        drawn = cross
    shown["drawn"] = {"performance": float(drawn[0]), "importance": float(drawn[1])}
    resampled = RESERVOIR if population.n > RESERVOIR else UNSET
    return {name: _explained(q, reasons.TOO_FEW_RESPONDENTS) for name, q in found.items()}, shown, resampled


def target_of(question: QuestionScore, targets: Mapping[str, float]) -> float:
    """The target of its dimension, or the usual one."""
    return targets.get(question.dimension or "", DEFAULT_TARGET)


def _at(points: float, low: int, high: int) -> Fraction:
    """Points from 0 to 100 in the unit of the matrix, exactly."""
    return low + exact(points) * (high - low) / 100


def _explained(question: QuestionScore, short: str) -> QuestionScore:
    """A rated question that has no quadrant says why."""
    if question.importance is UNSET or question.quadrant is not UNSET:
        return question
    hidden = question.importance.reason == reasons.WITHHELD
    why = dict(question.reasons) if question.reasons is not UNSET else {}
    why["quadrant"] = reasons.WITHHELD if hidden else short
    return msgspec.structs.replace(question, quadrant=None, reasons=why)


def _scales(
    questions: Mapping[str, QuestionScore], population: Population, questionnaire: Questionnaire
) -> dict[str, Scale]:
    repeated = {q.id for s in questionnaire.sections if s.repeat for q in s.questions}
    found: dict[str, Scale] = {}
    for name, score in questions.items():
        answers = population.leaf(name)
        if answers is None or name in repeated or score.importance is UNSET or score.mean is None:
            continue
        scale = answers.question.scale
        enough = score.importance.n is not None and score.importance.n >= MEAN_FROM
        if scale is not None and enough and (score.n or 0) >= MEAN_FROM:
            found[name] = scale
    return found


def _means(name: str, population: Population, unit: tuple[Fraction, Fraction]) -> Means:
    answers = population.leaf(name)
    scale = answers.question.scale if answers is not None else None
    if answers is None or scale is None:
        raise KeyError(name)
    performance, importance = answers.turned.exact_mean, Series(answers.importances).exact_mean
    second = answers.question.second_scale
    if performance is None or importance is None or second is None:
        raise KeyError(name)
    (factor, offset), (one, other) = unit, _lattice(answers.question)
    return (
        (performance - scale.min) * one * factor + offset,
        (importance - second.min) * other * factor + offset,
    )


@cache
def _steps_to(span: int, other: int) -> tuple[int, int]:
    common = math.lcm(span, other)
    return common // span, common // other


def _lattice(question: Question) -> tuple[int, int]:
    """How many of their common steps a step of performance and one of importance are; 1, 1 on one scale."""
    one, other = question.scale, question.second_scale
    if one is None or other is None:
        return 1, 1
    return _steps_to(one.span, other.span)


def common_steps(population: Population, name: str) -> int:
    """The common steps from end to end of a question's two scales."""
    answers = population.leaf(name)
    scale = answers.question.scale if answers is not None else None
    if answers is None or scale is None:
        raise KeyError(name)
    return scale.span * _lattice(answers.question)[0]


def pair_reader(layout: Layout, wanted: Collection[str]) -> Read:
    """The ratings behind a code, of some questions: in common steps above the least of each scale."""

    @cache
    def read(key: ResampleKey) -> tuple[str, RatedPair] | None:
        item, code = key if isinstance(key, tuple) else ("", key)
        found = _pair(layout, code)
        if found is None:
            return None
        name = f"{item}/{found[0]}" if item else found[0]
        return (name, found[1]) if name in wanted else None

    return read


def _pair(layout: Layout, code: int) -> tuple[str, RatedPair] | None:
    slot, read = layout.at(code)
    scale, second = slot.question.scale, slot.question.second_scale
    if scale is None or second is None or not TYPES[slot.question.type].rated:
        return None
    steps, (one, other) = None, _lattice(slot.question)
    if isinstance(read.value, int):
        steps = (turned_value(slot.question, read.value) - scale.min) * one
    importance = None if read.importance is None else (read.importance - second.min) * other
    return read.question, (steps, importance)
