"""To which day a plan is counted where nobody names one, and that it says so."""

from __future__ import annotations

import json
from datetime import date

import pytest
from kits.batch import Desk
from kits.command import at_desk

from cfdiag.api import surroundings

TODAY = date(2028, 6, 1)


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.low("old")
    return desk


@pytest.fixture
def call(capsys, monkeypatch, tmp_path, desk):
    call = at_desk(capsys, monkeypatch, tmp_path)
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


@pytest.mark.parametrize(("today", "at"), [("2026-12-24", "2027-02-01"), ("2028-06-01", "2028-06-01")])
def test_what_is_tried_in_a_fictional_plan_stands_although_its_days_are_yet_to_come(
    desk, call, monkeypatch, today, at
):
    adopted(desk, call, fictional=True)
    assert call("plan", "set", "plan_together", "--status", "started", "--date", "2027-02-01").code == 0
    monkeypatch.setattr(surroundings, "_today", lambda: date.fromisoformat(today))
    done = call("plan", "set", "plan_together", "--status", "done")
    assert done.out == "plan_together  status: started → done\n"
    added = call("plan", "add", "Call all of them")
    assert added.code == 0, added.err
    view = json.loads(call("plan", "show", "--format", "json").out)
    first, own = view["actions"][0], view["actions"][-1]
    assert (view["date"], first["status"], own["title"]) == (at, "done", "Call all of them")


def test_in_a_real_plan_it_is_set_today_and_holds_until_the_day_that_sets_it_anew(desk, call, monkeypatch):
    adopted(desk, call, fictional=False)
    assert call("plan", "set", "plan_together", "--status", "started", "--date", "2027-02-01").code == 0
    monkeypatch.setattr(surroundings, "_today", lambda: date(2026, 12, 24))
    done = call("plan", "set", "plan_together", "--status", "done")
    assert done.out == "plan_together  status: open → done, until 2027-02-01\n"


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


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "It was adopted on 26 November 2026, after the day shown."),
        ("nl", "Het is vastgesteld op 26 november 2026, na de getoonde dag."),
    ],
)
def test_of_a_plan_without_a_log_the_day_is_that_of_its_adoption(desk, call, language, said):
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Acme\nfictional: true\n")
    assert call("plan", "adopt", "old", "-o", "plan.yaml", "--date", "2026-11-26").code == 0
    text = shown(call, "--date", "2025-01-01", "--language", language)
    assert said in text
    assert {"en": "Its log", "nl": "logboek"}[language] not in text
    own = {"en": "26 November 2026, when it was adopted.", "nl": "26 november 2026, de dag waarop het is"}
    assert own[language] in shown(call, "--language", language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The newer answers may be from after that day."),
        ("nl", "De nieuwere antwoorden kunnen van na die dag zijn."),
    ],
)
def test_beside_newer_answers_a_fictional_plan_is_not_counted_to_a_day_that_has_passed(
    desk, call, monkeypatch, language, said
):
    adopted(desk, call, fictional=True)
    done = call("plan", "review", "old", "--format", "json", "--language", language)
    view = json.loads(done.out)
    assert (view["date"], said in view.get("notes", ())) == ("2028-06-01", False)
    monkeypatch.setattr(surroundings, "_today", lambda: date(2026, 11, 27))
    view = json.loads(call("plan", "review", "old", "--format", "json", "--language", language).out)
    assert (view["date"], said in view["notes"]) == ("2027-02-01", True)


WRITTEN = """cfdiag: 1
plan: acme
adopted: 2026-11-26
actions:
  - id: own-1
    kind: own
    title: Ask every customer
    owner: A. Kaya
    due: 2027-04-30
    then: {{where: the depot, by: 2027-06-30}}
    log:
{entries}
"""


def of_entries(desk, *entries):
    desk.write("plan.yaml", WRITTEN.format(entries="\n".join(f"      - {each}" for each in entries)))


EVERY = [("show",), ("review",), ("set", "own-1", "--note", "Begun"), ("add", "Another")]


@pytest.mark.parametrize("command", EVERY, ids=[each[0] for each in EVERY])
@pytest.mark.parametrize("field", ["due", "then.by"])
def test_a_day_that_was_and_is_none_is_a_fault_of_the_file(desk, call, field, command):
    of_entries(desk, f"{{at: 2027-01-18, was: {{{field}: soon}}}}")
    for done in (call("check", "plan.yaml"), call("plan", *command)):
        assert done.code not in (0, 70), done.err
        told = done.out + done.err
        assert "plan.yaml:12" in told
        assert "this is not a day (YYYY-MM-DD)" in told
        assert "Traceback" not in told


def test_where_a_day_stands_a_dash_of_earlier_plans_is_nothing(desk, call):
    of_entries(desk, "{at: 2027-01-18, was: {due: –, then.by: –}}")
    assert call("check", "plan.yaml").code == 0
    view = json.loads(call("plan", "show", "--date", "2027-01-01", "--format", "json").out)
    assert [view["actions"][0].get(key) for key in ("due", "then_by")] == [None, None]


def test_entries_of_a_log_hold_by_their_days_wherever_they_stand(desk, call):
    of_entries(
        desk,
        "{at: 2027-02-01, was: {owner: B. Lee}}",
        "{at: 2027-01-18, was: {owner: C. Poe}}",
    )
    for day, owner in (("2027-01-01", "C. Poe"), ("2027-01-20", "B. Lee"), ("2027-02-01", "A. Kaya")):
        view = json.loads(call("plan", "show", "--date", day, "--format", "json").out)
        assert view["actions"][0]["owner"] == owner


def test_what_was_added_by_hand_in_earlier_days_is_not_in_the_plan_before(desk, call):
    of_entries(desk, "{at: 2027-01-18, note: added}")
    count = [
        len(json.loads(call("plan", "show", "--date", day, "--format", "json").out)["actions"])
        for day in ("2027-01-17", "2027-01-18")
    ]
    assert count == [0, 1]
