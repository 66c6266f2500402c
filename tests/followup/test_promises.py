"""What was agreed in interviews, as lines of a plan: only of those who may be quoted, and each once."""

from __future__ import annotations

import pytest
from kits.scoring import questionnaire, rating

from cfdiag.followup.promises import PROMISED_IN, promises
from cfdiag.formats.library import Library
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.interview import Answer, Consent, Interview, QuestionnaireRef, Respondent

ENGLISH = locale_for("en")


def text(value):
    return Answer(status="answered", value=value)


def panel(consent, id_="i1"):
    return Interview(
        id=id_,
        questionnaire=QuestionnaireRef(id="customer-panel"),
        respondent=Respondent(group="internal", consent=consent),
        items={"agreements": {"a": "A message within the hour.", "b": "Say so", "c": "Nothing settled it"}},
        answers={
            "agreements/a/agreement_owner": text("Head of service"),
            "agreements/a/agreement_due": text("2026-12-15"),
            "agreements/a/agreement_state": text("under_way"),
            "agreements/b/agreement_state": text("done"),
            "agreements/c/agreement_due": text("2026-12"),
        },
    )


QUESTIONNAIRE = questionnaire(rating("r"), id="customer-panel")


def found(*interviews, **more):
    told = [(each, QUESTIONNAIRE) for each in interviews]
    return promises(told, ENGLISH, alone=len(interviews) == 1, **more)


@pytest.mark.parametrize("id_", PROMISED_IN)
def test_the_shipped_questionnaires_have_what_is_asked_for(id_):
    q = Library().get(id_)
    sections = {section.id: {each.id: each for each in section.questions} for section in q.sections}
    sections[""] = {id_: each for several in sections.values() for id_, each in several.items()}
    for each in PROMISED_IN[id_]:
        asked = (
            sections[each.section]
            if each.section
            else {k: v for s in sections.values() for k, v in s.items()}
        )
        for name in filter(None, (each.question, each.owner, each.due, each.state)):
            assert name in asked
        if each.state:
            assert {*each.settled} < {option.id for option in asked[each.state].options}
        assert {*each.groups} <= {*q.groups}
        for language in ("en", "nl"):
            assert "X" in locale_for(language)(each.sentence, what="X")


def test_who_what_and_by_when():
    first, second = found(panel(Consent.NAMED), panel(Consent.COUNTED, "i2")).actions
    assert (first.title, first.owner, first.due, first.status, first.interview) == (
        "A message within the hour", "Head of service", "2026-12-15", "started", "i1",
    )  # fmt: skip
    assert (second.title, second.due, second.status) == ("Nothing settled it", None, "open")


def test_the_id_is_that_of_the_interview_and_the_answer():
    ids = [each.id for each in found(panel(Consent.NAMED), panel(Consent.QUOTED, "i2")).actions]
    assert len(set(ids)) == 4
    assert ids[:2] == [each.id for each in found(panel(Consent.QUOTED)).actions]
    assert all(len(each) == len("promise-") + 8 for each in ids)


@pytest.mark.parametrize("consent", [Consent.COUNTED, None])
def test_who_did_not_agree_to_be_quoted_is_not(consent):
    both = found(panel(consent), panel(Consent.NAMED, "i2"))
    assert ({each.interview for each in both.actions}, both.withheld) == ({"i2"}, 1)


def test_one_interview_on_its_own_has_no_floor_but_a_no_is_a_no():
    assert len(found(panel(None)).actions) == 2
    assert found(panel(Consent.COUNTED)) == ([], 1)
