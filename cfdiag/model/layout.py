"""Where everything in a chart goes: coordinates in pixels of its own `w` × `h`, and the texts there."""

from __future__ import annotations

import msgspec

from cfdiag.model.block import Tagged


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A text at a place."""

    x: float
    y: float
    text: str


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """A step of an axis, at its distance along it."""

    at: float
    text: str


class ChartLayout(Tagged, frozen=True, kw_only=True):
    """What every layout has: its size, that of its letters, and the edges of its plot."""

    w: float
    h: float
    size: float
    left: float
    right: float
    bottom: float


class BarRow(msgspec.Struct, frozen=True, kw_only=True):
    """A score as a dot on the band of its range; without a value there is none."""

    y: float
    lines: tuple[Placed, ...]
    text: str
    level: str
    x: float | None
    low: float | None
    high: float | None
    target: float | None
    strong: bool
    told: bool
    """Whether the range lies wholly on one side of the target: then the dot is filled."""
    note: str
    """How many, behind the score; on a narrow page below the name."""


class Bars(ChartLayout, frozen=True, kw_only=True):
    """Scores with range, target and level, one below the other."""

    anchor: str
    top: float
    heads: tuple[Placed, ...]
    """What the column at the right holds; then, at their marks in the first row, target and range."""
    ticks: tuple[Tick, ...]
    rows: tuple[BarRow, ...]


class MarkValue(msgspec.Struct, frozen=True, kw_only=True):
    """A figure beside its mark: of the first or the second one of a pair."""

    x: float
    text: str
    anchor: str
    first: bool


class PairRow(msgspec.Struct, frozen=True, kw_only=True):
    """Two values on one line; either may be missing."""

    y: float
    lines: tuple[Placed, ...]
    text: str
    tone: str
    first: float | None
    second: float | None
    values: tuple[MarkValue, ...]
    """What the marks stand for, in figures beside them."""
    alone: float | None = None
    """Where the mark of one value stands that is neither of the two."""


class Pairs(ChartLayout, frozen=True, kw_only=True):
    """Two values a row on one scale: two groups, or before and now (`arrow`)."""

    top: float
    arrow: bool
    anchor: str
    head: str
    """What stands at the right, over its column; empty: nothing does."""
    names: tuple[MarkValue, ...]
    """What the two marks are, over those of the first row that has both."""
    ticks: tuple[Tick, ...]
    rows: tuple[PairRow, ...]


class QuadrantName(msgspec.Struct, frozen=True, kw_only=True):
    """The name of a quadrant in its corner."""

    quadrant: str
    text: str
    anchor: str
    x: float
    y: float


class MatrixPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A question: its mark, and its label with a leader line where it stands apart."""

    x: float
    y: float
    quadrant: str
    borderline: bool
    text: str
    tx: float
    ty: float
    leader: tuple[float, float, float, float] | None
    box: tuple[float, float, float, float]


class Quadrants(ChartLayout, frozen=True, kw_only=True):
    """Importance upwards, performance to the right, the crosshair, and the line where both are equal."""

    top: float
    middle: tuple[float, float]
    equal: tuple[float, float, float, float] | None
    xticks: tuple[Tick, ...]
    yticks: tuple[Tick, ...]
    names: tuple[QuadrantName, ...]
    axes: tuple[str, str]
    points: tuple[MatrixPoint, ...]
