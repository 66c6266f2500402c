"""Whatever a plan is told by its commands, the next command reads it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kits.batch import Desk
from kits.command import at_desk

from cfdiag.formats.plan import read_plan
from cfdiag.model.plan import ACTION_STATUSES


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.low("old")
    return desk


@pytest.fixture
def call(capsys, monkeypatch, tmp_path, desk):
    call = at_desk(capsys, monkeypatch, tmp_path)
    assert call("plan", "adopt", "old", "--date", "2026-11-26").code == 0
    return call


def plan(desk):
    return read_plan((desk.folder / "plan.yaml").read_bytes(), "plan.yaml")


# What somebody types: words, a blank, a sign that means something to YAML, a byte that is no text.
TYPED = st.sampled_from(
    ("A. Kaya", "", " ", "\t", "–", "-", "null", "no", "2027-01-21", "a: b", "#1", "[x]", "'", '"', "\\",
     "two\nlines", "\x07", "\x85", "\u2028", "\ufeff", "\udce9", "é", "{", "1:30", "0x1", "~", "added",
     "x" * 300)
)  # fmt: skip
DAY = st.sampled_from(("2026-11-26", "2027-04-01", "0001-01-01", "9999-12-31"))


def flags(**kinds):
    """Any of the flags, each with what may be typed behind it."""
    chosen = [st.none() | kind.map(lambda said, name=name: [name, said]) for name, kind in kinds.items()]
    return st.tuples(*chosen).map(lambda found: [each for pair in found if pair for each in pair])


SET = flags(
    **{"--title": TYPED, "--owner": TYPED, "--due": DAY, "--status": st.sampled_from(ACTION_STATUSES),
       "--note": TYPED, "--then-by": DAY, "--then-where": TYPED, "--by": TYPED, "--date": DAY}
)  # fmt: skip
STEPS = st.one_of(
    st.tuples(st.just("set"), st.sampled_from(("plan_together", "own-1")), SET),
    st.tuples(st.just("add"), TYPED, flags(**{"--owner": TYPED, "--due": DAY, "--by": TYPED, "--date": DAY})),
    st.tuples(
        st.just("adopt"), st.just("old"),
        flags(**{"--agreed-with": TYPED, "--date": DAY}).map(lambda found: [*found, "--force"]),
    ),
)  # fmt: skip


def written(desk):
    file = desk.folder / "plan.yaml"
    return file.read_bytes() if file.exists() else b""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=1, max_size=3), st.booleans())
def test_whatever_a_plan_is_told_the_next_command_reads_it(desk, call, steps, new):
    if new:
        (desk.folder / "plan.yaml").unlink()
        steps = [("adopt", "old", ["--date", "2026-11-26"]), *steps]
    for command, what, told in steps:
        before = written(desk)
        done = call("plan", command, *told, "--", what)
        assert done.code in (0, 2), done.err
        if done.code:
            assert written(desk) == before, done.err
        shown = call("plan", "show", "--format", "json")
        assert shown.code == 0, (command, what, told, shown.err)
        assert all(each["title"].strip() for each in json.loads(shown.out)["actions"])
    assert call("check", "plan.yaml").code == 0


def test_a_day_to_spread_by_needs_a_place_and_the_refusal_says_how(desk, call):
    assert call("plan", "add", "Lunch with the depot").code == 0
    before = (desk.folder / "plan.yaml").read_bytes()
    refused = call("plan", "set", "own-1", "--then-by", "2027-04-01")
    assert (refused.code, "--then-where" in refused.err) == (2, True)
    assert (desk.folder / "plan.yaml").read_bytes() == before
    both = ("--then-where", "The other depots", "--then-by", "2027-04-01")
    assert call("plan", "set", "own-1", *both).code == 0
    assert call("plan", "set", "own-1", "--then-by", "2027-05-01").code == 0
    assert plan(desk).action("own-1").then.by == "2027-05-01"


def test_blanks_are_nothing_that_was_said(desk, call):
    before = (desk.folder / "plan.yaml").read_bytes()
    for flag in ("--title", "--owner", "--note", "--then-where"):
        refused = call("plan", "set", "plan_together", flag, "  ")
        assert (refused.code, "nothing to change" in refused.err) == (2, True)
    assert (desk.folder / "plan.yaml").read_bytes() == before


def ids_on(call, day):
    return [
        each["id"]
        for each in json.loads(call("plan", "show", "--date", day, "--format", "json").out)["actions"]
    ]


def test_that_an_action_was_added_later_is_no_matter_of_words(desk, call):
    """A remark 'added' makes nothing newer; what is added is, whoever adds it and however."""
    assert call("plan", "set", "plan_together", "--note", "added", "--date", "2027-01-18").code == 0
    assert call("plan", "add", "Lunch with the depot", "--date", "2027-02-01").code == 0
    assert call("plan", "set", "own-1", "--note", "soup", "--date", "2027-02-02").code == 0
    assert ids_on(call, "2026-12-01") == ["plan_together"]
    assert ids_on(call, "2027-02-01") == ["plan_together", "own-1"]
    assert call("check", "plan.yaml").code == 0


def test_what_is_adopted_later_was_not_there_before(desk, call):
    text = (desk.folder / "plan.yaml").read_text().replace("plan_together", "another_one")
    (desk.folder / "plan.yaml").write_text(text)
    assert call("plan", "adopt", "old", "--force", "--date", "2027-02-01").code == 0
    assert ids_on(call, "2026-12-01") == ["another_one"]
    assert ids_on(call, "2027-02-01") == ["another_one", "plan_together"]


def test_a_dash_is_a_name_like_any_other(desk, call):
    """What stood in a field is not taken for nothing because it looks like it."""
    assert call("plan", "set", "plan_together", "--owner", "–", "--date", "2026-12-01").code == 0
    assert call("plan", "set", "plan_together", "--owner", "A. Kaya", "--date", "2026-12-10").code == 0
    (action,) = json.loads(call("plan", "show", "--date", "2026-12-05", "--format", "json").out)["actions"]
    assert action["owner"] == "–"


def filled(desk, rows):
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    (desk.folder / "filled.csv").write_text(stream.getvalue(), encoding="utf-8")
    return ("plan", "set", "--from", "filled.csv", "--yes", "--date", "2027-01-20")


def test_the_same_words_about_another_change_are_kept(desk, call):
    head = ["Id", "Status", "Note"]
    assert call(*filled(desk, [head, ["plan_together", "started", "As agreed"]])).code == 0
    assert call(*filled(desk, [head, ["plan_together", "done", "As agreed"]])).code == 0
    again = call(*filled(desk, [head, ["plan_together", "done", "As agreed"]]))
    assert "nothing changes" in again.err
    log = plan(desk).action("plan_together").log
    assert [(each.note, each.was) for each in log] == [
        ("As agreed", {"status": "open"}), ("As agreed", {"status": "started"}),
    ]  # fmt: skip
