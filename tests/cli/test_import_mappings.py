"""`cfdiag import` with mappings that somebody wrote in a hurry: each slip is told, and nobody is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import settle, written

HEAD = "cfdiag: 1\nmapping: tryout\ngroup: customer\n"
HEADER = ["quick", "again", "rests", "town"]
ROWS = [["4", "yes", "hearsay", "Ems"], ["4", "yes", "gut feeling", "Ems"], ["5", "no", "gut feeling", "Ems"]]
LINE = ("import", "t.csv", "--mapping", "m.yaml", "-o", "out.jsonl")


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    settle(tmp_path)
    (tmp_path / "t.csv").write_bytes(written([HEADER, *ROWS]))
    return runner(capsys, monkeypatch, tmp_path)


def told(cfdiag: Command, folder: Path, more: str, code: int = 2) -> str:
    (folder / "m.yaml").write_text(HEAD + more, encoding="utf-8")
    done = cfdiag(*LINE)
    assert done.code == code, done.err + done.out
    return done.err


def test_a_service_that_nobody_knows_is_told_with_those_there_are(cfdiag: Command, tmp_path: Path) -> None:
    slip = "profile: google-form\nquestions: {quick: {column: quick}}\n"
    wanted = (
        "m.yaml:4:10: error: there is no profile 'google-form'  [bad-value]",
        "  = did you mean 'google-forms'?",
    )
    err = told(cfdiag, tmp_path, slip)
    assert all(each in err for each in wanted)
    check = cfdiag("check", "m.yaml")
    assert check.code != 0
    assert all(each in check.out + check.err for each in wanted)


def test_a_mapping_without_a_question_is_no_mapping(cfdiag: Command, tmp_path: Path) -> None:
    assert "m.yaml: error: the mapping names no question  [not-mapped]" in told(
        cfdiag, tmp_path, "questions: {}\n"
    )


@pytest.mark.parametrize(
    "questions",
    [
        "  quick: {column: 1}\n  friendly: {column: quick}\n",
        "  quick: {column: ' quick '}\n  friendly: {column: quick}\n",
        "  quick: {column: quick, importance: {column: 1}}\n",
    ],
)
def test_one_column_for_two_things_is_told_however_it_is_named(
    cfdiag: Command, tmp_path: Path, questions: str
) -> None:
    err = told(cfdiag, tmp_path, f"questions:\n{questions}")
    assert "is used twice  [column-twice]" in err
    assert not (tmp_path / "out.jsonl").exists()


def test_a_key_that_tells_few_apart_is_none(cfdiag: Command, tmp_path: Path) -> None:
    err = told(cfdiag, tmp_path, "key: {column: town}\nquestions: {quick: {column: quick}}\n")
    assert "m.yaml:4:15: error: 'town' tells no responses apart: 3 rows hold 1 value  [bad-value]" in err
    assert not (tmp_path / "out.jsonl").exists()


def test_a_response_that_stands_there_twice_is_told(cfdiag: Command, tmp_path: Path) -> None:
    rows = [["4", "yes", "", "A"], ["4", "yes", "", "A"], ["5", "no", "", "B"]]
    (tmp_path / "t.csv").write_bytes(written([HEADER, *rows]))
    err = told(cfdiag, tmp_path, "key: {column: town}\nquestions: {quick: {column: quick}}\n", 0)
    assert "t.csv:3:1: note: the same response as at t.csv:2:1; it counts once  [same-response]" in err


def test_what_an_answer_rests_on_is_counted_where_it_is_not_understood(
    cfdiag: Command, tmp_path: Path
) -> None:
    text = (tmp_path / "questionnaires" / "tryout.yaml").read_text("utf-8")
    text = text.replace("importance: [customer],", "importance: [customer], basis: [customer],")
    (tmp_path / "questionnaires" / "tryout.yaml").write_text(text, encoding="utf-8")
    told(cfdiag, tmp_path, "questions:\n  quick: {column: quick, basis: {column: rests}}\n", 0)
    done = cfdiag(*LINE, "--force", "--format", "json")
    assert json.loads(done.out)["values"] == [{"question": "quick.basis", "value": "gut feeling", "count": 2}]
