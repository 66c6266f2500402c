"""What breakdowns with many cells cost: `score --by` beside the same run without, in turns.

`python benchmarks/cells.py [--interviews 10000] [--accounts 1000] [--repeat 5]`: plain interviews of four
departments and so many accounts, drawn from a seed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path

from generate import write
from measuring import Measured, cpu_and_memory

BY = {
    "without": (),
    "--by account": ("--by", "account"),
    "--by account --by department": ("--by", "account", "--by", "department"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=10_000)
    parser.add_argument("--accounts", type=int, default=1_000)
    parser.add_argument("--repeat", type=int, default=5)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        lines = in_accounts(write(Path(name), told.interviews, lines=True), told.accounts)
        command = [sys.executable, "-m", "cfdiag", "score", str(lines), "-q", "--format", "json"]
        command += ["--questionnaires", str(Path(name, "questionnaires"))]
        took: dict[str, list[Measured]] = {each: [] for each in BY}
        for _ in range(told.repeat):
            for each, flags in BY.items():
                took[each].append(cpu_and_memory([*command, *flags]))
    floor = min(run.cpu for run in took["without"])
    print(f"{told.interviews:,} interviews, {told.accounts:,} accounts")
    for each, runs in took.items():
        cpu, memory = min(run.cpu for run in runs), min(run.memory for run in runs)
        print(f"{each:32}{cpu:8.2f} s{cpu / floor:8.2f} × without{memory / 1e6:8.0f} MB")


def in_accounts(lines: Path, accounts: int) -> Path:
    """The same interviews, each of some account."""
    dice = random.Random(3)
    found = lines.with_name("of_accounts.jsonl")
    with lines.open("rb") as file, found.open("wb") as made:
        for line in file:
            one = json.loads(line)
            one["respondent"]["account"] = f"A{dice.randrange(accounts):05}"
            made.write(json.dumps(one).encode() + b"\n")
    return found


if __name__ == "__main__":
    main()
