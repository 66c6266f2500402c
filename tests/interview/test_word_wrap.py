"""A text that is typed is never broken in mid-word, at any width, and the cursor stays where it is."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kits.screen import BACKSPACE, ENTER, ESC, LEFT, look, session

from cfdiag.ground.cells import text_rows, width

TOLD = (
    "Vorig jaar, in de zomer, is er een levering geweest die op maandag had moeten komen en er pas later was."
)
WIDTH_OF_WIDE = 2
WIDE = "応答の速さについて、もう少し早くしていただけると助かります。それ以外は満足しています。"


def typed_lines(cells: list[str]) -> list[str]:
    first = next(n for n, line in enumerate(cells) if line.startswith(" > "))
    found = []
    for line in cells[first:]:
        if not line.strip() or line.startswith(" What"):
            break
        found.append(line[3:].rstrip())
    return found


@pytest.mark.parametrize("columns", range(20, 121, 5))
def test_no_word_is_cut_in_two(columns: int) -> None:
    seen = typed_lines(look(TOLD, go_to="role", columns=columns, rows=40).cells)
    assert " ".join(seen) == TOLD
    assert len(seen) > 1 or columns > width(TOLD)
    assert all(width(line) <= columns - 3 for line in seen)


@pytest.mark.parametrize("columns", [21, 30, 46, 80])
def test_wide_characters_are_broken_between_two_of_them(columns: int) -> None:
    seen = typed_lines(look(WIDE, go_to="role", columns=columns, rows=40).cells)
    assert "".join("".join(line.split()) for line in seen) == WIDE
    assert len(seen) > 1


def test_a_word_longer_than_the_screen_is_all_there() -> None:
    word = "x" * 70
    seen = typed_lines(look(f"so {word} it is", go_to="role", columns=46, rows=40).cells)
    assert seen[0] == "so"
    assert seen[1] == "x" * 43
    assert seen[2] == "x" * 27 + " it is"


def test_what_is_typed_and_taken_away_in_the_middle_is_what_is_saved() -> None:
    held = session()
    look(TOLD + LEFT * 8 + BACKSPACE * 9 + "vrijdag " + ENTER, held, go_to="role", columns=46)
    assert held.interview.answers["role"].value == TOLD[:-8][:-9] + "vrijdag " + TOLD[-8:]


def test_the_cursor_is_at_the_letter_it_was_put_to() -> None:
    # Back over the last word of a row, to the first letter of the next: where the next letter is typed.
    made = look(TOLD + "\x01" + "Ja: ", go_to="role", columns=30, rows=40)
    assert typed_lines(made.cells)[0].startswith("Ja: Vorig jaar")
    assert ESC not in made.display


@given(st.text("ab \u00a0\u0301応é", max_size=60), st.integers(1, 20))
def test_every_character_is_in_one_row(line: str, cells: int) -> None:
    found = text_rows(line, cells)
    assert [row.start for row in found] == [0, *(row.end for row in found[:-1])]
    assert found[-1].end == len(line)
    for row in found:
        shown = line[row.start : row.shown]
        assert width(shown) <= cells or len(shown) == 1
        assert not line[row.shown : row.end].strip(" ")
    for row, following in itertools.pairwise(found):
        inside = row.end and not line[row.end - 1].isspace() and not line[following.start].isspace()
        if inside and width(line[row.end - 1]) < WIDTH_OF_WIDE:
            word = line[: row.end].replace("\u00a0", "_").split(" ")[-1]
            assert width(word) >= cells or row.start == row.end - len(word) or "応" in word
