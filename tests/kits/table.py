"""One talk that comes by everything a table needs, in two languages, and somebody who types it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kits.sitting import sitting_folder
from kits.terminal import Terminal

_ROSTER = """\
name,group,department,account,organisation,when
Ada Vale,customer,,acme,Acme Hospitals,{today}
Cy Inside,staff,sales,,,
"""
_TALK = """\
cfdiag: 1
id: talk
version: 1.0.0
title: {en: A talk, nl: Een gesprek}
minutes: {full: 12, essentials: 3}
groups:
  customer: {title: {en: Customers, nl: Klanten}, side: customer, anonymous: false}
  staff: {title: {en: Staff, nl: Medewerkers}, side: inside, anonymous: true}
scales:
  five: {min: 1, max: 5, labels: {1: {en: Bad, nl: Slecht}, 5: {en: Good, nl: Goed}}}
  ten: {min: 0, max: 10}
  both: {min: -3, max: 3}
dimensions: {d: {title: {en: All, nl: Alles}}}
sections:
  - id: s
    title: {en: The visit, nl: Het bezoek}
    questions:
      - {id: calls, type: rating, scale: five, dimension: d, importance: true, essential: true,
         label: {en: Calls, nl: Bellen}, ask: {en: Do we call?, nl: Bellen we?},
         probe: {en: HINT of the last time, nl: TIP over de laatste keer}}
      - {id: parts, type: rating, scale: five, dimension: d, importance: true, essential: true,
         label: {en: Parts, nl: Delen}, ask: {en: Have we parts?, nl: Hebben we delen?}}
      - {id: nps, type: rating, scale: ten, ask: {en: Would you say so?, nl: Zou u dat zeggen?},
         label: {en: Said, nl: Gezegd}}
      - {id: tone, type: rating, scale: both, ask: {en: Which tone?, nl: Welke toon?},
         label: {en: Tone, nl: Toon}}
      - {id: worth, type: number, currency: EUR, min: 0, ask: {en: How much?, nl: Hoeveel?}}
      - id: sector
        type: choice
        ask: {en: Which sector?, nl: Welke sector?}
        options: {a: Abbeys, b: Banks, c: Ceramics, d: Dairies, e: Energy, f: Farms, g: Glass, h: Harbours,
                  i: Ice, j: Jewels, k: Kilns, l: Lifts}
      - {id: trouble, type: yes_no, ask: {en: Any trouble?, nl: Problemen?}}
      - {id: what, type: text, when: trouble == "yes", ask: {en: What was it?, nl: Wat was het?}}
      - {id: why, type: text, ask: {en: Why us?, nl: Waarom wij?}}
  - id: moments
    title: {en: Moments, nl: Momenten}
    repeat: {ask: {en: Which two matter?, nl: Welke twee tellen?}, name: {en: moment, nl: moment}, pick: 2,
             items: {x: Xylo, y: Yarn, z: Zoo}}
    questions:
      - {id: liked, type: yes_no, ask: {en: "Like {{ item }}?", nl: "{{ item }} goed?"}}
"""


def table_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make it, and be there; no setting of the machine comes along."""
    return sitting_folder(folder, monkeypatch, "talk", _TALK, _ROSTER)


class Table:
    """Somebody at the command, and what they see of it, however it is broken into lines.

    What is seen after a key was not there before it: a text that is always there tells nothing of the key.

    Args:
        flags: of `cfdiag interview`.
        language: that it is held in.
        size: columns and rows.
        folder: where it is called.
    """

    _before = ""
    """What was there when the last keys were pressed."""

    def __init__(self, *flags: str, language: str, size: tuple[int, int], folder: Path) -> None:
        self.dutch, self.folder = language == "nl", folder
        self.narrow = size[0] < 80
        self.at = Terminal("--language", language, *flags, columns=size[0], rows=size[1], folder=folder,
                           PROMPT_TOOLKIT_NO_CPR="1")  # fmt: skip

    @property
    def seen(self) -> str:
        return " ".join(" ".join(self.at.screen.display).split())

    def of(self, both: str) -> str:
        """What is said in this language of `English|Dutch`."""
        english, _, dutch = both.partition("|")
        return dutch if dutch and self.dutch else english

    def until(self, holds: Callable[[], bool], what: str) -> Table:
        end = time.monotonic() + 20
        while not holds():
            there = time.monotonic() < end and self.at._take()
            assert there, f"{what}:\n" + "\n".join(self.at.screen.display)
        return self

    def sees(self, *texts: str) -> Table:
        """Each comes by the last keys."""
        for text in map(self.of, texts):
            assert text not in self._before, f"{text!r} was there before the keys"
        return self.has(*texts)

    def has(self, *texts: str) -> Table:
        """Each is there, whatever it came by."""
        for text in map(self.of, texts):
            self.until(lambda text=text: text in self.seen, f"{text!r} is not seen")
        return self

    def never(self, text: str) -> Table:
        """It has not been on the terminal at any time, as far as was seen."""
        assert self.of(text) not in self.seen + self.at.raw, text
        return self

    def gone(self, text: str) -> Table:
        return self.until(lambda: self.of(text) not in self.seen, f"{text!r} is still seen")

    def presses(self, *keys: str) -> Table:
        """Each key by itself, as a hand does: one read of several is a paste."""
        self._before = self.seen
        for key in keys:
            self.at.send(self.of(key))
            time.sleep(0.05)
        return self

    def journal(self) -> Path:
        (found,) = (self.folder / "interviews").glob("*.open.jsonl")
        return found

    def saved(self) -> dict[str, Any]:
        (found,) = (self.folder / "interviews").glob("*.json")
        return dict(json.loads(found.read_text()))


class InLines(Table):
    """The same in lines: a terminal breaks them anywhere, so that what was written is looked at."""

    _from = 0

    @property
    def seen(self) -> str:
        return " ".join(self.at.raw[self._from :].split())

    def says(self, *lines: str) -> InLines:
        """Each line by itself, when the prompt before it is there."""
        for line in map(self.of, lines):
            time.sleep(0.1)
            while self.at._take() and not self.at.raw.rstrip("\n").endswith(": "):
                pass
            self._from = len(self.at.raw)
            self.at.send(f"{line}\r")
        return self

    def no_more(self, text: str) -> InLines:
        """It has gone from the screen."""
        self.until(lambda: text not in " ".join(self.at.screen.display), f"{text!r} is still there")
        return self
