"""What is said first when few were heard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner

QUESTIONNAIRE = """cfdiag: 1
id: visits
version: 1.0.0
title: {en: Visits, nl: Bezoeken}
purpose: {en: To hear how a visit went., nl: Horen hoe een bezoek ging.}
groups:
  customer: {side: customer, title: {en: Customers, nl: Klanten}}
scales:
  extent: {min: 1, max: 5, labels: {1: {en: Poor, nl: Slecht}, 5: {en: Good, nl: Goed}}}
sections:
  - id: visit
    title: {en: The visit, nl: Het bezoek}
    questions:
"""
QUESTION = "      - {{id: {0}, type: rating, scale: extent, label: {0}, ask: {{en: '{0}?', nl: '{0}?'}}}}\n"


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    return runner(capsys, monkeypatch, tmp_path)


def said(command: Command, folder: Path, language: str, **ratings: int) -> str:
    """The first lines of `score` of one interview with these ratings."""
    (folder / "visits.yaml").write_text(QUESTIONNAIRE + "".join(map(QUESTION.format, ratings)))
    answers = {key: {"status": "answered", "value": value} for key, value in ratings.items()}
    saved = {
        "format": "cfdiag/interview@1",
        "id": "01a21ce4-4eb8-7c85-be26-167bd4b4b41f",
        "questionnaire": {"id": "visits", "version": "1.0.0"},
        "respondent": {"name": "Ada", "group": "customer", "consent": "named"},
        "started": "2026-11-22T09:00:00Z",
        "finished": "2026-11-22T10:00:00Z",
        "answers": answers,
    }
    (folder / "ada.json").write_text(json.dumps(saved))
    done = command("score", "ada.json", "--questionnaires", ".", "--language", language)
    assert done.code == 0, done.err
    return " ".join(done.out.split())


@pytest.mark.parametrize(
    ("ratings", "english", "dutch"),
    [
        (
            {"manner": 3},
            "After 1 interview, “manner” is rated 3 of 5.",
            "Na 1 interview krijgt “manner” 3 van de 5.",
        ),
        (
            {"manner": 3, "speed": 3},
            "After 1 interview, what can be shown is rated alike: “manner” and “speed” (3 of 5).",
            (
                "Na 1 interview krijgt alles wat te tonen is hetzelfde oordeel: "
                "“manner” en “speed” (3 van de 5)."
            ),
        ),
        (
            {"manner": 3, "speed": 2},
            "“manner” (3 of 5) is rated highest. “speed” (2 of 5) is rated lowest.",
            (
                "krijgt “manner” (3 van de 5) het hoogste oordeel. "
                "“speed” (2 van de 5) krijgt het laagste oordeel."
            ),
        ),
    ],
)
def test_nothing_is_highest_where_nothing_differs(
    command: Command, tmp_path: Path, ratings: dict[str, int], english: str, dutch: str
) -> None:
    assert english in said(command, tmp_path, "en", **ratings)
    assert dutch in said(command, tmp_path, "nl", **ratings)
