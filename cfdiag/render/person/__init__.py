"""What is held about a person, in one of these formats: one file each, with `render(dossier) -> str`."""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.ground.folder import Folder
from cfdiag.model.person import PersonDossier

DOSSIER_FORMATS: Folder[Callable[[PersonDossier], str]] = Folder(__name__, "render")
"""`{format: how}`."""
