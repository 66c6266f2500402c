"""Two results side by side, and the gates that rest on one or both."""

from __future__ import annotations

import msgspec
import pytest
from kits.scoring import FIVE, SEVEN, interview, questionnaire, rating, result

from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import Dimension, Question
from cfdiag.model.result import Result
from cfdiag.model.text import plain
from cfdiag.scoring.between import few_changed
from cfdiag.scoring.compare import compare
from cfdiag.scoring.gates import Least, Limits, gates, gates_as_shown, targets
from cfdiag.scoring.moved import comparison_as_shown, statement


def run(answers, *questions, n=5, **changes):
    q = questionnaire(*questions, **changes)
    return result(q, [interview(f"i{i}", answers) for i in range(n)])


BEFORE = run({"a": 5, "b": 4, "gone": 1, "other": 3}, *(rating(x, weight=w) for x, w in (("a", 1), ("b", 3))),
             rating("gone"), rating("other", scale=FIVE))  # fmt: skip
AFTER = run(
    {"a": 4, "b": 4, "new": 5, "other": 3},
    *(rating(x, weight=w) for x, w in (("a", 1), ("b", 3))),
    rating("new"),
    rating("other", scale=SEVEN),
)


def test_only_what_is_the_same_is_compared():
    moved = compare(BEFORE, AFTER).questionnaires[0]
    assert (moved.common, moved.total) == (2, 5)
    assert (moved.added, moved.removed, moved.changed) == (["new"], ["gone"], ["other"])
    # a from 100 to 75 at weight 1, b stays at 75 with weight 3.
    assert (moved.overall.before, moved.overall.after, moved.overall.change) == (81.25, 75.0, -6.25)
    assert moved.dimensions["d"].change == -6.25
    assert (moved.questions["a"].change, moved.questions["b"].change) == (-25.0, 0.0)
    sentence, values = statement(moved)
    assert sentence.format(**values).startswith("2 of 5 questions are the same in both")


def test_a_result_read_back_compares_the_same():
    saved = msgspec.json.decode(msgspec.json.encode(BEFORE), type=Result)
    assert compare(saved, AFTER) == compare(BEFORE, AFTER)


def test_newly_not_applicable_is_listed_apart():
    after = run({"a": Answer(status="not_applicable"), "b": 4}, rating("a"), rating("b", weight=3))
    before = run({"a": 5, "b": 4}, rating("a"), rating("b", weight=3))
    moved = compare(before, after).questionnaires[0]
    assert moved.newly_not_applicable == ["a"]
    assert (moved.overall.change, moved.overall.common) == (0.0, 1)
    assert (moved.questions["a"].change, moved.questions["a"].reason) == (None, "not_applicable")


def test_other_questionnaires_are_named():
    other = run({"a": 1}, rating("a"), id="other")
    found = compare(BEFORE, other)
    assert (found.added, found.removed, found.questionnaires) == (["other"], ["test"], [])


def test_fail_under():
    asked = (Least("overall", 60.0), Least("d", 90.0), Least("overall", 99.0))
    found = gates(AFTER, Limits(fail_under=asked))
    assert [(g.target, g.limit, g.passed) for g in found] == [
        ("overall", 60.0, True),
        ("d", 90.0, False),
        ("overall", 99.0, False),
    ]
    assert found[0].value == AFTER.questionnaires[0].overall.score


def test_a_gate_on_a_null_value_fails_and_says_why():
    small = run({"a": 5, "b": 5}, rating("a"), rating("b"), n=3)
    found = gates(
        small, Limits(fail_under=(Least("overall", 0.0), Least("d", 0.0), Least("nothing", 0.0)), min_n=4)
    )
    assert [(g.target, g.value, g.passed, g.reason) for g in found] == [
        ("overall", None, False, "withheld"),
        ("d", None, False, "withheld"),
        ("nothing", None, False, "not_scored"),
        ("n", 3, False, msgspec.UNSET),
    ]


def test_a_checklist_has_no_score_to_fail_under():
    yes = Question(id="y", type="yes_no", ask=plain("?"), groups=("internal",), dimension="list")
    found = run({"y": "yes", "a": 5}, yes, rating("a"), dimensions={
        "d": Dimension("d", plain("D")), "list": Dimension("list", plain("L"), kind="checklist")
    })  # fmt: skip
    assert targets(found) == ["overall", "d"]
    assert gates(found, Limits(fail_under=(Least("list", 10.0),)))[0].reason == "not_scored"


@pytest.mark.parametrize(("limit", "passed"), [(6.25, True), (6.2, False)])
def test_max_drop(limit, passed):
    found = gates(AFTER, Limits(max_drop=limit), compare(BEFORE, AFTER))
    assert [(g.kind, g.target, g.value, g.passed) for g in found] == [
        ("comparable", "baseline", 2, True),
        ("max_drop", "overall", 6.25, passed),
        ("max_drop", "d", 6.25, passed),
    ]


