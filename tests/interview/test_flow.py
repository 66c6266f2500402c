"""What is asked: lists of items that may come or not, pages, and how long the rest takes."""

from __future__ import annotations

import pytest
from kits.interview import branches, value

from cfdiag.interview.events import Answered, Event, ItemsSettled
from cfdiag.interview.flow import (
    blocks,
    find_step,
    first_open,
    is_done,
    open_required,
    progress,
    question_at,
    seconds,
    steps,
)
from cfdiag.interview.items import new_item
from cfdiag.interview.reckoning import expected, named_seconds
from cfdiag.interview.state import apply, begin
from cfdiag.model.interview import Answer, Interview, Respondent
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.questions import TYPES

HEAD = """\
cfdiag: 1
id: branches
version: 1.0.0
title: Flow
{minutes}groups: {{inside: {{title: Inside{group_minutes}}}, outside: {{title: Outside}}}}
scales: {{five: {{min: 1, max: 5}}, seven: {{min: 1, max: 7}}}}
dimensions: {{all: {{title: Everything}}}}
sections:
"""
ITEMS = "{ask: Which?, name: thing, min: 0, max: 5}"
GATE = "      - {id: a, type: yes_no, dimension: all, ask: Is it so?}\n"


def questionnaire(body: str, minutes: str = "", group_minutes: str = "") -> Questionnaire:
    return branches(HEAD.format(minutes=minutes, group_minutes=group_minutes) + body)


def section(id_: str, questions: str, repeat: str = "") -> str:
    more = f"    repeat: {repeat}\n" if repeat else ""
    return f"  - id: {id_}\n    title: {id_}\n{more}    questions:\n{questions}"


def held(q: Questionnaire, *events: Event, group: str = "inside") -> Interview:
    iv = begin(q, id="x", respondent=Respondent(group=group), started="")
    for event in events:
        iv = apply(q, iv, event).interview
    return iv


def keys(q: Questionnaire, iv: Interview) -> list[str]:
    return [step.key for step in steps(q, iv)]


# --- lists of items


def listed(conditions: list[str]) -> Questionnaire:
    """A section asked of each thing, its questions under these conditions; empty is none."""
    questions = "".join(
        f"      - {{id: q{n}, type: text, ask: What?{f', when: {when}' if when else ''}}}\n"
        for n, when in enumerate(conditions)
    )
    return questionnaire(section("first", GATE) + section("things", questions, ITEMS))


@pytest.mark.parametrize(
    ("conditions", "answer", "asked"),
    [
        ([""], "no", True),
        (['a == "yes"'], None, True),  # nobody knows yet
        (['a == "yes"'], "yes", True),
        (['a == "yes"'], "no", False),
        (['a == "yes"', 'a == "no"'], "no", True),  # one of them comes
        (['a == "yes"', ""], "no", True),
        (['a == "yes"', 'a == "yes"'], "no", False),
    ],
)
def test_a_list_is_asked_for_as_long_as_anything_may_be_asked_about_its_items(
    conditions: list[str], answer: str | None, *, asked: bool
):
    q = listed(conditions)
    iv = held(q, *([Answered("a", value(answer))] if answer else []))
    assert ("things/" in keys(q, iv)) is asked


def test_a_list_of_items_is_no_question():
    q = listed(['a == "yes"'])
    asked = {step.key: step for step in steps(q, held(q))}
    assert question_at(asked["a"]).id == "a"
    with pytest.raises(TypeError, match="things/ is a list of items"):
        question_at(asked["things/"])


def test_an_unknown_answer_keeps_the_list_and_asks_nothing_about_its_items():
    q = listed(['a == "yes"'])
    iv = held(q, Answered("a", Answer(status="unknown")))
    iv = apply(q, iv, new_item(iv, "things", "One")).interview
    assert keys(q, iv) == ["a", "things/"]


