"""docs/sources.md says where every idea of the sources went: what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from cfdiag.files import shipped
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.reading.questionnaire import read_questionnaire

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"


def names(q: Questionnaire) -> set[str]:
    found = {q.id, *q.groups, *q.dimensions, *q.rollups, *q.notes, "for_whom", "purpose"}
    for section in q.sections:
        found |= {section.id, *(section.repeat.items if section.repeat else ())}
        for question in section.questions:
            found |= {question.id, *(o.id for o in (*question.options, *question.tags))}
    return found | {rule.id for rule in (*q.findings, *q.actions)}


def test_every_name_on_the_page_is_in_a_questionnaire_or_an_example():
    files = sorted(shipped("questionnaires").glob("*.yaml"))
    known = set().union(*(names(read_questionnaire(f.read_bytes(), f.name)) for f in files))
    known |= {path.stem for path in (PAGE.parent.parent / "examples").iterdir()}
    named = set(re.findall(r"`([a-z0-9_-]+)`", PAGE.read_text("utf-8")))
    assert len(named) > 150
    assert named - known == set()
