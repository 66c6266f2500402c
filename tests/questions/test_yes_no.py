"""Yes or no."""

import pytest
from kits.questions import ENGLISH, plain_text, question

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.result import QuestionScore
from cfdiag.questions import MismatchError
from cfdiag.questions.yes_no import TYPE

YES_NO = question("yes_no")


@pytest.mark.parametrize(
    ("q", "value"),
    [
        (YES_NO, "no"),
    ],
)
def test_valid(q, value):
    assert TYPE.check(q, value) is None


@pytest.mark.parametrize(
    ("q", "value", "expected"),
    [
        (YES_NO, True, "yes or no"),
        (YES_NO, "Yes", "yes or no"),
    ],
)
def test_invalid(q, value, expected):
    assert TYPE.check(q, value) == expected


@pytest.mark.parametrize(
    ("q", "typed", "language", "value"),
    [
        (YES_NO, "Y", "en", "yes"),
        (YES_NO, "nee", "nl", "no"),
        (YES_NO, "J", "nl", "yes"),
        (YES_NO, "no", "nl", "no"),
        (YES_NO, "1", "en", "yes"),
        (YES_NO, "2", "nl", "no"),
    ],
)
def test_typed(q, typed, language, value):
    parsed = TYPE.parse(q, typed, locale_for(language))
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("q", "typed", "message"),
    [
        (YES_NO, "perhaps", "yes or no"),
        (YES_NO, "nee", "yes or no"),
    ],
)
def test_typed_wrongly(q, typed, message):
    with pytest.raises(MismatchError) as caught:
        TYPE.parse(q, typed, ENGLISH)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("q", "value", "language", "shown"),
    [
        (YES_NO, "yes", "nl", "Ja"),
    ],
)
def test_shown(q, value, language, shown):
    assert TYPE.show(q, value, locale_for(language)) == shown


@pytest.mark.parametrize(
    ("q", "value", "points"),
    [
        (YES_NO, "yes", 100),
        (question("yes_no", reverse=True), "yes", 0),
    ],
)
def test_points(q, value, points):
    assert TYPE.points(q, value) == points


def test_both_answers_are_offered_counted_and_compared():
    assert TYPE.offered(YES_NO, locale_for("nl")) == [("yes", "Ja"), ("no", "Nee")]
    assert TYPE.values(YES_NO) == TYPE.domain(YES_NO).words == ("yes", "no")
    assert TYPE.value_of("no") == "no"
    assert TYPE.prompt(YES_NO, ENGLISH) == "Yes or no: "


def test_a_report_counts_them():
    score = QuestionScore(n=3, status={"answered": 3, "unknown": 1}, distribution={"no": 1, "yes": 2})
    assert TYPE.cell(YES_NO, score, locale_for("en"), plain_text) == "2 of 3: yes; 1 of 3: no; 1 did not know"
    assert TYPE.cell(YES_NO, QuestionScore(n=None), locale_for("en"), plain_text) == ""
