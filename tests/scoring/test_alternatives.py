"""A finding of alternatives rests on those that hold: of how many the others are is no matter."""

from __future__ import annotations

import pytest
from kits.scoring import headline, interview, questionnaire, result

from cfdiag.model.questionnaire import Option, Question
from cfdiag.model.text import plain

OPTIONS = (Option("yes", plain("Yes")), Option("no", plain("No")))


def asked(id_):
    return Question(id=id_, type="choice", ask=plain("?"), groups=("owner",), options=OPTIONS)


@pytest.mark.parametrize(
    ("of_one", "of_all", "people", "said"),
    [
        ("yes", "no", 6, True),
        ("no", "no", 6, True),
        ("no", "yes", 6, False),
        ("yes", "yes", 6, False),
        ("no", "no", 1, False),
    ],
)
def test_who_alone_answered_something_else_hides_no_finding(of_one, of_all, people, said):
    q = questionnaire(
        asked("few"),
        asked("many"),
        findings=(headline("nobody", 'share(few, "no") >= 0.5 or share(many, "no") >= 0.5'),),
    )
    interviews = [
        interview(f"i{n}", {"many": of_all} | ({} if n else {"few": of_one}), "owner", consent="named")
        for n in range(people)
    ]
    found = result(q, interviews).questionnaires[0].findings
    assert ([each.id for each in found if each.kind == "concern"] == ["nobody"]) is said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('share(few, "no") >= 0.5', False),
        ('not share(few, "no") < 0.5', False),
        ('share(few, "no") > 0', True),
        ('share(few, "no") >= 0.5 or few == "no"', True),
        ('share(few, "no") >= 0.5 and few == "no"', False),
    ],
)
def test_of_the_one_interview_a_rule_holds_by_what_can_be_said_of_one(rule, said):
    q = questionnaire(asked("few"), asked("many"), findings=(headline("nobody", rule),))
    interviews = [interview("i0", {"few": "no", "many": "no"}, "owner", consent="named")]
    found = result(q, interviews).questionnaires[0].findings
    assert ([each.id for each in found if each.kind == "concern"] == ["nobody"]) is said
