"""A sentence to rate that holds always, of everybody or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Heard, Judged, Manuscript
from cfdiag.ground.codes import Code

CODE = Code.ABSOLUTE_SAYING
WHY = (
    "One counter-example makes it false, so careful people rate it low however well things go, and "
    "the others do not take the word literally: two scales in one figure."
)
EXAMPLES = (
    (
        """\
- id: extra
  type: rating
  scale: agree
  label: Visit
  ask: They always call back on the same day.
""",
        """\
- id: extra
  type: rating
  scale: agree
  label: Visit
  ask: They call back on the same day.
""",
    ),
    (
        """\
- id: extra
  type: rating
  scale: agree
  label: Bezoek
  ask: Zij bellen altijd dezelfde dag terug.
""",
        """\
- id: extra
  type: rating
  scale: agree
  label: Bezoek
  ask: Zij bellen dezelfde dag terug.
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The sayings that know no exception."""
    return manuscript.wordings(_judge)


def _judge(heard: Heard) -> Judged | None:
    word = heard.finds(heard.advice.absolutes) if heard.saying and not heard.denied_twice else ""
    if not word:
        return None
    return Judged(
        f"the saying allows no exception: '{word}'", "say it of what is usual; the scale says how far", word
    )
