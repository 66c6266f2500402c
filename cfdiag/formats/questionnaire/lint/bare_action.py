"""An action that does not say why, what first, whose, or how one sees that it worked."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.formats.questionnaire.usual import ACTION_TEXTS
from cfdiag.ground.codes import Code

CODE = Code.BARE_ACTION
WHY = "It is agreed to in the meeting, and in the next one nobody has done it."
EXAMPLES = (
    (
        """\
- {id: extra, when: score.visit < 60, title: Plan the visits}
""",
        """\
- id: extra
  when: score.visit < 60
  title: Plan the visits
  why: Customers wait.
  first_step: Call the planner.
  owner: Sales
  measure: They wait less.
""",
    ),
    (
        """\
- {id: extra, when: score.visit < 60, title: Plan de bezoeken}
""",
        """\
- id: extra
  when: score.visit < 60
  title: Plan de bezoeken
  why: Klanten wachten.
  first_step: Bel de planner.
  owner: Verkoop
  measure: Zij wachten minder.
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The actions that leave one of them out."""
    for action, record in manuscript.actions:
        seen = action.done_when is not None and action.done_when.seen is not None
        missing = [
            f"'{key}'" for key in ACTION_TEXTS if key not in record and not (key == "measure" and seen)
        ]
        if missing:
            message = f"the action '{action.id}' has no {' and no '.join(missing)}"
            hint = "a plan that somebody acts on says all four: why, first_step, owner, measure"
            yield Advised(message, record.node.at, hint, (record,))
