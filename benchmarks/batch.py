"""What scoring costs: against reading the bytes, and against a plain json.loads of the same files.

Everything is measured in one run on the same files: `python benchmarks/batch.py [--files 10000]`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generate import SHAPES, write

from cfdiag.batch.inputs import find_inputs, read_whole
from cfdiag.batch.intake import Intake, Piece
from cfdiag.batch.score import score_files
from cfdiag.formats.interview import read_interview
from cfdiag.formats.library import Library
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.options import Options

LOADS = "import json,sys,glob\nfor f in glob.glob(sys.argv[1]+'/*'):\n json.loads(open(f,'rb').read())"


def best(work: Callable[[], object], times: int = 3, clock: Callable[[], float] = time.process_time) -> float:
    """Seconds of the processor in the best of a few runs: other programs on the machine do not count."""
    found = []
    for _ in range(times):
        start = clock()
        work()
        found.append(clock() - start)
    return min(found)


# Peak memory of a child, measured by a small process: a fork of this one would count its own.
MEASURE = (
    "import resource,subprocess,sys\n"
    "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode\n"
    "print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def installed() -> dict[str, str]:
    """The environment of a tool that is installed: its modules are compiled already."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "cfdiag-benchmark-bytecode")}


def command(*words: str) -> float:
    """Seconds of the processor that a process took, and those that it waited for."""
    before = os.times()
    subprocess.run(words, stdout=subprocess.DEVNULL, check=True, env=installed())
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def peak(*words: str) -> float:
    """Peak memory of a process, in MB."""
    found = subprocess.run(
        (sys.executable, "-c", MEASURE, *words), capture_output=True, text=True, check=True, env=installed()
    )
    code, kilobytes = found.stdout.split()
    if code != "0":
        raise SystemExit(f"{words}: exit {code}\n{found.stderr}")
    return int(kilobytes) / 1024


def fastest(*words: str) -> float:
    return min(command(*words) for _ in range(5))


def cfdiag(folder: Path, *words: str) -> tuple[str, ...]:
    questionnaires = str(folder / "questionnaires")
    return (sys.executable, "-m", "cfdiag", "score", *words, "--questionnaires", questionnaires, "-q")


def inside(folder: Path) -> None:
    """The loop: microseconds a file, step by step."""
    files = [source.file for source in find_inputs([str(folder / "interviews")]).sources]
    library = Library([folder / "questionnaires"])
    data = [read_whole(file) for file in files]
    interviews = [read_interview(each, "x.json") for each in data]
    intake = Intake(library)
    taken = [intake.take(Piece("x.json", each)) for each in data]
    keys = [each.key for each in taken]
    scorers = [intake.bench(key).scorer for key in keys]

    def score() -> None:
        for scorer, interview in zip(scorers, interviews, strict=True):
            scorer.score(interview)

    def tally() -> None:
        tallies = {key: Tally(intake.bench(key).questionnaire) for key in set(keys)}
        for key, each in zip(keys, taken, strict=True):
            tallies[key].add(each.interview, each.score)
        for each in tallies.values():
            assert each.strata  # what waits to be counted is counted

    def decode() -> None:
        for each in data:
            read_interview(each, "x.json")

    paths = [str(folder / "interviews")]
    steps = {
        "read the bytes": lambda: [read_whole(file) for file in files],
        "json.loads": lambda: [json.loads(each) for each in data],
        "read and json.loads": lambda: [json.loads(read_whole(file)) for file in files],
        "decode (typed)": decode,
        "score": score,
        "tally": tally,
        "the whole loop": lambda: score_files(paths, library, Options()),
    }
    took = {name: best(work) for name, work in steps.items()}
    # How long one waits: what the processors did in both is no less.
    waited = best(lambda: score_files(paths, library, Options(), jobs=2), clock=time.perf_counter)
    took["2 processes, by the clock"] = waited
    reading, loading = took["read the bytes"], took["read and json.loads"]
    print(f"\n{len(files)} files of {len(data[0])} bytes, in one process that is warm")
    print(f"{'':30}{'µs/file':>9}{'files/s':>10}{'× reading':>11}{'× json.loads':>14}")
    for name, seconds in took.items():
        each = seconds / len(files)
        print(f"{name:30}{each * 1e6:9.1f}{1 / each:10.0f}{seconds / reading:11.1f}{seconds / loading:14.1f}")


def outside(folder: Path) -> None:
    """The command, from start to result."""
    files = str(folder / "interviews")
    n = len(list((folder / "interviews").iterdir()))
    loads = fastest(sys.executable, "-c", LOADS, files)
    bare = fastest(sys.executable, "-c", "pass")
    print(f"\nthe command over {n} files, from start to result ({bare:.3f} s is a bare python)")
    print(f"{'python -c json.loads':30}{loads:9.3f} s")
    for name, words in {
        "score --format json": ("--format", "json"),
        "score": (),
        "score --jobs 2 --format json": ("--jobs", "2", "--format", "json"),
    }.items():
        seconds = fastest(*cfdiag(folder, files, *words))
        print(f"{name:30}{seconds:9.3f} s{seconds / loads:8.1f} × json.loads")
    one = str(next((folder / "interviews").iterdir()))
    seconds = fastest(*cfdiag(folder, one, "--format", "json"))
    print(f"{'one file, --format json':30}{seconds:9.3f} s{seconds / bare:8.1f} × bare python")


def memory(folder: Path, sizes: list[int], questions: int, rated: int, shape: str) -> None:
    """Peak memory over a `.jsonl`."""
    print("\nmemory of `score` over a .jsonl")
    for n in sizes:
        lines = write(folder, n, questions, rated, lines=True, shape=shape)
        words = cfdiag(folder, str(lines), "--format", "json")
        size, seconds = lines.stat().st_size / 1e6, command(*words)
        print(f"{n:>9} interviews {size:8.1f} MB {seconds:8.2f} s {peak(*words):8.1f} MB peak")
        lines.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--command-files", type=int, default=3_000)
    parser.add_argument("--questions", type=int, default=40)
    parser.add_argument("--rated", type=int, default=0, help="so many questions with importance too")
    parser.add_argument("--shape", choices=SHAPES, default="plain", help="of the interviews")
    parser.add_argument("--memory", type=int, nargs="*", default=[1_000, 100_000])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for part, n in (("loop", given.files), ("command", given.command_files)):
            folder = Path(name) / part
            write(folder, n, given.questions, given.rated, shape=given.shape)
            inside(folder) if part == "loop" else outside(folder)
        memory(Path(name) / "lines", given.memory, given.questions, given.rated, given.shape)


if __name__ == "__main__":
    main()
