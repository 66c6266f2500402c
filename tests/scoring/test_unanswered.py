"""What many of those asked could not answer, and whom to ask."""

from __future__ import annotations

from kits.scoring import questionnaire, rating
from msgspec import UNSET

from cfdiag.model.result import GroupScore, QuestionScore
from cfdiag.scoring.unanswered import unanswered


def asked(known: int, unknown: int, **more: int) -> QuestionScore:
    return QuestionScore(n=known, status={"answered": known, "unknown": unknown, **more})


BOTH = questionnaire(rating("q1", groups=("internal", "customer")), rating("q2", groups=("internal",)))


def test_a_fifth_of_those_asked_and_the_most_unknown_first():
    questions = {
        "q1": asked(8, 2),
        "q2": asked(1, 3, skipped=1),
        "s/i/q2": asked(9, 2),
        "far": asked(0, 1, not_applicable=9),
    }
    found = unanswered(questions, {}, BOTH)
    assert [(each.question, each.n, each.of, each.share) for each in found] == [
        ("far", 1, 1, 1.0), ("q2", 3, 5, 0.6), ("q1", 2, 10, 0.2),
    ]  # fmt: skip


def test_whom_to_ask_is_the_group_of_which_more_than_half_knew():
    groups = {
        "internal": GroupScore(n=10, questions={"q1": asked(5, 5)}),
        "customer": GroupScore(n=10, questions={"q1": asked(6, 4), "q2": asked(9, 1)}),
    }
    one, other = unanswered({"q1": asked(5, 5), "q2": asked(1, 4)}, groups, BOTH)
    assert (one.question, one.group) == ("q2", UNSET)  # customers were not to be asked
    assert (other.question, other.group) == ("q1", "customer")
