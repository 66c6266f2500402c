"""The table of keys: every action has its method, nothing is bound twice, the footer fits."""

from __future__ import annotations

import pytest
from kits.screen import every_type, look, session

from cfdiag.ground.cells import width
from cfdiag.interview.screen import choice, grid, items, keys, panels, review, text_pages
from cfdiag.interview.screen import text as text_page
from cfdiag.interview.screen.surface import Surface
from cfdiag.locales.catalogue import locale_for

SURFACES: tuple[type[Surface], ...] = (
    choice.ChoicePage,
    grid.GridPage,
    items.ItemsPage,
    text_page.TextPage,
    review.ReviewPage,
    text_pages.OpeningPage,
    text_pages.IntroPage,
    text_pages.FinishPage,
    panels.LinePanel,
    panels.PickPanel,
    panels.HelpPanel,
)
ACTIONS = {key.action for key in keys.KEYS}


def test_every_action_is_one_row_and_some_surface_does_it() -> None:
    assert len(ACTIONS) == len(keys.KEYS)
    for action in ACTIONS:
        assert any(hasattr(surface, f"do_{action}") for surface in SURFACES), action


def test_every_method_for_a_key_has_its_row() -> None:
    for surface in SURFACES:
        done = {name.removeprefix("do_") for name in dir(surface) if name.startswith("do_")}
        assert done <= ACTIONS


def test_no_key_that_terminals_or_people_need_is_taken() -> None:
    taken = {name for key in keys.KEYS for name in (*key.always, *key.bare, *key.letters, *key.sequence)}
    assert not taken & {"escape", "c-b", "c-s", "c-q", *(f"f{n}" for n in range(1, 13))}
    back = next(key for key in keys.KEYS if key.action == "back")
    assert "left" not in back.bare


def every_page() -> list[Surface]:
    """Every page of the interview, each as it is when it is come to, and the panels over one."""
    pages: list[Surface] = []
    for stop in look().host.stops:
        held = look(go_to=stop.id)
        pages.append(held.host.page)
    return pages


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("cells", [20, 44, 78, 118])
def test_the_footer_fits_and_always_shows_the_help(cells: int, language: str, *, typing: bool) -> None:
    say = locale_for(language)
    questions = frozenset(
        {"rate", "accept", "back", "forward", "skip", "unknown", "not_applicable", "note", "evidence"}
        | {"tags", "probe", "review", "leave", "language", "help", "editor", "new_line"}
    )
    for lines in (1, 2):
        rows = keys.footer(keys.offered(questions), say, cells, lines, typing=typing, caps={"rate": "1-5"})
        assert len(rows) <= lines
        assert rows[-1][-1] == ("Esc ?" if typing and lines == 1 else "?", say("keys"))
        for row in rows:
            assert width(" · ".join(f"{cap} {words}" for cap, words in row)) <= cells


def test_on_one_page_no_key_means_two_things() -> None:
    for page in every_page():
        offered = keys.offered(page.offers())
        pressed = [name for key in offered for name in (*key.always, *key.bare, *key.letters)]
        assert len(pressed) == len(set(pressed)), type(page).__name__
        for action in page.offers():
            assert callable(getattr(page, f"do_{action}"))


def test_the_help_tells_every_key_of_a_page() -> None:
    for group in every_type().groups:
        held = look("r", session(group=group))
        page = held.host.page
        told_keys = keys.help_lines(
            keys.offered(page.offers()), locale_for("en"), typing=page.typing, caps=page.caps
        )
        assert len(told_keys) == len(page.offers())
        assert all(cap and sentence for cap, sentence in told_keys)
