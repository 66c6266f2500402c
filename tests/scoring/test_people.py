"""People count, not answers: in repeated sections n, floors and every 'from' hold for respondents."""

from __future__ import annotations

import statistics
from random import Random

import pytest
from kits.scoring import action, headline, interview, questionnaire, rating, result
from msgspec import UNSET
from scipy import stats

from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import Dimension, Option, Question, Repeat, Section
from cfdiag.model.text import plain
from cfdiag.scoring.many import quadrants, stratum
from cfdiag.scoring.many import tally as tally_module
from cfdiag.scoring.options import Options

OPTIONS = (Option("pilot", plain("Pilot"), 50), Option("stopped", plain("Stopped"), 0))
KINDS = {
    "rated": 2,
    "yes": "no",
    "one": "stopped",
    "some": ["stopped"],
    "much": 1000.5,
    "day": "2026-03-01",
    "words": "Too soon",
}


def every_type(groups=("internal",)):
    def ask(id_, type_, **changes):
        return Question(id=id_, type=type_, ask=plain("?"), groups=groups, **changes)

    return (
        rating("rated", groups=groups),
        ask("yes", "yes_no", dimension="d"),
        ask("one", "choice", options=OPTIONS),
        ask("some", "choices", options=OPTIONS, dimension="d"),
        ask("much", "number"),
        ask("day", "date"),
        ask("words", "text", tags=(Option("pay", plain("Pay")),)),
    )


def way(questions, **items):
    repeat = Repeat(
        ask=plain("Which?"), name=plain("programme"), items={k: plain(v) for k, v in items.items()}
    )
    return Section(id="way", title=plain("Way"), repeat=repeat, questions=questions)


def about(items, answers):
    """One respondent's interview: the answers about each of so many items."""
    found = {f"way/{item}/{key}": value for item in items for key, value in answers.items()}
    return {"answers": found, "items": {"way": dict.fromkeys(items, "It")}}


def ten(items, people, group="internal", **changes):
    """Ten people, some of whom speak of the items."""
    made = []
    for place in range(10):
        said = about(items, KINDS) if place < people else {"answers": {}, "items": {}}
        made.append(interview(f"i{place}", said["answers"], group, items=said["items"], **changes))
    return made


@pytest.mark.parametrize("key", [key for key in KINDS if key != "words"])
@pytest.mark.parametrize("items", [("i1", "i2", "i3", "i4", "i5"), ("x", "y", "z", "i1", "i2")])
def test_one_person_who_speaks_of_five_items_is_one_person(key, items):
    q = questionnaire(way(every_type(), x="X", y="Y", z="Z"))
    found = result(q, ten(items, 1)).questionnaires[0]
    assert found.questions[key].withheld is True
    assert (found.questions[key].n, found.questions[key].distribution) == (None, {})
    assert all(each.withheld is True for at, each in found.questions.items() if at.endswith(f"/{key}"))


def test_tags_of_one_person_are_withheld_too():
    q = questionnaire(way(every_type()))
    people = ten(("i1", "i2", "i3", "i4", "i5"), 1)
    found = result(q, people).questionnaires[0]
    assert (found.questions["words"].withheld, found.questions["words"].distribution) == (True, {})


@pytest.mark.parametrize("key", list(KINDS))
def test_n_is_people_where_everything_is_shown(key):
    q = questionnaire(way(every_type(), x="X"))
    found = result(q, ten(("x", "i1", "i2"), 2), Options(unmasked=True)).questionnaires[0].questions
    assert found[key].n == 2
    assert found[f"way/x/{key}"].n == 2
    if key not in ("words", "day"):
        assert (found[key].mean, found[key].reason) == (None, "too_few_respondents")


