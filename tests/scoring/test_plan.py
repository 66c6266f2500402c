"""Rules, findings, actions and the plan."""

from __future__ import annotations

import pytest
from kits.scoring import ENGLISH, SEVEN, action, headline, interview, questionnaire, rating, tally
from msgspec import UNSET

from cfdiag.batch.phrasing import phrasing_in
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import ComparedGroups, Dimension, Question, Repeat, Section
from cfdiag.model.result import Inputs
from cfdiag.model.text import plain
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
        'share(yes, "no") > 0',
        "share(a, 2) > 0",
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
    # Whether anybody said it is told of one; which share of people did is no sentence about one.
    assert rules_of(EVERYTHING, 'share(yes, "no") == 1', "share(a, 2) == 1") == []


def test_what_rules_may_ask_of_many():
    whens = ['share(yes, "no") == 1', "count(promises) == 12", "points.a == 25", "days_since(last) > 90"]
    told = rules_of(EVERYTHING, *whens, interviews=6, today="2026-11-22", unmasked=True)
    assert told == ["f0", "f1", "f2", "f3"]
    # A day is one person's: of an anonymous group there are months.
    assert rules_of(EVERYTHING, *whens, interviews=6, today="2026-11-22") == ["f0", "f1", "f2"]
    assert rules_of(EVERYTHING, "a == 2", "many > 6", interviews=6) == []


def test_nothing_withheld_reaches_a_rule():
    whens = ['share(yes, "no") > 0', "count(promises) > 0", "points.a < 99", "days_since(last) > 0"]
    assert rules_of(EVERYTHING, *whens, interviews=4, today="2026-11-22") == []


def test_without_a_day_days_since_is_unknown():
    assert rules_of(EVERYTHING, "days_since(last) > 0", "days_since(last) <= 0") == []


# --- need, weight, distance, what is not counted, what the first three would bring ------------------------

BOTH = ("internal", "customer")


def two_sides(inside, outside, *rules, importance=None, **changes):
    """Ten people: what each side gives to two questions, and how important customers say they are."""
    rated = {"importance": frozenset({"customer"})} if importance else {}
    q = questionnaire(
        *(rating(key, groups=BOTH, **rated) for key in inside),
        compare=ComparedGroups("internal", "customer"),
        actions=rules,
        **changes,
    )
    people = [interview(f"i{k}", dict(inside), "internal") for k in range(5)]
    for k in range(5):
        said = {key: (value, importance) if importance else value for key, value in outside.items()}
        people.append(interview(f"c{k}", said, "customer"))
    return run(q, people)


def repair(id_, question, **changes):
    return action(id_, f"perception.{question} >= 12.5", (question,), **changes)


def test_a_wider_gap_is_a_larger_need_whatever_was_stated():
    rules = [
        repair("wide", "a", need=0.1),
        repair("narrow", "b", need=0.9),
        action("advice", "n.customer > 0", need=0.6),
    ]
    found = two_sides({"a": 5, "b": 5}, {"a": 2, "b": 4}, *rules, importance=4).questionnaires[0].actions
    needs = {each.id: (each.need, each.need_from) for each in found}
    # |difference| / 100 × importance on 0–1: 75 points × .75 and 25 points × .75
    assert needs == {"wide": (0.5625, "figures"), "narrow": (0.1875, "figures"), "advice": (0.6, "author")}


def test_the_gap_that_makes_the_rule_hold_is_the_one_that_counts():
    rule = action("any", "perception.a >= 60 or perception.b >= 12.5 or score.d > 100", ("a", "b"))
    found = two_sides({"a": 5, "b": 5}, {"a": 3, "b": 4}, rule).questionnaires[0].actions[0]
    assert found.need == 0.25  # a is wider by its 50 points, and not wide enough for its part of the rule
    turned = action("not_well", "not (perception.b < 12.5)", ("b",))
    assert two_sides({"b": 5}, {"b": 3}, turned).questionnaires[0].actions[0].need == 0.5
    unseen = action("build", "perception.b <= -12.5", ("b",), kind="build", need=0.2)
    assert two_sides({"b": 3}, {"b": 5}, unseen).questionnaires[0].actions[0].need == 0.5


