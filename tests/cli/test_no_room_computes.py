"""Figures of a report stand in the result: what it says is read there, and nowhere worked out again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kits.command import Command, runner

UNLIKE = """\
cfdiag: 1
id: unlike
version: 1.0.0
title: Scales that differ
groups:
  people: {title: People, side: inside}
  clients: {title: Clients, side: customer}
compare: {looking_in: people, looked_at: clients}
privacy: {min_group: 3}
scales: {five: {min: 1, max: 5, labels: {}}, ten: {min: 0, max: 10, labels: {}}}
dimensions: {a: {title: Quality}}
sections:
  - id: s
    title: S
    questions:
      - {id: q1, type: rating, scale: five, dimension: a, importance: [clients], ask: One?}
      - {id: q2, type: rating, scale: ten, dimension: a, importance: [clients], reverse: true, ask: Two?}
      - {id: q3, type: rating, scale: ten, dimension: a, importance: [clients], ask: Three?}
      - {id: q4, type: rating, scale: five, dimension: a, importance: [clients], ask: Four?}
      - {id: told, type: yes_no, for: [clients], ask: Told?}
actions:
  - {id: tell, when: 'share(told, "no") > 0.5 or points.q1 > 99 or perception.q3 > 5',
     because: [told, q1, q3], title: Tell, why: So., first_step: Call., owner: Sales, measure: Told.}
