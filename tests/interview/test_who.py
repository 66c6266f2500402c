"""Who is here: what a group is asked about itself, on the screen and in lines; nothing of anonymous names."""

from __future__ import annotations

import io

import pytest
from kits.interview import SOURCE, branches
from kits.screen import BACK, DOWN, ENTER, ESC, TAB, Clock, Driven, look
from kits.screen import session as typed_session
from kits.typed import TypedLines

from cfdiag.formats.library import Library
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.interview import plain
from cfdiag.interview.face.digits import PAUSE
from cfdiag.interview.face.table import Table
from cfdiag.interview.plain.console import Lines
from cfdiag.interview.session import Session
from cfdiag.interview.state import begin
from cfdiag.model.engagement import Engagement, Person
from cfdiag.model.interview import Respondent
from cfdiag.rules.people import asked_of

ENGAGEMENT = Engagement(
    client="Vale",
    departments={"sales": "Sales", "legal": "Legal"},
    accounts={"acme": "Acme Hospitals", "borax": "Borax"},
    roster=(
        Person(name="Ada Vale", group="customer", account="acme", organisation="Acme", source="r:2"),
        Person(name="Cy Inside", group="internal", department="legal", source="r:3"),
    ),
)
SIZES = [(80, 24), (120, 40), (46, 14)]


def held(id_: str, group: str, language: str = "en") -> Session:
    q = Library().get(id_)
    begun = begin(
        q, id="x", respondent=Respondent(group=group), started="2026-11-22T09:00:00Z", language=language
    )
    return Session(q, begun, clock=Clock())


def said(session: Session, lines: str, *, terminal: bool = True, known: Engagement = ENGAGEMENT) -> str:
    out = io.StringIO()
    source = TypedLines(lines) if terminal else io.StringIO(lines)
    plain.run_plain(session, Lines(source, out), table=Table(known))
    return out.getvalue()


@pytest.mark.parametrize(
    ("id_", "group", "asked"),
    [
        ("customer-view", "customer", ("respondent", "organisation", "account")),
        ("customer-view", "internal", ("department",)),
        ("account-view", "coworker", ("department", "account")),
        ("account-view", "owner", ("respondent", "department", "account")),
        ("territory-handover", "leaver", ("respondent", "department", "account")),
    ],
)
def test_a_group_is_asked_what_it_is_needed_for_and_an_anonymous_one_for_no_name(id_, group, asked):
    assert asked_of(Library().get(id_), group) == asked


def test_a_questionnaire_says_what_its_groups_are_asked():
    q = branches(SOURCE.replace("inside: {", "inside: {ask: [account, department], ", 1))
    assert asked_of(q, "inside") == ("account", "department")
    with pytest.raises(CfdiagError, match="an anonymous group is not asked for its name"):
        branches(SOURCE.replace("inside: {", "inside: {ask: [respondent], ", 1))


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", SIZES)
def test_the_first_page_asks_what_is_not_known(size, language):
    shown = look(
        "",
        held("customer-view", "customer", language),
        columns=size[0],
        rows=size[1],
        table=Table(ENGAGEMENT),
    )
    words = {"en": ("Who is here?", "Name", "Organisation"), "nl": ("Wie is hier?", "Naam", "Organisatie")}
    assert all(word in shown.display for word in words[language])
    assert "Ada Vale" in shown.display


def test_a_walk_in_is_typed_line_by_line_and_the_account_picked_by_number():
    keys = "Bob Stone" + ENTER + "Stone Ltd" + ENTER + "2" + ENTER + "Bo" + ENTER + ENTER
    done = look(keys, held("customer-view", "customer"), table=Table(ENGAGEMENT))
    them = done.interview.respondent
    assert (them.name, them.organisation, them.account) == ("Bob Stone", "Stone Ltd", "borax")
    assert them.extra["account_name"] == "Borax"
    assert done.interview.interviewer == "Bo"
    assert "Customer" in done.display  # the opening


