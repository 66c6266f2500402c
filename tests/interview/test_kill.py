"""SIGKILL at random moments, on the real command line, at a pseudo-terminal: nothing confirmed is ever lost.

`CFDIAG_KILLS` says how often (200 where it is not set). The same loop against a naive store has to find
losses, or it would test nothing.
"""

from __future__ import annotations

import os
import pty
import random
import re
import select
import signal
import subprocess
import sys
import termios
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.interview.events import Answered, Entry
from cfdiag.interview.journal.replay import replay

KILLS = int(os.environ.get("CFDIAG_KILLS", "200"))
LANES = 2
KILLS_OF_ONE = 20
"""So many kills hit one and the same interview; then the next begins."""
AHEAD = 8
"""So many answers are typed before the first of them is confirmed."""

QUESTIONNAIRE = """\
cfdiag: 1
id: kill
version: 1.0.0
title: Kill
groups: {all: {title: All}}
dimensions: {d: {title: D}}
scales: {five: {min: 1, max: 5}}
sections:
  - id: s
    title: S
    questions:
      - {id: words, type: text, ask: Words?}
      - {id: rate, type: rating, scale: five, dimension: d, ask: Rate?}
"""

NAIVE = """\
import json, sys
from datetime import datetime, timezone
from pathlib import Path
from cfdiag.interview import plain, state
from cfdiag.interview.plain.console import Lines
from cfdiag.interview.session import Session
from cfdiag.model.interview import Respondent
from cfdiag.formats.questionnaire.reader import read_questionnaire

class Naive:
    "Rewrites one JSON file in place, as one would without thinking of kills."
    def __init__(self, path):
        self.path = Path(path)
        self.all = [f"old {n}" for n in range(3000)]
    def append(self, event, aside, back):
        self.all.append(event.answer.value)
        with self.path.open("w") as file:
            json.dump(self.all, file)

q = read_questionnaire(Path(sys.argv[1]).read_bytes(), "kill.yaml")
clock = lambda: datetime.now(timezone.utc)
iv = state.begin(q, id="x", respondent=Respondent(group="all"), started="")
plain.run_plain(Session(q, iv, clock=clock, store=Naive(sys.argv[2])), Lines(sys.stdin, sys.stdout))
"""


class Tally(NamedTuple):
    """What a loop of kills comes to."""

    kills: int = 0
    confirmed: int = 0
    lost: int = 0
    corrupt: int = 0

    def plus(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))


def answer_until_killed(command: list[str], first: int, chance: random.Random) -> set[str]:
    """Type answers `w<number>` at a pseudo-terminal, kill, and give those that were confirmed."""
    master, slave = pty.openpty()
    quiet = termios.tcgetattr(slave)
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(slave, termios.TCSANOW, quiet)
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
    os.close(slave)
    # Mostly among the answers, a moment after so many of them; sometimes while it starts.
    starting = chance.random() < 0.15
    end = time.monotonic() + (chance.uniform(0.1, 0.5) if starting else 30)
    goal, aimed = chance.randint(0, 15), False
    output, sent = b"", first
    try:
        while (left := end - time.monotonic()) > 0:
            if not select.select([master], [], [], min(left, 0.02))[0]:
                continue
            try:
                output += os.read(master, 65536)
            except OSError:
                break
            if b"/help" in output:
                done = output.count(b"Saved: w")
                if done >= goal and not starting and not aimed:
                    aimed, end = True, time.monotonic() + chance.uniform(0, 0.005)
                wanted = first + done + AHEAD
                os.write(master, b"".join(b"/back\nw%d\n" % n for n in range(sent, wanted)))
                sent = max(sent, wanted)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        while select.select([master], [], [], 0)[0]:
            try:
                more = os.read(master, 65536)
            except OSError:
                break
            output += more
        os.close(master)
    return set(re.findall(r"Saved: (w\d+)\.", output.decode()))


def run_lane(folder: Path, kills: int, seed: int) -> Tally:
    """A lane of kills on the real command line."""
    folder.mkdir()
    (folder / "kill.yaml").write_text(QUESTIONNAIRE)
    chance = random.Random(seed)  # noqa: S311  moments, no secrets
    total, number = Tally(), 0
    for kill in range(kills):
        name = folder / f"{kill // KILLS_OF_ONE}.json"
        journal = name.with_suffix(".open.jsonl")
        command = [
            sys.executable,
            "-m",
            "cfdiag",
            "interview",
            "--accessible",
            "--questionnaires",
            str(folder),
        ]
        command += (
            ["--resume", str(journal)]
            if journal.exists() and journal.stat().st_size
            else ["kill", "--output", str(name)]
        )
        confirmed = answer_until_killed(command, number, chance)
        number += 10_000
        total = total.plus(Tally(1, len(confirmed), *judged(journal, confirmed)))
    return total


def judged(journal: Path, confirmed: set[str]) -> tuple[int, int]:
    """How many confirmed answers are not in the journal, and whether it cannot be read."""
    if not journal.exists():
        return len(confirmed), 0
    data = journal.read_bytes()
    if b"\n" not in data:
        return len(confirmed), 0
    try:
        found = replay(data, str(journal))
    except CfdiagError:
        return len(confirmed), 1
    entries = [msgspec.json.decode(line, type=Line) for line in data[: found.end].splitlines()]
    given = [entry.do.answer.value for entry in entries if isinstance(entry.do, Answered)]
    now = found.interview.answers.get("words")
    consistent = (now.value if now else None) == (given[-1] if given else None)
    return len(confirmed - set(given)), int(not consistent)


class Line(Entry, frozen=True):
    """A line of a journal, its checksum included."""

    crc: str = ""


@pytest.mark.timeout(600)
def test_nothing_confirmed_is_lost_by_kills_on_the_real_command_line(tmp_path: Path):
    each = max(1, KILLS // LANES)
    with ThreadPoolExecutor(LANES) as lanes:
        futures = [lanes.submit(run_lane, tmp_path / f"lane{n}", each, 20261122 + n) for n in range(LANES)]
        total = Tally()
        for future in futures:
            total = total.plus(future.result())
    print(total)
    assert (total.lost, total.corrupt) == (0, 0)
    assert total.kills == each * LANES
    assert total.confirmed > total.kills  # it was killed while it worked, not while it waited


def test_the_same_loop_finds_the_losses_of_a_naive_store(tmp_path: Path):
    questionnaire, program, file = tmp_path / "kill.yaml", tmp_path / "naive.py", tmp_path / "naive.json"
    questionnaire.write_text(QUESTIONNAIRE)
    program.write_text(NAIVE)
    chance = random.Random(1)  # noqa: S311
    losses = 0
    for kill in range(40):
        file.unlink(missing_ok=True)
        confirmed = answer_until_killed(
            [sys.executable, str(program), str(questionnaire), str(file)], kill * 10_000, chance
        )
        try:
            kept = set(msgspec.json.decode(file.read_bytes())) if file.exists() else set()
        except msgspec.DecodeError:
            kept = set()
        losses += bool(confirmed - kept)
        if losses:
            break
    assert losses
