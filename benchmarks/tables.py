"""Interviews one by one as tables: time and memory of `score --each`, beside the same run without it.

python benchmarks/tables.py [-n 10000 100000]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import write

KINDS = (
    ("--format", "json"),
    *(("--each", "--format", name) for name in ("jsonl", "csv", "xlsx", "parquet")),
    ("--each", "--long", "--format", "parquet"),
)


def measured(folder: Path, words: tuple[str, ...]) -> tuple[float, float, int]:
    """Seconds of the processor, the most memory in MB, and the bytes that were written."""
    output = folder / "out"
    output.unlink(missing_ok=True)
    command = [sys.executable, "-m", "cfdiag", "score", str(folder / "interviews.jsonl"), "-q", "--unmasked"]
    command += ["--questionnaires", str(folder / "questionnaires"), *words, "-o", str(output)]
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(words)}: exit {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, output.stat().st_size


def main() -> None:
    """Print a table a number of interviews."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, nargs="+", default=[10_000, 100_000])
    for n in parser.parse_args().n:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write(folder, n, lines=True)
            base = 0.0
            print(f"{n:,} plain interviews")
            for words in KINDS:
                seconds, most, size = measured(folder, words)
                base = base or seconds
                cost = f"{seconds:7.2f} s {seconds / base:5.1f} ×"
                print(f"  {' '.join(words):34} {cost} {most:5.0f} MB {size / n:7.0f} B each")


if __name__ == "__main__":
    main()
