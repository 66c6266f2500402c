"""A question that a group never gets, because of its condition."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code

CODE = Code.NEVER_ASKED
WHY = (
    "Its condition rests on a question that this group is not asked, so it looks as if they had "
    "nothing to say."
)
EXAMPLES = (
    (
        """\
- {id: buys, type: yes_no, for: [internal], ask: Do they buy?}
- {id: extra, type: text, when: buys == "yes", ask: What do they buy?}
""",
        """\
- id: buys
  type: yes_no
  for:
    - internal
  ask: Do they buy?
- id: extra
  type: text
  for:
    - internal
  when: buys == "yes"
  ask: What do they buy?
""",
    ),
    (
        """\
- {id: buys, type: yes_no, for: [internal], ask: Kopen zij?}
- {id: extra, type: text, when: buys == "yes", ask: Wat kopen zij?}
""",
        """\
- id: buys
  type: yes_no
  for:
    - internal
  ask: Kopen zij?
- id: extra
  type: text
  for:
    - internal
  when: buys == "yes"
  ask: Wat kopen zij?
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """What was found where the conditions were read."""
    for message, at, hint, record in manuscript.builder.never_asked:
        yield Advised(message, at, hint, (record,))
