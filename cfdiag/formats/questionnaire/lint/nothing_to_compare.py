"""Two groups that are compared, and share nothing that can be."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code
from cfdiag.questions import TYPES

CODE = Code.NOTHING_TO_COMPARE
WHY = "The distance between two sides is the finding, and there is none without a question that both answer."
EXAMPLES = (
    (
        """\
compare: {looking_in: internal, looked_at: customer}
sections:
  - id: s
    questions:
      - {id: one, type: rating, scale: agree, label: Visit, for: [internal], ask: The visit was worth it.}
      - {id: two, type: text, for: [customer], ask: What was missing?}
""",
        """\
compare: {looking_in: internal, looked_at: customer}
sections:
  - id: s
    questions:
      - {id: one, type: rating, scale: agree, label: Visit, ask: The visit was worth it.}
      - {id: two, type: text, for: [customer], ask: What was missing?}
""",
    ),
    (
        """\
compare: {looking_in: internal, looked_at: customer}
sections:
  - id: s
    questions:
      - {id: one, type: rating, scale: agree, label: Bezoek, for: [internal], ask: Het bezoek was goed.}
      - {id: two, type: text, for: [customer], ask: Wat ontbrak er?}
""",
        """\
compare: {looking_in: internal, looked_at: customer}
sections:
  - id: s
    questions:
      - {id: one, type: rating, scale: agree, label: Bezoek, ask: Het bezoek was goed.}
      - {id: two, type: text, for: [customer], ask: Wat ontbrak er?}
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The comparison without a question."""
    compare = manuscript.questionnaire.compare
    if compare is None:
        return
    both = {compare.looking_in, compare.looked_at}
    if not any(both.issubset(q.groups) and TYPES[q.type].can_score(q) for q in manuscript.questions):
        message = f"'{compare.looking_in}' and '{compare.looked_at}' share no question with points"
        hint = "ask both of them the same rating, each in words that fit"
        yield Advised(message, manuscript.record.inner("compare").key_at, hint)
