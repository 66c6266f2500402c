"""A floor below the number from which there are means."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code
from cfdiag.model.questionnaire import MIN_GROUP

CODE = Code.LOW_FLOOR
WHY = (
    "The floor says from how many people on something is shown. Scores, means and gaps begin at five, "
    "whatever the floor: of fewer, answers stand one by one, and rules about scores are not judged."
)
EXAMPLES = (
    ("privacy: {min_group: 3}\n", "privacy: {min_group: 5}\n"),
    ("privacy: {min_group: 3}\n", "privacy: {min_group: 5}\n"),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The floor, where something is scored: of checklists and lists there are no means."""
    questionnaire = manuscript.questionnaire
    scored = any(dimension.kind == "scored" for dimension in questionnaire.dimensions.values())
    if questionnaire.min_group < MIN_GROUP and (scored or questionnaire.compare is not None):
        message = (
            f"figures are shown from {questionnaire.min_group} people, scores and means from {MIN_GROUP}"
        )
        hint = f"write min_group: {MIN_GROUP}, unless single answers of fewer are wanted"
        yield Advised(message, manuscript.record.inner("privacy").at, hint)
