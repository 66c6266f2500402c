"""Two negations in one clause."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Heard, Judged, Manuscript
from cfdiag.ground.codes import Code

CODE = Code.DOUBLE_NEGATIVE
WHY = "Whoever hears it has to work out what yes means."
EXAMPLES = (
    (
        """\
- id: extra
  type: yes_no
  ask: Is it not unusual that nobody calls back?
""",
        """\
- {id: extra, type: yes_no, ask: Does somebody call back?}
""",
    ),
    (
        """\
- id: extra
  type: yes_no
  ask: Gebeurt het niet dat er niemand terugbelt?
""",
        """\
- {id: extra, type: yes_no, ask: Belt er iemand terug?}
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The wordings that negate twice."""
    return manuscript.wordings(_judge)


def _judge(heard: Heard) -> Judged | None:
    word = heard.denied_twice
    return Judged("two negations in one clause", "say it positively", word) if word else None
