"""How an interview is held: said by a flag, taken from where it is held, corrected later."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from kits.lines import KEY
from kits.terminal import Terminal
from kits.visit import visit_folder

from cfdiag.cli import run
from cfdiag.interview.journal.replay import read_journal
from cfdiag.model.interview import Interview

Ran = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return visit_folder(tmp_path, monkeypatch)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ran:
    """Runs the command with bytes on stdin; gives exit code and stderr."""

    def ran(*arguments: str, lines: bytes = b"") -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines), encoding="utf-8"))
        code = run(arguments)
        return code, capsys.readouterr().err

    return ran


def held(folder: Path) -> Interview:
    (journal,) = (folder / "interviews").glob("*.open.jsonl")
    return read_journal(journal.read_bytes(), str(journal))


VISIT = ("visit", "--group", "owner", "--respondent", "Dee", "--account", "acme", "--department", "sales")


@pytest.mark.parametrize(
    ("flags", "mode"),
    [((), "in_person"), (("--mode", "phone"), "phone"), (("--turn-round",), "alone")],
)
def test_at_a_table_somebody_sits_there_unless_it_is_said(
    folder: Path, flags: tuple[str, ...], mode: str
) -> None:
    at = Terminal(*VISIT, *flags)
    at.until("Enter begins").send("\r").until("How good was it?").send("4").until("[4]").send("\x03").end()
    assert held(folder).mode == mode


def test_in_lines_at_a_terminal_it_is_the_same(folder: Path) -> None:
    at = Terminal(*VISIT, "--accessible")
    at.until("1 to 5:").send("4\r").until("Why?").send("/quit\r").end()
    assert held(folder).mode == "in_person"


def test_of_a_pipe_and_of_a_file_nobody_knows(folder: Path, ran: Ran) -> None:
    assert ran("interview", *VISIT, "--accessible", lines=b"4\n")[0] == 3
    assert held(folder).mode is None
    assert ran("interview", *VISIT, "--answers", "-", "-o", "a.json", lines=b"good: 4\n")[0] == 0
    assert json.loads((folder / "a.json").read_text())["mode"] is None


def test_a_flag_sets_it_right_when_an_interview_is_gone_on_with(folder: Path, ran: Ran) -> None:
    assert ran("interview", *VISIT, "--accessible", lines=b"4\n")[0] == 3
    (journal,) = (folder / "interviews").glob("*.open.jsonl")
    flags = ("--mode", "phone", "--interviewer", "Bo")
    assert ran("interview", "--resume", str(journal), *flags, "--accessible", lines=b"Fast\nfinish\n")[0] == 0
    (file,) = (folder / "interviews").glob("*.json")
    saved = json.loads(file.read_text())
    assert (saved["mode"], saved["interviewer"]) == ("phone", "Bo")
    # Also of one that is finished: it is a correction.
    assert (
        ran("interview", "--resume", str(file), "--mode", "alone", "--accessible", lines=b"finish\n")[0] == 0
    )
    assert json.loads(file.read_text())["mode"] == "alone"


def test_the_next_person_is_heard_in_the_same_way(folder: Path) -> None:
    at = Terminal(*VISIT, "--consent", "quoted", "--mode", "phone")
    at.until("Enter begins").send("\r").until("How good").send("4\r").until("Why?").send("Quick\r")
    at.until("Review").send("f").until("What may become").send("\r").until("Thank you").send("\r")
    at.until("the same person, next account: Borax").send("1").until("How good").send("4").until("[4]")
    at.send("\x03").end()
    assert (held(folder).respondent.account, held(folder).mode) == ("borax", "phone")


def test_turned_round_it_is_nothing_else_than_alone(folder: Path, ran: Ran) -> None:
    at = Terminal(*VISIT, "--turn-round", "--mode", "phone")
    assert at.end() == 2
    assert "--turn-round is --mode alone, and not phone" in " ".join(at.raw.split())
    assert not (folder / "interviews").exists()
    again = Terminal(*VISIT, "--turn-round", "--mode", "alone")
    again.until("Enter begins").send("\x03").end()


@pytest.mark.parametrize(
    "command",
    [
        ("score", "-", "--identity", "-"),
        ("score", "--files-from", "-", "-"),
        ("why", "score.d", "-", "--identity", "-"),
        ("score", "--files-from", "-", "--identity", "-"),
        ("interview", *VISIT, "--answers", "-", "--identity", "-"),
        ("interview", *VISIT, "--accessible", "--identity", "-"),
    ],
)
def test_standard_input_is_one_thing(folder: Path, ran: Ran, command: tuple[str, ...]) -> None:
    code, said = ran(*command, lines=KEY.encode())
    assert code == 2
    assert "standard input" in said
    assert "not both" in said
    assert "wrong-use" in said


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "How the interviews were held: in person: 1; by phone: 2; not known: 1."),
        ("nl", "Hoe de gesprekken zijn gehouden: in een gesprek: 1; telefonisch: 2; niet bekend: 1."),
    ],
)
def test_a_report_says_how_its_interviews_were_held(folder: Path, ran: Ran, language: str, told: str) -> None:
    for n, mode in enumerate(("phone", "phone", "in_person", "")):
        flags = ("--mode", mode) if mode else ()
        assert (
            ran("interview", *VISIT, *flags, "--answers", "-", "-o", f"{n}.json", lines=b"good: 4\n")[0] == 0
        )
    files = [f"{n}.json" for n in range(4)]
    assert ran("report", *files, "--format", "markdown", "-o", "r.md", "--language", language)[0] == 0
    assert told in (folder / "r.md").read_text().replace("\\", "")
    # Where nobody says, nothing is said.
    assert ran("report", "3.json", "--format", "markdown", "-o", "s.md", "--language", "en")[0] == 0
    assert "were held" not in (folder / "s.md").read_text()


def test_whose_machine_it_is_makes_nobody_else_of_who_asked(
    folder: Path, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ran("interview", *VISIT, "--interviewer", "Ada", "--accessible", lines=b"4\n")[0] == 3
    (journal,) = (folder / "interviews").glob("*.open.jsonl")
    monkeypatch.setenv("CFDIAG_INTERVIEWER", "Bo")
    assert ran("interview", "--resume", str(journal), "--accessible", lines=b"Fast\n")[0] == 3
    assert held(folder).interviewer == "Ada"
    assert ran("interview", "--resume", str(journal), "--interviewer", "Cy", "--accessible")[0] == 3
    assert held(folder).interviewer == "Cy"