def test_a_gap_of_performance_and_importance_counts_in_points_of_its_scale():
    q = questionnaire(
        rating("a", importance=ALL, scale=SEVEN), actions=(action("x", "gap.a <= -1", ("a",), need=0.9),)
    )
    found = run(q, five({"a": (2, 5)})).questionnaires[0].actions[0]
    assert found.need == pytest.approx(3 / 6 * 4 / 6)  # 50 points × importance .667


def test_an_author_s_need_stands_where_no_gap_made_the_rule_hold():
    rule = action("x", "perception.a >= 12.5 or n.customer >= 1", ("a",), need=0.35)
    found = two_sides({"a": 3}, {"a": 3}, rule).questionnaires[0].actions[0]
    assert (found.need, found.need_from) == (0.35, "author")


@pytest.mark.parametrize(
    ("kind", "steps", "target", "expected"),
    [
        ("mend", 2, 50, 0.5),
        ("mend", 3, 50, 0.0),
        ("mend", 4, 50, 0.0),
        ("build", 2, 50, 0.0),
        ("build", 4, 50, 0.5),
        ("build", 5, 100, 0.0),
        ("mend", 1, 0, 0.0),
    ],
)
def test_distance_from_the_target_is_a_share_of_what_it_could_be(kind, steps, target, expected):
    dimensions = {"d": Dimension("d", plain("D"), target=target)}
    q = questionnaire(
        rating("a"), dimensions=dimensions, actions=(action("x", "points.a >= 0", ("a",), kind=kind),)
    )
    assert run(q, five({"a": steps})).questionnaires[0].actions[0].need == expected


def test_what_is_not_rated_weighs_as_much_as_what_is_rated_does_on_average():
    rules = (action("x", "points.c < 50", ("c",)),)
    q = questionnaire(rating("a", importance=ALL), rating("b", importance=ALL), rating("c"), actions=rules)
    found = run(q, five({"a": (3, 5), "b": (3, 3), "c": 1})).questionnaires[0].actions[0]
    assert found.need == 0.75  # its whole shortfall × the mean of 1 and .5


def test_need_is_the_mean_over_the_evidence_that_is_scored():
    words = Question(id="w", type="text", ask=plain("?"), groups=("internal",))
    bare = rating("bare", None)
    q = questionnaire(
        rating("a"),
        rating("b"),
        words,
        bare,
        actions=(action("x", "points.a < 50", ("a", "b", "w", "bare", "gone")),),
    )
    found = run(q, five({"a": 1, "b": 3, "w": "Words", "bare": 2})).questionnaires[0].actions[0]
    assert found.need == pytest.approx((1 + (70 - 50) / 70) / 2)
    why = {each.question: each.reason for each in found.because if each.points is None}
    assert why == {"w": "not_scored", "bare": "not_scored"}


def test_evidence_says_why_it_is_not_counted():
    others = rating("theirs", groups=("owner",))
    q = questionnaire(
        rating("a"), rating("b"), others, actions=(action("x", "points.a < 50", ("a", "b", "theirs")),)
    )
    people = [interview(f"i{k}", {"a": 1} | ({"b": 1} if k < 3 else {})) for k in range(6)]
    found = run(q, people, unmasked=True).questionnaires[0].actions[0]
    assert {each.question: each.reason for each in found.because if each.points is None} == {
        "b": "too_few_respondents",
        "theirs": "not_asked",
    }


