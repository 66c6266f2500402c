"""Several of several options."""

import pytest
from kits.questions import ENGLISH, OPTIONS, plain_text, question

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.questionnaire import Option
from cfdiag.model.result import QuestionScore
from cfdiag.model.text import plain
from cfdiag.questions import MismatchError
from cfdiag.questions.choices import TYPE

CHOICES = question("choices", options=OPTIONS)


@pytest.mark.parametrize(
    ("q", "value"),
    [
        (CHOICES, []),
        (CHOICES, ["other", "buyer"]),
    ],
)
def test_valid(q, value):
    assert TYPE.check(q, value) is None


@pytest.mark.parametrize(
    ("q", "value", "expected"),
    [
        (CHOICES, "buyer", "a list of buyer, critic, other"),
        (CHOICES, ["buyer", "buyer"], "a list of buyer, critic, other"),
        (
            question("choices", options=OPTIONS, max=1),
            ["buyer", "other"],
            "a list of at most 1 of buyer, critic, other",
        ),
    ],
)
def test_invalid(q, value, expected):
    assert TYPE.check(q, value) == expected


@pytest.mark.parametrize(
    ("q", "typed", "value"),
    [
        (CHOICES, "3, 1", ["buyer", "other"]),
        (CHOICES, "buyer other", ["buyer", "other"]),
        (CHOICES, "Critic, now and then", ["critic"]),
        (CHOICES, "1;1", ["buyer"]),
    ],
)
def test_typed(q, typed, value):
    parsed = TYPE.parse(q, typed, ENGLISH)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("q", "typed", "message"),
    [
        (CHOICES, "1, 9", "numbers from 1 to 3, separated by commas"),
    ],
)
def test_typed_wrongly(q, typed, message):
    with pytest.raises(MismatchError) as caught:
        TYPE.parse(q, typed, ENGLISH)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("q", "value", "language", "shown"),
    [
        (CHOICES, ["buyer", "critic"], "nl", "Inkoper, Critic, now and then"),
    ],
)
def test_shown(q, value, language, shown):
    assert TYPE.show(q, value, locale_for(language)) == shown


@pytest.mark.parametrize(
    ("q", "value", "points"),
    [
        (CHOICES, ["buyer", "critic"], 100),
        (CHOICES, ["other"], 0),
        (CHOICES, [], 0),
        (question("choices", options=OPTIONS[2:]), ["other"], None),
    ],
)
def test_points(q, value, points):
    assert TYPE.points(q, value) == points


def test_none_of_these_can_be_typed_where_it_can_be_answered():
    assert TYPE.parse(CHOICES, " 0 ", ENGLISH) == []
    assert TYPE.prompt(CHOICES, ENGLISH) == "Enter numbers separated by commas, 0 for none of these: "
    least = question("choices", options=OPTIONS, min=1)
    assert TYPE.prompt(least, ENGLISH) == "Enter 1 to 3 numbers separated by commas: "
    with pytest.raises(MismatchError):
        TYPE.parse(least, "0", ENGLISH)


@pytest.mark.parametrize(
    ("bounds", "prompt"),
    [
        ({"min": 2, "max": 2}, "Enter 2 numbers separated by commas: "),
        ({"min": 1, "max": 2}, "Enter 1 to 2 numbers separated by commas: "),
        ({"max": 2}, "Enter at most 2 numbers separated by commas, 0 for none of these: "),
    ],
)
def test_how_many_are_asked_for_is_said_before_they_are_typed(bounds, prompt):
    assert TYPE.prompt(question("choices", options=OPTIONS, **bounds), ENGLISH) == prompt


def test_each_option_that_was_picked_is_counted():
    assert TYPE.notes(CHOICES, ["buyer", "other"]) == [("option", "buyer"), ("option", "other")]
    assert TYPE.values(CHOICES) == ()
    assert TYPE.value_of("buyer") == ["buyer"]
    domain = TYPE.domain(CHOICES)
    assert (domain.words, domain.many) == (("buyer", "critic", "other"), True)


def test_a_report_counts_them():
    score = QuestionScore(n=3, status={"answered": 3}, distribution={"buyer": 3, "other": 1})
    assert TYPE.cell(CHOICES, score, locale_for("en"), plain_text) == "3 of 3: Buyer; 1 of 3: Somebody else"


ALONE = question(
    "choices",
    options=(*OPTIONS, Option("none", plain("None of these"), exclusive=True)),
    min=2,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["none"], None),
        (["buyer", "critic"], None),
        (["buyer"], "a list of at least 2 of buyer, critic, other, none (alone)"),
        (["buyer", "none"], "a list of at least 2 of buyer, critic, other, none (alone)"),
    ],
)
def test_one_that_stands_alone(value, expected):
    assert TYPE.check(ALONE, value) == expected


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("1, 4", "“None of these” alone, or the others without it"),
        ("1", "at least 2 of these"),
    ],
)
def test_ticks_that_do_not_go_together_are_named(typed, message):
    with pytest.raises(MismatchError) as caught:
        TYPE.parse(ALONE, typed, ENGLISH)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("picked", "id_", "then"),
    [
        ({"buyer", "critic"}, "none", {"none"}),
        ({"none"}, "buyer", {"buyer"}),
        ({"buyer"}, "critic", {"buyer", "critic"}),
        ({"none"}, "none", set()),
    ],
)
def test_it_and_the_rest_untick_each_other(picked, id_, then):
    assert TYPE.ticked_with(ALONE, frozenset(picked), id_) == then
