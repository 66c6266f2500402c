"""Rules, findings, actions and the plan."""

from __future__ import annotations

import pytest
from kits.scoring import ENGLISH, action, headline, interview, questionnaire, rating, tally

from cfdiag.batch.score import phrasing_in
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.questionnaire import Dimension, Question, Repeat, Section
from cfdiag.model.result import Inputs
from cfdiag.model.text import plain
from cfdiag.questions import TYPES
from cfdiag.scoring.findings import KINDS
from cfdiag.scoring.options import Options
from cfdiag.scoring.summary import summarise

ALL = frozenset({"internal"})


def run(q, interviews, words=None, **options):
    opts = Options(**options)
    return summarise(
        {q.id: tally(q, interviews, opts)},
        {q.id: q},
        opts,
        Inputs(interviews=len(interviews), unfinished=0),
        words or ENGLISH,
    )


def five(answers):
    return [interview(f"i{i}", answers) for i in range(5)]


def one(*rules, interviews=None, **options):
    q = questionnaire(rating("a", importance=ALL), rating("b"), actions=rules)
    return run(q, interviews or five({"a": (3, 5), "b": 2}), **options)


def test_the_example_of_the_contract():
    # need = (70 - 35)/70 × .875 = .4375; × impact 3 / effort 1 = 1.3125
    q = questionnaire(
        rating("a", importance=ALL), actions=(action("go", "score.d < 50", ("a",), impact=3, effort=1),)
    )
    steps = [2, 2, 3, 3, 2]
    importances = [5, 5, 4, 4, 4]
    interviews = [
        interview(f"i{i}", {"a": (s, w)}) for i, (s, w) in enumerate(zip(steps, importances, strict=True))
    ]
    found = run(q, interviews).questionnaires[0].actions[0]
    assert found.because[0].points == 35.0
    assert found.because[0].importance == pytest.approx(0.85)
    assert found.need == pytest.approx(0.5 * 0.85)
    assert found.priority == pytest.approx(0.5 * 0.85 * 3)


def test_importance_that_was_not_rated_is_the_usual_one_or_1():
    rated = one(action("x", "points.b < 50", ("b",)))
    assert rated.questionnaires[0].actions[0].need == pytest.approx((70 - 25) / 70 * 1.0)
    q = questionnaire(rating("b"), actions=(action("x", "points.b < 50", ("b",)),))
    assert run(q, five({"b": 2})).questionnaires[0].actions[0].need == pytest.approx((70 - 25) / 70)


@pytest.mark.parametrize(
    ("changes", "need"),
    [
        ({}, 0.5),
        ({"need": 0.9}, 0.9),
        ({"need": 0.9, "because": ("b",)}, 0.9),
        ({"because": ("no_such",)}, 0.5),
    ],
)
def test_need_stated_or_by_default(changes, need):
    assert one(action("x", "n.internal >= 1", **changes)).questionnaires[0].actions[0].need == need


def test_building_counts_what_is_beyond_the_target():
    q = questionnaire(rating("a"), actions=(action("keep", "score.d >= 70", ("a",), kind="build"),))
    found = run(q, five({"a": 5}))
    assert found.questionnaires[0].actions[0].need == 1.0
    assert (found.plan.build, found.plan.mend) == (["keep"], [])


def test_order_is_priority_then_lower_effort_then_id():
    rules = [
        action("b_same", "n.internal > 0", need=0.5, impact=2, effort=2),
        action("a_same", "n.internal > 0", need=0.5, impact=2, effort=2),
        action("cheap", "n.internal > 0", need=0.5, impact=1, effort=1),
        action("first", "n.internal > 0", need=1.0, impact=3, effort=1),
        *(action(f"build{i}", "n.internal > 0", kind="build", need=i / 10) for i in range(1, 6)),
    ]
    plan = one(*rules).plan
    assert plan.mend == ["first", "cheap", "a_same", "b_same"]
    assert plan.build == ["build5", "build4", "build3"]


