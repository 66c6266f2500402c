"""A question too long to be heard."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Heard, Judged, Manuscript
from cfdiag.ground.codes import Code

CODE = Code.LONG_QUESTION
WHY = (
    "A question is spoken over a table. Of more than 25 words the beginning is gone before the end is heard."
)
EXAMPLES = (
    (
        """\
- id: extra
  type: text
  ask: When you think back over the whole of the last year, and of everything that we did for
    you in it, what would you say has been the thing that helped most?
""",
        """\
- id: extra
  type: text
  ask: Think back over the last year. What helped most?
""",
    ),
    (
        """\
- id: extra
  type: text
  ask: Als u terugdenkt aan het hele afgelopen jaar, en aan alles wat wij daarin voor u hebben
    gedaan, wat heeft u dan volgens u zelf het meest van alles geholpen?
""",
        """\
- id: extra
  type: text
  ask: Denk eens terug aan het afgelopen jaar. Wat hielp het meest?
""",
    ),
)
MAX_WORDS = 25


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The questions that are too long."""
    return manuscript.wordings(_judge)


def _judge(heard: Heard) -> Judged | None:
    words = len(heard.lower.split())
    return Judged(f"the question has {words} words", f"say it in {MAX_WORDS}") if words > MAX_WORDS else None
