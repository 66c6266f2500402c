"""A dimension that has no two questions left in the essentials."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code

CODE = Code.FEW_ESSENTIALS
WHY = "When there is little time only the essentials are asked, and one answer is no score."
EXAMPLES = (
    (
        """\
sections:
  - id: s
    questions:
      - {id: one, type: yes_no, dimension: visit, essential: true, ask: Do they listen?}
      - {id: two, type: yes_no, dimension: visit, ask: Do they answer?}
""",
        """\
sections:
  - id: s
    questions:
      - {id: one, type: yes_no, dimension: visit, essential: true, ask: Do they listen?}
      - {id: two, type: yes_no, dimension: visit, essential: true, ask: Do they answer?}
""",
    ),
    (
        """\
sections:
  - id: s
    questions:
      - {id: one, type: yes_no, dimension: visit, essential: true, ask: Luisteren zij?}
      - {id: two, type: yes_no, dimension: visit, ask: Antwoorden zij?}
""",
        """\
sections:
  - id: s
    questions:
      - {id: one, type: yes_no, dimension: visit, essential: true, ask: Luisteren zij?}
      - {id: two, type: yes_no, dimension: visit, essential: true, ask: Antwoorden zij?}
""",
    ),
)
LEAST_ESSENTIALS = 2


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The scored dimensions that lose too many."""
    if not manuscript.questionnaire.essentials():
        return
    for id_, dimension in manuscript.questionnaire.dimensions.items():
        mine = [question for question in manuscript.questions if question.dimension == id_]
        kept = sum(question.essential for question in mine)
        if dimension.kind == "scored" and len(mine) >= LEAST_ESSENTIALS > kept:
            message = f"the essentials keep {kept} of the {len(mine)} questions of the dimension '{id_}'"
            at = manuscript.record.inner("dimensions").value[id_].at
            hint = "a score needs two: write essential: true at more of them"
            yield Advised(message, at, hint, (manuscript.record["dimensions"][id_],))
