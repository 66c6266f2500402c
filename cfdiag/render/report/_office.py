"""What files of Word and PowerPoint have in common: their archive, their properties, a firm's own file."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cfdiag import __version__
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, fault
from cfdiag.ground.extras import optional
from cfdiag.ground.safe import safe
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.blocks import ActionCard
from cfdiag.model.view import Report

LARGEST_UNPACKED = 100_000_000
"""Bytes: so much a firm's own file may hold at most when it is unpacked."""

_NEVER = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can say: it stands for none."""


def undated(data: bytes) -> bytes:
    """The archive without the moment at which each of its parts was written, those of archives in it too."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as parts,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in parts.infolist():
            held = zipfile.ZipInfo(part.filename, _NEVER)
            held.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(held, parts.read(part))
    return out.getvalue()


def cells_of_card(card: ActionCard) -> list[str]:
    """An action of the first page as a row of a table: what and why, then its lines, with room for a name."""
    quotes = [f"“{q.text}” {', '.join(s for s in (q.who, q.note) if s)}" for q in card.quotes]
    first = "\n".join(filter(None, (f"{card.rank}. {card.title}", card.text, *quotes)))
    lines = [f"{line.text}\n{line.note} ________" if line.note else line.text for line in card.lines]
    return [first, *lines]


def set_properties(properties: Any, view: Report) -> None:  # noqa: ANN401  of either library
    """Title, author, day and state of the document; its day is that of the report."""
    w, cover = locale_for(view.language), view.cover
    made = datetime.fromisoformat(cover.date_iso) if cover.date_iso else datetime(*_NEVER)  # noqa: DTZ001  a day
    properties.title = safe(" – ".join(s for s in (cover.title, cover.client) if s), keep_lines=False)[:255]
    # Of the branding: the report is the consultant's, and the program shows who wrote it.
    properties.author = properties.last_modified_by = (
        safe(view.branding.name, keep_lines=False)[:255] or "cfdiag"
    )
    properties.subject = safe(cover.audience, keep_lines=False)[:255]
    properties.comments = f"cfdiag {__version__}"
    properties.keywords, properties.category = "", ""
    properties.content_status = w("draft") if any(view.stamps) and _is_draft(view) else ""
    properties.created = properties.modified = made
    properties.last_printed = made
    properties.revision = 1
    properties.language = view.language


def _is_draft(view: Report) -> bool:
    return locale_for(view.language)("Draft for your own team, not to be handed over") in view.stamps


def opened(data: bytes, read: Callable[[io.BytesIO], Any], kind: str) -> Any:  # noqa: ANN401  of either library
    """A firm's own file, as the library reads it.

    Args:
        data: of the file.
        read: the library's function.
        kind: `docx` or `pptx`.

    Raises:
        CfdiagError: `bad-reference`: it is no such file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        # A few kilobytes can say that they are gigabytes.
        made = read(io.BytesIO(data)) if unpacked <= LARGEST_UNPACKED else None
    except Exception as error:
        raise _refused(kind) from error
    if made is None:
        raise _refused(kind)
    return made


_TRACES = (
    "/thumbnail", "/extended-properties", "/custom-properties", "/comments", "/commentsExtended",
    "/commentsIds", "/commentsExtensible", "/people", "/commentAuthors", "/authors", "/customXml",
    "/glossaryDocument",
)  # fmt: skip
"""Ends of the types of relations to what was written in a firm's own file, or says what was."""


def without_traces(*relations: Any) -> None:  # noqa: ANN401  of either library
    """Leave out what tells of the reports that a firm's own file was used for: its picture, titles, comments.

    Args:
        relations: of the package and of its main part.
    """
    for each in relations:
        for key, relation in [*each.items()]:
            if relation.reltype.endswith(_TRACES):
                each.pop(key)


def _refused(kind: str) -> CfdiagError:
    return fault(
        Code.BAD_REFERENCE,
        f"the file that --reference names is no .{kind} that can be used",
        f"save it as .{kind}, not as a template with macros",
    )


def logo_picture(view: Report, extra: str) -> io.BytesIO | None:
    """The logo as a picture of points, whatever it was; None where there is none."""
    found = re.fullmatch(r"data:image/([a-z+]+);base64,(.+)", view.branding.logo)
    if found is None:
        return None
    data = base64.b64decode(found[2])
    if found[1] == "svg+xml":
        data = bytes(optional("resvg_py", extra).svg_to_bytes(svg_string=data.decode(), zoom=_LOGO_ZOOM))
    return io.BytesIO(data)


_LOGO_ZOOM = 4.0
"""Points of a drawn logo for each of its own: it is printed small and sharp."""
