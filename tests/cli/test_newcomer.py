"""A small questionnaire of somebody's own, held with a few: what is said where little can be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Done, here, plain_surroundings

STAY = """\
cfdiag: 1
id: stay
version: 1.0.0
title: How was your stay?
minutes: 12
groups:
  internal: {title: Staff}
  customer: {title: Guests, anonymous: true}
compare: {looking_in: internal, looked_at: customer}
privacy: {min_group: 3}
scales:
  five: {min: 1, max: 5, labels: {1: Very poor, 5: Excellent}}
dimensions:
  reception: {title: Reception}
sections:
  - id: desk
    title: The desk
    questions:
      - {id: room_soon, type: rating, scale: five, dimension: reception, label: Room soon, ask: How soon is there a room?}
      - {id: twice, type: rating, scale: five, dimension: reception, reverse: true, label: Said twice, ask: Things are said twice.}
      - {id: corrected, type: yes_no, for: [customer], ask: Was the bill corrected?}
      - {id: days, type: number, for: [customer], label: Days, when: corrected == "yes", ask: How many days did it take?}
      - {id: decides, type: ranking, for: [customer], label: What decides, options: {price: Price, place: Place}, ask: What decides?}
actions:
  - id: faster
    when: perception.room_soon >= 12.5
    about: worst(perception)
    title: "Say who waits for {{ about.label }} today"
    why: It is seen first.
    first_step: Stand there.
    owner: Desk
    measure: They wait less.
"""  # noqa: E501  a question a line


@pytest.fixture
def three_a_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    plain_surroundings(monkeypatch, tmp_path)
    Path("stay.yaml").write_text(STAY)
    for n in range(3):
        given = {"internal": {}, "customer": {"corrected": "no", "decides": ["place", "price"]}}
        if n:
            given["customer"] |= {"corrected": "yes", "days": 3}
        for group, more in given.items():
            Path("a.json").write_text(json.dumps({"room_soon": 4, "twice": 1 + n, **more}))
            done = run("interview", "stay", "--group", group, "--answers", "a.json", "--output", "trial/")
            assert done.code == 0, done.err
    return tmp_path


def run(*arguments: str) -> Done:
    return here(*arguments, "--questionnaires", ".")


@pytest.mark.usefixtures("three_a_side")
def test_three_a_side_are_told_what_is_not_shown_and_why():
    said = run("report", "trial", "--format", "markdown").out
    # A reversed question is shown one way in all lists, and said to be.
    assert said.count("3, 4, 5 (turned round)") == 2
    assert "Said twice | 1, 2, 3" not in said
    assert "| Days | – (withheld to protect respondents) |" in said
    assert "| What decides | – (too few respondents for this figure) |" in said
    assert "too few answers, or too few people" in said
    assert "- Say who waits for … today: Room soon" in said
    assert "figures of fewer than 3 people are withheld" in said
    dutch = run("report", "trial", "--format", "markdown", "--language", "nl").out
    assert dutch.count("3, 4, 5 (omgekeerd)") == 2
    assert "te weinig antwoorden, of te weinig mensen" in dutch
    assert "minder dan 3 mensen" in dutch


def test_what_stands_elsewhere_is_not_said_to_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    plain_surroundings(monkeypatch, tmp_path)
    Path("stay.yaml").write_text(STAY.replace("anonymous: true", "anonymous: false"))
    Path("a.json").write_text(json.dumps({"room_soon": 4, "twice": 1, "corrected": "yes", "days": 3}))
    who = ("--respondent", "Ada", "--consent", "named")
    run("interview", "stay", "--group", "customer", "--answers", "a.json", "--output", "trial/", *who)
    said = run("report", "trial", "--format", "markdown").out
    assert "Days: 3" in said, [line for line in said.splitlines() if "Days" in line]
    assert "Days: 3 (n 1)." in said
    assert "| Days |" not in said


@pytest.mark.usefixtures("three_a_side")
def test_what_nobody_was_asked_is_not_said_to_be_known():
    said = run("report", "trial", "--format", "markdown").out
    assert "What those would say who were not heard. To no question did more than one in five say" in said
    Path("one").mkdir()
    next(Path("trial").glob("*.json")).rename("one/a.json")
    assert (
        "What everybody else would say: this is one interview."
        in run("report", "one", "--format", "markdown").out
    )


@pytest.mark.usefixtures("three_a_side")
def test_show_names_what_an_action_will_be_about():
    assert "Say who waits for [what it is about] today" in run("show", "stay").out
    assert "Say who waits for [waar het over gaat] today" in run("show", "stay", "--language", "nl").out


def test_texts_that_are_meant_to_be_in_one_language_are_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    plain_surroundings(monkeypatch, tmp_path)
    in_two = STAY.replace("title: How was your stay?", "title: {en: How was your stay?, nl: Uw verblijf}")
    Path("stay.yaml").write_text(in_two)
    assert "missing-translation" in run("check", "stay.yaml").out
    Path("stay.yaml").write_text(in_two + "accept: {missing-translation: Only its title is seen in Dutch.}\n")
    assert "missing-translation" not in run("check", "stay.yaml").out
    assert "no wording in 'nl'" in run("check", "stay.yaml", "--language", "nl").out
    inside = in_two.replace("min_group: 3}", "min_group: 3}\n").replace(
        "    title: The desk\n", "    title: The desk\n    accept: {missing-translation: Not here.}\n"
    )
    Path("stay.yaml").write_text(inside)
    assert "'missing-translation' is not accepted here" in run("check", "stay.yaml").out
