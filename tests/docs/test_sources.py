"""The page that says where the questions come from names nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.ground.files import shipped
from cfdiag.model.questionnaire import Questionnaire

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
PARTS = dict(re.findall(r"^## \d{3} → ([\w-]+)\n(.*?)(?=^## |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))
# Parts of one questionnaire that stand under several sources are read together.
SOURCES = {
    "appreciative",
    "customer-view",
    "customer-panel",
    "listening",
    "account-view",
    "territory",
    "territory-handover",
    "silo-busting",
}


def read(id_: str) -> Questionnaire:
    path = shipped("questionnaires") / f"{id_}.yaml"
    return read_questionnaire(path.read_bytes(), path.name)


def names_of(q: Questionnaire) -> set[str]:
    """Everything in a questionnaire that has an id."""
    return {
        "for_whom",
        *q.dimensions,
        *q.notes,
        *q.groups,
        *(section.id for section in q.sections),
        *(f"count({section.id})" for section in q.sections if section.repeat),
        *(question.id for section in q.sections for question in section.questions),
        *(finding.id for finding in q.findings),
        *(action.id for action in q.actions),
    }


def test_every_questionnaire_has_its_part() -> None:
    assert set(PARTS) == SOURCES


@pytest.mark.parametrize("id_", sorted(SOURCES))
def test_what_is_named_exists(id_: str) -> None:
    examples = {path.stem for path in (ROOT / "examples").glob("*.json")}
    named = set(re.findall(r"`([^`]+)`", PARTS[id_]))
    assert named
    assert named - names_of(read(id_)) - examples - SOURCES == set()


@pytest.mark.parametrize("id_", sorted(SOURCES))
def test_every_row_says_line_idea_and_where_it_went(id_: str) -> None:
    rows = [
        line
        for line in PARTS[id_].splitlines()
        if line.startswith("| ") and not line.startswith(("| L", "| ---"))
    ]
    assert rows
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 3, row
        assert re.fullmatch(r"\d+(?:[–, ]+\d+)*", cells[0]), row
        assert all(cells), row
