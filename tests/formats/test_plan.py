"""Plans as files: what is read, what is refused with its place, and that a change leaves the rest alone."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kits.planning import PLAN
from msgspec.structs import replace

from cfdiag.documents.yaml import read_yaml
from cfdiag.formats.plan import examine_plan, plan_schema, read_plan
from cfdiag.formats.plan_writing import changed_text, plan_text
from cfdiag.model.plan import (
    ACTION_KINDS,
    ACTION_STATUSES,
    ActionPlan,
    AgreedAction,
    LogEntry,
    NextPlace,
    SeenWhen,
)

# What a text of a plan can be: anything that a person types on one line.
TEXT = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=40).filter(
    lambda text: text.strip() == text and text
)
DAY = st.dates().map(lambda day: day.isoformat())
ID = st.text("abz09_-", max_size=6).map(lambda text: f"a{text}")
WAS = st.fixed_dictionaries(
    {},
    optional={
        "owner": TEXT | st.none(),
        "due": DAY | st.none(),
        "then.by": DAY | st.none(),
    },
)
LOG = st.builds(
    LogEntry, at=DAY, by=TEXT | st.just(""), note=TEXT | st.just(""), added=st.booleans(), was=WAS
)
NUMBER = st.integers(-100, 100).map(float)
SEEN = (
    st.builds(SeenWhen, seen=TEXT)
    | st.builds(SeenWhen, figure=TEXT, at_least=NUMBER)
    | st.builds(SeenWhen, figure=TEXT, at_most=NUMBER)
)
ACTION = st.builds(
    AgreedAction,
    id=ID,
    kind=st.sampled_from(ACTION_KINDS),
    about=TEXT | st.just(""),
    title=TEXT,
    owner=TEXT | st.just(""),
    due=DAY | st.none(),
    status=st.sampled_from(ACTION_STATUSES),
    done_when=SEEN | st.none(),
    then=st.builds(NextPlace, where=TEXT, by=DAY | st.none()) | st.none(),
    interview=TEXT | st.just(""),
    log=st.lists(LOG, max_size=2).map(tuple),
)
PLANS = st.builds(
    ActionPlan,
    plan=TEXT,
    adopted=DAY,
    agreed_with=st.lists(TEXT, max_size=2).map(tuple),
    actions=st.lists(ACTION, max_size=4, unique_by=lambda each: each.id).map(tuple),
)


@settings(max_examples=40)
@given(PLANS)
def test_what_is_written_is_read_back_and_fits_the_schema(plan):
    text = plan_text(plan)
    assert read_plan(text.encode(), "plan.yaml") == plan

    def plain(node):
        if isinstance(node.value, dict):
            return {key: plain(inner) for key, inner in node.value.items()}
        return [plain(inner) for inner in node.value] if isinstance(node.value, list) else node.value

    jsonschema.validate(plain(read_yaml(text.encode(), "plan.yaml").root), plan_schema())


@settings(max_examples=40)
@given(PLANS.filter(lambda plan: plan.actions), st.data())
def test_a_change_is_read_back_whatever_the_plan_holds(plan, data):
    place = data.draw(st.integers(0, len(plan.actions) - 1))
    changed = replace(plan.actions[place], title=data.draw(TEXT))
    new = AgreedAction(id="z-new", kind="own", title="New")
    after = replace(plan, actions=(*plan.actions[:place], changed, *plan.actions[place + 1 :], new))
    assert read_plan(changed_text(plan_text(plan), "p", plan, after).encode(), "p") == after


def test_what_somebody_wrote_around_a_change_stays():
    text = plan_text(PLAN)
    noted = "# Agreed at the depot.\n" + text.replace(
        "  - id: keep_it", "\n  # This one is dear to the customers.\n  - id: keep_it"
    )
    noted = noted.replace("    owner: team lead", "    owner: team lead   # ask her")
    after = replace(PLAN, actions=(replace(PLAN.actions[0], status="done"), *PLAN.actions[1:]))
    made = changed_text(noted, "plan.yaml", PLAN, after)
    assert read_plan(made.encode(), "plan.yaml") == after
    gone = set(noted.splitlines()) - set(made.splitlines())
    assert gone <= {"    status: open"}
    assert made.splitlines()[0] == "# Agreed at the depot."


def test_one_in_braces_is_written_whole():
    text = json.dumps(
        {"cfdiag": 1, "plan": "p", "adopted": "2026-11-26",
         "actions": [{"id": "a", "kind": "own", "title": "A"}, {"id": "b", "kind": "own", "title": "B"}]}
    )  # fmt: skip
    plan = read_plan(text.encode(), "plan.yaml")
    after = replace(plan, actions=(replace(plan.actions[0], title="Another"), plan.actions[1]))
    assert read_plan(changed_text(text, "plan.yaml", plan, after).encode(), "plan.yaml") == after


@pytest.mark.parametrize(
    ("was", "wrong", "code", "where"),
    [
        ("due: 2027-01-21", "due: 21 January", "bad-time", "21 January"),
        ("status: started", "status: begun", "bad-value", "begun"),
        ("id: own-1", "id: keep_it", "duplicate-id", "keep_it"),
        ("kind: own", "kind: mine", "bad-value", "mine"),
        ("    owner: team lead", "    holder: team lead", "unknown-key", "holder"),
        ("{seen: Every touch point has a name on the wall}", "{at_least: 3}", "bad-value", "{at_least: 3}"),
        ("adopted: 2026-11-26", "adopted: 2026-02-31", "bad-time", "2026-02-31"),
        ("cfdiag: 1", "cfdiag: 2", "newer-format", "2"),
        ("    title: Lunch with the depot", "    title: ''", "empty-text", "''"),
    ],
)
def test_what_is_wrong_has_its_place_and_a_remedy(was, wrong, code, where):
    text = plan_text(PLAN)
    assert was in text
    wrongly = text.replace(was, wrong, 1)
    plan, found = examine_plan(wrongly.encode(), "plan.yaml")
    assert plan is None
    first = next(each for each in found if each.code == code)
    at = wrongly.rindex(where) if code == "duplicate-id" else wrongly.index(where)
    line, column = wrongly.count("\n", 0, at) + 1, at - wrongly.rfind("\n", 0, at)
    assert (first.location.line, first.location.column) == (line, column)
    assert first.hint or code in ("bad-time", "bad-value")