def test_somebody_of_the_roster_is_found_by_some_letters_and_brings_what_is_known():
    done = look("vale" + DOWN + ENTER + TAB, held("customer-view", "customer"), table=Table(ENGAGEMENT))
    them = done.interview.respondent
    assert (them.name, them.organisation, them.account) == ("Ada Vale", "Acme", "acme")


def at_the_table(keys: str) -> Driven:
    return look(keys, held("customer-view", "customer"), table=Table(ENGAGEMENT))


def test_a_list_takes_nothing_else_and_shift_tab_goes_back():
    shown = at_the_table(TAB + ESC + "i" + ENTER + ENTER + "Acmee" + ENTER)
    assert "Please give Acme Hospitals, Borax." in shown.display
    back = at_the_table("Ada" + ENTER + BACK + "Eva" + ENTER)
    assert back.interview.respondent.name == "Eva"
    assert at_the_table(ENTER + ENTER + "hosp" + ENTER).interview.respondent.account == "acme"


def test_of_an_anonymous_group_the_line_of_the_roster_is_ticked_and_no_name_kept():
    table = Table(ENGAGEMENT)
    done = look("1" + ENTER + TAB, held("customer-view", "internal"), table=table)
    assert table.person is ENGAGEMENT.roster[1]
    assert done.interview.respondent.name is None
    assert done.interview.respondent.department == "legal"
    assert "Cy" not in done.display


@pytest.mark.parametrize("group", ["coworker", "owner", "customer"])
def test_an_interview_about_an_account_does_not_begin_without_one(group):
    shown = look(TAB * 3, held("account-view", group), table=Table(ENGAGEMENT))
    assert "It is about one account: which one?" in shown.display
    named = look(TAB + "1" + ENTER + TAB, held("account-view", group), table=Table(ENGAGEMENT))
    assert named.interview.respondent.account == "acme"
    assert "Who is here?" not in named.display


def test_the_page_is_one_key_away_and_nothing_is_asked_of_who_goes_on():
    asked = look("", typed_session(name="Jan", group="customer"), table=Table())
    assert "Who is here?" in asked.display
    again = look("i", typed_session(group="customer"), go_to="review")
    assert "Who is here?" in again.display
    typing = look("half" + ESC + "i" + TAB, typed_session(group="customer"), go_to="role")
    assert "> half" in typing.display
    begun = typed_session(group="customer")
    look("Sales" + ENTER, begun, go_to="role")
    assert "Who is here?" not in look("", begun, table=Table()).display


def test_in_lines_it_is_asked_at_a_terminal_and_told_with_a_command():
    session = held("customer-view", "customer")
    told = said(
        session, "Bob\nStone Ltd\n2\n/who\n/who account acme\n/who interviewer Bo\n/who hat red\n/who name\n"
    )
    assert "Name: " in told
    assert "Saved: Borax." in told
    assert "account: Borax" in told
    assert "Saved: Acme Hospitals." in told
    assert "Please give respondent, organisation, account, interviewer." in told
    assert session.interview.respondent.account == "acme"
    assert session.interview.interviewer == "Bo"
    again = said(session, "", known=ENGAGEMENT)
    assert "Name: " not in again


def test_of_a_pipe_nothing_is_asked_but_an_account_that_everything_is_about():
    session = held("customer-view", "customer")
    told = said(session, "/who respondent Ada\n", terminal=False)
    assert "Name:" not in told
    assert session.interview.respondent.name == "Ada"
    with pytest.raises(CfdiagError, match="begin with /who account NAME, or give --account"):
        said(held("account-view", "coworker"), "yes\n", terminal=False)
    session = held("account-view", "coworker")
    said(session, "/who account Acme Hospitals\n", terminal=False)
    assert session.interview.respondent.account == "acme"


def test_where_nobody_is_to_be_asked_the_beginning_says_that_nobody_is_named():
    shown = look("", held("customer-view", "customer"), table=Table(ask=False))
    assert "Who is here?" not in shown.display
    assert "Nobody is named yet: i says who is here." in shown.display
    assert "Who is here?" in look("i", shown.session, table=Table(ask=False), pause=PAUSE + 0.2).display
    needed = look("", held("account-view", "owner"), table=Table(ask=False))
    assert "Who is here?" in needed.display
