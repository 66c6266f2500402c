"""Page models are values: what is on a page is seen without a terminal, and both modes draw the same."""

from __future__ import annotations

from datetime import date

import pytest
from kits.interview import branches, interview, value
from kits.screen import every_type, session

from cfdiag.formats.library import Library
from cfdiag.interview.events import Answered, ItemRemoved, LanguageSet
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.items import items_page
from cfdiag.interview.face.navigator import Navigator, one_by_one, route
from cfdiag.interview.face.page_model import (
    FieldBody,
    GridBody,
    GridCell,
    ItemsBody,
    ListBody,
    ListedOption,
    PageModel,
    Paragraph,
    RemarkLine,
    ReviewBody,
    ReviewLine,
    ToldBody,
)
from cfdiag.interview.face.presenter import Presenter, kind_of
from cfdiag.interview.face.review import review_line, review_page
from cfdiag.interview.face.told import intro_page, opening_page
from cfdiag.interview.flow import blocks, find_step, progress, steps
from cfdiag.interview.plain.pages import PLAIN_PAGES as IN_LINES
from cfdiag.interview.screen.pages import SCREEN_PAGES as ON_SCREEN
from cfdiag.interview.session import Session
from cfdiag.model.interview import Answer
from cfdiag.questions import TYPES

LIBRARY = Library()


def presenter(held: Session) -> Presenter:
    known = (held.questionnaire, held.interview, held.progress(), held.drafts, held.notices)
    return Presenter(*known, today=held.today())


def page(held: Session, *keys: str) -> PageModel:
    shown = presenter(held)
    found = [find_step(held.questionnaire, held.interview, key) for key in keys]
    return shown.question([shown.entry(step) for step in found if step is not None])


def test_every_type_has_its_page_on_the_screen_and_in_lines():
    for type_ in TYPES.values():
        assert type_.page in ON_SCREEN
        assert type_.page in IN_LINES
    # What is only read is no page where one thing is said after the other.
    assert set(ON_SCREEN) - set(IN_LINES) == {"told", "end", "hand_back"}


def test_a_list_of_options():
    held = session()
    held.do(Answered("channel", value("phone", note="said twice")))
    model = page(held, "channel")
    assert (model.kind, model.key, model.required) == ("list", "channel", True)
    assert isinstance(model.body, ListBody)
    assert [option.id for option in model.body.options if option.chosen] == ["phone"]
    assert not model.body.several
    assert model.remarks == (RemarkLine("Note", "said twice"),)
    assert Act.TOGGLE not in model.actions
    several = page(held, "sources")
    assert isinstance(several.body, ListBody)
    assert several.body.several
    assert Act.TOGGLE in several.actions


def test_why_there_is_no_answer_is_said_in_the_words_of_the_interview():
    held = session(language="nl")
    held.do(Answered("channel", Answer(status="not_applicable")))
    held.do(Answered("people", Answer(status="unknown")))
    choice, number = page(held, "channel").body, page(held, "people").body
    assert isinstance(choice, ListBody)
    assert isinstance(number, FieldBody)
    assert (choice.status, number.status) == ("niet van toepassing", "weet niet")
    assert page(held, "people").saved == "weet niet"


def test_a_field_shows_what_is_saved_as_it_would_be_typed_and_what_was_typed_since():
    held = session(language="nl")
    held.do(Answered("people", value(12.5)))
    held.keep_draft("people", "13")
    body = page(held, "people").body
    assert isinstance(body, FieldBody)
    assert (body.saved, body.draft, body.several_lines) == ("12,5", "13", False)
    assert body.form
    text = page(held, "role")
    assert isinstance(text.body, FieldBody)
    assert (text.body.several_lines, text.body.form) == (True, "")
    assert {Act.NEW_LINE, Act.EDITOR} <= text.actions


def test_a_grid_has_its_cells_by_row_and_column():
    held = session()
    held.do(Answered("ask", value(3, importance=5)))
    held.do(Answered("fair", Answer(status="unknown", importance_status="unknown")))
    model = page(held, "ask", "praise", "fair")
    body = model.body
    assert isinstance(body, GridBody)
    assert [(column.name, column.title) for column in body.columns] == [
        ("importance", "Importance"),
        ("value", "Rating"),
    ]
    assert body.columns[0].legend == ("1 not important", "5 very important")
    assert [row.cells for row in body.rows] == [
        (GridCell("importance", 5, None, "5"), GridCell("value", 3, "answered", "3")),
        (GridCell("importance"), GridCell("value")),
        (
            GridCell("importance", None, "unknown", "don't know"),
            GridCell("value", None, "unknown", "don't know"),
        ),
    ]
    assert (body.general, model.required) == (True, False)
    assert (
        model.ask
        == "How much does each of these matter, and where does it lie between “Very poor” and “Excellent”?"
    )
    assert Act.BASIS not in model.actions


def test_one_question_about_several_items_is_asked_once():
    held = session()
    model = page(held, "points/offer/point", "points/delivery/point")
    assert model.ask == "How do you rate …?"
    body = model.body
    assert isinstance(body, GridBody)
    assert [(row.label, row.required) for row in body.rows] == [("The offer", True), ("Delivery", True)]
    assert not body.general


