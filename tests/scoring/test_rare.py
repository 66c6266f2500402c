"""In an anonymous cell that is shown, an option that one or two people chose points at them."""

from __future__ import annotations

import csv
import json

import pytest
from kits.scoring import interview, questionnaire, rating, result

from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import Option, Question
from cfdiag.model.text import plain
from cfdiag.render.context import OutputContext
from cfdiag.render.result import RESULT_FORMATS
from cfdiag.scoring.options import Options

OPTIONS = tuple(Option(name, plain(name.upper())) for name in "abcd")


def ask(type_, group="internal", **changes):
    return Question(id="x", type=type_, ask=plain("Which?"), groups=(group,), **changes)


def given(question, answers, group="internal", **changes):
    people = [interview(f"i{k}", {"x": answer}, group, **changes) for k, answer in enumerate(answers)]
    return result(questionnaire(question), people)


def told(found):
    question = found.questionnaires[0].questions["x"]
    why = question.reasons.get("distribution") if isinstance(question.reasons, dict) else None
    return question.distribution, why


def test_a_single_rare_option_takes_the_next_smallest_with_it():
    found = given(ask("choice", options=OPTIONS), ["a"] * 6 + ["b"] * 4 + ["c"])
    assert told(found) == ({"a": 6, "b": None, "c": None, "d": 0}, "small_count")
    shares = found.questionnaires[0].questions["x"].shares
    assert set(shares) == {"a", "d"}


def test_two_rare_options_hide_each_other():
    found = given(ask("choice", options=OPTIONS), ["a"] * 6 + ["b"] * 2 + ["c"])
    assert told(found)[0] == {"a": 6, "b": None, "c": None, "d": 0}


def test_of_yes_and_no_neither_is_told():
    assert told(given(ask("yes_no"), ["yes"] * 11 + ["no"])) == ({"no": None, "yes": None}, "small_count")
    assert told(given(ask("yes_no"), ["yes"] * 9 + ["no"] * 3)) == ({"no": 3, "yes": 9}, None)


def test_picked_options_and_tags():
    picked = [["a", "b"]] * 5 + [["a"]] * 4 + [["d"]]
    assert told(given(ask("choices", options=OPTIONS), picked))[0] == {"a": 9, "b": None, "d": None}
    tags = tuple(Option(tag, plain(tag)) for tag in ("pay", "boss"))
    words = [Answer(status="answered", value="Words", tags=("pay",) if k else ("boss",)) for k in range(12)]
    assert told(given(ask("text", tags=tags), words)) == ({"boss": None, "pay": None}, "small_count")


def test_a_rating_is_shown_as_it_is():
    q = questionnaire(rating("x"))
    found = result(q, [interview(f"i{k}", {"x": 4 if k else 1}) for k in range(12)])
    assert told(found) == ({"1": 1, "2": 0, "3": 0, "4": 11, "5": 0}, None)


@pytest.mark.parametrize("options", [{"unmasked": True}, {}], ids=["unmasked", "named"])
def test_where_nobody_is_anonymous_everything_is_told(options):
    group = "internal" if options else "customer"
    consent = {} if options else {"consent": "named", "name": "N"}
    q = questionnaire(ask("yes_no", group))
    people = [interview(f"i{k}", {"x": "yes" if k else "no"}, group, **consent) for k in range(12)]
    assert told(result(q, people, Options(**options))) == ({"no": 1, "yes": 11}, None)


def test_it_is_null_with_its_reason_in_every_output():
    found = given(ask("yes_no"), ["yes"] * 11 + ["no"])
    question = json.loads(RESULT_FORMATS["json"](found, OutputContext()))["questionnaires"][0]["questions"][
        "x"
    ]
    assert question["distribution"] == {"no": None, "yes": None}
    assert question["reasons"]["distribution"] == "small_count"
    rows = csv.DictReader(RESULT_FORMATS["csv"](found, OutputContext()).splitlines())
    assert {
        (row["statistic"], row["value"], row["reason"])
        for row in rows
        if row["statistic"].startswith("distribution.") and row["breakdown"] == ""
    } == {("distribution.no", "", "small_count"), ("distribution.yes", "", "small_count")}
