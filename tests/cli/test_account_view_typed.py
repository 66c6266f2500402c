"""A whole `account-view` typed at a real terminal, from the first key to the rendered plan."""

from __future__ import annotations

import json
import os
import sys
import time

import pexpect
import pyte

from cfdiag.cli import run

KEYS = (
    ("Enter begins", "\r"),
    ("Thank you for your time", "\r"),
    ("What does this supplier do for you", "Lifts in three buildings\r"),
    ("What are you most satisfied with", "The engineers\r"),
    ("What would improve the service", "News when a lift is out\r"),
    ("What would it look like", "A message within the hour\r"),
    ("Now six statements", "\r"),
    ("Please rate each of these.", "321454\r"),
    ("Two more statements", "\r"),
    ("Please rate each of these.", "53\r"),
    ("to be of more value", "Tell us sooner\r"),
    ("on your side", "A list every Monday\r"),
    ("What, if anything, should I have", "\x1bs"),
    ("Review", "c"),
    ("What may become of these words?", "1\r"),
    ("Review", "f"),
)


def test_from_the_first_key_to_the_plan(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    command = ["-m", "cfdiag", "interview", "account-view", "--group", "customer", "--account", "Linden Care"]
    screen = pyte.Screen(80, 24)
    stream = pyte.Stream(screen)
    child = pexpect.spawn(
        sys.executable,
        [*command, "--output", "linden.json"],
        dimensions=(24, 80),
        encoding="utf-8",
        env={**os.environ, "TERM": "xterm-256color"},
    )

    def until(wanted):
        end = time.monotonic() + 20
        while not any(wanted in line for line in screen.display):
            assert time.monotonic() < end, f"{wanted!r} is not on screen:\n" + "\n".join(screen.display)
            try:
                stream.feed(child.read_nonblocking(65536, 0.05))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break

    for wanted, keys in KEYS:
        until(wanted)
        child.send(keys)
    until("Enter")
    child.send("\r")
    until("Thank you. Everything is saved.")
    child.send("\r")
    until("What now?")
    child.send("3\r")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0

    saved = json.loads((tmp_path / "linden.json").read_text(encoding="utf-8"))
    assert saved["finished"] is not None
    assert saved["respondent"]["account"] == "Linden Care"
    assert saved["respondent"]["consent"] == "named"
    given = {key: answer.get("value") for key, answer in saved["answers"].items()}
    assert given["improve_looks"] == "A message within the hour"
    ratings = (
        "needs_early",
        "changes_early",
        "our_promises",
        "their_promises",
        "respect_from_us",
        "thanks_from_us",
        "respect_from_them",
        "thanks_from_them",
    )
    assert [given[key] for key in ratings] == [3, 2, 1, 4, 5, 4, 5, 3]
    assert saved["answers"]["not_asked"]["status"] == "skipped"

    assert run(["report", "linden.json", "--format", "markdown", "--output", "plan.md"]) == 0
    plan = (tmp_path / "plan.md").read_text(encoding="utf-8")
    # One talk decides nothing: more are to be heard first, and what it calls for comes after that.
    assert "Promise what the house can keep" in plan.split("One thing to do")[1]
    assert "A message within the hour" in plan
