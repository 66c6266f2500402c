"""Regression to the mean: the questions that are lowest now will be higher next time, though nothing changed.

Who picks the three lowest of twenty picks, beside low questions, bad luck; luck does not come twice. Foretold
from the figures that are shown, so that it gives nobody away and holds for saved results too.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import UNSET

from cfdiag.model.result import QuestionnaireResult, QuestionScore, Regression

REGRESSION_FROM = 8
"""Respondents behind every question; with fewer the spread itself is a guess."""
_LOWEST = 3
_QUESTIONS_FROM = 2 * _LOWEST


def expected_rise(result: QuestionnaireResult) -> Regression | None:
    """What the three lowest questions would rise by: (1 − r) · (mean of all − mean of the three).

    r is the reliability of the differences between the questions, 1 − e/v: v the variance of their means, e
    what chance gives it, (mean s² − mean covariance of two questions)/n (Barnett, van der Pols & Dobson 2005,
    International Journal of Epidemiology 34: 215–220). The covariances follow from the spread of the
    dimensions' and the overall scores. From eight respondents and six rated questions; None below, and where
    a figure is not shown.
    """
    rated = {
        id_: question
        for id_, question in result.questions.items()
        if "/" not in id_ and question.scale is not None and question.dimension in result.dimensions
        and result.dimensions[question.dimension].kind == "scored" and question.group is UNSET
    }  # fmt: skip
    figures = {id_: _in_points(each) for id_, each in rated.items()}
    known = {id_: each for id_, each in figures.items() if each is not None}
    # One that is withheld might be the lowest: then nothing is foretold of any.
    if len(known) < len(rated) or len(known) < _QUESTIONS_FROM:
        return None
    shared = _covariance(result, {id_: rated[id_].dimension or "" for id_ in known}, known)
    if shared is None:
        return None
    means = {id_: mean for id_, (_, mean, _) in known.items()}
    middle = math.fsum(means.values()) / len(means)
    between = math.fsum((each - middle) ** 2 for each in means.values()) / (len(means) - 1)
    chance = math.fsum((variance - shared) / n for n, _, variance in known.values()) / len(known)
    # By id among equals: the next result has to name the same three.
    lowest = sorted(means, key=lambda id_: (means[id_], id_))[:_LOWEST]
    below = middle - math.fsum(means[id_] for id_ in lowest) / _LOWEST
    noise = min(1.0, max(0.0, chance / between)) if between > 0 else 0.0
    return Regression(lowest=lowest, points=noise * below)


def _in_points(question: QuestionScore) -> tuple[int, float, float] | None:
    """Respondents, mean and variance on 0 to 100."""
    if question.scale is None or question.points is None or question.sd is None:
        return None
    if (question.n or 0) < REGRESSION_FROM:
        return None
    low, high = question.scale
    return question.n or 0, question.points, (100 * question.sd / (high - low)) ** 2


def _covariance(
    result: QuestionnaireResult, of: Mapping[str, str], known: Mapping[str, tuple[int, float, float]]
) -> float | None:
    """The mean covariance of two questions: within dimensions by their spread, between them by overall's."""
    sizes: dict[str, list[float]] = defaultdict(list)
    for id_, dimension in of.items():
        sizes[dimension].append(known[id_][2])
    spread = {name: result.dimensions[name].sd for name in sizes}
    if result.overall.sd is None or any(each is None for each in spread.values()):
        return None
    m = len(of)
    total = math.fsum(
        len(own) ** 2 * (spread[name] or 0.0) ** 2 - math.fsum(own) for name, own in sizes.items()
    )
    weights = {name: result.dimensions[name].weight for name in sizes}
    total += _between(result.overall.sd, spread, weights) * (m * m - sum(len(o) ** 2 for o in sizes.values()))
    return total / (m * (m - 1))


def _between(overall: float, spread: Mapping[str, float | None], weights: Mapping[str, object]) -> float:
    """The mean covariance of two dimensions: what overall's variance holds beyond theirs."""
    plain = [float(w) if isinstance(w, (int, float)) else 1.0 for w in weights.values()]
    shares: Sequence[float] = [each / math.fsum(plain) for each in plain]
    sds = [sd or 0.0 for sd in spread.values()]
    own = math.fsum((share * sd) ** 2 for share, sd in zip(shares, sds, strict=True))
    rest = 1 - math.fsum(share * share for share in shares)
    return (overall * overall - own) / rest if rest > 0 else 0.0
