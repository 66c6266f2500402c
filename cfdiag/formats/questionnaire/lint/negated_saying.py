"""A sentence to rate that denies something."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Heard, Judged, Manuscript
from cfdiag.ground.codes import Code

CODE = Code.NEGATED_SAYING
WHY = (
    "To agree that something is not so takes a moment's thought, and under way some people lose the "
    "'not'. Say what is so instead; turn it round with `reverse: true` where that is the bad end."
)
EXAMPLES = (
    (
        """\
- id: extra
  type: rating
  scale: agree
  label: Visit
  ask: They do not keep us waiting.
""",
        """\
- id: extra
  type: rating
  scale: agree
  label: Visit
  ask: They answer at once.
""",
    ),
    (
        """\
- id: extra
  type: rating
  scale: agree
  label: Bezoek
  ask: Zij laten ons niet wachten.
""",
        """\
- id: extra
  type: rating
  scale: agree
  label: Bezoek
  ask: Zij antwoorden meteen.
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The sayings that deny; of reversed ones `negated-reverse` speaks."""
    return manuscript.wordings(_judge)


def _judge(heard: Heard) -> Judged | None:
    if not heard.saying or heard.question.reverse or heard.denied_twice:
        return None
    if not heard.finds(heard.advice.negated, heard.harmless):
        return None
    word = next(iter(heard.negations(heard.harmless)), "")
    return Judged(
        "the saying denies something", "say what is so; with reverse: true where that is the bad end", word
    )
