"""A reversed question that is a negation rather than an opposite."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Heard, Judged, Manuscript
from cfdiag.ground.codes import Code

CODE = Code.NEGATED_REVERSE
WHY = (
    "It measures whether people heard the 'not'. An antonym is something that somebody may truly "
    "agree with: not 'We do not thank our clients' but 'We take our clients for granted'."
)
EXAMPLES = (
    (
        """\
- id: extra
  type: rating
  scale: agree
  label: Visit
  reverse: true
  ask: They do not thank us.
""",
        """\
- id: extra
  type: rating
  scale: agree
  label: Visit
  reverse: true
  ask: They take us for granted.
""",
    ),
    (
        """\
- id: extra
  type: rating
  scale: agree
  label: Bezoek
  reverse: true
  ask: Zij bedanken ons niet.
""",
        """\
- id: extra
  type: rating
  scale: agree
  label: Bezoek
  reverse: true
  ask: Zij vinden ons vanzelfsprekend.
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The reversed questions with a negation."""
    return manuscript.wordings(_judge)


def _judge(heard: Heard) -> Judged | None:
    negations = heard.negations(heard.harmless) if heard.question.reverse else []
    return (
        Judged("the reversed item is a negation", "word it as an opposite", negations[0])
        if negations
        else None
    )