def test_max_drop_without_anything_to_compare_fails():
    (gate,) = gates(AFTER, Limits(max_drop=1.0))
    assert (gate.passed, gate.reason) == (False, "not_comparable")
    strange = run({"x": 5}, rating("x"))
    assert [g.reason for g in gates(strange, Limits(max_drop=1.0), compare(BEFORE, strange))] == [
        "not_comparable"
    ]


def test_a_questionnaire_that_is_gone_does_not_pass_silently():
    both = msgspec.structs.replace(
        BEFORE,
        questionnaires=[*BEFORE.questionnaires, msgspec.structs.replace(BEFORE.questionnaires[0], id="gone")],
    )
    found = gates(AFTER, Limits(max_drop=50.0), compare(both, AFTER))
    assert [(g.target, g.value, g.passed, g.reason) for g in found if not g.passed] == [
        ("gone", 2, False, "missing")
    ]


def grown(n, group="internal", **changes):
    """A result of n people; each one more answers something else."""
    q = questionnaire(rating("a", groups=(group,)), rating("b", groups=(group,)))
    people = [interview(f"i{k}", {"a": 1 + k % 5, "b": 1 + (k // 5) % 5}, group, **changes) for k in range(n)]
    return result(q, people)


def figures_of(moved):
    return [
        value
        for part in (moved.overall, *moved.dimensions.values(), *moved.questions.values())
        for value in (part.before, part.after, part.change)
    ]


@pytest.mark.parametrize(("before", "after"), [(29, 30), (30, 29), (26, 30)])
def test_where_fewer_than_the_floor_joined_or_left_no_figure_of_either_side_is_shown(before, after):
    one, other = grown(before), grown(after)
    exact = compare(one, other)
    assert None not in figures_of(exact.questionnaires[0])
    moved = comparison_as_shown(exact, one, other).questionnaires[0]
    assert set(figures_of(moved)) == {None}
    assert moved.overall.reason == moved.dimensions["d"].reason == "few_changed"
    judged = gates(other, Limits(max_drop=0.01), exact)
    shown = gates_as_shown(judged, other, few_changed(one, other))
    assert [gate.passed for gate in shown] == [gate.passed for gate in judged]
    assert [(g.value, g.reason) for g in shown if g.kind == "max_drop"] == [(None, "few_changed")] * 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (grown(25), grown(30)),
        (grown(30), grown(30)),
        (
            grown(9, "customer", consent="named", name="N"),
            grown(10, "customer", consent="named", name="N"),
        ),
    ],
    ids=["as-many-as-the-floor", "nobody", "named"],
)
def test_elsewhere_what_moved_is_shown(before, after):
    exact = compare(before, after)
    assert comparison_as_shown(exact, before, after) == exact
    assert few_changed(before, after) == frozenset()


def resting_on(basis, *, also=()):
    """A result of six people whose answers rest on the same; `also` are further questions."""
    asked = frozenset({"internal"})
    dimensions = {name: Dimension(name, plain(name.title())) for name in ("d", "evidence")}
    q = questionnaire(*(rating(name, basis=asked) for name in ("a", "b", "c", *also)), dimensions=dimensions)
    q = msgspec.structs.replace(q, basis_dimension="evidence")
    answers = {name: Answer(status="answered", value=3, basis=basis) for name in ("a", "b", "c")}
    return result(q, [interview(f"i{n}", answers) for n in range(6)])


def test_what_answers_rest_on_has_a_change_and_a_gate():
    before, after = resting_on("figures"), resting_on("hearsay")
    moved = compare(before, after).questionnaires[0].dimensions["evidence"]
    assert (moved.before, moved.after, moved.change) == (67.0, 33.0, -34.0)
    found = {
        g.target: (g.value, g.passed) for g in gates(after, Limits(max_drop=5.0), compare(before, after))
    }
    assert found["evidence"] == (34.0, False)
    assert found["d"] == (0.0, True)
    noisy = gates(after, Limits(max_drop=5.0, beyond_noise=True), compare(before, after))
    assert next(g for g in noisy if g.target == "evidence").passed is False


def test_what_answers_rest_on_is_not_compared_where_other_questions_were_asked():
    moved = compare(resting_on("figures"), resting_on("hearsay", also=("new",))).questionnaires[0]
    assert (moved.dimensions["evidence"].change, moved.dimensions["evidence"].reason) == (
        None,
        "other_questions",
    )


def with_incomplete(n):
    """A dimension of two questions, withheld where one person answered only one of them."""
    people = [interview(f"i{k}", {"a": 2 + k % 3, "b": 3}) for k in range(12)]
    people[:n] = [interview(f"i{k}", {"a": 1 + k}) for k in range(n)]
    return result(questionnaire(rating("a"), rating("b")), people)


@pytest.mark.parametrize(("before", "after"), [(0, 1), (1, 0), (1, 1)])
def test_what_one_result_withholds_no_comparison_shows(before, after):
    one, other = with_incomplete(before), with_incomplete(after)
    withheld = other if after else one
    assert withheld.questionnaires[0].dimensions["d"].reason == "withheld"
    assert withheld.questionnaires[0].questions["a"].points is not None
    moved = compare(one, other).questionnaires[0].dimensions["d"]
    assert (moved.before, moved.after, moved.reason) == (None, None, "withheld")
