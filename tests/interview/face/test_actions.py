"""The table of actions: every action can be asked for, and on no page a key means two things."""

from __future__ import annotations

from functools import cache

import pytest
from kits.screen import CTRL_G, ENTER, ESC, answered, every_type, look, session

from cfdiag.ground.cells import width
from cfdiag.interview.face.actions import TABLE, TYPED_COMMANDS, Act, offered, typed_command
from cfdiag.interview.face.table import Table
from cfdiag.interview.plain.commands import DOES
from cfdiag.interview.screen.footer import footer, help_lines
from cfdiag.interview.screen.surface import Surface
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.engagement import Engagement

HELD_BY_SITTING = {
    Act.ACCEPT, Act.FORWARD, Act.BACK, Act.REVIEW, Act.LEAVE, Act.INTERRUPT, Act.HELP,
    Act.PROBE, Act.CONSENT, Act.LANGUAGE, Act.SCORES, Act.WHO,
    Act.UNDO, Act.SECTIONS, Act.FIND, Act.NOTE,
}  # fmt: skip
HELD_BY_TERMINAL = {Act.NEW_LINE, Act.EDITOR, Act.SUSPEND}


@cache
def every_surface() -> list[Surface]:
    """Every page of the interview, each as it is when it is come to, and every panel."""
    found: list[Surface] = []
    for group in every_type().groups:
        stops = look(held=session(group=group)).sitting.way.stops
        found += [look(held=session(group=group), go_to=stop.id).sitting.page for stop in stops]
    found += [look(keys, go_to="role").sitting.top for keys in (ESC + "n", ESC + "n\t\t", ESC + "?")]
    found.append(look("rff2" + ENTER, answered()).sitting.page)
    found += [
        look(keys, answered(), go_to="review", scorecard=str).sitting.top
        for keys in ("c", CTRL_G, "i", "g", "/", "n")
    ]
    found += [
        look("n" + "so" + ENTER + "n" + "and so" + ENTER + keys, answered(), go_to="review").sitting.top
        for keys in ("", "m", "m1" + ENTER)
    ]
    known = Table(Engagement(accounts={"acme": "Acme"}))
    found.append(look("\r\r", session(group="customer"), table=known).sitting.top)
    return found


def test_every_action_is_one_row_and_has_a_key_or_a_command() -> None:
    assert [offer.action for offer in TABLE] == list(dict.fromkeys(offer.action for offer in TABLE))
    assert {offer.action for offer in TABLE} == set(Act)
    for offer in TABLE:
        assert offer.always or offer.bare or offer.letters or offer.sequence or offer.commands, offer.action
        assert bool(offer.cap) is bool(offer.always or offer.bare or offer.letters or offer.sequence)


def test_every_command_is_done_and_no_word_stands_for_two() -> None:
    words = [word for offer in TABLE for word in offer.commands]
    assert len(words) == len(set(words))
    assert {offer.action for offer in TYPED_COMMANDS.values()} == set(DOES)
    for offer in TYPED_COMMANDS.values():
        assert {typed_command(word) for word in offer.commands} == {offer.action}
    assert typed_command("nothing of the kind") is None


def test_what_a_page_offers_somebody_does_and_nothing_else_is_done() -> None:
    done: set[Act] = set()
    for surface in every_surface():
        own = set(surface.does)
        assert surface.offers() <= own | HELD_BY_SITTING | HELD_BY_TERMINAL, type(surface)
        done |= own & surface.offers()
    by_key = {offer.action for offer in TABLE if offer.cap}
    assert by_key == done | HELD_BY_SITTING | HELD_BY_TERMINAL


def test_on_one_page_no_key_means_two_things() -> None:
    for surface in every_surface():
        offers = offered(surface.offers())
        pressed = [name for offer in offers for name in (*offer.always, *offer.bare, *offer.letters)]
        assert len(pressed) == len(set(pressed)), type(surface).__module__


