"""Flags of `cfdiag import`: each holds for whatever is read, or what it does not hold for is said."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import google, settle

from cfdiag.formats.questionnaire.reader import read_questionnaire

PARTS = """\
cfdiag: 1
id: parts
version: "1.0.0"
title: {en: Parts}
language: en
groups:
  customer: {title: {en: Customers}, minutes: 5, side: customer}
sections:
  - id: visits
    title: {en: Visits}
    repeat: {ask: {en: Which visits?}, name: visit, items: {first: The first}, add: true}
    questions:
      - {id: how, type: text, ask: {en: How was it?}}
"""
MAPPING = (
    "cfdiag: 1\nmapping: parts\nitems: {visits: {i1: Whom}}\nquestions:\n  visits/i1/how: {column: How}\n"
)
WHOM = "with ada@example.com"


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    settle(tmp_path)
    (tmp_path / "questionnaires" / "parts.yaml").write_text(PARTS, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def the_form() -> bytes:
    sha256 = read_questionnaire(PARTS.encode(), "parts.yaml").sha256
    return json.dumps(
        {
            "format": "cfdiag/response@1", "code": "K7QX2MWP", "group": "customer", "date": "2026-11-26",
            "questionnaire": {"id": "parts", "version": "1.0.0", "sha256": sha256},
            "items": {"visits": {"i1": WHOM}},
            "answers": {"visits/i1/how": {"status": "answered", "value": "Well"}},
        }
    ).encode()  # fmt: skip


@pytest.mark.parametrize("kind", ["form", "table"])
def test_what_an_item_is_called_may_hold_a_contact(cfdiag: Command, tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.json").write_bytes(the_form())
    (tmp_path / "a.csv").write_text(f"Whom,How\n{WHOM},Well\n")
    (tmp_path / "a.csv.mapping.yaml").write_text(MAPPING)
    file = "a.json" if kind == "form" else "a.csv"
    counted = cfdiag("import", file, "--dry-run", "--format", "json")
    assert json.loads(counted.out)["texts_with_contact"] == 1
    assert cfdiag("import", file, "--drop-contacts").code == 0
    (written,) = (tmp_path / "interviews").glob("*.json")
    assert json.loads(written.read_bytes())["items"]["visits"]["i1"] == "with [e-mail]"


@pytest.mark.parametrize(
    ("flag", "said", "there"),
    [
        ("--group", "internal", "group: customer"),
        ("--language", "nl", "language: en"),
        ("--account", "globex", "respondent: {account: {constant: acme}}"),
        ("--timezone", "Europe/Amsterdam", "timezone: UTC"),
    ],
)
def test_a_flag_that_contradicts_the_mapping_is_refused(
    cfdiag: Command, tmp_path: Path, flag: str, said: str, there: str
) -> None:
    (tmp_path / "r.csv").write_bytes(google())
    told = {"group": "group: customer", there.partition(":")[0]: there}
    lines = "\n".join(told.values())
    mapping = (
        f"cfdiag: 1\nmapping: tryout\nprofile: google-forms\n{lines}\nquestions:\n  again: {{column: 6}}\n"
    )
    (tmp_path / "r.csv.mapping.yaml").write_text(mapping)
    refused = cfdiag("import", "r.csv", flag, said)
    assert refused.code == 2
    word = there.rsplit(maxsplit=1)[-1].rstrip("}")
    assert f"r.csv.mapping.yaml: error: {flag} says {said}, and the mapping {word}" in refused.err
    assert not (tmp_path / "interviews").exists()
    assert cfdiag("import", "r.csv", flag, word).code == 0
    if flag == "--account":  # which may be called by its name in one place and by its id in the other
        with (tmp_path / "engagement.yaml").open("a") as file:
            file.write("accounts: {a1: Acme, g1: Globex}\n")
        assert cfdiag("import", "r.csv", flag, "a1", "-o", "other").code == 0


@pytest.mark.parametrize(
    ("name", "idle"), [("r.csv", ["--sheet"]), ("r.json", ["--delimiter", "--sheet"]),
                       ("r.xlsx", ["--encoding", "--delimiter"])],
)  # fmt: skip
def test_how_a_table_is_read_is_said_for_another_kind_of_table(
    cfdiag: Command, tmp_path: Path, name: str, idle: list[str]
) -> None:
    if name.endswith("xlsx"):
        xlsxwriter = pytest.importorskip("xlsxwriter")
        book = xlsxwriter.Workbook(tmp_path / name)
        sheet = book.add_worksheet("One")
        sheet.write_row(0, 0, ["again"])
        sheet.write_row(1, 0, ["yes"])
        book.close()
    elif name.endswith("json"):
        (tmp_path / name).write_text('[{"again": "yes"}]')
    else:
        (tmp_path / name).write_text("again;x\nyes;1\n")
    flags = {"--encoding": "utf-8", "--delimiter": ";", "--sheet": "One"}
    given = [part for flag, said in flags.items() for part in (flag, said)]
    done = cfdiag("import", name, "--questionnaire", "tryout", "--dry-run", *given)
    told = [line.split()[2] for line in done.err.splitlines() if "says nothing of" in line]
    assert told == idle


def test_the_command_to_run_next_keeps_what_no_mapping_says(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(b"again;x\nyes!;1\n")
    flags = [
        "--account",
        "acme",
        "--encoding",
        "cp1252",
        "--delimiter",
        ";",
        "--timezone",
        "Europe/Amsterdam",
    ]
    flags += ["--drop-contacts", "--strict", "--force"]
    done = cfdiag("import", "r.csv", "--questionnaire", "tryout", "--group", "customer", *flags)
    assert done.code == 3
    command = shlex.split(done.err.splitlines()[-1])
    assert command == ["cfdiag", "import", "r.csv", "--questionnaire", "tryout", *flags]
    assert "group: customer" in (tmp_path / "r.csv.mapping.yaml").read_text("utf-8")


def test_a_language_that_nobody_typed_says_nothing_of_a_mapped_table(
    cfdiag: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CFDIAG_LANGUAGE", "nl")
    (tmp_path / "r.csv").write_text("Would you come again?,x\nyes!,1\n")
    (tmp_path / "r.csv.mapping.yaml").write_text(
        "cfdiag: 1\nmapping: tryout\nlanguage: en\ngroup: customer\n"
        "questions:\n  again: {column: 1, values: {yes!: 'yes'}}\n"
    )
    done = cfdiag("import", "r.csv")
    assert (done.code, done.err) == (0, "")
    (file,) = (tmp_path / "interviews").glob("*.json")
    assert json.loads(file.read_bytes())["language"] == "en"
    assert "--language says nl, and the mapping en" in cfdiag("import", "r.csv", "--language", "nl").err


def test_nor_of_one_that_nobody_has_mapped(
    cfdiag: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CFDIAG_LANGUAGE", "nl")
    (tmp_path / "r.csv").write_text("Would you come again?,x\nyes!,1\n")
    words = ("import", "r.csv", "--questionnaire", "tryout", "--group", "customer")
    proposal = tmp_path / "r.csv.mapping.yaml"
    assert cfdiag(*words).code == 3
    assert "\nlanguage: en\n" in proposal.read_text("utf-8")
    proposal.unlink()
    assert cfdiag(*words, "--language", "nl").code == 3
    assert "\nlanguage: nl\n" in proposal.read_text("utf-8")


def test_nor_of_a_response_of_the_form(
    cfdiag: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CFDIAG_LANGUAGE", "nl")
    (tmp_path / "a.json").write_bytes(the_form())
    done = cfdiag("import", "a.json")
    assert (done.code, done.err) == (0, "")
    assert "--language says nothing of" in cfdiag("import", "a.json", "--language", "nl").err


def test_a_flag_for_which_the_mapping_has_a_column_is_named_and_holds_where_the_cell_is_empty(
    cfdiag: Command, tmp_path: Path
) -> None:
    (tmp_path / "r.csv").write_text("who,acc,again\ninternal,globex,yes\n,,no\n")
    mapping = "cfdiag: 1\nmapping: tryout\ngroup: {column: who}\nrespondent:\n  account: {column: acc}\n"
    (tmp_path / "r.csv.mapping.yaml").write_text(f"{mapping}questions:\n  again: {{column: again}}\n")
    done = cfdiag("import", "r.csv", "--group", "customer", "--account", "acme")
    assert done.code == 0
    for flag, column in (("--group customer", "who"), ("--account acme", "acc")):
        assert f"warning: {flag} holds only where '{column}' says nothing" in done.err
    assert "r.csv.mapping.yaml:3:" in done.err
    held = [json.loads(file.read_bytes())["respondent"] for file in (tmp_path / "interviews").glob("*.json")]
    assert sorted((each["group"], each["account"]) for each in held) == [
        ("customer", "acme"), ("internal", "globex"),
    ]  # fmt: skip
    (tmp_path / "r.csv").write_text("who,acc,again\ninternal,globex,yes\n")
    assert cfdiag("import", "r.csv").err == ""


def test_what_is_counted_of_a_table_is_what_is_stored_of_it(cfdiag: Command, tmp_path: Path) -> None:
    """Nobody who would come again is asked why not, and a row that is left out whole brings nothing along."""
    rows = "Nr,Speed,Again,Why\n1,4,yes,a@example.com\n2,{},no,b@example.com\n3,{},no,c@example.com\n"
    (tmp_path / "t.csv.mapping.yaml").write_text(
        "cfdiag: 1\nmapping: tryout\ngroup: customer\nkey: {column: Nr}\nquestions:\n"
        "  quick: {column: Speed}\n  again: {column: Again}\n  why: {column: Why}\n"
    )

    def told(cells: tuple[str, str], *flags: str) -> tuple[int, ...]:
        (tmp_path / "t.csv").write_text(rows.format(*cells))
        report = json.loads(cfdiag("import", "t.csv", "--format", "json", *flags).out)
        keys = ("imported", "unchanged", "left_out", "faulty", "texts_with_contact")
        return tuple(report[key] for key in keys)

    assert told(("x", "4"), "--strict", "--drop-contacts") == (2, 0, 1, 0, 1)
    kept = [file.read_text() for file in (tmp_path / "interviews").glob("*.json")]
    assert sum("[e-mail]" in text for text in kept) == 1
    assert told(("x", "4"), "--drop-contacts") == (1, 2, 0, 1, 2)
    assert told(("x", "x"), "--drop-contacts") == (0, 2, 1, 1, 1)
    assert told(("x", "x"), "--drop-contacts", "--force") == (1, 2, 0, 2, 2)
