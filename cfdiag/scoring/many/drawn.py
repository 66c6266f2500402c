"""How far the figures of a population move when its respondents are drawn anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from cfdiag.scoring.many.population import Population
from cfdiag.scoring.stats.resampling import ResampleKey

_TENTHS, _THOUSANDTHS = 10, 1000


class DrawnPopulation:
    """Draws a population's respondents anew, once, when it is first asked.

    Args:
        population: whose answers.
    """

    def __init__(self, population: Population) -> None:
        self._population = population
        self._found: dict[str, list[float]] = {}

    def points(self, key: str) -> Sequence[float]:
        """Of a question's mean in points, or of it about one item; nothing where it has none."""
        return self._moved(f"points {key}", _TENTHS)

    def importance(self, key: str) -> Sequence[float]:
        """Of its mean importance, on 0 to 1."""
        return self._moved(f"importance {key}", _THOUSANDTHS)

    def _moved(self, name: str, parts: int) -> list[float]:
        if name not in self._found:
            values = self._given.get(name)
            drawn, n = self._population.drawn, self._population.n
            self._found[name] = drawn.deviations(values, n, parts) if values else []
        return self._found[name]

    @cached_property
    def _given(self) -> dict[str, dict[ResampleKey, int]]:
        """By figure what was given that counts in it, with its value."""
        found: dict[str, dict[ResampleKey, int]] = {}
        for key in self._population.drawn.times:
            item, code = key if isinstance(key, tuple) else ("", key)
            for kind, question, value in self._read(code):
                found.setdefault(f"{kind} {question}", {})[key] = value
                if item:
                    found.setdefault(f"{kind} {item}/{question}", {})[key] = value
        return found

    def _read(self, code: int) -> Iterator[tuple[str, str, int]]:
        slot, read = self._population.layout.at(code)
        if read.value is not None and read.value in slot.points:
            yield "points", read.question, round(slot.points[read.value] * _TENTHS)
        if read.importance is not None and slot.second is not None:
            place = (read.importance - slot.second.min) / slot.second.span
            yield "importance", read.question, round(place * _THOUSANDTHS)
