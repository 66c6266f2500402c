"""A report says no figure that is not in the result: a performance that nobody gave is not printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import runner

QUESTIONNAIRE = """\
cfdiag: 1
id: desk
version: 1.0.0
title: The desk
groups: {customer: {side: customer, title: Customers}}
scales: {five: {min: 1, max: 5, labels: {1: Poor, 5: Good}}}
dimensions: {all: {title: All}}
sections:
  - id: all
    title: All
    questions:
      - {id: hours, type: rating, scale: five, dimension: all, importance: true, ask: Opening hours}
      - {id: staff, type: rating, scale: five, dimension: all, importance: true, ask: The staff}
      - {id: price, type: rating, scale: five, dimension: all, importance: true, ask: The prices}
      - {id: place, type: rating, scale: five, dimension: all, importance: true, ask: The place}
"""


@pytest.mark.parametrize("format_", ["markdown", "html", "json"])
def test_importance_of_ten_and_a_gap_of_five_make_no_performance(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, format_: str
) -> None:
    """Ten rate importance, 4.5 on average; the gap of −4.0 is of the five who also rated performance."""
    (tmp_path / "qs").mkdir()
    (tmp_path / "qs" / "desk.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / "in").mkdir()
    for n in range(10):
        rated = {"status": "answered", "value": 1} if n < 5 else {"status": "unknown"}
        answers = {"hours": {**rated, "importance": 5 if n < 5 else 4}}
        for key in ("staff", "price", "place"):
            answers[key] = {"status": "answered", "value": 4 + n % 2, "importance": 1 + n % 2}
        document = {
            "format": "cfdiag/interview@1",
            "id": f"01970000-0000-7000-8000-{n:012d}",
            "questionnaire": {"id": "desk", "version": "1.0.0"},
            "respondent": {"group": "customer", "consent": "named", "name": f"P{n}"},
            "finished": "2026-11-22",
            "answers": answers,
        }
        (tmp_path / "in" / f"{n}.json").write_text(json.dumps(document), encoding="utf-8")
    done = runner(capsys, monkeypatch, tmp_path)(
        "report", "in", "--questionnaires", "qs", "--format", format_, "--quiet"
    )
    assert done.code == 0, done.err
    assert "Opening hours" in done.out
    assert "performance 0.5" not in done.out
    assert "4.0 below its importance" in done.out.replace("\\u2212", "−")
