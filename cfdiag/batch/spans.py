"""Files of lines cut by size, without a look into them: nothing is read twice.

A span holds the lines that begin in it: it starts after the first line break at or after the byte before its
start, and ends with the line that reaches beyond its end. How many lines come before it is known only when
the others are read; until then its lines are numbered from `its number << 40` on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import accumulate

import msgspec

from cfdiag.batch.inputs import InputSource, open_file
from cfdiag.batch.streams import is_wide, not_utf8
from cfdiag.ground.addresses import is_stored
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.ground.files import cannot

BYTES_PER_SPAN_HERE = 1 << 22
"""About how many bytes of a file on this machine are one piece of work."""

BYTES_PER_SPAN = 64 << 20
"""The same of a file in a store, and wherever the work is done elsewhere."""

UNKNOWN_LINE = 40
"""Lines are numbered so many bits up while it is not known how many come before."""


def span_size(source: InputSource, *, elsewhere: bool) -> int:
    """By how many bytes a file of lines is cut: by more where it is far away, or the work is."""
    return BYTES_PER_SPAN if elsewhere or is_stored(source.file) else BYTES_PER_SPAN_HERE


def spans_of(source: InputSource, size: int) -> Iterator[InputSource]:
    """A file of lines in spans of so many bytes; an empty one, and one that is not there, is one span."""
    whole = size_of(source)
    for number, start in enumerate(range(0, max(whole, 1), size)):
        yield msgspec.structs.replace(
            source, kind="span", start=start, end=min(start + size, whole), line=(number << UNKNOWN_LINE) + 1
        )


def count_spans(source: InputSource, size: int) -> int:
    """Into how many spans `spans_of` parts a source, without opening it."""
    return max(1, -(-size_of(source) // size))


def size_of(source: InputSource) -> int:
    """How many bytes a file has, as far as that can be told without opening it."""
    if source.size:
        return source.size
    try:
        return os.stat(source.file).st_size  # noqa: PTH116  thousands of names are looked at
    except (OSError, ValueError):
        return 0


def span_lines(span: InputSource) -> Iterator[bytes]:
    """The lines that begin in a span, with their breaks.

    Raises:
        CfdiagError: `cannot-read`, `not-a-file`, `not-utf8`: it is the first of a file in UTF-16, of which no
            span has a line.
    """
    with open_file(span.file) as file:
        try:
            if is_wide(file.read(4)):
                if span.start == 0:
                    raise not_utf8(span.name)
                return
            at = max(span.start - 1, 0)
            file.seek(at)
            if span.start:
                # One line break more belongs to the piece before, which ends with it.
                at += len(file.readline())
            # A store is asked once for all of it.
            lines = BytesIO(file.read(max(span.end - at, 0))) if is_stored(span.file) else file
            # Where a file does not say how long it is, its end is where nothing comes any more.
            while (at < span.end or not span.end) and (line := lines.readline()):
                if lines is not file and not line.endswith(b"\n"):
                    line += file.readline()
                at += len(line)
                yield line
        except OSError as error:
            raise cannot("read", span.name, error) from error


class LineNumbers:
    """At which line each span begins: known when all were read once.

    Args:
        breaks: of each span its file as it is shown, its number, and how many lines begin in it.
    """

    def __init__(self, breaks: Iterable[tuple[str, int, int]]) -> None:
        self._breaks: dict[str, dict[int, int]] = {}
        self._first: dict[str, list[int]] = {}
        for file, number, n in breaks:
            self._breaks.setdefault(file, {})[number] = n

    def numbered(self, span: InputSource) -> InputSource:
        """The span with the number of its first line, where that is known."""
        line = self._line(span.name, span.line)
        return span if line == span.line else msgspec.structs.replace(span, line=line)

    def told(self, diagnostic: Diagnostic) -> Diagnostic:
        """The fault at its line in the whole file."""
        place = diagnostic.location
        if place is None or place.line >> UNKNOWN_LINE == 0:
            return diagnostic
        place = msgspec.structs.replace(place, line=self._line(place.file, place.line))
        return msgspec.structs.replace(diagnostic, location=place)

    def _line(self, file: str, line: int) -> int:
        number, here = line >> UNKNOWN_LINE, line & ((1 << UNKNOWN_LINE) - 1)
        known = self._breaks.get(file)
        if not number or known is None:
            return line
        if file not in self._first:
            # A span that could not be read has none; lines behind it are numbered as if it were empty.
            counts = (known.get(n, 0) for n in range(max(known) + 1))
            self._first[file] = [0, *accumulate(counts)]
        first = self._first[file]
        return first[min(number, len(first) - 1)] + here
