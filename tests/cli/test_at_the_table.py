"""Appointments as they are held: of the roster, a walk-in, an anonymous employee, one after the other."""

from __future__ import annotations

import json
import signal
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from kits.terminal import Terminal
from kits.visit import visit_folder

from cfdiag.cli import run
from cfdiag.interview.journal.replay import read_journal
from cfdiag.model.interview import Interview


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return visit_folder(tmp_path, monkeypatch)


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
    order = [
        "today · Ada Vale",
        "Cy Inside",
        "2031-01-05 · Bob Stone",
        "Dee Owner · Owners · Acme",
        "account-view:",
    ]
    places = [listed.index(text) for text in order]
    assert places == sorted(places)
    at.send("1").until("Enter begins").send("\r").until("How good was it?").send("4").until("[4]").send("q")
    at.end()
    # Who has begun stands there once, and their interview is gone on with.
    again = Terminal()
    listed = shown(again.until("Which interview?").until("visit: A visit"))
    assert listed.count("Ada Vale") == 1
    assert "begun" in listed
    again.send("1").until("Why?").send("\x03")
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
    again = Terminal()
    again.until("reopen a finished one … (1)").send("reopen\r")
    assert "Cy Inside" not in shown(again.until("· Sales · visit"))


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
    at.send("\t").until("Enter begins").send("\r").until("How good").send("4").until("[4]").send("q")
    at.end()
    who = held(folder).respondent
    assert (who.name, who.organisation, who.account, who.consent) == (None, None, None, None)
    assert held(folder).interviewer == "Bo"


def test_the_same_person_goes_on_to_the_next_account_of_the_roster(folder: Path):
    at = Terminal()
    at.until("Which interview?").send("dee\r").until("Enter begins").send("\r")
    through(at, "1").send("\r")
    at.until("1 the same person, next account: Borax").send("1")
    # The opening was heard a moment ago, and who sits there is known: straight to the first question.
    at.until("How good was it?").send("4").until("[4]").send("q")
    at.end()
    who = held(folder).respondent
    assert (who.name, who.account, who.consent, who.department) == ("Dee Owner", "borax", "named", "sales")


def test_a_finished_interview_is_reopened_by_name_and_lands_on_the_review(folder: Path):
    at = Terminal()
    at.until("Which interview?").send("1").until("Enter begins").send("\r")
    # A question is left open: also then it is the review that one comes back to.
    at.until("How good was it?").send("\r").until("Why?").send("It was quick\r").until("Review").send("ff")
    at.until("What may become").send("1\r").until("Thank you").send("\r")
    # A file is named as it is typed from here, and not by three lines of path.
    at.until("Finished: interviews/visit-").until("What now?").send("stop\r")
    assert at.end() == 0
    again = Terminal()
    assert "Ada Vale" not in shown(again.until("reopen a finished one … (1)"))
    # Somebody who came there by mistake goes back.
    again.send("reopen\r").until("Which one is reopened?").send("2").until("Which interview?")
    again.send("reopen\r").until("Ada Vale · Customers · Acme Hospitals · ").send("ada\r").until(
        "Review"
    ).until("It was quick").send("c").until("Only counted").send("3\r")
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


def test_a_next_account_that_is_not_begun_is_no_interview_and_leaves_no_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    at = Terminal()
    at.until("Which interview?").send("dee\r").until("Enter begins").send("\r")
    through(at, "1").send("\r")
    at.until("1 the same person, next account").send("1").until("How good was it?").send("q")
    at.until("Nothing was answered: no interview is kept.")
    assert at.end() == 3
    assert [path.suffix for path in (folder / "interviews").iterdir()] == [".json"]
    assert run(["score", "interviews", "--final", "--format", "json", "--output", "r.json"]) == 0
    result = json.loads((folder / "r.json").read_text())
    assert result["inputs"]["interviews"] == 1
    assert result["inputs"]["unfinished"] == 0


