"""People's own words."""

import pytest
from kits.questions import ENGLISH, question

from cfdiag.locales.catalogue import locale_for
from cfdiag.questions import MismatchError
from cfdiag.questions.text import TYPE

TEXT = question("text")


@pytest.mark.parametrize(
    ("q", "value"),
    [
        (TEXT, "x"),
    ],
)
def test_valid(q, value):
    assert TYPE.check(q, value) is None


@pytest.mark.parametrize(
    ("q", "value", "expected"),
    [
        (TEXT, "  ", "a text of at most 20000 characters"),
        (TEXT, "x" * 20_001, "a text of at most 20000 characters"),
        (TEXT, None, "a text of at most 20000 characters"),
    ],
)
def test_invalid(q, value, expected):
    assert TYPE.check(q, value) == expected


@pytest.mark.parametrize(
    ("q", "typed", "value"),
    [
        (TEXT, "  as it is ", "as it is"),
    ],
)
def test_typed(q, typed, value):
    parsed = TYPE.parse(q, typed, ENGLISH)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("q", "typed", "message"),
    [
        (TEXT, " ", "a text of at most 20000 characters"),
    ],
)
def test_typed_wrongly(q, typed, message):
    with pytest.raises(MismatchError) as caught:
        TYPE.parse(q, typed, ENGLISH)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("q", "value", "language", "shown"),
    [
        (TEXT, None, "en", ""),
    ],
)
def test_shown(q, value, language, shown):
    assert TYPE.show(q, value, locale_for(language)) == shown


@pytest.mark.parametrize(
    ("q", "value", "points"),
    [
        (TEXT, "x", None),
    ],
)
def test_points(q, value, points):
    assert TYPE.points(q, value) == points


def test_nothing_of_it_is_counted_and_rules_know_only_that_it_is_there():
    assert TYPE.notes(TEXT, "as it is") == ()
    assert TYPE.domain(TEXT).words == ()
    assert TYPE.figures == frozenset()
    assert TYPE.prompt(TEXT, ENGLISH) == "Answer: "
