"""Archives as survey services send them: one table of text, packed."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

from cfdiag.exchange.decoding import ZIP
from cfdiag.exchange.table import MAX_TABLE_BYTES
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault

_TEXT = (".csv", ".tsv", ".txt")
DAMAGED_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, EOFError, ValueError,
    OSError,
)  # fmt: skip
"""What reading an archive may raise, whichever of its bytes is wrong."""


def only_text_in(data: bytes, file: str) -> bytes | None:
    """The one table of text in an archive, as survey services send it; None where it is something else.

    Raises:
        CfdiagError: `too-large`; `cannot-read` where there are several.
    """
    if not data.startswith(ZIP):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if any(
                member.filename in ("[Content_Types].xml", "mimetype", "content.xml") for member in members
            ):
                return None  # a workbook is an archive too
            texts = [member for member in members if member.filename.lower().endswith(_TEXT)]
            if len(texts) != 1:
                raise fault(
                    Code.CANNOT_READ, f"this archive holds {len(texts)} tables of text",
                    "unpack it, and name the one", Location(file),
                )  # fmt: skip
            # A member may unpack to more than it says: one byte above the limit tells.
            with archive.open(texts[0]) as stream:
                text = stream.read(MAX_TABLE_BYTES + 1)
    except DAMAGED_ARCHIVE as error:
        raise fault(
            Code.CANNOT_READ, "the archive is damaged", "save or send it anew", Location(file)
        ) from error
    if len(text) > MAX_TABLE_BYTES:
        raise fault(
            Code.TOO_LARGE,
            f"the table unpacks to more than {MAX_TABLE_BYTES // 1_000_000} MB",
            "split it",
            Location(file),
        )
    return text
