"""An engagement with a marker in every field that a customer must not read."""

from __future__ import annotations

from msgspec.structs import replace

from cfdiag.model import result as r
from cfdiag.model.expression import Compare, Const, Name
from cfdiag.model.interview import Answer, Interview, QuestionnaireRef, Respondent
from cfdiag.model.material import Remark
from cfdiag.model.questionnaire import FindingRule
from kits.report_builders import TRUE, engagement, text

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
            texts=[r.TextHeld(version="1.0.0", sha256="0" * 64, n=24, left_out=["inside_only"])],
            modes={"in_person": 24},
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
        consent="named",
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
