from __future__ import annotations

import json
import zipfile
from io import BytesIO

import pytest
from msgspec import UNSET
from msgspec.structs import replace
from report_builders import TRUE, engagement, setting, text

from cfdiag.expression import Compare, Const, Name
from cfdiag.model import result as r
from cfdiag.model.interview import Answer, Interview, QuestionnaireRef, Respondent
from cfdiag.model.questionnaire import FindingRule
from cfdiag.report import FORMATS, Target, build_view
from cfdiag.report.edition import for_customers
from cfdiag.scoring.remarks import Remark

MARK = "zqmark"


def planted():
    """An engagement with a marker in every field that a customer must not read."""
    result, questionnaires, remarks = engagement()
    view = questionnaires["view"]
    section = view.sections[0]
    secret = replace(section.questions[0], id="secret", ask=text(f"{MARK}1 private?"), private=True)
    inside = replace(
        section.questions[0], id="inside_only", ask=text(f"{MARK}2 inside?"), groups=("internal",)
    )
    titles = {
        k: replace(g, title=text(f"{MARK}3 insiders")) if k == "internal" else g
        for k, g in view.groups.items()
    }
    questionnaires["view"] = replace(
        view,
        groups=titles,
        sections=(replace(section, questions=(*section.questions, secret, inside)),),
        notes={"x": text(f"{MARK}4 note")},
        findings=(
            FindingRule(id="belief", when=TRUE, text=text(f"{MARK}5 belief"), because=("inside_only",)),
            FindingRule(
                id="hidden",
                when=TRUE,
                text=text(f"{MARK}6 private"),
                because=("service_level",),
                private=True,
            ),
        ),
        actions=(
            *view.actions,
            replace(view.actions[0], id="inner", title=text(f"{MARK}7"), because=("inside_only",)),
            replace(
                view.actions[0],
                id="by_rule",
                title=text(f"{MARK}8"),
                when=Compare(Name(("perception", "service_level")), ">", Const(1)),
            ),
        ),
    )
    questionnaires["silo"] = replace(questionnaires["silo"], title=text(f"{MARK}9 about us"))
    part = result.questionnaires[0]
    figure = next(iter(part.questions.values()))
    parts = [
        replace(
            part,
            questions={
                **part.questions,
                "secret": replace(figure, title=f"{MARK}10"),
                "inside_only": replace(figure, title=f"{MARK}11"),
            },
            findings=[
                r.Finding(kind="concern", id="belief", text=f"{MARK}12", questionnaire="view"),
                r.Finding(kind="concern", id="hidden", text=f"{MARK}13", questionnaire="view"),
                r.Finding(
                    kind="blind_spot", question="service_level", text=f"{MARK}14", questionnaire="view"
                ),
            ],
            actions=[replace(part.actions[0], id=i, title=f"{MARK}15") for i in ("inner", "by_rule")]
            + part.actions,
            by={"department": {f"{MARK}16": r.Cell(n=9, overall=part.overall)}},
            not_judged=[r.NotJudged(id="x", title=f"{MARK}17")],
        ),
        result.questionnaires[1],
    ]
    inputs = r.Inputs(
        interviews=60,
        unfinished=2,
        warnings=[f"{MARK}18"],
        rejected=[r.Rejected(file=f"{MARK}19.json", line=1, column=1, code="x", message=f"{MARK}20")],
    )
    result = replace(
        result,
        questionnaires=parts,
        inputs=inputs,
        plan=replace(result.plan, mend=["inner", "by_rule", "repair"]),
    )

    def remark(**changes):
        base = {
            "questionnaire": "view",
            "question": "worked",
            "section": "facets",
            "group": "customer",
            "text": "Fine.",
            "kind": "answer",
        }
        return Remark(**{**base, **changes})

    remarks = [
        *remarks,
        remark(text=f"{MARK}21", group="internal"),
        remark(text=f"{MARK}22", kind="note"),
        remark(text=f"{MARK}23", kind="evidence"),
        remark(text=f"{MARK}24", private=True),
        remark(text=f"{MARK}25", question="secret"),
        remark(text=f"{MARK}26", questionnaire="silo", question="lost", group="internal"),
        remark(text="It went well.", author=f"{MARK}27", department=f"{MARK}28", account=f"{MARK}34"),
    ]
    interviews = [_interview(group) for group in ("internal", "customer")]
    return result, questionnaires, remarks, interviews


