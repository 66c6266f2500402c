"""Two sets of interviews: who is between them is told by the interviews, not by how many there are."""

import json

import pytest
from kits.batch import Desk, interview
from kits.command import runner


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    for number in range(8):
        for folder in ("old", "new"):
            desk.write(f"{folder}/{number}.json", interview(number, (2, 3, 4, 1 + number % 5)))
    return desk


@pytest.fixture
def moved(capsys, monkeypatch, tmp_path, desk):
    call = runner(capsys, monkeypatch, tmp_path)
    monkeypatch.setenv("CFDIAG_QUESTIONNAIRES", "qs")

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
