"""Every key that a questionnaire can have since 0.2, in every place: each says what the key is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.command import runner
from kits.keys import PLACES, Case, missing, walk
from kits.screen import ENTER

CASES = {
    "label": Case(
        """\
dimensions: {d: {title: Pace}}
sections:
  - id: s
    questions:
      - {id: a, type: rating, scale: five, dimension: d, label: How fast, ask: Do they answer in time?}
      - {id: b, type: rating, scale: five, dimension: d, label: How well, ask: Do they answer well?}
actions:
  - {id: go, when: points.a < 50, because: [a], title: Go, why: Slow., first_step: Call., owner: Us,
     measure: Less.}
""",
        given={"a": 2, "b": 4},
        typed="2\n4\nfinish\n",
        pressed=f"24{ENTER}",
        at="a",
        target="a",
        says={
            "check": "no faults",
            "schema": "accepted",
            "show": ("= How fast", "Do they answer in time?"),
            "plain": ("Do they answer in time?", "1. How fast Answer: 2"),
            "screen": ("How fast", "Do they answer in time?"),
            "answers": '"value": 2',
            "score": '"title": "How fast"',
            "markdown": "How fast",
            "html": "How fast",
            "docx": "How fast",
            "json": "How fast",
            "why": "How fast [question a]",
        },
    ),
}


@pytest.mark.parametrize("key", CASES)
def test_a_key_in_every_place(
    key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES[key]
    assert {*case.says, *case.silent} == {*PLACES}
    said = walk(case, runner(capsys, monkeypatch, tmp_path), tmp_path)
    assert missing(case, said) == {}
