"""A locked interview killed at every kind of moment: not one typed word lies in the clear anywhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyrage
import pytest
from kits.terminal import Terminal

from cfdiag.formats.interview import read_interview
from cfdiag.ground.sealing import Keys
from cfdiag.interview.journal.replay import replay

MARK = "xylophon"
"""In every word that is typed, and in nothing else that is ever written."""
QUESTIONNAIRE = """\
cfdiag: 1
id: vault
version: 1.0.0
title: Vault
groups: {all: {title: All, anonymous: false}}
scales: {five: {min: 1, max: 5}}
dimensions: {d: {title: D}}
sections:
  - id: s
    title: S
    questions:
      - {id: rate, type: rating, scale: five, dimension: d, ask: How is it?}
      - {id: one, type: text, ask: Number one?}
      - {id: two, type: text, ask: Number two?}
  - id: places
    title: Places
    repeat: {items: {}, ask: Which places?}
    questions:
      - {id: told, type: text, ask: "What of {{ item }}?"}
"""


class Vault:
    """A folder, a home and a place for temporary files, all of which are searched."""

    def __init__(self, folder: Path, *, locked: bool) -> None:
        self.folder, self.home, self.temporary = (folder / name for name in ("work", "home", "tmp"))
        for place in (self.folder, self.home, self.temporary):
            place.mkdir()
        (self.folder / "vault.yaml").write_text(QUESTIONNAIRE)
        key = pyrage.x25519.Identity.generate()
        self.words = str(key)
        (folder / "key").write_text(self.words)
        # An editor that keeps what it is given: nothing may ever be given to it.
        editor = folder / "editor"
        editor.write_text(f'#!/bin/sh\ncp "$1" {self.home}/edited\n')
        editor.chmod(0o700)
        self._seal = ("--encrypt-to", str(key.to_public())) if locked else ()
        self._key = ("--identity", str(folder / "key")) if locked else ()
        self._environment = {
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "TMPDIR": str(self.temporary),
            "VISUAL": str(editor),
            "EDITOR": str(editor),
        }

    @property
    def journal(self) -> Path:
        return self.folder / "v.open.jsonl"

    def opened(self) -> Terminal:
        """The interview on the screen: begun, or gone on with."""
        if self.journal.exists():
            words = ["--resume", "v.open.jsonl", *self._key]
        else:
            words = ["vault", "--output", "v.json", "--respondent", f"{MARK} Vale", *self._seal]
        words += ["--group", "all", "--questionnaires", "."]
        return Terminal(*words, folder=self.folder, **self._environment)

    def finished_in_lines(self, typed: str) -> subprocess.CompletedProcess[str]:
        """The rest of it, line by line."""
        words = ("interview", "--resume", "v.open.jsonl", *self._key, "--accessible", "--questionnaires", ".")
        return subprocess.run(
            [sys.executable, "-m", "cfdiag", *words],
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env=os.environ | self._environment,
        )

    def in_the_clear(self) -> list[str]:
        """The files that hold a typed word, or are called by one."""
        places = (self.folder, self.home, self.temporary)
        files = [path for place in places for path in place.rglob("*") if path.is_file()]
        return sorted(path.name for path in files if MARK.encode() in path.read_bytes() or MARK in path.name)

    def keys(self) -> Keys:
        return Keys((self.words,), "key")


def kill(terminal: Terminal) -> None:
    os.kill(terminal.child.pid, signal.SIGKILL)
    terminal.end()


def pause(terminal: Terminal, seconds: float) -> None:
    """Draw on for so long: what is typed is kept when typing pauses for a second."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        terminal._take()


MOMENTS: dict[str, tuple[tuple[tuple[str, str], ...], float]] = {
    "while a note is typed": ((("Enter begins", "\r"), ("How is it?", f"n{MARK} note")), 1.6),
    "while the note waits": ((("How is it?", ""),), 0.3),
    "just after a note and a step": ((("How is it?", "4\r"), ("Number one?", "")), 0.0),
    "while a text is typed": ((("Number one?", f"{MARK} half a th"),), 1.6),
    "just after a text": ((("Number one?", f"{MARK} one\r"), ("Number two?", "")), 0.0),
    "where an editor is asked for": ((("Number two?", f"{MARK} two\x18\x05"),), 1.6),
    "while an item is named": ((("Number two?", f"{MARK}\r"), ("Which places?", f"+{MARK} quay")), 1.6),
    "just after an item": ((("Which places?", f"+{MARK} quay\r"), ("1 ticked", "")), 0.0),
}
"""In one interview, one after the other: what is waited for, what is pressed then, seconds until the kill."""


def killed_at_every_moment(vault: Vault) -> dict[str, list[str]]:
    """Kill at each moment; the files that hold a typed word after it."""
    found = {}
    for moment, (presses, seconds) in MOMENTS.items():
        terminal = vault.opened()
        for there, pressed in presses:
            terminal.until(there).send(pressed)
        pause(terminal, seconds)
        kill(terminal)
        found[moment] = vault.in_the_clear()
    return found


@pytest.mark.timeout(300)
def test_after_a_kill_at_any_moment_and_after_the_finish_no_typed_word_lies_in_the_clear(tmp_path):
    vault = Vault(tmp_path, locked=True)
    found = killed_at_every_moment(vault)
    assert found == {moment: [] for moment in MOMENTS}
    # It is all there all the same, for who has the key.
    held = replay(vault.journal.read_bytes(), "v", vault.keys())
    assert held.interview.respondent.name == f"{MARK} Vale"
    done = vault.finished_in_lines(f"{MARK} told\n/consent named\n/finish\nfinish\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert vault.in_the_clear() == []
    assert [path.name for path in vault.folder.glob("v.*")] == ["v.json.age"]
    data = vault.keys().opened((vault.folder / "v.json.age").read_bytes(), "v")
    answers = read_interview(data, "v").answers
    assert answers["rate"].note == f"{MARK} note"


@pytest.mark.timeout(300)
def test_the_same_search_finds_the_words_of_an_interview_that_is_not_locked(tmp_path):
    vault = Vault(tmp_path, locked=False)
    found = killed_at_every_moment(vault)
    assert {moment for moment, files in found.items() if "v.open.jsonl" not in files} == set()
    # What an editor is given lies in a file of its own.
    assert "edited" in found["where an editor is asked for"]
