"""Who agreed to be quoted is quoted; where readers may know whose words they are, the consultant is told."""

import os
import subprocess
import sys

import pytest
from kits.batch import QUESTIONNAIRE, Desk, interview
from kits.command import at_desk

SAID = "Nobody reads what I write"
WARNED = "quoted-of-few"


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path, desk):
    return at_desk(capsys, monkeypatch, tmp_path)


def held(desk, number, **who):
    made = interview(number, respondent={"group": "internal", **who})
    if "consent" in who:
        made["answers"]["remark"] = {"status": "answered", "value": SAID}
    desk.write(f"in/{number}.json", made)


def run(cfdiag, *command):
    done = cfdiag(*command)
    assert done.code == 0
    return done


@pytest.mark.parametrize("others", [1, 3])
def test_a_quote_of_a_few_is_there_and_the_consultant_is_told(desk, cfdiag, others):
    held(desk, 0, consent="quoted")
    for number in range(1, others + 1):
        held(desk, number)
    report = run(cfdiag, "report", "in", "--format", "markdown", "-o", "r.md")
    assert SAID in (desk.folder / "r.md").read_text()
    assert WARNED in report.err
    assert f"there are {others + 1} people who could have said it" in " ".join(report.err.split())
    scored = run(cfdiag, "score", "in", "--comments", "--format", "json", "-o", "s.json")
    assert WARNED in scored.err


def test_the_only_one_who_is_not_named_is_known(desk, cfdiag):
    held(desk, 0, consent="quoted")
    for number in range(10, 16):
        made = interview(number, respondent={"group": "customer", "consent": "named", "name": f"N{number}"})
        desk.write(f"in/{number}.json", made)
    done = run(cfdiag, "report", "in", "--format", "markdown", "-o", "r.md")
    assert "there is 1 person who could have said it" in " ".join(done.err.split())


def test_the_words_beside_a_result_are_the_same_bytes_in_every_process(desk):
    asked = QUESTIONNAIRE.replace("ask: Do we share plans?", "importance: true, ask: Do we share plans?")
    (desk.folder / "qs/small.yaml").write_text(asked)
    held(desk, 0, consent="quoted")
    command = [sys.executable, "-m", "cfdiag", "score", "in", "--comments", "--format", "json"]
    said = {
        subprocess.run(
            command,
            cwd=desk.folder,
            env={**os.environ, "PYTHONHASHSEED": str(seed), "CFDIAG_QUESTIONNAIRES": "qs"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(6)
    }
    assert len(said) == 1


def test_of_five_nothing_has_to_be_said(desk, cfdiag):
    held(desk, 0, consent="quoted")
    for number in range(1, 5):
        held(desk, number)
    assert WARNED not in run(cfdiag, "report", "in", "--format", "markdown", "-o", "r.md").err


def test_without_words_there_is_nothing_to_warn_of(desk, cfdiag):
    held(desk, 0, consent="quoted")
    held(desk, 1)
    assert WARNED not in run(cfdiag, "score", "in").err
    held(desk, 0, consent="counted")
    assert WARNED not in run(cfdiag, "report", "in", "--format", "markdown", "-o", "r.md").err
