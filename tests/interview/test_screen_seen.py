"""What is seen: screens drawn in process, some of them kept as golden files."""

from __future__ import annotations

import re

import pytest
from kits import golden
from kits.screen import CTRL_G, DOWN, ENTER, ESC, TAB, UP, answered, look, session

from cfdiag.ground.cells import width
from cfdiag.interview.events import LanguageSet
from cfdiag.model.interview import Interview

END = "\x1b[F"
BEGIN = ENTER + ENTER
SCREENS = {
    "opening": ("", ""),
    "intro": ("intro:work", ""),
    "text": ("role", "Head of sales" + ESC + "p" + ESC + "n" + "said twice" + ENTER),
    "yes-no": ("visits", "1"),
    "choice": ("channel", "2"),
    "choices": ("sources", "13"),
    "number": ("people", "many" + ENTER),
    "rating-and-basis": ("service", "432"),
    "rating-double": ("ask", "5342d"),
    "items": ("points/", "2+Fair visit" + ENTER),
    "rating": ("recommend", "7"),
    "review": ("role", "Sales" + ENTER + "2" + ENTER + "s" + "12" + ENTER + ESC + "r"),
    "keys": ("visits", "?"),
    "tags": ("role", ESC + "n" + TAB * 2 + "1"),
    "read-back": ("read_back", ""),
    "consent": ("opening", ESC + "c"),
    "sections": ("visits", "g"),
    "search": ("visits", "/rate"),
}
"""`{name: (the page, the keys on it)}`"""


@pytest.mark.parametrize("size", [(80, 24), (46, 14)], ids=["80x24", "46x14"])
@pytest.mark.parametrize("name", SCREENS)
def test_screens(name: str, size: tuple[int, int]) -> None:
    held = session(name="Anna de Vries", organisation="Acme")
    page, keys = SCREENS[name]
    seen = look(keys, held, go_to=page, columns=size[0], rows=size[1])
    golden.check(f"screen/{name}-{size[0]}x{size[1]}.txt", seen.display + "\n")


def test_the_customers_page_in_dutch() -> None:
    held = session(group="customer", language="nl", name="Jan Bakker", organisation="Acme")
    golden.check("screen/customer-nl-80x24.txt", look(BEGIN + TAB * 5 + "54", held).display + "\n")


@pytest.mark.parametrize("size", [(46, 14), (60, 18), (132, 50)])
@pytest.mark.parametrize("name", SCREENS)
def test_no_line_is_cut_by_the_edge(name: str, size: tuple[int, int]) -> None:
    page, keys = SCREENS[name]
    seen = look(keys, session(name="Anna", language="nl"), go_to=page, columns=size[0], rows=size[1])
    assert all(width(line) < size[0] for line in seen.cells)
    assert (
        "? toetsen" in seen.display
        or "sluiten" in seen.display
        or "annuleren" in seen.display
        or name in ("tags", "sections")
    )


def test_resizing_draws_the_page_anew() -> None:
    def drawn(size: tuple[int, int], then: tuple[int, int] | None = None) -> str:
        return look("53", go_to="ask", columns=size[0], rows=size[1], then=then).display

    assert drawn((80, 24), then=(46, 14)) == drawn((46, 14))
    assert drawn((46, 14), then=(80, 24)) == drawn((80, 24))


def test_a_tiny_terminal_is_no_error() -> None:
    assert look("53", go_to="ask", columns=20, rows=5).outcome is None


def test_an_ascii_terminal_gets_ascii() -> None:
    held = session(name="Zoë Åström", organisation="Société Générale", language="nl")
    seen = look("53", held, go_to="ask", encoding="ascii")
    assert seen.display.isascii()
    assert "====" in seen.display or "----" in seen.display
    assert "Zoe Astrom" in seen.display
    latin = look(BEGIN + TAB * 6, session(name="Zoë Åström"), encoding="iso8859-1")
    assert "Zoë Åström" in latin.display


def test_wide_characters_keep_the_columns_straight() -> None:
    seen = look(BEGIN + TAB * 6 + "535353")
    # pyte keeps an empty cell behind a wide character: places in a line can be compared.
    rows = [line for line in seen.cells if line[2:10] in ("  We ask ", "  Critic") or "応答" in line]
    places = {width(row.rstrip().rsplit(" ", 1)[0]) for row in rows if row.rstrip().endswith("3")}
    assert len(rows) == 2 or len(places) == 1


