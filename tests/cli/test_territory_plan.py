"""The plan of a territory for somebody who has never seen it: whom first, why so, and what stands where."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.leaver import ACME, filled

from cfdiag.locales.catalogue import LANGUAGES

HEAD = "Account ID;Account Name;Account Owner;ARR;Currency;Renewal date;Last contact\n"
ROWS = (
    "1;Quay;Lea;;EUR;2027-02-01;2026-07-09",
    "2;Solis;Lea;;EUR;2027-09-01;2026-07-09",
    "3;Grove;Lea;640000;EUR;2027-02-01;2026-07-09",
    "4;Zephyr;Lea;640000;EUR;2026-12-01;2026-07-09",
    "5;Kestrel;Lea;640000;EUR;2027-02-01;2026-08-20",
    "6;Acme;Lea;1000;EUR;2026-12-15;2026-07-09",
    "7;Borax;Lea;;EUR;2027-09-01;2026-11-20",
    "8;Delta;Lea;500;EUR;2027-09-01;2026-11-20",
)
DAY = ("--date", "2026-11-26", "--last-day", "2026-12-08", "--top", "2", "--arriver", "A. Kaya")


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "accounts.csv").write_text(HEAD + "\n".join(ROWS), encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def words_of(page: Path) -> str:
    body = page.read_text(encoding="utf-8").partition("<body")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def plan_of(cfdiag: Command, folder: Path, *more: str) -> str:
    done = cfdiag("handover", "accounts.csv", *DAY, *more)
    assert done.code == 0, done.err
    return words_of(folder / "handover" / "plan.html")


def test_the_order_is_said_and_of_equals_the_next_day_tells(cfdiag: Command, tmp_path: Path) -> None:
    said = plan_of(cfdiag, tmp_path)
    assert "first where nobody knows the value, as it may be the largest; then the larger value" in said
    order = re.findall(r"\b(\d)\. (\w+) (?:–|EUR)", said)
    # Grove and Zephyr are silent as long, and Zephyr's contract ends first.
    assert [name for _, name in order] == [
        "Quay", "Solis", "Zephyr", "Grove", "Kestrel", "Acme", "Borax", "Delta",
    ]  # fmt: skip


def test_every_account_is_under_its_state_with_all_its_reasons(cfdiag: Command, tmp_path: Path) -> None:
    said = plan_of(cfdiag, tmp_path)
    table = said[said.index("Accounts, in the order of calling") :]
    heads = ("At risk: 6 accounts", "1. Quay", "Not known: 1 account", "7. Borax", "Nothing seen: 1 account")
    places = [table.index(each) for each in (*heads, "8. Delta")]
    assert places == sorted(places)
    assert "more" not in table
    assert "renewal in 19 days, on 15 December 2026; silent for 140 days" in table


def test_what_nobody_knows_is_asked_of_those_at_risk_too(cfdiag: Command, tmp_path: Path) -> None:
    said = plan_of(cfdiag, tmp_path)
    assert "What they buy in a year, which may be more than any other does: Quay, Solis and Borax." in said


SAID = {
    "en": (
        "Days are given in this order: knows only the leaver; contract ended, or ends within 90 days;",
        (
            "promise overdue. Each from the day of its talk on, where one is left; a day set by the successor"
            " stays."
        ),
        "At risk, and a call by 8 December 2026 will do: 2. Solis.",
        "The open questions stand in ask.html, account by account.",
        "the successor reads back what was understood: 36 min",
    ),
    "nl": (
        "De dagen zijn verdeeld in deze volgorde: kent alleen de vertrekker; contract voorbij, of binnen 90",
        (
            "toezegging te laat. Elk vanaf de dag van het gesprek, als er dan nog een dag is;"
            " een dag die de opvolger vastlegde, blijft staan."
        ),
        "Loopt gevaar, en een telefoontje uiterlijk 8 december 2026 volstaat: 2. Solis.",
        "De open vragen staan in ask.html, klant voor klant.",
        "de opvolger leest terug wat is begrepen: 36 min",
    ),
}


@pytest.mark.parametrize("language", SAID)
def test_who_is_visited_where_questions_stand_and_what_reading_back_is(
    cfdiag: Command, tmp_path: Path, language: str
) -> None:
    said = plan_of(cfdiag, tmp_path, "--language", language)
    assert [each for each in SAID[language] if each not in said] == []
    assert (tmp_path / "handover" / "ask.html").is_file()
    # Whom both visit is told with the place among all.
    assert re.search(r"1\. Quay \((renewal|verlenging)\)", said)


def test_a_question_said_once_says_of_which_accounts_it_is_not_asked(cfdiag: Command, tmp_path: Path) -> None:
    plan_of(cfdiag, tmp_path)
    said = words_of(tmp_path / "handover" / "ask.html")
    assert "Said once, for many accounts" in said
    assert "nearly" not in said
    assert "(Not about" not in said
    told = {**ACME, "Last contact": "", "State of the promise": ""}
    sheet = tmp_path / "handover" / "leaver.xlsx"
    filled(sheet, tmp_path / "back.xlsx", dict.fromkeys(("Quay", "Solis", "Grove"), told))
    assert cfdiag("handover", "accounts.csv", "back.xlsx", *DAY).code == 0
    said = words_of(tmp_path / "handover" / "ask.html")
    assert "what would it be? (Not about Quay, Solis and Grove.)" in said
    # Of whom nothing of it is asked, that stands with what is.
    assert re.search(r"Quay .*? Nothing of what is said once\. .*Solis", said)
    assert (
        "only: Free swap: Where does this promise stand?" in said[said.index("Grove") : said.index("Kestrel")]
    )
    assert said.count("only: ") == 1
    plan = words_of(tmp_path / "handover" / "plan.html")
    assert (
        "Accounts without a talk with the leaver yet: 8 of 8. Their table came back with 3 of these." in plan
    )


@pytest.mark.parametrize(
    ("day", "says", "not_says"),
    [
        ("2026-11-26", "A. Kaya calls you to get acquainted.", "May we come"),
        ("2026-12-08", "Until 8 December 2026 I am the one you call here.", "May we come"),
        ("2026-12-09", "A. Kaya looks after you now instead of me.", "Until"),
    ],
)
def test_the_letter_offers_no_day_that_nobody_planned_and_none_after_the_last(
    cfdiag: Command, tmp_path: Path, day: str, says: str, not_says: str
) -> None:
    more = ("--date", day, "--last-day", "2026-12-08", "--arriver", "A. Kaya")
    assert cfdiag("handover", "accounts.csv", *more).code == 0
    letter = (tmp_path / "handover" / "intros" / "delta.md").read_text(encoding="utf-8")
    assert says in letter
    assert not_says not in letter


@pytest.mark.parametrize(
    ("language", "listed", "both"),
    [
        (
            "en",
            "Made from a list of accounts with cfdiag;",
            "Made from a list of accounts and interviews with",
        ),
        ("nl", "Gemaakt uit een klantenlijst met cfdiag;", "Gemaakt uit een klantenlijst en interviews met"),
    ],
)
def test_the_plan_says_what_it_is_made_from(
    cfdiag: Command, tmp_path: Path, language: str, listed: str, both: str
) -> None:
    plan_of(cfdiag, tmp_path)
    sheet = tmp_path / "handover" / "leaver.xlsx"
    filled(sheet, tmp_path / "back.xlsx", {"Quay": {"One piece of advice": "Call first."}})
    assert listed in plan_of(cfdiag, tmp_path, "--language", language)
    assert both in plan_of(cfdiag, tmp_path, "back.xlsx", "--language", language)


@pytest.mark.parametrize(("consent", "shown"), [("named", True), ("counted", False)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_is_made_from_the_talk_about_the_territory_as_a_whole_too(
    cfdiag: Command, tmp_path: Path, language: str, consent: str, *, shown: bool
) -> None:
    told = {
        "format": "cfdiag/interview@1",
        "id": "whole",
        "questionnaire": {"id": "territory", "version": "2.1.0", "sha256": ""},
        "respondent": {"group": "leaver", "name": "Lea", "consent": consent},
        "started": "2026-11-20",
        "finished": "2026-11-20",
        "items": {"lost_customers": {"i1": "Pier Hotels"}},
        "answers": {"lost_customers/i1/lost_why": {"status": "answered", "value": "They moved."}},
    }
    (tmp_path / "interviews").mkdir()
    (tmp_path / "interviews" / "whole.json").write_text(json.dumps(told), encoding="utf-8")
    said = plan_of(cfdiag, tmp_path, "--language", language)
    assert ("Pier Hotels" in said) is shown
    both = {
        "en": "Made from a list of accounts and interviews",
        "nl": "Gemaakt uit een klantenlijst en interviews",
    }
    assert (both[language] in said) is shown
    # Pages about accounts show nothing of it.
    brief = words_of(tmp_path / "handover" / "accounts" / "quay.html")
    assert both[language] not in brief


@pytest.mark.parametrize(
    ("language", "visited", "called"),
    [
        ("en", "together on 27 November 2026", "call by 8 December 2026, the leaver's last day"),
        (
            "nl",
            "samen op 27 november 2026",
            "bellen uiterlijk 8 december 2026, de laatste dag van de vertrekker",
        ),
    ],
)
def test_whom_to_call_first_has_a_day(
    cfdiag: Command, tmp_path: Path, language: str, visited: str, called: str
) -> None:
    said = plan_of(cfdiag, tmp_path, "--language", language)
    first = said.partition("Quay : ")[1] + said.partition("Quay : ")[2]
    quay, solis = (first.index(f"{name} :") for name in ("Quay", "Solis"))
    # Both go to Quay; of Solis nobody has heard for long, and that needs a call while the leaver is there.
    assert visited in first[quay:solis]
    assert called in first[solis:]


def test_no_call_has_a_day_where_nobody_said_until_when(cfdiag: Command, tmp_path: Path) -> None:
    assert cfdiag("handover", "accounts.csv", "--date", "2026-11-26").code == 0
    said = words_of(tmp_path / "handover" / "plan.html")
    assert "last day" not in said[said.index("Call these first") : said.index("The order:")]


def test_after_the_last_day_no_call_of_the_leaver_is_planned(cfdiag: Command, tmp_path: Path) -> None:
    said = plan_of(cfdiag, tmp_path, "--date", "2026-12-09")
    assert "last day" not in said[said.index("Call these first") : said.index("The order:")]
