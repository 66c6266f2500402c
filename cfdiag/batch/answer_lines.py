"""At which line of its file each answer of an interview stands, for the chain that `why` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from cfdiag.batch.inputs import InputSource, input_kind, open_file, read_whole
from cfdiag.batch.streams import holds_lines, inner_name, open_stream, read_all
from cfdiag.formats.answer_positions import answer_lines
from cfdiag.ground.addresses import is_stored
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import STDIN_NAME
from cfdiag.ground.sealing import is_sealed
from cfdiag.interview.journal.sealed import has_sealed_lines
from cfdiag.model.interview import Interview


class Places:
    """Lines of answers; a file with many interviews is looked through once.

    Args:
        stdin: what standard input held.
    """

    def __init__(self, stdin: bytes = b"") -> None:
        self._stdin = stdin
        self._by_id: dict[str, dict[str, int]] = {}

    def of(self, interview: Interview, file: str) -> Mapping[str, int]:
        """The line of each answer, by its key; nothing where it cannot be told."""
        if is_stored(file):  # results name an address without its server: another one would be asked
            return {}
        keys = interview.answers
        kind = input_kind(file)
        try:
            if holds_lines(file) and kind != "journal":
                line = self._line_of(file, interview.id)
                return dict.fromkeys(keys, line) if line else {}
            data = self._data_of(file)
        except CfdiagError:
            return {}
        if is_sealed(data) or has_sealed_lines(data):
            return {}
        return _events(data, keys) if kind == "journal" else answer_lines(data, inner_name(file))

    def _data_of(self, file: str) -> bytes:
        if file == STDIN_NAME:
            return self._stdin
        source = InputSource(file, kind=input_kind(file))
        return read_all(source) if source.kind == "stream" else read_whole(file)

    def _line_of(self, file: str, id_: str) -> int:
        if file not in self._by_id:
            source = InputSource(file, kind=input_kind(file))
            with open_stream(source) if source.kind == "stream" else open_file(file) as lines:
                self._by_id[file] = {_id_of(line): number for number, line in enumerate(lines, start=1)}
        return self._by_id[file].get(id_, 0)


class _Head(msgspec.Struct):
    id: str = ""


def _id_of(line: bytes) -> str:
    try:
        return msgspec.json.decode(line, type=_Head).id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


def _events(data: bytes, keys: Iterable[str]) -> dict[str, int]:
    """The last line of a journal that gave each answer; the first line holds those it began with."""
    found: dict[str, int] = {}
    lines = data.split(b"\n")
    for key in keys:
        wanted = b'"key":' + msgspec.json.encode(key)
        found[key] = next((n for n in range(len(lines), 0, -1) if wanted in lines[n - 1]), 1)
    return found
