"""After a talk of a handover comes its next step: its folder, and the next account of its timetable."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.terminal import Terminal

from cfdiag.interview.journal.replay import read_journal

ENGAGEMENT = "cfdiag: 1\nclient: Vale Lifts\naccounts: accounts.csv\n"
ACCOUNTS = """\
Account ID;Account Name;Account Owner;ARR;Currency;Renewal date;Last Activity
001;Small and sure;Lea Prins;90000;EUR;2099-09-01;2099-01-20
002;Of somebody else;Bo Other;900000;EUR;2020-11-10;2020-11-20
003;Over its day;Lea Prins;500000;EUR;2020-11-10;2020-11-20
004;Not known;Lea Prins;;;;
"""
LEAVER = ("--group", "leaver", "--respondent", "Lea Prins", "--consent", "named")
TALK = ("territory-handover", *LEAVER)


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    return runner(capsys, monkeypatch, tmp_path)


def engagement(folder: Path) -> None:
    (folder / "engagement.yaml").write_text(ENGAGEMENT)
    (folder / "accounts.csv").write_text(ACCOUNTS)


def next_of(said: str) -> list[str]:
    """The words of the command that is named next."""
    (line,) = (line for line in said.splitlines() if line.startswith("Next: "))
    return line.removeprefix("Next: cfdiag ").split()


@pytest.mark.parametrize(
    ("talk", "lines"),
    [((*TALK, "--account", "003"), b"1000\n/finish\n"), (("territory", *LEAVER), b"\nyes\n/finish\n")],
)
def test_in_an_engagement_the_next_command_makes_the_handover(
    cfdiag: Command, tmp_path: Path, talk: tuple[str, ...], lines: bytes
) -> None:
    engagement(tmp_path)
    done = cfdiag("interview", *talk, "--accessible", stdin=lines)
    assert done.code == 0, done.err
    assert next_of(done.out) == ["handover"]
    assert cfdiag(*next_of(done.out)).code == 0
    assert (tmp_path / "handover" / "plan.html").is_file()


def test_elsewhere_it_is_told_where_the_talks_are(cfdiag: Command, tmp_path: Path) -> None:
    done = cfdiag("interview", *TALK, "--account", "Acme", "--accessible", stdin=b"1000\n/finish\n")
    assert cfdiag(*next_of(done.out)).code == 0
    assert (tmp_path / "handover" / "handover.json").is_file()


def test_about_the_territory_alone_the_talk_about_an_account_comes_next(
    cfdiag: Command, tmp_path: Path
) -> None:
    done = cfdiag("interview", "territory", *LEAVER, "--accessible", stdin=b"\nyes\n/finish\n")
    assert next_of(done.out) == ["interview", "territory-handover", "--group", "leaver"]


def test_another_talk_is_reported_as_before(cfdiag: Command, tmp_path: Path) -> None:
    done = cfdiag("interview", "listening", "--group", "internal", "--accessible", stdin=b"yes\n/finish\n")
    assert next_of(done.out)[0] == "report"


WHAT_NEXT = "What happens next: "
A_PLAN = "whoever goes on with this gets a plan made of what you have told."
A_REPORT = "these answers are put beside those of others, and a report says what is to be done about them."


@pytest.mark.parametrize(
    ("talk", "lines", "promised"),
    [
        ((*TALK, "--account", "Acme"), b"1000\n/finish\n", A_PLAN),
        (("territory", *LEAVER), b"\nyes\n/finish\n", A_PLAN),
        (("listening", "--group", "internal"), b"yes\n/finish\n", A_REPORT),
        (("silo-busting", "--group", "internal"), b"3\n/finish\n", A_REPORT),
    ],
)
def test_the_thanks_promise_what_will_be_made_of_it(
    cfdiag: Command, talk: tuple[str, ...], lines: bytes, promised: str
) -> None:
    done = cfdiag("interview", *talk, "--accessible", stdin=lines)
    assert [line for line in done.out.splitlines() if line.startswith(WHAT_NEXT)] == [WHAT_NEXT + promised]


def test_the_next_account_is_the_next_of_the_timetable(cfdiag: Command, tmp_path: Path) -> None:
    engagement(tmp_path)
    last = (datetime.now().astimezone().date() + timedelta(days=60)).isoformat()
    assert cfdiag("handover", "--leaver", "Lea Prins", "--last-day", last).code == 0
    made = json.loads((tmp_path / "handover" / "handover.json").read_bytes())
    order = [talk["account"] for talk in made["timetable"]["talks"]]
    assert order == ["Over its day", "Not known", "Small and sure"]
    # The largest of all is somebody else's, and stands in nobody's way.
    at = Terminal(*TALK, "--account", "003", "--department", "Sales", folder=tmp_path, rows=40)
    at.until("Enter begins").send("\r").until("The facts").send("\r")
    for typed, following in (("", "Not known"), ("1000", "Small and sure"), ("", "")):
        # What the list says of an account is there already.
        at.until("in a year?").send(f"{typed}\r").until("Where does").send("r").until("Review").send("ff")
        if following == "Not known":
            at.until("What may become").send("\r")  # once a sitting
        at.until("Thank you").send("\r").until("What now?")
        if following:
            at.until(f"1 the same person, next account: {following}").send("1")
    assert "next account:" not in "\n".join(at.screen.display)
    at.send("\x03").end()


def test_an_account_that_is_chosen_brings_what_is_known_of_it(cfdiag: Command, tmp_path: Path) -> None:
    engagement(tmp_path)
    (tmp_path / "told.yaml").write_text("promises/Spare lift by May/promise_to: Eva\n")
    told = ("--account", "003", "--answers", "told.yaml")
    assert cfdiag("interview", *TALK, *told).code == 0
    # Without a flag: the leaver's page has the figure of the list, the arriver's the leaver's promises.
    at = Terminal(*TALK, "--department", "Sales", folder=tmp_path)
    at.until("Which account is it about?").until("3 Over its day").send("3").until("Enter begins")
    at.send("\r").until("The facts").send("\r").until("> 500000").send("\x03").end()
    who = ("--group", "arriver", "--respondent", "Al", "--department", "Sales")
    at = Terminal("territory-handover", *who, "--accessible", "--language", "nl", folder=tmp_path, rows=60)
    at.until("Over welke klant gaat het?").send("over\r").until("Ja of nee").send("ja\r")
    at.until("Onderdeel 2 van 7").send("\x03").end()
    journal = max((tmp_path / "interviews").glob("*.open.jsonl"), key=lambda path: path.stat().st_mtime_ns)
    begun = read_journal(journal.read_bytes(), "")
    assert begun.respondent.account == "over_its_day"
    assert list(begun.items["promises"].values()) == ["Spare lift by May"]


def test_the_account_of_a_talk_that_began_with_its_figures_stays(cfdiag: Command, tmp_path: Path) -> None:
    engagement(tmp_path)
    typed = b"500000\n/who account 001\n/who account over its day\n/finish\n"
    done = cfdiag("interview", *TALK, "--account", "003", "--accessible", stdin=typed)
    assert (
        "This talk began with what is known of Over its day. Leave it, and begin one about the other."
        in done.err
    )
    at = Terminal(*TALK, "--account", "003", "--department", "Sales", folder=tmp_path, rows=40)
    at.until("Enter begins").send("i").until("> Name").send("\r").until("> Department").send("\r")
    at.until("> Account").send("Small\r").until("This talk began with what is known of Over its day")
    at.send("\x03").end()


def test_an_account_that_nobody_lists_can_be_written_again(cfdiag: Command, tmp_path: Path) -> None:
    typed = b"/who account Acme\n500000\n/finish\n"
    done = cfdiag("interview", *TALK, "--account", "Amce", "--accessible", stdin=typed)
    assert "Saved: Acme." in done.out


def test_an_authors_checklist_among_colleagues_promises_no_handover(cfdiag: Command, tmp_path: Path) -> None:
    text = "cfdiag: 1\nid: ready\nversion: 1.0.0\ntitle: Ready\ngroups: {team: {title: Team, side: inside}}\n"
    text += "sections:\n  - id: s\n    title: S\n    questions: [{id: q, type: yes_no, ask: Are we ready?}]\n"
    (tmp_path / "ready.yaml").write_text(text)
    told = ("--questionnaires", ".", "--group", "team", "--accessible")
    done = cfdiag("interview", "ready", *told, stdin=b"yes\n/finish\n")
    assert WHAT_NEXT + A_REPORT in done.out


def test_the_talks_of_a_handover_are_of_this_machine(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS)
    done = cfdiag("handover", "accounts.csv", "--interviews", "s3://bucket/talks")
    assert done.code == 2
    assert not (tmp_path / "handover").exists()
