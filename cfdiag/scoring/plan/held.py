"""What a rule holds by, where no scored evidence carries a need: counts, and figures without a target.

Of `share(q, "no") > 0` it is how many said no; of a share below something, how many did not say it. Few
people say little: n of N is taken for (n + z²/2) / (N + z²), the centre of Wilson's interval (1927). It lies
nearer to a half the fewer they are: 1 of 1 is 0.60, 3 of 4 is 0.63, 18 of 20 is 0.84.
"""

from __future__ import annotations

from itertools import islice
from random import Random

import msgspec
from msgspec import UNSET

from cfdiag.model.expression import Call, Compare, Const, Name, comparisons, evaluate, truth
from cfdiag.model.questionnaire import DEFAULT_TARGET, Action, Questionnaire
from cfdiag.model.result import QuestionnaireResult
from cfdiag.rules.fact_lookup import Facts
from cfdiag.scoring.stats.drawing import gammas
from cfdiag.scoring.stats.statistics import Z

_HALF = Z * Z / 2
_BELOW = ("<", "<=")


class HeldShare(msgspec.Struct, frozen=True):
    """How many of those who answered gave, or did not give, the answer by which a rule holds."""

    question: str
    n: int
    of: int

    @property
    def need(self) -> float:
        """0 to 1; see the top of this file."""
        return (self.n + _HALF) / (self.of + 2 * _HALF)

    def drawn(self, times: int, seed: str) -> list[float]:
        """The share as it may be, anew each time: around the need, the wider the fewer people."""
        random = Random(seed).random  # noqa: S311  no secret hangs on it
        # In turns from one chance: how many did, then how many did not.
        pairs = zip(gammas(random, self.n + _HALF), gammas(random, self.of - self.n + _HALF), strict=True)
        return [did / (did + did_not) for did, did_not in islice(pairs, times)]


class HeldFigure(msgspec.Struct, frozen=True):
    """A figure that a rule finds too low or high enough, where no question with a target carries it."""

    name: str
    points: float
    target: float


def held_shares(action: Action, result: QuestionnaireResult, facts: Facts) -> tuple[HeldShare, ...]:
    """The shares by which a rule holds, a question each: the large ones, else those that are missing."""
    many: dict[str, HeldShare] = {}
    few: dict[str, HeldShare] = {}
    for option, term in _by_option(action, facts).items():
        found = _count(option, result)
        if found is None:
            continue
        if _asks_for_few(term):
            mine = few.get(found.question)
            lacking = found.of - found.n
            if mine is None or lacking > mine.n:
                few[found.question] = HeldShare(found.question, lacking, found.of)
            continue
        before = many.get(found.question)
        said = min(found.of, found.n + (before.n if before else 0))
        many[found.question] = HeldShare(found.question, said, found.of)
    return tuple((many or few).values())


def _asks_for_few(term: Compare) -> bool:
    return term.op in _BELOW or (term.op == "==" and term.right == Const(0))


def _by_option(action: Action, facts: Facts) -> dict[tuple[str, str], Compare]:
    """The comparisons of shares that hold, by question and option: what is asked twice is counted once."""
    return {
        (term.left.key[1], term.left.key[2]): term
        for term in comparisons(action.when)
        if isinstance(term.left, Call) and term.left.function == "share"
        if truth(evaluate(term, facts)) is True
    }


def _count(option: tuple[str, str], result: QuestionnaireResult) -> HeldShare | None:
    """How many gave an answer, where that may be shown."""
    question, answer = option
    score = result.questions.get(question)
    if score is None or not score.distribution or not score.n:
        return None
    n = score.distribution.get(answer, 0)
    return HeldShare(question, n, score.n) if n is not None else None


def held_figures(
    action: Action, questionnaire: Questionnaire, result: QuestionnaireResult, facts: Facts
) -> tuple[HeldFigure, ...]:
    """What a rule finds of that on which predictions rest, and of points that belong to no dimension."""
    held = (term for term in comparisons(action.when) if truth(evaluate(term, facts)) is True)
    found = (_figure(term, questionnaire, result) for term in held)
    return tuple(each for each in found if each is not None)


def _figure(term: Compare, questionnaire: Questionnaire, result: QuestionnaireResult) -> HeldFigure | None:
    if not isinstance(term.left, Name) or not isinstance(term.right, Const):
        return None
    kind, id_ = term.left.path[0], term.left.path[-1]
    dimension, score, limit = result.dimensions.get(id_), result.questions.get(id_), term.right.value
    if kind == "score" and id_ == questionnaire.basis_dimension and dimension is not None:
        aim = DEFAULT_TARGET if dimension.target is UNSET else dimension.target
        return None if dimension.score is None else HeldFigure(id_, dimension.score, aim)
    if kind != "points" or score is None or score.dimension is not None or score.points is None:
        return None
    return HeldFigure(id_, score.points, float(limit)) if isinstance(limit, (int, float)) else None
