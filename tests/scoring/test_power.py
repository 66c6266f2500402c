"""What the correction costs: how often a difference between two sides is found, as docs/scoring.md has it.

`CFDIAG_REBASELINE=1` writes the table anew.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from cfdiag.scoring.stats.families import holm, permutation_p
from cfdiag.scoring.stats.statistics import MEAN_FROM, Series, welch_p

PAGE = Path(__file__).parents[2] / "docs" / "scoring.md"
SIDES = ((4, 8), (8, 8), (20, 20))
DIFFERENCES = (0.8, 1.2, 1.8)
QUESTIONS = 11
RUNS = 400
HEAD = "| people on both sides | 0.8 apart | 1.2 apart | 1.8 apart |"


def answers(random, n, mean):
    """Of n people to eleven questions on 1 to 5, with a spread of about one step, as customers' are."""
    drawn = mean + random.normal(0, 0.4, (n, 1)) + random.normal(0, 0.9, (n, QUESTIONS))
    return np.clip(np.rint(drawn), 1, 5).astype(int)


def p_of(one, other):
    few, many = (Series(Counter(map(int, side))) for side in (one, other))
    return permutation_p(few, many) if few.n < MEAN_FROM else welch_p(few, many)


def found(sides, difference):
    """How often one question on which the sides differ so far is a finding among eleven; 1.0 is always."""
    random = np.random.default_rng([*sides, int(10 * difference)])
    times = 0
    for _ in range(RUNS):
        inside, outside = answers(random, sides[0], 3.0), answers(random, sides[1], 3.0)
        inside[:, 0] = answers(random, sides[0], 3.0 + difference / 2)[:, 0]
        outside[:, 0] = answers(random, sides[1], 3.0 - difference / 2)[:, 0]
        values = [p_of(inside[:, k], outside[:, k]) for k in range(QUESTIONS)]
        if values[0] is None:
            continue
        known = [each for each in values if each is not None]
        times += holm(known)[0]
    return times / RUNS


@pytest.fixture(scope="module")
def table():
    return {sides: [found(sides, each) for each in DIFFERENCES] for sides in SIDES}


def test_the_page_says_what_is_found_how_often(table):
    lines = [HEAD, "| --- | --: | --: | --: |"]
    lines += [
        f"| {few} and {many} | {' | '.join(f'{round(100 * each)} of 100' for each in shares)} |"
        for (few, many), shares in table.items()
    ]
    page = PAGE.read_text(encoding="utf-8")
    now = "\n".join(lines)
    pattern = re.escape(HEAD) + r"(?:\n\|.*)*"
    if os.environ.get("CFDIAG_REBASELINE"):
        PAGE.write_text(re.sub(pattern, now, page), encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
    assert re.search(pattern, page)[0] == now


def test_more_people_and_larger_differences_are_found_more_often(table):
    for shares in table.values():
        assert shares == sorted(shares)
    assert all(few < many for few, many in zip(table[8, 8], table[20, 20], strict=True))
    assert table[20, 20][2] > 0.95
