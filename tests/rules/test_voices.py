"""Whose words an answer holds, and what of two copies is in force."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.model.interview import Answer, Consent, Interview, QuestionnaireRef, Respondent
from cfdiag.model.questionnaire import Questionnaire, Section
from cfdiag.rules.voices import Voice, consent_questions, restricted, voice_of

SOURCE = b"""\
cfdiag: 1
id: table
version: 1.0.0
title: Table
groups: {internal: {title: Inside}}
sections:
  - id: invited
    title: Invited
    repeat: {ask: Who?, name: guest, items: {}}
    questions:
      - {id: may, type: choice, ask: May we?, options: {name: By name, quote: Without, "no": No!}}
      - {id: called, type: text, ask: What is the name?}
  - id: said
    title: Said
    repeat:
      ask: Who came?
      name: guest
      items: {}
      speaker: {name: called, quotable: 'may in ["name", "quote"]', named: may == "name"}
    questions:
      - {id: words, type: text, ask: "What did {{ item }} say?"}
  - id: own
    title: Own
    questions:
      - {id: mine, type: text, ask: And you?}
"""


@pytest.fixture(scope="module")
def table() -> Questionnaire:
    return read_questionnaire(SOURCE, "table.yaml")


def noted(may: str | None, *, own: Consent | None = Consent.NAMED, **more: Any) -> Interview:
    """What somebody noted of one guest, who agreed to something or was not asked."""
    answers = {"mine": Answer(status="answered", value="Mine", quotable=True)}
    answers["invited/i1/called"] = Answer(status="answered", value="Ada Vale")
    answers["said/i7/words"] = Answer(status="answered", value="Hers")
    if may is not None:
        answers["invited/i1/may"] = Answer(status="answered", value=may)
    return Interview(
        id="p1",
        questionnaire=QuestionnaireRef(id="table", version="1.0.0"),
        respondent=Respondent(group="internal", name="Bo", consent=own),
        items={"invited": {"i1": "Guest A"}, "said": {"i7": " guest a "}},
        answers=answers,
        **more,
    )


def section(table: Questionnaire, id_: str) -> Section:
    return next(each for each in table.sections if each.id == id_)


@pytest.mark.parametrize(
    ("may", "voice"),
    [
        ("name", Voice(Consent.NAMED, "Ada Vale", third=True)),
        ("quote", Voice(Consent.QUOTED, "", third=True)),
        ("no", Voice(Consent.COUNTED, "", third=True)),
        (None, Voice(Consent.COUNTED, "", third=True)),
    ],
)
@pytest.mark.parametrize("own", [Consent.NAMED, Consent.COUNTED, None])
def test_words_of_a_guest_are_the_guests_whatever_who_noted_them_agreed_to(table, own, may, voice):
    assert voice_of(noted(may, own=own), section(table, "said"), "i7") == voice


def test_words_of_the_respondent_are_the_respondents(table):
    assert voice_of(noted("no"), section(table, "own"), "") == Voice(Consent.NAMED, "Bo", third=False)


def test_the_questions_that_consent_rests_on(table):
    assert consent_questions(table) == {"may"}


def test_of_two_copies_the_stricter_consent_is_in_force(table):
    kept, other = noted("name"), noted("name", own=Consent.QUOTED)
    assert restricted(kept, other, table).respondent.consent == Consent.QUOTED
    assert restricted(other, kept, table) == other


def test_what_a_guest_takes_back_in_another_copy_is_taken_back(table):
    kept = noted("name")
    assert restricted(kept, noted("no"), table).answers["invited/i1/may"].value == "no"
    assert "invited/i1/may" not in restricted(kept, noted(None), table).answers
    assert restricted(noted("no"), kept, table) == noted("no")


def test_what_may_not_be_quoted_in_another_copy_may_not_be(table):
    kept = noted("name")
    mine = msgspec.structs.replace(kept.answers["mine"], quotable=False)
    other = msgspec.structs.replace(kept, answers={**kept.answers, "mine": mine})
    assert not restricted(kept, other, table).answers["mine"].quotable
