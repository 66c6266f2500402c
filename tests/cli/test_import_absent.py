"""`cfdiag import` of results in JSON: what nobody answered stands in none of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import settle, written

HEAD = "cfdiag: 1\nmapping: tryout\nprofile: surveyjs\ngroup: customer\n"
RESULTS = [{"speed": 4, "kindness": 3, "back": True}, {"speed": 2, "back": False}]
LINE = ("import", "r.json", "--mapping", "m.yaml", "-o", "all.jsonl")


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    settle(tmp_path)
    (tmp_path / "r.json").write_text(json.dumps(RESULTS), encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def mapped(folder: Path, questions: str, more: str = "") -> None:
    (folder / "m.yaml").write_text(f"{HEAD}{more}questions:\n{questions}", encoding="utf-8")


def test_what_nobody_answered_is_a_note_and_counts_as_skipped(cfdiag: Command, tmp_path: Path) -> None:
    mapped(
        tmp_path,
        "  quick: {column: speed}\n  why: {column: reasons, }\n"
        "  used: {columns: {shop: 'uses/shop', repair: 'uses/repair'}}\n",
        "respondent: {department: {column: team}}\n",
    )
    done = cfdiag(*LINE)
    assert done.code == 0
    assert "m.yaml:8:17: note: nobody answered 'reasons': no result holds it  [unknown-column]" in done.err
    assert done.err.count(": note: nobody answered") == 4
    held = [json.loads(line)["answers"] for line in (tmp_path / "all.jsonl").read_text("utf-8").splitlines()]
    assert [each["used"]["status"] for each in held] == ["skipped", "skipped"]
    again = cfdiag(*LINE, "--format", "json")
    assert json.loads(again.out)["unchanged"] == 2
    # Once somebody has answered it, it is read, and nobody counts twice.
    later = [*RESULTS, {"speed": 5, "reasons": "Too far", "back": False}]
    (tmp_path / "r.json").write_text(json.dumps(later), encoding="utf-8")
    report = json.loads(cfdiag(*LINE, "--format", "json").out)
    assert (report["imported"], report["unchanged"]) == (1, 2)


def test_a_probable_slip_is_still_a_fault(cfdiag: Command, tmp_path: Path) -> None:
    mapped(tmp_path, "  quick: {column: speed}\n  friendly: {column: kindnes}\n")
    done = cfdiag(*LINE)
    assert done.code == 2
    assert (
        "error: the table has no column 'kindnes'  [unknown-column]\n  = did you mean 'kindness'?" in done.err
    )


def test_a_name_like_one_that_the_mapping_names_itself_is_no_slip(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(json.dumps([{"q1": 4, "q3": 1}, {"q1": 2, "mood": 3}]), encoding="utf-8")
    mapped(
        tmp_path,
        "  quick: {column: q1}\n  friendly: {column: q2}\n  why: {column: moods}\n",
        "ignore: [mood]\n",
    )
    assert cfdiag(*LINE).code == 0


@pytest.mark.parametrize(
    ("questions", "more"),
    [
        ("  quick: {column: velocity}\n  friendly: {column: warmth}\n", ""),
        ("  quick: {column: speed}\n", "key: {column: nr}\n"),
        ("  quick: {column: speed}\n  friendly: {column: 12}\n", ""),
    ],
    ids=["nothing fits", "the key", "a number"],
)
def test_another_file_a_key_and_a_number_are_faults(
    cfdiag: Command, tmp_path: Path, questions: str, more: str
) -> None:
    mapped(tmp_path, questions, more)
    done = cfdiag(*LINE)
    assert done.code == 2
    assert "[unknown-column]" in done.err
    assert not (tmp_path / "all.jsonl").exists()


def test_in_a_table_of_text_every_column_is_there(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(written([["speed"], ["4"]]))
    mapped(tmp_path, "  quick: {column: speed}\n  why: {column: reasons}\n")
    assert cfdiag("import", "r.csv", "--mapping", "m.yaml", "-o", "all.jsonl").code == 2


def test_a_second_rating_without_its_question_answers_nothing(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(written([["quick.importance", "again"], ["5", "yes"]]))
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--group", "customer", "--format", "json")
    assert json.loads(done.out)["questions"]["matched"] == ["again"]