def test_projected_lifts_only_what_the_first_three_rest_on():
    q = questionnaire(
        *(rating(key, key) for key in "abcde"),
        actions=tuple(
            action(f"x{place}", f"points.{key} < 60", (key,), impact=3 - place // 2)
            for place, key in enumerate("abcd")
        ),
    )
    found = run(q, five({"a": 1, "b": 2, "c": 2, "d": 2, "e": 5}))
    assert found.plan.mend == ["x0", "x1", "x2", "x3"]
    # a, b, c: from 0, 25, 25 to 70 each; d stays at 25, and e at 100 does not fall to its target
    assert found.plan.projected == {"test": pytest.approx((70 * 3 + 25 + 100) / 5)}


def test_projected_never_passes_100_and_is_nothing_without_a_score():
    q = questionnaire(rating("a"), rating("b"), actions=(action("x", "n.internal > 0", ("a",)),))
    assert run(q, five({"a": 5, "b": 5})).plan.projected == {"test": 100.0}
    found = run(q, [interview(f"i{k}", {"a": 1, "b": 1}) for k in range(6)], min_group=7).plan
    assert (found.projected, found.reasons) == ({"test": None}, {"test": "withheld"})
    quiet = questionnaire(rating("a"), actions=(action("x", "points.a > 99", ("a",)),))
    assert run(quiet, five({"a": 1})).plan.projected == {}


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
        ("low_dimension", "“Lower” scores 25 of 100; its target is 70."),
        ("low_dimension", "“Low” scores 50 of 100; its target is 70."),
        ("high_dimension", "“High” scores 100 of 100 and reaches its target of 70."),
    ]
    dutch = run(q, five({"a": 3, "b": 2, "c": 5}), phrasing_in(locale_for("nl"))).questionnaires[0].findings
    assert dutch[2].text == "“Lower”: 25 van de 100; de streefwaarde is 70."


def test_every_sentence_has_its_dutch():
    dutch = locale_for("nl")
    sentences = [s for kind in KINDS.values() for s in kind.SENTENCES]
    assert len(sentences) >= 7
    assert [s for s in sentences if dutch(s) == s] == []


def test_evidence_without_points_is_counted():
    yes = Question(id="yes", type="yes_no", ask=plain("?"), groups=("internal",))
    q = questionnaire(rating("a"), yes, actions=(action("x", 'share(yes, "no") > 0.5', ("yes",)),))
    interviews = [interview(f"i{i}", {"a": 3, "yes": "no" if i > 2 else "yes"}) for i in range(9)]
    because = run(q, interviews).questionnaires[0].actions[0].because[0]
    assert because.text == "6 of 9 said “no”"


def test_evidence_that_one_person_gave_is_not_counted():
    yes = Question(id="yes", type="yes_no", ask=plain("Is it?"), groups=("internal",), dimension="e")
    rules = [f'share(yes, "no") {op}' for op in ("> 0.9", "> 0", "== 0", "< 1")]
    actions = tuple(action(f"x{place}", rule, ("yes",)) for place, rule in enumerate(rules))
    q = questionnaire(rating("a"), yes, actions=actions)
    people = [interview(f"i{i}", {"a": 3, "yes": "no" if i else "yes"}) for i in range(12)]
    found = run(q, people).questionnaires[0]
    # Somebody said no, and somebody said yes: that much is told. 11 of 12 is not.
    assert [a.id for a in found.actions] == ["x1"]
    assert [n.id for n in found.not_judged] == ["x0", "x3"]
    because = found.actions[0].because[0]
    assert (because.points, because.reason, because.text) == (None, "small_count", "Is it?")
    assert (because.n, because.of, because.options) == (UNSET, UNSET, [])


def test_a_checklist_of_many_counts_all_and_a_rule_sees_one_interview():
    yes = [
        Question(id=f"c{i}", type="yes_no", ask=plain("?"), groups=("internal",), dimension="list")
        for i in range(3)
    ]
    lists = {"list": Dimension("list", plain("List"), kind="checklist")}
    q = questionnaire(*yes, dimensions=lists, findings=(headline("few", "met.list < 2"),))
    answers = [{"c0": "yes", "c1": "yes" if i > 2 else "no", "c2": "no"} for i in range(6)]
    found = run(q, [interview(f"i{i}", each) for i, each in enumerate(answers)]).questionnaires[0]
    part = found.dimensions["list"]
    assert (part.kind, part.n, part.met, part.of) == ("checklist", 6, 9, 18)
    assert (part.score, part.level) == (None, None)
    assert [f.id for f in found.findings] == ["few"]
    assert (found.overall.score, found.overall.reason) == (None, "not_scored")


# --- what it would bring, and where it came from: the places where a wrong sign would not be noticed ------


