"""What starting up costs, as ratios to a bare Python and to a two-command Typer app, measured in turns.

python benchmarks/startup.py [--rounds 15]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PEER = '''
import typer
app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def one(name: str = "x") -> None:
    """One."""
@app.command()
def two(name: str = "x") -> None:
    """Two."""
app()
'''

BUDGETS = {"--version": ("bare python", 2.5), "--help": ("two-command typer --help", 1.6)}


def once(arguments: list[str], folder: Path) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "peer.py").write_text(PEER)
        (folder / "answers.yaml").write_text("information_shared: {value: 3, importance: 4}\n")
        cfdiag = ["-m", "cfdiag"]
        interview = ["interview", "silo-busting", "--group", "internal", "--answers", "answers.yaml"]
        once([*cfdiag, *interview, "-q", "--output", "it.json"], folder)
        runs = {
            "bare python": ["-c", "pass"],
            "two-command typer --help": ["peer.py", "--help"],
            "--version": [*cfdiag, "--version"],
            "--help": [*cfdiag, "--help"],
            "list": [*cfdiag, "list"],
            "check it.json": [*cfdiag, "check", "it.json"],
            "score it.json --format json": [*cfdiag, "score", "it.json", "--format", "json"],
            "report it.json": [*cfdiag, "report", "it.json"],
        }
        times: dict[str, list[float]] = {run: [] for run in runs}
        for _ in range(rounds + 1):  # the first fills the caches
            for run, arguments in runs.items():
                times[run].append(once(arguments, folder))
    least = {run: min(taken[1:]) for run, taken in times.items()}
    bare, peer = least["bare python"], least["two-command typer --help"]
    print("| | ms | × bare python | × typer --help |\n| --- | --: | --: | --: |")
    for run, seconds in least.items():
        print(f"| `{run}` | {seconds * 1000:.0f} | {seconds / bare:.1f} | {seconds / peer:.2f} |")
    for run, (of, budget) in BUDGETS.items():
        ratio = least[run] / least[of]
        print(f"{run}: {ratio:.2f} × {of}, budget {budget}: {'kept' if ratio <= budget else 'BROKEN'}")


if __name__ == "__main__":
    main()
