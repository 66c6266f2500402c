"""What `cfdiag import` says of columns that it does not read: off the scale, without a question, unknown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import answers, settle, written

LINE = ("import", "t.csv", "--questionnaire", "tryout", "--group", "customer")
HEADER = ["quick", "again", "how", "friendly", "Uw afdeling", "Opmerkingen", "Which unit is yours?"]
ROWS = [
    ["7", "yes", "phone", "3", "Verkoop", "ask ada@example.com", "Sales"],
    ["2", "no", "phone", "3", "Verkoop", "nothing", "sales"],
    ["2", "no", "visit", "4", "Legal", "none", "SALES"],
]
MAPPING = "cfdiag: 1\nmapping: tryout\ngroup: customer\n"
MAPPING += "questions: {quick: {column: quick}, again: {column: again}}\n"


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    settle(tmp_path)
    (tmp_path / "t.csv").write_bytes(written([HEADER, *ROWS]))
    return runner(capsys, monkeypatch, tmp_path)


def test_a_column_off_the_scale_shows_what_it_holds_and_is_not_matched(
    cfdiag: Command, tmp_path: Path
) -> None:
    report = json.loads(cfdiag(*LINE, "--dry-run", "--format", "json").out)
    assert report["values"] == [
        {"question": "quick", "value": "7", "count": 1, "scale": [1, 5]},
        {"question": "quick", "value": "2", "count": 2},
    ]
    questions = report["questions"]
    assert questions["matched"] == ["again", "how", "friendly"]
    assert "quick" in questions["missing"]
    assert questions["unread"] == ["quick"]
    assert report["by"] == {"code": 3}
    done = cfdiag(*LINE)
    assert done.code == 3
    lines = done.out.splitlines()
    assert "matched     3 of 8 questions: 3 by code" in lines
    assert "not read    quick" in lines
    assert "no column   used, spent, since, why (open)" in lines
    assert 'values      quick: "7" 1 × not on the scale 1–5, "2" 2 ×' in lines
    assert "t.csv:1:1: error: quick: the column holds a 7" in done.err
    proposal = (tmp_path / "t.csv.mapping.yaml").read_text("utf-8")
    assert (
        '    # not on the scale 1–5: "7" 1 ×; also there: "2" 2 ×; values: {…} says what all mean' in proposal
    )
    assert cfdiag("check", "t.csv.mapping.yaml").code == 0


def test_a_hint_is_told_however_many_columns_have_no_question(cfdiag: Command, tmp_path: Path) -> None:
    header = [
        "again",
        *(f"x{n}" for n in range(2, 12)),
        "box/1",
        "box/2",
        "Afdeling",
        "Would you come back again?",
    ]
    row = ["yes", *("?" for _ in range(2, 12)), "1", "0", "Legal", "yes"]
    (tmp_path / "t.csv").write_bytes(written([header, row]))
    lines = cfdiag(*LINE, "--dry-run").out.splitlines()
    (told,) = (line for line in lines if line.startswith("no question"))
    told = told.removeprefix("no question ")
    assert told.startswith('2 "x2" · 3 "x3" · 4 "x4"')
    assert told.endswith('· 14 "Afdeling" → looks like a department: map it under respondent, and 5 more')

    near = 'near        15 "Would you come back again?" could be again (0.89): confirm it in the mapping'
    header[0], row[0] = "y", "?"
    (tmp_path / "t.csv").write_bytes(written([header, row]))
    assert near in cfdiag(*LINE, "--dry-run").out.splitlines()


def test_a_column_that_could_answer_a_question_is_not_told_as_one_without(
    cfdiag: Command, tmp_path: Path
) -> None:
    text = "How do you rate our speed?"
    header = ["quick", text, "Would you come back again?", "Opmerkingen"]
    (tmp_path / "t.csv").write_bytes(written([header, ["4", "3", "yes", "x"], ["4", "2", "no", "y"]]))
    lines = cfdiag(*LINE, "--dry-run").out.splitlines()
    assert "ambiguous   quick" in lines
    assert [line for line in lines if line.startswith("no question")] == ['no question 4 "Opmerkingen"']
    report = json.loads(cfdiag(*LINE, "--dry-run", "--format", "json").out)
    assert report["questions"]["ambiguous"] == ["quick"]
    assert [each["column"] for each in report["near"]] == [3]
    assert report["no_question"] == [{"column": 4, "name": "Opmerkingen"}]


def test_several_that_are_off_the_scale_are_told_as_one(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(written([HEADER, *ROWS, ["0", *ROWS[0][1:]]]))
    told = 'values      quick: "7" 1 ×, "0" 1 × not on the scale 1–5, "2" 2 ×'
    assert told in cfdiag(*LINE, "--dry-run").out.splitlines()


def test_what_the_mapping_says_already_is_not_asked_again(cfdiag: Command, tmp_path: Path) -> None:
    told = MAPPING.replace("column: quick", "column: quick, values: {'7': 5}")
    (tmp_path / "t.csv").write_bytes(written([HEADER, *ROWS, ["9", *ROWS[0][1:]]]))
    (tmp_path / "t.csv.mapping.yaml").write_text(told + "missing: {unknown: ['2']}\n")
    done = cfdiag("import", "t.csv", "--dry-run")
    assert done.code == 2
    assert 'values      quick: "9" 1 × not on the scale 1–5' in done.out.splitlines()


def test_what_is_not_read_is_not_skipped_either(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "t.csv.mapping.yaml").write_text(MAPPING)
    assert cfdiag("import", "t.csv").code == 2
    files = sorted((tmp_path / "interviews").glob("*.json"))
    held = [json.loads(file.read_bytes())["answers"] for file in files]
    assert [list(each) for each in held] == [["again"]] * 3
    right = MAPPING.replace("column: quick", "column: quick, values: {'7': 5, '2': 2}")
    (tmp_path / "t.csv.mapping.yaml").write_text(right)
    assert cfdiag("import", "t.csv", "--force").code == 0
    assert sorted(str(answers(file)["quick"]) for file in files) == ["2", "2", "5"]


@pytest.mark.parametrize("column", ["spent", "since"])
def test_neither_is_one_whose_figures_or_days_nobody_can_tell(
    cfdiag: Command, tmp_path: Path, column: str
) -> None:
    cell = {"spent": "1,234", "since": "3/4/2020"}[column]
    (tmp_path / "t.csv").write_bytes(written([["again", column], ["yes", cell], ["no", cell]]))
    report = json.loads(cfdiag(*LINE, "--dry-run", "--format", "json").out)
    assert report["questions"]["matched"] == ["again"]
    assert report["questions"]["unread"] == [column]
    assert report["values"] == []


def test_a_column_without_a_question_is_told_by_its_number_and_what_it_looks_like(
    cfdiag: Command, tmp_path: Path
) -> None:
    done = cfdiag(*LINE)
    told = '5 "Uw afdeling" → looks like a department: map it under respondent · 6 "Opmerkingen"'
    also = '7 "Which unit is yours?" → looks like a department: map it under respondent'
    assert f"no question {told} · {also}" in done.out.splitlines()
    report = json.loads(cfdiag(*LINE, "--dry-run", "--format", "json").out)
    assert report["no_question"] == [
        {"column": 5, "name": "Uw afdeling", "looks_like": "department"},
        {"column": 6, "name": "Opmerkingen"},
        {"column": 7, "name": "Which unit is yours?", "looks_like": "department"},
    ]
    proposal = (tmp_path / "t.csv.mapping.yaml").read_text("utf-8")
    assert "#   5: Uw afdeling    # looks like a department: map it under respondent" in proposal
    assert "# respondent: {department: {column: 5, values: {…}}, " in proposal
    # With a mapping in force it is said as well.
    (tmp_path / "t.csv.mapping.yaml").write_text(MAPPING)
    assert f"{told} · {also}" in cfdiag("import", "t.csv", "--dry-run").out


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("How well do departments work together?", ["4", "5", "4"]),
        ("Is your department involved?", ["yes", "no", "yes"]),
        ("What should the department do?", ["Listen", "Answer", "Come by"]),
        ("Service", ["too slow today", "very good", "it was fine"]),
    ],
)
def test_a_question_about_departments_is_none(
    cfdiag: Command, tmp_path: Path, header: str, cells: list[str]
) -> None:
    rows = [["yes", cell] for cell in cells]
    (tmp_path / "t.csv").write_bytes(written([["again", header], *rows]))
    report = json.loads(cfdiag(*LINE, "--dry-run", "--format", "json").out)
    assert report["no_question"] == [{"column": 2, "name": header}]


def test_faults_of_the_mapping_and_headers_that_are_not_there_are_told_at_once(
    cfdiag: Command, tmp_path: Path
) -> None:
    (tmp_path / "m.yaml").write_text(
        "cfdiag: 1\nmapping: tryout\nlanguages: en\ngroup: customers\nfinished: Sent\nquestions:\n"
        "  quick: {column: quik}\n  again: {column: agian, vaules: {a: true}}\n  nothing: {column: how}\n"
        "  friendly: 3.5\nignore: [Opmerking]\n"
    )
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--mapping", "m.yaml")
    assert done.code == 2
    told = [line.rpartition("  [")[0] for line in done.err.splitlines() if line.startswith("m.yaml:")]
    assert told == [
        "m.yaml:3:1: error: a mapping has no key 'languages'",
        "m.yaml:4:8: error: there is no group 'customers'",
        "m.yaml:5:11: error: the table has no column 'Sent'",
        "m.yaml:7:19: error: the table has no column 'quik'",
        "m.yaml:8:19: error: the table has no column 'agian'",
        "m.yaml:8:26: error: a question has no key 'vaules'",
        "m.yaml:9:3: error: there is no question 'nothing' in tryout",
        "m.yaml:10:13: error: a number where a question (a map) is meant",
        "m.yaml:11:10: error: the table has no column 'Opmerking'",
    ]


def test_a_table_that_cannot_be_read_is_told_beside_the_faults_of_its_mapping(
    cfdiag: Command, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_bytes(b"again\n")
    (tmp_path / "m.yaml").write_text("cfdiag: 1\nmapping: tryout\nlanguages: en\nquestions: {again: 1}\n")
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--mapping", "m.yaml")
    assert done.code == 2
    assert "a mapping has no key 'languages'" in done.err
    assert "there is a header and nothing under it" in done.err
