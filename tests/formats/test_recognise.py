"""What a file is, by what it says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.formats import BASE

from cfdiag.formats.recognise import recognise

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("data", "file", "kind"),
    [
        (BASE, "any.yaml", "questionnaire"),
        ("cfdiag: 1\nsections:\n\tbroken", "q.yml", "questionnaire"),
        ("cfdiag: 1\n", "q.yaml", "questionnaire"),
        ("cfdiag: 1\n", "engagement.yaml", "engagement"),
        ("client: A\nroster: []\n", "e.yaml", "engagement"),
        ('{"format": "cfdiag/interview@1"', "x", "interview"),
        ('\ufeff {"format" : "cfdiag/interview@2"', "x.json", "interview"),
        ('{"format": "cfdiag/result@1"}', "r.json", "result"),
        ("format: cfdiag/interview@1\n", "i.yaml", "interview"),
        ("respondent: {group: a}\nanswers: {}\n", "i.yaml", "interview"),
        ('{"a": 1}', "i.json", "interview"),
        ("", "i.json", "interview"),
        ("profile: qualtrics\n", "m.yaml", "mapping"),
        ('{"cfdiag": 1, "id": "q", "sections": []}', "q.yaml", "questionnaire"),
        ('{"client": "Acme"}', "engagement.yaml", "engagement"),
        ("hello", "notes.txt", ""),
        ("a: 1\n", "other.yaml", ""),
        ("", "x.yaml", ""),
    ],
)
def test_kinds(data: str, file: str, kind: str) -> None:
    assert recognise(data.encode(), file) == kind


def test_shipped_questionnaires_are_recognised() -> None:
    for path in (ROOT / "questionnaires").glob("*.yaml"):
        assert recognise(path.read_bytes(), path.name) == "questionnaire"
