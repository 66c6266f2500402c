"""`cfdiag import` of tables that nobody meant to be easy: each is read in no time, as any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from kits.command import Command, runner
from kits.responses import settle, written

from cfdiag.exchange.personal import has_contact, without_contacts

pytestmark = pytest.mark.timeout(10)

HEADER, ROW = ["quick", "how", "again", "why"], ["4", "phone", "no", "Too slow"]
MAPPING = (
    "cfdiag: 1\nmapping: tryout\nprofile: plain\ngroup: customer\n"
    "questions: {quick: {column: 1}, how: {column: 2}, again: {column: 3}, why: {column: 4}}\n"
)
MANY = 100_000


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    settle(tmp_path)
    return runner(capsys, monkeypatch, tmp_path)


def imported(
    cfdiag: Command, folder: Path, header: list[str], row: list[str], *, before: str = "", code: int = 0
) -> tuple[Any, Any]:
    """The columns of the report, and the answers of the one interview."""
    (folder / "t.csv").write_bytes(before.encode() + written([header, row]))
    (folder / "m.yaml").write_text(MAPPING, encoding="utf-8")
    done = cfdiag("import", "t.csv", "--mapping", "m.yaml", "--format", "json")
    assert done.code == code, done.err
    report = json.loads(done.out)
    (file,) = (folder / "interviews").glob("*.json")
    return report["columns"], json.loads(file.read_bytes())["answers"]


@pytest.mark.parametrize("blank", ["\n", "\r\n", "  \n"])
def test_a_table_that_begins_with_blank_lines_is_read_as_the_table(
    cfdiag: Command, tmp_path: Path, blank: str
) -> None:
    columns, answers = imported(cfdiag, tmp_path, HEADER, ROW, before=blank * 4_000)
    assert columns["matched"] == HEADER
    assert answers["quick"]["value"] == 4
    assert answers["why"]["value"] == "Too slow"


@pytest.mark.parametrize("before", ["", "\n" * 30, "\r\n \t\r\n", "# mine\n\n  # and more\r\n", "\ufeff\n"])
def test_a_mapping_is_known_whatever_blank_lines_stand_above_it(
    cfdiag: Command, tmp_path: Path, before: str
) -> None:
    (tmp_path / "m.yaml").write_text(f"{before}cfdiag: 1\nmapping: tryout\n", encoding="utf-8", newline="")
    done = cfdiag("import", "m.yaml", "--questionnaire", "tryout")
    assert done.code == 2
    assert "this is a mapping, not a table of responses" in done.err


@pytest.mark.parametrize(
    "header",
    [
        f"a{' ' * MANY}b",
        "(choice=" * (MANY // 8),
        f"What is your a{' ' * MANY}b",
        "your " * (MANY // 5),
    ],
    ids=["blanks", "choices", "your", "yours"],
)
def test_a_long_header_is_a_column_as_any_other(cfdiag: Command, tmp_path: Path, header: str) -> None:
    (tmp_path / "t.csv").write_bytes(written([[*HEADER, header], [*ROW, "x"]]))
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--group", "customer", "--format", "json")
    assert done.code == 3
    columns = json.loads(done.out)["columns"]
    assert (columns["matched"], columns["unmatched"]) == (HEADER, [header.strip()])


def test_a_header_that_asks_who_is_dropped_however_much_blank_is_in_it(
    cfdiag: Command, tmp_path: Path
) -> None:
    header = f"Please enter your{' ' * MANY}e-mail address"
    columns, _ = imported(cfdiag, tmp_path, [*HEADER, header], [*ROW, "x"])
    assert columns["personal"] == [header]


LONG = {
    "a word": "a" * 100_000,
    "words and at signs": "a@" * 50_000,
    "at signs": "@" * 100_000,
    "digits": "1" * 100_000,
    "digits apart": "1-" * 50_000,
    "points": "a." * 50_000,
    "half an address": "x@" + "a" * 100_000,
}


@pytest.mark.parametrize("profile", ["plain", "kobo"])
@pytest.mark.parametrize("key", ["used", "since"])
@pytest.mark.parametrize("cell", [f"2026{' ' * MANY}x", "[" * MANY], ids=["blanks", "brackets"])
def test_a_long_cell_that_answers_nothing_is_left_out(
    cfdiag: Command, tmp_path: Path, cell: str, key: str, profile: str
) -> None:
    (tmp_path / "t.csv").write_bytes(written([["quick", key], ["4", cell]]))
    mapping = f"cfdiag: 1\nmapping: tryout\ngroup: customer\nprofile: {profile}\n"
    mapping += f"questions: {{quick: {{column: quick}}, {key}: {{column: {key}}}}}\n"
    (tmp_path / "m.yaml").write_text(mapping, encoding="utf-8")
    done = cfdiag("import", "t.csv", "--mapping", "m.yaml", "--format", "json")
    assert json.loads(done.out)["imported"] == 1
    (file,) = (tmp_path / "interviews").glob("*.json")
    assert json.loads(file.read_bytes())["answers"]["quick"]["value"] == 4


@pytest.mark.parametrize(("then", "finished"), [("10:04", "2026-11-23T10:04:00Z"), ("x 10:04", None)])
def test_a_moment_may_have_a_long_row_of_blanks_in_it(
    cfdiag: Command, tmp_path: Path, then: str, finished: str | None
) -> None:
    (tmp_path / "t.csv").write_bytes(written([["quick", "sent"], ["4", f"2026-11-23{' ' * MANY}{then}"]]))
    mapping = "cfdiag: 1\nmapping: tryout\ngroup: customer\nfinished: {column: sent}\n"
    (tmp_path / "m.yaml").write_text(f"{mapping}questions: {{quick: {{column: quick}}}}\n", encoding="utf-8")
    cfdiag("import", "t.csv", "--mapping", "m.yaml")
    (file,) = (tmp_path / "interviews").glob("*.json")
    assert json.loads(file.read_bytes())["finished"] == finished


@pytest.mark.parametrize("what", LONG)
def test_an_answer_that_is_too_long_costs_nobody_the_others(
    cfdiag: Command, tmp_path: Path, what: str
) -> None:
    _, answers = imported(cfdiag, tmp_path, HEADER, [*ROW[:3], LONG[what]], code=2)
    assert answers["quick"]["value"] == 4
    assert answers["why"] == {"status": "skipped"}


@pytest.mark.parametrize("what", LONG)
def test_no_address_is_found_in_a_row_of_signs(what: str) -> None:
    assert not has_contact(LONG[what])
    assert without_contacts(LONG[what]) == LONG[what]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("write to jan@example.com, please", "write to [e-mail] please"),
        ("jan@example.com", "[e-mail]"),
        ("<jan@example.com>", "<[e-mail]>"),
        ("at@jan@example.com", "at@[e-mail]"),
        ("mail:jan@example.com or call 020 123 45 67", "[e-mail] or call [phone]"),
        ("meet @ ten.thirty", "meet @ ten.thirty"),
    ],
)
def test_an_address_is_found_wherever_a_word_begins(text: str, said: str) -> None:
    assert without_contacts(text) == said
    assert has_contact(text) == (text != said)
