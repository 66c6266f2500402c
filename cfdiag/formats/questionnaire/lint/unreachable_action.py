"""An action or a finding that no answers can call for."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code
from cfdiag.rules.domains import Names
from cfdiag.rules.facts import attainable
from cfdiag.rules.satisfiable import can_hold

CODE = Code.UNREACHABLE_ACTION
WHY = "A threshold that nothing reaches is a rule that its author only believed in."
EXAMPLES = (
    (
        """\
sections:
  - id: s
    questions:
      - id: plan
        type: choice
        dimension: visit
        ask: Who has a plan?
        options: {none: {label: Nobody, points: 60}, all: {label: Everybody, points: 100}}
actions:
  - id: extra
    when: points.plan < 50
    title: Plan the visits
    why: Customers wait.
    first_step: Call.
    owner: Sales
    measure: Less waiting.
""",
        """\
sections:
  - id: s
    questions:
      - id: plan
        type: choice
        dimension: visit
        ask: Who has a plan?
        options: {none: {label: Nobody, points: 60}, all: {label: Everybody, points: 100}}
actions:
  - id: extra
    when: points.plan < 80
    title: Plan the visits
    why: Customers wait.
    first_step: Call.
    owner: Sales
    measure: Less waiting.
""",
    ),
    (
        """\
sections:
  - id: s
    questions:
      - id: plan
        type: choice
        dimension: visit
        ask: Wie heeft een plan?
        options: {none: {label: Niemand, points: 60}, all: {label: Iedereen, points: 100}}
actions:
  - id: extra
    when: points.plan < 50
    title: Plan de bezoeken
    why: Klanten wachten.
    first_step: Bel.
    owner: Verkoop
    measure: Minder wachten.
""",
        """\
sections:
  - id: s
    questions:
      - id: plan
        type: choice
        dimension: visit
        ask: Wie heeft een plan?
        options: {none: {label: Niemand, points: 60}, all: {label: Iedereen, points: 100}}
actions:
  - id: extra
    when: points.plan < 80
    title: Plan de bezoeken
    why: Klanten wachten.
    first_step: Bel.
    owner: Verkoop
    measure: Minder wachten.
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The rules outside of what the questions can give."""
    names = Names(manuscript.questionnaire)
    for what, rule, record in manuscript.rules:
        if not can_hold(rule.when, lambda asked: attainable(names, asked)):
            message = f"no answers can call for the {what} '{rule.id}'"
            hint = "compare its limits with the points that the questions can give"
            yield Advised(message, record.at("when"), hint, (record,))