@pytest.mark.parametrize(("least", "there", "required"), [(0, 0, ()), (1, 0, ("things/",)), (1, 1, ())])
def test_a_list_stands_in_the_way_while_it_is_shorter_than_its_least(
    least: int, there: int, required: tuple[str, ...]
):
    q = questionnaire(
        section("first", GATE)
        + section(
            "things", "      - {id: t, type: text, ask: What?}\n", ITEMS.replace("min: 0", f"min: {least}")
        )
    )
    iv = held(q)
    for n in range(there):
        iv = apply(q, iv, new_item(iv, "things", f"Thing {n}")).interview
    assert open_required(q, iv) == required
    listed_ = find_step(q, iv, "things/")
    assert listed_ is not None
    assert listed_.required is (least > 0)
    assert not is_done(iv, listed_)
    settled = apply(q, iv, ItemsSettled("things")).interview
    assert is_done(settled, listed_) is (there >= least)


@pytest.mark.parametrize(
    ("there", "required", "open_"), [(0, ("things/",), True), (1, (), True), (2, (), False)]
)
def test_fewer_than_were_to_be_chosen_leave_a_list_open_and_stand_in_no_way(
    there: int, required: tuple[str, ...], *, open_: bool
):
    choosing = ITEMS.replace("min: 0", "min: 1, pick: {outside: 2}")
    said = "      - {id: t, type: yes_no, dimension: all, ask: What?}\n"
    q = questionnaire(section("things", said, choosing))
    iv = apply(q, held(q, group="outside"), ItemsSettled("things")).interview
    for n in range(there):
        iv = apply(q, iv, new_item(iv, "things", f"Thing {n}")).interview
    assert open_required(q, iv) == required
    assert (first_open(q, iv) == "things/") == open_


# --- pages


RATING = "      - {{id: {}, type: rating, scale: {}, dimension: all, ask: How is it?{}}}\n"


def pages(questions: str, more: str = "") -> list[list[str]]:
    q = questionnaire(section("s", questions) + more)
    return [[step.key for step in page] for page in blocks(steps(q, held(q)))]


def test_ratings_that_follow_each_other_on_one_scale_share_a_page():
    assert pages(RATING.format("r", "five", "") + RATING.format("t", "five", "")) == [["r", "t"]]


@pytest.mark.parametrize(
    "between",
    [
        "      - {id: x, type: text, ask: Why?}\n",
        "      - {id: x, type: yes_no, ask: Is it so?}\n",
        RATING.format("x", "seven", ""),
        RATING.format("x", "five", ", importance: true"),
        RATING.format("x", "five", ", basis: [inside]"),
    ],
)
def test_nothing_else_joins_them(between: str):
    first, last = RATING.format("r", "five", ""), RATING.format("t", "five", "")
    assert pages(first + between + last) == [["r"], ["x"], ["t"]]
    assert pages(between + first) == [["x"], ["r"]]
    assert pages(first + between) == [["r"], ["x"]]


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        ('a == "yes"', [["a"], ["r", "t"]]),  # it was asked on a page before
        ("r > 2", [["a"], ["r"], ["t"]]),  # it may come and go while the page is filled in
    ],
)
def test_a_question_with_a_condition_joins_unless_it_hangs_on_the_same_page(
    condition: str, shown: list[list[str]]
):
    first, last = RATING.format("r", "five", ""), RATING.format("t", "five", f", when: {condition}")
    q = questionnaire(section("s", GATE + first + last))
    iv = held(q, Answered("a", value("yes")), Answered("r", value(3)))
    assert [[step.key for step in page] for page in blocks(steps(q, iv))] == shown


def test_what_an_answer_rests_on_is_asked_of_those_of_whom_the_questionnaire_wants_to_know():
    q = questionnaire(section("s", GATE + RATING.format("r", "five", ", basis: [inside]")))
    asked = {group: find_step(q, held(q, group=group), "r") for group in ("inside", "outside")}
    assert {group: step.basis for group, step in asked.items() if step} == {"inside": True, "outside": False}


