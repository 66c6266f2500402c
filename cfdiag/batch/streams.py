"""What comes through a stream: lines of interviews in blocks, an array of them, or one interview.

A stream is read once and forward, and never held: compressed files, and whatever else has no offsets.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import BinaryIO, cast

import msgspec

from cfdiag.batch.inputs import (
    COMPRESSED,
    LARGEST_INPUT,
    LINE_SUFFIXES,
    InputSource,
    open_file,
)
from cfdiag.batch.intake import Piece
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.extras import optional
from cfdiag.ground.files import LARGEST
from cfdiag.ground.sealing import SEALED_SUFFIX

Refuse = Callable[[CfdiagError], None]
"""Told what of a stream cannot be used; the rest goes on."""

BYTES_PER_READ = 1 << 22
"""So much of a stream is read at once."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins."""
_RAW = msgspec.json.Decoder(list[msgspec.Raw])


def inner_name(file: str) -> str:
    """The name of what a file holds: without the ending that says it is sealed, and that it is compressed."""
    for endings in ((SEALED_SUFFIX,), COMPRESSED):
        name = file.lower()
        file = next((file[: -len(each)] for each in endings if name.endswith(each)), file)
    return file


def holds_lines(file: str) -> bool:
    """Whether a file holds an interview a line, by its name."""
    return inner_name(file).lower().endswith(LINE_SUFFIXES)


@contextmanager
def open_stream(source: InputSource) -> Iterator[BinaryIO]:
    """What a compressed file holds, to be read from its beginning.

    Raises:
        CfdiagError: it cannot be opened, or what reads it is not installed.
    """
    with open_file(source.file) as file:
        yield _stream(file, source.path)


def _stream(file: BinaryIO, name: str) -> BinaryIO:
    if name.lower().endswith(".gz"):
        import gzip  # noqa: PLC0415  most files are not compressed

        return cast("BinaryIO", gzip.GzipFile(fileobj=file))
    if not name.lower().endswith(COMPRESSED):
        return file
    reader = optional("zstandard", "zstd").ZstdDecompressor()
    return cast("BinaryIO", reader.stream_reader(file, read_across_frames=True))


def read_all(source: InputSource) -> bytes:
    """Everything that a compressed file holds.

    Raises:
        CfdiagError: it cannot be read, or holds too much to be held.
    """
    with open_stream(source) as stream:
        return _all_of(stream, source)


def decompressed(data: bytes, name: str) -> bytes:
    """What bytes hold that are compressed as the name says.

    Raises:
        CfdiagError: they are damaged, hold too much, or what reads them is not installed.
    """
    return _all_of(_stream(io.BytesIO(data), name), InputSource(name))


def compressed(data: bytes, name: str) -> bytes:
    """Bytes compressed as the name says.

    Raises:
        CfdiagError: `missing-extra`.
    """
    if name.lower().endswith(".gz"):
        import gzip  # noqa: PLC0415  as above

        return gzip.compress(data, mtime=0)
    made: bytes = optional("zstandard", "zstd").ZstdCompressor().compress(data)
    return made


def _all_of(stream: BinaryIO, source: InputSource) -> bytes:
    data = b"".join(_blocks(stream, source, LARGEST + 1))
    if len(data) > LARGEST:
        raise _too_large(source.name, 0)
    return data


def pieces_of(source: InputSource, refuse: Refuse) -> Iterator[Piece]:
    """The interviews of a compressed file.

    Raises:
        CfdiagError: it cannot be read, or not to its end.
    """
    with open_stream(source) as stream:
        blocks = _blocks(stream, source)
        head = next(blocks, b"")
        if is_wide(head[:4]):
            raise not_utf8(source.name)
        if holds_lines(source.path):
            yield from _lines(head, blocks, source.name, refuse)
            return
        data = head + b"".join(_at_most(blocks, LARGEST - len(head), source.name))
    yield from pieces_in(data, source.name, named=source.named)


def pieces_in(data: bytes, name: str, *, named: bool) -> Iterator[Piece]:
    """One interview, an array of them, or one a line: then the first line is a document and more follows."""
    start = data.lstrip()
    if begins_with_lines(start):
        yield from each_line(name, data.split(b"\n"), count(1))
    elif start[:1] == b"[" and (parts := _elements(data, named=named)) is not None:
        yield from (Piece(name, part, line, named=named) for line, part in parts)
    else:
        yield Piece(name, data, named=named)