def test_two_questionnaires_that_call_for_the_same_action_call_for_one():
    opts = Options()
    qs = {
        name: questionnaire(
            rating("a"), id=name, title=plain(name), actions=(action("go", "score.d < 70", ("a",)),)
        )
        for name in ("first", "second")
    }
    tallies = {
        "first": tally(qs["first"], five({"a": 3})),
        "second": tally(qs["second"], five({"a": 2})),
    }
    found = summarise(tallies, qs, opts, Inputs(interviews=10, unfinished=0), ENGLISH)
    assert found.plan.mend == ["go"]
    parts = [q.actions[0] for q in found.questionnaires]
    assert [p.need for p in parts] == [pytest.approx((70 - 25) / 70)] * 2
    assert [p.because[0].points for p in parts] == [50.0, 25.0]
    assert parts[0].questionnaires == ["first", "second"]


def test_unknown_does_not_trigger_and_is_listed():
    found = one(
        action("maybe", "score.d < 50 and perception.a > 3"),
        action("anyway", "score.d < 70 or perception.a > 3"),
        action("no", "score.d > 90 and perception.a > 3"),
    ).questionnaires[0]
    assert [a.id for a in found.actions] == ["anyway"]
    assert [(n.id, n.missing) for n in found.not_judged] == [("maybe", ["perception.a"])]


def test_two_to_four_respondents_give_no_score_to_a_rule():
    few = [interview(f"i{i}", {"a": 1, "b": 1}) for i in range(3)]
    found = one(action("x", "score.d < 50"), interviews=few, min_group=3).questionnaires[0]
    assert (found.actions, found.not_judged[0].missing) == ([], ["score.d"])
    alone = one(action("x", "score.d < 50"), interviews=few[:1]).questionnaires[0]
    assert [a.id for a in alone.actions] == ["x"]


def rules_of(kind_of_answers, *whens, interviews=1, **options):
    """Which of some rules hold over a questionnaire with one of everything."""
    repeat = Repeat(ask=plain("?"), name=plain("promise"), items={})
    q = questionnaire(
        rating("a", importance=ALL),
        Question(id="yes", type="yes_no", ask=plain("?"), groups=("internal",), dimension="list"),
        Question(id="last", type="date", ask=plain("?"), groups=("internal",)),
        Question(id="many", type="number", ask=plain("?"), groups=("internal",)),
        Question(id="story", type="text", ask=plain("?"), groups=("internal",)),
        Section(id="promises", title=plain("P"), questions=(rating("kept", None),), repeat=repeat),
        findings=tuple(headline(f"f{i}", when) for i, when in enumerate(whens)),
    )
    made = [interview(f"i{i}", kind_of_answers[0], items=kind_of_answers[1]) for i in range(interviews)]
    found = run(q, made, **options).questionnaires[0].findings
    return [f.id for f in found if f.kind == "concern"]


EVERYTHING = (
    {"a": (2, 4), "yes": "no", "last": "2026-08-01", "many": 7, "story": "words", "promises/i1/kept": 2},
    {"promises": {"i1": "One", "i2": "Two"}},
)


def test_what_rules_may_ask_of_one_interview():
    whens = [
        "points.a == 25",
        "gap.a == -2",
        'share(yes, "no") == 1',
        "share(a, 2) == 1",
        "count(promises) == 2",
        "days_since(last) == 113",
        "n.internal == 1 and n.internal > 0",
        "coverage.d == 1",
        "many > 6",
        "story is answered",
        'yes == "no"',
        "a == 2",
        'group == "internal"',
    ]
    assert rules_of(EVERYTHING, *whens, today="2026-11-22") == [f"f{i}" for i in range(len(whens))]


def test_what_rules_may_ask_of_many():
    whens = ['share(yes, "no") == 1', "count(promises) == 12", "points.a == 25", "days_since(last) > 90"]
    assert rules_of(EVERYTHING, *whens, interviews=6, today="2026-11-22") == ["f0", "f1", "f2", "f3"]
    assert rules_of(EVERYTHING, "a == 2", "many > 6", interviews=6) == []


