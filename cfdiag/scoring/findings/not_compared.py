"""Two sides that cannot be compared: for want of people, or of people who agreed to be named."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Finding, GroupScore, QuestionnaireResult
from cfdiag.rules.fact_lookup import Facts
from cfdiag.scoring.options import Phrasing

ORDER, WEIGHT = 9, -1.0

_CONSENT = (
    "The two sides are not compared. People heard ({group}): {n}, of whom {named} agreed to be named. "
    "Figures of fewer than {floor} people are shown only if all of them agree."
)
_FLOOR = (
    "The two sides are not compared. People heard ({group}): {n}; "
    "their figures are shown from {floor} people."
)
_FEW = "The two sides are not compared. People heard: {n_inside} ({inside}) and {n_outside} ({outside})."
SENTENCES = (_CONSENT, _FLOOR, _FEW)


def find(questionnaire: Questionnaire, result: QuestionnaireResult, facts: Facts) -> Iterator[Finding]:
    """At most one: where both sides were heard and not one question could be set beside the other."""
    del facts
    compare = questionnaire.compare
    if compare is None or not result.perception:
        return
    sides = [result.groups.get(group) for group in (compare.looked_at, compare.looking_in)]
    there = [side for side in sides if side is not None and side.n]
    compared = any(p.points is not None or p.answers is not UNSET for p in result.perception.values())
    if compared or len(there) < 2:  # noqa: PLR2004  both sides
        return
    outside, inside = there
    figures = {"n_outside": float(outside.n or 0), "n_inside": float(inside.n or 0)}
    for group, side in ((compare.looked_at, outside), (compare.looking_in, inside)):
        if side.withheld is True:
            yield Finding(
                kind="not_compared",
                questionnaire=questionnaire.id,
                group=group,
                figures=figures | _short(side) | {"floor": float(result.min_group)},
            )
            return
    yield Finding(kind="not_compared", questionnaire=questionnaire.id, figures=figures)


def _short(side: GroupScore) -> dict[str, float]:
    """How many of a side were heard, and agreed to be named where that can be agreed."""
    named = {} if side.named is UNSET else {"named": float(side.named)}
    return {"n": float(side.n or 0), **named}


def text(finding: Finding, questionnaire: Questionnaire, words: Phrasing) -> str:
    """How many were heard, and what it would take."""
    compare = questionnaire.compare
    if compare is None:
        return finding.text

    def title(group: str) -> str:
        named = questionnaire.groups[group].title if group in questionnaire.groups else None
        return words.locale.inline(words.text(named, "")) if named is not None else group

    figures = {name: f"{value:.0f}" for name, value in finding.figures.items()}
    if finding.group is UNSET:
        sides = {"inside": title(compare.looking_in), "outside": title(compare.looked_at)}
        return words.sentence(_FEW, **figures, **sides)
    sentence = _CONSENT if "named" in figures else _FLOOR
    return words.sentence(sentence, **figures, group=title(finding.group))


def size(finding: Finding) -> float:
    """None: nothing was measured."""
    del finding
    return 0.0
