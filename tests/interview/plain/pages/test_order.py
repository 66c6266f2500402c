"""An order in lines: the options with their numbers, the numbers in order."""

import io

import pytest
from kits.screen import session
from kits.typed import TypedLines

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.interview import plain
from cfdiag.interview.events import Answered
from cfdiag.interview.plain.console import Lines
from cfdiag.model.interview import Answer


def hold(lines, *, language="en", terminal=True):
    """What came of lines typed at the order, with everything before it skipped."""
    held = session(group="customer", language=language)
    for step in plain.conversation.steps(held.questionnaire, held.interview):
        if step.question is not None and step.key != "order":
            held.do(Answered(step.key, Answer(status="unknown")))
    said = io.StringIO()
    source = TypedLines(lines) if terminal else io.StringIO(lines)
    plain.run_plain(held, Lines(source, said))
    return held.interview.answers.get("order"), said.getvalue()


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("3 1 2", ["people", "speed", "price"]),
        ("2", ["price"]),
        ("people, speed", ["people", "speed"]),
        ("1. Speed, 2. People", ["speed", "people"]),
    ],
)
def test_numbers_or_names_in_order(typed, order):
    answer, said = hold(f"{typed}\n/quit\n")
    assert answer.value == order
    assert "1. Speed\n2. Price\n3. People\nEnter the numbers in order, the best first: " in said


def test_what_is_saved_is_read_back():
    _, said = hold("3 1\n/quit\n")
    assert "Saved: 1. People, 2. Speed." in said


def test_what_is_no_order_is_asked_again():
    answer, said = hold("1 1\n4\n2 3\n/quit\n")
    told = "Please give numbers from 1 to 3 in order, the best first, each once."
    assert said.count(told) == 2
    assert answer.value == ["price", "people"]


def test_of_a_pipe_what_is_no_order_ends_it():
    with pytest.raises(CfdiagError):
        hold("1 1\n", terminal=False)


REPEATED = """\
cfdiag: 1
id: repeated
version: 1.0.0
title: Repeated
groups: {internal: {title: Inside}}
sections:
  - id: all
    title: All
    questions:
      - {id: order, type: ranking, ask: What first?, options: {speed: Speed, price: Price, care: Care}}
      - {id: why, type: text, ask: "Why {{ order }}, in that order?"}
      - {id: rest, type: text, ask: "Why {{ order | join(' before ') }}?"}
"""


def test_a_text_that_repeats_an_order_names_the_options_in_it():
    held, said = session(read_questionnaire(REPEATED.encode(), "repeated.yaml")), io.StringIO()
    plain.run_plain(held, Lines(TypedLines("3 1\n\n\n/quit\n"), said))
    assert "Why Care, Speed, in that order? Optional." in said.getvalue()
    assert "Why Care before Speed? Optional." in said.getvalue()
