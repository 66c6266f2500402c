"""A folder in which interviews are held: an engagement with a roster, and a questionnaire of its own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

ENGAGEMENT = """\
cfdiag: 1
client: Vale Lifts
departments: {sales: Sales, service: Service}
accounts: {acme: Acme Hospitals, borax: Borax}
questionnaires: [QUESTIONNAIRE]
roster: roster.csv
"""
SETTINGS = ("ACCESSIBLE", "CFDIAG_LANGUAGE", "CFDIAG_INTERVIEWER", "CFDIAG_QUESTIONNAIRES")


def sitting_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, id_: str, questionnaire: str, roster: str
) -> Path:
    """Make it, and be there; no setting of the machine comes along.

    Args:
        folder: an empty one.
        monkeypatch: of the test.
        id_: of the questionnaire.
        questionnaire: its text.
        roster: as a table; `{today}` is the day of the test.
    """
    today = datetime.now().astimezone().date().isoformat()
    (folder / "engagement.yaml").write_text(ENGAGEMENT.replace("QUESTIONNAIRE", id_))
    (folder / "roster.csv").write_text(roster.format(today=today))
    (folder / "questionnaires").mkdir()
    (folder / "questionnaires" / f"{id_}.yaml").write_text(questionnaire)
    monkeypatch.chdir(folder)
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    return folder
