"""What comes first, what answers the opening, and what the first three would bring."""

from __future__ import annotations

from types import SimpleNamespace

import msgspec
import pytest
from kits.scoring import action, interview, questionnaire, rating, result
from msgspec import UNSET

from cfdiag.model.result import Finding
from cfdiag.scoring.plan.order import answers_to, first_three, projected, sure_of_a_place


@pytest.mark.parametrize(
    ("build", "mend", "answering", "expected"),
    [
        ("AB", "xyz", "", "Axy"),
        ("ABC", "x", "", "ABx"),
        ("ABCD", "", "", "ABC"),
        ("", "wxyz", "", "wxy"),
        ("A", "x", "", "Ax"),
        ("", "", "", ""),
        ("A", "xyz", "z", "Azx"),
        ("A", "wxyz", "zy", "Ayw"),
        ("A", "xyz", "y", "Ayx"),
        ("A", "xyz", "x", "Axy"),
        ("", "wxyz", "y", "ywx"),
        ("", "wxyz", "x", "xwy"),
    ],
)
def test_one_to_keep_then_two_to_mend_of_which_the_answer_comes_first(build, mend, answering, expected):
    assert first_three(list(build), list(mend), set(answering)) == list(expected)


def candidate(about, *, kind="mend", questionnaire="q", gaps=()):
    because = (SimpleNamespace(gaps=list(gaps)), SimpleNamespace(gaps=UNSET))
    made = SimpleNamespace(kind=kind)
    return SimpleNamespace(questionnaire=questionnaire, action=made, about=about, because=because)


def test_what_answers_a_finding_mends_what_it_is_about():
    by_id = {
        "about": [candidate(("care",))],
        "gap": [candidate((), gaps=("care",))],
        "other": [candidate(("speed",), gaps=("price",))],
        "keep": [candidate(("care",), kind="build")],
        "elsewhere": [candidate(("care",), questionnaire="r")],
        "second": [candidate(("speed",)), candidate(("care",))],
    }
    said = Finding(kind="gap", questionnaire="q", question="care")
    assert answers_to(said, by_id, {}) == {"about", "gap", "second"}
    assert answers_to(None, by_id, {}) == set()
    assert answers_to(Finding(kind="gap", questionnaire="q"), by_id, {}) == set()
    likely = {"other": (0.7, "next"), "keep": (0.9, "first")}
    assert answers_to(said, by_id, likely) == {"about", "gap", "second"}
    assert answers_to(said, by_id, {"other": (0.9, "first")}) == set()


@pytest.mark.parametrize(
    ("build", "mend", "firm", "expected"),
    [
        ("AB", "xyz", "xy", "Axy"),
        ("AB", "xyz", "y", "Ay"),
        ("AB", "xyz", "z", "A"),
        ("AB", "xyz", "yz", "Ay"),
        ("", "wxyz", "yz", "y"),
        ("ABC", "x", "x", "ABx"),
        ("ABC", "", "", "ABC"),
    ],
)
def test_only_what_stands_among_the_first_by_priority_is_sure_of_a_place(build, mend, firm, expected):
    by_id = {}
    for kind, ids in (("build", build), ("mend", mend)):
        for place, id_ in enumerate(ids):
            made = SimpleNamespace(kind=kind, need=1 - place / 10, impact=1, effort=1)
            by_id[id_] = [SimpleNamespace(action=made, gaps=())]
    shares = {id_: (0.9, "first") if id_ in firm else (0.5, "next") for id_ in mend}
    assert sure_of_a_place(by_id, shares) == list(expected)


def test_without_a_dimension_that_is_shown_nothing_is_projected():
    q = questionnaire(rating("a"), rating("b"), actions=(action("x", "n.internal > 0", ("a",)),))
    shown = result(q, [interview(f"i{n}", {"a": 3, "b": 2}) for n in range(5)])
    (found,) = shown.questionnaires
    assert shown.plan.projected["test"] is not None
    withheld = msgspec.structs.replace(found.dimensions["d"], score=None, reason="withheld")
    bare = msgspec.structs.replace(found, dimensions={"d": withheld})
    assert projected(bare, q.dimensions, {}) is None
    assert projected(found, q.dimensions, {}) == found.overall.score
