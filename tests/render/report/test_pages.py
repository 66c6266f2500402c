from __future__ import annotations

import re

import pytest
from kits import golden
from kits.report_builders import build_view, engagement, setting
from kits.report_pages import made
from msgspec.structs import replace

from cfdiag.render.pages import PAGES
from cfdiag.render.report import REPORT_FORMATS, Target


@pytest.fixture(scope="module")
def view():
    return made()


def test_an_account_is_at_risk_for_reasons(view):
    (account,) = view.handovers
    assert list(account.risks) == [
        "renewal in 70 days, on 31 January 2027",
        "The buyer decides there and is critical of us",
        "promise overdue for 23 days: “A free survey”",
        "no contact for 174 days, the last on 1 June 2026",
    ]
    assert account.next_step == "Prepare the renewal together."


def test_inferences_stand_apart(view):
    (account,) = view.handovers
    assert account.could_end == ""
    assert [i.value for i in account.inferences] == ["They may be looking around."]


def test_what_is_unknown_or_stale_is_to_be_asked(view):
    (account,) = view.handovers
    asked = account.ask_first
    assert asked[0] == "The successor has a question about the promise “A free survey”."
    assert asked[1].startswith("The facts were last gone through with the customer 174 days ago")
    assert "Which of their plans for next year, if any, could we help with?" in asked


def test_the_first_visit_page_is_safe_to_show(view):
    for format_ in ("html", "markdown"):
        page = REPORT_FORMATS[format_](view, Target("first-visit")).data.decode()
        page = page.split("</style>")[-1]
        assert "Which promise of ours is still open for you?" in page
        for inside in ("critical", "caretakers", "overdue", "184", "survey", "looking around", "internal"):
            assert inside not in page, inside


@pytest.mark.parametrize("format_", ["html", "markdown"])
@pytest.mark.parametrize(
    ("language", "now", "soon"),
    [("en", "looks after you now instead of me.", "Soon"), ("nl", "nu in mijn plaats", "Binnenkort")],
)
def test_a_letter_from_who_has_gone_says_who_is_there_now(format_, language, now, soon):
    view = made(language=language)
    gone = replace(view, handovers=tuple(replace(each, gone=True) for each in view.handovers))
    page = REPORT_FORMATS[format_](gone, Target("introduction")).data.decode().split("</style>")[-1]
    assert now in page
    assert soon not in page


@pytest.mark.parametrize("name", list(PAGES))
@pytest.mark.parametrize("language", ["en", "nl"])
def test_golden(name, language):
    data = REPORT_FORMATS["markdown"](made(language=language), Target(name)).data.decode()
    golden.check(f"report/{name}.{language}.md", data)


@pytest.mark.parametrize("name", list(PAGES))
def test_each_page_has_one_heading_of_the_first_level_and_says_that_it_is_fictional(view, name):
    page = REPORT_FORMATS["html"](view, Target(name)).data.decode()
    assert len(re.findall(r"<h1\b", page)) == 1
    assert page.count('<main id="main">') == 1
    assert "Fictional example" in page


def test_a_page_without_data_says_so():
    result, questionnaires, remarks = engagement()
    bare = build_view(result, questionnaires, remarks, [], setting())
    assert [name for name, page in PAGES.items() if not page.has_data(bare)] == [
        "account-meeting",
        "first-visit",
        "handover-brief",
        "introduction",
        "leaver-questions",
        "notice",
        "panel-run-sheet",
        "promise-ledger",
        "territory-plan",
    ]


def test_customers_get_no_handover():
    assert made(audience="customer").handovers == ()