def test_what_is_asked_one_thing_at_a_time_has_its_prompts_in_order():
    q = branches()
    for group, expected in (
        ("inside", {"value": "Rating, 1 Poor to 5 Good: ", "basis": "A number from 1 to 4, or Enter: "}),
        (
            "outside",
            {
                "importance": "Importance, 1 not important to 5 very important: ",
                "value": "Rating, 1 Poor to 5 Good: ",
            },
        ),
    ):
        iv = interview(q, group)
        shown = Presenter(q, iv, progress(q, iv), {}, today=date(2026, 11, 22))
        step = find_step(q, iv, "r1")
        assert step is not None
        assert list(shown.question([shown.entry(step)]).prompts.items()) == list(expected.items())


def test_the_column_is_named_as_the_prompt_is():
    held = session(group="customer")
    model = page(held, "service")
    assert isinstance(model.body, GridBody)
    for column in model.body.columns:
        assert model.prompts[column.name].startswith(f"{column.title}, ")


def test_a_list_of_items_has_those_that_were_taken_off_without_a_tick():
    held = session()
    held.do(ItemRemoved("points", "delivery"))
    held.do(LanguageSet("nl"))
    step = find_step(held.questionnaire, held.interview, "points/")
    assert step is not None
    body = items_page(presenter(held), step, ["offer", "delivery", "invoice"]).body
    assert body == ItemsBody(
        items=(
            ListedOption("offer", "De offerte", chosen=True),
            ListedOption("delivery", "Delivery", chosen=False),
            ListedOption("invoice", "Factuur", chosen=True),
        ),
        name="contactmoment",
        extent="2 aangevinkt; van 1 tot en met 5",
    )


def test_the_opening_and_an_intro():
    held = session()
    held.notices.append("The questionnaire has changed since.")
    shown = presenter(held)
    opening = opening_page(shown)
    assert isinstance(opening.body, ToldBody)
    assert Paragraph("The questionnaire has changed since.", "told") in opening.body.paragraphs
    assert opening.body.paragraphs[-1].weight == "dim"
    assert not {Act.BACK, Act.FORWARD} & opening.actions
    assert Act.CONSENT in opening.actions
    section = every_type().sections[0]
    assert intro_page(shown, section).key == f"intro:{section.id}"
    assert Act.BACK in intro_page(shown, section).actions


def test_the_review_says_what_is_open_and_what_was_answered():
    held = session()
    held.do(Answered("role", Answer(status="skipped")))
    held.do(Answered("ask", value(3, importance=5, note="from the survey")))
    held.do(Answered("channel", Answer(status="unknown")))
    held.keep_draft("people", "1")
    shown = presenter(held)
    asked = steps(held.questionnaire, held.interview)
    body = review_page(shown, asked).body
    assert isinstance(body, ReviewBody)
    assert [key for key, _ in body.outline if key] == [step.key for step in asked]
    lines = {step.key: review_line(shown, step) for step in asked}
    assert (lines["role"].answer, lines["role"].weight) == ("(skipped)  required", "open")
    assert (lines["channel"].answer, lines["channel"].weight) == ("(don't know)", "without")
    assert lines["people"].answer == "not accepted yet"
    assert lines["products"].answer == "open, required"
    assert lines["ask"].answer.endswith("(importance 5, with a note)")
    assert lines["points/offer/point"] == ReviewLine(
        "How do you rate The offer?", "The offer", "open, required", "open"
    )
    assert body.waiting == f"{shown.progress.left} questions are open. f again finishes without them."


def test_where_a_page_is():
    held = session()
    shown = presenter(held)
    asked = steps(held.questionnaire, held.interview)
    for stops in (one_by_one(asked), route(blocks(asked))):
        way = Navigator(stops).to("points/offer/point")
        assert way is not None
        where = shown.where(way)
        assert (where.section, where.number, where.sections) == ("Touch points", 4, 5)
        assert (where.left, where.total, where.minutes >= 1) == (17, 17, True)
        alone = len(way.stop.steps) == 1
        assert (where.item, where.item_number, where.items) == (("The offer", 1, 3) if alone else ("", 0, 3))
    assert shown.where(Navigator(stops)).section == ""


@pytest.mark.parametrize("group", ["internal", "customer"])
def test_every_stop_of_an_interview_has_a_page(group: str):
    held = session(group=group)
    asked = steps(held.questionnaire, held.interview)
    assert {kind_of(stop) for stop in route(blocks(asked))} == {
        "told",
        "items",
        "grid",
        "list",
        "field",
        "review",
        "read_back",
        *(["order"] if group == "customer" else []),
    }
    assert {kind_of(stop) for stop in one_by_one(asked)} <= set(IN_LINES)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("id_", LIBRARY.ids())
def test_a_block_does_not_say_again_what_its_section_has_just_said(id_: str, language: str) -> None:
    q = LIBRARY.get(id_)
    for group in q.groups:
        held = session(q, group=group, language=language, account="acme")
        for block in blocks(steps(q, held.interview)):
            if len(block) > 1 and block[0].section.intro is not None:
                told = presenter(held).question([presenter(held).entry(step) for step in block]).ask
                assert "“" not in told
                assert len(told) < 70
