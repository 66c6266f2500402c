"""What a dash in a leaver's table takes away, and rows in which nothing is said."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.leaver import ACCOUNTS, DAY, filled, handed, promises_csv, read_interview, saved, told_fully

from cfdiag.exchange.columns import headers
from cfdiag.exchange.reading import read

LISTED = ACCOUNTS.replace("Renewal date", "Renewal date;Last contact").replace(
    "2027-09-01", "2027-09-01;2026-11-10"
)
DASHED = {
    "value": ("Yearly value", "account_value"),
    "renewal": ("Renewal date", "renewal_date"),
    "last_contact": ("Last contact", "last_contact"),
}


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "accounts.csv").write_text(LISTED, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize("dash", ["-", "–"])
@pytest.mark.parametrize("field", DASHED)
def test_a_dash_over_what_the_list_filled_in_makes_it_not_known(
    cfdiag: Command, tmp_path: Path, field: str, dash: str
) -> None:
    title, question = DASHED[field]
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    assert handed(tmp_path)["Acme"]["unknown"] == []
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", {"Acme": {title: dash}})
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY)
    assert (done.code, "1 new, 0 changed, 0 unchanged" in done.out) == (0, True), done.err
    answer = read_interview(tmp_path).answers[question]
    assert (answer.status, answer.value) == ("unknown", None)
    assert re.fullmatch(r"back.xlsx:[45]", answer.evidence)
    assert cfdiag("check", str(saved(tmp_path)[0])).code == 0
    acme = handed(tmp_path)["Acme"]
    assert (acme["unknown"], acme["state"]) == ([field], "not_known")
    assert [each["source"] for each in acme["reasons"]] == [answer.evidence]
    brief = (tmp_path / "handover" / "accounts" / "acme.html").read_text(encoding="utf-8")
    assert "not known" in brief
    # The next table has the dash, and says the same when it comes back as it went.
    table = read((tmp_path / "handover" / "leaver.xlsx").read_bytes(), "leaver.xlsx", aliases=["account"])
    rows = [dict(zip(headers(table), record.cells, strict=True)) for record in table.rows]
    assert next(row for row in rows if row["Account"] == "Acme")[title] == "-"
    (tmp_path / "again.xlsx").write_bytes((tmp_path / "handover" / "leaver.xlsx").read_bytes())
    done = cfdiag("handover", "accounts.csv", "again.xlsx", *DAY)
    assert "0 new, 0 changed, 1 unchanged" in done.out, done.err
    assert handed(tmp_path)["Acme"]["unknown"] == [field]


def test_what_was_dashed_away_is_known_again_once_it_is_written(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "sent.xlsx"
    sheet.write_bytes((tmp_path / "handover" / "leaver.xlsx").read_bytes())
    for cell, known in (("-", None), (70, 70), ("-", None), ("", None)):
        filled(sheet, tmp_path / "back.xlsx", {"Acme": {"Yearly value": cell}})
        assert cfdiag("handover", "accounts.csv", "back.xlsx", *DAY).code == 0
        value = handed(tmp_path)["Acme"]["value"]
        assert (value and value["amount"]) == known, cell


def test_a_talk_counts_before_a_dash(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", {"Acme": {"Renewal date": "-"}})
    assert cfdiag("handover", "accounts.csv", "back.xlsx", *DAY).code == 0
    (row,) = saved(tmp_path)
    talk = json.loads(row.read_bytes())
    talk |= {"id": "a-talk", "extra": {}, "answers": {"renewal_date": {"status": "answered"}}}
    talk["answers"]["renewal_date"]["value"] = "2027-10-01"
    (row.parent / "talk.json").write_text(json.dumps(talk), encoding="utf-8")
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    assert handed(tmp_path)["Acme"]["renewal"] == "2027-10-01"


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({"Promise due": "soon"}, 1),
        ({"Promised to": "Eva", "State of the promise": "Kept"}, 2),
        ({"Who knows only me": "yes"}, 1),
        ({"How you know that": "Said by the customer"}, 1),
        ({"One piece of advice": "-", "Who decides": "-"}, 0),
        ({"Renewal date": "soon"}, 1),
        ({"How you know that": "Whatever", "Last contact": "soon"}, 2),
    ],
)
def test_a_row_in_which_nothing_is_said_makes_no_interview(
    cfdiag: Command, tmp_path: Path, cells: dict[str, object], faults: int
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    advice = {"One piece of advice": "Call first."}
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", {"Acme": advice, "Borax": cells})
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY)
    assert [read_interview(tmp_path).respondent.account] == ["Acme"], [p.read_text() for p in saved(tmp_path)]
    assert done.err.count("the cell is left out  [bad-value]") == faults, done.err
    assert done.code == (2 if faults else 0)
    left = "1 row of it is left out: nothing in it could be read" in done.out
    assert left == bool(faults), done.out
    assert handed(tmp_path)["Borax"]["asked"]["leaver"] is False


def test_a_promise_of_words_alone_is_kept(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    keys = {"What was promised": "Keys"}
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", {"Acme": keys})
    assert cfdiag("handover", "accounts.csv", "back.xlsx", *DAY).code == 0
    assert [row["Promise"] for row in promises_csv(tmp_path)] == ["Keys"]
    assert handed(tmp_path)["Acme"]["asked"]["leaver"] is True
    (tmp_path / "again.xlsx").write_bytes((tmp_path / "handover" / "leaver.xlsx").read_bytes())
    done = cfdiag("handover", "accounts.csv", "again.xlsx", *DAY)
    assert "0 new, 0 changed, 1 unchanged" in done.out, done.err


def test_a_dash_where_nothing_was_known_says_nothing(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    cells = {"Renewal date": "-", "Last contact": "-"}
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", {"Borax": cells})
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY)
    assert saved(tmp_path) == [], done.out


def test_rows_that_say_nothing_are_not_counted_as_left_out(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "handover" / "leaver.xlsx"
    blank = {"Account": "Borax"}
    filled(sheet, tmp_path / "back.xlsx", {"Borax": {"Yearly value": "lots"}}, again=blank)
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY)
    assert "1 row of it is left out: nothing in it could be read" in done.out, done.out
    filled(
        sheet,
        tmp_path / "back.xlsx",
        {"Borax": {"Yearly value": "lots"}},
        again={**blank, "Promise due": "x"},
    )
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY)
    assert "2 rows of it are left out: nothing in them could be read" in done.out, done.out


@pytest.mark.parametrize("promise", ["", "Free swap", "Keys", "Something else"])
def test_what_is_said_once_goes_whichever_promise_the_row_names(
    cfdiag: Command, tmp_path: Path, promise: str
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "sent.xlsx"
    sheet.write_bytes((tmp_path / "handover" / "leaver.xlsx").read_bytes())
    told_fully(cfdiag, tmp_path)
    dashed = dict.fromkeys(
        ("Yearly value", "Who knows only me", "What could end it", "Three things to know"), "-"
    )
    retyped = {"Who decides": "Kees", "Daily contact": "Lou", "What was promised": promise}
    filled(sheet, tmp_path / "back.xlsx", {"Acme": {**dashed, **retyped}})
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY)
    assert "0 new, 1 changed, 0 unchanged" in done.out, done.err
    row = read_interview(tmp_path)
    assert set(row.items["contacts"].values()) == {"Kees", "Lou"}
    assert {"could_end", "three_things"}.isdisjoint(row.answers)
    assert row.answers["account_value"].status == "unknown"
    assert row.answers["advice"].value == "Walk the site."
    assert {"Free swap", "Keys"} <= set(row.items["promises"].values())


@pytest.mark.parametrize(
    "beside",
    [
        {"State of the promise": "Open, not due yet"},
        {"State of the promise": "open, de termijn loopt nog"},
        {"Promised to": "-", "Promise due": "2026-11-01", "State of the promise": "-"},
        {"Promised to": "Eva", "Promise due": "2026-11-01", "State of the promise": "Open, not due yet"},
    ],
)
def test_a_dash_takes_a_promise_away_whatever_is_left_beside_it(
    cfdiag: Command, tmp_path: Path, beside: dict[str, str]
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "sent.xlsx"
    sheet.write_bytes((tmp_path / "handover" / "leaver.xlsx").read_bytes())
    told_fully(cfdiag, tmp_path)
    filled(sheet, tmp_path / "back.xlsx", {"Acme": {"What was promised": "-", **beside}})
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY)
    assert "0 new, 1 changed, 0 unchanged" in done.out, done.err
    assert list(read_interview(tmp_path).items["promises"].values()) == ["Keys"]
