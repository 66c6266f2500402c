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


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        (["2026-0001-0042", "2026-0001-0043", "2026-0002-0044"], 0),
        (["4711 0815 001", "4711 0815 002", "4711 0815 003"], 0),
        (["020 123 45 67", "+31 20 123 45 68", "(020) 123 45 69"], 2),
        (["2026-0001-0042", "020 123 45 67", "+31 20 123 45 68"], 2),
        (["a@example.com", "b@example.com", "4711 0815 003"], 2),
        (["10.0.0.1", "10.0.0.2", "10.0.0.3"], 2),
        (["52.3702 4.8952", "52.3703 4.8952", "52.3704 4.8952"], 2),
    ],
)
def test_a_number_of_an_order_is_a_key_and_one_to_call_is_none(
    cfdiag: Command, tmp_path: Path, keys: list[str], code: int
) -> None:
    rows = [[key, *row[1:]] for key, row in zip(keys, ROWS, strict=True)]
    (tmp_path / "t.csv").write_bytes(written([["ref", *HEADER[1:]], *rows]))
    more = "key: {column: ref}\nquestions: {again: {column: again}}\n"
    err = told(cfdiag, tmp_path, more, code)
    assert ("'ref' says who answered" in err) == bool(code)
    assert (tmp_path / "out.jsonl").exists() != bool(code)


@pytest.mark.parametrize(("last", "held"), [("9", "numbers from 4 to 10"), ("10", "a 10")])
def test_a_proposal_says_what_of_the_table_keeps_it_from_being_in_force(
    cfdiag: Command, tmp_path: Path, last: str, held: str
) -> None:
    rows = [["4", "yes", "phone", "3"], ["10", "no", "phone", "3"], [last, "no", "phone", "3"]]
    (tmp_path / "t.csv").write_bytes(written([["quick", "again", "how", "friendly"], *rows]))
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--group", "customer")
    assert done.code == 3
    wanted = f"t.csv:1:1: error: quick: the column holds {held}, the scale is 1 to 5"
    assert done.err.count(f"{wanted}  [scale-differs]") == 1


def test_it_says_of_each_kind_of_cell_the_first(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(written([["used/shop", "again"], ["maybe", "yes"], ["perhaps", "no"]]))
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--group", "customer")
    assert done.code == 3
    assert done.err.count("column 1: this is no answer to used") == 1
    assert "t.csv:2:1: error: column 1" in done.err


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
    assert "values      quick.basis: 2 × no basis that is known\n" in cfdiag(*LINE, "--force").out
    done = cfdiag(*LINE, "--force", "--format", "json")
    # Never quoted: it is somebody's own words, with whoever said so in them.
    assert json.loads(done.out)["values"] == [{"question": "quick.basis", "value": "", "count": 2}]
    assert "gut feeling" not in done.out + done.err


def test_an_address_in_a_column_of_ratings_is_not_quoted(cfdiag: Command, tmp_path: Path) -> None:
    cells = ["Top!", "ada@example.com", "bob@example.com"]
    (tmp_path / "t.csv").write_bytes(written([HEADER, *([cell, *ROWS[0][1:]] for cell in cells)]))
    told(cfdiag, tmp_path, "questions: {quick: {column: quick}}\n")
    done = cfdiag(*LINE, "--force", "--format", "json")
    assert json.loads(done.out)["values"] == [
        {"question": "quick", "value": "[e-mail]", "count": 2},
        {"question": "quick", "value": "Top!", "count": 1},
    ]
    assert "example.com" not in done.out + done.err
