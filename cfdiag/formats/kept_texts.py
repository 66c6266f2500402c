"""Texts that were used, kept by their hash: so that what was held with one can be scored as it was."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from cfdiag.ground.files import is_id, read_bytes
from cfdiag.model.questionnaire import Questionnaire

_SIGNS = 12
"""So much of a hash tells texts of one id apart."""

KEPT_NAME = re.compile(rf"([a-z0-9][a-z0-9-]*)-([0-9a-f]{{{_SIGNS}}})\.ya?ml")
"""The name of a kept text: its id, and the beginning of its hash."""

KEPT = "kept"
"""The folder, beside questionnaires or interviews, where texts that were used are kept by their hash."""

EARLIER = "shipped"
"""The folder beside the shipped questionnaires with every text that was ever shipped before."""


def kept_name(id_: str, sha256: str) -> str:
    """The name under which a text is kept."""
    return f"{id_}-{sha256[:_SIGNS]}.yaml"


def hash_in(name: str) -> str:
    """The beginning of the hash in a kept text's name; of another file, what no hash begins with."""
    found = KEPT_NAME.fullmatch(name)
    return found[2] if found else "-"


def short_hash(data: bytes) -> str:
    """The beginning of a text's own hash, as long as in the names of kept texts."""
    return hashlib.sha256(data).hexdigest()[:_SIGNS]


def keep_text(q: Questionnaire, folder: Path) -> Path | None:
    """Keep the text of a questionnaire by its hash, so that what was held with it can be scored as it was.

    Args:
        q: as it was read from its file.
        folder: where texts are kept; made where it is not there.

    Returns:
        The file where it was made now; None where it was there, or the text is no file's.

    Raises:
        CfdiagError: it could not be written.
    """
    if not q.file or not is_id(q.id):
        return None
    data = read_bytes(Path(q.file))
    if hashlib.sha256(data).hexdigest() != q.sha256:
        return None  # it changed a moment ago; the interview names what was read
    path = folder / kept_name(q.id, q.sha256)
    if path.exists():
        return None
    from cfdiag.ground.writing import make_folder, write_new  # noqa: PLC0415  most texts are kept already

    make_folder(folder)
    write_new(path, data)
    return path
