"""Choosing a few of many, line by line."""

from __future__ import annotations

import io

from kits.picking import chosen, picking
from kits.typed import TypedLines

from cfdiag.interview import plain
from cfdiag.interview.plain.console import Lines
from cfdiag.interview.session import Session


def hold(lines: str) -> tuple[Session, str]:
    held, said = picking(), io.StringIO()
    plain.run_plain(held, Lines(TypedLines(lines), said))
    return held, said.getvalue()


def test_numbers_choose_and_the_count_is_said() -> None:
    held, said = hold("4 5, 6\n7\n\n/quit\n")
    assert chosen(held) == ["order", "bill", "help", "stop"]
    assert "4. [ ] The delivery" in said
    assert "4. [x] The delivery" in said
    assert "3 of 4 chosen" in said
    assert "How well does it go: The delivery?" in said


def test_one_too_many_is_refused_and_can_be_swapped_in() -> None:
    held, said = hold("4 5 6 7\n1\n1 > 5\n/quit\n")
    assert "That would be 5 of 4. Type 5 > 2" in said
    assert chosen(held) == ["order", "help", "stop", "first"]


def test_a_number_that_is_not_there_and_a_swap_that_is_none() -> None:
    held, said = hold("9\n1 > 2\n1\n1 > 1\n/quit\n")
    assert "Please give a number from 1 to 7." in said
    assert said.count("The first is to be one that is not chosen") == 2
    assert chosen(held) == ["first"]


def test_a_label_chooses_too_and_a_new_name_is_added() -> None:
    held, _ = hold("the bill\nThe party\n/quit\n")
    assert held.interview.items["moments"] == {"bill": "The bill", "i1": "The party"}


def test_remove_takes_the_number_that_is_shown() -> None:
    held, _ = hold("4 5\n/remove 4\n/quit\n")
    assert chosen(held) == ["bill"]


def test_enter_with_nothing_chosen_leaves_it_open_and_with_too_few_is_refused() -> None:
    held, said = hold("\n/quit\n")
    assert "Review" in said
    held, said = hold("4\n\n/quit\n")
    assert "Not saved: 3 more to choose." in said
    assert chosen(held) == ["order"]


def test_fewer_than_were_asked_for_do_not_stand_in_the_way_of_the_end() -> None:
    held, said = picking("4", least=1), io.StringIO()
    plain.run_plain(
        held, Lines(TypedLines("/next\n/finish\n4\n\n/next\n4\n\n/finish\n\n/finish\n/quit\n"), said)
    )
    assert "1 required question is open." in said.getvalue()
    assert held.interview.finished is not None
    assert chosen(held) == ["order"]
