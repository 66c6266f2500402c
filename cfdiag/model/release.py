"""What was handed over: one line of `releases.jsonl` a release. The structs are the line, key for key.

A line holds what the next release needs, so that nobody can be worked out from the two: the figures that were
shown, and who was behind them, by the id of the interview and a hash of its answers. It holds no answers.
"""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.model.interview import Moment
from cfdiag.model.result import QuestionnaireResult

RELEASE_FORMAT = "cfdiag/release@1"


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One interview in a release."""

    hash: str
    """Of its answers, with its id: another where anything was answered otherwise."""
    group: str
    named: bool
    """Whether this person agreed to be named."""
    cells: list[str]
    """The cell of each breakdown of the release."""
    given: str
    """Which of `figures` it counts in: a bit each, the first the lowest, as a hexadecimal number."""


class Released(msgspec.Struct, frozen=True, kw_only=True):
    """One questionnaire in a release."""

    shown: QuestionnaireResult
    """The figures that were shown for the first time; those that were repeated stand in an earlier line."""
    by: list[str] = []
    paired: dict[str, list[str]] = {}
    """By group the questions whose figures are made over those who rated both."""
    listed: bool = False
    """Whether the scores of those who agreed to be named were listed one by one."""
    figures: list[str] = []
    """The names of the bits of `Member.given`: `question:a` answered, `:v` with points, `:i` importance
    rated, `:g` both rated; `@dimension`, `@dimension/section/item` and `@` (overall) has a score."""
    people: dict[str, Member] | UnsetType = UNSET
    """By the interview's id; left out where a saved result was released, which does not say whose it is."""


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """Figures that left the consultant's hands."""

    format: str = RELEASE_FORMAT
    tool: str
    at: Moment
    day: str
    """The day that the report bears, an ISO date."""
    questionnaires: list[Released]


class Participant(msgspec.Struct, frozen=True):
    """One interview as releases see it: who, in which cells, and which figures it counts in."""

    id: str
    hash: str
    group: str
    named: bool
    cells: tuple[str, ...]
    given: frozenset[str]


class Past(msgspec.Struct, frozen=True):
    """An earlier release of a questionnaire."""

    day: str
    released: Released


class History(msgspec.Struct, frozen=True):
    """What a release of a questionnaire is held against: earlier ones, and who is in this one."""

    past: tuple[Past, ...]
    people: tuple[Participant, ...]
