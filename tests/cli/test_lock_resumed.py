"""Locked interviews gone on with: journals locked as a whole, and finished ones that lay in the clear."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest
from kits.batch import Desk, interview
from kits.command import at_desk
from msgspec import convert

from cfdiag.formats.saved import save_interview, saved_before
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.sealing import Keys, Seal
from cfdiag.model.interview import Interview

KEY = pyrage.x25519.Identity.generate()
PUBLIC = str(KEY.to_public())
MARK = "xylophon"
KEYS = Keys((str(KEY),), "key")


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    run = at_desk(capsys, monkeypatch, tmp_path)
    monkeypatch.delenv("CFDIAG_IDENTITY", raising=False)
    (tmp_path / "key.txt").write_text(f"# mine\n{KEY}\n")
    Desk(tmp_path)
    return run


def clear(tmp_path):
    """The files in which a typed word can be read."""
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if MARK.encode() in path.read_bytes())


def here(tmp_path):
    return sorted(path.name for path in tmp_path.glob("a.*"))


def opened(path):
    return json.loads(KEYS.opened(path.read_bytes(), "x"))


LINES = ("interview", "small", "--accessible", "--group", "internal", "--output", "a.json")


@pytest.mark.parametrize("named", ["a.open.jsonl.age", "a.open.jsonl", "a.json"])
def test_a_journal_that_was_locked_as_a_whole_goes_on_with_the_key_and_stays_locked(cfdiag, tmp_path, named):
    assert cfdiag(*LINES, stdin=b"2\n4\n5\n3\nnorth\n/note " + MARK.encode() + b"\n").code == 3
    assert cfdiag("lock", "a.open.jsonl", "--encrypt-to", PUBLIC).code == 0
    assert here(tmp_path) == ["a.open.jsonl.age"]
    shut = cfdiag("interview", "--resume", named, "--accessible", stdin=b"")
    assert shut.code == 2
    assert "a.open.jsonl.age: error: the file is locked  [sealed]" in shut.err
    assert here(tmp_path) == ["a.open.jsonl.age"]
    resume = ("interview", "--resume", named, "--identity", "key.txt", "--accessible")
    done = cfdiag(*resume, stdin=b"")
    assert done.code == 3, done.err
    assert here(tmp_path) == ["a.open.jsonl"]
    assert clear(tmp_path) == []
    rest = f"{MARK} resumed\n/consent quoted\n/finish\nfinish\n".encode()
    done = cfdiag(*("interview", "--resume", "a.open.jsonl", *resume[3:]), stdin=rest)
    assert done.code == 0, done.out + done.err
    assert (here(tmp_path), clear(tmp_path)) == (["a.json.age"], [])
    told = opened(tmp_path / "a.json.age")["answers"]
    assert told["share_plans"]["value"] == 2
    assert told["remark"] == {"status": "answered", "value": f"{MARK} resumed", "note": MARK}


def test_a_journal_locked_as_a_whole_is_offered_to_who_has_the_key(cfdiag, tmp_path):
    assert cfdiag(*LINES, stdin=b"2\n").code == 3
    offered = cfdiag("interview", "--accessible", stdin=b"").out
    assert cfdiag("lock", "a.open.jsonl", "--encrypt-to", PUBLIC).code == 0
    assert cfdiag("interview", "--accessible", "--identity", "key.txt", stdin=b"").out == offered
    assert cfdiag("interview", "--accessible", stdin=b"").out != offered


def finished(cfdiag):
    given = {"share_plans": 2, "remark": f"{MARK} first"}
    lines = ("interview", "small", "--group", "internal", "--consent", "quoted", "--answers", "-", "-q")
    assert cfdiag(*lines, "--output", "a.json", stdin=json.dumps(given).encode()).code == 0


@pytest.mark.parametrize("key", [(), ("--identity", "key.txt")], ids=["no key", "key"])
def test_a_finished_one_in_the_clear_is_locked_as_soon_as_it_is_reopened_locked(cfdiag, tmp_path, key):
    finished(cfdiag)
    lines = ("interview", "--resume", "a.json", "--accessible", "--encrypt-to", PUBLIC, *key)
    done = cfdiag(*lines, stdin=b"/consent counted\n")
    assert done.code == 3, done.err
    assert "a.json is locked from now on, in a.json.age." in done.out
    assert "What may no longer be quoted or named is left out from now on." in done.out
    assert here(tmp_path) == ["a.json.age", "a.open.jsonl"]
    assert clear(tmp_path) == []
    # What may no longer be quoted is gone from the file that scores read meanwhile, too.
    kept = opened(tmp_path / "a.json.age")
    assert kept["respondent"]["consent"] == "counted"
    assert kept["answers"]["share_plans"]["value"] == 2
    rest = b"4\n/finish\nfinish\n"
    if not key:
        return
    done = cfdiag(*("interview", "--resume", "a.open.jsonl", "--accessible", *key), stdin=rest)
    assert done.code == 0, done.err
    assert (here(tmp_path), clear(tmp_path)) == (["a.json.age"], [])


def test_without_the_key_it_is_finished_over_what_was_locked_when_it_was_reopened(cfdiag, tmp_path):
    finished(cfdiag)
    lines = ("interview", "--resume", "a.json", "--answers", "-", "-q", "--encrypt-to", PUBLIC)
    done = cfdiag(*lines, stdin=b'{"share_plans": 5}')
    assert done.code == 0, done.err
    assert here(tmp_path) == ["a.json.age"]
    assert opened(tmp_path / "a.json.age")["answers"]["share_plans"]["value"] == 5


def test_where_nothing_is_changed_it_is_the_same_interview_locked(cfdiag, tmp_path):
    finished(cfdiag)
    before = json.loads((tmp_path / "a.json").read_bytes())
    done = cfdiag("interview", "--resume", "a.json", "--accessible", "--encrypt-to", PUBLIC, stdin=b"")
    assert done.code == 0, done.err
    assert here(tmp_path) == ["a.json.age"]
    assert opened(tmp_path / "a.json.age") == before


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="no /proc here")
def test_whoever_goes_on_with_the_key_leaves_no_picture_of_memory(cfdiag, tmp_path):
    lines = ("--accessible", "--encrypt-to", PUBLIC, "--group", "internal", "--output", "a.json")
    assert cfdiag("interview", "small", *lines, stdin=b"2\n").code == 3
    resume = ("interview", "--resume", "a.open.jsonl", "--identity", "key.txt", "--accessible")
    process = subprocess.Popen(
        [
            "sh",
            "-c",
            'ulimit -S -c "$(ulimit -H -c)"; exec "$@"',
            "sh",
            sys.executable,
            "-m",
            "cfdiag",
            *resume,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
    )
    assert process.stdout is not None
    while b"Question 2" not in process.stdout.readline():
        assert process.poll() is None
    limits = Path(f"/proc/{process.pid}/limits").read_text()
    process.communicate(b"")
    (core,) = (line.split()[4:6] for line in limits.splitlines() if line.startswith("Max core"))
    assert core == ["0", "0"]


@pytest.mark.parametrize("kept", [False, True], ids=["of this journal", "of another"])
def test_what_a_crash_left_of_a_journal_locked_as_a_whole_goes_when_it_goes_on(cfdiag, tmp_path, kept):
    assert cfdiag(*LINES, stdin=b"2\n4\n").code == 3
    assert cfdiag("lock", "a.open.jsonl", "--encrypt-to", PUBLIC).code == 0
    whole = tmp_path / "a.open.jsonl.age"
    left = whole.read_bytes()
    resume = ("interview", "--resume", "a.json", "--identity", "key.txt", "--accessible")
    assert cfdiag(*resume, stdin=b"5\n").code == 3
    assert here(tmp_path) == ["a.open.jsonl"]
    if kept:  # it says what the journal does not
        other = (*LINES[:-1], "b.json")
        assert cfdiag(*other, stdin=b"1\n1\n").code == 3
        assert cfdiag("lock", "b.open.jsonl", "--encrypt-to", PUBLIC).code == 0
        left = (tmp_path / "b.open.jsonl.age").read_bytes()
    whole.write_bytes(left)
    assert cfdiag(*resume, stdin=b"").code == 3
    assert here(tmp_path) == ["a.open.jsonl", *(["a.open.jsonl.age"] if kept else [])]


def saved(score):
    return convert(interview(1, (score, 3, 3, 3)), Interview)


@pytest.mark.parametrize("seal", [None, Seal((PUBLIC,))], ids=["in the clear", "sealed"])
def test_an_interview_that_is_saved_anew_takes_the_place_of_its_other_file(tmp_path, seal):
    file = tmp_path / "one.json"
    for before, name in ((Seal((PUBLIC,)), "one.json.age"), (None, "one.json")):
        save_interview(file, saved(1), before)
        assert [each.name for each in tmp_path.iterdir()] == [name]
        save_interview(file, saved(2), seal)
        assert len(list(tmp_path.iterdir())) == 1
        assert saved_before(file, KEYS) == saved(2)


@pytest.mark.parametrize("later", ["one.json", "one.json.age"])
def test_of_both_files_that_a_crash_left_the_later_one_counts_and_the_other_goes(tmp_path, later):
    clear_, locked = tmp_path / "one.json", tmp_path / "one.json.age"
    for n, file in enumerate(sorted((clear_, locked), key=lambda each: each.name == later)):
        data = encode_interview(saved(n + 1))
        file.write_bytes(data if file == clear_ else Seal((PUBLIC,)).sealed(data))
        os.utime(file, (1_700_000_000 + n, 1_700_000_000 + n))
    assert saved_before(clear_, KEYS) == saved(2)
    assert [each.name for each in tmp_path.iterdir()] == [later]


def test_both_files_stay_where_they_say_the_same(tmp_path):
    save_interview(tmp_path / "one.json", saved(1), None)
    data = (tmp_path / "one.json").read_bytes()
    (tmp_path / "one.json.age").write_bytes(Seal((PUBLIC,)).sealed(data))
    assert saved_before(tmp_path / "one.json", KEYS) == saved(1)
    assert len(list(tmp_path.iterdir())) == 2
