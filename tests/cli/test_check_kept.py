"""What `check` says of interviews that should be gone: kept too long, or of somebody forgotten."""

from __future__ import annotations

import json

import pytest
from kits.batch import Desk, interview
from kits.command import runner

DAYS = 36_500


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    return runner(capsys, monkeypatch, tmp_path)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.mark.parametrize(("days", "warned"), [(180, True), (DAYS, False)])
def test_interviews_that_are_kept_too_long_are_told(cfdiag, desk, days, warned):
    desk.write("acme/engagement.yaml", f"cfdiag: 1\nclient: Vale\nretention: {{interviews: {days}d}}\n")
    old = {"started": "2020-01-06T09:00:00Z", "finished": "2020-01-06T09:20:00Z"}
    for number in range(2):
        desk.write(f"acme/interviews/{number}.json", interview(number, **old))
    for said in ("acme", "acme/interviews"):
        done = cfdiag("check", said, "--questionnaires", "qs", "--format", "json")
        assert done.code == 0
        found = [each for each in json.loads(done.out) if each["code"] == "retention"]
        assert len(found) == warned
    if warned:
        assert found[0]["message"] == "2 interviews are older than the 180 days that interviews are kept"
        assert found[0]["severity"] == "warning"
        assert found[0]["file"].endswith("acme/engagement.yaml")


@pytest.mark.parametrize("place", ["acme/interviews/spring/a.json", "acme/interviews/a.open.jsonl"])
def test_whoever_was_forgotten_and_is_put_back_is_told_wherever_they_lie(cfdiag, desk, tmp_path, place):
    desk.write("acme/engagement.yaml", "cfdiag: 1\nclient: Vale\n")
    who = {"group": "customer", "name": "Ada Vale", "consent": "named"}
    path = tmp_path / place
    if place.endswith(".jsonl"):
        path.parent.mkdir(parents=True)
        lines = ("interview", "small", "--group", "customer", "--respondent", "Ada Vale", "--accessible")
        assert (
            cfdiag(*lines, "--questionnaires", "qs", "--output", "acme/interviews/a.json", stdin=b"4\n").code
            == 3
        )
    else:
        desk.write(place, interview(1, respondent=who))
    before = path.read_bytes()
    assert cfdiag("person", "forget", "Ada Vale", "acme", "--yes").code == 0
    assert not path.exists()
    path.write_bytes(before)
    done = cfdiag("check", "acme", "--questionnaires", "qs")
    assert done.code == 1
    assert "a copy was put back" in done.out
