"""Regression to the mean: what is foretold of the lowest questions is what happens when nothing changes."""

from __future__ import annotations

import numpy as np
import pytest
from kits.scoring import interview, questionnaire, rating, result

from cfdiag.model.questionnaire import Dimension
from cfdiag.model.text import plain
from cfdiag.scoring.compare import compare

NAMES = "abcdefghijkl"


def wave(random, n, truth):
    """Twelve questions in three dimensions, by people who are more or less content with everything."""
    dimensions = {name: Dimension(name, plain(name), 1, 70) for name in "xyz"}
    questions = [rating(name, "xyz"[place % 3]) for place, name in enumerate(NAMES)]
    answers = truth + random.normal(0, 0.5, (n, 1)) + random.normal(0, 0.9, (n, len(NAMES)))
    steps = np.clip(np.rint(answers), 1, 5).astype(int)
    people = [interview(f"i{i}", dict(zip(NAMES, map(int, row), strict=True))) for i, row in enumerate(steps)]
    return result(questionnaire(*questions, dimensions=dimensions), people)


@pytest.mark.parametrize("n", [8, 15])
def test_what_is_foretold_happens(n):
    random = np.random.default_rng(n)
    foretold, happened = [], []
    for _ in range(60):
        truth = random.normal(3.2, 0.3, len(NAMES))
        moved = compare(wave(random, n, truth), wave(random, n, truth)).questionnaires[0].foretold
        foretold.append(moved.points)
        happened.append(moved.change)
    assert np.mean(foretold) > 1.5  # there is something to foretell
    assert abs(np.mean(foretold) - np.mean(happened)) < 2 * np.std(happened) / 60**0.5 + 0.5


def test_it_is_the_prototype_s_formula_where_everybody_answers_everything():
    random = np.random.default_rng(3)
    found = wave(random, 12, random.normal(3, 0.4, len(NAMES))).questionnaires[0]
    columns = [(found.questions[name].points, found.questions[name].sd * 25) for name in NAMES]
    means, sds = np.array(columns).T
    # the variance of the mean of twelve answers is overall's: four questions a dimension, equal weights
    m, total, trace = len(NAMES), len(NAMES) ** 2 * found.overall.sd**2, (sds**2).sum()
    error = (trace / m - (total - trace) / (m * (m - 1))) / 12
    r = min(1.0, max(0.0, error / means.var(ddof=1)))
    assert found.regression.points == pytest.approx(r * (means.mean() - np.sort(means)[:3].mean()))
    assert found.regression.lowest == [NAMES[i] for i in np.argsort(means, kind="stable")[:3]]


def test_seven_people_or_five_questions_foretell_nothing():
    random = np.random.default_rng(4)
    assert not wave(random, 7, np.full(12, 3.0)).questionnaires[0].regression
    few = questionnaire(*(rating(name) for name in "abcde"))
    people = [interview(f"i{i}", dict.fromkeys("abcde", 1 + i % 5)) for i in range(9)]
    assert not result(few, people).questionnaires[0].regression
