"""What all eight share: beginning and end, both kinds of action, both languages, the time they take."""

from __future__ import annotations

import re

import pytest
from questionnaires.rules import diagnostics, question_texts, questionnaire

from cfdiag.ground.files import shipped
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.questions import TYPES

IDS = sorted(path.stem for path in shipped("questionnaires").glob("*.yaml"))
GROUPS = [(id_, group) for id_ in IDS for group in questionnaire(id_).groups]
ACTIONS = {"silo-busting": 10, "account-view": 10}
"""How many actions a questionnaire brings at least; six where nothing is said."""
SCORED = {"appreciative", "customer-view", "silo-busting"}
_TO_CUSTOMERS = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
_TO_INSIDERS = re.compile(r"\b(u|uw)\b", re.IGNORECASE)


def asked(q: Questionnaire, group: str) -> list[Question]:
    return [question for s in q.sections for question in s.questions if group in question.groups]


def test_there_are_eight() -> None:
    assert IDS == [
        "account-view",
        "appreciative",
        "customer-panel",
        "customer-view",
        "listening",
        "silo-busting",
        "territory",
        "territory-handover",
    ]


@pytest.mark.parametrize("id_", IDS)
def test_check_has_nothing_to_say(id_: str) -> None:
    assert diagnostics(id_) == []


@pytest.mark.parametrize("id_", IDS)
def test_it_says_what_it_is_for_whom_and_where_it_comes_from(id_: str) -> None:
    q = questionnaire(id_)
    assert q.purpose is not None
    assert q.audience is not None
    assert re.fullmatch(r"\d{3}(, \d{3})*", q.source)


@pytest.mark.parametrize("id_", IDS)
def test_it_mends_and_builds(id_: str) -> None:
    q = questionnaire(id_)
    assert len(q.actions) >= ACTIONS.get(id_, 6)
    assert {action.kind for action in q.actions} == {"mend", "build"}
    assert {finding.kind for finding in q.findings} == {"concern", "strength"}
    assert {action.horizon for action in q.actions} <= {30, 60, 90}


@pytest.mark.parametrize("id_", IDS)
def test_only_what_many_people_rate_is_scored(id_: str) -> None:
    kinds = {dimension.kind for dimension in questionnaire(id_).dimensions.values()}
    assert kinds <= ({"scored"} if id_ in SCORED else {"checklist"})


@pytest.mark.parametrize(("id_", "group"), GROUPS)
def test_it_opens_with_what_happens_and_ends_with_what_was_not_asked(id_: str, group: str) -> None:
    q = questionnaire(id_)
    first = next(s for s in q.sections if any(group in question.groups for question in s.questions))
    assert first.intro is not None
    assert first.intro.pick("en", group)
    last = asked(q, group)[-1]
    assert (last.id, last.type) == ("not_asked", "text")


@pytest.mark.parametrize(("id_", "group"), GROUPS)
def test_it_fits_into_the_minutes_it_names(id_: str, group: str) -> None:
    q = questionnaire(id_)
    minutes = q.groups[group].minutes or q.minutes
    assert minutes is not None
    unconditional = [question for question in asked(q, group) if question.when is None]
    seconds = sum(TYPES[x.type].seconds * (2 if group in x.importance else 1) for x in unconditional)
    assert seconds <= 60 * minutes


@pytest.mark.parametrize(("id_", "group"), GROUPS)
def test_a_dutch_customer_is_u_and_a_colleague_je(id_: str, group: str) -> None:
    wrong = _TO_CUSTOMERS if group == "customer" else _TO_INSIDERS
    for place, text in question_texts(questionnaire(id_), group):
        spoken = re.split(r"[.\[ ]", place)[0] not in ("purpose", "for_whom") and ".probe" not in place
        if spoken and place.endswith("(nl)"):
            assert not wrong.search(text), f"{place}: {text}"


@pytest.mark.parametrize("id_", [id_ for id_, group in GROUPS if group == "customer"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_a_customer_sees_first_is_not_what_insiders_suppose(id_: str, language: str) -> None:
    q = questionnaire(id_)
    inside = next(group for group in q.groups if group != "customer")
    for text in (q.purpose, q.audience):
        assert text is not None
        assert text.pick(language, "customer") != text.pick(language, inside)
