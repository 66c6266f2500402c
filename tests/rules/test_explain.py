"""Rules in writing: as their author wrote them, and with their values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kits.rules import NUMBERS, SOURCES, Known, condition, rule

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.expression import evaluate
from cfdiag.rules.explain import spell, with_values


@given(SOURCES, st.dictionaries(st.sampled_from("abc"), NUMBERS))
def test_what_is_spelled_out_reads_back_the_same(source: str, values: dict[str, float]) -> None:
    first = condition(source)
    again = condition(spell(first))
    assert evaluate(again, Known(**values)) is evaluate(first, Known(**values))


@pytest.mark.parametrize(
    "source",
    [
        'a == "yes"',
        'a in ["x", "y"] and not (b or c == 2)',
        "share(role, buyer) > 0.5 or count(promises) == 0",
        "a is not answered",
        "score.evidence < -1.5",
        'not ("x" in a)',
        "a == true and b == none",
        'mean("points/offer/touch") < 3 and share(level, 4) == 0',
        "a == 1 and b == 2 or c == 3",
    ],
)
def test_spelling_is_reading_backwards(source: str) -> None:
    assert spell(rule(source)) == source


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            'not (score.a (41.25) < 50) or role (me) == "me" and share(seen, "two words") (unknown) > 0',
        ),
        (
            "nl",
            'not (score.a (41,25) < 50) or role (me) == "me" and share(seen, "two words") (onbekend) > 0',
        ),
    ],
)
def test_each_name_with_its_value(language: str, said: str) -> None:
    asking = rule('not (score.a < 50) or role == "me" and share(seen, "two words") > 0')
    facts = Known(**{"score.a": 41.25, "role": "me"})
    assert with_values(asking, facts, locale_for(language)) == said
