"""Figures that were wrong once, against values made by R 4.2.2: the commands stand beside them.

Each test is one kind of fault: what counts as one, whose figure it is, what is pooled, how finely it is held.
"""

from __future__ import annotations

import pytest
from kits.scoring import SEVEN, interview, questionnaire, rating, result

from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import ComparedGroups, Dimension, Question, Repeat, Section
from cfdiag.model.text import plain
from cfdiag.scoring.many import quadrants, stratum
from cfdiag.scoring.many import tally as tally_module
from cfdiag.scoring.options import Options

RATED = frozenset({"internal"})


def part(q, people, options=None):
    return result(q, people, options or Options()).questionnaires[0]


def test_people_count_and_not_their_answers():
    repeat = Repeat(ask=plain("Which?"), name=plain("programme"), items={}, add=True)
    much = Question(id="much", type="number", ask=plain("?"), groups=("internal",))
    q = questionnaire(Section(id="way", title=plain("Way"), repeat=repeat, questions=(rating("r"), much)))
    said = [(5, 5, 5, 1), (2,), (4, 4), (1,), (3, 4)]

    def person(place, values):
        items = [f"i{n}" for n in range(1, len(values) + 1)]
        answers = {f"way/{item}/r": value for item, value in zip(items, values, strict=True)}
        answers |= {
            f"way/{item}/much": 1000.5 + 10 * value for item, value in zip(items, values, strict=True)
        }
        return interview(f"p{place}", answers, items={"way": dict.fromkeys(items, "It")})

    found = part(q, [person(*each) for each in enumerate(said)]).questions
    # In R: said <- list(c(5,5,5,1), 2, c(4,4), 1, c(3,4)); mean(sapply(said, mean)); sd(sapply(said, mean))
    assert (found["r"].n, found["r"].given) == (5, 10)
    assert found["r"].mean == pytest.approx(2.9, abs=1e-6)
    assert found["r"].sd == pytest.approx(1.3416407865, abs=1e-6)
    # In R: mean(sapply(said, function(v) mean(1000.5 + 10*v)))
    assert (found["much"].n, found["much"].mean) == (5, pytest.approx(1029.5, abs=1e-6))
    five = part(q, [person(0, (1, 2, 3, 4, 5)), *(interview(f"q{n}", {}) for n in range(9))])
    assert (five.questions["r"].n, five.questions["r"].reason) == (None, "withheld")


def test_performance_is_that_of_those_who_gave_it():
    q = questionnaire(*(rating(f"q{k}", importance=RATED) for k in range(4)))
    five = [Answer(status="answered", value=1, importance=5)] * 5
    others = [Answer(status="unknown", importance=3)] * 5
    people = [
        interview(f"i{n}", {f"q{k}": each for k in range(4)}) for n, each in enumerate([*five, *others])
    ]
    found = part(q, people, Options(unmasked=True)).questions["q0"]
    # In R: p <- rep(1, 5); i <- c(rep(5, 5), rep(3, 5)); mean(p); mean(i); mean(p - i[1:5])
    assert (found.mean, found.importance.mean, found.gap.mean) == (1, 4, -4)


