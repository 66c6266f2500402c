"""`leaver.xlsx` there and back: what a leaver writes becomes interviews, with the line as evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from kits.command import Command, runner

from cfdiag.exchange.columns import headers
from cfdiag.exchange.reading import read

xlsxwriter = pytest.importorskip("xlsxwriter")

ACCOUNTS = """\
Account ID;Account Name;Account Owner;ARR;Currency;Renewal date
1;Acme;Lea;100;EUR;2027-09-01
2;Borax;Lea;50;EUR;
"""
DAY = ("--date", "2026-11-26", "--last-day", "2026-12-08")
ACME = {
    "Source of the amount": "From memory",
    "Last contact": "24-11-2026",
    "Who decides": "Eva; Bo",
    "Daily contact": "Bo",
    "Who knows only me": "Eva",
    "What was promised": "Free swap",
    "Promised to": "Eva",
    "Promise due": date(2026, 11, 1),
    "State of the promise": "Open, not due yet",
    "What could end it": "They signed with a rival",
    "How you know that": "Said by the customer",
    "Three things to know": "They plan in March.",
    "One piece of advice": "Walk the site.",
}


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def filled(
    sheet: Path,
    to: Path,
    cells: Mapping[str, Mapping[str, object]],
    *,
    again: Mapping[str, str] | None = None,
) -> None:
    """The leaver's table with cells filled in by account and title, saved anew; `again` is one more line."""
    table = read(sheet.read_bytes(), sheet.name, aliases=["account"])
    titles = headers(table)
    book = xlsxwriter.Workbook(str(to))
    page = book.add_worksheet("Handover")
    page.write_row(0, 0, [str(cell or "") for cell in table.above[0].cells])
    page.write_row(2, 0, titles)
    rows = [dict(zip(titles, record.cells, strict=True)) for record in table.rows]
    rows = [row | dict(cells.get(str(row["Account"]), {})) for row in rows] + ([dict(again)] if again else [])
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows, 3):
        for at, title in enumerate(titles):
            value = row.get(title)
            if isinstance(value, date):
                page.write_datetime(number, at, value, day)
            elif value is not None:
                page.write(number, at, value)
    own = book.add_worksheet("cfdiag")
    own.write(0, 0, table.mark)
    own.hide()
    book.close()


def handed(folder: Path) -> dict:
    made = json.loads((folder / "handover" / "handover.json").read_bytes())
    return {each["account"]: each for each in made["accounts"]}


def saved(folder: Path) -> list[Path]:
    return sorted((folder / "interviews").glob("*.json"))


