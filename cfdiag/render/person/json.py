"""For a program, or another tool: key for key what is held."""

from __future__ import annotations

from cfdiag.ground.safe import json_text
from cfdiag.model.person import PersonDossier


def render(dossier: PersonDossier) -> str:
    """Indented JSON."""
    return json_text(dossier, indent=1) + "\n"
