"""The shipped examples: true cases, of which each file holds only what its source says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cfdiag.formats.careful import examine_interview
from cfdiag.formats.library import Library
from cfdiag.interview.flow import steps
from cfdiag.model.interview import Interview
from cfdiag.scoring.one.score import Scorer

FOLDER = Path(__file__).parents[2] / "examples"
FILES = sorted(FOLDER.glob("*.json"))
NAMES = [path.name for path in FILES]


def read(path: Path) -> Interview:
    questionnaire = Library().get(json.loads(path.read_bytes())["questionnaire"]["id"])
    interview, diagnostics = examine_interview(path.read_bytes(), path.name, questionnaire)
    assert diagnostics == []
    assert interview is not None
    return interview


def cfdiag(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "cfdiag", *words],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_each_source_that_tells_a_case_has_its_example() -> None:
    assert {name[:3] for name in NAMES} == {"000", "002", "003"}
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([^`]+)` \|", table, flags=re.MULTILINE) == NAMES


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_question_is_answered_or_said_to_be_unknown(path: Path) -> None:
    interview = read(path)
    questionnaire = Library().get(interview.questionnaire.id)
    asked = {step.key for step in steps(questionnaire, interview) if step.question is not None}
    assert asked <= set(interview.answers)
    assert {answer.status for answer in interview.answers.values()} == {"answered", "unknown"}


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_nobody_is_named_and_every_answer_counts(path: Path) -> None:
    interview = read(path)
    assert interview.respondent.name is None
    assert interview.finished
    score = Scorer(Library().get(interview.questionnaire.id)).score(interview)
    assert (score.invalid, score.unmatched) == (frozenset(), ())


def test_the_hospital_client_was_heard_by_somebody_who_came() -> None:
    shown = cfdiag(
        "score", str(FOLDER / "002-client.json"), str(FOLDER / "002-supplier.json"), "--format", "json"
    )
    (found,) = json.loads(shown)["questionnaires"]
    assert {finding["id"] for finding in found["findings"]} >= {
        "changed_unknowingly",
        "went_and_listened",
        "kept_what_worked",
        "who_else_is_silent",
    }
    assert "go_there" not in {action["id"] for action in found["actions"]}
    assert {"keep_list", "ask_the_quiet_ones", "tell_the_case"} <= {
        action["id"] for action in found["actions"]
    }


@pytest.mark.parametrize("format_", ["markdown", "html"])
def test_all_of_them_render(format_: str) -> None:
    shown = cfdiag("report", *(str(path) for path in FILES), "--format", format_)
    assert "sell him more" in shown
    for interview in map(read, FILES):
        title = Library().get(interview.questionnaire.id).title.pick("en", "internal")
        assert title.split("?")[0] in shown.replace("\\", "")
