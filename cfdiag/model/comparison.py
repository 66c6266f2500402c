"""What moved between two results: figures before and after (`cfdiag/compare`, and a result's `baseline`)."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

Interval = tuple[float, float]


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A figure before and after, on the common questions, in points."""

    before: float | None
    after: float | None
    change: float | None
    common: int
    """Questions that both figures rest on."""
    ranges: tuple[Interval | None, Interval | None] | UnsetType = UNSET
    """The ranges of both scores, where the figures are the very scores of both results."""
    title: str = ""
    p: float | UnsetType = UNSET
    """How often chance alone would move the respondents' scores so far, up or down."""
    lower: float | UnsetType = UNSET
    """How often it would make them so much lower."""
    least: float | UnsetType = UNSET
    """The smallest change that could be told from chance, in points."""
    beyond_noise: bool | UnsetType = UNSET
    """Whether it moved: corrected for everything that is compared (Holm)."""
    untold: str | UnsetType = UNSET
    """Why it cannot be told."""
    pairs: int | UnsetType = UNSET
    """So many people were there both times, by name, and only their own changes were judged."""
    alike: tuple[int, int] | UnsetType = UNSET
    """Of the questions that the score rests on: how many are the same, and of how many."""
    reason: str | UnsetType = UNSET


class QuestionMoved(msgspec.Struct, frozen=True, kw_only=True):
    """One question's points before and after."""

    title: str
    dimension: str | None
    before: float | None
    after: float | None
    change: float | None
    reason: str | UnsetType = UNSET


class Foretold(msgspec.Struct, frozen=True, kw_only=True):
    """What the questions that were lowest before were bound to rise by, and what they did."""

    lowest: list[str]
    points: float
    """Regression to the mean: so much they rise though nothing changes."""
    change: float


class QuestionnaireMoved(msgspec.Struct, frozen=True, kw_only=True):
    """One questionnaire in both results."""

    id: str
    title: str
    versions: tuple[str, str]
    n: tuple[int, int]
    common: int
    """Questions that are the same in both."""
    total: int
    """Questions with points or a scale in either."""
    overall: Moved
    dimensions: dict[str, Moved] = {}
    questions: dict[str, QuestionMoved] = {}
    added: list[str] = []
    removed: list[str] = []
    changed: list[str] = []
    """Questions whose scale or type is another: not compared."""
    newly_not_applicable: list[str] = []
    foretold: Foretold | UnsetType = UNSET


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What moved between two results."""

    questionnaires: list[QuestionnaireMoved] = []
    added: list[str] = []
    """Questionnaires only in the newer result."""
    removed: list[str] = []
