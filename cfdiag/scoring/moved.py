"""What may be shown of a comparison of two results, and what it rests on."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET

from cfdiag.model.comparison import Comparison, Moved, QuestionnaireMoved
from cfdiag.model.result import OVERALL_TARGET, QuestionnaireResult, Result
from cfdiag.scoring import reasons
from cfdiag.scoring.between import WhoIsIn, few_behind, few_changed
from cfdiag.scoring.privacy.members import OVERALL_NAME


def comparison_as_shown(
    comparison: Comparison, before: Result, after: Result, people: tuple[WhoIsIn, WhoIsIn] | None = None
) -> Comparison:
    """The comparison as it may be shown: gates are judged on the exact one.

    Where one to (floor − 1) anonymous people are between two results, what they answered follows from
    n·mean: the figures of both sides are withheld. Not where one of the results has no floors.

    Args:
        comparison: exact.
        before: the earlier result.
        after: the later one.
        people: who is in each, where the interviews of both are at hand.
    """
    # Judged on both results and not on the change: what is between them is what would be seen.
    few, behind = few_changed(before, after, people), few_behind(before, after, people)
    return msgspec.structs.replace(
        comparison,
        questionnaires=[
            _without_figures(each)
            if each.id in few
            else _without_questions(each, behind.get(each.id, frozenset()))
            for each in comparison.questionnaires
        ],
    )


def _without_questions(moved: QuestionnaireMoved, few: frozenset[str]) -> QuestionnaireMoved:
    """Without some figures, and without what they follow from: of a question its dimension, and overall."""
    asked = {key: moved.questions[key] for key in few if key in moved.questions}
    apart = {question.dimension for question in asked.values()}
    apart |= {name for name in moved.dimensions if f"{OVERALL_NAME}{name}" in few}
    if not asked and not apart and OVERALL_NAME not in few:
        return moved
    bare = _without_figures(moved)
    return msgspec.structs.replace(
        bare,
        dimensions={
            id_: bare.dimensions[id_] if id_ in apart else each for id_, each in moved.dimensions.items()
        },
        questions={
            key: bare.questions[key] if key in asked else each for key, each in moved.questions.items()
        },
    )


def _without_figures(moved: QuestionnaireMoved) -> QuestionnaireMoved:
    gone: dict[str, Any] = {"before": None, "after": None, "change": None, "reason": reasons.FEW_CHANGED}

    def told(each: Moved) -> Moved:
        # Made anew: ranges, tests and whatever else is reckoned from a score lead back to it.
        return Moved(**gone, common=each.common, title=each.title, alike=each.alike)

    return msgspec.structs.replace(
        moved,
        overall=told(moved.overall),
        dimensions={id_: told(each) for id_, each in moved.dimensions.items()},
        questions={id_: msgspec.structs.replace(each, **gone) for id_, each in moved.questions.items()},
        foretold=UNSET,
    )


def statement(moved: QuestionnaireMoved) -> tuple[str, dict[str, object]]:
    """What the comparison rests on, as an English sentence for the translator, and what to fill in."""
    return (
        "{common} of {total} questions are the same in both; figures are the weighted mean of their points.",
        {"common": moved.common, "total": moved.total},
    )


def figures_of(moved: QuestionnaireMoved) -> dict[str, Moved]:
    """Overall and the dimensions, by name."""
    return {OVERALL_TARGET: moved.overall, **moved.dimensions}


def scored_dimensions(result: QuestionnaireResult) -> set[str]:
    """Those that are scored, and no checklists."""
    return {name for name, d in result.dimensions.items() if d.kind == "scored"}
