"""The table of facts: what stands there holds in the check, in a run, in `why` and in the documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.formats import changed, examine, shown
from kits.rules import condition, rule
from kits.scoring import action, interview, questionnaire, rating, result

from cfdiag.model.questionnaire import Repeat, Section
from cfdiag.model.text import plain
from cfdiag.rules.fact_lookup import rests_on
from cfdiag.rules.facts import FACTS
from cfdiag.rules.parse import ExpressionError

DOCUMENT = Path(__file__).parents[2] / "docs" / "writing-a-diagnostic.md"


def test_the_document_lists_every_fact_as_the_table_says_it() -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    rows = [f"| `{fact.written}` | {fact.about} |" for fact in FACTS.values()]
    assert [row for row in rows if row not in lines] == []


def test_every_fact_is_read_as_it_is_written() -> None:
    for name, fact in FACTS.items():
        (rest,) = rests_on(rule(f"{fact.written} == 1"))
        assert (rest.fact, rest.subject) == (name, fact.subject)
        assert fact.form.startswith(name)


def test_what_a_rule_rests_on_each_once_in_the_order_of_writing() -> None:
    asking = rule("score.a < 1 or not (share(role, buyer) > 0) and score.a > 2 and size > 3 and n.boss > 1")
    assert [(rest.fact, rest.subject, rest.id) for rest in rests_on(asking)] == [
        ("score", "dimension", "a"),
        ("share", "question", "role"),
        ("", "question", "size"),
        ("n", "group", "boss"),
    ]


# --- mean, from the check to the plan


@pytest.mark.parametrize(
    "asked", ["mean(level) < 3", 'mean("level") < 3', "mean(size) > 2", 'mean("points/offer/touch") < 3',
              'mean("points/another/touch") < 3']
)  # fmt: skip
def test_a_mean_that_there_is(asked: str) -> None:
    found, diagnostics = examine(changed(("when: score.service < 50", f"when: '{asked}'")))
    assert shown([d for d in diagnostics if d.code != "missing-translation"]) == ""
    assert found is not None


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        ("mean(levl) < 3", "there is no question 'levl'", "did you mean 'level'?"),
        ("mean(service) < 3", "there is no question 'service'", "'service' is a dimension: score.service"),
        (
            "mean(role) < 3",
            "'role' has no mean: it is one of buyer, champion",
            "mean takes a rating or a number; of options, write share(question, option)",
        ),
        ("mean(dream) < 3", "'dream' has no mean: it is a text",
         "mean takes a rating or a number; of options, write share(question, option)"),
        ('mean("point/offer/touch") < 3', "there is no section 'point'", "did you mean 'points'?"),
        ('mean("points/offer/level") < 3', "'level' is no question of 'points'", "it stands in 'first'"),
        ('mean("points/offer") < 3', "'points/offer' is no question of an item",
         "write the question's id, or section/item/question of a repeated section"),
        ('mean("first/offer/level") < 3', "'first/offer/level' is no question of an item",
         "write the question's id, or section/item/question of a repeated section"),
        ("mean(level) > 5", "this comparison never holds", "mean(level) is a number from 1 to 5"),
        ("mean(level, touch) > 4", "mean takes 1 argument", "write mean(question)"),
    ],
)  # fmt: skip
def test_a_mean_that_there_is_not(asked: str, message: str, hint: str) -> None:
    _, diagnostics = examine(changed(("when: score.service < 50", f"when: '{asked}'")))
    assert [(d.message, d.hint) for d in diagnostics if d.severity == "error"] == [(message, hint)]


def test_an_item_of_a_closed_list() -> None:
    text = changed(
        ("items: {offer: Offer}", "items: {offer: Offer}, add: false"),
        ("when: score.service < 50", "when: 'mean(\"points/ofer/touch\") < 3'"),
    )
    _, diagnostics = examine(text)
    assert [(d.code, d.message, d.hint) for d in diagnostics if d.severity == "error"] == [
        ("unknown-item", "there is no item 'ofer' in 'points'", "did you mean 'offer'?")
    ]


def test_a_condition_asks_for_no_mean() -> None:
    with pytest.raises(ExpressionError, match="functions are not read in conditions"):
        condition("mean(level) > 3")


def asking(*rules: str):
    items = {"offer": plain("Offer"), "invoice": plain("Invoice")}
    repeat = Repeat(ask=plain("Which?"), name=plain("point"), items=items)
    points = Section(id="points", title=plain("Points"), questions=(rating("touch"),), repeat=repeat)
    return questionnaire(
        rating("a", reverse=True),
        points,
        actions=tuple(action(f"go{i}", when) for i, when in enumerate(rules)),
    )


def plans(q, n: int = 5):
    people = [
        interview(
            f"i{i}",
            {"a": 4, "points/offer/touch": 2, "points/invoice/touch": 4},
            items={"points": {"offer": "Offer", "invoice": "Invoice"}},
        )
        for i in range(n)
    ]
    part = result(q, people).questionnaires[0]
    return {each.id for each in part.actions}, {each.id: each.missing for each in part.not_judged}


def test_a_mean_is_as_it_was_answered_of_one_item_or_of_all() -> None:
    q = asking("mean(a) == 4", 'mean("points/offer/touch") == 2', "mean(touch) == 3", "mean(a) < 4")
    assert plans(q) == ({"go0", "go1", "go2"}, {})


def test_a_mean_that_may_not_be_shown_is_unknown() -> None:
    q = asking("mean(a) == 4", 'mean("points/delivery/touch") < 3', "mean(a) == 4 or score.d > 0")
    assert plans(q, 4) == (set(), {"go0": ["mean.a"], "go1": ["mean.points/delivery/touch"],
                                   "go2": ["mean.a", "score.d"]})  # fmt: skip
