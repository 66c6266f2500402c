"""What the commands say of a talk in two files, and of lists that were taken from somebody else's."""

from __future__ import annotations

import json

import pytest
from kits.batch import Desk, interview
from kits.command import at_desk


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    return at_desk(capsys, monkeypatch, tmp_path)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def halves(desk):
    desk.write("in/a.json", interview(1, (2, None, None, None), finished=None))
    second = interview(2, (None, 5, 3, 3), continues=interview(1)["id"])
    return second, desk.write("in/b.json", second)


def test_score_counts_one_interview_and_says_which_files_it_is(cfdiag, desk):
    halves(desk)
    code, out, err = cfdiag("score", "in", "--format", "json")
    result = json.loads(out)
    assert (code, result["inputs"]["interviews"], result["inputs"]["unfinished"]) == (0, 1, 0)
    assert result["questionnaires"][0]["dimensions"]["sharing"]["score"] == pytest.approx(62.5)
    assert "in/a.json: note: in/b.json goes on with this interview: they are counted as one" in err


def test_why_names_for_each_answer_the_file_that_it_stands_in(cfdiag, desk):
    halves(desk)
    out = cfdiag("why", "in", "sharing").out
    assert "25.0 points  in/a.json:" in out
    assert "100.0 points  in/b.json:" in out


def test_check_looks_for_the_first_half_beside_the_second(cfdiag, desk):
    second, path = halves(desk)
    assert cfdiag("check", path)[:2] == (0, "")
    desk.write("in/b.json", second | {"continues": "nobody"})
    code, out, _ = cfdiag("check", path)
    line = (desk.folder / path).read_text().split("\n").index(' "continues": "nobody"') + 1
    assert code == 0
    assert out.startswith(f"in/b.json:{line}:2: warning: the interview that this one continues is not here")


def test_check_names_a_newer_one_of_what_a_list_was_taken_from(cfdiag, desk):
    who = {"group": "customer", "account": "Acme"}
    source = interview(1, respondent=who)
    desk.write("in/a.json", source)
    taken = {"all": {"id": source["id"], "sha256": "0" * 64, "answers": {}}}
    path = desk.write("in/b.json", interview(2, **{"from": taken}))
    assert "note: 'all' was taken from a.json, which was changed since" in cfdiag("check", path).out
    later = interview(3, respondent=who | {"account": "acme"}, finished="2026-11-23T09:20:00Z")
    desk.write("in/c.json", later)
    assert "note: 'all' was taken from a.json; c.json is newer  [newer-source]" in cfdiag("check", path).out
    desk.write("in/c.json", later | {"respondent": who | {"account": "other"}})
    assert "c.json" not in cfdiag("check", path).out