def test_a_row_becomes_an_interview_with_its_line_and_reasons_follow(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    assert handed(tmp_path)["Acme"]["state"] == "not_known"
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back from Lea.xlsx", {"Acme": ACME})
    done = cfdiag("handover", "accounts.csv", "back from Lea.xlsx", *DAY)
    assert done.code == 0, done.err
    assert "from the leaver's table: 1 new, 0 changed, 0 unchanged\n" in done.out
    acme = handed(tmp_path)["Acme"]
    assert [each["kind"] for each in acme["reasons"]] == [
        "said_could_end",
        "knows_only_leaver",
        "promise_overdue",
        "from_memory",
    ]
    assert {each["source"] for each in acme["reasons"]} == {"back from Lea.xlsx:4"}
    assert acme["last_contact"] == "2026-11-24"
    (file,) = saved(tmp_path)
    interview = json.loads(file.read_bytes())
    assert (interview["mode"], interview["form"]) == ("alone", "essentials")
    assert (interview["respondent"]["consent"], interview["respondent"]["name"]) == ("named", "Lea")
    assert interview["items"]["contacts"] == {"i1": "Eva", "i2": "Bo"}
    assert interview["answers"]["contacts/i2/contact_role"]["value"] == ["buyer", "day_to_day"]
    assert interview["answers"]["could_end"]["tags"] == ["said"]
    assert interview["answers"]["advice"]["evidence"] == "back from Lea.xlsx:4"
    assert cfdiag("check", str(file)).code == 0
    brief = (tmp_path / "handover" / "accounts" / "acme.html").read_text(encoding="utf-8")
    assert "They plan in March." in brief
    assert "back from Lea.xlsx, line 4" in brief


def test_the_same_row_again_changes_nothing_and_a_changed_one_is_told(
    cfdiag: Command, tmp_path: Path
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet, back = tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx"
    filled(sheet, back, {"Acme": ACME})
    assert cfdiag("handover", "accounts.csv", "back.xlsx", *DAY).code == 0
    before = saved(tmp_path)[0].read_bytes()
    done = cfdiag("handover", "accounts.csv", "back.xlsx", "--date", "2026-11-30")
    assert "0 new, 0 changed, 1 unchanged" in done.out
    # Pages in another language are no other words of the leaver.
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY, "--language", "nl", "--output", "nl")
    assert "0 nieuw, 0 gewijzigd, 1 ongewijzigd" in done.out
    assert saved(tmp_path)[0].read_bytes() == before
    second = {"Account": "acme", "What was promised": "Keys", "Promise due": "2026-12-20"}
    filled(sheet, back, {"Acme": {**ACME, "One piece of advice": "Call first."}}, again=second)
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY)
    assert "0 new, 1 changed, 0 unchanged" in done.out
    (file,) = saved(tmp_path)
    assert json.loads(file.read_bytes())["items"]["promises"] == {"i1": "Free swap", "i2": "Keys"}


def test_what_cannot_be_read_is_told_with_its_line_and_the_rest_counts(
    cfdiag: Command, tmp_path: Path
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    wrong = {**ACME, "Promise due": "soon", "State of the promise": "Whatever", "Yearly value": "120k"}
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", {"Borax": wrong})
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY)
    assert done.code == 2
    assert done.err.count("back.xlsx:") == 3
    assert "'Promise due' holds nothing that can be read here" in done.err
    assert "Whatever" not in done.err
    assert handed(tmp_path)["Borax"]["reasons"][0]["kind"] == "said_could_end"


def test_dutch_there_and_back(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY, "--language", "nl").code == 0
    cells = {"Bron van het bedrag": "Uit mijn hoofd", "Wie kent alleen mij": "ja", "Wie beslist": "Eva"}
    sheet = tmp_path / "handover" / "leaver.xlsx"
    table = read(sheet.read_bytes(), sheet.name, aliases=["klant"])
    assert headers(table)[:3] == ("Klant", "Klantnummer", "Jaarwaarde")
    text = tmp_path / "terug.csv"
    lines = [[str(table.mark)], [], list(headers(table))]
    row = dict.fromkeys(headers(table), "") | {"Klant": "Acme"} | cells
    lines.append([row[title] for title in headers(table)])
    text.write_text("\n".join(";".join(line) for line in lines) + "\n", encoding="utf-8")
    done = cfdiag("handover", "accounts.csv", "terug.csv", *DAY, "--language", "nl")
    assert done.code == 0, done.err
    kinds = [each["kind"] for each in handed(tmp_path)["Acme"]["reasons"]]
    assert kinds == ["knows_only_leaver", "last_contact_unknown"]


def test_without_the_extra_it_is_a_csv_and_that_is_said(
    cfdiag: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    done = cfdiag("handover", "accounts.csv", *DAY)
    assert done.code == 0
    assert "leaver.csv" in done.out
    file = tmp_path / "handover" / "leaver.csv"
    text = file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    assert "\nAcme,1,100," in text
    file.write_text(
        text.replace("2027-09-01,,,,,,,,,,,,\n", "2027-09-01,,,,,,,,,,,,Call first.\n"), encoding="utf-8"
    )
    done = cfdiag("handover", "accounts.csv", "handover/leaver.csv", *DAY)
    assert "from the leaver's table: 1 new" in done.out, done.err
