"""How fast the interview answers a key, and how soon its first screen is there.

`python benchmarks/screen.py [--pages 60] [--starts 5]`. Key to next page: from Enter to the next page
drawn, the answer journalled on disk in between, at 40 and at 500 questions. Beside it, in the same run,
a bare prompt_toolkit application that draws as much text anew for a key: the floor.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pexpect
from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.input.base import PipeInput
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output.vt100 import Vt100_Output

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.interview import state
from cfdiag.interview.events import Opened
from cfdiag.interview.journal.journal import Journal
from cfdiag.interview.screen.host import Host
from cfdiag.interview.session import Session
from cfdiag.model.interview import Respondent

PAGE = "\n".join(f"{n:02d} {'a line of the floor, as long as one of a page ' * 2}"[:78] for n in range(24))


def questionnaire(questions: int) -> bytes:
    """Questions of three types by turns, so that every question is a page of its own."""
    lines = [
        "cfdiag: 1\nid: benchmark\nversion: 1.0.0\ntitle: Benchmark\ngroups: {internal: {title: Inside}}",
        "scales: {five: {min: 1, max: 5, labels: {1: Very poor, 5: Excellent}}}",
        "dimensions: {d: {title: Dimension}}\nsections:",
    ]
    kinds = (
        "type: choice, options: {a: The first, b: The second, c: The third}",
        "type: rating, scale: five, dimension: d, importance: true",
        "type: yes_no",
    )
    for n in range(questions):
        if n % 10 == 0:
            lines.append(f"  - id: s{n}\n    title: Section {n}\n    questions:")
        ask = f"What do you say to question number {n}, which is about as long as questions are?"
        lines.append(f'      - {{id: q{n}, {kinds[n % 3]}, ask: "{ask}"}}')
    return "\n".join(lines).encode()


def output() -> Vt100_Output:
    """A terminal of 80 by 24 that takes everything."""
    return Vt100_Output(io.StringIO(), lambda: Size(24, 80), term="xterm-256color", enable_cpr=False)


async def answered(app: Application[object], pipe: PipeInput, keys: str, times: int) -> list[float]:
    """Milliseconds from the last of the keys to the end of the drawing it causes, so many times."""
    drawn = asyncio.Event()
    app.after_render += lambda _: drawn.set()
    task = asyncio.create_task(app.run_async())
    await drawn.wait()
    found = []
    for _ in range(times):
        for key in keys:
            await asyncio.sleep(0.02)
            drawn.clear()
            start = time.perf_counter()
            pipe.send_text(key)
            await drawn.wait()
        found.append(1000 * (time.perf_counter() - start))
    app.exit(result=None)
    await task
    return found


def interview(questions: int, pages: int) -> tuple[list[float], float]:
    """Milliseconds from Enter to the next page, and of CPU for a page with all of its three keys."""
    q = read_questionnaire(questionnaire(questions), "benchmark.yaml")
    iv = state.begin(q, id="bench", respondent=Respondent(group="internal"), started="")
    with tempfile.TemporaryDirectory() as folder, create_pipe_input() as pipe:
        journal = Journal.create(Path(folder) / "b.open.jsonl", iv, Opened(at="", pid=0, host=""))
        session = Session(q, iv, clock=lambda: datetime.now(timezone.utc), store=journal)
        host = Host(session, input=pipe, output=output())
        first = f"q{max(0, questions // 2 - pages // 2)}"
        host.sitting.go(lambda way: way.to(first))
        # Two digits fill a rating with its importance; on a page of options the second only picks again.
        times = min(pages, questions - 1)
        begun = time.process_time()
        found = asyncio.run(answered(host.app, pipe, "22\r", times))
        cpu = 1000 * (time.process_time() - begun) / times
        session.close()
    return found, cpu


def floor(pages: int) -> list[float]:
    """Milliseconds to draw as much text anew for a key, without anything of ours."""
    turns = iter(range(10**9))
    shown = {"n": 0}
    keys = KeyBindings()
    keys.add("enter")(lambda _: shown.update(n=next(turns)))
    window = Window(
        FormattedTextControl(lambda: PAGE.replace("0", chr(97 + shown["n"] % 26)), focusable=True)
    )
    with create_pipe_input() as pipe:
        app: Application[object] = Application(
            Layout(window), key_bindings=keys, full_screen=True, input=pipe, output=output()
        )
        return asyncio.run(answered(app, pipe, "\r", pages))


BARE = """
from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
keys = KeyBindings()
keys.add("c-c")(lambda event: event.app.exit())
Application(Layout(Window(FormattedTextControl("Enter begins"))), key_bindings=keys, full_screen=True).run()
"""


def first_screen(command: Callable[[Path], list[str]], starts: int) -> float:
    """Seconds from the start of a program to its first screen, the fastest of a few."""
    found = []
    for _ in range(starts):
        with tempfile.TemporaryDirectory() as folder:
            words = command(Path(folder))
            begun = time.perf_counter()
            child = pexpect.spawn(
                words[0], words[1:], dimensions=(24, 80), env={**os.environ, "TERM": "xterm-256color"}
            )
            child.expect(b"Enter begins", timeout=30)
            found.append(time.perf_counter() - begun)
            child.send("\x03")
            child.expect(pexpect.EOF)
            child.close()
    return min(found)


def cfdiag(questions: int) -> Callable[[Path], list[str]]:
    """The command line of an interview with so many questions."""

    def command(folder: Path) -> list[str]:
        (folder / "benchmark.yaml").write_bytes(questionnaire(questions))
        where = ["--questionnaires", str(folder), "--output", str(folder)]
        return [sys.executable, "-m", "cfdiag", "interview", "benchmark", "--group", "internal", *where]

    return command


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--starts", type=int, default=5)
    given = parser.parse_args()
    least = statistics.median(floor(given.pages))
    print(f"{'a bare page drawn anew for a key (floor)':44} {least:8.1f} ms")
    medians = {}
    for questions in (40, 500):
        found, cpu = interview(questions, given.pages)
        medians[questions] = statistics.median(found)
        worst = sorted(found)[int(0.95 * len(found))]
        print(
            f"{f'key to next page, {questions} questions':44} {medians[questions]:8.1f} ms"
            f"   {medians[questions] / least:5.1f} x floor   95%: {worst:.1f} ms   CPU: {cpu:.1f} ms a page"
        )
    print(f"{'growth from 40 to 500 questions':44} {medians[500] - medians[40]:8.1f} ms")
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    print(f"{'python that does nothing':44} {1000 * (time.perf_counter() - start):8.0f} ms")
    bare = first_screen(lambda _: [sys.executable, "-c", BARE], given.starts)
    print(f"{'first screen of a bare application (floor)':44} {1000 * bare:8.0f} ms")
    for questions in (40, 500):
        shown = first_screen(cfdiag(questions), given.starts)
        label = f"first screen, {questions} questions"
        print(f"{label:44} {1000 * shown:8.0f} ms   {shown / bare:5.1f} x floor")


if __name__ == "__main__":
    main()
