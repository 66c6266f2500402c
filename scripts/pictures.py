"""Make the pictures of the README: `python scripts/pictures.py` (needs the dev extra and Chromium).

The interview is driven on a pseudo-terminal and drawn as SVG; the report is the demo's, photographed.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pexpect
import pyte
from rich.console import Console
from rich.style import Style
from rich.text import Text

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
COLUMNS, ROWS = 88, 24
CHROMIUM = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def interview(folder: Path) -> None:
    """A page of statements, half filled in."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.Stream(screen)
    child = pexpect.spawn(
        sys.executable,
        ["-m", "cfdiag", "interview", "silo-busting", "--group", "internal", "--department", "Service"],
        dimensions=(ROWS, COLUMNS),
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "TERM": "xterm-256color", "COLORTERM": ""},
    )

    def until(wanted: str) -> None:
        end = time.monotonic() + 20
        while wanted not in "\n".join(screen.display):
            if time.monotonic() > end:
                sys.exit(f"{wanted!r} did not appear:\n" + "\n".join(screen.display))
            try:
                stream.feed(child.read_nonblocking(65536, 0.1))
            except pexpect.TIMEOUT:
                continue

    until("Enter begins")
    for _ in range(20):  # past the opening pages to the first block of statements
        shown = "\n".join(screen.display)
        if "1-5 rate" in shown:
            break
        child.send("\r")
        time.sleep(0.4)
        try:
            stream.feed(child.read_nonblocking(65536, 0.2))
        except pexpect.TIMEOUT:
            continue
    for digit in "524352":
        child.send(digit)
        time.sleep(0.1)
    time.sleep(0.5)
    stream.feed(child.read_nonblocking(65536, 0.5))
    _draw(screen, PICTURES / "interview.svg")
    child.sendcontrol("c")
    child.close(force=True)


def _draw(screen: pyte.Screen, file: Path) -> None:
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    for row in range(ROWS):
        line = Text()
        for column in range(COLUMNS):
            cell = screen.buffer[row][column]
            line.append(cell.data, Style(bold=cell.bold, reverse=cell.reverse, underline=cell.underscore))
        console.print(line, end="\n", no_wrap=True)
    svg = console.export_svg(title="cfdiag interview silo-busting")
    svg = "".join(part for part in svg.splitlines(keepends=True) if "url(" not in part or "clip" in part)
    file.write_text(svg, encoding="utf-8")


def report(folder: Path) -> None:
    """The first screen of the demo's report."""
    subprocess.run([sys.executable, "-m", "cfdiag", "demo", "--quiet"], cwd=folder, check=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("Chromium is not there")
    subprocess.run(
        [
            chromium,
            *CHROMIUM,
            f"--user-data-dir={folder / 'browser'}",
            f"--screenshot={PICTURES / 'report.png'}",
            "--window-size=1000,1400",
            (folder / "cfdiag-demo" / "report.html").as_uri(),
        ],
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        interview(Path(made))
        report(Path(made))
