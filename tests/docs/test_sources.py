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


LINES = {
    "000": [3, 5, 9, 11, 15, 17, 19],
    "001": [6, 8, 10, *range(14, 20), *range(22, 26), 27],
    "002": [3, 5, 7, 9, 11, 13, 15, 19, 23],
    "003": [1, *range(3, 25)],
    "004": [
        *(7, 11, 13, 17, 19, *range(23, 33, 2), *range(37, 47, 2), 49, 51, 53, 57),
        *(65, 67, 69, 71, 75, 77, 79, 83, 85, 89, 91, 97, 103, 105, 111, 113, 117),
    ],
}
"""The lines of each source that ask, rule or warn."""

ASKED_SINCE = {
    "000": {"want_more"},
    "001": {"asked_in_person", "asked_unprepared", "touch_point_owner"},
    "002": {"clients_won"},
    "003": {
        *("respect_from_them", "thanks_from_them", "respect_from_us", "thanks_from_us"),
        *("practices", "visit_keep", "escalations_ended", "price_in_return", "leave_alone", "order_rhythm"),
    },
    "004": {"joint_goals", "best_with_customers"},
}
"""What the sources ask and the first version left out."""


def part_of(source: str) -> str:
    return "".join(re.findall(rf"^## {source} → .*?(?=^## |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("source", LINES)
def test_no_line_of_a_source_is_left_out(source: str) -> None:
    rows = re.findall(r"^\| ([\d–, ]+) \|", part_of(source), flags=re.MULTILINE)
    told = {int(number) for row in rows for number in re.findall(r"\d+", row)}
    assert set(LINES[source]) - told == set()


@pytest.mark.parametrize("source", ASKED_SINCE)
def test_what_was_left_out_at_first_has_its_place(source: str) -> None:
    assert ASKED_SINCE[source] - set(re.findall(r"`([^`]+)`", part_of(source))) == set()
