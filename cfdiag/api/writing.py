"""Outputs to files: over an earlier output, never over what people answered or wrote."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from cfdiag.formats.recognise import recognise
from cfdiag.formats.result import is_result
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.files import append, create_atomically, read_plain, write_atomically

READ_WHOLE = 20_000_000
"""Of a larger file nobody can say here what it is."""

MARK = b"cfdiag"
"""What every output holds: as its generator, its format, or in the words of its method."""


def write_over(path: Path, data: bytes, *, force: bool = False) -> Path:
    """Write a result or a report over an earlier one.

    Args:
        path: where it goes.
        data: what is written.
        force: whether it may take the place of a file that cfdiag did not make. What people answered
            or wrote stays all the same.

    Returns:
        Where it is: `NAME (2).docx` where another program holds NAME.docx, as Word does on Windows.

    Raises:
        CfdiagError: `exists`, where something else is there; `cannot-write`.
    """
    if path.is_file() and not path.is_symlink():
        there = read_plain(str(path), READ_WHOLE, "choose another --output")
        if _is_kept(there, path.name):
            what = "an interview, a questionnaire or an engagement"
            if recognise(there, path.name) == "release":
                what = "the list of what was handed over"
            raise fault(
                Code.EXISTS,
                f"the file there is {what}; nothing was written",
                "choose another --output",
                Location(str(path)),
            )
        if not force and not _is_ours(there, data):
            raise fault(
                Code.EXISTS,
                "cfdiag did not make the file there; nothing was written",
                "choose another --output, or overwrite it with --force",
                Location(str(path)),
            )
    try:
        write_atomically(path, data)
    except CfdiagError as error:
        if not (isinstance(error.__cause__, PermissionError) and path.is_file()):
            raise
        return _beside(path, data, error)
    return path


def _beside(path: Path, data: bytes, held: CfdiagError) -> Path:
    for n in range(2, 100):
        other = path.with_name(f"{path.stem} ({n}){path.suffix}")
        try:
            create_atomically(other, data)
        except FileExistsError:
            continue
        except CfdiagError:
            break  # not that file, but its folder
        return other
    raise held


def add_to_page(page: Path, text: str) -> None:
    """Add to a page of Markdown, GitHub's summary of a job say; a link is not followed.

    Raises:
        CfdiagError: `exists`, where the page is something of ours, which this would spoil; `cannot-write`.
    """
    if page.is_file() and not page.is_symlink() and recognise(read_plain(str(page)), page.name):
        hint = "GITHUB_STEP_SUMMARY names a page of Markdown"
        message = "the summary page is a file of cfdiag; nothing was added"
        raise fault(Code.EXISTS, message, hint, Location(str(page)))
    append(page, text.encode())


def _is_kept(data: bytes, name: str) -> bool:
    """Whether a file is what people answered or wrote, in whatever order and form its keys stand."""
    kind = recognise(data, name)
    plain = data.replace(b"\\/", b"/")
    if kind == "interview":
        return b"cfdiag/interview" in plain
    return kind in ("questionnaire", "engagement", "mapping", "release") and not is_result(data)


def _is_ours(there: bytes, data: bytes) -> bool:
    """Whether a file is an output of cfdiag: it says so, or is text that begins with the same line."""
    if not there.strip():
        return True
    if there.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(there)) as parts, parts.open("docProps/core.xml") as core:
                return MARK in core.read(_CORE)
        except (KeyError, ValueError, OSError, zipfile.BadZipFile, NotImplementedError):
            return False
    first, _, _ = there.partition(b"\n")
    return MARK in there or (first[:1] not in (b"<", b"\x89", b"%") and data.startswith(first + b"\n"))


_CORE = 100_000
"""Bytes of a Word file's properties; they are a few hundred."""
