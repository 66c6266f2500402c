"""An action that has reached its aim before anybody begins."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code
from cfdiag.model.expression import And, Compare, Const, Expression, Or
from cfdiag.model.questionnaire import Action
from cfdiag.rules.domains import Names
from cfdiag.rules.facts import attainable
from cfdiag.rules.satisfiable import can_hold

CODE = Code.MET_AIM
WHY = "An aim that is met on the day the action begins cannot tell anybody whether it worked."
EXAMPLES = (
    (
        """\
- id: extra
  when: score.visit < 60
  title: Plan the visits
  why: Customers wait.
  first_step: Call the planner.
  owner: Sales
  measure: They wait less.
  done_when: {figure: score.visit, at_most: 60}
""",
        """\
- id: extra
  when: score.visit < 60
  title: Plan the visits
  why: Customers wait.
  first_step: Call the planner.
  owner: Sales
  measure: They wait less.
  done_when: {figure: score.visit, at_least: 70}
""",
    ),
    (
        """\
- id: extra
  when: score.visit < 60
  title: Plan de bezoeken
  why: Klanten wachten.
  first_step: Bel de planner.
  owner: Verkoop
  measure: Zij wachten minder.
  done_when: {figure: score.visit, at_most: 60}
""",
        """\
- id: extra
  when: score.visit < 60
  title: Plan de bezoeken
  why: Klanten wachten.
  first_step: Bel de planner.
  owner: Verkoop
  measure: Zij wachten minder.
  done_when: {figure: score.visit, at_least: 70}
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The aims that all answers which call for the action have met already."""
    names = Names(manuscript.questionnaire)

    def possible(rule: Expression) -> bool:
        return can_hold(rule, lambda asked: attainable(names, asked))

    for action, record in manuscript.actions:
        # What an `about` names is chosen from the figures: which one is not known here.
        ahead = _ahead(action) if action.about is None else None
        if ahead is not None and possible(action.when) and not possible(And((action.when, ahead))):
            message = f"whenever the action '{action.id}' is called for, its aim is met already"
            hint = "done_when says where the figure is to come, beyond where it is when the action begins"
            yield Advised(message, record.inner("done_when").at, hint, (record,))


def _ahead(action: Action) -> Expression | None:
    """When the aim is not met; None where it is no figure."""
    done = action.done_when
    if done is None or done.figure is None:
        return None
    short = () if done.at_least is None else (Compare(done.figure, "<", Const(done.at_least)),)
    beyond = () if done.at_most is None else (Compare(done.figure, ">", Const(done.at_most)),)
    return Or((*short, *beyond))