"""


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "qs").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "qs" / "unlike.yaml").write_text(UNLIKE, encoding="utf-8")
    for n in range(24):
        client = n < 12
        values = {"q1": 2 + n % 2, "q2": 2 + n % 3, "q3": (3 if client else 8) + n % 3, "q4": 3 + n % 3}
        answers: dict[str, dict[str, object]] = {
            key: {"status": "answered", "value": value, **({"importance": 4 + n % 2} if client else {})}
            for key, value in values.items()
        }
        if client:
            answers["told"] = {"status": "answered", "value": "no" if n else "yes"}
        interview = {
            "format": "cfdiag/interview@1",
            "id": f"i{n}",
            "questionnaire": {"id": "unlike", "version": "1.0.0"},
            "respondent": {
                "group": "clients" if client else "people",
                "consent": "named",
                "department": "Sales" if n % 2 else "Legal",
            },
            "finished": "2026-11-22",
            "answers": answers,
        }
        (tmp_path / "in" / f"{n}.json").write_text(json.dumps(interview), encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def test_figures_of_scales_that_differ_are_in_the_result_in_points(cfdiag: Command) -> None:
    done = cfdiag("score", "in", "--questionnaires", "qs", "--format", "json", "-q")
    assert done.code == 0, done.err
    (part,) = json.loads(done.out)["questionnaires"]
    questions = part["questions"]
    assert questions["q3"]["importance"]["points"] == pytest.approx(45)  # 4.5 of 0 to 10
    assert questions["q1"]["importance"]["points"] == pytest.approx(87.5)  # 4.5 of 1 to 5
    assert (questions["q2"]["mean"], questions["q2"]["turned"]) == (3.0, 7.0)
    gap = questions["q4"]["gap"]
    assert gap["points"] == pytest.approx(25 * gap["mean"])
    assert gap["points_interval"] == pytest.approx([25 * end for end in gap["interval"]])
    seen = part["perception"]["q3"]
    assert (seen["internal_points"], seen["customer_points"]) == pytest.approx((90, 40))
    assert seen["points_interval"] == pytest.approx([10 * end for end in seen["interval"]])
    assert part["crosshair"]["unit"] == "points"
    assert part["crosshair"]["drawn"] == {"performance": 70.0, "importance": 75.0}


def test_what_made_a_rule_hold_is_in_the_result_and_said_as_it_stands_there(cfdiag: Command) -> None:
    flags = ("--questionnaires", "qs", "-q")
    (part,) = json.loads(cfdiag("score", "in", *flags, "--format", "json").out)["questionnaires"]
    told, q1, q3 = part["actions"][0]["because"]
    assert told["options"] == [{"option": "no", "n": 11, "of": 12}]
    assert q1["holds"] is False
    assert q3["gaps"] == ["q3"]
    report = cfdiag("report", "in", *flags, "--format", "markdown").out
    # “One?” stands among the gaps and on the map, but never as a reason.
    assert [line for line in report.splitlines() if line.startswith("- **Because:**")] == [
        "- **Because:** Told? 11 of 12 said “no”",
        "- **Because:** Three? clients 40, people 90 (n = 12 and 12)",
    ]
    card = report.partition("\n### 1. Tell\n")[2].partition("\n#")[0]
    assert "“Told”: 11 of 12 said “no”." in card
    assert "One" not in card
    assert "One" not in report.partition("#### 1. Tell\n")[2].partition("\n#")[0]


def test_two_cells_that_lie_furthest_apart_are_in_the_result(cfdiag: Command) -> None:
    flags = ("--questionnaires", "qs", "-q", "--by", "department")
    (part,) = json.loads(cfdiag("score", "in", *flags, "--format", "json").out)["questionnaires"]
    found = part["widest"]["department"]
    cells = part["by"]["department"]
    scores = {value: cell["dimensions"]["a"]["score"] for value, cell in cells.items()}
    assert found["points"] == scores[found["high"]] - scores[found["low"]]
    report = cfdiag("report", "in", *flags, "--format", "markdown").out
    n = {name: cell["n"] for name, cell in part["by"]["department"].items()}
    high, low = (f"{found[end]} (n = {n[found[end]]})" for end in ("high", "low"))
    # Halves away from zero, as the table shows both: whoever reads the difference subtracts these.
    shown = {value: int(score + 0.5) for value, score in scores.items()}
    spread = shown[found["high"]] - shown[found["low"]]
    assert f"{high} scores {spread} points more than {low}" in report


def told_as(cfdiag: Command, tmp_path: Path, change: Callable[[dict[str, Any]], None], *flags: str) -> str:
    """The report of a saved result in which somebody has written other figures."""
    done = cfdiag("score", "in", "--questionnaires", "qs", "-q", "--format", "json", "--comments")
    result = json.loads(done.out)
    change(result)
    (tmp_path / "r.json").write_text(json.dumps(result), encoding="utf-8")
    done = cfdiag("report", "r.json", "-q", "--format", "markdown", *flags)
    assert done.code == 0, done.err
    return done.out


def test_what_is_counted_in_a_report_was_counted_before(cfdiag: Command, tmp_path: Path) -> None:
    """Figures that nothing bears out are printed as they stand: nobody behind the result counts again."""

    def change(result: dict[str, Any]) -> None:
        assert result["counts"] == result["questionnaires"][0]["counts"]
        told = {"judged": 81, "on_target": 73, "compared": 61, "blind_spots": 53, "unseen_strengths": 47}
        result["counts"] |= told
        result["questionnaires"][0]["counts"] |= told

    report = told_as(cfdiag, tmp_path, change)
    assert "61 questions can be compared; they show 53 blind spots and 47 unseen" in report


def test_the_customers_edition_counts_what_it_shows(cfdiag: Command, tmp_path: Path) -> None:
    def change(result: dict[str, Any]) -> None:
        result["counts"]["judged"] = result["questionnaires"][0]["counts"]["judged"] = 81

    report = told_as(cfdiag, tmp_path, change, "--audience", "customer")
    assert "of 81" not in report
    assert "blind spot" not in report


def test_what_stories_rest_on_is_counted_before(cfdiag: Command, tmp_path: Path) -> None:
    def change(result: dict[str, Any]) -> None:
        result["material"]["spoken"]["occasions"] = {
            "acme": {"n": 91, "by_basis": {"first_hand": 17, "hearsay": 3}, "mostly_witnessed": True}
        }

    report = told_as(cfdiag, tmp_path, change)
    assert "17 of the 91 occasions told were witnessed" in report
    assert "Mostly fact" in report
