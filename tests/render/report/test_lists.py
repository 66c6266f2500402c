from __future__ import annotations

from typing import Any

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

LISTENING = Library().get("listening")


def told(number: int, client: str, consent: str | None, **answers: Any) -> Interview:
    found = {
        f"who_else_is_silent/i1/{id_}": Answer(status="answered", value=value)
        for id_, value in answers.items()
    }
    return Interview(
        id=f"019a0000-0000-7000-8000-{number:012x}",
        questionnaire=QuestionnaireRef(id="listening", version=LISTENING.version),
        respondent=Respondent(group="internal", consent=consent),  # type: ignore[arg-type]
        finished="2026-11-22T10:00:00Z",
        items={"who_else_is_silent": {"i1": client}},
        answers=found,
    )


def lists(*interviews: Interview, audience: str = "internal") -> list[TableBlock]:
    scorer, tally, options = Scorer(LISTENING), Tally(LISTENING), Options(today="2026-11-22")
    for interview in interviews:
        tally.add(interview, scorer.score(interview))
    result = summarise(
        {"listening": tally},
        {"listening": LISTENING},
        options,
        Inputs(interviews=len(interviews), unfinished=0),
        ENGLISH,
    )
    remarks = collect_remarks([(i, LISTENING) for i in interviews], options)
    setting = Setting(date="2026-11-22", audience=audience)
    view = build_view(result, {"listening": LISTENING}, remarks, list(interviews), setting)
    return [t for t in blocks(view, "counts", TableBlock) if t.id.startswith("list-")]


def rows(table: TableBlock) -> list[list[str]]:
    return [texts(row) for row in table.rows]


def test_a_list_shows_every_item_with_what_was_said_of_it() -> None:
    (found,) = lists(told(1, "North", "named", silent_why="They stopped calling.", silent_when="2026-12-01"))
    assert found.caption == "Who else may be silent"
    assert [c.title for c in found.columns] == [
        "Customer",
        "What it rests on",
        "Who asks",
        "Date",
    ]
    assert rows(found) == [["North", "They stopped calling.", "–", "1 December 2026"]]


def test_one_that_several_people_name_is_one_row_with_all_that_was_said() -> None:
    (found,) = lists(
        told(1, "North", "named", silent_why="They stopped calling."),
        told(2, "north ", "named", silent_why="No orders."),
        told(3, "North", "named", silent_why="No orders."),
    )
    assert rows(found) == [["North", "They stopped calling.; No orders.", "–", "–"]]


def test_of_several_people_only_those_who_agreed_to_be_named_are_listed() -> None:
    (found,) = lists(told(1, "North", "named"), told(2, "South", None), told(3, "West", "counted"))
    assert [row[0] for row in rows(found)] == ["North"]


def test_a_customer_sees_no_list() -> None:
    assert lists(told(1, "North", "named"), audience="customer") == []


def test_a_long_list_ends_with_a_number() -> None:
    (found,) = lists(*(told(number, f"Client {number}", "named") for number in range(15)))
    assert len(found.rows) == 12
    assert found.notes == ("and 3 more",)