def test_projected_follows_the_dimension_and_its_weight():
    weights = {"d": Dimension("d", plain("D"), weight=3), "e": Dimension("e", plain("E"))}
    rules = (action("x", "points.a < 50", ("a", "high")),)
    q = questionnaire(rating("a"), rating("high"), rating("c", "e"), dimensions=weights, actions=rules)
    found = run(q, five({"a": 2, "high": 5, "c": 3}))
    # a rises from 25 to 70, what is at 100 already by nothing: d by 22.5, the overall by three quarters of it
    assert found.questionnaires[0].overall.score == pytest.approx((3 * 62.5 + 50) / 4)
    assert found.plan.projected == {"test": pytest.approx((3 * 62.5 + 50) / 4 + 22.5 * 3 / 4)}
    assert found.plan.reasons is UNSET


def test_projected_stops_at_100_where_few_were_asked_what_lifts_it():
    rules = (action("x", "points.a < 50", ("a",)),)
    q = questionnaire(rating("a", "d"), rating("b", "e"), actions=rules)
    few = [interview(f"i{k}", {"a": 1, "b": 5}) for k in range(5)]
    rest = [interview(f"j{k}", {"b": 5}) for k in range(15)]
    found = run(q, [*few, *rest])
    assert found.questionnaires[0].overall.score == pytest.approx(87.5)
    assert found.plan.projected == {"test": 100.0}


def test_projected_is_nothing_where_there_is_no_overall_score_to_lift():
    rules = (action("x", "points.a < 50", ("a",)),)
    q = questionnaire(rating("a", "d"), rating("b", "e"), rating("c", "f"), actions=rules)
    found = run(q, five({"a": 1}))
    assert found.questionnaires[0].dimensions["d"].score == 0
    assert found.plan.projected == {"test": None}
    assert found.plan.reasons == {"test": "too_few_dimensions"}


def test_projected_is_of_the_group_that_is_looked_at_alone():
    theirs = rating("a", groups=BOTH)
    own = rating("b", "e")
    q = questionnaire(
        theirs,
        own,
        compare=ComparedGroups("internal", "customer"),
        actions=(action("x", "points.a < 50", ("a",)),),
    )
    people = [interview(f"i{k}", {"a": 3, "b": 1}) for k in range(5)]
    people += [interview(f"c{k}", {"a": 1}, "customer") for k in range(5)]
    found = run(q, people)
    assert found.questionnaires[0].dimensions["e"].group == "internal"
    assert found.plan.projected == {"test": 70.0}


def test_a_dimension_of_what_answers_rest_on_has_no_question_to_lift():
    known = {"d": Dimension("d", plain("D")), "ev": Dimension("ev", plain("Evidence"))}
    q = questionnaire(
        rating("a", basis=ALL),
        rating("b", basis=ALL),
        dimensions=known,
        basis_dimension="ev",
        actions=(action("x", "points.a < 50", ("a",)),),
    )
    said = {
        "a": Answer(status="answered", value=1, basis="guess"),
        "b": Answer(status="answered", value=3, basis="first_hand"),
    }
    found = run(q, five(said))
    before = found.questionnaires[0].overall.score
    assert found.questionnaires[0].dimensions["ev"].score is not None
    assert found.plan.projected == {"test": pytest.approx(before + 35 / 2)}


@pytest.mark.parametrize(
    ("changes", "source"),
    [({"because": ("b",)}, "figures"), ({}, "author"), ({"because": ("b",), "need": 0.2}, "author")],
)
def test_who_set_the_need_is_said(changes, source):
    found = one(action("x", "n.internal >= 1", **changes)).questionnaires[0].actions[0]
    assert found.need_from == source


@pytest.mark.parametrize(
    ("when", "inside", "outside", "need"),
    [
        ("perception.rate >= 12.5", {"i1": 5, "i2": 5}, {"i1": 2, "i2": 4}, 0.75),
        ("perception.rate <= -12.5", {"i1": 1, "i2": 3}, {"i1": 5, "i2": 4}, 1.0),
    ],
)
def test_over_several_items_the_widest_gap_is_what_is_to_be_mended(when, inside, outside, need):
    items = {"i1": plain("One"), "i2": plain("Two")}
    points = Section(
        id="points",
        title=plain("Points"),
        questions=(rating("rate", groups=BOTH),),
        repeat=Repeat(ask=plain("Which?"), name=plain("point"), items=items),
    )
    q = questionnaire(
        points,
        compare=ComparedGroups("internal", "customer"),
        actions=(action("x", when, ("rate",), kind="mend"),),
    )
    labels = {"points": {"i1": "One", "i2": "Two"}}

    def people(group, said):
        answers = {f"points/{item}/rate": value for item, value in said.items()}
        return [interview(f"{group}{k}", answers, group, items=labels) for k in range(5)]

    found = run(q, [*people("internal", inside), *people("customer", outside)]).questionnaires[0].actions[0]
    assert found.need == pytest.approx(need)
    wide = "points/i1/rate"
    assert wide in found.because[0].gaps


