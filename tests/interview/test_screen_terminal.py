"""The real command in a real terminal: what only a terminal can show."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
from kits.screen import CTRL_C, DATA, ENTER, ESC
from kits.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

OPEN_SCREEN, CLOSE_SCREEN = "\x1b[?1049h", "\x1b[?1049l"


def arguments(folder: Path, *given: str) -> list[str]:
    """What follows `cfdiag interview`, with a questionnaire that has every type of question."""
    shutil.copy(DATA / "every-type.yaml", folder / "every-type.yaml")
    output = [] if "--resume" in given else ["--output", str(folder)]
    return [*given, "--questionnaires", str(folder), *output]


def begin(folder: Path, **more: str) -> Terminal:
    """Come to the first question."""
    given = arguments(folder, "every-type", "--group", "internal", "--respondent", "Ada Vale")
    terminal = Terminal(*given, folder=folder, **more)
    return (
        terminal.until("Enter begins").send(ENTER).until("A few words").send(ENTER).until("What is your part")
    )


def journal(folder: Path) -> Path:
    """The one journal in the folder."""
    (found,) = folder.glob("*.open.jsonl")
    return found


def resume(folder: Path) -> Terminal:
    """Take it up again."""
    return Terminal(*arguments(folder, "--resume", str(journal(folder))), folder=folder)


def test_ctrl_c_leaves_with_130_and_gives_the_screen_back(tmp_path: Path) -> None:
    terminal = begin(tmp_path).send("Sales" + ENTER).until("Do you visit").send(CTRL_C)
    assert terminal.end() == 130
    assert terminal.raw.count(OPEN_SCREEN) == terminal.raw.count(CLOSE_SCREEN) == 1
    assert "--resume" in terminal.raw


def test_q_leaves_with_3(tmp_path: Path) -> None:
    assert begin(tmp_path).send("Sales" + ENTER).until("Do you visit").send("q").end() == 3


def test_killed_and_taken_up_again_nothing_is_lost(tmp_path: Path) -> None:
    terminal = (
        begin(tmp_path).send("Sales" + ENTER).until("Do you visit").send("1" + ENTER).until("last visit")
    )
    terminal.child.kill(signal.SIGKILL)
    terminal.child.wait()
    again = resume(tmp_path).until("When was the last visit?").send(ESC + "r").until("Review")
    again.until("3 When was the last visit?")
    assert any("Sales" in line for line in again.screen.display)
    assert again.send("q").end() == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_screen_and_keeps_what_was_typed(tmp_path: Path, number: signal.Signals) -> None:
    terminal = begin(tmp_path).send("half a sentence").until("half a sentence")
    terminal.child.kill(number)
    assert terminal.end() == 143
    assert CLOSE_SCREEN in terminal.raw
    resume(tmp_path).until("> half a sentence").until("Not accepted yet").send(CTRL_C).end()


def test_a_closed_terminal_keeps_what_was_typed(tmp_path: Path) -> None:
    terminal = begin(tmp_path).send("half a sentence").until("half a sentence")
    os.close(terminal.child.child_fd)
    terminal.child.closed = True
    end = time.monotonic() + 10
    while terminal.child.isalive() and time.monotonic() < end:
        time.sleep(0.05)
    assert not terminal.child.isalive()
    resume(tmp_path).until("> half a sentence").send(CTRL_C).end()


def test_resizing_to_46_by_14_and_back(tmp_path: Path) -> None:
    terminal = begin(tmp_path).send("Sales" + ENTER).until("Do you visit")
    terminal.resize(46, 14).until("16 left ·")
    terminal.send("1").until("> 1 (o) Yes").until("? keys")
    assert "? keys" in terminal.screen.display[13]
    terminal.resize(80, 24)
    terminal.send("2").until("> 2 (o) No")
    assert "? keys" in terminal.screen.display[23]
    assert terminal.send("q").end() == 3


def test_ctrl_z_goes_to_the_shell_and_fg_comes_back(tmp_path: Path) -> None:
    # A process that leads its session cannot be suspended: a shell has to be its parent.
    shell = Terminal(folder=tmp_path, command=["bash", "--norc", "-i"], PS1="shell> ")
    typed = " ".join(arguments(tmp_path, "every-type", "--group", "internal"))
    shell.until("shell> ").send(f"{sys.executable} -m cfdiag interview {typed}\r").until("Enter begins")
    shell.send(ENTER).until("A few words").send(ENTER).until("What is your part").send("half").until("> half")
    shell.send("\x1a").until("Stopped")
    shell.send("fg\r").until("> half").send(" done").until("> half done").send(CTRL_C).until("--resume")
    shell.send("exit\r").end()


def test_no_color_means_no_colour(tmp_path: Path) -> None:
    terminal = begin(tmp_path, NO_COLOR="1").send("Sales" + ENTER).until("Do you visit").send("1q")
    terminal.end()
    coloured = [
        part for part in terminal.raw.split("\x1b[")[1:] if part.split("m")[0].startswith(("0;3", "0;9"))
    ]
    assert coloured == []


def test_finishing_thanks_and_names_the_next_command(tmp_path: Path) -> None:
    terminal = begin(tmp_path).send("Sales" + ENTER).until("Do you visit").send("2" + ENTER)
    terminal.until("hear most").send("1" + ENTER + "r").until("Review").send("f").until(
        "required questions are open"
    )
    terminal.send("43" + ENTER).until("Review").send("f").until("> The offer *").until("How do you rate …?")
    for item in ("Delivery", "Invoice"):
        terminal.send("4" + ENTER).until("Review").send("f").until(f"> {item} *")
    terminal.send("4" + ENTER).until("Review").send("f").until("f again").send("f").until(
        "What may become"
    ).send("2" + ENTER).until("Thank you. Everything is saved.").send(ENTER)
    terminal.until("the next person").send("2" + ENTER)
    assert terminal.end() == 0
    assert "cfdiag report" in terminal.raw
    assert list(tmp_path.glob("*.open.jsonl")) == []
    assert len(list(tmp_path.glob("every-type-*.json"))) == 1


def test_a_text_can_be_written_in_ones_own_editor(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf " and more\\nof it\\n" >> "$1"\n')
    editor.chmod(0o700)
    terminal = begin(tmp_path, EDITOR=str(editor), VISUAL="").send("Sales").until("> Sales")
    terminal.send("\x18\x05").until("> Sales and more").until("of it").send(ENTER).until("Do you visit")
    assert terminal.send("q").end() == 3
    assert "Sales and more\\nof it" in journal(tmp_path).read_text()
