"""A leaver's table, filled in and handed back."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec
import pytest

from cfdiag.exchange.columns import headers
from cfdiag.exchange.reading import read
from cfdiag.model.interview import Interview
from kits.command import Command

python_calamine = pytest.importorskip("python_calamine")
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


def filled(
    sheet: Path,
    to: Path,
    cells: Mapping[str, Mapping[str, object]],
    *,
    again: Mapping[str, str] | None = None,
    account: str = "Account",
) -> None:
    """The leaver's table with cells filled in by account and title, saved anew; `again` is one more line."""
    table = read(sheet.read_bytes(), sheet.name, aliases=[account.lower()])
    titles = headers(table)
    book = xlsxwriter.Workbook(str(to))
    page = book.add_worksheet("Handover")
    page.write_row(0, 0, [str(cell or "") for cell in table.above[0].cells])
    page.write_row(2, 0, titles)
    rows = [dict(zip(titles, record.cells, strict=True)) for record in table.rows]
    rows = [row | dict(cells.get(str(row[account]), {})) for row in rows] + ([dict(again)] if again else [])
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


def saved_as_csv(
    sheet: Path,
    to: Path,
    cells: Mapping[str, Mapping[str, str]],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
    above: bool = True,
) -> None:
    """The leaver's table filled in and saved as CSV: the visible sheet alone, each line as wide as it is.

    Args:
        sheet: as it was sent.
        to: the file.
        cells: what is filled in, by account and title.
        delimiter: as the computer's list separator is.
        encoding: as the kind of CSV that was picked has it.
        above: whether the lines above the header are still there.
    """
    book = python_calamine.load_workbook(str(sheet))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    plain = [[_as_shown(cell) for cell in row] for row in rows]
    titles = plain[2]
    for row in plain[3:]:
        filled_in = cells.get(row[0], {})
        row[:] = [filled_in.get(title, cell) for title, cell in zip(titles, row, strict=True)]
    with to.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(plain if above else plain[2:])


def _as_shown(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def handed(folder: Path) -> dict:
    made = json.loads((folder / "handover" / "handover.json").read_bytes())
    return {each["account"]: each for each in made["accounts"]}


def saved(folder: Path) -> list[Path]:
    return sorted((folder / "interviews").glob("*.json"))


def promises_csv(folder: Path) -> list[dict[str, str]]:
    text = (folder / "handover" / "promises.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def told_fully(cfdiag: Command, folder: Path, *more: str) -> Interview:
    """Two promises and every other column of Acme filled in and handed back; the next table is written."""
    assert cfdiag("handover", "accounts.csv", *DAY, *more).code == 0
    sheet = folder / "handover" / "leaver.xlsx"
    second = {"Account": "Acme", "What was promised": "Keys", "Promise due": "2026-12-20"}
    filled(sheet, folder / "first.xlsx", {"Acme": ACME}, again=second)
    done = cfdiag("handover", "accounts.csv", "first.xlsx", *DAY, *more)
    assert "1 new" in done.out, done.err
    return read_interview(folder)


def read_interview(folder: Path) -> Interview:
    (file,) = saved(folder)
    return msgspec.json.decode(file.read_bytes(), type=Interview)
