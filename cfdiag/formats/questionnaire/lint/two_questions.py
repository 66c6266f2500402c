"""Two questions in one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Heard, Judged, Manuscript
from cfdiag.ground.codes import Code
from cfdiag.questions import TYPES

CODE = Code.TWO_QUESTIONS
WHY = (
    "Who says yes to one half and no to the other has no answer to give, and nobody knows what the "
    "figure is of. An open question may lead on to one more: 'When was that? What happened?'"
)
EXAMPLES = (
    (
        """\
- id: extra
  type: rating
  scale: agree
  label: Visit
  ask: They are quick and friendly.
""",
        """\
- id: extra
  type: rating
  scale: agree
  label: Visit
  ask: They are quick.
""",
    ),
    (
        """\
- id: extra
  type: rating
  scale: agree
  label: Bezoek
  ask: Zij zijn snel en vriendelijk.
""",
        """\
- id: extra
  type: rating
  scale: agree
  label: Bezoek
  ask: Zij zijn snel.
""",
    ),
)
_MARKS = 2
"""Question marks that an open question may have."""


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The questions that ask two things."""
    return manuscript.wordings(_judge)


def _judge(heard: Heard) -> Judged | None:
    word = _second(heard)
    if word is None:
        return None
    return Judged("two questions in one", "ask one thing; put the other into 'probe' or a question", word)


def _second(heard: Heard) -> str | None:
    """Where the second begins: empty where that is no word; None without a second."""
    type_ = TYPES[heard.question.type]
    closed = type_.rated or type_.ticked
    marks = heard.lower.count("?")
    if marks > (1 if closed else _MARKS):
        return ""
    if not closed:
        return None
    advice = heard.advice
    found = heard.finds(advice.second_question) if marks else ""
    if type_.rated and not found:
        alone = re.sub(advice.pairs, " ", heard.lower) if advice.pairs else heard.lower
        found = (
            heard.finds(advice.second_thing, alone)
            or (heard.saying and heard.finds(advice.second_statement, alone))
            or ""
        )
    return found or None
