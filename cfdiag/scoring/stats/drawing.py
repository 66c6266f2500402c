"""How far means move when respondents are drawn anew: what a thousand other samples would have said."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from cfdiag.scoring.stats.resampling import lanes, weights, widened

_Key = TypeVar("_Key")

GaveAlike = Iterable[tuple[Sequence[_Key], Sequence[int]]]
"""What some respondents gave, each thing once, and the generator seed of each of them."""


class TimesDrawn(NamedTuple):
    """How often those who gave something are drawn: in each resample, and as they are."""

    packed: int
    """A thousand numbers of 16 bits."""
    once: int


class DrawnAnew(Generic[_Key]):
    """Respondents drawn anew, added up by what they gave: read by every figure that asks how far it moves.

    Poisson weights of `resampling`: neither order nor splitting changes anything.

    Args:
        people: the respondents; at most `RESERVOIR` of them, so that no sum of weights leaves its 16 bits.
    """

    def __init__(self, people: GaveAlike[_Key]) -> None:
        whole = _added_up((tuple(keys), sum(map(weights, seeds)), len(seeds)) for keys, seeds in people)
        self.people = sum(once for _, once in whole.values())
        # Of many people few differ, and of any two answers in a row hardly any: each is added up once.
        twos = _added_up(_parted(whole, 2))
        self.times = {key: TimesDrawn(*both) for (key,), both in _added_up(_parted(twos, 1)).items()}
        """By what was given."""

    def deviations(self, values: Mapping[_Key, int], n: int, parts: int = 1) -> list[float]:
        """A mean in each resample, less the mean over all; 0 where a resample drew nobody who gave it.

        Args:
            values: by what was given, the whole number from 0 to 2,000 that it stands for in this mean.
            n: how many respondents there are; where only some are kept, all of them move by √(kept/n) less.
            parts: how many of these make one of the unit that is wanted.
        """
        total = times = sums = counts = 0
        for key, value in values.items():
            packed, once = self.times[key]
            wide = widened(packed)
            sums += wide * value
            counts += wide
            total += value * once
            times += once
        mean, shrink = total / times, self.shrink(n)
        pairs = zip(lanes(sums), lanes(counts), strict=True)
        return [(s / c - mean) * shrink / parts if c else 0.0 for s, c in pairs]

    def shrink(self, n: int) -> float:
        """By how much less all of n respondents move than those who are kept."""
        return math.sqrt(self.people / n) if n > self.people else 1.0


_Given = tuple[_Key, ...]
_Sums = dict[_Given[_Key], list[int]]
"""By what was given: how often it is drawn, packed, and how many gave it."""


def _added_up(parts: Iterable[tuple[_Given[_Key], int, int]]) -> _Sums[_Key]:
    found: _Sums[_Key] = {}
    for given, packed, once in parts:
        both = found.get(given)
        if both is None:
            found[given] = [packed, once]
        else:
            both[0] += packed
            both[1] += once
    return found


def _parted(sums: _Sums[_Key], size: int) -> Iterator[tuple[_Given[_Key], int, int]]:
    """What was given in parts of so many."""
    for given, (packed, once) in sums.items():
        for at in range(0, len(given), size):
            yield given[at : at + size], packed, once


_ALMOST_ONE = 0.9999999
_ALMOST_NOTHING = 1e-7
_LOG_4 = math.log(4.0)
_MAGIC = 1.0 + math.log(4.5)


def gammas(random: Callable[[], float], shape: float) -> Iterator[float]:
    """Draws from Gamma(shape, 1): number for number as `random.gammavariate`, in six tenths of the time.

    Cheng 1977, Applied Statistics 26: 71–75; what hangs on the shape alone is worked out once.

    Args:
        random: draws evenly from 0 to 1.
        shape: above 1.
    """
    root = math.sqrt(2.0 * shape - 1.0)
    b, c = shape - _LOG_4, shape + root
    log, exp = math.log, math.exp
    while True:
        u = random()
        if not _ALMOST_NOTHING < u < _ALMOST_ONE:
            continue
        other = 1.0 - random()
        v = log(u / (1.0 - u)) / root
        x = shape * exp(v)
        z = u * u * other
        r = b + c * v - x
        if r + _MAGIC - 4.5 * z >= 0.0 or r >= log(z):
            yield x
