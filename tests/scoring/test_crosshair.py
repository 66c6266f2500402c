"""Where the quadrants meet: how often a sample of a known survey puts a question where the survey has it.

`CFDIAG_REBASELINE=1` writes the table of docs/scoring.md anew.
"""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from cfdiag.model.questionnaire import DEFAULT_TARGET
from cfdiag.scoring.many.quadrants import IMPORTANT_FROM
from cfdiag.scoring.options import Crosshair

HERE = Path(__file__).parents[2]
PAGE, DATA = HERE / "docs" / "scoring.md", HERE / "tests" / "data" / "kiosk" / "ratings.csv"
SIZES = (8, 15, 30)
RUNS = 2000
KINDS = get_args(Crosshair)
HEAD = f"| people | {' | '.join(KINDS)} |"


@pytest.fixture(scope="module")
def survey():
    """Of 194 people the performance and importance of 24 statements, 1 to 7."""
    with DATA.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return np.array([[[int(row[f"ipa{i}_{k}"]) for i in range(1, 25)] for k in (2, 1)] for row in rows])


def at(points):
    """Points as a rating of 1 to 7."""
    return 1 + 6 * points / 100


def places(means, kind):
    """In which quadrant each statement is: `means` is performance and importance by statement."""
    lines = {
        "lines": np.array([at(DEFAULT_TARGET), at(IMPORTANT_FROM)]),
        "midpoint": np.array([at(50), at(50)]),
        "mean": means.mean(axis=-1),
        "median": np.median(means, axis=-1),
    }[kind]
    return means >= lines[..., None]


@pytest.fixture(scope="module")
def table(survey):
    random = np.random.default_rng(11)
    found = {}
    for size in SIZES:
        drawn = [random.choice(len(survey), size, replace=False) for _ in range(RUNS)]
        samples = np.array([survey[people].mean(axis=0) for people in drawn])
        found[size] = {
            kind: float((places(samples, kind) == places(survey.mean(axis=0), kind)).all(axis=1).mean())
            for kind in KINDS
        }
    return found


def test_the_page_says_how_often_a_sample_has_the_quadrant_of_all(table):
    lines = [HEAD, "| --: " * (1 + len(KINDS)) + "|"]
    lines += [
        f"| {size} | {' | '.join(f'{round(100 * share)} of 100' for share in shares.values())} |"
        for size, shares in table.items()
    ]
    now = "\n".join(lines)
    pattern = re.escape(HEAD) + r"(?:\n\|.*)*"
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("CFDIAG_REBASELINE"):
        PAGE.write_text(re.sub(pattern, now, page), encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
    assert re.search(pattern, page)[0] == now


def test_more_people_are_right_more_often(table):
    for kind in KINDS:
        shares = [table[size][kind] for size in SIZES]
        assert shares == sorted(shares)
        assert shares[0] < 0.9  # which is why what lies near a line is called borderline
