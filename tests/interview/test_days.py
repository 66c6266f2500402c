"""What is kept of anonymous people tells no minute: random ids, days, and still the later of two copies."""

from __future__ import annotations

import json
import re
import uuid
from pathlib import Path

import pytest
from kits.batch import Desk, interview
from kits.command import at_desk

from cfdiag.formats.interview import read_interview
from cfdiag.interview.events import Opened
from cfdiag.interview.journal.journal import Journal

TIME = re.compile(r"\d\d:\d\d|\"at\"|consent_at\": \"")


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path, desk):
    return at_desk(capsys, monkeypatch, tmp_path)


def hold(cfdiag, desk, file, *flags, reply=3):
    rated = {"status": "answered", "value": 3, "note": "hm"}
    given = {"share_plans": rated, "reply": {"status": "answered", "value": reply}}
    desk.write("a.json", json.dumps(given))
    Path(file).parent.mkdir(exist_ok=True)
    done = cfdiag("interview", "small", "--answers", "a.json", "--output", file, "-q", *flags)
    assert done.code == 0, done.err
    return Path(file).read_text()


def test_of_an_anonymous_group_there_is_no_time_anywhere(desk, cfdiag):
    text = hold(cfdiag, desk, "in/x.json", "--group", "internal", "--consent", "quoted")
    assert not TIME.search(text)
    found = json.loads(text)
    assert uuid.UUID(found["id"]).version == 4
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["started"])
    assert found["started"] == found["finished"]
    assert cfdiag("check", "in").code == 0
    assert list(Path("in").glob("*.open.jsonl")) == []


def test_of_the_others_the_time_stays(desk, cfdiag):
    text = hold(cfdiag, desk, "in/x.json", "--group", "customer", "--consent", "named", "--respondent", "Ann")
    found = json.loads(text)
    assert uuid.UUID(found["id"]).version == 7
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found["finished"])
    assert found["respondent"]["consent_at"]
    assert all(answer["at"] for answer in found["answers"].values())


def test_ids_are_unlike(desk, cfdiag):
    ids = {json.loads(hold(cfdiag, desk, f"in/{n}.json", "--group", "internal"))["id"] for n in range(8)}
    assert len({id_[:4] for id_ in ids}) > 4


def test_of_two_copies_of_one_day_the_one_that_was_taken_up_again_counts(desk, cfdiag):
    first = hold(cfdiag, desk, "in/z.json", "--group", "internal", reply=5)
    desk.write("copy/a.json", first)
    desk.write("b.json", json.dumps({"reply": {"status": "answered", "value": 1}}))
    done = cfdiag("interview", "--resume", "in/z.json", "--answers", "b.json", "-q")
    assert done.code == 0, done.err
    again = json.loads(Path("in/z.json").read_text())
    assert again["answers"]["reply"]["value"] == 1
    assert again["finished"] == json.loads(first)["finished"]
    assert not TIME.search(Path("in/z.json").read_text())
    scored = cfdiag("score", "in", "copy", "--format", "json")
    assert "copy/a.json: warning: this is the same interview as in/z.json" in scored.err
    assert json.loads(scored.out)["questionnaires"][0]["questions"]["reply"]["mean"] == 1


def test_a_day_is_later_than_the_hours_of_that_day_that_0_1_wrote(desk, cfdiag):
    desk.write("in/a.json", interview(1, (3, 3, 5, 3), finished="2026-11-22T09:20:00Z"))
    desk.write("in/b.json", interview(1, (3, 3, 1, 3), finished="2026-11-22"))
    scored = cfdiag("score", "in", "--format", "json")
    assert json.loads(scored.out)["questionnaires"][0]["questions"]["reply"]["mean"] == 1
    desk.write("in/c.json", interview(1, (3, 3, 4, 3), finished="2026-11-23T00:00:00Z"))
    scored = cfdiag("score", "in", "--format", "json")
    assert json.loads(scored.out)["questionnaires"][0]["questions"]["reply"]["mean"] == 4


def test_a_journal_of_the_same_day_led_up_to_it(desk, cfdiag):
    begun = read_interview(json.dumps(interview(1, finished=None)).encode(), "x")
    Path("in").mkdir()
    Journal.create(Path("in/b.open.jsonl"), begun, Opened(at="2026-11-22T09:00:00Z", pid=1, host="h")).close()
    for day, told in (("2026-11-22", "that one is finished"), ("2026-11-21", "reopened, not finished")):
        desk.write("in/a.json", interview(1, started="2026-11-21", finished=day))
        assert told in cfdiag("score", "in").err


def test_files_of_0_1_are_read_as_they_are(desk, cfdiag):
    desk.many(6)
    assert cfdiag("check", "in").code == 0
    assert cfdiag("score", "in").code == 0
