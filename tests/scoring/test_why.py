"""The chain behind a figure, down to file and line."""

from __future__ import annotations

import pytest
from kits.scoring import ENGLISH, action, headline, interview, questionnaire, rating

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import ComparedGroups, Repeat, Section
from cfdiag.model.text import plain
from cfdiag.scoring.explain.why import Source, explain
from cfdiag.scoring.options import Options

EVERYBODY = frozenset({"internal"})


def sources(*interviews):
    return [
        Source(one, f"{one.id}.json", "test", {key: 10 + i for i, key in enumerate(one.answers)})
        for one in interviews
    ]


def to_lines(node, depth=0):
    parts = [f"{node.title} [{node.id}]" if node.title else node.id, node.text]
    parts.append(f"– ({node.reason})" if node.reason else "")
    place = f"  {node.file}:{node.line}" if node.line else ""
    lines = ["  " * depth + f"{node.kind} " + ": ".join(part for part in parts if part) + place]
    return lines + [line for part in node.parts for line in to_lines(part, depth + 1)]


def chain(q, target, *interviews, **options):
    (node,) = explain(target, sources(*interviews), {"test": q}, Options(**options), ENGLISH)
    return to_lines(node)


def make(**changes):
    return questionnaire(
        rating("a", weight=2, importance=EVERYBODY),
        rating("b", reverse=True),
        rating("c", "e"),
        actions=(action("go", "score.d < 70 or points.c > 90", ("a",), impact=3),),
        findings=(headline("low", "score.d < 70"),),
        **changes,
    )


def test_one_interview_to_the_answer():
    one = interview("x", {"a": (3, 5), "b": 4, "c": Answer(status="unknown")})
    assert chain(make(), "overall", one) == [
        "overall Test [test]: (1 × 41.7) / 1 = 41.7",
        "  dimension D [d]: (2 × 50.0 + 1 × 25.0) / 3 = 41.7; 2 of 2 answered, 2 needed",
        "    question About a? [a]: 50.0 points; weight 2",
        "      answer a: 3 → 100 × (3 − 1) / 4 = 50.0 points; importance 5  x.json:10",
        "    question About b? [b]: 25.0 points; weight 1",
        "      answer b: 4 → 100 × (1 + 5 − 4 − 1) / 4 = 25.0 points  x.json:11",
        "  dimension E [e]: – (too_few_answers)",
        "    question About c? [c]: – (not_rated)",
        "      answer c: unknown  x.json:12",
    ]


def test_many_by_their_sums_and_nobody_by_themselves():
    many = [interview(f"x{i}", {"a": (2 + i % 2, 5), "b": 4, "c": 3}) for i in range(6)]
    assert chain(make(), "d", *many) == [
        "dimension D [d]: 200.0 / 6 = 33.3, the mean of the scores of 6 respondents",
        (
            "  question About a? [a]: "
            "(3 × 2 + 3 × 3) / 6 = 2.50 → 100 × (2.50 − 1) / 4 = 37.5 points; weight 2"
        ),
        ("  question About b? [b]: (6 × 4) / 6 = 4.00 → 100 × (1 + 5 − 4 − 1) / 4 = 25.0 points; weight 1"),
    ]
    unmasked = chain(make(), "a", *many, unmasked=True)
    assert len(unmasked) == 7
    assert unmasked[1].endswith("x0.json:10")


def test_too_few_stay_hidden():
    few = [interview(f"x{i}", {"a": (2, 5), "b": 4, "c": 3}) for i in range(4)]
    lines = chain(make(), "overall", *few)
    assert lines[0] == "overall Test [test]: – (withheld)"
    assert not any("json" in line or "×" in line for line in lines)


def test_an_action_down_to_its_rule():
    many = [interview(f"x{i}", {"a": (2, 4), "b": 4, "c": 3}) for i in range(5)]
    lines = chain(make(), "go", *many)
    # a is 25 of a target of 70: 45/70 short, at an importance of 3/4.
    assert lines[0] == (
        "action Go [go]: priority = need 0.4821 × impact 3 / effort 2 = 0.7232; "
        "need = the mean of how far short of its target × how important (0–1): a (70 − 25.0) / 70 × 0.750"
    )
    assert lines[1] == "  rule test: score.d (25.00) < 70 or points.c (50.00) > 90: holds"
    assert lines[2].startswith("    dimension D [d]: 125.0 / 5 = 25.0")


def test_a_finding_and_an_action_that_does_not_hold():
    many = [interview(f"x{i}", {"a": (5, 4), "b": 1, "c": 3}) for i in range(5)]
    assert chain(make(), "low", *many)[1] == "  rule test: score.d (100.00) < 70: does not hold"
    assert "not in the plan" in chain(make(), "go", *many)[0]


def test_a_perception_gap():
    q = questionnaire(
        rating("a", groups=("internal", "customer")),
        compare=ComparedGroups("internal", "customer"),
        findings=(headline("rosy", "perception.a >= 12.5"),),
    )
    people = [interview(f"i{i}", {"a": 4 + i % 2}) for i in range(6)]
    people += [interview(f"c{i}", {"a": 2 + i % 2}, "customer") for i in range(6)]
    (rule,) = explain("rosy", sources(*people), {"test": q}, Options(), ENGLISH)[0].parts
    assert rule.text == "perception.a (50.00) >= 12.5: holds"
    assert rule.parts[0].text == (
        "internal 4.50 (n = 6) minus customer 2.50 (n = 6) = 2.00 steps, 50.0 points; "
        "95% interval 1.30 to 2.70; chance alone: 0.000; blind spot"
    )
    assert [(side.id, side.text) for side in rule.parts[0].parts] == [
        ("internal", "(3 × 4 + 3 × 5) / 6 = 4.50 → 100 × (4.50 − 1) / 4 = 87.5 points"),
        ("customer", "(3 × 2 + 3 × 3) / 6 = 2.50 → 100 × (2.50 − 1) / 4 = 37.5 points"),
    ]


def test_several_items_count_by_their_own_means():
    """31 answers of 8 people are no 31 answers: the arithmetic that is shown has to give the figure."""
    item = Repeat(ask=plain("Which?"), name=plain("item"), items={"x": plain("X"), "y": plain("Y")})
    q = questionnaire(Section(id="s", title=plain("Items"), questions=(rating("a"),), repeat=item))

    def line(once):
        people = [
            interview(f"i{n}", {"s/x/a": 1} | ({"s/y/a": 5} if n >= once else {})) for n in range(4 + once)
        ]
        return chain(q, "a", *people)[0]

    assert line(2) == (
        "question Items [a]: 10 answers of 6 people (gave it at least once: 6 × 1, 4 × 5); the mean of their "
        "own means is 2.33 → 100 × (2.33 − 1) / 4 = 33.3 points; weight 1"
    )
    # How often each was given would tell what the one who gave one said.
    assert line(1) == (
        "question Items [a]: 9 answers of 5 people; the mean of their own means is 2.60 → "
        "100 × (2.60 − 1) / 4 = 40.0 points; weight 1"
    )


def test_a_near_miss_is_suggested():
    with pytest.raises(CfdiagError) as caught:
        chain(make(), "overal", interview("x", {"a": 3}))
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.hint) == ("unknown-target", "did you mean 'overall'?")
