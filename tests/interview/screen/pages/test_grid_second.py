"""A block with a second rating of its own words: they are there on the smallest screen too."""

from __future__ import annotations

import pytest
from kits.screen import look, session

from cfdiag.formats.questionnaire.reader import read_questionnaire

SOURCE = """\
cfdiag: 1
id: twice
version: 1.0.0
title: Twice
groups: {customer: {side: customer, title: Customers}}
scales:
  five: {min: 1, max: 5, labels: {1: Poor, 5: Good}}
  hundred: {min: 0, max: 100, step: 10, labels: {0: Not needed, 100: A must}}
sections:
  - id: s
    questions:
      - {id: a, type: rating, scale: five, ask: Aa., importance: {ask: How should it be?, scale: hundred}}
      - {id: b, type: rating, scale: five, ask: Bb., importance: {ask: How should it be?, scale: hundred}}
"""


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (46, 14)])
def test_what_is_asked_first_is_seen(columns: int, rows: int) -> None:
    held = session(read_questionnaire(SOURCE.encode(), "twice.yaml"), group="customer")
    done = look("1005", held, go_to="a", columns=columns, rows=rows)
    assert "How should it be?" in done.display
    assert "First: 0 Not needed" in done.display
    answer = done.interview.answers["a"]
    assert (answer.importance, answer.value) == (100, 5)