def test_what_was_answered_cannot_reach_the_terminal() -> None:
    evil = "\x1b]0;pwned\x07 \x9b31m \u202eevil"
    held = session(name=evil, organisation=evil)
    look(BEGIN + "\x1b[200~" + evil + "\x1b[201~" + ENTER, held)
    assert "pwned" in str(held.interview.answers["role"].value)
    for keys in ("r", "r" + UP * 20 + ENTER, "?"):
        raw = look(keys, held).raw
        assert "\x1b]0" not in raw
        assert "\x9b" not in raw
        assert "\u202e" not in raw


def test_the_opening_says_what_happens_with_the_answers() -> None:
    anonymous = look("", session(group="internal"))
    assert "figures of fewer than" in anonymous.display
    named = look("", session(group="customer", consent="named", name="Jan"))
    assert "Remarks may be quoted by name, as was agreed." in named.display
    quoted = look("", session(group="customer", consent="quoted"))
    assert "Remarks may be quoted without a name" in quoted.display
    for group in ("internal", "customer"):
        counted = look("", session(group=group, consent="counted"))
        assert "The answers are counted; what is said in them" in counted.display


def test_an_interview_that_was_begun_opens_at_the_first_open_question() -> None:
    held = session()
    look(BEGIN + "Sales" + ENTER, held)
    assert "Do you visit customers?" in look("", held).display


def test_a_long_text_is_scrolled_through_by_enter() -> None:
    first = look("", columns=46, rows=14)
    assert "…" in first.display
    assert "Enter begins" not in first.display
    assert "Enter begins" in look(DOWN * 20, columns=46, rows=14).display


def test_colours_of_a_scorecard_are_colours_and_nothing_else_passes() -> None:
    def scorecard(interview: Interview) -> str:
        del interview
        return "\x1b[1;32mFacets\x1b[0m 62\n\x1b]0;pwned\x07\x01\x1b]0;pwned\x07\x02 done"

    seen = look(ESC + "r" + CTRL_G, answered(), scorecard=scorecard)
    assert "Facets 62" in seen.display
    assert "\x1b]0" not in seen.raw
    green = seen.raw[: seen.raw.index("Facets")].rsplit("\x1b[", 1)[1]
    assert green.startswith("0;32;1m") or "32" in green


def test_lines_stay_readable_on_a_wide_screen() -> None:
    assert max(width(line) for line in look("", columns=220, rows=50).cells) <= 101


def test_hints_for_the_interviewer_stay_until_they_are_hidden() -> None:
    shown = look(ESC + "p", go_to="role")
    assert "Probe: Ask for an ordinary Tuesday." in shown.display
    assert "Probe" not in look(ESC + "p" + ESC + "p", go_to="role").display
    assert "Probe: Ask for an ordinary Tuesday." in look(ESC + "p" + TAB + "b", go_to="role").display


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (46, 14)])
def test_a_list_that_goes_on_below_says_so(size: tuple[int, int], language: str) -> None:
    told = re.compile(r"… (\d+) more below|… nog (\d+) hieronder")
    held = answered()
    held.do(LanguageSet(language))
    for page in ("review", "channel", "points/offer/point", "read_back"):
        seen = look("", held, go_to=page, columns=size[0], rows=size[1])
        drawn = seen.sitting.page.lines(seen.host.room.cells)
        if len(drawn) > seen.host.frame.body_height():
            assert told.search(seen.display), page
    first = look("", held, go_to="review", columns=size[0], rows=12)
    n = int(next(filter(None, told.search(first.display).groups())))
    # What is seen and what follows are all the questions there are.
    numbers = [int(m[1]) for line in first.cells if (m := re.match(r"^ [> ] *(\d+) ", line))]
    assert numbers[-1] + n == 17 + 1  # and the list of items, which has no number
    last = look("\x1b[F", held, go_to="review", columns=size[0], rows=12)
    assert not told.search(last.display)


def test_the_line_with_the_cursor_is_seen_wherever_it_goes() -> None:
    held = answered()
    for rows in (10, 12, 14, 24):
        for down in range(18):
            seen = look(DOWN * down, held, go_to="review", rows=rows)
            here = [line for line in seen.cells if line.startswith(" > ")]
            assert len(here) == 1, (rows, down, seen.display)


def test_what_an_answer_rests_on_is_asked_under_its_question() -> None:
    seen = look("We did" + ENTER, go_to="story")
    assert "What did you last change because of a customer?" in seen.display
    assert "What does this answer rest on?" in seen.display
    assert "1-4 pick" in seen.display


def test_one_of_their_own_is_asked_for_in_words_that_fit_every_name() -> None:
    seen = look("+", go_to="points/")
    assert "New touch point:" in seen.display
