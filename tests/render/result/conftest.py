"""A result made by hand, with everything a format has to cope with."""

import msgspec
import pytest

from cfdiag.model.result import (
    ActionScore,
    Because,
    Cell,
    DimensionScore,
    Finding,
    Gap,
    Gate,
    GroupScore,
    Headline,
    Importance,
    Inputs,
    InterviewResult,
    Perception,
    Plan,
    Privacy,
    QuestionnaireResult,
    QuestionScore,
    Rejected,
    Result,
    Score,
    Share,
)

HOSTILE = "=1+1 | **b** <script>\x1b[31m\u202e%\n::error::x"


@pytest.fixture
def result():
    """One questionnaire in full: scored, not scored, withheld, checklist, gates, a rejected file."""
    sharing = DimensionScore(
        title="Sharing",
        score=48.0,
        n=30,
        sd=12.0,
        interval=(43.5, 52.5),
        range=(43.4, 52.3),
        coverage=0.98,
        target=70,
        weight=2,
        level="developing",
    )
    questionnaire = QuestionnaireResult(
        id="silo-busting",
        version="1.0.0",
        sha256="ab" * 32,
        n=30,
        title="From silos to customers",
        overall=Score(
            score=54.25,
            n=30,
            sd=9.1,
            interval=(50.8, 57.6),
            range=(50.7, 57.5),
            coverage=0.97,
            level="developing",
        ),
        dimensions={
            "sharing": sharing,
            "silo_busting": DimensionScore(
                title="Silo busting", score=81.0, n=30, coverage=1.0, target=70, level="on_target"
            ),
            "knowledge": DimensionScore(
                title="Customer knowledge", n=30, coverage=0.2, target=70, reason="too_few_answers"
            ),
            "habits": DimensionScore(kind="checklist", title="Habits", n=30, met=5, of=7),
        },
        questions={
            "latent_needs": QuestionScore(
                title="We know what customers need before they say it",
                scale=(1, 5),
                dimension="knowledge",
                n=30,
                status={"answered": 30, "unknown": 0},
                mean=2.4,
                sd=0.8,
                median=2,
                points=35.0,
                distribution={"1": 4, "2": 14},
                interval=(2.1, 2.7),
                range=(2.1, 2.7),
                importance=Importance(n=30, mean=4.5),
                gap=Gap(n=30, mean=-2.1, interval=(-2.4, -1.8)),
                quadrant="concentrate",
                borderline=False,
                stability=0.94,
                agreement=0.61,
                top2=Share(share=0.1, interval=(0.03, 0.26)),
            ),
            "hostile": QuestionScore(title=HOSTILE, n=0, reason="no_answers"),
        },
        groups={"internal": GroupScore(n=30, dimensions={"sharing": sharing})},
        by={
            "department": {
                "Sales": Cell(n=7, overall=Score(score=61.0, n=7, level="developing")),
                HOSTILE: Cell(n=None, withheld=True, reason="withheld"),
            }
        },
        perception={
            "service_level": Perception(
                internal=4.1,
                customer=3.0,
                n_internal=30,
                n_customer=9,
                difference=1.1,
                points=27.5,
                interval=(0.5, 1.7),
                g=None,
                p=0.001,
                finding="blind_spot",
                reasons={"g": "too_few_respondents"},
            )
        },
        rank_agreement=0.4,
        findings=[Finding(kind="blind_spot", text=f"You expect 4.1, customers say 3.0. {HOSTILE}")],
        actions=[
            ActionScore(
                id="go_and_see",
                kind="mend",
                title="Go and see a customer",
                priority=1.3125,
                need=0.4375,
                impact=3,
                effort=1,
                horizon=30,
                owner="Head of sales",
                because=[Because(question="latent_needs", points=35.0, target=70, importance=0.875)],
            ),
            ActionScore(
                id="share_it",
                kind="build",
                title="Spread what works.",
                priority=0.5,
                need=0.5,
                impact=2,
                effort=2,
                horizon=60,
                owner="",
            ),
        ],
    )
    return Result(
        final=True,
        tool="0.2.0",
        inputs=Inputs(
            interviews=30,
            unfinished=1,
            rejected=[
                Rejected(
                    file="a,b:c%.json",
                    line=3,
                    column=7,
                    code="invalid-value",
                    message="not a whole number\n::error::",
                )
            ],
            warnings=["b.json: the same interview as a.json; counted once"],
        ),
        privacy=Privacy(min_group=5, min_comments=10, unmasked=False),
        questionnaires=[questionnaire],
        headline=[Headline(questionnaire="silo-busting", finding=0)],
        plan=Plan(build=["share_it"], mend=["go_and_see"], projected={"silo-busting": 58.1}),
        gates=[
            Gate(kind="fail_under", target="overall", limit=60, value=54.25, passed=False),
            Gate(kind="min_n", target="n", limit=5, value=30, passed=True),
            Gate(
                kind="fail_under",
                target="knowledge",
                limit=50,
                value=None,
                passed=False,
                reason="too_few_answers",
            ),
        ],
        interviews=[
            InterviewResult(
                file="a.json",
                id="i1",
                questionnaire="silo-busting",
                group="internal",
                finished=True,
                overall=51.0,
                dimensions={"sharing": sharing},
            )
        ],
    )


@pytest.fixture
def empty(result):
    """Nothing but rejected files."""
    return msgspec.structs.replace(result, questionnaires=[], gates=[], interviews=[])
