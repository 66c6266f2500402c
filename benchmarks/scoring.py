"""Where the time of an interview goes: decoding, scoring, adding up; and what a summary costs.

Measured on the same bytes in one run, in process time: `python benchmarks/scoring.py [--interviews 2000]`.
`batch.py` measures the whole way from files to a result.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable

import msgspec
from generate import interviews, questionnaire

from cfdiag.batch.phrasing import phrasing_in
from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.interview import Interview
from cfdiag.model.result import Inputs
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.one.score import Scorer
from cfdiag.scoring.options import Options
from cfdiag.scoring.summary import summarise


def cost(work: Callable[[], object], n: int) -> float:
    """Microseconds per interview, the best of five."""
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best / n * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--interviews", type=int, default=2000)
    parser.add_argument("--answers", type=int, default=40)
    parser.add_argument("--rated", type=int, default=40, help="how many also have an importance")
    asked = parser.parse_args()
    n = asked.interviews
    q = read_questionnaire(questionnaire(asked.answers, asked.rated), "benchmark.yaml")
    data = list(interviews(n, asked.answers, asked.rated))
    decode = msgspec.json.Decoder(Interview).decode
    scorer, options = Scorer(q), Options(by=("department",))

    def run(last: int) -> Tally:
        """Each interview as far as: 1 decoded, 2 scored, 3 added."""
        tally = Tally(q, options.by)
        for each in data:
            one = decode(each)
            if last > 1:
                score = scorer.score(one)
                if last > 2:
                    tally.add(one, score)
        return tally

    def load() -> None:
        for each in data:
            json.loads(each)

    steps = {
        "json.loads": load,
        "decode": lambda: run(1),
        "decode, score": lambda: run(2),
        "decode, score, add": lambda: run(3),
    }
    found = {name: cost(work, n) for name, work in steps.items()}
    size = sum(map(len, data)) // n
    print(f"{n} interviews of {asked.answers} answers, {asked.rated} with importance, {size} bytes each")
    for name, each in found.items():
        print(f"  {name:20}{each:8.1f} µs{each / found['json.loads']:7.2f} × json.loads")
    tally = run(3)
    start = time.process_time()
    summarise(
        {q.id: tally}, {q.id: q}, options, Inputs(interviews=n, unfinished=0), phrasing_in(locale_for("en"))
    )
    print(f"  summary of them all: {1000 * (time.process_time() - start):.0f} ms")


if __name__ == "__main__":
    main()
