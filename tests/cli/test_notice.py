"""The page that people read before they are asked: of an engagement, without interviews."""

from __future__ import annotations

import re
from html import unescape

import pytest
from kits.batch import Desk
from kits.command import at_desk, runner

ENGAGEMENT = """cfdiag: 1
client: Acme Pumps
language: en
languages: [en, nl]
branding: {name: Delta Advice}
questionnaires: [customer-view]
retention: {interviews: 180d}
"""


@pytest.fixture
def call(capsys, monkeypatch, tmp_path):
    (tmp_path / "engagement.yaml").write_text(ENGAGEMENT)
    return runner(capsys, monkeypatch, tmp_path)


def said(done) -> str:
    assert done.code == 0, done.err
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", done.out)).split())


def test_a_page_a_group_and_a_language_with_the_sentences_of_the_openings(call):
    page = call("report", "--template", "notice", "--format", "html", "--date", "2026-11-26")
    text = said(page)
    assert re.findall(r'<section class="sheet" lang="(\w+)">', page.out) == ["en", "nl", "en", "nl"]
    for words in (
        "How do your customers view you? · Insiders",
        "How do you view us? · Customers",
        "Hoe kijken klanten naar jullie? · Medewerkers",
        "Delta Advice, on behalf of Acme Pumps",
        (
            "figures of fewer than 5 people are not shown. You may stop at any time and skip any question; "
            "your name is not kept, and at the end you decide whether your words may be quoted."
        ),
        "at the end you decide whether your name stands with it.",
        "The answers are kept for 180 days after the talk.",
        "De antwoorden worden tot 180 dagen na het gesprek bewaard.",
        "You will hear from us what we learned, and what is done with it.",
    ):
        assert words in text, words


def test_one_language_is_chosen_and_the_folder_may_be_named(call, tmp_path):
    page = call("report", str(tmp_path), "--template", "notice", "--format", "markdown", "--language", "nl")
    assert "Voor het gesprek" in said(page)
    assert "Before we talk" not in page.out


def test_without_an_engagement_there_is_nothing_to_say(call, tmp_path):
    (tmp_path / "engagement.yaml").unlink()
    done = call("report", "--template", "notice", "--format", "html")
    assert (done.code, done.err) == (
        2,
        (
            "error: there is nothing to put on the page 'notice'  [no-data]\n"
            "  = it needs an engagement folder whose engagement.yaml names questionnaires\n"
        ),
    )


def test_it_is_for_those_who_are_asked(call):
    done = call("report", "--template", "notice", "--audience", "internal")
    assert (done.code, "leave --audience out: it is 'staff'" in done.err) == (2, True)


def test_a_report_of_nothing_is_no_report(call):
    done = call("report", "--format", "html")
    assert (done.code, done.err) == (
        2,
        "error: there is nothing to report  [wrong-use]\n"  # noqa: ISC004  two lines
        "  = name interviews, their folder, or a saved result\n",
    )


def test_what_shows_an_action_done_is_said_in_words(capsys, monkeypatch, tmp_path):
    desk = Desk(tmp_path)
    desk.many(8)
    call = at_desk(capsys, monkeypatch, tmp_path)
    assert call("plan", "adopt", "in", "--date", "2026-11-26").code == 0
    plan = tmp_path / "plan.yaml"
    text = re.sub(
        r"done_when: \{[^}]*\}", "done_when: {figure: points.share_plans, at_least: 75}", plan.read_text()
    )
    plan.write_text(text)
    shown = call("plan", "show", "--date", "2026-11-27")
    assert "points.share_plans" not in shown.out
    (tmp_path / "results").rename(tmp_path / "elsewhere")
    assert "You will see it when: share plans: at least 75" in call("plan", "show").out