def test_three_customers_who_speak_of_two_items_each_are_no_six():
    q = questionnaire(way(every_type(("customer",)), x="X", y="Y"))
    people = ten(("x", "y"), 3, "customer", consent="named", name="N")[:3]
    found = result(q, people).questionnaires[0].questions
    assert {key: found[key].n for key in KINDS} == dict.fromkeys(KINDS, 3)
    assert found["one"].mean is None
    assert found["one"].distribution == {"pilot": 0, "stopped": 3}


def test_a_respondents_own_mean_counts_once_for_numbers_and_points_of_choices():
    q = questionnaire(way(every_type(), x="X"))
    people = []
    for place in range(6):
        items = ["x", *[f"i{k}" for k in range(place)]]
        answers = {f"way/{item}/much": float(10 * place + k) for k, item in enumerate(items)}
        answers |= {f"way/{item}/some": ["pilot"] if k else ["stopped"] for k, item in enumerate(items)}
        people.append(interview(f"i{place}", answers, items={"way": dict.fromkeys(items, "It")}))
    found = result(q, people).questionnaires[0].questions
    means = [statistics.fmean(10 * p + k for k in range(p + 1)) for p in range(6)]
    assert found["much"].n == 6
    assert found["much"].mean == pytest.approx(statistics.fmean(means), rel=1e-12)
    assert found["much"].sd == pytest.approx(statistics.stdev(means), rel=1e-12)
    points = [statistics.fmean([0, *[50] * p]) for p in range(6)]
    assert found["some"].points == pytest.approx(statistics.fmean(points), rel=1e-12)


def several(place):
    """What the nth of six people says about programmes: the first names five, all others one each."""
    other = {"rated": 4, "yes": "yes", "one": "pilot", "some": ["pilot"], "much": 10.0, "day": "2026-04-01"}
    told = [KINDS] * 3 + [KINDS | other] * 2 if place == 0 else [KINDS | other]
    items = [f"i{n}" for n in range(1, len(told) + 1)]
    answers = {
        f"way/{item}/{key}": Answer(status="answered", value=value, tags=("pay",))
        if key == "words"
        else Answer(status="answered", value=value)
        for item, said in zip(items, told, strict=True)
        for key, value in said.items()
    }
    answers["way/i6/one"] = Answer(status="unknown")
    return interview(
        f"i{place}", answers, "customer", items={"way": dict.fromkeys([*items, "i6"], "It")}, consent="named"
    )


@pytest.mark.parametrize(
    ("key", "first", "other"),
    [
        ("rated", "2", "4"),
        ("yes", "no", "yes"),
        ("one", "stopped", "pilot"),
        ("some", "stopped", "pilot"),
        ("day", "2026-03-01", "2026-04-01"),
    ],
)
def test_who_names_five_counts_once_for_each_thing_they_said(key, first, other):
    q = questionnaire(way(every_type(("customer",))))
    found = result(q, [several(n) for n in range(6)]).questionnaires[0].questions[key]
    assert (found.n, found.given) == (6, UNSET if key == "day" else 10)
    assert {k: n for k, n in found.distribution.items() if n} == {first: 1, other: 6}
    if key in ("yes", "one", "some"):
        assert (found.shares[first].share, found.shares[other].share) == (1 / 6, 1.0)
        wilson = stats.binomtest(1, 6).proportion_ci(method="wilson")
        assert found.shares[first].interval == pytest.approx((wilson.low, wilson.high), abs=1e-9)


def test_themes_and_who_did_not_know_are_people_too():
    q = questionnaire(way(every_type(("customer",))))
    found = result(q, [several(n) for n in range(6)]).questionnaires[0].questions
    assert found["words"].distribution == {"pay": 6}
    assert found["one"].status == {"answered": 6, "unknown": 6}


