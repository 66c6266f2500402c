"""A question that says one end of its own scale."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Heard, Judged, Manuscript
from cfdiag.ground.codes import Code

CODE = Code.TRUISM
WHY = (
    "Where the question and one end of the scale share their word, that end is the polite answer: "
    "'How satisfied …' up to 'very satisfied'. Ask without the word, or name both ends ('how easy or "
    "difficult')."
)
EXAMPLES = (
    (
        """\
scales:
  ease: {min: 1, max: 5, labels: {1: Very difficult, 5: Very easy}}
sections:
  - id: s
    questions:
      - {id: extra, type: rating, scale: ease, label: Ordering, ask: How easy is it to order from us?}
""",
        """\
scales:
  ease: {min: 1, max: 5, labels: {1: Very difficult, 5: Very easy}}
sections:
  - id: s
    questions:
      - {id: extra, type: rating, scale: ease, label: Ordering, ask: How is it to order from us?}
""",
    ),
    (
        """\
scales:
  ease: {min: 1, max: 5, labels: {1: Zeer moeilijk, 5: Zeer makkelijk}}
sections:
  - id: s
    questions:
      - {id: extra, type: rating, scale: ease, label: Bestellen, ask: Hoe makkelijk is bestellen bij ons?}
""",
        """\
scales:
  ease: {min: 1, max: 5, labels: {1: Zeer moeilijk, 5: Zeer makkelijk}}
sections:
  - id: s
    questions:
      - {id: extra, type: rating, scale: ease, label: Bestellen, ask: Hoe gaat bestellen bij ons?}
""",
    ),
)
_LEAST_LETTERS = 4
"""Shorter words say little by themselves."""

_WORDS = re.compile(r"[^\W\d_]+")


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The ratings that share a word with one end of their scale only."""
    return manuscript.wordings(_judge)


def _judge(heard: Heard) -> Judged | None:
    scale, labels = heard.question.scale, heard.question.step_labels
    if scale is None or heard.question.recommend:
        return None
    low, high = (
        _words(labels[end].pick(heard.language, heard.group)) if end in labels else set()
        for end in (scale.min, scale.max)
    )
    asked, common = _words(heard.lower), set(heard.advice.common.split())
    shared = sorted((asked & (low ^ high)) - common)
    # Who says both ends in the question is even-handed.
    if not shared or (asked & low and asked & high):
        return None
    message = f"the question and one end of its scale share the word '{shared[0]}'"
    return Judged(message, "ask without the word, or name both ends", shared[0])


def _words(text: str) -> set[str]:
    return {word for word in _WORDS.findall(text.lower()) if len(word) >= _LEAST_LETTERS}
