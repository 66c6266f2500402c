"""The same people in two waves: only those who agreed to be named, and by their own changes."""

from __future__ import annotations

import json

import numpy as np
import pytest
import scipy.stats
from kits.batch import Desk, interview
from kits.command import at_desk

from cfdiag.scoring.noise import Noise, enough_pairs, paired_noise
from cfdiag.scoring.pairs import NamedPerson, paired_scores

LEVELS = [1, 2, 3, 4, 1, 2, 3, 4]


def test_it_is_the_paired_t_test():
    random = np.random.default_rng(1)
    before = random.normal(50, 15, 9)
    after = before + random.normal(4, 5, 9)
    found = paired_noise(before.tolist(), after.tolist())
    two = scipy.stats.ttest_rel(after, before)
    lower = scipy.stats.ttest_rel(after, before, alternative="less")
    assert (found.p, found.lower) == (pytest.approx(two.pvalue), pytest.approx(lower.pvalue))
    interval = two.confidence_interval()
    assert found.least == pytest.approx((interval.high - interval.low) / 2)
    assert paired_noise([1.0] * 5, [1.0] * 5) == Noise(p=1.0, lower=1.0, least=0.0)
    assert paired_noise([5.0] * 5, [4.0] * 5) == Noise(p=0.0, lower=0.0, least=0.0)


def test_five_pairs_and_four_in_five_of_the_smaller_side():
    assert [enough_pairs(*each) for each in ((4, 4, 4), (5, 5, 50), (7, 9, 8), (6, 9, 8))] == [
        False, True, True, False,
    ]  # fmt: skip


def test_who_was_heard_twice_in_one_wave_is_no_pair():
    def person(name, score, group="customer"):
        return NamedPerson("q", group, (name,), {"overall": score})

    found = paired_scores(
        [person("a", 1), person("b", 2), person("b", 3), person("c", 4)],
        [person("a", 5), person("b", 6), person("c", 7, "internal"), person("d", 8)],
    )
    assert found == {("q", "customer", "overall"): [(1, 5)]}


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def moved(capsys, monkeypatch, tmp_path, desk):
    call = at_desk(capsys, monkeypatch, tmp_path)

    def compare(*arguments):
        done = call("compare", "old", "new", *arguments)
        assert done.code == 0
        return done.out

    return compare


def waves(desk, consent, who=lambda number, folder: f"N{number}", more=()):
    """Two waves of eight who differ much among each other, and each of whom gives a step more, but one."""
    for number, level in enumerate(LEVELS):
        for step, folder in enumerate(("old", "new")):
            answers = [min(5, level + (step if number else 0))] * 4
            respondent = {"group": "customer", "consent": consent, "name": who(number, folder)}
            id_ = number if folder == "old" else 100 + number
            desk.write(f"{folder}/{number}.json", interview(id_, answers, respondent=respondent))
    for number, folder in more:
        respondent = {"group": "customer", "consent": "counted"}
        desk.write(f"{folder}/{number}.json", interview(number, (3, 3, 3, 3), respondent=respondent))


def overall(moved):
    return json.loads(moved("--format", "json"))["questionnaires"][0]["overall"]


def test_named_people_are_judged_by_their_own_changes(desk, moved):
    waves(desk, "named")
    found = overall(moved)
    assert (found["pairs"], found["beyond_noise"]) == (8, True)
    assert "judged by the 8 who were heard both times" in " ".join(moved().split())


def test_others_of_the_same_number_are_not(desk, moved):
    waves(desk, "named", who=lambda number, folder: f"{folder}{number}")
    found = overall(moved)
    assert ("pairs" in found, found["beyond_noise"]) == (False, False)


@pytest.mark.parametrize("consent", ["quoted", "counted"])
def test_who_did_not_agree_to_be_named_is_nobody_s_pair(desk, moved, consent):
    waves(desk, consent)
    assert "pairs" not in overall(moved)


def test_nobody_is_taken_of_a_group_with_a_few_who_are_anonymous(desk, moved):
    """What the named ones did, taken from what all did, would be what those few did."""
    waves(desk, "named", more=[(50, "old"), (51, "old")])
    assert "pairs" not in overall(moved)
