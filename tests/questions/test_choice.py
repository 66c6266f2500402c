"""One of several options."""

import pytest
from kits.questions import ENGLISH, OPTIONS, plain_text, question

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.result import QuestionScore
from cfdiag.questions import MismatchError
from cfdiag.questions.choice import TYPE

CHOICE = question("choice", options=OPTIONS)


@pytest.mark.parametrize(
    ("q", "value"),
    [
        (CHOICE, "critic"),
    ],
)
def test_valid(q, value):
    assert TYPE.check(q, value) is None


@pytest.mark.parametrize(
    ("q", "value", "expected"),
    [
        (CHOICE, "boss", "one of buyer, critic, other"),
        (CHOICE, ["buyer"], "one of buyer, critic, other"),
    ],
)
def test_invalid(q, value, expected):
    assert TYPE.check(q, value) == expected


@pytest.mark.parametrize(
    ("q", "typed", "value"),
    [
        (CHOICE, "2", "critic"),
        (CHOICE, "Buyer", "buyer"),
        (CHOICE, "critic, now and then", "critic"),
    ],
)
def test_typed(q, typed, value):
    parsed = TYPE.parse(q, typed, ENGLISH)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("q", "typed", "message"),
    [
        (CHOICE, "4", "a number from 1 to 3"),
        (CHOICE, "0", "a number from 1 to 3"),
    ],
)
def test_typed_wrongly(q, typed, message):
    with pytest.raises(MismatchError) as caught:
        TYPE.parse(q, typed, ENGLISH)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("q", "value", "language", "shown"),
    [
        (CHOICE, "gone", "en", "gone"),
    ],
)
def test_shown(q, value, language, shown):
    assert TYPE.show(q, value, locale_for(language)) == shown


@pytest.mark.parametrize(
    ("q", "value", "points"),
    [
        (CHOICE, "critic", 20),
        (CHOICE, "other", None),
    ],
)
def test_points(q, value, points):
    assert TYPE.points(q, value) == points


def test_the_options_are_offered_counted_and_compared():
    assert TYPE.offered(CHOICE, locale_for("nl"))[0] == ("buyer", "Inkoper")
    ids = ("buyer", "critic", "other")
    assert TYPE.values(CHOICE) == TYPE.bins(CHOICE) == TYPE.domain(CHOICE).words == ids
    assert TYPE.value_of("buyer") == "buyer"
    assert TYPE.prompt(CHOICE, ENGLISH) == "Enter a number from 1 to 3: "


def test_a_report_counts_them():
    score = QuestionScore(n=3, status={"answered": 3}, distribution={"buyer": 1, "critic": 2, "other": 0})
    said = "2 of 3: Critic, now and then; 1 of 3: Buyer"
    assert TYPE.cell(CHOICE, score, locale_for("en"), plain_text) == said
    gone = QuestionScore(n=1, status={"answered": 1}, distribution={"old_one": 1})
    assert TYPE.cell(CHOICE, gone, locale_for("en"), plain_text) == "1 of 1: Old one"