def test_of_what_a_rule_asks_the_part_that_holds_is_told():
    yes = Question(id="yes", type="yes_no", ask=plain("?"), groups=("internal",))
    rule = 'points.a < 30 or points.b < 30 or share(yes, "no") > 0.5 or share(yes, "yes") > 0.5'
    q = questionnaire(rating("a"), rating("b"), yes, actions=(action("x", rule, ("a", "b", "yes")),))
    people = [interview(f"i{k}", {"a": 2, "b": 4, "yes": "no" if k < 6 else "yes"}) for k in range(10)]
    a, b, said = run(q, people).questionnaires[0].actions[0].because
    assert (a.holds, b.holds, said.holds) == (True, False, UNSET)
    assert [(o.option, o.n, o.of) for o in said.options] == [("no", 6, 10)]
    assert (a.options, a.gaps) == (UNSET, UNSET)
    both = action("y", "perception.a >= 12.5 or perception.b >= 12.5", ("a", "b"))
    told = two_sides({"a": 5, "b": 3}, {"a": 2, "b": 3}, both).questionnaires[0].actions[0].because
    assert [each.gaps for each in told] == [["a"], []]


def test_each_questionnaire_lists_the_actions_that_it_calls_for():
    rules = {"one": action("x", "points.a < 50", ("a",)), "two": action("y", "points.a < 50", ("a",))}
    asked = {id_: questionnaire(rating("a"), id=id_, actions=(rule,)) for id_, rule in rules.items()}
    found = summarise(
        {id_: tally(q, five({"a": 1})) for id_, q in asked.items()},
        asked,
        Options(),
        Inputs(interviews=10, unfinished=0),
        ENGLISH,
    )
    assert [[each.id for each in part.actions] for part in found.questionnaires] == [["x"], ["y"]]
    assert found.plan.mend == ["x", "y"]


def of_customers(n, *, beside=0):
    """What is said of customers who answered no, by n of them; beside others who answered something else."""
    ask = Question(id="seen", type="yes_no", ask=plain("Is it?"), groups=("customer",))
    rules = {
        "half": 'share(seen, "no") >= 0.5',
        "any": 'share(seen, "no") > 0',
        "all": 'share(seen, "no") == 1',
    }
    q = questionnaire(
        ask,
        rating("other", groups=("customer",)),
        findings=tuple(headline(name, when) for name, when in rules.items()),
        actions=(action("act", rules["half"], ("seen",)),),
    )
    named = {"consent": "named", "name": "N"}
    people = [interview(f"i{k}", {"seen": "no", "other": 3}, "customer", **named) for k in range(n)]
    people += [interview(f"o{k}", {"other": 3}, "customer", **named) for k in range(beside)]
    found = run(q, people).questionnaires[0]
    return [f.text for f in found.findings if f.kind == "concern"], [a.id for a in found.actions]


@pytest.mark.parametrize("n", [2, 3, 4])
def test_of_fewer_than_five_a_share_is_said_with_its_numbers_and_only_whether_there_is_any(n):
    assert of_customers(n) == ([f"It is any. ({n} of {n} said “no”)"], [])
    assert of_customers(n, beside=6) == ([f"It is any. ({n} of {n} said “no”)"], [])


def test_from_five_a_share_is_said_in_words():
    assert of_customers(5) == (["It is half.", "It is any.", "It is all."], ["act"])


@pytest.mark.parametrize("beside", [0, 6])
def test_from_one_customer_nothing_is_said_of_customers(beside):
    assert of_customers(1, beside=beside)[0] == []