def test_nothing_withheld_reaches_a_rule():
    whens = ['share(yes, "no") > 0', "count(promises) > 0", "points.a < 99", "days_since(last) > 0"]
    assert rules_of(EVERYTHING, *whens, interviews=4, today="2026-11-22") == []


def test_without_a_day_days_since_is_unknown():
    assert rules_of(EVERYTHING, "days_since(last) > 0", "days_since(last) <= 0") == []


def test_projected_is_the_score_with_the_evidence_at_its_target():
    q = questionnaire(
        rating("a"), rating("b"), rating("c", "e", weight=2), actions=(action("x", "points.a < 50", ("a",)),)
    )
    found = run(q, five({"a": 2, "b": 4, "c": 3}))
    assert found.questionnaires[0].overall.score == 50.0
    # a rises from 25 to 70: its dimension from 50 to 72.5, and the overall by half of that.
    assert found.plan.projected == {"test": 61.25}


def test_findings_are_full_sentences_the_weightiest_first():
    q = questionnaire(
        rating("a", "low"),
        rating("b", "lower"),
        rating("c", "high"),
        findings=(headline("fine", "score.high >= 70", kind="strength"), headline("bad", "score.low < 70")),
    )
    found = run(q, five({"a": 3, "b": 2, "c": 5})).questionnaires[0].findings
    assert [(f.kind, f.text) for f in found] == [
        ("concern", "It is bad."),
        ("strength", "It is fine."),
        ("low_dimension", "Lower scores 25.0 of 100, 45.0 below its target of 70."),
        ("low_dimension", "Low scores 50.0 of 100, 20.0 below its target of 70."),
        ("high_dimension", "High scores 100.0 of 100 and reaches its target of 70."),
    ]
    dutch = run(q, five({"a": 3, "b": 2, "c": 5}), phrasing_in("nl")).questionnaires[0].findings
    assert dutch[2].text == "Lower: 25,0 op 100, 45,0 onder de streefwaarde van 70."


def test_every_sentence_has_its_dutch():
    dutch = locale_for("nl")
    sentences = [s for kind in KINDS.values() for s in kind.SENTENCES]
    assert len(sentences) >= 7
    assert [s for s in sentences if dutch(s) == s] == []


def test_evidence_without_points_is_counted():
    yes = Question(id="yes", type="yes_no", ask=plain("?"), groups=("internal",))
    q = questionnaire(rating("a"), yes, actions=(action("x", 'share(yes, "no") > 0.5', ("yes",)),))
    interviews = [interview(f"i{i}", {"a": 3, "yes": "no" if i else "yes"}) for i in range(5)]
    because = run(q, interviews).questionnaires[0].actions[0].because[0]
    assert because.text == f"4 of 5: {TYPES['yes_no'].show(yes, 'no', ENGLISH.locale)}"


def test_a_checklist_of_many_counts_all_and_a_rule_sees_one_interview():
    yes = [
        Question(id=f"c{i}", type="yes_no", ask=plain("?"), groups=("internal",), dimension="list")
        for i in range(3)
    ]
    lists = {"list": Dimension("list", plain("List"), kind="checklist")}
    q = questionnaire(*yes, dimensions=lists, findings=(headline("few", "met.list < 2"),))
    answers = [{"c0": "yes", "c1": "yes" if i else "no", "c2": "no"} for i in range(6)]
    found = run(q, [interview(f"i{i}", each) for i, each in enumerate(answers)]).questionnaires[0]
    part = found.dimensions["list"]
    assert (part.kind, part.n, part.met, part.of) == ("checklist", 6, 11, 18)
    assert (part.score, part.level) == (None, None)
    assert [f.id for f in found.findings] == ["few"]
    assert (found.overall.score, found.overall.reason) == (None, "not_scored")
