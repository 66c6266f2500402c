"""Remarks: consent first, then the floor."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from kits.scoring import interview, questionnaire, rating

from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import Question
from cfdiag.model.text import plain
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.remarks import collect_remarks

Q = questionnaire(
    Question(id="story", type="text", ask=plain("?"), groups=("internal", "customer")),
    rating("a", groups=("internal", "customer")),
)


def said(n, group="internal", consent=None, department="Sales", start=0):
    return [
        interview(
            f"{group}{i}",
            {"story": f"{group} story {i}"},
            group,
            consent=consent,
            department=department,
            name=f"N{i}",
        )
        for i in range(start, start + n)
    ]


def shown(interviews, **options):
    return collect_remarks([(one, Q) for one in interviews], Options(**options))


def test_under_the_floor_nothing_is_quoted_without_consent():
    assert shown(said(9)) == []
    assert len(shown(said(10))) == 10
    assert len(shown(said(4), min_comments=4)) == 4
    assert shown(said(2), min_comments=1) == []  # no floor under three
    assert len(shown(said(2), unmasked=True)) == 2
    assert len(shown(said(1))) == 1


def test_consent_gives_the_name_and_does_not_hide_the_others():
    found = shown([*said(3, consent="attributed"), *said(9, start=3)])
    assert [(r.author, r.department) for r in found] == [("N0", "Sales"), ("N1", "Sales"), ("N2", "Sales")]


def test_a_department_goes_along_only_where_it_has_as_many():
    found = shown([*said(10), *said(3, department="Legal", start=10)])
    assert {(r.text.split()[-1], r.department) for r in found} == {
        *((str(i), "Sales") for i in range(10)),
        *((str(i), "") for i in range(10, 13)),
    }
    assert {r.author for r in found} == {""}


def test_notes_and_evidence_of_any_question():
    answer = Answer(status="answered", value=3, note=" said twice ", evidence="the ticket")
    found = shown([interview("x", {"a": answer}, "customer", consent="attributed", name="Ann")])
    assert [(r.kind, r.text, r.author) for r in found] == [
        ("evidence", "the ticket", "Ann"),
        ("note", "said twice", "Ann"),
    ]


@given(st.randoms())
def test_the_order_of_interviews_is_gone(random):
    interviews = [*said(12), *said(4, "customer", "attributed")]
    shuffled = list(interviews)
    random.shuffle(shuffled)
    assert shown(shuffled) == shown(interviews)
