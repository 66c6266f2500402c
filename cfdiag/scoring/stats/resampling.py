"""Respondents drawn anew: Poisson resampling.

Each respondent gets, in each of 1,000 resamples, a weight drawn from Poisson(1), the limit of how often a
bootstrap would draw them (Hanley & MacGibbon 2006; Chamandy et al. 2012). The generator is seeded by the
run's seed and the interview's id, so that neither order nor splitting changes anything.

A respondent's 1,000 weights are kept as the digits of one long whole number, 16 bits each: adding two such
numbers adds a thousand pairs at once. Respondents who gave the same are added up first, one addition a
question; only the totals are multiplied by steps, in 32 bits. That makes plain Python fast enough.

The weights of the first 500 resamples and of the last 500 take turns: a mask parts them, and one half behind
the other they stand in order, in 32 bits.
"""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Iterable
from functools import lru_cache
from random import Random
from threading import local
from typing import Union

RESAMPLES = 1000
_HALF = RESAMPLES // 2

_LANE = 2
"""Bytes per weight. A weight is at most 9: the 2,000 respondents that are kept stay far below 2¹⁶."""
_WIDE = 4
"""Bytes per sum: thousands of respondents times a scale of 99 steps stay far below 2³²."""

ResampleKey = Union[int, "tuple[str, int]"]
"""A code, or the item and the code: respondents with the same one are added up together."""


_STEPS = 1 << 16


@lru_cache(maxsize=1)
def _poisson_table() -> bytes:
    """The quantile of Poisson(1) for each of 65,536 equal steps of probability."""
    found = bytearray()
    k, cumulated, probability = 0, math.exp(-1), math.exp(-1)
    while len(found) < _STEPS:
        # Steps whose middle is not beyond what has cumulated; a rounding off at the edge is set right.
        end = min(math.ceil(cumulated * _STEPS - 0.5) + 1, _STEPS)
        while end > len(found) and (end - 0.5) / _STEPS > cumulated:
            end -= 1
        found += bytes([k]) * (end - len(found))
        k += 1
        probability /= k
        cumulated += probability
    return bytes(found)


_BOTH = b"\xff"
"""Marks a first byte that does not decide the quantile alone; about 20 of 1,000 draws have one."""


@lru_cache(maxsize=1)
def _by_first_byte() -> bytes:
    """The quantile for each first byte of a draw, or `_BOTH`."""
    table = _poisson_table()
    return bytes(
        table[first << 8] if table[first << 8] == table[first << 8 | 255] else _BOTH[0]
        for first in range(256)
    )


class _Generator(local):
    """One of each thread, seeded anew for each respondent: making one costs as much as its draws."""

    def __init__(self) -> None:
        self.of = Random(0)  # noqa: S311  no secret hangs on it


_GENERATOR = _Generator()


# Of a respondent the worst questions and the quadrants ask alike.
@lru_cache(maxsize=2000)
def weights(seed: int) -> int:
    """A respondent's weights in all resamples, 16 bits each; the two halves take turns."""
    generator = _GENERATOR.of
    generator.seed(seed)
    draws = generator.randbytes(2 * RESAMPLES)
    known = draws[1::2].translate(_by_first_byte())
    found, table, both, at = bytearray(known), _poisson_table(), _little("H", draws), -1
    # Parted where it is not known: looking for one place after the other takes longer.
    for before in known.split(_BOTH)[:-1]:
        at += len(before) + 1
        found[at] = table[both[at]]
    lanes = bytearray(_LANE * RESAMPLES)
    lanes[::_WIDE], lanes[_LANE::_WIDE] = found[:_HALF], found[_HALF:]
    return int.from_bytes(lanes, "little")


_FIRST = int.from_bytes(b"\xff\xff\0\0" * _HALF, "little")
"""Where the weights of the first half stand."""


def widened(packed: int) -> int:
    """The same thousand numbers, with 32 bits each, the first one lowest."""
    return packed & _FIRST | (packed >> 8 * _LANE & _FIRST) << 8 * _WIDE * _HALF


_BITS = 8 * _WIDE
_ONES = int.from_bytes(b"\1\0\0\0" * RESAMPLES, "little")
FLAGS = _ONES << _BITS - 1
"""A yes in every resample: a yes or no is the highest bit of 32."""


def flags(answers: Iterable[bool]) -> int:
    """A yes or no of each resample."""
    return int.from_bytes(b"".join(b"\0\0\0\x80" if each else bytes(_WIDE) for each in answers), "little")


def above_nothing(packed: int) -> int:
    """In which resamples a number is not 0, as `flags`; all of them lie below the highest bit."""
    return packed + (FLAGS - _ONES) & FLAGS


def fits(packed: int, factor: int) -> bool:
    """Whether in each resample the number times a factor, 0 or more, lies below the highest bit."""
    return not packed & ((1 << _BITS) - (1 << max(0, _BITS - 1 - factor.bit_length()))) * _ONES


def lanes(packed: int) -> array[int]:
    """The thousand numbers of 32 bits, the first one lowest."""
    return _little("I", packed.to_bytes(_WIDE * RESAMPLES, "little"))


def _little(kind: str, data: bytes) -> array[int]:
    """Whole numbers whose lowest byte comes first."""
    found = array(kind, data)
    if sys.byteorder == "big":
        found.byteswap()
    return found
