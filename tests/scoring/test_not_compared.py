"""A comparison that falls out says so, and with how many."""

from __future__ import annotations

import pytest
from kits.scoring import interview, questionnaire, rating, result

from cfdiag.model.questionnaire import ComparedGroups

BOTH = ("internal", "customer")
Q = questionnaire(
    rating("a", groups=BOTH), rating("b", groups=BOTH), compare=ComparedGroups("internal", "customer")
)


_CONSENT = (
    "People heard (customer): 4, of whom {} agreed to be named. "
    "Figures of fewer than 5 people are shown only if all of them agree."
)


def people(n, group, consent=None):
    return [
        interview(f"{group}{i}{consent}", {"a": 1 + i % 5, "b": 2}, group, consent=consent) for i in range(n)
    ]


@pytest.mark.parametrize(
    ("inside", "named", "counted", "said"),
    [
        (6, 0, 4, _CONSENT.format(0)),
        (6, 3, 1, _CONSENT.format(3)),
        (4, 6, 0, "People heard (internal): 4; their figures are shown from 5 people."),
        (6, 2, 0, "People heard: 6 (internal) and 2 (customer)."),
        (6, 4, 0, None),
        (6, 0, 5, None),
        (6, 0, 0, None),
    ],
)  # fmt: skip
def test_what_is_said(inside, named, counted, said):
    heard = [
        *people(inside, "internal"),
        *people(named, "customer", "named"),
        *people(counted, "customer", "counted"),
    ]
    (found,) = result(Q, heard).questionnaires
    told = [f.text for f in found.findings if f.kind == "not_compared"]
    assert told == ([f"The two sides are not compared. {said}"] if said else [])
    if named + counted:
        assert found.groups["customer"].named == named
