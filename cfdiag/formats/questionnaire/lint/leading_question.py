"""A question that puts the answer into somebody's mouth."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Heard, Judged, Manuscript
from cfdiag.ground.codes import Code

CODE = Code.LEADING_QUESTION
WHY = (
    "Most people are polite: asked how satisfied they are, they are satisfied. The figure then "
    "measures the question. Ask how it was, or name both ends. Asked what they fear, or when "
    "they last lost time, they find something: leave room for none."
)
EXAMPLES = (
    (
        """\
- id: extra
  type: text
  ask: How satisfied are you with our service?
""",
        """\
- {id: extra, type: text, ask: "How is our service?"}
""",
    ),
    (
        """\
- {id: extra, type: text, ask: "Hoe tevreden bent u over onze service?"}
""",
        """\
- {id: extra, type: text, ask: "Hoe is onze service?"}
""",
    ),
)


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The questions that lead."""
    return manuscript.wordings(_judge)


def _judge(heard: Heard) -> Judged | None:
    if word := heard.finds(heard.advice.leading):
        return Judged("the question asks for agreement", "ask it openly", word)
    if word := heard.finds(heard.advice.presumed):
        message = "the question takes a feeling for granted"
        return Judged(message, "ask what there is, or add 'if any': 'What, if anything, …'", word)
    if word := heard.finds(heard.advice.mishaps):
        message = "the question takes for granted that something went wrong"
        return Judged(message, "ask first whether it did ('Did you …? When?'), or how it went", word)
    return None