def begins_with_lines(data: bytes) -> bool:
    """Whether there is an interview a line: the first line is a whole document, and more follows."""
    first, _, rest = data.lstrip().partition(b"\n")
    return bool(rest.strip()) and _is_document(first)


def each_line(name: str, lines: Iterable[bytes], numbers: Iterator[int]) -> Iterator[Piece]:
    """The interviews of some lines; of the numbers one is taken for every line that comes, and no more."""
    for text, line in zip(lines, numbers, strict=False):  # a line that does not come takes no number
        if text and not text.isspace():
            yield Piece(name, text.removesuffix(b"\n"), line, named=True)


def is_wide(head: bytes) -> bool:
    """Whether text is in UTF-16, with its mark or by the zeros in it: no line of it is one."""
    return head.startswith(_WIDE) or b"\0" in head


def not_utf8(name: str) -> CfdiagError:
    """The fault of a file in UTF-16."""
    hint = "save it as UTF-8: a shell's > may write UTF-16"
    return fault(Code.NOT_UTF8, "the file is not UTF-8 text", hint, Location(name, 1, 1))


def _elements(data: bytes, *, named: bool) -> list[tuple[int, bytes]] | None:
    """The elements of an array, each with its line; None where it is none, or none of interviews."""
    try:
        parts = [bytes(part) for part in _RAW.decode(data)]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    if not parts or not (named or b"cfdiag/interview@" in parts[0]):
        return None
    found, at, line = [], 0, 1
    for part in parts:
        start = data.index(part, at)
        line += data.count(b"\n", at, start)
        found.append((line, part))
        line += part.count(b"\n")
        at = start + len(part)
    return found


def _lines(head: bytes, blocks: Iterator[bytes], name: str, refuse: Refuse) -> Iterator[Piece]:
    rest, line = head, 1
    for block in blocks:
        whole, found, rest = (rest + block).rpartition(b"\n")
        yield from each_line(name, whole.split(b"\n"), count(line))
        line += whole.count(b"\n") + len(found)
        if len(rest) > LARGEST_INPUT:
            refuse(_too_large(name, line))
            rest = _past_the_line(blocks)
            line += 1
    yield from each_line(name, rest.split(b"\n"), count(line))


def _past_the_line(blocks: Iterator[bytes]) -> bytes:
    """What comes after a line that is too long."""
    for block in blocks:
        _, found, rest = block.partition(b"\n")
        if found:
            return rest
    return b""


def _at_most(blocks: Iterator[bytes], most: int, name: str) -> Iterator[bytes]:
    for block in blocks:
        most -= len(block)
        if most < 0:
            raise _too_large(name, 0)
        yield block


def _blocks(stream: BinaryIO, source: InputSource, most: int = 0) -> Iterator[bytes]:
    """A stream in blocks, up to about so many bytes; a damaged one ends with a fault."""
    read, damages = 0, _damages(source)
    while not most or read < most:
        try:
            block = stream.read(BYTES_PER_READ)
        except damages as error:
            raise fault(
                Code.CANNOT_READ,
                "the compressed file is damaged or ends too early; what came before is scored",
                "compress it anew",
                Location(source.name),
            ) from error
        if not block:
            return
        read += len(block)
        yield block


def _damages(source: InputSource) -> tuple[type[Exception], ...]:
    """What a stream raises where it is damaged."""
    usual = EOFError, zlib.error, OSError, ValueError
    zipped = source.path.lower().endswith(".zst")
    return (*usual, optional("zstandard", "zstd").ZstdError) if zipped else usual


def _too_large(name: str, line: int) -> CfdiagError:
    most = (LARGEST_INPUT if line else LARGEST) >> 20
    what = "the line" if line else "what the file holds as one document"
    hint = "several interviews go into a .jsonl file, one a line"
    place = Location(name, line, 1 if line else 0)
    return fault(Code.TOO_LARGE, f"{what} is larger than {most} MB and was not read", hint, place)


def _is_document(data: bytes) -> bool:
    try:
        msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True
