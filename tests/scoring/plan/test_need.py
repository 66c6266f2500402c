"""What an action is worth: by the shares and figures that its rule holds by, and what it says it rests on."""

from __future__ import annotations

import pytest
from kits.rules import rule
from kits.scoring import action, interview, questionnaire, rating, result
from msgspec import UNSET

from cfdiag.model.questionnaire import DoneWhen, Question
from cfdiag.model.result import ActionScore, OptionCount
from cfdiag.model.text import plain
from cfdiag.scoring.plan.need import distance
from cfdiag.scoring.stats.statistics import Z

WHO = ("customer",)
RATED = frozenset(WHO)


def yes_no(id_: str, dimension: str | None = None) -> Question:
    return Question(id=id_, type="yes_no", ask=plain("?"), groups=WHO, dimension=dimension)


def judged(rules, *people: dict[str, object], asked: tuple[Question, ...] = ()) -> dict[str, ActionScore]:
    """The actions over some customers who may be named, of whom everything is shown."""
    usual = (
        rating("a", groups=WHO, importance=RATED),
        rating("b", groups=WHO),
        rating("free", None, groups=WHO),
        yes_no("y"),
        yes_no("z"),
        yes_no("kept", "list"),
    )
    q = questionnaire(*(asked or usual), actions=tuple(rules))
    made = [
        interview(f"i{n}", answers, "customer", consent="named", name=f"N{n}")
        for n, answers in enumerate(people)
    ]
    return {each.id: each for each in result(q, made).questionnaires[0].actions}


def wilson(n: int, of: int) -> float:
    return (n + Z * Z / 2) / (of + Z * Z)


def people(no: int, of: int = 5, **more: object) -> list[dict[str, object]]:
    return [{"y": "no" if n < no else "yes", "z": "yes" if n else "no", **more} for n in range(of)]


def test_without_evidence_the_share_counts_by_which_the_rule_holds():
    found = judged([action("x", 'share(y, "no") > 0', ("y",))], *people(3))
    assert found["x"].need == pytest.approx(wilson(3, 5))
    assert found["x"].need_from == "figures"


def test_of_several_shares_the_largest_counts_by_the_usual_importance():
    rules = [action("x", 'share(y, "no") > 0 and share(z, "no") > 0', ("y", "z"))]
    found = judged(rules, *people(3, a=(3, 4)))  # importance 4 of 5 is .75
    assert found["x"].need == pytest.approx(wilson(3, 5) * 0.75)


def test_of_a_share_that_is_too_small_those_count_who_did_not_say_it():
    found = judged([action("x", 'share(y, "no") < 0.9', ("y",))], *people(2))
    assert found["x"].need == pytest.approx(wilson(3, 5))


def test_scored_evidence_comes_before_the_share_by_which_the_rule_holds():
    found = judged([action("x", 'share(y, "no") > 0', ("b",))], *people(1, b=3))
    assert found["x"].need == pytest.approx((70 - 50) / 70)


def test_points_that_belong_to_no_dimension_fall_short_of_what_the_rule_asks():
    rules = [action("x", "points.free < 60", ("free",)), action("y", "points.free < 60 and points.free < 90")]
    found = judged(rules, *people(1, free=2, a=(3, 4)))
    assert found["x"].need == pytest.approx((60 - 25) / 60 * 0.75)
    assert found["y"].need == pytest.approx((90 - 25) / 90 * 0.75)


def test_a_question_counts_by_its_own_importance_and_not_by_the_usual_one():
    asked = tuple(rating(id_, groups=WHO, importance=RATED) for id_ in ("a", "w"))
    rules = [action("x", "points.a < 50", ("a",)), action("y", "points.a < 50", ("a", "w"))]
    found = judged(rules, *[{"a": (2, 5), "w": (2, 3)}] * 5, asked=asked)
    short = (70 - 25) / 70
    assert found["x"].need == pytest.approx(short * 1.0)
    assert found["y"].need == pytest.approx(short * 0.75)


