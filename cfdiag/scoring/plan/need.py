"""Actions whose rules hold, and what they are worth.

Need of a mending action: the mean over its scored evidence questions of shortfall × weight, with
shortfall = max(0, target − points)/target and weight = mean importance on 0–1 where it is rated, else the
mean over the questionnaire's rated questions, else 1. Of a building action the same with
max(0, points − target)/(100 − target). Where the rule holds because of a gap (between two groups, or of
performance and importance): the largest |difference in points|/100 × weight. Where no scored question carries
it, the share by which it holds × weight, see held.py. Where no figure does: what the action states, else .5.
Priority = need × impact / effort.
"""

from __future__ import annotations

import math
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.model.questionnaire import Action
from cfdiag.model.result import (
    Because,
    DoneAt,
)
from cfdiag.scoring.plan.held import HeldFigure, HeldShare

DEFAULT_NEED = 0.5


class Evidence(msgspec.Struct, frozen=True):
    """A scored question that an action rests on."""

    questionnaire: str
    question: str
    dimension: str
    points: float
    target: float
    importance: float | None
    """0 to 1, where rated."""


class HeldGap(msgspec.Struct, frozen=True):
    """A gap for which an action's rule holds: between two groups, or of performance and importance."""

    kind: str
    """`perception` or `gap`."""
    question: str
    key: str
    """Of several items the widest: `section/item/question`."""
    points: float
    """The difference on 0 to 100."""
    importance: float | None
    """0 to 1, where rated."""


class Candidate(msgspec.Struct, frozen=True):
    """An action whose rule holds in one questionnaire."""

    questionnaire: str
    action: Action
    title: str
    owner: str
    evidence: tuple[Evidence, ...]
    gaps: tuple[HeldGap, ...]
    typical: float | None
    """The questionnaire's mean importance, 0 to 1, or None: nothing is rated."""
    because: tuple[Because, ...]
    shares: tuple[HeldShare, ...] = ()
    held: tuple[HeldFigure, ...] = ()
    """What its rule holds by, where no scored evidence carries its need."""
    about: tuple[str, ...] = ()
    """The keys of what it is about."""
    done_when: DoneAt | UnsetType = UNSET


def weight_of(importance: float | None, typical: float | None) -> float:
    """How much a shortfall counts: the importance, else the questionnaire's usual one, else 1."""
    return importance if importance is not None else typical if typical is not None else 1.0


def need_of(candidate: Candidate) -> float:
    """The need of an action, 0 to 1; see the top of this file."""
    if candidate.gaps:
        return max(gap_need(each, candidate.typical) for each in candidate.gaps)
    action = candidate.action
    if action.need is not None:
        return action.need
    usual = weight_of(None, candidate.typical)
    if candidate.held:
        return max(distance(action.kind, each.points, each.target) for each in candidate.held) * usual
    if candidate.shares:
        return max(each.need for each in candidate.shares) * usual
    if not candidate.evidence:
        return DEFAULT_NEED
    parts = [
        distance(action.kind, each.points, each.target) * weight_of(each.importance, candidate.typical)
        for each in candidate.evidence
    ]
    return math.fsum(parts) / len(parts)


def need_from(candidate: Candidate) -> Literal["figures", "author"]:
    """Whether the need comes from answers, or from whoever wrote the questionnaire."""
    borne_out = candidate.evidence or candidate.held or candidate.shares
    stated = candidate.action.need is not None or not borne_out
    return "author" if stated and not candidate.gaps else "figures"


def gap_need(gap: HeldGap, typical: float | None) -> float:
    """|difference|/100 × importance: a larger gap is a larger need."""
    return abs(gap.points) / 100 * weight_of(gap.importance, typical)


def distance(kind: str, points: float, target: float) -> float:
    """How far a question is short of its target, or beyond it, as a share of what it could be."""
    if kind == "build":
        return max(0.0, points - target) / (100 - target) if target < 100 else 0.0  # noqa: PLR2004  points
    return max(0.0, target - points) / target if target > 0 else 0.0
