"""A rating without a short name."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code
from cfdiag.questions import TYPES

CODE = Code.NO_LABEL
WHY = (
    "Charts, tables, the review and the plan name a question in two words. Without them they cut its "
    "wording off."
)
EXAMPLES = (
    (
        """\
- {id: extra, type: rating, scale: agree, ask: They listen.}
""",
        """\
- id: extra
  type: rating
  scale: agree
  label: Listening
  ask: They listen.
""",
    ),
    (
        """\
- {id: extra, type: rating, scale: agree, ask: Zij luisteren.}
""",
        """\
- id: extra
  type: rating
  scale: agree
  label: Luisteren
  ask: Zij luisteren.
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The ratings; the only one of a repeated section has its items for names."""
    for section in manuscript.questionnaire.sections:
        rated = [question for question in section.questions if TYPES[question.type].rated]
        if section.repeat is not None and len(rated) == 1:
            continue
        for question in rated:
            if question.label is None:
                record = manuscript.builder.questions[question.id]
                message = f"the rating '{question.id}' has no short name"
                yield Advised(message, record.at("id"), "give it a label: two words", (record,))
