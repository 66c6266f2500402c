"""Whether a score moved beyond what chance does: two waves of answers are never the same.

A drop of five points in one of five dimensions comes about in half of the quarters in which nothing changed,
with eight people in each. What is judged is the respondents' own scores: n, mean and standard deviation are
in every result, those of 0.1 too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from msgspec import UNSET, UnsetType

from cfdiag.model.result import DimensionScore, QuestionnaireResult, QuestionScore, Score
from cfdiag.scoring import reasons
from cfdiag.scoring.stats.distributions import t_cdf, t_quantile
from cfdiag.scoring.stats.families import LEVEL
from cfdiag.scoring.stats.statistics import MEAN_FROM, welch_error


class Noise(NamedTuple):
    """What chance may have to do with a change."""

    p: float
    """How often chance alone would move the mean so far or further, up or down (Welch 1947)."""
    lower: float
    """How often it would be so much lower, or more."""
    least: float
    """The smallest change, in points, that would be told from chance: t(.975) · √(s₁²/n₁ + s₂²/n₂)."""


def noise(before: Score | DimensionScore, after: Score | DimensionScore) -> Noise | str:
    """The part of chance in the change of a score; or the reason why nothing can be told.

    Args:
        before: of the earlier result, over the same questions.
        after: of the newer one.
    """
    if min(before.n or 0, after.n or 0) < MEAN_FROM or before.score is None or after.score is None:
        return reasons.TOO_FEW_TO_TELL
    found = welch_error((before.n or 0, before.sd or 0.0), (after.n or 0, after.sd or 0.0))
    change = after.score - before.score
    if found is None:  # on both sides everybody scores the same: any change is more than chance
        return Noise(p=float(change == 0), lower=float(change >= 0), least=0.0)
    error, df = found
    lower = t_cdf(change / error, df)
    return Noise(p=2 * min(lower, 1 - lower), lower=lower, least=t_quantile(1 - LEVEL / 2, df) * error)


Verdict = Literal["moved", "by_itself", "unclear", "untold"]
"""What a comparison says of a change: it moved; it would have, were it the only one that is compared; it
did not move so far that it could be told; nobody can tell."""


def change_verdict(
    *, beyond: bool | UnsetType | None, p: float | UnsetType | None, least: float | UnsetType | None
) -> Verdict:
    """What is said of a change, wherever it is said.

    Args:
        beyond: whether it is more than chance does, everything counted that is compared with it.
        p: how often chance alone would move it so far; None or UNSET: nobody can tell.
        least: the smallest change that would be told from chance; None or UNSET: nobody can tell.
    """
    if beyond is True:
        return "moved"
    if least is None or least is UNSET:
        return "untold"
    return "by_itself" if isinstance(p, float) and p <= LEVEL else "unclear"


def least_rise(n: int | None, sd: float | None) -> float | None:
    """The smallest change of a mean, in its units, that would be told from chance if as many are asked again.

    As `Noise.least`, with a second wave of the same n and spread. None from fewer than five people, and where
    nobody differs: one wave says nothing then of how the next will scatter.
    """
    if n is None or n < MEAN_FROM or not sd:
        return None
    found = welch_error((n, sd), (n, sd))
    return None if found is None else t_quantile(1 - LEVEL / 2, found[1]) * found[0]


PAIRED_SHARE = 0.8
"""Of the smaller side: with fewer pairs it would be others who are compared than those who are shown."""


def paired_noise(before: Sequence[float], after: Sequence[float]) -> Noise:
    """The part of chance in the change of the same people: mean d / (s_d/√n), n − 1 degrees of freedom.

    Student 1908, Biometrika 6: 1–25. From five pairs (`enough_pairs`).

    Args:
        before: everybody's score.
        after: the same people's, in the same order.
    """
    changes = [now - was for was, now in zip(before, after, strict=True)]
    n = len(changes)
    mean = math.fsum(changes) / n
    error = math.sqrt(math.fsum((each - mean) ** 2 for each in changes) / (n - 1) / n)
    if error == 0:
        return Noise(p=float(mean == 0), lower=float(mean >= 0), least=0.0)
    lower = t_cdf(mean / error, n - 1)
    return Noise(p=2 * min(lower, 1 - lower), lower=lower, least=t_quantile(1 - LEVEL / 2, n - 1) * error)


def enough_pairs(pairs: int, before: int, after: int) -> bool:
    """Whether so many people of both sides speak for the change: five, and 80 % of the smaller side."""
    return pairs >= MEAN_FROM and pairs >= PAIRED_SHARE * min(before, after)


def same_questions(
    before: QuestionnaireResult, after: QuestionnaireResult, dimensions: Sequence[str]
) -> tuple[int, int]:
    """How many of the questions that these dimensions rest on are the same, and of how many in either result.

    The same is one of the same id, type, scale, weight and direction.
    """
    was, now = _scored(before, dimensions), _scored(after, dimensions)
    same = sum(key in was and _alike(was[key], question) for key, question in now.items())
    return same, len({*was, *now})


def _scored(result: QuestionnaireResult, dimensions: Sequence[str]) -> dict[str, QuestionScore]:
    return {
        key: question
        for key, question in result.questions.items()
        if "/" not in key and question.dimension in dimensions
    }


def _alike(one: QuestionScore, other: QuestionScore) -> bool:
    directions = {_is_turned(one), _is_turned(other)}
    return directions != {True, False} and all(
        getattr(one, name) == getattr(other, name) for name in ("type", "scale", "weight", "dimension")
    )


def _is_turned(question: QuestionScore) -> bool | None:
    """Whether a rating counts from the other end, by its figures; None where they do not show it."""
    if question.scale is None or question.mean is None or question.points is None:
        return None
    low, high = question.scale
    plain = 100 * (question.mean - low) / (high - low)
    apart, mirrored = abs(question.points - plain), abs(question.points + plain - 100)
    return None if math.isclose(apart, mirrored, abs_tol=1e-6) else apart > mirrored
