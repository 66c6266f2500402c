"""What passes by once, standard input and pipes: kept for as long as it is scored, for it may be read twice.

A little stays in memory; more goes into a private temporary file block by block, from which it is read as any
other: in pieces, by several processes, every line with its number.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

import msgspec

from cfdiag.batch.inputs import InputSource
from cfdiag.batch.streams import BYTES_PER_READ, begins_with_lines
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic
from cfdiag.ground.files import cannot

_MARK = b"\xef\xbb\xbf"


@contextmanager
def kept_meanwhile(
    sources: Sequence[InputSource], stdin: BinaryIO | bytes | None, faults: list[Diagnostic]
) -> Iterator[tuple[list[InputSource], tuple[bytes, ...]]]:
    """Sources that can be read as often as is needed, and what of them is in memory.

    Args:
        sources: as they were found.
        stdin: what `-` stands for.
        faults: takes what could not be read.
    """
    passing = [source for source in sources if source.kind in ("stdin", "pipe")]
    if not passing:
        yield list(sources), ()
        return
    import tempfile  # noqa: PLC0415  most interviews stay where they are

    given: list[bytes] = []
    with tempfile.TemporaryDirectory(prefix="cfdiag-") as folder:
        kept = [source for source in sources if source not in passing]
        for number, source in enumerate(passing):
            kept += _kept(source, stdin, Path(folder, str(number)), given, faults)
        yield kept, tuple(given)


def _opened(source: InputSource, stdin: BinaryIO | bytes | None) -> AbstractContextManager[BinaryIO]:
    """A pipe is closed when it is read; standard input is the caller's."""
    if source.kind == "pipe":
        return Path(source.file).open("rb")
    return nullcontext(io.BytesIO(stdin or b"") if stdin is None or isinstance(stdin, bytes) else stdin)


def _kept(
    source: InputSource,
    stdin: BinaryIO | bytes | None,
    path: Path,
    given: list[bytes],
    faults: list[Diagnostic],
) -> list[InputSource]:
    """The same as a source that stays; none where it could not be read, which is noted."""
    try:
        with _opened(source, stdin) as stream:
            return [_copied(source, stream, path, given)]
    except CfdiagError as error:
        faults.extend(error.diagnostics)
    except OSError as error:
        faults.extend(cannot("read", source.name, error).diagnostics)
    return []


def _copied(source: InputSource, stream: BinaryIO, path: Path, given: list[bytes]) -> InputSource:
    head = _block(stream)
    more = _block(stream) if len(head) == BYTES_PER_READ else b""
    head = head.removeprefix(_MARK)
    if not more:
        given.append(head)
        return InputSource(source.name, start=len(given) - 1, kind="given", named=True)
    try:
        with path.open("wb") as file:
            file.write(head)
            while more:
                file.write(more)
                more = _block(stream)
    except OSError as error:
        raise cannot("write", path, error) from error
    kind = "lines" if begins_with_lines(head) else "stream"
    return msgspec.structs.replace(source, file=str(path), kind=kind, shown=source.name)


def _block(stream: BinaryIO) -> bytes:
    """So many bytes, or all that still come: a pipe hands them on by the few thousand."""
    parts, room = [], BYTES_PER_READ
    while room and (part := stream.read(room)):
        parts.append(part)
        room -= len(part)
    return b"".join(parts)
