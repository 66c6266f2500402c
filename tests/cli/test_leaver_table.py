"""`leaver.xlsx` there and back: what a leaver writes becomes interviews, with the line as evidence."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.leaver import ACCOUNTS, ACME, DAY, filled, handed, promises_csv, read_interview, saved, told_fully

from cfdiag import __version__
from cfdiag.exchange.columns import headers
from cfdiag.exchange.reading import read
from cfdiag.locales.catalogue import LANGUAGES


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


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


def test_the_next_table_holds_what_was_filled_in_before_and_there_and_back_changes_nothing(
    cfdiag: Command, tmp_path: Path
) -> None:
    told_fully(cfdiag, tmp_path)
    sheet = tmp_path / "handover" / "leaver.xlsx"
    table = read(sheet.read_bytes(), sheet.name, aliases=["account"])
    rows = [dict(zip(headers(table), record.cells, strict=True)) for record in table.rows]
    mine, again = [row for row in rows if row["Account"] == "Acme"]
    expected = {**ACME, "Last contact": date(2026, 11, 24), "Daily contact": "Bo"}
    assert {title: mine[title] for title in expected} == expected
    assert (again["What was promised"], again["Promise due"]) == ("Keys", date(2026, 12, 20))
    (tmp_path / "again.xlsx").write_bytes(sheet.read_bytes())
    before = saved(tmp_path)[0].read_bytes()
    done = cfdiag("handover", "accounts.csv", "again.xlsx", *DAY)
    assert "0 new, 0 changed, 1 unchanged" in done.out
    assert saved(tmp_path)[0].read_bytes() == before


def test_an_empty_cell_takes_nothing_away_and_a_dash_does(cfdiag: Command, tmp_path: Path) -> None:
    before = told_fully(cfdiag, tmp_path)
    # A table that was sent out before anything came back: all is empty but for one cell.
    assert cfdiag("handover", "accounts.csv", "--interviews", "none", "-o", "empty", *DAY).code == 0
    old = tmp_path / "empty" / "leaver.xlsx"
    filled(old, tmp_path / "second.xlsx", {"Acme": {"One piece of advice": "Call first."}})
    done = cfdiag("handover", "accounts.csv", "second.xlsx", *DAY)
    assert "0 new, 1 changed, 0 unchanged" in done.out
    assert [row["Promise"] for row in promises_csv(tmp_path)] == ["Free swap", "Keys"]
    after = read_interview(tmp_path)
    assert after.items == before.items
    differs = {key for key in after.answers if after.answers[key].value != before.answers[key].value}
    assert (differs, after.answers.keys()) == ({"advice"}, before.answers.keys())
    assert after.answers["could_end"].tags == ("said",)
    emptied = {"One piece of advice": "-", "Who knows only me": "–", "What was promised": "Keys"}
    filled(
        old, tmp_path / "third.xlsx", {"Acme": emptied}, again={"Account": "acme", "What was promised": "-"}
    )
    assert "1 changed" in cfdiag("handover", "accounts.csv", "third.xlsx", *DAY).out
    last = read_interview(tmp_path)
    # The promise that stays keeps its id: what the successor read back hangs on that.
    assert last.items["promises"] == {"i2": "Keys"}
    assert last.answers["promises/i2/promise_due"].value == "2026-12-20"
    assert "advice" not in last.answers
    assert not any(key.endswith("contact_knows") for key in last.answers)
    assert last.items["contacts"] == before.items["contacts"]


def test_a_dash_that_could_stand_for_several_promises_takes_none_away(
    cfdiag: Command, tmp_path: Path
) -> None:
    told_fully(cfdiag, tmp_path)
    assert cfdiag("handover", "accounts.csv", "--interviews", "none", "-o", "empty", *DAY).code == 0
    old = tmp_path / "empty" / "leaver.xlsx"
    filled(old, tmp_path / "cut.xlsx", {"Acme": {"What was promised": "-"}})
    assert cfdiag("handover", "accounts.csv", "cut.xlsx", *DAY).code == 0
    assert [row["Promise"] for row in promises_csv(tmp_path)] == ["Free swap", "Keys"]
    filled(old, tmp_path / "one.xlsx", {"Acme": {"What was promised": "-", "Promise due": "2026-12-20"}})
    assert cfdiag("handover", "accounts.csv", "one.xlsx", *DAY).code == 0
    assert [row["Promise"] for row in promises_csv(tmp_path)] == ["Free swap"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_excel_offers_each_choice_as_one_entry(cfdiag: Command, tmp_path: Path, language: str) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY, "--language", language).code == 0
    with zipfile.ZipFile(tmp_path / "handover" / "leaver.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    lists = re.findall(r"<dataValidation [^>]*><formula1>(.*?)</formula1>", sheet)
    assert len(lists) == 3
    # A list that is written out is parted at each comma, also at one within a label.
    assert [each for each in lists if not re.fullmatch(r"cfdiag!\$[B-Z]\$1:\$[B-Z]\$\d+", each)] == []


@pytest.mark.parametrize("picked", ["Open", "not due yet", "de termijn loopt nog"])
def test_half_a_label_that_an_earlier_sheet_offered_is_read(
    cfdiag: Command, tmp_path: Path, picked: str
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    acme = {**ACME, "State of the promise": picked}
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", {"Acme": acme})
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY)
    assert done.code == 0, done.err
    assert read_interview(tmp_path).answers["promises/i1/promise_state"].value == "on_time"


def test_no_is_nobody_who_knows_only_the_leaver_and_no_name(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    acme = {**ACME, "Who knows only me": "nee"}
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", {"Acme": acme})
    assert cfdiag("handover", "accounts.csv", "back.xlsx", *DAY).code == 0
    assert list(read_interview(tmp_path).items["contacts"].values()) == ["Eva", "Bo"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_once_forty_rows_came_back_is_two_sheets_and_names_whom_it_is_about(
    cfdiag: Command, tmp_path: Path, language: str
) -> None:
    weasyprint = pytest.importorskip("weasyprint")
    head = ACCOUNTS.splitlines()[0]
    rows = [f"{n:03};Harbour and Vale {n};Lea;{n * 1000};EUR;2026-12-{1 + n % 27:02}" for n in range(1, 41)]
    (tmp_path / "accounts.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    mine = {
        f"Harbour and Vale {n}": {
            "Who decides": f"Willemijn van den Heuvel {n}",
            "Daily contact": f"Bartholomew Claes {n}",
            "Who knows only me": f"Ivo Ida {n}" if n % 3 == 0 else "",
            "What could end it": "A cheaper offer",
        }
        for n in range(1, 41)
    }
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", mine)
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY, "--language", language)
    assert "40 " in done.out, done.err
    page = tmp_path / "handover" / "ask.html"
    for each in (page, tmp_path / "handover" / "plan.html"):
        assert len(weasyprint.HTML(each).render().pages) <= 2, each.name
    asked = page.read_text(encoding="utf-8")
    # Of somebody with no part it says the name in the question, and not 'this'.
    assert ("Which part does Ivo Ida 3 play?" in asked) == (language == "en")
    assert ("Welke rol heeft Ivo Ida 3?" in asked) == (language == "nl")
    assert "Ivo Ida 3:" not in asked


def test_a_question_that_the_table_cannot_answer_is_not_open_once_it_came_back(
    cfdiag: Command, tmp_path: Path
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    all_of_it = {**ACME, "Renewal date": date(2027, 9, 1), "Who knows only me": "Eva"}
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", {"Acme": all_of_it})
    assert cfdiag("handover", "accounts.csv", "back.xlsx", *DAY).code == 0
    made = handed(tmp_path)
    assert (made["Acme"].get("to_ask", 0), made["Borax"]["to_ask"] > 0) == (0, True)


def test_an_account_keeps_its_name_where_no_engagement_lists_it(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS.replace("Acme", "Klant 4"), encoding="utf-8")
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", {"Klant 4": ACME})
    assert cfdiag("handover", "accounts.csv", "back.xlsx", *DAY).code == 0
    assert handed(tmp_path)["Klant 4"]["asked"]["leaver"] is True
    for made in (
        cfdiag("report", "interviews", "--template", "handover-brief", "--account", "Klant 4", *DAY[:2]),
        cfdiag("report", "interviews", "--template", "territory-plan", *DAY[:2]),
        cfdiag("handover", "--interviews", "interviews", "--output", "alone", "--format", "markdown", *DAY),
    ):
        assert made.code == 0, made.err
        assert "klant_4" not in made.out
    assert "Klant 4" in (tmp_path / "alone" / "plan.md").read_text(encoding="utf-8")
    # The same row again, and one of an engagement that lists the account: no second interview.
    assert "0 new, 0 changed, 1 unchanged" in cfdiag("handover", "accounts.csv", "back.xlsx", *DAY).out


def test_in_an_engagement_the_account_is_its_own(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\naccounts: accounts.csv\n", encoding="utf-8")
    assert cfdiag("handover", *DAY).code == 0
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", {"Acme": ACME})
    assert cfdiag("handover", "back.xlsx", *DAY).code == 0
    who = read_interview(tmp_path).respondent
    assert (who.account, who.extra) == ("acme", {"account_name": "Acme"})


def test_an_interview_of_the_table_says_which_version_made_it(cfdiag: Command, tmp_path: Path) -> None:
    assert told_fully(cfdiag, tmp_path).tool == __version__
