"""How far the figures of a population move when its respondents are drawn anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from cfdiag.scoring.many.population import Population
from cfdiag.scoring.many.quadrants import kept_people
from cfdiag.scoring.stats.drawing import deviations

_TENTHS, _THOUSANDTHS = 10, 1000


class DrawnPopulation:
    """Draws a population's respondents anew, once, when it is first asked.

    Args:
        population: whose answers.
    """

    def __init__(self, population: Population) -> None:
        self._population = population

    def points(self, key: str) -> Sequence[float]:
        """Of a question's mean in points, or of it about one item; nothing where it has none."""
        return [each / _TENTHS for each in self._all.get(f"points {key}", ())]

    def importance(self, key: str) -> Sequence[float]:
        """Of its mean importance, on 0 to 1."""
        return [each / _THOUSANDTHS for each in self._all.get(f"importance {key}", ())]

    @cached_property
    def _all(self) -> dict[str, list[float]]:
        known: dict[int, tuple[tuple[str, int], ...]] = {}
        people: dict[int, list[tuple[str, int]]] = {}
        for seed, codes in kept_people(self._population).items():
            given: list[tuple[str, int]] = []
            for key in codes:
                item, code = key if isinstance(key, tuple) else ("", key)
                if code not in known:
                    known[code] = tuple(self._read(code))
                for name, value in known[code]:
                    given.append((name, value))
                    if item:
                        kind, _, question = name.partition(" ")
                        given.append((f"{kind} {item}/{question}", value))
            people[seed] = given
        return deviations(people, self._population.n)

    def _read(self, code: int) -> Iterator[tuple[str, int]]:
        slot = self._population.layout.slot_at(code)
        read = slot.read(code)
        if read.value is not None and read.value in slot.points:
            yield f"points {read.question}", round(slot.points[read.value] * _TENTHS)
        if read.importance is not None and slot.second is not None:
            place = (read.importance - slot.second.min) / slot.second.span
            yield f"importance {read.question}", round(place * _THOUSANDTHS)
