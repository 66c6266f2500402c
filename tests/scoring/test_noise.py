"""Whether a score moved beyond what chance does: by Welch's test, corrected, seen in reports and gates."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
from kits.scoring import interview, questionnaire, rating, result
from msgspec import UNSET

from cfdiag.model.questionnaire import Dimension
from cfdiag.model.result import Score
from cfdiag.model.text import plain
from cfdiag.scoring.compare import compare
from cfdiag.scoring.gates import Limits, gates
from cfdiag.scoring.noise import Noise, least_rise, noise
from cfdiag.scoring.stats.families import holm


def score(values):
    return Score(score=float(np.mean(values)), n=len(values), sd=float(np.std(values, ddof=1)))


def test_it_is_welchs_test_of_the_respondents_scores():
    rng = np.random.default_rng(1)
    before, after = rng.normal(60, 12, 9), rng.normal(50, 20, 14)
    found = noise(score(before), score(after))
    two = scipy.stats.ttest_ind(after, before, equal_var=False)
    lower = scipy.stats.ttest_ind(after, before, equal_var=False, alternative="less")
    assert (found.p, found.lower) == (pytest.approx(two.pvalue), pytest.approx(lower.pvalue))
    interval = two.confidence_interval()
    assert found.least == pytest.approx((interval.high - interval.low) / 2)


def test_a_first_step_is_what_a_second_wave_of_the_same_kind_would_need():
    now = np.random.default_rng(2).normal(3, 0.8, 9)
    again = now + least_rise(len(now), float(np.std(now, ddof=1)))
    assert scipy.stats.ttest_ind(again, now, equal_var=False).pvalue == pytest.approx(0.05)


@pytest.mark.parametrize(("n", "sd"), [(4, 1.0), (None, 1.0), (8, 0.0), (8, None)])
def test_no_step_is_known_where_one_wave_does_not_tell_how_the_next_will_scatter(n, sd):
    assert least_rise(n, sd) is None


def test_under_five_nothing_is_told_and_without_spread_any_change_is():
    same = Score(score=50.0, n=8, sd=0.0)
    assert noise(score([50, 60, 70, 80]), score([50] * 8)) == "too_few_to_tell"
    assert noise(same, same) == Noise(p=1.0, lower=1.0, least=0.0)
    assert noise(same, Score(score=49.0, n=8, sd=0.0)) == Noise(p=0.0, lower=0.0, least=0.0)


@pytest.mark.parametrize("n", [8, 15, 30])
def test_where_nothing_changed_one_run_in_twenty_raises_an_alarm(n):
    """Five dimensions and overall that hang together, as people's answers do; a drop of more than 5."""
    rng = np.random.default_rng(n)
    runs = 600
    alarms = plain = 0
    for _ in range(runs):
        waves = []
        for _ in range(2):
            dimensions = 60 + rng.normal(size=(n, 1)) * 9 + rng.normal(size=(n, 5)) * 14
            waves.append(np.clip(np.c_[dimensions.mean(1), dimensions], 0, 100))
        pairs = [(score(a), score(b)) for a, b in zip(waves[0].T, waves[1].T, strict=True)]
        dropped = [a.score - b.score > 5 for a, b in pairs]
        plain += any(dropped)
        beyond = holm([noise(a, b).lower for a, b in pairs])
        alarms += any(map(all, zip(dropped, beyond, strict=True)))
    assert alarms / runs <= 0.05
    assert plain / runs > 0.15


def wave(values, *, names="abc", weight=1):
    questions = [rating(name, f"d{name}") for name in names] + [rating("z", "da", weight=weight)]
    q = questionnaire(*questions, dimensions={f"d{n}": Dimension(f"d{n}", plain(n), 1, 70) for n in names})
    return result(q, [interview(f"i{i}", dict.fromkeys([*names, "z"], v)) for i, v in enumerate(values)])


BEFORE, LOWER, SAME = [5, 5, 4, 5, 5, 4, 5, 5], [3, 2, 3, 3, 2, 3, 3, 2], [5, 4, 4, 5, 4, 4, 5, 5]


def test_what_moved_and_what_it_would_take():
    moved = compare(wave(BEFORE), wave(LOWER)).questionnaires[0]
    assert moved.overall.beyond_noise is True
    assert all(each.beyond_noise for each in moved.dimensions.values())
    stays = compare(wave(BEFORE), wave(SAME)).questionnaires[0]
    assert (stays.overall.change, stays.overall.beyond_noise) == (-6.25, False)
    t = scipy.stats.ttest_ind(SAME, BEFORE, equal_var=False)
    half = (t.confidence_interval().high - t.confidence_interval().low) / 2
    assert stays.overall.least == pytest.approx(25 * half)


def test_a_dimension_of_other_questions_or_weights_cannot_be_told():
    moved = compare(wave(BEFORE), wave(LOWER, weight=3)).questionnaires[0]
    assert (moved.dimensions["da"].untold, moved.dimensions["da"].alike) == ("other_questions", (1, 2))
    assert moved.dimensions["da"].change == -53.125  # the common questions are compared all the same
    assert moved.dimensions["db"].beyond_noise is True
    assert (moved.overall.untold, moved.overall.alike) == ("other_questions", (3, 4))


def test_a_gate_beyond_noise_passes_what_chance_may_have_made():
    def judged(before, after, **changes):
        limits = Limits(max_drop=5.0, **changes)
        found = gates(wave(after), limits, compare(wave(before), wave(after)))
        return {gate.target: (gate.passed, gate.within_noise, gate.reason) for gate in found}

    assert judged(BEFORE, SAME)["overall"] == (False, UNSET, UNSET)
    assert judged(BEFORE, SAME, beyond_noise=True)["overall"] == (True, True, UNSET)
    assert judged(BEFORE, LOWER, beyond_noise=True)["overall"] == (False, UNSET, UNSET)
    few = judged(BEFORE, LOWER[:4], beyond_noise=True)["overall"]
    assert few == (True, UNSET, "too_few_to_tell")
