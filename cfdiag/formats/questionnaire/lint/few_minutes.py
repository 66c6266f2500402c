"""Fewer minutes than the talk takes."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code
from cfdiag.rules.duration import named_minutes, usual_minutes

CODE = Code.FEW_MINUTES
WHY = (
    "Somebody who was promised ten minutes looks at the clock in the eleventh. The estimate counts "
    "what is read aloud, what is answered and what is read back."
)
EXAMPLES = (
    (
        """\
groups: {customer: {side: customer, title: Customers, minutes: 1}}
sections:
  - id: s
    questions:
      - {id: change, type: text, ask: What should we change?}
      - {id: keep, type: text, ask: What should we keep?}
""",
        """\
groups: {customer: {side: customer, title: Customers, minutes: 3}}
sections:
  - id: s
    questions:
      - {id: change, type: text, ask: What should we change?}
      - {id: keep, type: text, ask: What should we keep?}
""",
    ),
    (
        """\
groups: {customer: {side: customer, title: Klanten, minutes: 1}}
sections:
  - id: s
    questions:
      - {id: change, type: text, ask: Wat moeten wij veranderen?}
      - {id: keep, type: text, ask: Wat moeten wij behouden?}
""",
        """\
groups: {customer: {side: customer, title: Klanten, minutes: 3}}
sections:
  - id: s
    questions:
      - {id: change, type: text, ask: Wat moeten wij veranderen?}
      - {id: keep, type: text, ask: Wat moeten wij behouden?}
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The groups that sit longer than they were told."""
    questionnaire = manuscript.questionnaire
    groups = manuscript.record.inner("groups").value
    for id_ in questionnaire.groups:
        for short in (False, True) if questionnaire.essentials() else (False,):
            named = named_minutes(questionnaire, id_, short=short)
            usual = round(usual_minutes(questionnaire, id_, short=short))
            if named is not None and usual > named:
                what = "the essentials take" if short else "the questions take"
                message = f"{what} '{id_}' about {usual} minutes, and {named} are named"
                record = manuscript.record["groups"][id_]
                yield Advised(message, groups[id_].key_at, "name as many, or ask less", (record,))
