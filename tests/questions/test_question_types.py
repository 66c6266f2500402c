"""Every question type: what is valid, what may be typed, how it shows, its points."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.interview import Answer, AnswerValue
from cfdiag.model.questionnaire import QUESTION_TYPES, Option, Question, Scale
from cfdiag.model.text import Text, plain
from cfdiag.questions import TYPES, MismatchError, check_answer

FIVE = Scale(
    "five", 1, 5, {1: plain("Very poor"), 5: Text({"": {"en": "Excellent", "nl": "Uitstekend"}}, "en")}
)
TEN = Scale("ten", 0, 10, {})
OPTIONS = (
    Option("buyer", Text({"": {"en": "Buyer", "nl": "Inkoper"}}, "en"), 100),
    Option("critic", plain("Critic, now and then"), 20),
    Option("other", plain("Somebody else")),
)


def question(type_: str, **more: Any) -> Question:
    return Question(**{"id": "q", "type": type_, "ask": plain("?"), "groups": ("internal",), **more})  # type: ignore[arg-type]


RATING = question("rating", scale=FIVE)
YES_NO = question("yes_no")
CHOICE = question("choice", options=OPTIONS)
CHOICES = question("choices", options=OPTIONS)
NUMBER = question("number", min=0, max=100)
DATE = question("date")
TEXT = question("text")
ALL = (RATING, YES_NO, CHOICE, CHOICES, NUMBER, DATE, TEXT)


def test_every_type_of_the_model_is_in_the_table() -> None:
    assert tuple(TYPES) == QUESTION_TYPES
    assert all(type_.seconds > 0 and type_.name == name for name, type_ in TYPES.items())


@pytest.mark.parametrize(
    ("q", "value"),
    [
        (RATING, 1),
        (RATING, 5),
        (question("rating", scale=TEN), 0),
        (YES_NO, "no"),
        (CHOICE, "critic"),
        (CHOICES, []),
        (CHOICES, ["other", "buyer"]),
        (NUMBER, 0),
        (NUMBER, 99.5),
        (DATE, "2024-02-29"),
        (TEXT, "x"),
    ],
)
def test_valid(q: Question, value: AnswerValue) -> None:
    assert TYPES[q.type].check(q, value) is None


@pytest.mark.parametrize(
    ("q", "value", "expected"),
    [
        (RATING, 0, "a whole number from 1 to 5"),
        (RATING, 6, "a whole number from 1 to 5"),
        (RATING, 4.0, "a whole number from 1 to 5"),
        (RATING, True, "a whole number from 1 to 5"),
        (RATING, "4", "a whole number from 1 to 5"),
        (YES_NO, True, "yes or no"),
        (YES_NO, "Yes", "yes or no"),
        (CHOICE, "boss", "one of buyer, critic, other"),
        (CHOICE, ["buyer"], "one of buyer, critic, other"),
        (CHOICES, "buyer", "a list of buyer, critic, other"),
        (CHOICES, ["buyer", "buyer"], "a list of buyer, critic, other"),
        (
            question("choices", options=OPTIONS, max=1),
            ["buyer", "other"],
            "a list of at most 1 of buyer, critic, other",
        ),
        (NUMBER, 101, "a number from 0 to 100"),
        (NUMBER, float("nan"), "a number from 0 to 100"),
        (question("number"), float("inf"), "a number"),
        (question("number", min=3), 2, "a number of at least 3"),
        (question("number", max=3), 4, "a number of at most 3"),
        (question("number"), True, "a number"),
        (DATE, "2026-02-29", "a date as year-month-day, such as 2026-11-22"),
        (DATE, "2026-1-1", "a date as year-month-day, such as 2026-11-22"),
        (TEXT, "  ", "a text of at most 20000 characters"),
        (TEXT, "x" * 20_001, "a text of at most 20000 characters"),
        (TEXT, None, "a text of at most 20000 characters"),
    ],
)
def test_invalid(q: Question, value: AnswerValue, expected: str) -> None:
    assert TYPES[q.type].check(q, value) == expected


@pytest.mark.parametrize(
    ("q", "typed", "value"),
    [
        (RATING, " 4 ", 4),
        (RATING, "excellent", 5),
        (question("rating", scale=TEN), "10", 10),
        (YES_NO, "Y", "yes"),
        (YES_NO, "nee", "no"),
        (YES_NO, "1", "yes"),
        (CHOICE, "2", "critic"),
        (CHOICE, "Buyer", "buyer"),
        (CHOICE, "critic, now and then", "critic"),
        (CHOICES, "3, 1", ["buyer", "other"]),
        (CHOICES, "buyer other", ["buyer", "other"]),
        (CHOICES, "Critic, now and then", ["critic"]),
        (CHOICES, "1;1", ["buyer"]),
        (NUMBER, "12,5", 12.5),
        (NUMBER, "7", 7),
        (question("number"), "-3", -3),
        (DATE, "2026-11-22", "2026-11-22"),
        (DATE, "22-11-2026", "2026-11-22"),
        (DATE, "1.2.2026", "2026-02-01"),
        (TEXT, "  as it is ", "as it is"),
    ],
)
def test_typed(q: Question, typed: str, value: AnswerValue) -> None:
    parsed = TYPES[q.type].parse(q, typed)
    assert parsed == value
    assert type(parsed) is type(value)


def test_typed_in_dutch() -> None:
    assert TYPES["choice"].parse(CHOICE, "inkoper", "nl") == "buyer"
    assert TYPES["rating"].parse(RATING, "Uitstekend", "nl") == 5


@pytest.mark.parametrize(
    ("q", "typed", "message"),
    [
        (RATING, "6", "a whole number from 1 to 5"),
        (RATING, "", "a whole number from 1 to 5"),
        (RATING, "٣", "a whole number from 1 to 5"),
        (YES_NO, "perhaps", "yes or no"),
        (CHOICE, "4", "a number from 1 to 3"),
        (CHOICE, "0", "a number from 1 to 3"),
        (CHOICES, "1, 9", "numbers from 1 to 3, separated by commas"),
        (NUMBER, "1_000", "a number from 0 to 100"),
        (NUMBER, "1e9", "a number from 0 to 100"),
        (NUMBER, "٣", "a number from 0 to 100"),
        (NUMBER, "101", "a number from 0 to 100"),
        (DATE, "11/22/2026", "a date as year-month-day, such as 2026-11-22"),
        (DATE, "31-2-2026", "a date as year-month-day, such as 2026-11-22"),
        (TEXT, " ", "a text of at most 20000 characters"),
    ],
)
def test_typed_wrongly(q: Question, typed: str, message: str) -> None:
    with pytest.raises(MismatchError) as caught:
        TYPES[q.type].parse(q, typed)
    assert str(caught.value) == message
    assert caught.value.template.format(**caught.value.values) == message


@pytest.mark.parametrize(
    "q", [*ALL, question("number"), question("number", min=1), question("number", max=1)]
)
def test_what_is_expected_can_be_said_in_dutch(q: Question) -> None:
    expected = [TYPES[q.type].expects(q)]
    with pytest.raises(MismatchError) as caught:
        TYPES[q.type].parse(q, "?" * 20_001)
    for mismatch in (*expected, caught.value):
        said = locale_for("nl")(mismatch.template, **mismatch.values)
        assert said != str(mismatch)
        assert "{" not in said


@given(st.sampled_from(ALL), st.text(max_size=12))
def test_what_can_be_typed_is_valid_or_refused(q: Question, typed: str) -> None:
    try:
        value = TYPES[q.type].parse(q, typed)
    except MismatchError:
        return
    assert TYPES[q.type].check(q, value) is None


@given(st.sampled_from(ALL), st.data())
def test_what_is_shown_can_be_typed_again(q: Question, data: st.DataObject) -> None:
    values = {
        "rating": st.integers(1, 5),
        "yes_no": st.sampled_from(["yes", "no"]),
        "choice": st.sampled_from(["buyer", "critic", "other"]),
        "choices": st.lists(st.sampled_from(["buyer", "other"]), unique=True, min_size=1).map(sorted),
        "number": st.integers(0, 100) | st.sampled_from([0.5, 12.25]),
        "date": st.just("2026-11-22"),
        "text": st.sampled_from(["one", "two words"]),
    }
    value = data.draw(values[q.type])
    shown = TYPES[q.type].show(q, value)
    assert shown
    if q.type not in ("date", "rating"):  # shown in words: `22 November 2026`, `4 – Good`
        assert TYPES[q.type].parse(q, shown) == value


@pytest.mark.parametrize(
    ("q", "value", "language", "shown"),
    [
        (RATING, 5, "nl", "5 – Uitstekend"),
        (RATING, 3, "en", "3"),
        (YES_NO, "yes", "nl", "Ja"),
        (CHOICE, "gone", "en", "gone"),
        (CHOICES, ["buyer", "critic"], "nl", "Inkoper, Critic, now and then"),
        (NUMBER, 12.5, "nl", "12,5"),
        (DATE, "2026-11-22", "nl", "22 november 2026"),
        (TEXT, None, "en", ""),
    ],
)
def test_shown(q: Question, value: AnswerValue, language: str, shown: str) -> None:
    assert TYPES[q.type].show(q, value, language) == shown


@pytest.mark.parametrize(
    ("q", "value", "points"),
    [
        (RATING, 1, 0),
        (RATING, 4, 75),
        (question("rating", scale=FIVE, reverse=True), 4, 25),
        (question("rating", scale=TEN), 7, 70),
        (YES_NO, "yes", 100),
        (question("yes_no", reverse=True), "yes", 0),
        (CHOICE, "critic", 20),
        (CHOICE, "other", None),
        (CHOICES, ["buyer", "critic"], 100),
        (CHOICES, ["other"], 0),
        (CHOICES, [], 0),
        (question("choices", options=OPTIONS[2:]), ["other"], None),
        (NUMBER, 50, None),
        (question("number", scale=TEN), 2.5, 25),
        (DATE, "2026-11-22", None),
        (TEXT, "x", None),
    ],
)
def test_points(q: Question, value: AnswerValue, points: float | None) -> None:
    assert TYPES[q.type].points(q, value) == points


@pytest.mark.parametrize("q", [RATING, question("rating", scale=TEN, reverse=True), YES_NO, CHOICE])
def test_the_table_says_what_points_says(q: Question) -> None:
    table = TYPES[q.type].discrete(q)
    assert table is not None
    for value, points in table.items():
        assert TYPES[q.type].points(q, value) == points


def test_who_can_score() -> None:
    able = {q.type for q in ALL if TYPES[q.type].can_score(q)}
    assert able == {"rating", "yes_no", "choice", "choices"}


FULL = question(
    "rating",
    scale=FIVE,
    groups=("internal", "customer"),
    importance=frozenset({"customer"}),
    basis=frozenset({"internal"}),
    tags=(Option("speed", plain("Speed")),),
)


@pytest.mark.parametrize(
    ("group", "answer", "problem"),
    [
        ("internal", Answer(status="answered", value=4, basis="guess", tags=["speed"]), None),
        ("customer", Answer(status="answered", value=4, importance=5), None),
        ("customer", Answer(status="answered", value=4, importance_status="unknown"), None),
        ("customer", Answer(status="unknown", importance=3), None),
        ("internal", Answer(status="skipped"), None),
        ("owner", Answer(status="skipped"), "the group 'owner' is not asked this question"),
        ("internal", Answer(status="answered"), "the value must be a whole number from 1 to 5"),
        ("internal", Answer(status="unknown", value=3),
         "a value is there although the status is not 'answered'"),
        ("internal", Answer(status="answered", value=3, importance=3),
         "importance is not asked of the group 'internal' here"),
        ("customer", Answer(status="answered", value=3, importance=6),
         "the importance must be a whole number from 1 to 5"),
        ("customer", Answer(status="answered", value=3, importance=3, importance_status="unknown"),
         "an importance is there although importance_status says that there is none"),
        ("customer", Answer(status="answered", value=3, importance_status="answered"),
         "importance_status is 'answered' and there is no importance"),
        ("customer", Answer(status="answered", value=3, basis="guess"),
         "what the answer rests on is not asked of the group 'customer' here"),
        ("internal", Answer(status="unknown", basis="guess"),
         "a basis is there although the status is not 'answered'"),
        ("internal", Answer(status="answered", value=3, tags=["price"]), "tags must be of speed"),
    ],
)  # fmt: skip
def test_whole_answers(group: str, answer: Answer, problem: str | None) -> None:
    assert check_answer(FULL, answer, group) == problem


def test_tags_where_there_are_none() -> None:
    answer = Answer(status="answered", value="x", tags=["speed"])
    assert check_answer(TEXT, answer, "internal") == "this question has no tags"


def test_no_message_holds_the_answer() -> None:
    words = "my boss is a fool"
    assert words not in str(check_answer(CHOICE, Answer(status="answered", value=words), "internal"))
