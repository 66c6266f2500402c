"""How far means move when respondents are drawn anew: what a thousand other samples would have said."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TypeVar

from cfdiag.scoring.stats.resampling import BATCH, lanes, weights, widened

_Name = TypeVar("_Name", int, str)


def deviations(people: Mapping[int, Iterable[tuple[_Name, int]]], n: int) -> dict[_Name, list[float]]:
    """Per name its mean in each resample, less its mean over all; 0 where a resample drew nobody who gave it.

    Poisson weights of `resampling`: neither order nor splitting changes anything.

    Args:
        people: by generator seed, what one respondent gave: names and whole numbers from 0 to 2,000.
        n: how many respondents there are; where only some are kept, all of them move by √(kept/n) less.
    """
    sums: dict[_Name, int] = {}
    counts: dict[_Name, int] = {}
    plain: dict[_Name, list[int]] = {}
    seeds = list(people)
    for start in range(0, len(seeds), BATCH):
        drawn: dict[tuple[_Name, int], int] = {}
        for seed in seeds[start : start + BATCH]:
            weight = weights(seed)
            for given in people[seed]:
                drawn[given] = drawn.get(given, 0) + weight
                total = plain.setdefault(given[0], [0, 0])
                total[0] += given[1]
                total[1] += 1
        for (name, value), packed in drawn.items():
            wide = widened(packed)
            sums[name] = sums.get(name, 0) + wide * value
            counts[name] = counts.get(name, 0) + wide
    shrink = math.sqrt(len(seeds) / n) if n > len(seeds) else 1.0
    found: dict[_Name, list[float]] = {}
    for name, (total_of, times) in plain.items():
        mean = total_of / times
        pairs = zip(lanes(sums[name]), lanes(counts[name]), strict=True)
        found[name] = [(s / c - mean) * shrink if c else 0.0 for s, c in pairs]
    return found
