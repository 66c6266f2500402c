"""Choosing a few of many: nothing is ticked before, the count is shown, one too many is offered to swap."""

from __future__ import annotations

from kits.picking import chosen, picking
from kits.screen import ENTER, TAB, Driven, look


def seen(keys: str, **more: str) -> Driven:
    return look(keys, picking(**more), go_to="moments/")


def test_those_are_chosen_whose_numbers_are_pressed() -> None:
    done = seen("4567")
    assert chosen(done.session) == ["order", "bill", "help", "stop"]
    assert "4 of 4 chosen" in done.display


def test_nothing_is_ticked_before() -> None:
    display = seen("").display
    assert "[x]" not in display
    assert "1 [ ] First contact" in display
    assert "0 of 4 chosen" in display


def test_others_have_all_on_the_list_as_ever() -> None:
    assert "7 ticked" in seen("", group="internal").display


def test_one_too_many_is_refused_and_a_number_swaps_it_in() -> None:
    done = seen("45671")
    assert "4 are chosen already" in done.display
    assert "“First contact”" in done.display
    assert chosen(done.session) == ["order", "bill", "help", "stop"]
    done = seen("456715")
    assert chosen(done.session) == ["order", "help", "stop", "first"]
    assert "5 [ ] The bill" in done.display


def test_any_other_key_takes_the_swap_back() -> None:
    done = seen("45671?" + ENTER + "5")
    assert chosen(done.session) == ["order", "help", "stop"]


def test_too_few_are_no_choice_and_tab_leaves_it_open() -> None:
    done = seen("45" + ENTER)
    assert "2 more to choose" in done.display
    assert "Which four" in done.display
    done = seen("45" + TAB)
    assert "How well does it go: The delivery?" in done.display


def test_nothing_chosen_is_asked_once_and_left_open() -> None:
    done = seen(ENTER)
    assert "Nothing is chosen yet" in done.display
    done = seen(ENTER + ENTER)
    assert "Review" in done.display
    assert "open" in done.display


def test_a_range() -> None:
    done = seen("123" + ENTER, pick="{min: 2, max: 3}")
    assert "How well does it go: First contact?" in done.display
    assert "3 chosen; from 2 to 3" in seen("123", pick="{min: 2, max: 3}").display


def test_what_was_answered_about_one_that_goes_is_kept_aside() -> None:
    held = picking()
    look("4567" + ENTER + "3" + ENTER, held, go_to="moments/")
    assert held.interview.answers["moments/order/rated"].value == 3
    look("14", held, go_to="moments/")
    assert chosen(held) == ["bill", "help", "stop", "first"]
    assert held.interview.set_aside["moments/order/rated"].value == 3


def test_in_dutch_they_are_called_so() -> None:
    done = seen("1", language="nl")
    assert "1 [x] Eerste contact" in done.display
    assert "1 van 4 gekozen" in done.display