def test_why_it_is_not_said_how_firm_an_action_is_stands_there_only_where_it_is_not_said():
    few = judged([action("x", "n.customer > 0")], *people(1, 3))
    many = judged([action("x", "points.b < 70", ("b",))], *people(1, 12, b=2))
    told = {"firmness": "too_few_respondents", "tier": "too_few_respondents"}
    assert (few["x"].tier, few["x"].reasons) == (None, told)
    assert (many["x"].tier, many["x"].reasons) == ("first", UNSET)


def test_of_two_gaps_by_which_it_holds_the_wider_counts():
    rules = [action("x", "gap.a <= -1 and gap.w <= -1", ("a", "w"))]
    asked = tuple(rating(id_, groups=WHO, importance=RATED) for id_ in ("a", "w"))
    found = judged(rules, *[{"a": (1, 4), "w": (3, 4)}] * 5, asked=asked)
    assert found["x"].need == pytest.approx(75 / 100 * 0.75)


def test_what_was_said_most_stands_beside_all_that_is_not_rated_or_not_scored():
    rules = [action("x", "n.customer > 0", ("b", "free", "y", "kept"))]
    given = [{**each, "kept": "no", "b": 2, "free": 4 if n else 1} for n, each in enumerate(people(4))]
    b, free, y, kept = judged(rules, *given)["x"].because
    assert (b.points, b.answer) == (25.0, UNSET)
    assert (free.points, free.answer, free.n, free.of) == (None, "4", 4, 5)
    assert (y.answer, y.n, y.of, y.text) == ("no", 4, 5, "4 of 5 said “no”")
    assert (kept.points, kept.answer, kept.n) == (0.0, "no", 5)


def test_answers_that_are_told_one_by_one_give_no_count_of_an_option():
    asked = (rating("a", groups=WHO),)
    rules = [action("x", "share(a, 2) > 0", ("a",)), action("y", "n.customer > 0", ("a",))]
    found = judged(rules, {"a": 2}, {"a": 2}, {"a": 4}, asked=asked)
    assert found["x"].because[0].options == []
    rules = [action("x", 'share(y, "no") > 0 and share(y, "yes") < 0.9', ("y",))]
    counted = judged(rules, *people(3))["x"].because[0].options
    assert counted == [OptionCount(option="no", n=3, of=5), OptionCount(option="yes", n=2, of=5)]


def test_the_figure_by_which_one_sees_that_it_worked_and_what_it_is_now():
    rules = [
        action("at_least", "n.customer > 0", done_when=DoneWhen(figure=rule("points.b"), at_least=70)),
        action("at_most", "n.customer > 0", done_when=DoneWhen(figure=rule("points.b"), at_most=20)),
        action("unknown", "n.customer > 0", done_when=DoneWhen(figure=rule("perception.b"), at_least=0)),
        action("seen", "n.customer > 0", done_when=DoneWhen(seen=plain("It is there"))),
    ]
    found = {id_: each.done_when for id_, each in judged(rules, *people(1, b=2)).items()}
    least, most, unknown = found["at_least"], found["at_most"], found["unknown"]
    assert (least.figure, least.at_least, least.at_most, least.now) == ("points.b", 70, UNSET, 25.0)
    assert (most.at_least, most.at_most) == (UNSET, 20)
    assert (unknown.figure, unknown.now) == ("perception.b", UNSET)
    assert found["seen"] is UNSET


@pytest.mark.parametrize(
    ("kind", "points", "target", "share"),
    [
        ("mend", 0, 1, 1.0),
        ("mend", 35, 70, 0.5),
        ("mend", 80, 70, 0.0),
        ("mend", 0, 0, 0.0),
        ("build", 100, 99, 1.0),
        ("build", 85, 70, 0.5),
        ("build", 60, 70, 0.0),
        ("build", 100, 100, 0.0),
    ],
)
def test_how_far_a_question_is_short_of_its_target_or_beyond_it(
    kind: str, points: float, target: float, share: float
) -> None:
    assert distance(kind, points, target) == share