def test_a_question_that_was_passed_by_is_dealt_with_and_one_of_a_longer_name_is_not():
    q = questionnaire(section("s", GATE + "      - {id: ab, type: text, ask: Why?}\n"))
    iv = held(q, Answered("ab", Answer(status="skipped")))
    assert first_open(q, iv) == "a"
    assert first_open(q, held(q, Answered("a", Answer(status="skipped")))) == "ab"
    assert first_open(q, apply(q, iv, Answered("a", value("no"))).interview) is None


def test_questions_of_other_kinds_never_share_a_page():
    two = "      - {id: x, type: text, ask: Why?}\n      - {id: w, type: text, ask: Why not?}\n"
    assert pages(GATE + two) == [["a"], ["x"], ["w"]]


def test_a_list_of_items_is_a_page_of_its_own():
    rating = RATING.format("r", "five", "")
    assert pages(rating, section("things", RATING.format("t", "five", ""), ITEMS)) == [["r"], ["things/"]]


def test_a_page_ends_with_its_section():
    first, other = RATING.format("r", "five", ""), section("other", RATING.format("t", "five", ""))
    assert pages(first, other) == [["r"], ["t"]]


# --- how long it takes


def test_the_time_left_is_that_of_the_types_twice_where_importance_is_asked():
    q = questionnaire(section("s", GATE + RATING.format("r", "five", ", importance: [inside]")))
    yes_no, rating = TYPES["yes_no"].seconds, TYPES["rating"].seconds
    assert [seconds(step) for step in steps(q, held(q))] == [yes_no, 2 * rating]
    assert expected(q, held(q)) == yes_no + 2 * rating
    assert expected(q, held(q, group="outside")) == yes_no + rating
    begun = progress(q, held(q, Answered("a", value("yes"))))
    assert (begun.done, begun.total, begun.left) == (1, 2, 1)
    assert expected(q, held(q, Answered("a", value("yes")))) == 2 * rating


def test_an_empty_list_takes_its_own_time_and_that_of_three_items():
    # What only others are asked takes no time.
    mine = "      - {id: t, type: text, ask: What?}\n"
    theirs = "      - {id: u, type: date, for: [outside], ask: When?}\n"
    q = questionnaire(section("first", GATE) + section("things", mine + theirs, ITEMS))
    done = Answered("a", value("no"))
    empty, text = held(q, done), 30
    assert expected(q, empty) == 30 + 3 * text
    one = apply(q, empty, new_item(empty, "things", "One")).interview
    assert expected(q, one) == 30 + text
    settled = held(q, done, ItemsSettled("things"))
    assert expected(q, settled) == 0
    assert first_open(q, settled) is None


@pytest.mark.parametrize(
    ("minutes", "of_group", "named"),
    [("", "", 0), ("minutes: 6\n", "", 6), ("minutes: 6\n", ", minutes: 2", 2), ("", ", minutes: 2", 2)],
)
def test_the_minutes_are_those_of_the_group_then_of_the_questionnaire(
    minutes: str, of_group: str, named: int
):
    q = questionnaire(section("s", GATE + RATING.format("r", "five", "")), minutes, of_group)
    assert named_seconds(q, held(q)) == 60 * named


BRANCH = """\
      - {id: open, type: yes_no, ask: Open?}
      - {id: b, type: text, when: open == "yes", ask: B?}
      - {id: c, type: text, when: open == "yes", ask: C?}
      - {id: d, type: text, when: b == "x", ask: D?}
      - {id: e, type: text, when: open == "no", ask: E?}
"""


def test_a_branch_counts_at_its_chance_and_one_that_is_ruled_out_no_longer():
    q = questionnaire(section("s", BRANCH + RATING.format("r", "five", ", for: [outside]")))
    yes_no, text = TYPES["yes_no"].seconds, TYPES["text"].seconds
    assert expected(q, held(q)) == yes_no + text * (3 * 0.5 + 0.25)
    assert expected(q, held(q, Answered("open", value("yes")))) == text * 2.5
    assert expected(q, held(q, Answered("open", value("no")))) == text
    # Nobody knows, and nobody will: what rests on it does not come.
    assert expected(q, held(q, Answered("open", Answer(status="unknown")))) == 0
