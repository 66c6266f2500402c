"""Answers from a file: the same checks as at the terminal, every fault at once with its place."""

from __future__ import annotations

import pytest
from kits.interview import session, value
from kits.picking import chosen, picking

from cfdiag.interview.answers_file import give_answers, read_answers
from cfdiag.interview.events import Answered
from cfdiag.interview.session import Session


def give(text: str, file: str = "a.yaml", held: Session | None = None) -> tuple[Session, list[str]]:
    """The session after the answers of a file, and the faults as `line:column code: message`."""
    held = held or session()
    found, faults = read_answers(text.encode(), file)
    give_answers(held, found, faults)
    return held, [
        f"{d.location.line}:{d.location.column} {d.code}: {d.message}" for d in faults.sorted() if d.location
    ]


def test_values_and_full_answers_in_any_order():
    held, faults = give(
        """\
z: {value: At the end, note: said while leaving, tags: []}
things/own/u: too slow
things/own/t: 2
r1: {status: unknown}
r2: {value: 4, basis: figures}
b: two
c: because
a: "yes"
e: 2.5
f: "2026-11-22"
d: [x, z]
"""
    )
    assert faults == []
    answers = held.interview.answers
    assert {key: answer.value for key, answer in answers.items()} == {
        "a": "yes",
        "b": "two",
        "c": "because",
        "d": ["x", "z"],
        "e": 2.5,
        "f": "2026-11-22",
        "r1": None,
        "r2": 4,
        "things/own/t": 2,
        "things/own/u": "too slow",
        "z": "At the end",
    }
    assert answers["r2"].basis == "figures"
    assert answers["r1"].status == "unknown"
    assert answers["z"].note == "said while leaving"
    assert all(answer.at for answer in answers.values())


def test_a_section_in_the_place_of_a_key_is_told_how_its_questions_are_named():
    held = session()
    found, faults = read_answers(b"things: [{name: Fair visit, t: 3}]\nthings/Fair visit/t: 9\n", "a.yaml")
    give_answers(held, found, faults)
    assert [(d.code, d.message, d.hint) for d in faults.sorted()] == [
        (
            "not-asked",
            "things: this is asked for each item: the key is 'things/ITEM/t'",
            "each question has a key of its own: t, u",
        ),
        ("bad-answer", "things/Fair visit/t: the value must be a whole number from 1 to 5", ""),
    ]


def test_json_is_read_as_well():
    held, faults = give('{"a": "no", "r2": {"status": "answered", "value": 5}}', "a.json")
    assert faults == []
    assert held.interview.answers["r2"].value == 5


def test_labels_and_numbers_of_options_are_understood_and_null_is_left_open():
    held, faults = give('a: "Yes"\nb: "2"\nr1: "4"\ne: null\n')
    assert faults == []
    assert {key: answer.value for key, answer in held.interview.answers.items()} == {
        "a": "yes",
        "b": "two",
        "r1": 4,
    }


def test_items_that_are_not_on_the_list_are_added_by_name():
    held, faults = give("things/Fair visit/t: 3\nthings/fair VISIT/u: x\nthings/OWN thing/t: 4\n")
    assert held.interview.items["things"] == {"own": "Own thing", "i1": "Fair visit"}
    assert faults == ["2:1 not-asked: things/fair VISIT/u: this is not asked, because of an earlier answer"]
    assert held.interview.answers["things/own/t"].value == 4


def test_every_fault_is_told_at_once_with_its_place_and_without_what_was_answered():
    held, faults = give(
        """\
a: maybe secret
rr2: 3
r2: 9
e: {value: 3, remark: secret}
b: one
things/i5/t: 3
r1: {value: 3, importance: 2}
t: 4
d: [x, secret]
"""
    )
    assert faults == [
        "1:1 bad-answer: a: the value must be yes or no",
        "2:1 unknown-question: rr2: there is no such question",
        "3:1 bad-answer: r2: the value must be a whole number from 1 to 5",
        "4:1 bad-answer: e: 'remark' is nothing that stands beside an answer",
        "5:1 not-asked: b: this is not asked, because of an earlier answer",
        "6:1 not-asked: things/i5/t: there is no such item on the list of 'things'",
        "7:1 bad-answer: r1: importance is not asked of the group 'inside' here",
        "8:1 not-asked: t: this is asked for each item: the key is 'things/ITEM/t'",
        "9:1 bad-answer: d: the value must be a list of x, y, z",
    ]
    assert held.interview.answers == {}


@pytest.mark.parametrize(
    ("text", "file", "faults"),
    [
        ("- a\n- b\n", "a.yaml", ["1:1 wrong-type: a map of answers is expected"]),
        ("a: yes\n", "a.yaml", ["1:4 yaml-ambiguous: this can be read in two ways"]),
        ("z: x\nz: why\n", "a.yaml", ["2:1 duplicate-key: the key 'z' is there twice"]),
        ("", "a.json", ["0:0 empty-file: the file is empty"]),
    ],
)
def test_files_that_do_not_hold_answers_as_they_should(text: str, file: str, faults: list[str]):
    assert give(text, file)[1] == faults


def test_answers_for_an_interview_that_has_begun_change_it():
    held = session()
    held.do(Answered("a", value("yes")))
    held.do(Answered("b", value("one")))
    give('a: "No"\n', held=held)
    assert set(held.interview.set_aside) == {"b"}


def test_a_status_there_is_not():
    _, faults = give("a: {status: unknwn}\ne: {status: [1]}\n")
    assert faults == [
        "1:1 bad-answer: a: the status is answered, skipped, unknown or not_applicable",
        "2:1 bad-answer: e: the status is answered, skipped, unknown or not_applicable",
    ]


@pytest.mark.parametrize(
    ("written", "stored"), [("true", "yes"), ("false", "no"), ('"yes"', "yes"), ('"No"', "no")]
)
def test_yes_and_no_are_true_and_false_too(written: str, stored: str) -> None:
    held, faults = give(f"a: {written}\n")
    assert faults == []
    assert held.interview.answers["a"].value == stored


def test_items_are_chosen_by_their_ids_or_names_and_no_more_than_may_be():
    held, faults = give(
        "moments/bill/rated: 4\nmoments/The offer/rated: 3\nmoments/Help/rated: 2\n",
        held=picking("{min: 1, max: 3}"),
    )
    assert faults == []
    assert held.interview.items["moments"] == {"bill": "The bill", "offer": "The offer", "i1": "Help"}
    held, faults = give(
        "moments/bill/rated: 4\nmoments/offer/rated: 3\nmoments/help/rated: 2\n", held=picking("2")
    )
    assert chosen(held) == ["bill", "offer"]
    assert "the list holds at most 2" in faults[0]
