"""What all that ship share: beginning and end, both kinds of action, both languages, the time they take."""

from __future__ import annotations

import re

import pytest
from questionnaires.rules import diagnostics, question_texts, questionnaire

from cfdiag.ground.files import shipped
from cfdiag.model.expression import names
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.questions import TYPES
from cfdiag.rules.duration import named_minutes, usual_minutes

IDS = sorted(path.stem for path in shipped("questionnaires").glob("*.yaml"))
GROUPS = [(id_, group) for id_ in IDS for group in questionnaire(id_).groups]
ACTIONS = {"silo-busting": 10, "account-view": 10}
"""How many actions a questionnaire brings at least; six where nothing is said."""
SCORED = {"appreciative", "customer-view", "silo-busting"}
_TO_CUSTOMERS = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
_TO_INSIDERS = re.compile(r"\b(u|uw)\b", re.IGNORECASE)


def asked(q: Questionnaire, group: str) -> list[Question]:
    return [question for s in q.sections for question in s.questions if group in question.groups]


def test_none_was_lost() -> None:
    assert len(IDS) >= 8


@pytest.mark.parametrize("id_", IDS)
def test_check_has_nothing_to_say(id_: str) -> None:
    assert diagnostics(id_) == []


@pytest.mark.parametrize("id_", IDS)
def test_each_earlier_text_stands_there_once(id_: str) -> None:
    same = questionnaire(id_).same_as
    assert len(same) == len(set(same))
    assert questionnaire(id_).sha256 not in same


@pytest.mark.parametrize("id_", IDS)
def test_it_says_what_it_is_for_whom_and_where_it_comes_from(id_: str) -> None:
    q = questionnaire(id_)
    assert q.purpose is not None
    assert q.audience is not None
    assert re.fullmatch(r"\d{3}(, \d{3})*", q.source)


@pytest.mark.parametrize("id_", IDS)
def test_every_rating_has_a_short_name_of_its_own(id_: str) -> None:
    rated = [x for s in questionnaire(id_).sections for x in s.questions if TYPES[x.type].rated]
    for language in ("en", "nl"):
        labels = [x.label.pick(language) if x.label else "" for x in rated]
        assert all(0 < len(label.split()) <= 6 for label in labels), labels
        assert len(set(labels)) == len(labels)


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
    for short in (False, True):
        minutes = named_minutes(q, group, short=short)
        assert minutes is not None
        assert round(usual_minutes(q, group, short=short)) <= minutes


@pytest.mark.parametrize(("id_", "group"), GROUPS)
def test_the_essentials_are_whole(id_: str, group: str) -> None:
    """They are shorter, begin as the talk does, and hang on nothing that is left out."""
    q = questionnaire(id_)
    kept = {question.id for question in asked(q, group) if question.essential}
    assert 0 < len(kept) < len(asked(q, group))
    for question in asked(q, group):
        if question.essential and question.when is not None:
            assert {path[0] for path in (name.key for name in names(question.when))} <= kept, question.id
    first = next(s for s in q.sections if any(group in x.groups and x.essential for x in s.questions))
    assert first.intro is not None
    assert first.intro.pick("en", group)
    named = named_minutes(q, group, short=True), named_minutes(q, group)
    assert named[0] is not None
    assert named[0] < (named[1] or 0)


@pytest.mark.parametrize("id_", IDS)
def test_a_dimension_keeps_two_questions_in_the_essentials_and_as_many_as_its_score_needs(id_: str) -> None:
    q = questionnaire(id_)
    for name, dimension in q.dimensions.items():
        mine = [x for s in q.sections for x in s.questions if x.dimension == name]
        kept = [x for x in mine if x.essential]
        if not kept and dimension.kind == "checklist":
            continue  # left out as a whole
        assert len(kept) >= min(len(mine), max(2, dimension.min_valid or 0)), name


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


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("id_", IDS)
def test_a_customer_does_not_read_what_insiders_are_told_it_is_for(id_: str, language: str) -> None:
    q = questionnaire(id_)
    assert q.purpose is not None
    inside = {q.purpose.pick(language, group) for group in q.groups if q.side(group) == "inside"}
    for group in q.groups:
        if q.side(group) == "customer":
            told = q.purpose.pick(language, group)
            assert told not in inside
            # What is expected to be found would be found.
            assert not re.search(r"\b(compare|finding|expect|insiders|vergelijk|verwacht|medewerkers)", told)


@pytest.mark.parametrize("id_", IDS)
def test_who_buys_is_called_a_customer_and_nothing_else(id_: str) -> None:
    text = next(path for path in shipped("questionnaires").glob("*.yaml") if path.stem == id_)
    assert re.findall(r"(?<![\w])clients?(?![\w:])", text.read_text(encoding="utf-8"), re.IGNORECASE) == []
