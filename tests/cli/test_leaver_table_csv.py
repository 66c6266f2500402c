"""`leaver.xlsx` that comes back as CSV: it is the leaver's table as much as the workbook is."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.leaver import ACCOUNTS, ACME, DAY, filled, handed, read_interview, saved, saved_as_csv

from cfdiag.handover.leaver_table import same_answers

TOLD = {title: cell if isinstance(cell, str) else "2026-11-01" for title, cell in ACME.items()}


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")]
)
def test_a_table_saved_as_csv_is_taken_in_as_the_workbook_is(
    cfdiag: Command, tmp_path: Path, delimiter: str, encoding: str, *, above: bool
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet, told = tmp_path / "handover" / "leaver.xlsx", {**TOLD, "One piece of advice": "Bel één keer."}
    back = tmp_path / "back.csv"
    saved_as_csv(sheet, back, {"Acme": told}, delimiter=delimiter, encoding=encoding, above=above)
    filled(sheet, tmp_path / "back.xlsx", {"Acme": {**ACME, "One piece of advice": "Bel één keer."}})
    done = cfdiag("handover", "accounts.csv", "back.csv", *DAY)
    assert done.code == 0, done.err
    assert "from the leaver's table: 1 new, 0 changed, 0 unchanged\n" in done.out
    assert "merged" not in done.err
    of_text = read_interview(tmp_path)
    assert of_text.answers["advice"].evidence == f"back.csv:{4 if above else 2}"
    saved(tmp_path)[0].unlink()
    assert cfdiag("handover", "accounts.csv", "back.xlsx", *DAY).code == 0
    assert same_answers(of_text, read_interview(tmp_path))


def test_dutch_as_csv(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY, "--language", "nl").code == 0
    told = {"Bron van het bedrag": "Uit mijn hoofd", "Wie kent alleen mij": "ja", "Wie beslist": "Eva"}
    sheet, back = tmp_path / "handover" / "leaver.xlsx", tmp_path / "terug.csv"
    saved_as_csv(sheet, back, {"Acme": told}, delimiter=";", above=False)
    done = cfdiag("handover", "accounts.csv", "terug.csv", *DAY, "--language", "nl")
    assert "1 nieuw" in done.out, done.err
    assert read_interview(tmp_path).language == "nl"


def test_as_csv_a_newer_list_counts_before_what_the_table_went_out_with(
    cfdiag: Command, tmp_path: Path
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet, back = tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.csv"
    saved_as_csv(sheet, back, {"Acme": {"One piece of advice": "Call first."}}, delimiter=";")
    newer = ACCOUNTS.replace("100;EUR;2027-09-01", "120;EUR;2028-09-01")
    (tmp_path / "accounts.csv").write_text(newer, encoding="utf-8")
    done = cfdiag("handover", "accounts.csv", "back.csv", *DAY)
    assert "1 new" in done.out, done.err
    acme = handed(tmp_path)["Acme"]
    assert (acme["value"], acme["renewal"]) == ({"amount": 120, "currency": "EUR"}, "2028-09-01")
    assert set(read_interview(tmp_path).answers) == {"advice"}


def test_of_a_table_without_its_mark_what_the_list_says_is_the_list_s(
    cfdiag: Command, tmp_path: Path
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet, back = tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.csv"
    saved_as_csv(sheet, back, {}, above=False)
    done = cfdiag("handover", "accounts.csv", "back.csv", *DAY)
    assert "from the leaver's table" not in done.out, done.err
    told = {"One piece of advice": "Call first.", "Yearly value": "70"}
    saved_as_csv(sheet, back, {"Acme": {"One piece of advice": "Call first."}, "Borax": told}, above=False)
    done = cfdiag("handover", "accounts.csv", "back.csv", *DAY)
    assert "2 new" in done.out, done.err
    assert handed(tmp_path)["Acme"]["value"] == {"amount": 100, "currency": "EUR"}
    assert handed(tmp_path)["Borax"]["value"] == {"amount": 70, "currency": "EUR"}
    assert sum("account_value" in path.read_text(encoding="utf-8") for path in saved(tmp_path)) == 1


@pytest.mark.parametrize("file", ["handover/leaver.xlsx", "back.csv"])
def test_check_knows_it_and_says_what_to_do_with_it(cfdiag: Command, tmp_path: Path, file: str) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    saved_as_csv(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.csv", {}, above=False)
    done = cfdiag("check", file)
    assert done.code == 0
    assert f"{file}: note: a table that a leaver fills in  [understood]" in done.out + done.err
    assert f"cfdiag handover accounts.csv {Path(file).name}" in done.out + done.err
    assert "worth in a year" not in done.out + done.err
