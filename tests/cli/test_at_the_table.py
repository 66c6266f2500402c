"""Appointments as they are held: of the roster, a walk-in, an anonymous employee, one after the other."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from kits.terminal import Terminal

from cfdiag.interview.journal.journal import read_journal
from cfdiag.model.interview import Interview

ENGAGEMENT = """\
cfdiag: 1
client: Vale Lifts
departments: {sales: Sales, service: Service}
accounts: {acme: Acme Hospitals, borax: Borax}
questionnaires: [visit]
roster: roster.csv
"""
ROSTER = """\
name,group,department,account,organisation,when
Bob Stone,customer,,borax,Borax,2031-01-05
Cy Inside,internal,sales,,,
Ada Vale,customer,,acme,Acme Hospitals,{today}
Dee Owner,owner,sales,acme,,2031-02-01
Dee Owner,owner,sales,borax,,2031-02-02
"""
VISIT = """\
cfdiag: 1
id: visit
version: 1.0.0
title: {en: A visit, nl: Een bezoek}
groups:
  internal: {title: {en: Insiders, nl: Medewerkers}}
  owner: {title: {en: Owners, nl: Accounthouders}}
  customer: {title: {en: Customers, nl: Klanten}}
scales: {five: {min: 1, max: 5}}
dimensions: {d: {title: Everything}}
sections:
  - id: s
    title: {en: The visit, nl: Het bezoek}
    questions:
      - {id: good, type: rating, scale: five, dimension: d,
         ask: {en: How good was it?, nl: Hoe goed was het?}}
      - {id: why, type: text, ask: {en: Why?, nl: Waarom?}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    today = datetime.now().astimezone().date().isoformat()
    (tmp_path / "engagement.yaml").write_text(ENGAGEMENT)
    (tmp_path / "roster.csv").write_text(ROSTER.format(today=today))
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "visit.yaml").write_text(VISIT)
    monkeypatch.chdir(tmp_path)
    for name in ("ACCESSIBLE", "CFDIAG_LANGUAGE", "CFDIAG_INTERVIEWER", "CFDIAG_QUESTIONNAIRES"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def held(folder: Path) -> Interview:
    (journal,) = (folder / "interviews").glob("*.open.jsonl")
    return read_journal(journal.read_bytes(), str(journal))


def finished(folder: Path) -> list[dict[str, Any]]:
    files = (folder / "interviews").glob("*.json")
    return [json.loads(path.read_text()) for path in sorted(files, key=lambda path: path.stat().st_mtime_ns)]


def shown(at: Terminal) -> str:
    return "\n".join(at.screen.display)


def through(at: Terminal, consent: str) -> Terminal:
    """From the first question to the thanks."""
    at.until("How good was it?").send("4\r").until("Why?").send("It was quick\r").until("Review").send("f")
    return at.until("What may become").send(consent).send("\r").until("Thank you")


def test_somebody_of_the_roster_is_three_keys_away_from_the_first_question(folder: Path):
    at = Terminal()
    listed = shown(at.until("Which interview?").until("visit: A visit"))
    order = ["today · Ada Vale", "Cy Inside", "2031-01-05 · Bob Stone", "Dee Owner · Acme", "account-view:"]
    places = [listed.index(text) for text in order]
    assert places == sorted(places)
    at.send("1").until("Enter begins").send("\r").until("How good was it?").send("q")
    at.end()
    # Who has begun stands there once, and their interview is gone on with.
    again = Terminal()
    listed = shown(again.until("Which interview?").until("visit: A visit"))
    assert listed.count("Ada Vale") == 1
    assert "begun" in listed
    again.send("1").until("Enter begins").send("\r").until("How good was it?").send("q")
    again.end()
    who = held(folder).respondent
    assert (who.group, who.name, who.account, who.organisation) == (
        "customer", "Ada Vale", "acme", "Acme Hospitals",
    )  # fmt: skip


def test_a_walk_in_is_eight_answers_away(folder: Path):
    at = Terminal()
    at.until("Which interview?").send("visit: a\r").until("Where does").send("3")
    at.until("> Name").send("Eve Walker\r").until("> Organisation").send("Walker Ltd\r")
    at.until("> Account").send("2\r").until("> Interviewer").send("Bo\r").until("> Language").send("\r")
    at.until("Enter begins").send("\r").until("How good was it?").send("q")
    at.end()
    interview, who = held(folder), held(folder).respondent
    assert (who.name, who.organisation, who.account) == ("Eve Walker", "Walker Ltd", "borax")
    assert interview.interviewer == "Bo"


def test_an_anonymous_employee_is_ticked_on_the_roster_and_named_in_no_file(folder: Path):
    at = Terminal()
    at.until("Which interview?").send("2").until("Enter begins").send("\r")
    through(at, "2").send("\r")
    at.until("Ticked on the roster.").until("What now?").send("stop\r")
    assert at.end() == 0
    (saved,) = finished(folder)
    assert (saved["respondent"]["department"], saved["respondent"]["consent"]) == ("sales", "counted")
    assert "Cy" not in json.dumps(saved)
    today = datetime.now().astimezone().date().isoformat()
    assert f"Cy Inside,internal,sales,,,,{today}" in (folder / "roster.csv").read_text()
    assert "Cy Inside" not in shown(Terminal().until("Which interview?").until("reopen: Sales · visit"))


def test_the_next_person_inherits_nothing_unseen_and_reads_nothing_of_the_one_before(folder: Path):
    who = ("--respondent", "Eve Walker", "--organisation", "Walker Ltd", "--account", "acme")
    at = Terminal("visit", "--group", "customer", *who, "--interviewer", "Bo", "--consent", "named")
    at.until("Enter begins").send("\r").until("How good").send("4\r").until("Why?").send("Quick\r")
    at.until("Review").send("f").until("(o) My words with my name").send("\r").until("Thank you").send("\r")
    at.until("What now?").send("2").until("Who is next?").send("somebody\r")
    at.until("Where does").send("3").until("From Walker Ltd again?").send("n")
    page = shown(at.until("Who is here?"))
    assert "Eve" not in page
    assert "Walker" not in page
    assert "Bo" in page
    at.send("\t").until("Enter begins").send("\r").until("How good").send("q")
    at.end()
    who = held(folder).respondent
    assert (who.name, who.organisation, who.account, who.consent) == (None, None, None, None)
    assert held(folder).interviewer == "Bo"


def test_the_same_person_goes_on_to_the_next_account_of_the_roster(folder: Path):
    at = Terminal()
    at.until("Which interview?").send("dee\r").until("Enter begins").send("\r")
    through(at, "1").send("\r")
    at.until("1 the same person, next account").send("1")
    # The opening was heard a moment ago, and who sits there is known: straight to the first question.
    at.until("How good was it?").send("q")
    at.end()
    who = held(folder).respondent
    assert (who.name, who.account, who.consent, who.department) == ("Dee Owner", "borax", "named", "sales")


def test_a_finished_interview_is_reopened_by_name_and_lands_on_the_review(folder: Path):
    at = Terminal()
    at.until("Which interview?").send("1").until("Enter begins").send("\r")
    # A question is left open: also then it is the review that one comes back to.
    at.until("How good was it?").send("\r").until("Why?").send("It was quick\r").until("Review").send("ff")
    at.until("What may become").send("1\r").until("Thank you").send("\r")
    at.until("What now?").send("stop\r")
    assert at.end() == 0
    again = Terminal()
    listed = shown(again.until("reopen: Ada Vale · visit"))
    assert "today · Ada Vale" not in listed
    again.send("reopen\r").until("Review").until("It was quick").send("c").until("Only counted").send("3\r")
    again.until("Review").send("q")
    assert again.end() == 3
    (saved,) = finished(folder)
    assert saved["respondent"]["consent"] == "counted"


def test_in_dutch(folder: Path):
    at = Terminal("--language", "nl")
    at.until("Welk").send("2").until("Enter begint").send("\r").until("Hoe goed was het?").send("4\r")
    at.until("Waarom?").send("Snel\r").until("Overzicht").send("f").until("Wat mag er met deze woorden").send(
        "1\r"
    )
    at.until("Bedankt").send("\r").until("Wat nu?").until("een nummer, of letters").send("1").until(
        "Wie is de volgende?"
    ).send("\x03")
    at.end()
    assert finished(folder)[0]["respondent"]["consent"] == "quoted"


def test_in_lines_the_same_is_asked_and_cleared(folder: Path):
    at = Terminal("--accessible", rows=40)
    at.until("1. today · Ada Vale").send("1\r").until("Rating, 1").send("4\r")
    at.until("Answer:").send("Quick\r").until("or finish, or quit").send("finish\r")
    at.until("A number, or Enter").send("1\r").until("Enter to finish").send("\r")
    at.until("1. the same person").send("2\r").until("Who is next?")
    assert "Thank you" not in shown(at)
    at.send("\x03")
    at.end()


def test_without_input_nothing_is_asked_but_the_questions(folder: Path):
    at = Terminal("visit", "--group", "customer", "--accessible", "--no-input")
    at.until("How good was it?").send("/quit\r")
    assert at.end() == 3
    assert "Name:" not in at.raw
