"""One sentence at the start and one question at the end; anonymous groups are asked for no name."""

from __future__ import annotations

import io

import pytest
from kits.screen import ENTER, ESC, SPACE, look, session, type_in
from kits.typed import TypedLines

from cfdiag.interview import flow, plain
from cfdiag.interview.events import Answered
from cfdiag.interview.plain.console import Lines
from cfdiag.interview.session import Session
from cfdiag.model.interview import Answer


def customer(**who: str) -> Session:
    """A customer of whom everything required is answered."""
    held = session(group="customer", **who)
    for key, value in (("role", "Buying"), ("channel", "phone"), ("products", 3)):
        held.do(Answered(key, Answer(status="answered", value=value)))
    for item in held.interview.items["points"]:
        held.do(Answered(f"points/{item}/point", Answer(status="answered", value=4)))
    return held


def everything_dealt_with(**who: str) -> Session:
    """A customer with nothing open."""
    held = customer(**who)
    while (key := flow.first_open(held.questionnaire, held.interview)) is not None:
        held.do(Answered(key, Answer(status="skipped")))
    return held


def lines(held: Session, typed: str) -> str:
    """What plain mode says."""
    said = io.StringIO()
    plain.run_plain(held, Lines(TypedLines(typed), said))
    return said.getvalue()


WORDS = {
    "en": ("without my name", "Only counted", "with my name"),
    "nl": ("zonder mijn naam", "Alleen meegeteld", "met mijn naam"),
}
NAMED, QUOTED, COUNTED = "My words with my name", "My words without my name", "Only counted"


@pytest.mark.parametrize("page", ["opening", "review"])
@pytest.mark.parametrize(("digit", "consent"), [("1", "named"), ("2", "quoted"), ("3", "counted")])
def test_a_key_shows_what_there_is_with_its_consequence(page: str, digit: str, consent: str) -> None:
    shown = look(ESC + "c", session(group="customer"), go_to=page)
    assert all(choice in shown.display for choice in (NAMED, QUOTED, COUNTED))
    assert look(ESC + "c" + digit, session(group="customer"), go_to=page).interview.respondent.consent is None
    held = look(ESC + "c" + digit + ENTER, session(group="customer"), go_to=page)
    assert held.interview.respondent.consent == consent
    left = look(ESC + "c" + digit + ESC, session(group="customer"), go_to=page, pause=0.5)
    assert left.interview.respondent.consent is None


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (46, 14)])
def test_an_anonymous_group_is_asked_for_no_name(size: tuple[int, int], language: str) -> None:
    for keys, page in ((ESC + "c", "opening"), ("c", "review"), ("\x1b[F", "read_back")):
        held = session(group="internal", language=language)
        shown = look(keys, held, go_to=page, columns=size[0], rows=size[1]).display
        quoted, counted, named = WORDS[language]
        assert quoted in shown
        assert counted in shown
        assert named not in shown


def test_the_beginning_says_what_will_be_asked_and_asks_nothing() -> None:
    for group, told in (
        ("customer", "at the end you decide whether your name"),
        ("internal", "at the end you decide whether your words"),
    ):
        assert told in " ".join(look("", session(group=group)).display.split())
    dutch = " ".join(look("", session(group="customer", language="nl")).display.split())
    assert "U mag altijd stoppen" in dutch
    assert "Je mag altijd stoppen" in " ".join(look("", session(language="nl")).display.split())


def test_the_end_is_one_page_of_the_words_and_one_question() -> None:
    held = everything_dealt_with()
    held.do(Answered("role", Answer(status="answered", value="Buying", note="said twice")))
    asked = look("f", held)
    assert "Please read this back" in asked.display
    assert "“Buying”" in asked.display
    assert "said twice" not in asked.display  # the interviewer's own note
    assert NAMED in asked.display
    assert asked.interview.finished is None
    again = look("f" + ENTER, everything_dealt_with())
    assert "Please ask: What may become of these words? 1-3." in again.display
    assert again.interview.finished is None
    for digit, consent in (("1", "named"), ("2", "quoted"), ("3", "counted")):
        done = type_in("f" + digit + ENTER * 2, everything_dealt_with())
        assert (done.outcome, done.interview.respondent.consent) == ("finished", consent)
    without = type_in("f" + ENTER * 3, everything_dealt_with())
    assert (without.outcome, without.interview.respondent.consent) == ("finished", None)
    # What a flag or the roster said is not asked again.
    assert type_in("f" + ENTER * 2, everything_dealt_with(consent="counted")).outcome == "finished"


def test_it_is_asked_whatever_is_still_open() -> None:
    shown = look(ESC + "r" + "ff", customer())
    assert NAMED in shown.display


def test_one_sentence_may_be_marked_to_be_quoted() -> None:
    held = look("f" + SPACE, everything_dealt_with())
    assert held.interview.answers["role"].quotable
    assert "[x] “Buying”" in held.display
    assert not look(SPACE, held.session, go_to="read_back").interview.answers["role"].quotable


def test_plain_mode_says_it_at_the_beginning_and_asks_once_at_the_end() -> None:
    said = lines(everything_dealt_with(), "finish\n2\n\n")
    assert said.count("at the end you decide whether your name stands with it") == 1
    assert said.count("What may become of these words?") == 1
    assert said.index("Review") < said.index("“Buying”") < said.index("1. My words with my name")
    assert "Saved: consent: may be quoted without name." in said
    assert "Thank you. Everything is saved." in said
    known = lines(everything_dealt_with(consent="counted"), "finish\n\n")
    assert "What may become" not in known
    assert "Thank you" in known


def test_of_a_pipe_nothing_but_the_questions_is_asked() -> None:
    said = io.StringIO()
    held = everything_dealt_with()
    assert plain.run_plain(held, Lines(io.StringIO("finish\n"), said)) == "finished"
    assert "What may become" not in said.getvalue()
    assert held.interview.respondent.consent is None


def test_plain_mode_sets_it_with_a_command() -> None:
    held = session(group="customer")
    said = lines(held, "/consent\n/consent perhaps\n/consent 1\nBuying\n/consent -\n/consent counted\n")
    assert "Please give named, quoted, counted, -." in said
    assert "Saved: consent: may be quoted with name." in said
    assert held.interview.respondent.consent == "counted"
    assert held.interview.answers["role"].value == "Buying"
    anonymous = lines(session(group="internal"), "/consent named\n")
    assert "Please give quoted, counted, -." in anonymous


def test_on_a_low_screen_the_answers_are_seen_too() -> None:
    held = look("f", everything_dealt_with(), columns=46, rows=14)
    assert "Please read this back" in held.display
    asked = look("f" + ENTER, everything_dealt_with(), columns=46, rows=14)
    assert "Please ask" in asked.display
    for n, choice in enumerate((NAMED, QUOTED, COUNTED), 1):
        assert f"{n} ( ) {choice}" in asked.display
