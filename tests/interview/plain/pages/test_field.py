"""A field line by line: what is asked back, and what the log of a pipe is not told."""

from __future__ import annotations

import io

import pytest
from kits.screen import session
from kits.typed import TypedLines

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.interview import plain
from cfdiag.interview.plain.console import Lines

SOURCE = """\
cfdiag: 1
id: fields
version: 1.0.0
title: Fields
groups: {internal: {side: inside}}
sections:
  - id: s
    questions:
      - {id: seen, type: date, precision: month, ask: When?}
"""


def test_what_says_too_little_is_asked_back() -> None:
    held, said = session(read_questionnaire(SOURCE.encode(), "fields.yaml")), io.StringIO()
    plain.run_plain(held, Lines(TypedLines("May\nMay 2026\n/quit\n"), said))
    assert "Please give the year too, such as May 2026." in said.getvalue()
    assert held.interview.answers["seen"].value == "2026-05"


def test_the_log_of_a_pipe_does_not_repeat_what_was_typed() -> None:
    held = session(read_questionnaire(SOURCE.encode(), "fields.yaml"))
    with pytest.raises(CfdiagError) as refused:
        plain.run_plain(held, Lines(io.StringIO("March\n"), io.StringIO()))
    assert "Please give a month, such as November 2026" in str(refused.value)
    assert "March" not in str(refused.value)
