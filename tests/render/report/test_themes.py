from __future__ import annotations

from kits.report_builders import blocks, build_view, texts
from kits.scoring import ENGLISH

from cfdiag.formats.library import Library
from cfdiag.model.blocks import TableBlock
from cfdiag.model.interview import Answer, Interview, QuestionnaireRef, Respondent
from cfdiag.model.result import Inputs
from cfdiag.render.report import Setting
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.one.score import Scorer
from cfdiag.scoring.privacy.remarks import collect_remarks
from cfdiag.scoring.summary import Options, summarise

APPRECIATIVE = Library().get("appreciative")


def told(number: int, group: str, question: str, *tags: str) -> Interview:
    return Interview(
        id=f"019a0000-0000-7000-8000-{number:012x}",
        questionnaire=QuestionnaireRef(id="appreciative", version=APPRECIATIVE.version),
        respondent=Respondent(group=group, consent="named"),
        finished="2026-11-22T10:00:00Z",
        answers={question: Answer(status="answered", value="In a few words.", tags=tuple(tags))},
    )


def themes(*interviews: Interview, audience: str = "internal") -> list[TableBlock]:
    scorer, tally, options = Scorer(APPRECIATIVE), Tally(APPRECIATIVE), Options()
    for interview in interviews:
        tally.add(interview, scorer.score(interview))
    inputs = Inputs(interviews=len(interviews), unfinished=0)
    result = summarise({"appreciative": tally}, {"appreciative": APPRECIATIVE}, options, inputs, ENGLISH)
    remarks = collect_remarks([(i, APPRECIATIVE) for i in interviews], options)
    setting = Setting(date="2026-11-22", audience=audience)
    view = build_view(result, {"appreciative": APPRECIATIVE}, remarks, list(interviews), setting)
    return [t for t in blocks(view, "counts", TableBlock) if t.id.startswith("themes-")]


FEARED = (
    *(told(n, "internal", "fear_they_say", "price") for n in range(1, 4)),
    *(told(n, "internal", "fear_they_say", "price", "mistakes") for n in range(4, 7)),
)
SAID = (
    told(11, "customer", "more_often", "initiative"),
    told(12, "customer", "more_often", "initiative", "price"),
)


def test_what_is_feared_stands_beside_what_is_said() -> None:
    (found,) = themes(*FEARED, *SAID)
    assert [c.title for c in found.columns] == [
        "Theme",
        "Insiders: What, if anything, would you rather not hear from customers?",
        "Customers: What would it take for that to happen again?",
    ]
    assert [texts(row) for row in found.rows] == [
        ["Coming with things unasked", "0", "2"],
        ["Price and terms", "6", "1"],
        ["Fewer mistakes", "3", "0"],
    ]


def test_a_theme_of_one_anonymous_person_is_not_counted_out() -> None:
    (found,) = themes(*FEARED, told(7, "internal", "fear_they_say", "contact"), *SAID)
    feared = {row[0].text: row[1] for row in found.rows}
    assert {title: cell.text for title, cell in feared.items()} == {
        "Coming with things unasked": "0",
        "Price and terms": "6",
        "More contact": "–",
        "Fewer mistakes": "–",  # or it would follow from how many there are
    }
    assert feared["More contact"].note == "not shown: it would point at one or two people"


def test_one_side_alone_is_no_comparison() -> None:
    assert themes(*FEARED) == []


def test_customers_do_not_see_what_was_feared() -> None:
    assert themes(*FEARED, *SAID, audience="customer") == []
