"""Points that no score can hold, or that no answer can bring to 100."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code
from cfdiag.model.questionnaire import Question
from cfdiag.questions import TYPES

CODE = Code.OPTION_POINTS
WHY = "A score runs from 0 to 100. Points from 0 to 1 make the best answer score 1."
EXAMPLES = (
    (
        """\
- id: extra
  type: choice
  dimension: visit
  ask: Who has a plan?
  options:
    no_plan: {label: Nobody, points: 0}
    plan: {label: Everybody, points: 1}
""",
        """\
- id: extra
  type: choice
  dimension: visit
  ask: Who has a plan?
  options:
    no_plan: {label: Nobody, points: 0}
    plan: {label: Everybody, points: 100}
""",
    ),
    (
        """\
- id: extra
  type: choice
  dimension: visit
  ask: Wie heeft een plan?
  options:
    no_plan: {label: Niemand, points: 0}
    plan: {label: Iedereen, points: 1}
""",
        """\
- id: extra
  type: choice
  dimension: visit
  ask: Wie heeft een plan?
  options:
    no_plan: {label: Niemand, points: 0}
    plan: {label: Iedereen, points: 100}
""",
    ),
)
MOST_POINTS = 100


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """Points of options; of a set that several questions share once."""
    told: set[str] = set()
    for question in manuscript.questions:
        record = manuscript.builder.questions.get(question.id)
        if record is None or question.dimension is None or not _points(question):
            continue
        named = record.get("options")
        if isinstance(named, str):
            if named in told:
                continue
            told.add(named)
        said = _said(question)
        if said is not None:
            yield Advised(said[0], record.at("options"), said[1], (record,))


def _points(question: Question) -> list[float]:
    return [option.points for option in question.options if option.points is not None]


def _said(question: Question) -> tuple[str, str] | None:
    points = _points(question)
    below = [option.id for option in question.options if (option.points or 0) < 0]
    if not TYPES[question.type].domain(question).many:
        if below:
            message = f"the option '{below[0]}' has points below 0: it counts as 0"
            return message, "points run from 0 (the worst answer) to 100 (the best)"
        best = MOST_POINTS - max(0, min(points)) if question.reverse else max(points)
    else:
        best = sum(p for p in points if p > 0)  # of several picked options the points add up
    if best < MOST_POINTS:
        message = f"no answer reaches {MOST_POINTS} points: the best has {best:g}"
        return message, "points run from 0 to 100, not from 0 to 1"
    return None
