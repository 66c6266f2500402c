"""A group that does not say where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.formats.questionnaire.usual import USUAL_SIDES
from cfdiag.ground.codes import Code

CODE = Code.NO_SIDE
WHY = (
    "Without it the group is read as inside and anonymous, which shows least: customers would not be "
    "named where they agreed to be."
)
EXAMPLES = (
    ("groups: {dealers: {title: Dealers}}\n", "groups: {dealers: {side: customer, title: Dealers}}\n"),
    ("groups: {dealers: {title: Dealers}}\n", "groups: {dealers: {side: customer, title: Dealers}}\n"),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The groups whose side is taken as what is careful, but for those whose ids say it."""
    groups = manuscript.record.inner("groups").value
    for id_, group in manuscript.questionnaire.groups.items():
        record = manuscript.record["groups"][id_]
        if "side" not in record and id_ not in USUAL_SIDES:
            taken = "inside and anonymous" if group.anonymous else "inside"
            message = f"the group '{id_}' does not say where it stands: it is taken as {taken}"
            yield Advised(message, groups[id_].key_at, "write side: inside, or side: customer", (record,))
