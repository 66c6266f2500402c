"""Pages to work with: dots before a choice, stories to read aloud, the meeting inside."""

from __future__ import annotations

import pytest
from kits.batch import Desk, interview
from kits.command import at_desk

STORY = "The night our line stood still your engineer drove through the snow and stayed until it ran again."


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def report(capsys, monkeypatch, tmp_path, desk):
    call = at_desk(capsys, monkeypatch, tmp_path)

    def made(template, *arguments, code=0):
        done = call("report", "in", "--template", template, "--format", "markdown", *arguments)
        assert done.code == code, done.err
        return done.out if not code else done.err

    return made


def test_the_ballot_has_what_may_come_first_and_room_for_more(desk, report):
    for number in range(8):
        desk.write(f"in/{number}.json", interview(number, (2, 1, 3, 1 + number % 3)))
    page = report("ballot")
    assert "| 1 | Plan together |" in page
    assert page.count("Missing here:") == 3
    assert "not for the audience" in report("ballot", "--audience", "customer", code=2)


def told(desk, number, account, consent, text):
    who = {"group": "customer", "consent": consent, "name": f"Name{number}", "account": account}
    document = interview(number, respondent=who)
    document["answers"]["remark"] = {"status": "answered", "value": text}
    desk.write(f"in/{number}.json", document)


def test_stories_are_those_of_people_who_agreed_and_say_so(desk, report):
    told(desk, 1, "acme", "named", STORY)
    told(desk, 2, "borealis", "counted", STORY.replace("night", "day"))
    told(desk, 3, "borealis", "quoted", "Too short.")
    page = report("stories")
    assert page.count("where does this happen here?") == 1
    assert "The night our line" in page
    assert "Name1" in page
    assert "acme" in page


def test_outside_the_inner_circle_no_account_is_named(desk, report):
    told(desk, 1, "acme", "quoted", STORY)
    assert "acme" in report("stories")
    page = report("stories", "--audience", "customer")
    assert "The night our line" in page  # it is that customer's own
    assert "acme" not in page.replace("Acme", "")
    told(desk, 2, "borealis", "quoted", STORY.replace("night", "day"))
    assert "it needs answers in words" in report("stories", "--audience", "customer", code=2)


def test_nobody_told_anything(desk, report):
    for number in range(5):
        desk.write(f"in/{number}.json", interview(number))
    assert "it needs answers in words" in report("stories", code=2)
    assert "it needs an interview of account-view" in report("account-meeting", code=2)
