"""What a leaver typed stays, whatever it was: a figure alone, a promise in other words, whom people know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.leaver import ACCOUNTS, ACME, DAY, filled, handed, promises_csv, read_interview, saved, told_fully

from cfdiag.exchange.columns import headers
from cfdiag.exchange.reading import read
from cfdiag.locales.catalogue import LANGUAGES


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def prefilled(folder: Path, account: str) -> dict[str, object]:
    """What the newest table has of an account."""
    sheet = folder / "handover" / "leaver.xlsx"
    table = read(sheet.read_bytes(), sheet.name, aliases=["account"])
    rows = [dict(zip(headers(table), record.cells, strict=True)) for record in table.rows]
    return next(row for row in rows if row["Account"] == account)


@pytest.mark.parametrize(
    ("typed", "field", "now"),
    [
        ({"Yearly value": 70}, "value", {"amount": 70, "currency": "EUR"}),
        ({"Renewal date": date(2027, 3, 1)}, "renewal", "2027-03-01"),
        ({"Last contact": date(2026, 11, 20)}, "last_contact", "2026-11-20"),
    ],
)
def test_a_figure_alone_is_kept_and_read_once(
    cfdiag: Command, tmp_path: Path, typed: dict[str, object], field: str, now: object
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    filled(tmp_path / "handover" / "leaver.xlsx", tmp_path / "back.xlsx", {"Borax": typed})
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY)
    assert "from the leaver's table: 1 new, 0 changed, 0 unchanged" in done.out, done.err
    assert handed(tmp_path)["Borax"][field] == now
    # The table that goes out next has it, and when that comes back as it went nothing is new.
    assert next(iter(typed.values())) == prefilled(tmp_path, "Borax")[next(iter(typed))]
    (tmp_path / "again.xlsx").write_bytes((tmp_path / "handover" / "leaver.xlsx").read_bytes())
    done = cfdiag("handover", "accounts.csv", "again.xlsx", *DAY)
    assert "0 new, 0 changed, 1 unchanged" in done.out, done.err


def test_a_table_that_comes_back_as_it_went_says_nothing(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    (tmp_path / "back.xlsx").write_bytes((tmp_path / "handover" / "leaver.xlsx").read_bytes())
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY)
    assert "from the leaver's table" not in done.out, done.err
    assert saved(tmp_path) == []


@pytest.mark.parametrize("advice", ["", "Call first."])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_newer_list_counts_before_what_a_table_went_out_with(
    cfdiag: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, advice: str, ending: str
) -> None:
    if ending == "csv":
        monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    assert cfdiag("handover", "accounts.csv", "--date", "2026-11-20").code == 0
    sheet, back = tmp_path / "handover" / f"leaver.{ending}", tmp_path / f"back.{ending}"
    if ending == "csv":
        text = sheet.read_text(encoding="utf-8-sig")
        untouched = "2027-09-01,,,,,,,,,,,,"
        assert untouched in text
        back.write_text(text.replace(untouched, untouched + advice), encoding="utf-8")
    else:
        filled(sheet, back, {"Acme": {"One piece of advice": advice}})
    newer = ACCOUNTS.replace("100;EUR;2027-09-01", "120;EUR;2028-09-01")
    (tmp_path / "accounts.csv").write_text(newer, encoding="utf-8")
    done = cfdiag("handover", "accounts.csv", back.name, *DAY)
    assert ("from the leaver's table: 1 new" in done.out) == bool(advice), done.err
    acme = handed(tmp_path)["Acme"]
    assert (acme["value"], acme["renewal"]) == ({"amount": 120, "currency": "EUR"}, "2028-09-01")
    assert len(saved(tmp_path)) == bool(advice)


def test_what_was_typed_counts_before_a_newer_list_and_can_be_what_it_was(
    cfdiag: Command, tmp_path: Path
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "sent.xlsx"
    sheet.write_bytes((tmp_path / "handover" / "leaver.xlsx").read_bytes())
    for typed, amount in ((70, 70), (100, 100)):
        filled(sheet, tmp_path / "back.xlsx", {"Acme": {"Yearly value": typed}})
        (tmp_path / "accounts.csv").write_text(ACCOUNTS.replace("100;EUR", "120;EUR"), encoding="utf-8")
        assert cfdiag("handover", "accounts.csv", "back.xlsx", *DAY).code == 0
        assert handed(tmp_path)["Acme"]["value"]["amount"] == amount


NO_LONGER = {
    "en": "No longer named in the leaver&#39;s table, and kept: is it settled?",
    "nl": "Niet meer genoemd in de tabel van de vertrekker, en behouden: is het afgehandeld?",
}


def test_a_promise_in_other_words_is_the_same_promise(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "handover" / "leaver.xlsx"
    filled(sheet, tmp_path / "first.xlsx", {"Acme": ACME})
    assert cfdiag("handover", "accounts.csv", "first.xlsx", *DAY).code == 0
    filled(sheet, tmp_path / "second.xlsx", {"Acme": {"What was promised": "Free swap of both pumps"}})
    done = cfdiag("handover", "accounts.csv", "second.xlsx", *DAY)
    assert "0 new, 1 changed" in done.out, done.err
    assert read_interview(tmp_path).items["promises"] == {"i1": "Free swap of both pumps"}
    assert [row["Promise"] for row in promises_csv(tmp_path)] == ["Free swap of both pumps"]
    assert "second.xlsx:4:10: warning: this is taken for the promise that was told before" in done.err
    assert "[promise-changed]" in done.err
    assert "Free swap" not in done.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_promise_that_the_table_names_no_more_is_kept_and_told(
    cfdiag: Command, tmp_path: Path, language: str
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "handover" / "leaver.xlsx"
    filled(sheet, tmp_path / "first.xlsx", {"Acme": ACME})
    assert cfdiag("handover", "accounts.csv", "first.xlsx", *DAY).code == 0
    other = {"What was promised": "Keys", "Promise due": date(2026, 12, 20), "State of the promise": ""}
    filled(sheet, tmp_path / "second.xlsx", {"Acme": other})
    done = cfdiag("handover", "accounts.csv", "second.xlsx", *DAY, "--language", language)
    assert {row["Promise"] for row in promises_csv(tmp_path)} == {"Free swap", "Keys"}
    assert "second.xlsx:4" in done.err
    page = (tmp_path / "handover" / "plan.html").read_text(encoding="utf-8")
    assert "Free swap" in page
    assert NO_LONGER[language] in page


def test_a_kept_promise_in_other_words_stays_kept(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "handover" / "leaver.xlsx"
    filled(sheet, tmp_path / "first.xlsx", {"Acme": {**ACME, "State of the promise": "Kept"}})
    assert cfdiag("handover", "accounts.csv", "first.xlsx", *DAY).code == 0
    other = {**ACME, "What was promised": "Free swap of both pumps", "State of the promise": ""}
    filled(sheet, tmp_path / "second.xlsx", {"Acme": other})
    assert cfdiag("handover", "accounts.csv", "second.xlsx", *DAY).code == 0
    assert read_interview(tmp_path).items["promises"] == {"i1": "Free swap of both pumps"}
    assert read_interview(tmp_path).answers["promises/i1/promise_state"].value == "kept"
    assert "promise_overdue" not in [each["kind"] for each in handed(tmp_path)["Acme"]["reasons"]]


@pytest.mark.parametrize("due", [("", ""), (date(2026, 11, 1), ""), ("", date(2026, 11, 1))])
def test_another_promise_to_the_same_person_with_no_day_is_another(
    cfdiag: Command, tmp_path: Path, due: tuple[object, object]
) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "handover" / "leaver.xlsx"
    filled(sheet, tmp_path / "first.xlsx", {"Acme": {**ACME, "Promise due": due[0]}})
    assert cfdiag("handover", "accounts.csv", "first.xlsx", *DAY).code == 0
    other = {**ACME, "What was promised": "A discount", "Promise due": due[1]}
    filled(sheet, tmp_path / "second.xlsx", {"Acme": other})
    assert cfdiag("handover", "accounts.csv", "second.xlsx", *DAY).code == 0
    assert {row["Promise"] for row in promises_csv(tmp_path)} == {"Free swap", "A discount"}
    assert NO_LONGER["en"] in (tmp_path / "handover" / "plan.html").read_text(encoding="utf-8")


def test_a_day_is_the_same_however_it_is_written(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "handover" / "leaver.xlsx"
    filled(sheet, tmp_path / "first.xlsx", {"Acme": {**ACME, "Promise due": "1 November 2026"}})
    assert cfdiag("handover", "accounts.csv", "first.xlsx", *DAY).code == 0
    # The day of the last contact tells that the day comes first.
    other = {**ACME, "What was promised": "Free swap of both pumps", "Promise due": "01-11-2026"}
    filled(sheet, tmp_path / "second.xlsx", {"Acme": other})
    assert cfdiag("handover", "accounts.csv", "second.xlsx", *DAY).code == 0
    assert [row["Promise"] for row in promises_csv(tmp_path)] == ["Free swap of both pumps"]


@pytest.mark.parametrize(
    "settles", [{"What was promised": "Free swap"}, {"What was promised": "-", "Promise due": "2026-11-01"}]
)
def test_a_promise_stays_no_longer_named_until_a_line_names_it_or_a_dash_takes_it_away(
    cfdiag: Command, tmp_path: Path, settles: dict[str, str]
) -> None:
    def read(name: str, cells: dict[str, object], again: dict[str, str] | None = None) -> str:
        filled(sheet, tmp_path / name, {"Acme": {**ACME, **cells}}, again=again)
        done = cfdiag("handover", "accounts.csv", name, *DAY)
        assert done.code in (0, 2), done.err
        return (tmp_path / "handover" / "plan.html").read_text(encoding="utf-8")

    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "sent.xlsx"
    sheet.write_bytes((tmp_path / "handover" / "leaver.xlsx").read_bytes())
    keys = {"What was promised": "Keys", "Promise due": date(2026, 12, 20), "State of the promise": ""}
    assert NO_LONGER["en"] not in read("first.xlsx", {})
    assert NO_LONGER["en"] in read("second.xlsx", keys)
    assert NO_LONGER["en"] in read("second.xlsx", keys)
    assert NO_LONGER["en"] in read("second.xlsx", {**keys, "One piece of advice": "Call first."})
    assert NO_LONGER["en"] not in read("third.xlsx", keys, {"Account": "Acme", **settles})


def test_whom_people_know_is_asked_once_the_table_is_back(cfdiag: Command, tmp_path: Path) -> None:
    """The table asks who knows only the leaver: where it says nothing, nobody knows."""
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "handover" / "leaver.xlsx"
    told = {title: cell for title, cell in ACME.items() if title != "Who knows only me"}
    filled(sheet, tmp_path / "back.xlsx", {"Acme": told})
    assert cfdiag("handover", "accounts.csv", "back.xlsx", *DAY).code == 0
    asked = (tmp_path / "handover" / "ask.html").read_text(encoding="utf-8")
    assert "Which of the people there know nobody else of us than you?" in asked
    filled(sheet, tmp_path / "back.xlsx", {"Acme": {**told, "Who knows only me": "Eva"}})
    assert cfdiag("handover", "accounts.csv", "back.xlsx", *DAY).code == 0
    asked = (tmp_path / "handover" / "ask.html").read_text(encoding="utf-8")
    assert "nobody else of us" not in asked


OF_NOBODY = ACCOUNTS.replace(";Account Owner", "").replace(";Lea", "")


@pytest.mark.parametrize(
    ("first", "then", "came_of_it"),
    [
        (["--leaver", "Lea"], [], "0 changed, 1 unchanged"),
        ([], ["--leaver", "Lea"], "1 changed, 0 unchanged"),
    ],
)
def test_a_table_is_the_same_leavers_whether_or_not_their_name_is_given(
    cfdiag: Command, tmp_path: Path, first: list[str], then: list[str], came_of_it: str
) -> None:
    (tmp_path / "accounts.csv").write_text(OF_NOBODY, encoding="utf-8")
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "handover" / "leaver.xlsx"
    sent = tmp_path / "sent.xlsx"
    sent.write_bytes(sheet.read_bytes())
    filled(sheet, tmp_path / "back.xlsx", {"Acme": {"Yearly value": 70, "One piece of advice": "Call."}})
    assert "1 new" in cfdiag("handover", "accounts.csv", "back.xlsx", *DAY, *first).out
    (tmp_path / "again.xlsx").write_bytes(sheet.read_bytes())
    done = cfdiag("handover", "accounts.csv", "again.xlsx", *DAY, *then)
    assert f"0 new, {came_of_it}" in done.out, done.err
    assert read_interview(tmp_path).respondent.name == "Lea"
    assert handed(tmp_path)["Acme"]["value"]["amount"] == 70
    # In the table that went out first the list's 100 stands as it was sent: typed again it is the leaver's.
    filled(sent, tmp_path / "back.xlsx", {"Acme": {"Yearly value": 100}})
    done = cfdiag("handover", "accounts.csv", "back.xlsx", *DAY, *first)
    assert "0 new, 1 changed, 0 unchanged" in done.out, done.err
    assert read_interview(tmp_path).answers["account_value"].value == 100


def test_a_row_of_somebody_else_stays_theirs(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text(OF_NOBODY, encoding="utf-8")
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "handover" / "leaver.xlsx"
    filled(sheet, tmp_path / "back.xlsx", {"Acme": {"One piece of advice": "Call."}})
    for name in ("Lea", "Bo"):
        assert "1 new" in cfdiag("handover", "accounts.csv", "back.xlsx", *DAY, "--leaver", name).out
    assert len(saved(tmp_path)) == 2


@pytest.mark.parametrize("whose", [["--interviews", "other"], ["--leaver", "Bo"]])
def test_what_the_leaver_told_is_no_word_of_the_list_wherever_the_table_is_read(
    cfdiag: Command, tmp_path: Path, whose: list[str]
) -> None:
    (tmp_path / "accounts.csv").write_text(OF_NOBODY, encoding="utf-8")
    assert cfdiag("handover", "accounts.csv", *DAY).code == 0
    sheet = tmp_path / "handover" / "leaver.xlsx"
    cells = {"Yearly value": 70, "Last contact": "-", "One piece of advice": "Call."}
    filled(sheet, tmp_path / "back.xlsx", {"Acme": cells})
    assert cfdiag("handover", "accounts.csv", "back.xlsx", *DAY, "--leaver", "Lea").code == 0
    (tmp_path / "again.xlsx").write_bytes(sheet.read_bytes())
    newer = OF_NOBODY.replace("100;EUR;2027-09-01", "120;EUR;2028-09-01")
    (tmp_path / "accounts.csv").write_text(newer, encoding="utf-8")
    done = cfdiag("handover", "accounts.csv", "again.xlsx", *DAY, *whose)
    assert "1 new" in done.out, done.err
    acme = handed(tmp_path)["Acme"]
    assert (acme["value"]["amount"], acme["renewal"], acme["last_contact"]) == (70, "2028-09-01", None)


def test_what_was_told_before_has_the_line_that_it_was_told_in(cfdiag: Command, tmp_path: Path) -> None:
    before = told_fully(cfdiag, tmp_path)
    assert cfdiag("handover", "accounts.csv", "--interviews", "none", "-o", "empty", *DAY).code == 0
    old = tmp_path / "empty" / "leaver.xlsx"
    filled(old, tmp_path / "second.xlsx", {"Acme": {"One piece of advice": "Call first."}})
    assert "1 changed" in cfdiag("handover", "accounts.csv", "second.xlsx", *DAY).out
    after = read_interview(tmp_path)
    named = {key: answer.evidence for key, answer in after.answers.items()}
    # The amount stands in the old table, too: the list filled it in.
    assert {named.pop(key) for key in ("advice", "account_value")} == {"second.xlsx:4"}
    assert named == {key: before.answers[key].evidence for key in named}
    assert set(named.values()) == {"first.xlsx:4", "first.xlsx:6"}
    dashed = {"Last contact": "-", "Who decides": "Eva"}
    again = {"Account": "Acme", "Last contact": "2026-11-25"}
    filled(old, tmp_path / "third.xlsx", {"Acme": dashed}, again=again)
    assert "1 changed" in cfdiag("handover", "accounts.csv", "third.xlsx", *DAY).out
    answers = read_interview(tmp_path).answers
    assert answers["last_contact"].evidence == "third.xlsx:6"
    assert answers["contacts/i1/contact_role"].evidence == "third.xlsx:4"
    assert answers["contacts/i2/contact_role"].evidence == "first.xlsx:4"
