"""Outputs to files: over an earlier output, never over what people answered or wrote."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from cfdiag import __version__
from cfdiag.formats.recognise import PARQUET_KEY, recognise
from cfdiag.formats.result import is_result
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.files import cannot, read_plain
from cfdiag.ground.marks import CALENDAR_MAKER, GENERATOR, LAST_LINE, LAST_LINE_OF_PDF
from cfdiag.ground.writing import append, create_atomically, write_atomically

READ_WHOLE = 20_000_000
"""Of a larger file nobody can say here what it is."""

_BEGINNING = 1_000_000
"""So many bytes tell what a file is."""
MARK = b"cfdiag"
"""The word that every output holds. By itself it is none of its marks: notes speak of cfdiag too."""

Contents = Callable[[], Iterable[bytes]]
"""What a file is to hold, part by part, and from the beginning each time it is called."""


def write_over(path: Path, data: bytes | Contents, *, force: bool = False) -> Path:
    """Write a result or a report over an earlier one.

    Args:
        path: where it goes.
        data: what is written, whole or as it comes.
        force: whether it may take the place of a file that cfdiag did not make. What people answered
            or wrote stays all the same.

    Returns:
        Where it is: `NAME (2).docx` where another program holds NAME.docx, as Word does on Windows.

    Raises:
        CfdiagError: `exists`, where something else is there; `cannot-write`.
    """
    if path.is_file() and not path.is_symlink():
        there = (
            _ends_of(path) if callable(data) else read_plain(str(path), READ_WHOLE, "choose another --output")
        )
        # Not even with --force: what people answered cannot be made a second time.
        if _is_kept(there, path.name):
            what = "an interview, a response, a questionnaire, an engagement or a plan"
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
        write_atomically(path, data() if callable(data) else data)
    except CfdiagError as error:
        if not (isinstance(error.__cause__, PermissionError) and path.is_file()):
            raise
        return _beside(path, data, error)
    return path


def with_last_line(data: bytes, format_: str) -> bytes:
    """What goes to a file; text for people with a last line that says who made it: so it can be made again.

    Args:
        data: as it is shown on a terminal.
        format_: its format; other than `text` it is left as it is.
    """
    return data.rstrip(b"\n") + f"\n\ncfdiag {__version__}\n".encode() if format_ == "text" else data


def _ends_of(path: Path) -> bytes:
    """What a file says of itself: all of a short one, of a long one its beginning and its end."""
    try:
        with path.open("rb") as file:
            head = file.read(_BEGINNING)
            if len(head) == _BEGINNING:
                left, wanted = path.stat().st_size - _BEGINNING, _CORE
                if head.startswith(_PARQUET):
                    file.seek(-min(_FOOTER_END, left), io.SEEK_END)
                    wanted = _footer_size(file.read())
                file.seek(-min(wanted, left), io.SEEK_END)
            return head + file.read()
    except OSError as error:
        raise cannot("read", path, error) from error


def _first_of(data: bytes | Contents) -> bytes:
    return next(iter(data()), b"") if callable(data) else data


def _beside(path: Path, data: bytes | Contents, held: CfdiagError) -> Path:
    for n in range(2, 100):
        other = path.with_name(f"{path.stem} ({n}){path.suffix}")
        try:
            create_atomically(other, data() if callable(data) else data)
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
    # A variable of the environment is easily set wrong, and whoever adds spoils silently.
    if page.is_file() and not page.is_symlink() and recognise(read_plain(str(page)), page.name):
        hint = "GITHUB_STEP_SUMMARY names a page of Markdown"
        message = "the summary page is a file of cfdiag; nothing was added"
        raise fault(Code.EXISTS, message, hint, Location(str(page)))
    append(page, text.encode())


_KEPT = frozenset(("questionnaire", "engagement", "mapping", "release", "plan", "response"))


def _is_kept(data: bytes, name: str) -> bool:
    """Whether a file is what people answered or wrote, in whatever order and form its keys stand."""
    kind = recognise(data, name)
    # JSON may write a slash with a backslash before it.
    plain = data.replace(b"\\/", b"/")
    if kind == "interview":
        return b"cfdiag/interview" in plain
    return kind in _KEPT and not is_result(data)


def _is_ours(there: bytes, data: bytes | Contents) -> bool:
    """Whether a file is an output of cfdiag: it says so, or is text that begins with the same line."""
    if not there.strip() or there.startswith(_TABLES):
        return True
    if there.startswith(_PARQUET):
        return carries_mark(there)
    # What a Word file says of itself is compressed: its bytes as they lie there tell nothing.
    if there.startswith(b"PK"):
        return MARK in _core_of(there)
    # A table or a text of ours begins with the same head; pages and pictures all begin alike.
    first, _, rest = there.strip().partition(b"\n")
    # What is laid out for people names the next command at its end; a note may speak of cfdiag anywhere.
    if carries_mark(there) or any(MARK in line for line in (first, rest.rpartition(b"\n")[2])):
        return True
    return (
        first[:1] not in (b"<", b"\x89", b"%")
        and _first_of(data).partition(b"\n")[0].rstrip() == first.rstrip()
    )


def carries_mark(data: bytes) -> bool:
    """Whether a file says itself that cfdiag made it: a text that only speaks of cfdiag does not.

    Args:
        data: the bytes of the file, unlocked.
    """
    if data.startswith(_PARQUET):
        return _GENERATED_PARQUET in data[-_footer_size(data) :]
    if not data.startswith(b"PK"):
        return _GENERATED.search(data) is not None
    return _GENERATED_OFFICE.search(_core_of(data)) is not None


def _core_of(data: bytes) -> bytes:
    """What a Word file says of itself; nothing where it is none, or cannot be opened."""
    import zipfile  # noqa: PLC0415  few outputs stand where there is a Word file

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts, parts.open("docProps/core.xml") as core:
            return core.read(_CORE)
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return b""


def _footer_size(end: bytes) -> int:
    """How many bytes at the end of a Parquet file hold what it says of itself, by its last ones."""
    return int.from_bytes(end[-_FOOTER_END:-4], "little") + _FOOTER_END


_GENERATED = re.compile(
    rb"""\A\s*\{\s*"format"\s*:\s*"cfdiag/[a-z]+@"""
    rb"""|%b(?:\ [^"]*)?">"""
    rb"""|^%b\s*\Z"""
    rb"""|^%b"""
    rb"""|^%b$"""
    rb"""|<testsuites\ name="cfdiag"\ """
    rb"""|^cfdiag\ [0-9][\w.+-]*,\ \w+\ [0-9]+$"""  # of Markdown its method, of comments how many
    rb"""|^cfdiag\ [0-9][\w.+-]*\s*\Z"""  # the last line of a text
    % tuple(re.escape(mark).encode() for mark in (GENERATOR, LAST_LINE, CALENDAR_MAKER, LAST_LINE_OF_PDF)),
    re.MULTILINE | re.VERBOSE,
)
_GENERATED_OFFICE = re.compile(rb"<(dc:description|dc:creator)>cfdiag(?: [0-9][\w.+-]*)?</\1>")
_PARQUET = b"PAR1"
"""How such a file begins, and ends."""
_FOOTER_END = 8
"""Bytes behind its metadata: how many those are, and the four it began with."""
_GENERATED_PARQUET = b"\x06" + PARQUET_KEY
"""A key of its metadata, after its length."""
_TABLES = (b"questionnaire,version,breakdown,", b"questionnaire,version,interview,")
"""How the CSV of a result and of interviews begin: further columns differ from one to the next."""
_CORE = 100_000
"""Bytes of a Word file's properties, a few hundred; of a long file so many of its end are looked at."""
