"""What is promised about a name and about quoting is said by one page, and by no questionnaire otherwise."""

from __future__ import annotations

import re

import pytest
from kits.screen import look, session

from cfdiag.formats.library import Library
from cfdiag.interview.consent import said
from cfdiag.interview.face.promise import promise
from cfdiag.model.interview import Consent

LIBRARY = Library()
CELLS = [(id_, group) for id_ in LIBRARY.ids() for group in LIBRARY.get(id_).groups]
OF_THEIR_NAME = re.compile(r"\b(your|je|uw) (name|naam)\b|\bwith (a )?name\b|\bmet naam\b", re.IGNORECASE)
IF_THEY_AGREE = re.compile(r"only if you agree|alleen met (je|uw) naam|alleen als (je|u) dat goedvindt")
QUOTED = re.compile(r"\b(quoted?|geciteerd|citeren|aangehaald)\b", re.IGNORECASE)


def sentences(id_: str, group: str, language: str) -> list[str]:
    """What is read aloud of a questionnaire before its questions."""
    q = LIBRARY.get(id_)
    intros = [s.intro for s in q.sections if any(group in each.groups for each in s.questions)]
    texts = [text.pick(language, group) for text in (q.purpose, *intros) if text is not None]
    return [sentence for text in texts for sentence in re.split(r"(?<=[.!?])\s+", text)]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(("id_", "group"), CELLS)
def test_no_opening_says_anything_else_about_a_name_than_the_promise(
    id_: str, group: str, language: str
) -> None:
    about_name = [text for text in sentences(id_, group, language) if OF_THEIR_NAME.search(text)]
    if LIBRARY.get(id_).groups[group].anonymous:
        # Their name is not kept, and whether they are quoted is asked at the end.
        quoted = [text for text in sentences(id_, group, language) if QUOTED.search(text)]
        assert about_name + quoted == []
    assert [text for text in about_name if not IF_THEY_AGREE.search(text)] == []


@pytest.mark.parametrize(("id_", "group"), CELLS)
def test_the_opening_says_the_promise_once(id_: str, group: str) -> None:
    held = session(LIBRARY.get(id_), group=group, account="acme")
    page = look("", held, rows=60).sitting
    said = promise(page.presenter.words)
    assert " ".join(look("", held, rows=60).display.split()).count(said) == 1


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("agreed", [None, *Consent])
@pytest.mark.parametrize(("id_", "group"), [("customer-view", "internal"), ("customer-view", "customer")])
def test_that_they_may_stop_and_skip_is_said_whatever_was_agreed_before(
    id_: str, group: str, agreed: Consent | None, language: str
) -> None:
    held = session(LIBRARY.get(id_), group=group, language=language)
    if agreed is not None:
        held.do(said(held.interview, agreed))
    told = promise(look("", held).sitting.presenter.words)
    stop, skip = {"en": ("stop", "skip"), "nl": ("stoppen", "overslaan")}[language]
    assert stop in told
    assert skip in told
    assert ("at the end" in told or "aan het einde" in told) is (agreed is None)
