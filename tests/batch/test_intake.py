"""Interviews taken in one by one."""

from __future__ import annotations

import json

from kits.batch import QUESTIONNAIRE, interview

from cfdiag.batch.intake import Intake, Piece
from cfdiag.formats.library import Library


def test_ways_of_not_having_been_asked_are_not_kept_without_end(desk, monkeypatch):
    """Each interview of the essentials may have answered other questions beside them."""
    short = QUESTIONNAIRE.replace(
        "id: reply, type: rating", "id: reply, essential: true, type: rating"
    ).replace("id: deliver, type: rating", "id: deliver, essential: true, type: rating")
    (desk.folder / "qs" / "small.yaml").write_text(short)
    monkeypatch.setattr("cfdiag.batch.benches.MOST_SCORERS", 2)
    library = Library([desk.folder / "qs"])
    intake = Intake(library)
    scored = []
    for n, rated in enumerate([(1, 2, 3, 4), (None, 2, 3, 4), (1, None, 3, 4), (None, None, 3, 4)] * 2):
        document = interview(n, rated, form="essentials", questionnaire={"id": "small", "version": "1.1.0"})
        scored.append(intake.take(Piece("x.json", json.dumps(document).encode())).score)
        assert len(intake._benches._scorers) <= 2
    assert scored[:4] == scored[4:]
