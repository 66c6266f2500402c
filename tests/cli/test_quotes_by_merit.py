"""What people said stands under its action: what shows it first, from both sides, by merit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from kits.command import Command, runner

DESK = """\
cfdiag: 1
id: desk
version: 1.0.0
title: The desk
groups:
  internal: {side: inside, title: Insiders, anonymous: false}
  customer: {side: customer, title: Customers, anonymous: false}
compare: {looking_in: internal, looked_at: customer}
scales: {five: {min: 1, max: 5, labels: {1: Poor, 5: Good}}}
dimensions: {service: {title: Service}}
sections:
  - id: s
    title: S
    questions:
      - {id: complaints, type: rating, scale: five, dimension: service, label: Complaints, ask: How?}
      - {id: advice, type: rating, scale: five, dimension: service, label: Advice, ask: How good?}
      - {id: missed, type: text, ask: What did you miss?}
actions:
  - id: mend
    when: perception.complaints >= 12.5
    because: [complaints, missed]
    about: worst(perception)
    title: "Repair {{ about.label }}"
    why: "Customers give {{ about.outside }}. {% if about.quote %}They say: {{ about.quote }}{% endif %}"
    first_step: Call.
    owner: Desk
    measure: Better.
"""


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "qs").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "qs" / "desk.yaml").write_text(DESK, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def held(group: str, missed: list[str], complaints: int, **beside: str) -> None:
    for i, text in enumerate(missed):
        answers: dict[str, Any] = {
            "complaints": {"status": "answered", "value": complaints},
            "advice": {"status": "answered", "value": 4},
            "missed": {"status": "answered", "value": text},
        }
        if i == 0:
            answers["complaints"] |= beside
        interview = {
            "format": "cfdiag/interview@1",
            "id": f"{group}-{i}",
            "questionnaire": {"id": "desk", "version": "1.0.0", "sha256": ""},
            "respondent": {"group": group, "consent": "named", "account": f"{group} {i}"},
            "finished": "2026-11-22T10:00:00Z",
            "answers": answers,
        }
        Path(f"in/{group}-{i}.json").write_text(json.dumps(interview), encoding="utf-8")


FAR = ["A nice chair in the hall would do.", "An apple now and then, on the counter."]
CUSTOMERS = ["Zero answers to three complaints since May.", "The complaint desk sends us on.", *FAR, "Bread."]
INSIDERS = ["Every complaint ends on my desk.", *FAR, "A plant.", "A lamp."]


def report(cfdiag: Command, *more: str) -> str:
    return cfdiag("report", "in", "--questionnaires", "qs", "--format", "markdown", "-q", *more).out.replace(
        "\\", ""
    )


def test_the_action_has_what_shows_it_then_both_sides_and_never_the_first_of_the_alphabet(
    cfdiag: Command,
) -> None:
    held("customer", CUSTOMERS, 1, evidence="The log of May, line 4.", note="She laughed.")
    held("internal", INSIDERS, 4)
    card = report(cfdiag).partition("#### 1. Repair Complaints")[2].partition("####")[0]
    assert card.index("The log of May, line 4.") < card.index("> — shown by customer 0")
    assert card.count("\n> — ") == 2
    assert "nice chair" not in card
    assert "and 10 more" in card


def test_without_evidence_one_of_each_side_and_the_one_with_a_fact_first(cfdiag: Command) -> None:
    held("customer", CUSTOMERS, 1)
    held("internal", INSIDERS, 4)
    card = report(cfdiag).partition("#### 1. Repair Complaints")[2].partition("####")[0]
    said = [
        line.removeprefix("> ") for line in card.splitlines() if line.startswith("> ") and "—" not in line
    ]
    assert set(said) == {"The complaint desk sends us on.", "Every complaint ends on my desk."}
    assert "from 3 remarks about it" in card


def test_the_board_quotes_only_what_is_about_it(cfdiag: Command) -> None:
    held("customer", [*FAR, "A bell.", "Bread.", "A map."], 1)
    held("internal", ["A plant."] * 5, 4)
    board = report(cfdiag, "--template", "board")
    assert "Repair Complaints" in board
    assert "> " not in board
    assert "They say" not in board


def test_notes_and_evidence_stand_among_peoples_words_labelled_and_under_their_question(
    cfdiag: Command,
) -> None:
    held("customer", CUSTOMERS, 1, evidence="The log of May, line 4.", note="She laughed.")
    held("internal", INSIDERS, 4, note="He sighed.")
    voices = report(cfdiag).partition("## In their own words")[2]
    for text in ("The log of May, line 4.", "She laughed.", "He sighed."):
        assert text in voices
    lines = [line for line in voices.splitlines() if "laughed" in line or "line 4" in line]
    assert [("note of the interviewer" in line, "shown by" in line) for line in lines] in (
        [(True, False), (False, True)],
        [(False, True), (True, False)],
    )


def test_no_note_and_no_evidence_reaches_a_customer(cfdiag: Command) -> None:
    held("customer", CUSTOMERS, 1, evidence="The log of May, line 4.", note="She laughed.")
    held("internal", INSIDERS, 4, note="He sighed.")
    theirs = report(cfdiag, "--audience", "customer")
    for text in ("log of May", "laughed", "sighed"):
        assert text not in theirs


def test_without_a_file_the_picture_of_the_board_is_said_in_words(cfdiag: Command) -> None:
    held("customer", CUSTOMERS, 1)
    held("internal", INSIDERS, 4)
    board = report(cfdiag, "--template", "board")
    assert "Complaints: 4.0 expected, 1.0 given; 3.0 lower" in board


def test_who_uses_a_common_word_of_the_title_is_not_counted_as_speaking_of_it(cfdiag: Command) -> None:
    Path("qs/desk.yaml").write_text(DESK.replace("label: Complaints", "label: Questions and complaints"))
    held("customer", [*CUSTOMERS[:2], "They question every bill of mine.", *FAR], 1)
    held("internal", INSIDERS, 4)
    card = report(cfdiag).partition("#### 1. Repair")[2].partition("####")[0]
    assert "from 3 remarks about it" in card
