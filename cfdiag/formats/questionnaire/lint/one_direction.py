"""Sentences to rate that all point the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cfdiag.formats.questionnaire.lint._manuscript import Advised, Manuscript
from cfdiag.ground.codes import Code
from cfdiag.model.questionnaire import Question

CODE = Code.ONE_DIRECTION
WHY = (
    "After the third some people stop reading and go down the column. One or two that point the other "
    "way, by an opposite and with `reverse: true`, keep them awake, and show who was not."
)
EXAMPLES = (
    (
        """\
- id: extra0
  type: rating
  scale: agree
  dimension: visit
  label: Listening
  ask: They listen.
- id: extra1
  type: rating
  scale: agree
  dimension: visit
  label: Answers
  ask: They answer on the same day.
- id: extra2
  type: rating
  scale: agree
  dimension: visit
  label: Appointments
  ask: They keep appointments.
- id: extra3
  type: rating
  scale: agree
  dimension: visit
  label: Our house
  ask: They know our house.
- id: extra4
  type: rating
  scale: agree
  dimension: visit
  label: Ideas
  ask: They bring ideas.
""",
        """\
- id: extra0
  type: rating
  scale: agree
  dimension: visit
  label: Listening
  ask: They listen.
- id: extra1
  type: rating
  scale: agree
  dimension: visit
  label: Answers
  ask: They answer on the same day.
- id: extra2
  type: rating
  scale: agree
  dimension: visit
  label: Appointments
  ask: They keep appointments.
- id: extra3
  type: rating
  scale: agree
  dimension: visit
  label: Our house
  ask: They know our house.
- id: extra4
  type: rating
  scale: agree
  dimension: visit
  reverse: true
  label: Ideas
  ask: They wait until we ask.
""",
    ),
    (
        """\
- id: extra0
  type: rating
  scale: agree
  dimension: visit
  label: Luisteren
  ask: Zij luisteren.
- id: extra1
  type: rating
  scale: agree
  dimension: visit
  label: Antwoorden
  ask: Zij antwoorden dezelfde dag.
- id: extra2
  type: rating
  scale: agree
  dimension: visit
  label: Afspraken
  ask: Zij houden zich aan afspraken.
- id: extra3
  type: rating
  scale: agree
  dimension: visit
  label: Ons bedrijf
  ask: Zij kennen ons bedrijf.
- id: extra4
  type: rating
  scale: agree
  dimension: visit
  label: Ideeën
  ask: Zij brengen ideeën.
""",
        """\
- id: extra0
  type: rating
  scale: agree
  dimension: visit
  label: Luisteren
  ask: Zij luisteren.
- id: extra1
  type: rating
  scale: agree
  dimension: visit
  label: Antwoorden
  ask: Zij antwoorden dezelfde dag.
- id: extra2
  type: rating
  scale: agree
  dimension: visit
  label: Afspraken
  ask: Zij houden zich aan afspraken.
- id: extra3
  type: rating
  scale: agree
  dimension: visit
  label: Ons bedrijf
  ask: Zij kennen ons bedrijf.
- id: extra4
  type: rating
  scale: agree
  dimension: visit
  reverse: true
  label: Ideeën
  ask: Zij wachten tot wij vragen.
""",
    ),
)
LEAST_SAYINGS = 5
"""Fewer are over before anybody tires."""


def find(manuscript: Manuscript) -> Iterator[Advised]:
    """The sections in which somebody rates so many scored sayings on one scale, none of them reversed."""
    sayings = {(heard.question.id, heard.group) for heard in manuscript.heard if heard.saying}
    for section in manuscript.questionnaire.sections:
        record = manuscript.builder.sections.get(section.id)
        if record is None or section.repeat is not None:
            continue
        scored = [q for q in section.questions if q.dimension is not None and q.scale is not None]
        for group in manuscript.questionnaire.groups:
            mine = [q for q in scored if {(q.id, group), (q.id, "")} & sayings and group in q.groups]
            block = _one_way(mine)
            if block:
                yield Advised(
                    f"all {len(block)} sayings that '{group}' rates here point the same way",
                    record.at("id"),
                    "turn one or two into their opposite, with reverse: true",
                    (record,),
                )
                break


def _one_way(sayings: Sequence[Question]) -> list[Question]:
    """Enough of them on one scale, and none reversed; the first such block, or none."""
    by_scale: dict[str, list[Question]] = {}
    for question in sayings:
        if question.scale is not None:
            by_scale.setdefault(question.scale.id, []).append(question)
    blocks = (b for b in by_scale.values() if len(b) >= LEAST_SAYINGS and not any(q.reverse for q in b))
    return next(blocks, [])