def _interview(group: str) -> Interview:
    who = Respondent(
        group=group,
        id=f"{MARK}30",
        name=f"{MARK}31",
        organisation=f"{MARK}32",
        department=f"{MARK}33",
        account=f"{MARK}34",
        consent="attributed",
        extra={"x": f"{MARK}35"},
    )
    answer = Answer(
        status="answered",
        value=3,
        note=f"{MARK}36",
        evidence=f"{MARK}37",
        basis="guess",
        extra={"x": f"{MARK}38"},
    )
    return Interview(
        id=group,
        questionnaire=QuestionnaireRef(id="view", version="1.0.0"),
        respondent=who,
        interviewer=f"{MARK}39",
        answers={"service_level": answer, "secret": answer},
        set_aside={"secret": answer},
        extra={"x": f"{MARK}40"},
    )


def rendered(format_: str, audience: str) -> str:
    view = build_view(*planted(), setting(audience=audience))
    target = FORMATS[format_](view, Target(stem="x"))
    data = b"".join([target.data, *target.beside.values()])
    if format_ == "docx":
        with zipfile.ZipFile(BytesIO(target.data)) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    return data.decode(errors="ignore")


@pytest.mark.parametrize("format_", ["html", "markdown", "json", "docx"])
def test_no_marker_reaches_the_customers_edition(format_):
    found = rendered(format_, "customer")
    assert MARK not in found
    if format_ != "docx":
        assert "went well" in found, "what customers said is there"


@pytest.mark.parametrize("format_", ["html", "markdown", "json"])
def test_the_internal_edition_has_them_so_the_test_can_fail(format_):
    assert rendered(format_, "internal").count(MARK) > 12


def test_no_page_for_customers_has_a_marker():
    view = build_view(*planted(), setting())
    for format_ in ("html", "markdown"):
        page = FORMATS[format_](view, Target("customer-letter")).data.decode()
        assert MARK not in page
        assert "together with you" in page


def heard(*accounts: str):
    """The planted engagement with one customer of each account, each saying one thing."""
    result, questionnaires, _, interviews = planted()
    remarks = [
        Remark(
            questionnaire="view", question="worked", section="facets", group="customer", kind="answer",
            text=f"{account} spoke.", account=account, tags=("people",),
        )
        for account in accounts
    ]  # fmt: skip
    customer = interviews[1]
    who = [replace(customer, respondent=replace(customer.respondent, account=a)) for a in accounts]
    return result, questionnaires, remarks, who


def test_one_customer_does_not_read_what_another_said():
    several = build_view(*heard("Acme", "Borealis"), setting(audience="customer"))
    assert "spoke" not in json.dumps(several)
    (voice,) = several["voices"]["parts"][0]["questions"]
    assert (voice["themes"], voice["quotes"]) == ("Themes: People (2).", [])
    assert several["voices"]["lead"] == ("Counted by theme. What one customer said is not shown to another.")
    one = json.dumps(build_view(*heard("Acme", "Borealis"), setting(audience="customer", account="Acme")))
    assert "Acme spoke." in one
    assert "Borealis spoke." not in one
    alone = json.dumps(build_view(*heard("Acme", "Acme"), setting(audience="customer")))
    assert "Acme spoke." in alone


def test_of_customers_without_an_account_nobody_is_quoted():
    assert "spoke" not in json.dumps(build_view(*heard("", ""), setting(audience="customer")))
    assert "spoke" in json.dumps(build_view(*heard(""), setting(audience="customer")))


def test_the_letter_quotes_one_account():
    assert build_view(*heard("Acme", "Borealis"), setting())["letter"]["said"] == []
    assert build_view(*heard("Acme", "Borealis"), setting(account="Acme"))["letter"]["said"] == [
        "Acme spoke."
    ]


def test_the_edition_keeps_what_customers_themselves_said():
    result, questionnaires, remarks, interviews = planted()
    own = for_customers(result, questionnaires, remarks, interviews)
    assert [p.id for p in own.result.questionnaires] == ["view"]
    part = own.result.questionnaires[0]
    assert list(part.groups) == ["customer"]
    assert part.n == 11
    assert part.overall.score == 61.3
    assert [a.id for a in part.actions] == ["repair"]
    assert own.result.plan.mend == ["repair"]
    assert own.result.interviews is UNSET
    assert own.result.baseline is UNSET
    assert [(r.text, r.author) for r in own.remarks][-1] == ("It went well.", "")
    assert [i.id for i in own.interviews] == ["customer"]


def test_the_customers_edition_has_no_word_on_prediction_or_departments():
    view = build_view(*planted(), setting(audience="customer"))
    assert view["perception"] is None
    assert view["breakdown"] is None
    assert view["accounts"] is None
    assert view["handovers"] is None
    assert view["panel"] is None
    assert "Inside" not in json.dumps(view)
