"""The page of an order: places given by number or under the cursor, moved, taken away; none beforehand."""

import pytest
from kits.screen import BACKSPACE, DOWN, ENTER, SPACE, TAB, UP, look, session

from cfdiag.interview.events import Answered
from cfdiag.model.interview import Answer


def given(keys, held=None):
    """What is saved after some keys on the page; None while nothing is."""
    held = held or session(group="customer")
    look(keys, held, go_to="order")
    answer = held.interview.answers.get("order")
    return None if answer is None else answer.value if answer.status == "answered" else answer.status


@pytest.mark.parametrize(
    ("keys", "order"),
    [
        ("31" + ENTER, ["people", "speed"]),
        ("312" + ENTER, ["people", "speed", "price"]),
        (SPACE + DOWN + DOWN + SPACE + ENTER, ["speed", "people"]),
        ("33" + ENTER, None),
        ("3123" + ENTER, ["speed", "price"]),
        ("312+" + ENTER, ["people", "price", "speed"]),
        ("312++++" + ENTER, ["price", "people", "speed"]),
        ("312" + DOWN + "-" + ENTER, ["speed", "people", "price"]),
        ("12" + UP * 9 + "-" * 9 + ENTER, ["price", "speed"]),
        ("+" + ENTER, ["speed"]),
        ("-" + DOWN + "+" + ENTER, ["speed", "price"]),
        ("312" + BACKSPACE + "2" + ENTER, ["price"]),
        ("9" + ENTER, None),
        ("d", "unknown"),
        ("31" + TAB, None),
    ],
)
def test_keys(keys, order):
    assert given(keys) == order


def test_nothing_is_preselected_and_the_page_says_what_to_do():
    shown = look("", session(group="customer"), go_to="order").display
    assert " > 1 [ ] Speed\n" in shown
    assert "The best first; what has no place is left out." in shown
    assert "1. " not in shown


def test_the_order_is_read_out_as_far_as_it_goes():
    shown = look("31", session(group="customer"), go_to="order").display
    assert " > 1 [2] Speed\n   2 [ ] Price\n   3 [1] People\n" in shown
    assert "\n 1. People, 2. Speed\n" in shown
    assert "+ - up, down" in shown


def test_a_number_that_is_not_there_is_told():
    shown = look("4", session(group="customer"), go_to="order").display
    assert "Please give a number from 1 to 3." in shown


def test_an_order_that_was_not_accepted_is_a_draft_and_comes_back():
    held = session(group="customer")
    look("31" + TAB, held, go_to="order")
    assert held.draft("order") == "people,speed"
    shown = look("", held, go_to="order").display
    assert "Not accepted yet: Enter accepts it." in shown
    assert given("2" + ENTER, held) == ["people", "speed", "price"]
    assert held.draft("order") == ""


def test_a_saved_order_can_be_changed():
    held = session(group="customer")
    held.do(Answered("order", Answer(status="answered", value=["price", "speed"])))
    assert "[1] Price" in look("", held, go_to="order").display
    assert given("1" + ENTER, held) == ["price"]


def test_in_dutch_on_a_small_terminal():
    shown = look("2", session(group="customer", language="nl"), go_to="order", columns=40, rows=12).display
    assert "[1] Prijs" in shown
    assert "1. Prijs" in shown