def test_a_rule_asks_for_the_share_of_people():
    # Half of all answers are 'stopped' (3 of 10, then 6 of 13), but one person of six, then two.
    q = questionnaire(
        way(every_type(("customer",))),
        findings=(
            headline("none_of_ten", 'share(one, "stopped") > 0.29'),
            headline("one_of_six", 'share(one, "stopped") > 0.16 and share(one, "pilot") == 1'),
        ),
    )
    found = result(q, [several(n) for n in range(6)]).questionnaires[0]
    assert [f.id for f in found.findings if f.kind == "concern"] == ["one_of_six"]


def test_a_rating_about_several_items_counts_people_who_rated_both():
    q = questionnaire(way((rating("rated", None, importance=frozenset({"internal"})),)))
    people = [
        interview(
            f"i{n}",
            {
                f"way/i{k}/rated": (2 + k % 2, 4) if n or k < 3 else Answer(status="answered", value=5)
                for k in range(4)
            },
            items={"way": {f"i{k}": "It" for k in range(4)}},
        )
        for n in range(6)
    ]
    found = result(q, people).questionnaires[0].questions["rated"]
    assert (found.n, found.given) == (6, 23)
    assert found.distribution == {"1": 0, "2": 6, "3": 6, "4": 0, "5": 0}


def test_a_finding_or_an_action_never_rests_on_one_anonymous_person():
    q = questionnaire(
        rating("a"),
        way(every_type()),
        findings=(headline("stopped", 'share(one, "stopped") >= 0.5'), headline("many", "count(way) >= 3")),
        actions=(action("decide", 'share(one, "stopped") >= 0.5', ("one",)),),
    )
    few = result(q, ten(("i1", "i2", "i3"), 1)).questionnaires[0]
    assert [f.id for f in few.findings if f.kind == "concern"] == []
    assert [a.id for a in few.actions] == []
    assert [(n.id, n.missing) for n in few.not_judged] == [("decide", ["share.one"])]
    enough = result(q, ten(("i1", "i2", "i3"), 5)).questionnaires[0]
    assert [f.id for f in enough.findings if f.kind == "concern"] == ["stopped", "many"]
    assert [a.id for a in enough.actions] == ["decide"]


def test_what_one_person_says_of_an_added_item_does_not_follow_from_the_items_that_are_shown():
    # Six speak of x, one of them also of i1 … i6: all answers minus those about x would be that one's.
    q = questionnaire(way(every_type(), x="X"))
    people = [
        interview(
            f"i{place}",
            {f"way/{item}/one": "stopped" for item in items},
            items={"way": dict.fromkeys(items, "It")},
        )
        for place in range(6)
        for items in [["x", *[f"i{k}" for k in range(1, 7)]] if place == 5 else ["x"]]
    ]
    found = result(q, people).questionnaires[0].questions
    assert not (found["one"].n and found["way/x/one"].n)


def test_items_withheld_together_hold_the_floor_in_people():
    # The same three people speak of x and of y: together they are three, and z has to go too.
    q = questionnaire(way((rating("rated"),), x="X", y="Y", z="Z"))
    people = [
        interview(
            f"i{place}",
            {f"way/{item}/rated": 3 for item in items},
            items={"way": dict.fromkeys(items, "It")},
        )
        for place in range(9)
        for items in [["x", "y", "z"] if place < 3 else ["z"]]
    ]
    found = result(q, people).questionnaires[0].questions
    assert {key: found[key].n for key in ("way/x/rated", "way/y/rated", "way/z/rated")} == dict.fromkeys(
        ("way/x/rated", "way/y/rated", "way/z/rated")
    )


# --- alpha, medians, cells, targets, numbers, shares -------------------------------------------------------


def test_alpha_of_groups_that_were_asked_different_questions_is_no_alpha():
    # Pure chance, but one group has three questions and the other twelve: the totals differ by that alone.
    wide = tuple(rating(f"w{k}", groups=("b",)) for k in range(9))
    both = tuple(rating(f"c{k}", groups=("a", "b")) for k in range(3))
    q = questionnaire(*both, *wide)
    people = [
        interview(
            f"{group}{i}",
            {x.id: 1 + (i * 7 + k * 3) % 5 for k, x in enumerate((*both, *wide)) if group in x.groups},
            group,
        )
        for group in "ab"
        for i in range(30)
    ]
    found = result(q, people).questionnaires[0]
    assert (found.dimensions["d"].alpha, found.dimensions["d"].reasons["alpha"]) == (
        None,
        "different_questions",
    )
    assert found.groups["a"].dimensions["d"].alpha is not None


