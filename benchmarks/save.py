"""What saving an answer costs: checked, journalled, durable. `python benchmarks/save.py [--answers 300]`.

    python benchmarks/save.py --before PYTHON SCRIPT    beside an earlier version, in turns: the ratio

Beside it, in the same run on the same disk: the bytes alone written and made durable, which is the
floor, and a file rewritten whole for each answer, which is the other safe way.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pyrage
from generate import questionnaire

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.sealing import Seal
from cfdiag.ground.writing import write_atomically
from cfdiag.interview import flow, state
from cfdiag.interview.events import Answered, Opened
from cfdiag.interview.journal.journal import Journal
from cfdiag.interview.journal.replay import replay
from cfdiag.interview.session import Session
from cfdiag.model.interview import Answer, Interview, Respondent
from cfdiag.model.questionnaire import Questionnaire


def median(work: Callable[[int], object], times: int) -> float:
    """Milliseconds of the median run."""
    found = []
    for n in range(times):
        start = time.perf_counter()
        work(n)
        found.append(time.perf_counter() - start)
    return 1000 * statistics.median(found)


def in_turns(works: list[Callable[[int], object]], times: int) -> list[float]:
    """Milliseconds of the median run of each, done in turns: what else the machine does hits all alike."""
    found: list[list[float]] = [[] for _ in works]
    for n in range(times):
        for work, spent in zip(works, found, strict=True):
            start = time.perf_counter()
            work(n)
            spent.append(time.perf_counter() - start)
    return [1000 * statistics.median(spent) for spent in found]


def measured(questions: int, answers: int, folder: Path) -> dict[str, float]:
    """Milliseconds an answer, by way of saving."""
    q = read_questionnaire(questionnaire(questions), "benchmark.yaml")
    respondent = Respondent(group=next(iter(q.groups)))
    iv = state.begin(q, id="bench", respondent=respondent, started="")
    path = folder / f"{questions}.open.jsonl"
    journal = Journal.create(path, iv, Opened(at="", pid=0, host=""))
    stored = Session(q, iv, clock=lambda: datetime.now(timezone.utc), store=journal)
    sealed = _sealed(q, iv, folder / f"{questions}-sealed.open.jsonl")
    memory = Session(q, iv, clock=lambda: datetime.now(timezone.utc))
    keys = [step.key for step in flow.steps(q, iv)]

    def answer(session: Session, n: int) -> None:
        session.do(Answered(keys[n % len(keys)], Answer(status="answered", value=n % 5 + 1)))

    line = b"x" * 130 + b"\n"
    floor = os.open(folder / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    clear, locked = in_turns([lambda n: answer(stored, n), lambda n: answer(sealed, n)], answers)
    found = {
        "checked and applied, in memory": median(lambda n: answer(memory, n), answers),
        "saved through the journal": clear,
        "the same, locked for two keys": locked,
        "times what it costs unlocked": locked / clear,
        "a line written and made durable, nothing else": median(
            lambda _: (os.write(floor, line), os.fdatasync(floor)), answers
        ),
        "the whole file rewritten": median(
            lambda _: write_atomically(folder / "whole.json", encode_interview(memory.interview)), answers
        ),
        "the journal read back (once, at resume)": median(lambda _: replay(path.read_bytes(), "x"), 5),
    }
    os.close(floor)
    for session in (stored, sealed):
        session.close()
    return found


def _sealed(q: Questionnaire, iv: Interview, path: Path) -> Session:
    """The same interview, locked for two keys as is advised."""
    seal = Seal([str(pyrage.x25519.Identity.generate().to_public()) for _ in range(2)])
    journal = Journal.create(path, iv, Opened(at="", pid=0, host=""), seal)
    return Session(q, iv, clock=lambda: datetime.now(timezone.utc), store=journal, sealed=True)


def table(command: list[str], answers: int) -> dict[str, float]:
    """What a version's own script prints, by questions and way of saving."""
    done = subprocess.run(
        [*command, "--answers", str(answers)], capture_output=True, text=True, check=True
    ).stdout
    found, questions = {}, ""
    for line in done.splitlines():
        if line.startswith("  "):
            cost, _, what = line.strip().partition("  ")
            found[f"{questions}, {what}"] = float(cost)
        else:
            questions = line.partition(",")[0]
    return found


def beside(before: list[str], answers: int, rounds: int) -> None:
    """Both versions in turns, the best of each: other work on the machine only ever adds."""
    versions = {"before": before, "now": [sys.executable, __file__]}
    best: dict[str, dict[str, float]] = {name: {} for name in versions}
    for _ in range(rounds):
        for name, command in versions.items():
            for what, cost in table(command, answers).items():
                best[name][what] = min(cost, best[name].get(what, cost))
    print(f"{rounds} rounds of {answers} answers, milliseconds, the best median: before, now, ratio")
    for what, cost in best["now"].items():
        if what in best["before"]:
            print(f"  {best['before'][what]:8.3f} {cost:8.3f} {cost / best['before'][what]:6.2f}  {what}")


def main() -> None:
    """Measure at 40 and at 500 questions."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--answers", type=int, default=300)
    parser.add_argument(
        "--before", nargs=2, metavar=("PYTHON", "SCRIPT"), help="an earlier version's Python and save.py"
    )
    parser.add_argument("--rounds", type=int, default=12)
    options = parser.parse_args()
    if options.before:
        beside(options.before, options.answers, options.rounds)
        return
    with tempfile.TemporaryDirectory(dir=".") as folder:
        for questions in (40, 500):
            print(f"{questions} questions, {options.answers} answers, milliseconds (median)")
            for what, cost in measured(questions, options.answers, Path(folder)).items():
                print(f"  {cost:8.3f}  {what}")


if __name__ == "__main__":
    main()
