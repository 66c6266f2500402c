"""What all charts are laid out with: an axis, round ticks, labelled rows."""

from __future__ import annotations

from collections.abc import Sequence

from cfdiag.locales.locale import Locale
from cfdiag.model.layout import Placed, Tick
from cfdiag.render.charts.labels import LABEL_FONT, wrap_label


def rounded(value: float) -> float:
    # A tenth of a pixel is less than can be seen; plus 0.0, for -0.0 would be written with its sign.
    """Pixels as they are written."""
    return round(value, 1) + 0.0


class Axis:
    """Values to pixels on one straight line."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.high, self.start, self.end = low, high, start, end

    def __call__(self, value: float) -> float:
        """Where a value stands, in pixels."""
        # A range may reach beyond the scale: drawn, it ends where the paper does.
        inside = min(max(value, self.low), self.high)
        return rounded(
            self.start + (inside - self.low) * (self.end - self.start) / ((self.high - self.low) or 1)
        )


MOST_TICKS, MOST_TICKS_OF_GAPS = 10, 8
"""Steps between the ends of an axis: more and their figures touch; gaps carry a sign."""


def ticks(low: float, high: float) -> list[float]:
    """Up to eleven round values from one end to the other."""
    span = high - low
    # Round steps: people read figures off an axis, and nobody counts in thirteens.
    step = next((s for s in (1, 2, 5, 10, 20, 25, 50, 100) if span / s <= MOST_TICKS), span or 1)
    return [low + step * i for i in range(int(span / step + 1e-9) + 1)]


LINE = 15.0
ROW = 25.0


BOLDER = 1.12
"""Times as wide as the same letters in the usual weight."""


GUTTER = 250.0


class LabelledRows:
    """Labelled rows: labels left of the plot where there is room, above it where there is not."""

    def __init__(
        self, labels: Sequence[str], wide: float, *, narrow: bool, right: float, top: float, size: float
    ) -> None:
        self.size = size
        self.left = 4.0 if narrow else GUTTER
        self.right = wide - right
        self.y: list[float] = []
        self.lines: list[tuple[Placed, ...]] = []
        y = top
        for label in labels:
            lines = wrap_label(label, (wide - 8 if narrow else GUTTER - 16) / BOLDER, 3, size)
            line = LINE * size / LABEL_FONT
            if narrow:
                self.lines.append(
                    tuple(Placed(x=4.0, y=rounded(y + (i + 0.8) * line), text=t) for i, t in enumerate(lines))
                )
                y += len(lines) * line
                self.y.append(rounded(y + 12))
                y += 34
            else:
                high = max(ROW, len(lines) * line + 8)
                middle = y + high / 2
                first = middle - len(lines) * line / 2 + 0.78 * line
                self.lines.append(
                    tuple(
                        Placed(x=GUTTER - 12, y=rounded(first + i * line), text=t)
                        for i, t in enumerate(lines)
                    )
                )
                self.y.append(rounded(middle))
                y += high
        self.bottom = rounded(y + 2)
        self.anchor = "start" if narrow else "end"


def width_of(*, narrow: bool) -> float:
    """How wide a chart is, in pixels: on a sheet, or on a phone."""
    return 330.0 if narrow else 840.0


def ticks_at(axis: Axis, values: Sequence[float], words: Locale) -> tuple[Tick, ...]:
    """The marks of an axis, with their figures."""
    return tuple(Tick(at=axis(t), text=words.number(t, 0)) for t in values)
