"""Two sets of interviews: who is between them is told by the interviews, not by how many there are."""

import json

import pytest
from kits.batch import Desk, interview
from kits.command import at_desk


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    for number in range(8):
        for folder in ("old", "new"):
            desk.write(f"{folder}/{number}.json", interview(number, (2, 3, 4, 1 + number % 5)))
    return desk


@pytest.fixture
def moved(capsys, monkeypatch, tmp_path, desk):
    call = at_desk(capsys, monkeypatch, tmp_path)

    def compare(before="old", after="new"):
        done = call("compare", before, after, "--format", "json")
        assert done.code == 0
        return json.loads(done.out)["questionnaires"][0]

    compare.run = call
    return compare


def test_nobody_between_them(moved):
    assert moved()["overall"]["change"] == 0


def test_one_took_another_s_place(desk, moved):
    (desk.folder / "new/3.json").unlink()
    desk.write("new/9.json", interview(9, (5, 5, 5, 5)))
    found = moved()
    assert (found["n"], found["overall"]["before"], found["overall"]["reason"]) == (
        [8, 8],
        None,
        "few_changed",
    )
    assert all(each["after"] is None for each in found["questions"].values())


def test_one_answered_otherwise(desk, moved):
    desk.write("new/3.json", interview(3, (5, 3, 4, 4)))
    assert moved()["overall"]["reason"] == "few_changed"


def test_five_others(desk, moved):
    for number in range(5):
        (desk.folder / f"new/{number}.json").unlink()
        desk.write(f"new/1{number}.json", interview(10 + number, (5, 5, 5, 5)))
    assert moved()["overall"]["change"] > 0


def test_who_agreed_to_be_named_hides_nobody(desk, moved):
    for number in range(8):
        for folder in ("old", "new"):
            who = {"group": "customer", "consent": "named", "name": f"N{number}"}
            desk.write(f"{folder}/{number}.json", interview(number, (2, 3, 4, 4), respondent=who))
    desk.write("new/3.json", interview(3, (5, 3, 4, 4), respondent=who | {"name": "N3"}))
    assert moved()["overall"]["change"] > 0


def test_a_group_that_is_new_and_small_counts_where_it_speaks_for_all(desk, moved):
    who = {"group": "customer", "name": "N"}
    for number in (20, 21):
        desk.write(f"new/{number}.json", interview(number, (5, 5, 5, 5), respondent=who))
    assert moved.run("score", "old", "--format", "json", "-o", "old.json").code == 0
    assert moved.run("score", "new", "--format", "json", "-o", "new.json").code == 0
    assert moved("old.json", "new.json")["overall"]["reason"] == "few_changed"
    assert moved("old", "new.json")["overall"]["reason"] == "few_changed"


def saved(moved, folder):
    assert moved.run("score", folder, "--format", "json", "-o", f"{folder}.json").code == 0
    return f"{folder}.json"


def told(moved, *flags):
    """What a run against a saved result says moved: a change, or why there is none."""
    done = moved.run("score", "new", "--baseline", saved(moved, "old"), "--format", "json", *flags)
    return done, json.loads(done.out)["baseline"]["questionnaires"][0]["overall"]


def test_as_many_people_and_one_answer_put_right(desk, moved):
    desk.write("new/3.json", interview(3, (5, 3, 4, 4)))
    done, overall = told(moved, "--max-drop", "5")
    assert (overall["before"], overall["after"], overall["reason"]) == (None, None, "few_changed")
    assert done.code == 0  # the gate is judged all the same
    between = moved(saved(moved, "old"), saved(moved, "new"))["questions"].values()
    assert {each["change"] for each in between} == {None}


def test_as_many_people_and_one_answer_that_became_i_do_not_know(desk, moved):
    desk.write("new/3.json", interview(3, (None, 3, 4, 4)))
    assert told(moved)[1]["reason"] == "few_changed"


def test_as_many_people_who_all_answered_otherwise(desk, moved):
    for number in range(8):
        desk.write(f"new/{number}.json", interview(number, (4, 4, 5, 1 + number % 5)))
    assert told(moved)[1]["change"] > 0


def test_the_same_people_who_said_the_same(moved):
    assert told(moved)[1]["change"] == 0


def test_a_correction_beside_a_colleague_who_agreed_to_be_named_hides_nobody(desk, moved):
    who = {"group": "customer", "consent": "named", "name": "N"}
    for number in range(10, 16):
        for folder in ("old", "new"):
            desk.write(
                f"{folder}/{number}.json", interview(number, (2, 3, 4, 4), respondent={"group": "customer"})
            )
    desk.write("new/16.json", interview(16, (2, 3, 4, 4), respondent=who))
    desk.write("new/12.json", interview(12, (5, 3, 4, 4), respondent={"group": "customer"}))
    assert moved()["overall"]["reason"] == "few_changed"