def test_medians_are_exact_in_cells_too():
    q = questionnaire(*(rating(f"q{k}") for k in range(3)))
    given = [(1, 2, 2), (1, 2, 2), (3, 3, 4), (5, 5, 4), (5, 5, 5), (4, 4, 5)]
    people = [
        interview(f"i{place}", dict(zip(("q0", "q1", "q2"), each, strict=True)), department="Sales")
        for place, each in enumerate(given)
    ]
    found = result(q, people, Options(by=("department",))).questionnaires[0]
    expected = statistics.median(25 * (sum(each) / 3 - 1) for each in given)
    assert expected == pytest.approx(70.8333333, abs=1e-6)  # no multiple of a hundredth
    for part in (found, found.by["department"]["Sales"]):
        assert part.overall.median == pytest.approx(expected, rel=1e-12)
        assert part.dimensions["d"].median == pytest.approx(expected, rel=1e-12)


def test_a_cell_or_group_of_one_among_many_has_no_mean():
    q = questionnaire(rating("a", groups=("customer", "owner")), rating("b", groups=("customer", "owner")))
    named = {"consent": "named", "name": "N"}
    people = [interview(f"i{i}", {"a": 2, "b": 2}, "customer", account="big", **named) for i in range(6)]
    people += [interview("one", {"a": 2, "b": 2}, "customer", account="lone", **named)]
    people += [interview("owner", {"a": 2, "b": 2}, "owner", **named)]
    found = result(q, people, Options(by=("account",))).questionnaires[0]
    lone = found.by["account"]["lone"]
    assert (lone.n, lone.overall.score, lone.overall.level, lone.overall.reason) == (
        1,
        None,
        None,
        "too_few_respondents",
    )
    assert lone.overall.coverage is None
    assert (lone.dimensions["d"].score, lone.dimensions["d"].coverage) == (None, None)
    owner = found.groups["owner"]
    assert (owner.overall.score, owner.questions["a"].mean) == (None, None)
    assert found.by["account"]["big"].overall.score == 25.0
    alone = result(q, people[-2:-1], Options(by=("account",))).questionnaires[0]
    assert alone.by["account"]["lone"].overall.score == alone.overall.score == 25.0


def test_overall_is_held_against_the_targets_of_what_was_asked():
    dimensions = {
        "low": Dimension("low", plain("Low"), target=60),
        "high": Dimension("high", plain("High"), target=90),
    }
    q = questionnaire(
        rating("a", "low", groups=("a", "b")),
        rating("b", "low", groups=("a", "b")),
        rating("c", "high", groups=("b",)),
        dimensions=dimensions,
    )
    people = [
        interview(f"{g}{i}", {"a": 3, "b": 4} | ({"c": 3} if g == "b" else {}), g)
        for g in "ab"
        for i in range(5)
    ]
    groups = result(q, people).questionnaires[0].groups
    assert (groups["a"].overall.score, groups["a"].overall.target, groups["a"].overall.level) == (
        62.5,
        60,
        "on_target",
    )
    assert (groups["b"].overall.target, groups["b"].overall.level) == (75, "developing")


def test_small_numbers_are_numbers():
    q = questionnaire(Question(id="n", type="number", ask=plain("?"), groups=("internal",)))
    people = [interview(f"i{k}", {"n": k * 1e-7}) for k in range(1, 6)]
    found = result(q, people).questionnaires[0].questions["n"]
    assert found.mean == 3e-7
    assert found.median == 3e-7