def test_one_that_died_before_its_first_answer_is_not_counted_either(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    at = Terminal()
    at.until("Which interview?").send("1").until("Enter begins")
    at.child.kill(signal.SIGKILL)
    at.child.wait()
    (journal,) = (folder / "interviews").glob("*.open.jsonl")
    assert run(["score", "interviews"]) == 2
    said = capsys.readouterr()
    assert "1 interview has no answer and is not counted" in said.err
    assert journal.name in said.err
    assert run(["status"]) in (0, 1)
    assert "unfinished" not in capsys.readouterr().out
    # It is gone on with by who it is for, and from then on it is one.
    again = Terminal()
    again.until("today · Ada Vale").send("1").until("Enter begins").send("\r").until("How good")
    again.send("4").until("[4]").send("q").end()
    assert len(list((folder / "interviews").glob("*.open.jsonl"))) == 1
    assert run(["score", "interviews"]) == 0
    assert "1 interview" in capsys.readouterr().out


def test_without_a_roster_the_next_account_is_the_next_that_the_engagement_lists(folder: Path):
    (folder / "roster.csv").write_text("name,group\n")
    at = Terminal("visit", "--group", "owner", "--respondent", "Dee Owner", "--account", "borax",
                  "--department", "sales")  # fmt: skip
    at.until("Enter begins").send("\r")
    through(at, "1").send("\r")
    # Behind the last of the list comes the first that this person was not asked about.
    at.until("1 the same person, next account: Acme Hospitals").send("1").until("How good was it?")
    assert "Dee Owner · Acme Hospitals · Owners" in shown(at)
    at.send("4\r").until("Why?").send("It was slow\r").until("Review").send("f").until("Thank you").send("\r")
    at.until("What now?")
    assert "next account:" not in shown(at)
    at.send("1").until("> Account").send("\x1bq").end()
    assert sorted(each["respondent"]["account"] for each in finished(folder)) == ["acme", "borax"]


def test_who_was_ticked_a_moment_ago_is_not_asked_again(folder: Path):
    at = Terminal("--language", "nl")
    at.until("Welk gesprek?").send("2").until("Enter begint").send("\r")
    at.until("Hoe goed was het?").send("4\r").until("Waarom?").send("Snel\r").until("Overzicht").send("f")
    at.until("Wat mag er met deze").send("2\r").until("Bedankt").send("\r")
    at.until("Afgevinkt op de lijst.").until("Wat nu?").send("1").until("Wie is de volgende?")
    assert "Cy Inside" not in shown(at)
    assert "anonymous" not in at.raw
    at.send("\x03").end()


def test_the_same_person_is_not_asked_twice_about_an_account_nor_about_themselves(folder: Path):
    (folder / "roster.csv").write_text("name,group,account\nDee Owner,owner,acme\nDee Owner,owner,borax\n")
    at = Terminal()
    at.until("Which interview?").send("1").until("Who is here?").send("\t").until("Enter begins").send("\r")
    through(at, "1").send("\r")
    at.until("next account: Borax").send("1")
    # The department was left out a moment ago: it is not asked again.
    at.until("How good was it?")
    assert "Dee Owner · Borax" in shown(at)
    # Nor are words read back twice in a sitting, unless somebody asks for it.
    at.send("4\r").until("Why?").send("It was slow\r").until("What was noted was read back a moment ago")
    at.send("v").until("Please read this back").until("It was slow").send("r").until("Review")
    at.send("f").until("Thank you").send("\r").until("What now?")
    assert "next account:" not in shown(at)
    at.send("\x03").end()
    again = Terminal()
    again.until("reopen a finished one … (2)").send("reopen\r")
    again.until("Dee Owner · Owners · Borax · ").until("Dee Owner · Owners · Acme Hospitals · ")


def test_in_lines_too_words_are_read_back_once_a_sitting(folder: Path):
    (folder / "roster.csv").write_text("name,group,account\nDee Owner,owner,acme\nDee Owner,owner,borax\n")
    at = Terminal("--accessible", rows=60)
    at.until("Enter a number").send("1\r").until("Department:").send("1\r").until("1 to 5:").send("4\r")
    at.until("Why?").send("It was quick\r").until("or finish").send("finish\r").until("“It was quick”")
    at.until("A number, or Enter").send("2\r").until("Enter to finish").send("\r").until("What now?").send(
        "1\r"
    )
    at.until("1 to 5:").send("2\r").until("Why?").send("It was slow\r").until("or finish").send("finish\r")
    at.until("What now?").send("\x03").end()
    assert "“It was slow”" not in at.raw
    assert [each["respondent"]["consent"] for each in finished(folder)] == ["quoted", "quoted"]


def test_a_reopened_interview_stands_in_the_menu_once(folder: Path):
    at = Terminal("visit", "--group", "customer", "--respondent", "Eve", "--consent", "named")
    at.until("> Organisation").send("\t").until("Enter begins").send("\r").until("How good").send("4\r")
    at.until("Why?").send("Quick\r").until("Review").send("f").until("with my name").send("\r")
    at.until("Thank you").send("\r").until("What now?").send("stop\r")
    assert at.end() == 0
    again = Terminal()
    again.until("reopen a finished one").send("reopen\r").until("Eve · Customers · ").send("1")
    again.until("Review").send("c").until("Only counted").send("3\r")
    again.until("Review").send("q").end()
    listed = shown(Terminal().until("go on: Eve · Customers · "))
    assert listed.count("Eve") == 1
    assert "reopen" not in listed


def test_what_is_unfinished_stands_after_today_and_what_reads_alike_is_told_apart(folder: Path):
    lines = ("visit", "--group", "internal", "--department", "service")
    for _ in range(2):
        at = Terminal(*lines)
        at.until("Who is here?").send("\t").until("Enter begins").send("\r")
        through(at, "2").send("\r").until("What now?").send("\x03").end()
    walk_in = Terminal("visit", "--group", "owner", "--respondent", "Flo", "--account", "acme")
    walk_in.until("> Department").send("\t").until("Enter begins").send("\r").until("How good").send(
        "4q"
    ).end()
    at = Terminal()
    listed = shown(at.until("Which interview?").until("reopen a finished one … (2)"))
    order = [
        "today · Ada",
        "go on: Flo · Owners · Acme Hospitals · ",
        "Cy Inside",
        "Dee Owner",
        "reopen",
    ]
    assert [listed.index(text) for text in order] == sorted(listed.index(text) for text in order)
    at.send("reopen\r").until("Which one is reopened?")
    ended = [line.split("…")[1].strip() for line in at.screen.display if "· Service · visit" in line]
    assert set(ended) == {each["id"][-4:] for each in finished(folder)}
    assert len(set(ended)) == 2


def test_a_signal_between_two_interviews_ends_in_order_too(folder: Path):
    at = Terminal()
    at.until("Which interview?").send("1").until("Enter begins").send("\r")
    through(at, "1").send("\r").until("What now?")
    at.child.kill(signal.SIGTERM)
    assert at.end() == 143
    assert "stopped" in at.raw
