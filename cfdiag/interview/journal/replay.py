"""A journal read back: each line checked, nothing guessed. Pure: bytes in, the interview out.

One JSON object a line: `{"crc":"…8 hex…","n":…,…}`. The crc32 is of the rest of its line and goes on
from that of the line before, so that a line that was changed, moved, doubled or left out shows.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import msgspec

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.sealing import NO_KEYS, Keys, needs_key
from cfdiag.interview import state
from cfdiag.interview.drafts import drafts_of, keep_drafts
from cfdiag.interview.events import Draft, Entry, Opened, Reopened
from cfdiag.interview.journal.sealed import decode_sealed_line, has_sealed_lines, read_head
from cfdiag.interview.undo import UndoHistory
from cfdiag.model.interview import INTERVIEW_FORMAT, Interview

_HEAD = b'{"crc":"'
_BODY = len(_HEAD) + 8 + 2


class Replay(msgspec.Struct, frozen=True, kw_only=True):
    """What a journal comes to."""

    interview: Interview
    drafts: dict[tuple[str, str], str]
    opened: Opened | None
    """The session that took it up last."""
    changed: bool
    """Whether anything was answered or changed since the journal was begun or reopened."""
    lines: int
    end: int
    """Where the last whole line ends, in bytes."""
    crc: int
    torn: bytes
    """What comes after it: a line that was never written whole."""
    begun: str = ""
    """When the journal was begun."""
    reopened: bool = False
    """Whether it was begun with a finished interview."""
    history: UndoHistory = msgspec.field(default_factory=UndoHistory)
    """What of it can be taken back."""
    to: tuple[str, ...] = ()
    """Whom its lines are sealed to; nobody where they are in the clear."""


def read_journal(data: bytes, file: str, keys: Keys = NO_KEYS) -> Interview:
    """The unfinished interview that a journal holds.

    Raises:
        CfdiagError: as `replay`.
    """
    return replay(data, file, keys).interview


def cut_off(found: Replay, file: str) -> Diagnostic | None:
    """That a journal ends in the middle of a line, where it does."""
    if not found.torn:
        return None
    return Diagnostic(
        Code.JOURNAL_CUT,
        "the journal is cut off: its last line is not whole and is left out; every line before it counts",
        Location(file, found.lines + 1, 1),
        "go on with the interview: what was cut off is then kept in a file beside it",
        severity="warning",
    )


def replay(data: bytes, file: str, keys: Keys = NO_KEYS) -> Replay:
    """Read a journal: all its whole lines, each checked.

    Args:
        data: the bytes of the file.
        file: its name, for faults.
        keys: what opens it, where it is sealed.

    Raises:
        CfdiagError: `journal-damaged` with the line, `journal-empty`, `newer-format`; `sealed`, `wrong-key`.
    """
    sealed = has_sealed_lines(data)
    lines = list(_sealed_lines(data, file, keys) if sealed else _whole_lines(data, file))
    if not lines or lines[0].entry.start is None:
        # NUL bytes alone are a file that had grown before its content was written: it never held anything.
        told = "the journal is cut off within its first line" if data.strip(b"\0") else "the journal is empty"
        hint = "restore it from a backup, or begin the interview anew"
        raise fault(Code.JOURNAL_EMPTY, told, hint, Location(file))
    interview = lines[0].entry.start
    if interview.format != INTERVIEW_FORMAT:
        raise _newer(file, 1)
    drafts = drafts_of(interview)
    opened: Opened | None = None
    history = UndoHistory()
    changed = False
    for line in lines:
        event = line.entry.do
        try:
            # Of a text that is being typed each pause is a draft: nobody takes back the last second.
            if event is not None and not isinstance(event, Draft):
                history.saw(interview, drafts, event)
            folded = interview if event is None else state.fold(interview, event)
            interview = state.moved(folded, line.entry.aside, line.entry.back)
        except KeyError:
            # A line that moves an answer that is not there was written for another interview.
            raise _damaged(file, line.entry.n + 1) from None
        if isinstance(event, Opened):
            opened = event
        elif event is not None:
            changed = not isinstance(event, Reopened)
            keep_drafts(drafts, event)
    last = lines[-1]
    return Replay(
        interview=interview,
        drafts=drafts,
        opened=opened,
        changed=changed,
        lines=len(lines),
        end=last.end,
        crc=last.crc,
        torn=data[last.end :],
        begun=lines[0].entry.do.at if isinstance(lines[0].entry.do, Opened) else "",
        history=history,
        reopened=lines[0].entry.start.finished is not None,
        to=head.to if sealed and (head := read_head(data)) is not None else (),
    )


def entries_in(data: bytes, file: str, keys: Keys = NO_KEYS) -> Iterator[Entry]:
    """What the whole lines of a journal say, one after the other.

    Raises:
        CfdiagError: as `replay`.
    """
    lines = _sealed_lines(data, file, keys) if has_sealed_lines(data) else _whole_lines(data, file)
    return (line.entry for line in lines)


class _Line(msgspec.Struct, frozen=True):
    entry: Entry
    end: int
    crc: int


def _whole_lines(data: bytes, file: str) -> Iterator[_Line]:
    number = start = crc = 0
    while (newline := data.find(b"\n", start)) >= 0:
        line, end = data[start:newline], newline + 1
        entry = _decode(line, crc, file, number + 1)
        # The first line holds the interview, and no other does: two journals put together are none.
        if entry is None or entry.n != number or (entry.start is None) is (number == 0):
            if number and end == len(data) and b"\0" in line:
                return  # the file had grown and its last bytes had not arrived when the power went
            raise _damaged(file, number + 1)
        crc = zlib.crc32(line[_BODY:], crc)
        yield _Line(entry, end, crc)
        number, start = number + 1, end


def _sealed_lines(data: bytes, file: str, keys: Keys) -> Iterator[_Line]:
    """The same of a sealed journal, whose head is its first line."""
    start = data.find(b"\n") + 1
    if start and read_head(data) is None:
        raise _damaged(file, 1)
    number, crc = 0, zlib.crc32(data[:start])
    while start and (newline := data.find(b"\n", start)) >= 0:
        end = newline + 1
        found = decode_sealed_line(data[start:newline], number, crc)
        if found is None:
            if end == len(data) and b"\0" in data[start:newline]:
                return
            raise _damaged(file, number + 2)
        if not keys.words:
            raise needs_key(file)
        sealed, crc = found
        try:
            entry = msgspec.json.decode(keys.opened(sealed, file), type=Entry)
        except msgspec.MsgspecError:
            raise _newer(file, number + 2) from None
        if entry.n != number or (entry.start is None) is (number == 0):
            raise _damaged(file, number + 2)
        yield _Line(entry, end, crc)
        number, start = number + 1, end


def encode_line(entry: Entry, before: int) -> tuple[bytes, int]:
    """A line of the journal, and the crc that the next one goes on from.

    Args:
        entry: what the line says.
        before: the crc of the line before; 0 at the beginning.
    """
    rest = msgspec.json.encode(entry)[1:]
    crc = zlib.crc32(rest, before)
    return b'%s%08x",%s\n' % (_HEAD, crc, rest), crc


def _decode(line: bytes, crc: int, file: str, number: int) -> Entry | None:
    rest = line[_BODY:]
    if line[:_BODY] != b'%s%08x",' % (_HEAD, zlib.crc32(rest, crc)):
        return None
    try:
        return msgspec.json.decode(b"{" + rest, type=Entry)
    except msgspec.MsgspecError:
        # The line is as it was written, so the one who wrote it knows more than we do.
        raise _newer(file, number) from None


def _damaged(file: str, line: int) -> CfdiagError:
    return fault(
        Code.JOURNAL_DAMAGED,
        "the journal is damaged here: this line is not as it was written",
        "restore it from a backup, or keep a copy and delete from this line on: the lines before it are whole"
        if line > 1
        else "restore the file from a backup",
        Location(file, line, 1),
    )


def _newer(file: str, line: int) -> CfdiagError:
    return fault(
        Code.NEWER_FORMAT,
        f"the journal is of a newer format than {INTERVIEW_FORMAT}",
        "update cfdiag",
        Location(file, line, 1),
    )