def test_every_share_of_a_choice_has_its_wilson_interval():
    q = questionnaire(Question(id="y", type="yes_no", ask=plain("?"), groups=("internal",)))
    people = [interview(f"i{k}", {"y": "no" if k < 34 else "yes"}) for k in range(100)]
    share = result(q, people).questionnaires[0].questions["y"].shares["no"]
    expected = stats.binomtest(34, 100).proportion_ci(method="wilson")
    assert share.share == 0.34
    assert share.interval == pytest.approx((expected.low, expected.high), abs=1e-9)


# --- where the quadrants meet -------------------------------------------------------------------------------

ALL = frozenset({"internal"})


def tied(count):
    """Questions with the same mean importance, given in different ways: 3.2 each."""
    ways = ([2, 3, 3, 4, 4], [1, 3, 4, 4, 4], [1, 2, 4, 4, 5], [3, 3, 3, 3, 4])
    q = questionnaire(*(rating(f"q{k}", importance=ALL) for k in range(count)))
    people = [
        interview(f"i{place}", {f"q{k}": (3, ways[k][place]) for k in range(count)}) for place in range(5)
    ]
    return q, people


@pytest.mark.parametrize("kind", ["mean", "median"])
def test_on_the_line_is_decided_on_fractions(kind):
    found = result(*tied(4), Options(crosshair=kind)).questionnaires[0]
    assert {q.quadrant for q in found.questions.values()} == {"keep_up"}


def test_a_matrix_is_made_of_four_questions_or_more():
    q, people = tied(3)
    found = result(q, people).questionnaires[0].questions["q0"]
    assert (found.quadrant, found.reasons["quadrant"]) == (None, "too_few_questions")


def many(n):
    """Six questions near the line, as a survey of n gives them."""
    draw = Random(3)  # noqa: S311  no secret hangs on it
    q = questionnaire(*(rating(f"q{k}", importance=ALL) for k in range(6)))
    people = [
        interview(
            f"i{place}",
            {
                f"q{k}": (min(5, max(1, round(draw.gauss(3 + k * 0.04, 1)))), draw.randint(2, 5))
                for k in range(6)
            },
        )
        for place in range(n)
    ]
    return q, people


@pytest.mark.parametrize("kind", ["mean", "median", "midpoint"])
def test_the_stability_of_a_part_is_that_of_the_whole(monkeypatch, kind):
    q, people = many(600)
    whole = result(q, people, Options(crosshair=kind)).questionnaires[0].questions
    for module in (stratum, tally_module, quadrants):
        monkeypatch.setattr(module, "RESERVOIR", 120)
    kept = result(q, people, Options(crosshair=kind)).questionnaires[0]
    assert kept.resampled == 120
    for key, question in kept.questions.items():
        assert question.quadrant == whole[key].quadrant
        # 1,000 resamples of a fifth of the people, their deviations scaled: the same but for sampling error.
        assert question.stability == pytest.approx(whole[key].stability, abs=0.1), key


def test_a_gap_is_no_way_from_importance_to_performance():
    # Ten rate importance, five performance: importance 4.0 is of ten, the gap of five. What was given is 1.0.
    q = questionnaire(*(rating(f"q{k}", importance=ALL) for k in range(4)))
    people = [
        interview(
            f"i{place}",
            {
                f"q{k}": Answer(status="answered", value=1, importance=5)
                if place < 5
                else Answer(status="unknown", importance=3)
                for k in range(4)
            },
        )
        for place in range(10)
    ]
    found = result(q, people, Options(unmasked=True)).questionnaires[0].questions["q0"]
    assert (found.n, found.mean, found.points) == (5, 1.0, 0.0)
    assert (found.importance.n, found.importance.mean) == (10, 4.0)
    assert (found.gap.n, found.gap.mean) == (5, -4.0)
    assert found.importance.mean + found.gap.mean != found.mean
