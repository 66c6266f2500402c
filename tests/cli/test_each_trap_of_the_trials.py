"""What went wrong in the trials, at a terminal: pastes, resizing, signals, sequences in answers, markup."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from kits.screen import CTRL_C, ENTER
from kits.table import InLines, Table, table_folder

WHO = ("talk", "--group", "customer", "--respondent", "Eve", "--organisation", "E", "--account", "acme")
SIZES = [(80, 24), (120, 40), (46, 14)]
OTHER = {(80, 24): (46, 14), (120, 40): (80, 24), (46, 14): (120, 40)}
EVIL = "[red]mess[/b] \x1b]0;pwned\x07\u202e 応答"
OPEN_SCREEN, CLOSE_SCREEN = "\x1b[?1049h", "\x1b[?1049l"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return table_folder(tmp_path, monkeypatch)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_on_the_screen(folder: Path, size: tuple[int, int], language: str) -> None:
    at = Table(*WHO, language=language, size=size, folder=folder)
    at.sees("Enter begins|Enter begint" if size[0] > 46 else "A talk|Een gesprek").presses("/")
    at.presses("Why us|Waarom wij").sees("> Why us?|> Waarom wij?").presses(ENTER)
    at.gone("> Why us?|> Waarom wij?").has("Why us?|Waarom wij?")
    # A paste without brackets: the second line is no row of commands.
    at.presses("They come\rquickly, says Eve").sees("They come", "quickly, says Eve")
    at.has("Why us?|Waarom wij?")
    # Another size leaves no ghosts: the footer stands once, at the bottom.
    for columns, rows in (OTHER[size], size):
        at.at.resize(columns, rows)
        at.has("They come", "? keys|? toetsen")
        at.until(lambda: at.seen.count(at.of("? keys|? toetsen")) == 1, "there are ghosts")
    at.presses(ENTER).sees("Which two matter?|Welke twee tellen?").presses("1", "2", ENTER)
    at.sees("Like Xylo?|Xylo goed?").presses("n").sees("Note:|Notitie:")
    # Markup is text; what would work on the terminal does not get there, and stays in the file.
    at.presses(f"\x1b[200~{EVIL}\x1b[201~", ENTER).sees("[red]mess[/b]").has("Like Xylo?|Xylo goed?")
    at.presses("q")
    assert at.at.end() == 3
    assert at.at.raw.count(OPEN_SCREEN) == at.at.raw.count(CLOSE_SCREEN) == 1
    assert "\x1b]0;" not in at.at.raw
    assert "\u202e" not in at.at.raw
    assert "pwned" in at.journal().read_text()
    # A signal gives the screen back, and what was typed is there; Ctrl-C leaves with its own code.
    again = Table("--resume", str(at.journal()), language=language, size=size, folder=folder)
    again.sees("Do we call?|Bellen we?").presses("5").sees("5 [·]")
    os.kill(again.at.child.pid, signal.SIGHUP if language == "nl" else signal.SIGTERM)
    assert again.at.end() == 143
    assert again.at.raw.count(CLOSE_SCREEN) == 1
    last = Table("--resume", str(at.journal()), language=language, size=size, folder=folder)
    last.sees("5 [·]").presses(CTRL_C)
    assert last.at.end() == 130


@pytest.mark.parametrize("language", ["en", "nl"])
def test_in_lines(folder: Path, language: str) -> None:
    at = InLines(*WHO, "--accessible", language=language, size=(80, 24), folder=folder)
    at.sees("Do we call?|Bellen we?").says("/find Why us|/find Waarom wij").sees("Why us?|Waarom wij?")
    at.says("[red]mess[/b] \u202e 応答").sees("[red]mess[/b]", "Which two matter?|Welke twee tellen?")
    assert "\u202e" not in at.at.raw.split("[red]mess[/b]")[-1]
    os.kill(at.at.child.pid, signal.SIGHUP if language == "nl" else signal.SIGTERM)
    assert at.at.end() == 143
    assert "\u202e" in at.journal().read_text()
    again = InLines(
        "--resume", str(at.journal()), "--accessible", language=language, size=(80, 24), folder=folder
    )
    again.sees("Do we call?|Bellen we?").at.send(CTRL_C)
    assert again.at.end() == 130
