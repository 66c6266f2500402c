"""To which day a plan is counted where nobody names one, and that it says so."""

from __future__ import annotations

import json
from datetime import date

import pytest
from kits.batch import Desk, interview
from kits.command import runner

from cfdiag.api import surroundings

LOW = [tuple(map(int, each)) for each in ["1223", "2133", "1124", "2233", "1223", "2243", "1133", "2134"]]
TODAY = date(2028, 6, 1)


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    for number, values in enumerate(LOW):
        desk.write(f"old/{number}.json", interview(number, values))
    return desk


@pytest.fixture
def call(capsys, monkeypatch, tmp_path, desk):
    call = runner(capsys, monkeypatch, tmp_path)
    monkeypatch.setenv("CFDIAG_QUESTIONNAIRES", "qs")
    monkeypatch.setattr(surroundings, "_today", lambda: TODAY)
    return call


def adopted(desk, call, *, fictional):
    desk.write("engagement.yaml", f"cfdiag: 1\nclient: Acme\nfictional: {str(fictional).lower()}\n")
    assert call("plan", "adopt", "old", "-o", "plan.yaml", "--date", "2026-11-26").code == 0
    assert call("plan", "set", "plan_together", "--note", "Begun", "--date", "2027-02-01").code == 0


def shown(call, *arguments):
    done = call("plan", "show", *arguments)
    assert done.code == 0, done.err
    return " ".join(done.out.split())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Nobody exists in it: days are counted to 1 February 2027, the last one in its log."),
        ("nl", "Niemand erin bestaat: er is geteld tot 1 februari 2027, de laatste dag in het logboek."),
    ],
)
def test_a_fictional_plan_is_counted_to_the_last_day_of_its_own(desk, call, language, said):
    adopted(desk, call, fictional=True)
    text = shown(call, "--language", language)
    assert said in text
    assert {"en": "7 days late", "nl": "7 dagen te laat"}[language] in text
    view = json.loads(call("plan", "review", "--format", "json").out)
    assert (view["date"], view["actions"][0]["late_days"]) == ("2027-02-01", 7)
    assert said not in shown(call, "--language", language, "--date", "2027-02-01")


def test_a_real_one_is_counted_to_today_and_says_that_day(desk, call):
    adopted(desk, call, fictional=False)
    text = shown(call)
    assert "as of 1 June 2028" in text
    assert "493 days late" in text
    assert "Nobody exists" not in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Its log goes on until 1 February 2027; what came after the day shown is left out."),
        ("nl", "Het logboek loopt door tot 1 februari 2027; wat na de getoonde dag kwam, is weggelaten."),
    ],
)
def test_what_came_after_the_day_is_left_out_and_that_is_said(desk, call, language, said):
    adopted(desk, call, fictional=False)
    assert said in shown(call, "--date", "2027-01-01", "--language", language)
    assert said not in shown(call, "--date", "2027-02-01", "--language", language)