def test_no_key_that_terminals_or_people_need_is_taken() -> None:
    taken = {
        name for offer in TABLE for name in (*offer.always, *offer.bare, *offer.letters, *offer.sequence)
    }
    assert not taken & {"escape", "c-b", "c-s", "c-q", *(f"f{n}" for n in range(1, 13))}
    back = next(offer for offer in TABLE if offer.action is Act.BACK)
    assert "left" not in back.bare


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("cells", [20, 44, 78, 118])
def test_the_footer_fits_and_always_shows_the_help(cells: int, language: str, *, typing: bool) -> None:
    say = locale_for(language)
    offers = offered(look(go_to="role").sitting.page.offers() | {Act.RATE})
    for lines in (1, 2):
        rows = footer(offers, say, cells, lines, typing=typing, caps={Act.RATE: "1-5"})
        assert len(rows) <= lines
        assert sum(map(len, rows)) <= 7
        assert rows[-1][-1] == ("Esc ?" if typing and lines == 1 else "?", say("keys"))
        for row in rows:
            assert width(" · ".join(f"{cap} {words}" for cap, words in row)) <= cells


def test_the_help_tells_every_key_of_a_page() -> None:
    for group in every_type().groups:
        page = look("r", session(group=group)).sitting.page
        told = help_lines(offered(page.offers()), locale_for("en"), typing=page.typing, caps=page.caps)
        assert len(told) == len(page.offers())
        assert all(cap and sentence for cap, sentence in told)


def test_leaving_and_the_keys_are_to_be_had_on_every_page_and_panel() -> None:
    for surface in every_surface():
        offers, place = surface.offers(), type(surface)
        assert offers & {Act.HELP, Act.UNHELP, Act.END}, place
        assert offers & {Act.LEAVE, Act.END}, place
        assert Act.INTERRUPT in offers, place


WHO = Table(Engagement(accounts={"acme": "Acme"}))
TEXT_LINES = {
    "who": ("i", "review"),
    "note": (ESC + "n", "role"),
    "evidence": (ESC + "n\t", "role"),
    "in passing": ("n", "review"),
    "search": ("/", "review"),
    "new item": ("+", "points/"),
    "name of an item": ("c", "points/"),
}


@pytest.mark.parametrize("name", TEXT_LINES)
def test_in_a_line_that_is_typed_in_the_keys_are_shown_and_it_is_left(name: str) -> None:
    keys, page = TEXT_LINES[name]
    line = look(keys, answered(), go_to=page, table=WHO).sitting.top
    assert line.typing
    for asked in (*(["?"] if not line.initial_text() else []), ESC + "?"):
        seen = look(keys + asked, answered(), go_to=page, table=WHO)
        assert "Keys on this page" in seen.display, asked
        assert "press Esc first" in seen.display
        closed = look(keys + asked + ENTER, answered(), go_to=page, table=WHO)
        assert type(closed.sitting.top) is type(line)
    # With something in it, a question mark is text, and the keys are behind Esc; the text is still there.
    seen = look(keys + "ab?" + ESC + "?" + ENTER, answered(), go_to=page, table=WHO)
    assert "ab?" in seen.display
    left = look(keys + ESC + "q", answered(), go_to=page, table=WHO)
    assert left.outcome == "left"


def test_what_is_typed_about_who_is_here_is_kept_when_the_line_is_left() -> None:
    for leaving in (ESC + "q", "\t", "\x1b[Z", "\x03", ESC + "?q"):
        held = session(group="customer")
        look("iEve Walker" + leaving, held, go_to="review", table=Table())
        assert held.interview.respondent.name == "Eve Walker", repr(leaving)


@pytest.mark.parametrize("keys", ["c?", "g?", CTRL_G + "x"])
def test_a_list_that_is_picked_from_shows_its_keys_and_is_left(keys: str) -> None:
    seen = look(keys, answered(), go_to="review", scorecard=str)
    assert "Keys on this page" in seen.display or keys.startswith(CTRL_G)
    assert look(keys + "q", answered(), go_to="review", scorecard=str).outcome == "left"