def test_alpha_of_pooled_groups_is_of_the_same_questions():
    three = [rating(f"c{k}", groups=("a", "b")) for k in range(3)]
    people = [
        interview(f"a{i}", {f"c{k}": 1 + (i * 7 + k * 3 + i // 5 * (k + 1)) % 5 for k in range(3)}, "a")
        for i in range(30)
    ]
    people += [
        interview(f"b{i}", {f"c{k}": 1 + (i + k * (i % 3)) // 3 % 5 for k in range(3)}, "b")
        for i in range(30)
    ]
    found = part(questionnaire(*three), people)
    # In R: x <- outer(0:29, 0:2, function(i, k) 1 + (i*7 + k*3 + (i %/% 5)*(k + 1)) %% 5)
    # In R: y <- outer(0:29, 0:2, function(i, k) 1 + ((i + k*(i %% 3)) %/% 3) %% 5)
    # In R: alpha <- function(x) { k <- ncol(x); k/(k - 1)*(1 - sum(apply(x, 2, var))/var(rowSums(x))) }
    # In R: alpha(x); alpha(y); alpha(rbind(x, y))
    assert found.groups["a"].dimensions["d"].alpha == pytest.approx(-0.1875, abs=1e-6)
    assert found.groups["b"].dimensions["d"].alpha == pytest.approx(0.65625, abs=1e-6)
    assert found.dimensions["d"].alpha == pytest.approx(0.375, abs=1e-6)
    wider = part(questionnaire(*three, rating("more", groups=("b",))), people)
    assert (wider.dimensions["d"].alpha, wider.dimensions["d"].reasons["alpha"]) == (
        None,
        "different_questions",
    )
    assert wider.groups["a"].dimensions["d"].alpha == pytest.approx(-0.1875, abs=1e-6)


@pytest.mark.parametrize("reservoir", [600, 150])
def test_stability_is_that_of_all_who_answered(monkeypatch, reservoir):
    for module in (stratum, tally_module, quadrants):
        monkeypatch.setattr(module, "RESERVOIR", reservoir)
    q = questionnaire(*(rating(f"q{k}", importance=RATED) for k in range(4)))
    ratings = [1 + i * 7 % 5 + (i % 20 == 0) for i in range(600)]
    people = [interview(f"i{i}", {f"q{k}": (5, x) for k in range(4)}) for i, x in enumerate(ratings)]
    found = part(q, people, Options(crosshair="midpoint")).questions["q0"]
    # In R: i <- 0:599; x <- 1 + (i*7) %% 5; x[i %% 20 == 0] <- x[i %% 20 == 0] + 1
    # In R: mean(x); pnorm((mean(x) - 3)/(sd(x)/sqrt(600)))
    assert (found.quadrant, found.importance.mean) == ("keep_up", pytest.approx(3.05, abs=1e-6))
    assert found.stability == pytest.approx(0.8160219, abs=0.05)  # 1,000 resamples of the ones that are kept


def test_what_is_equal_is_equal_in_fractions():
    both = ("internal", "customer")
    q = questionnaire(
        rating("a", groups=both),
        rating("b", groups=both, scale=SEVEN),
        *(rating(name, groups=both) for name in "cdefg"),
        compare=ComparedGroups("internal", "customer"),
    )
    # A fifth of their scales, 4 of 20 steps and 6 of 30; as floats (2.2 - 1)/6 is the larger.
    inside = {"a": [2, 2, 2, 2, 1], "b": [3, 3, 2, 2, 1], "c": [4] * 5, "d": [5] * 5}
    outside = {"a": [3] * 5, "b": [2] * 5, "c": [4] * 5, "d": [5] * 5}
    more = {"e": [4, 4, 4, 4, 5], "f": [3, 3, 3, 3, 2], "g": [1] * 5}
    people = [
        interview(f"{group}{i}", {k: v[i % 5] for k, v in (given | more).items()}, group)
        for group, given in (("internal", inside), ("customer", outside))
        for i in range(15)
    ]
    # In R: x <- c(4/20, 6/30, 3/4, 1, 16/20, 9/20, 0); y <- c(2/4, 1/6, 3/4, 1, 16/20, 9/20, 0)
    # In R: cor(x, y, method = "spearman")
    assert part(q, people).rank_agreement == pytest.approx(0.936974961203381, abs=1e-6)
    ways = ([2, 3, 3, 4, 4], [1, 3, 4, 4, 4], [1, 2, 4, 4, 5], [3, 3, 3, 3, 4])
    tied = questionnaire(*(rating(f"q{k}", importance=RATED) for k in range(4)))
    people = [interview(f"i{n}", {f"q{k}": (3, way[n]) for k, way in enumerate(ways)}) for n in range(5)]
    # In R: sapply(list(c(2,3,3,4,4), c(1,3,4,4,4), c(1,2,4,4,5), c(3,3,3,3,4)), mean): 3.2 each, on the line
    found = part(tied, people, Options(crosshair="mean")).questions
    assert {each.quadrant for each in found.values()} == {"keep_up"}


def test_a_cell_of_one_has_no_mean_and_one_of_six_has():
    q = questionnaire(rating("a", groups=("customer",)), rating("b", groups=("customer",)))
    named = {"consent": "named", "name": "N"}
    given = [("big", 2)] * 6 + [("lone", 4)] + [("three", 5)] * 3
    people = [
        interview(f"i{n}", {"a": value, "b": 3}, "customer", account=account, **named)
        for n, (account, value) in enumerate(given)
    ]
    cells = part(q, people, Options(by=("account",))).by["account"]
    # In R: mean(rep(mean(100*(c(2, 3) - 1)/4), 6))
    assert cells["big"].overall.score == pytest.approx(37.5, abs=1e-6)
    for few in (cells["lone"], cells["three"]):
        assert (few.overall.score, few.overall.level, few.overall.reason) == (
            None,
            None,
            "too_few_respondents",
        )


def test_medians_are_exact_in_cells_too():
    q = questionnaire(*(rating(f"q{k}") for k in range(3)))
    given = [(1, 2, 2), (1, 2, 2), (3, 3, 4), (5, 5, 4), (5, 5, 5), (4, 4, 5)]
    people = [
        interview(f"i{n}", dict(zip(("q0", "q1", "q2"), each, strict=True)), department="Sales")
        for n, each in enumerate(given)
    ]
    found = part(q, people, Options(by=("department",)))
    # In R: g <- list(c(1,2,2), c(1,2,2), c(3,3,4), c(5,5,4), c(5,5,5), c(4,4,5))
    # In R: median(sapply(g, function(v) 25*(mean(v) - 1)))
    for row in (found, found.by["department"]["Sales"]):
        assert row.overall.median == pytest.approx(70.8333333333333, abs=1e-9)
        assert row.dimensions["d"].median == pytest.approx(70.8333333333333, abs=1e-9)


def test_the_target_of_overall_is_that_of_what_was_asked():
    dimensions = {
        "low": Dimension("low", plain("Low"), target=60),
        "high": Dimension("high", plain("High"), target=90, weight=2),
    }
    q = questionnaire(
        rating("a", "low", groups=("a", "b")), rating("c", "high", groups=("b",)), dimensions=dimensions
    )
    people = [
        interview(f"{group}{i}", {"a": 4} | ({"c": 4} if group == "b" else {}), group)
        for group in "ab"
        for i in range(5)
    ]
    groups = part(q, people).groups
    # In R: weighted.mean(c(60), 1); weighted.mean(c(60, 90), c(1, 2)); mean(100*(rep(4, 5) - 1)/4)
    assert (groups["a"].overall.target, groups["a"].overall.level) == (60, "on_target")
    assert (groups["b"].overall.target, groups["b"].overall.level) == (80, "developing")
    assert groups["b"].overall.score == pytest.approx(75, abs=1e-6)


def test_small_numbers_are_numbers():
    q = questionnaire(Question(id="n", type="number", ask=plain("?"), groups=("internal",)))
    found = part(q, [interview(f"i{k}", {"n": k * 1e-7}) for k in range(1, 6)]).questions["n"]
    # In R: mean(1:5*1e-7); median(1:5*1e-7)
    assert (found.mean, found.median) == (pytest.approx(3e-7, rel=1e-9), pytest.approx(3e-7, rel=1e-9))


def test_shares_have_wilsons_interval():
    q = questionnaire(Question(id="y", type="yes_no", ask=plain("?"), groups=("internal",)))
    people = [interview(f"i{k}", {"y": "no" if k < 34 else "yes"}) for k in range(100)]
    share = part(q, people).questions["y"].shares["no"]
    # In R: prop.test(34, 100, correct = FALSE)$conf.int
    assert share.interval == pytest.approx((0.254615207973482, 0.437222711452754), abs=1e-6)
    # In R: prop.test(7, 20, correct = FALSE)$conf.int
    share = part(q, people[27:47]).questions["y"].shares["no"]
    assert share.interval == pytest.approx((0.181191824101, 0.567145723315), abs=1e-6)


def test_a_reason_stands_beside_what_is_null_alone():
    q = questionnaire(*(rating(f"q{k}") for k in range(3)))
    found = part(q, [interview(f"i{n}", {f"q{k}": 1 + (n + k) % 5 for k in range(3)}) for n in range(8)])
    dimension = found.dimensions["d"]
    # In R: mean(sapply(0:7, function(n) mean(100*((n + 0:2) %% 5)/4)))
    assert dimension.score == pytest.approx(50.0, abs=1e-6)
    assert (dimension.reason or None, dimension.alpha, dimension.reasons["alpha"]) == (
        None,
        None,
        "too_few_respondents",
    )
