"""Whether somebody may be named is asked of groups that are not anonymous, and never stands in the way."""

from __future__ import annotations

import io

import pytest
from kits.screen import look, session, type_in

from cfdiag.interview import flow, plain
from cfdiag.interview.events import Answered
from cfdiag.interview.plain.console import Lines
from cfdiag.interview.session import Session
from cfdiag.model.interview import Answer


class Terminal(io.StringIO):
    """Lines that somebody could type again."""

    def isatty(self) -> bool:
        return True


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
    plain.run_plain(held, Lines(Terminal(typed), said))
    return said.getvalue()


@pytest.mark.parametrize(
    ("keys", "consent", "told"),
    [
        ("", None, "Consent: not asked yet. c: with name, without name, or only counted."),
        ("c", "named", "Consent: may be quoted with name. c changes it."),
        ("cc", "quoted", "Consent: may be quoted without name. c changes it."),
        ("ccc", "counted", "Consent: only counted, not quoted. c changes it."),
        ("cccc", None, "Consent: not asked yet."),
    ],
)
@pytest.mark.parametrize("page", ["opening", "review"])
def test_one_key_goes_through_them(page: str, keys: str, consent: str | None, told: str) -> None:
    held = look(keys, session(group="customer"), go_to=page)
    assert told in held.display
    assert held.interview.respondent.consent == consent
    assert "c consent" in held.display


def test_an_anonymous_group_is_not_asked() -> None:
    for page in ("opening", "review"):
        held = look("c", session(group="internal"), go_to=page)
        assert "Consent" not in held.display
        assert held.interview.respondent.consent is None


def test_in_dutch() -> None:
    held = look("c", session(group="customer", language="nl"))
    assert "Toestemming: mag met naam worden aangehaald. c wijzigt dat." in held.display


def test_finishing_asks_once_and_takes_no_for_an_answer() -> None:
    asked = look("f", everything_dealt_with())
    assert "May their words be quoted? c says so; f again finishes without." in asked.display
    assert asked.interview.finished is None
    assert type_in("ff", everything_dealt_with()).outcome == "finished"
    assert type_in("f", everything_dealt_with(consent="counted")).outcome == "finished"


def test_plain_mode_tells_it_at_the_beginning_and_once_at_the_review() -> None:
    said = lines(everything_dealt_with(), "1\n\nquit\n")
    told = (
        "Consent: not asked yet. /consent named: quoted with name; /consent quoted: without name; "
        "/consent counted: counted."
    )
    assert said.count(told) == 2
    assert said.index(told) < said.index("Review")
    assert lines(everything_dealt_with(consent="counted"), "quit\n").count("Consent:") == 1


def test_plain_mode_sets_it_with_a_command() -> None:
    held = session(group="customer")
    said = lines(held, "/consent\n/consent perhaps\n/consent named\nBuying\n/consent -\n/consent counted\n")
    assert "Please give named, quoted, counted, -." in said
    assert "Saved: consent: may be quoted with name." in said
    assert "Saved: consent: not asked yet." in said
    assert held.interview.respondent.consent == "counted"
    assert held.interview.answers["role"].value == "Buying"


def test_plain_mode_of_an_anonymous_group_says_so_when_asked() -> None:
    said = lines(session(group="internal"), "/consent\n")
    assert "The answers of this group are anonymous." in said
    assert "Consent:" not in said


def test_on_a_low_screen_a_change_is_seen_too() -> None:
    held = look("c", session(group="customer"), columns=46, rows=14)
    assert "Consent: may be quoted with name." in held.display
