"""The guide to interviewing says what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from kits.interview import Clock

from cfdiag.cli.exits import Exit
from cfdiag.formats.library import Library
from cfdiag.interview import state
from cfdiag.interview.answers_file import give_answers, read_answers
from cfdiag.interview.face.actions import TYPED_COMMANDS
from cfdiag.interview.session import Session
from cfdiag.model.interview import Respondent

GUIDE = (Path(__file__).parents[2] / "docs" / "interviewing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TYPED_COMMANDS)
def test_every_command_of_plain_mode_is_in_the_guide(name: str):
    assert re.search(rf"`/{name}\b", GUIDE)


def test_the_exit_codes_are_in_the_guide():
    last = GUIDE[GUIDE.index("Exit codes:") :]
    for code in (Exit.DONE, Exit.WRONG, Exit.UNFINISHED, Exit.INTERRUPTED, Exit.TERMINATED):
        assert re.search(rf"\b{int(code)}\b", last)


def test_the_answers_in_the_guide_are_answers():
    found = re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    q = Library().get("customer-view")
    held = Session(
        q, state.begin(q, id="x", respondent=Respondent(group="internal"), started=""), clock=Clock()
    )
    given, faults = read_answers(found[1].encode(), "guide.yaml")
    give_answers(held, given, faults)
    assert faults.found == []
    assert len(held.interview.answers) == 5
    assert "Fair visit" in held.interview.items["touch_points"].values()
