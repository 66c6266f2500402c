"""Remarks: consent first, then the floor."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from kits.scoring import interview, questionnaire, rating

from cfdiag.model.interview import Answer, LooseRemark
from cfdiag.model.questionnaire import Question
from cfdiag.model.text import plain
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.remarks import collect_remarks

CONSENTS = ("named", "quoted", "counted", None)
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
    found = shown([*said(3, consent="named"), *said(9, start=3)])
    assert [(r.author, r.department) for r in found] == [("N0", "Sales"), ("N1", "Sales"), ("N2", "Sales")]


def test_words_by_consent_whatever_the_number():
    assert [r.author for r in shown([*said(1, consent="named"), *said(1, start=1)])] == ["N0"]
    (quoted,) = shown([*said(1, consent="quoted"), *said(1, start=1)])
    assert (quoted.text, quoted.author, quoted.department) == ("internal story 0", "", "")
    assert shown(said(30, consent="counted")) == []
    assert shown(said(1, consent="counted")) == []
    assert shown(said(3, consent="counted"), unmasked=True) == []


def test_where_nobody_asked_only_an_anonymous_group_has_a_number_to_hide_in():
    assert shown(said(30, "customer")) == []
    assert len(shown(said(30))) == 30
    # Those who said no are not named either: they make the number, and say nothing.
    assert len(shown([*said(4), *said(6, consent="counted", start=4)])) == 4
    assert shown([*said(4), *said(6, consent="named", start=4)])[0].author == "N4"
    assert len(shown([*said(4), *said(6, consent="named", start=4)])) == 6


def test_one_answer_may_be_quotable():
    one = Answer(status="answered", value="My own words.", quotable=True, note="They hesitated.")
    rated = Answer(status="answered", value=2, quotable=True, note="It rang for days.")
    for consent, group in (("counted", "internal"), (None, "customer"), ("quoted", "customer")):
        asked = interview("x", {"story": one, "a": rated}, group, consent=consent, name="Ann")
        found = shown([asked, *said(1, "customer", consent="counted")])
        assert {"My own words.", "It rang for days."} <= {r.text for r in found}
        assert {r.author for r in found} == {""}
        assert ("They hesitated." in {r.text for r in found}) == (consent == "quoted")


def test_silence_is_a_no_where_remarks_need_consent():
    q = msgspec.structs.replace(Q, remarks_by_consent=True)
    asked = [*said(20), *said(1, consent="quoted", start=20), *said(1, consent="named", start=21)]
    for options in (Options(), Options(unmasked=True)):
        found = collect_remarks([(one, q) for one in asked], options)
        assert [r.text for r in found] == ["internal story 20", "internal story 21"]
    assert collect_remarks([(said(1)[0], q)], Options()) == []


def test_remarks_caught_between_questions_follow_the_same_rules():
    caught = [
        LooseRemark(text=" Filed. ", question="a"),
        LooseRemark(text="Left loose."),
        LooseRemark(text="To nothing.", question="gone"),
        LooseRemark(text=" "),
    ]
    by = [interview(c or "none", {"a": 3}, "customer", consent=c, remarks=caught) for c in CONSENTS]
    found = shown(by)
    twice = [("Filed.", "a", False), ("Left loose.", "", True), ("To nothing.", "", True)]
    assert sorted((r.text, r.question, r.private) for r in found) == sorted(twice * 2)
    assert {r.kind for r in found} == {"remark"}
    hidden = questionnaire(rating("a", groups=("customer",), off_record=True))
    assert [r.text for r in collect_remarks([(by[0], hidden)], Options())] == ["Left loose.", "To nothing."]


def test_a_department_goes_along_only_where_it_has_as_many():
    found = shown([*said(10), *said(3, department="Legal", start=10)])
    assert {(r.text.split()[-1], r.department) for r in found} == {
        *((str(i), "Sales") for i in range(10)),
        *((str(i), "") for i in range(10, 13)),
    }
    assert {r.author for r in found} == {""}


def test_notes_and_evidence_of_any_question():
    answer = Answer(status="answered", value=3, note=" said twice ", evidence="the ticket")
    found = shown([interview("x", {"a": answer}, "customer", consent="named", name="Ann")])
    assert [(r.kind, r.text, r.author) for r in found] == [
        ("evidence", "the ticket", "Ann"),
        ("note", "said twice", "Ann"),
    ]


@given(st.randoms())
def test_the_order_of_interviews_is_gone(random):
    interviews = [*said(12), *said(4, "customer", "named")]
    shuffled = list(interviews)
    random.shuffle(shuffled)
    assert shown(shuffled) == shown(interviews)
