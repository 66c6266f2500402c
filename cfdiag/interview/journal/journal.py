"""The journal of an interview: every event is on disk before it counts.

Append-only, mode 0600, no links followed, locked, `fdatasync` after every line. The format is in
`replay`; the rules and what they were measured against in the design, reliability.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

import msgspec

from cfdiag.formats.interview import read_interview
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.files import (
    cannot,
    create_atomically,
    read_bytes,
    read_plain,
    sync_folder,
    write_atomically,
)
from cfdiag.interview.days import in_days
from cfdiag.interview.drafts import with_drafts
from cfdiag.interview.events import Entry, Event, Opened
from cfdiag.interview.journal.file import (
    close,
    keep_torn,
    leave_no_empty,
    open_locked,
    read_journal_bytes,
    same_file,
    sync_journal,
)
from cfdiag.interview.journal.replay import Replay, encode_line, read_journal, replay
from cfdiag.interview.state import as_finished
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.rules.voices import restricted

__all__ = ["Journal", "complete", "finished_of", "journal_of", "read_journal", "replay", "write_finished"]

SUFFIX = ".open.jsonl"


def journal_of(path: Path) -> Path:
    """The journal that belongs to a finished file: `NAME.json` → `NAME.open.jsonl`."""
    return path if path.name.endswith(SUFFIX) else path.with_name(path.name.removesuffix(".json") + SUFFIX)


def finished_of(path: Path) -> Path:
    """The finished file that belongs to a journal: `NAME.open.jsonl` → `NAME.json`."""
    return path.with_name(path.name.removesuffix(SUFFIX) + ".json") if path.name.endswith(SUFFIX) else path


class Journal:
    """A journal that is held: locked, open for appending. Made by `create` or `take_up`."""

    def __init__(self, path: Path, handle: int, replayed: Replay, data: bytes = b"") -> None:
        self.path = path
        """Where it is now: another file than it began in, where that one is gone."""
        self.finished = finished_of(path)
        """The file it becomes; the name stays when the journal has to go elsewhere."""
        self.state = replayed
        self.torn = len(replayed.torn)
        """How many bytes of a torn line were set aside in `NAME.open.jsonl.torn`."""
        self._handle = handle
        self._lines, self._end, self._crc = replayed.lines, replayed.end, replayed.crc
        self._previous = (replayed.end, replayed.crc)
        self._content = bytearray(data[: replayed.end])
        """All that the file must hold, for the day it does not."""

    @classmethod
    def create(cls, path: Path, interview: Interview, opened: Opened) -> Journal:
        """Begin a journal; its first line is the interview as it stands.

        Raises:
            CfdiagError: there is one already, it is held, or it cannot be made.
        """
        handle = open_locked(path, os.O_CREAT)
        try:
            data = read_journal_bytes(handle)
            if b"\n" in data:
                raise fault(
                    Code.EXISTS,
                    "there is an unfinished interview of that name",
                    f"go on with it: cfdiag interview --resume {path}",
                    Location(str(path)),
                )
            # What is there without one whole line is a journal that died while it was begun.
            keep_torn(handle, path, data, 0)
            nothing = Replay(
                interview=interview,
                drafts={},
                opened=opened,
                changed=False,
                lines=0,
                end=0,
                crc=0,
                torn=b"",
            )
            journal = cls(path, handle, nothing)
            journal._write(Entry(n=0, start=interview, do=opened))
            sync_folder(path.parent)
        except OSError as error:
            os.close(handle)
            raise cannot("write", path, error) from error
        except CfdiagError:
            leave_no_empty(handle, path)
            raise
        return journal

    @classmethod
    def take_up(cls, path: Path, opened: Opened) -> Journal:
        """Go on with a journal; a torn last line is set aside in a file beside it.

        Raises:
            CfdiagError: it is not there, held by another session, damaged, or cannot be written.
        """
        handle = open_locked(path, 0)
        try:
            data = read_journal_bytes(handle)
            replayed = replay(data, str(path))
            keep_torn(handle, path, replayed.torn, replayed.end)
            journal = cls(path, handle, replayed, data)
            journal.append(opened, (), ())
        except OSError as error:
            os.close(handle)
            raise cannot("write", path, error) from error
        except CfdiagError:
            os.close(handle)
            raise
        return journal

    def append(self, event: Event, aside: tuple[str, ...], back: tuple[str, ...]) -> Path | None:
        """Add one line; when this returns it is on disk. After a fault the file is as it was.

        Returns:
            The new file, where the one before is gone, replaced or cut: the whole interview is in it.

        Raises:
            CfdiagError: `cannot-write`.
        """
        before = self.path
        self._write(Entry(n=self._lines, do=event, aside=aside, back=back))
        return self.path if self.path != before else None

    def confirm(self) -> None:
        """Open the file anew by its name and see that everything is in it; else write it anew elsewhere.

        Raises:
            CfdiagError: `cannot-write`.
        """
        try:
            there = read_plain(str(self.path))
        except CfdiagError:
            there = b""
        if there != self._content or not same_file(self._handle, self.path):
            self._move()

    def finish(self, interview: Interview, drafts: dict[tuple[str, str], str]) -> None:
        """Write the finished file, then take the journal away and let go of it.

        Raises:
            CfdiagError: the file could not be written; the journal stands as before the last line.
        """
        try:
            write_finished(self.finished, with_drafts(interview, drafts))
        except CfdiagError:
            self._take_back()
            raise
        self.remove()

    def restrict(self, interview: Interview, questionnaire: Questionnaire) -> None:
        """Write a stricter consent into the finished file that this interview was reopened from.

        Whoever is handed that file alone then has it too. Where it cannot be written the journal still says
        so, and scoring takes the stricter of the two.
        """
        path = self.finished
        with contextlib.suppress(CfdiagError):
            saved = read_interview(read_bytes(path), str(path)) if path.is_file() else None
            if saved is not None and saved.id == interview.id:
                kept = restricted(saved, interview, questionnaire)
                if kept is not saved:
                    write_atomically(path, encode_interview(kept))

    def remove(self) -> None:
        """Let go of the journal and take it away; one that stays is found at the next start.

        Let go first: Windows removes no file that is open. What has taken its name is not ours to remove.
        """
        ours = self._handle >= 0 and same_file(self._handle, self.path)
        self.close()
        if ours:
            with contextlib.suppress(OSError):
                self.path.unlink()
                sync_folder(self.path.parent)

    def close(self) -> None:
        """Let go of the journal: the lock ends with it."""
        if self._handle >= 0:
            close(self._handle)
            self._handle = -1

    def _write(self, entry: Entry) -> None:
        line, crc = encode_line(entry, self._crc)
        before = self._end
        size = -1
        try:
            if os.fstat(self._handle).st_size > before:
                os.ftruncate(self._handle, before)  # a fault before this one could not be undone then
            self._put(line)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, before)
            raise cannot("write", self.path, error) from error
        finally:
            # Also when a signal breaks in: what is in the file whole counts, and nothing else does.
            size = os.fstat(self._handle).st_size
            if size == before + len(line):
                self._advance(line, crc)
        if size != self._end or not same_file(self._handle, self.path):
            if size != before + len(line):
                self._advance(line, crc)
            self._move()

    def _advance(self, line: bytes, crc: int) -> None:
        self._previous = (self._end, self._crc)
        self._lines, self._end, self._crc = self._lines + 1, self._end + len(line), crc
        self._content += line

    def _put(self, line: bytes) -> None:
        done = 0
        while done < len(line):
            done += os.write(self._handle, line[done:])
        sync_journal(self._handle)

    def _move(self) -> None:
        """Write everything into a new file: what stands under the old name is not what was written there.

        Raises:
            CfdiagError: `cannot-write`; the last line is not taken.
        """
        try:
            path, handle = self._elsewhere()
        except CfdiagError:
            self._take_back()
            raise
        self.close()
        self.path, self._handle = path, handle

    def _elsewhere(self) -> tuple[Path, int]:
        """A new journal with all of it beside the old one; where its folder is gone, in this one."""
        name = self.path.name.removesuffix(SUFFIX)
        folder = self.path.parent if self.path.parent.is_dir() else Path()
        for n in range(2, 100):
            path = folder / f"{name}.{n}{SUFFIX}"
            if path.exists() or path.is_symlink() or finished_of(path).exists():
                continue
            handle = open_locked(path, os.O_CREAT | os.O_EXCL)
            try:
                done = 0
                while done < len(self._content):
                    done += os.write(handle, self._content[done:])
                sync_journal(handle)
                sync_folder(folder)
            except OSError as error:
                close(handle)
                with contextlib.suppress(OSError):
                    path.unlink()
                raise cannot("write", path, error) from error
            return path, handle
        raise cannot("write", self.path, FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)))

    def _take_back(self) -> None:
        self._end, self._crc = self._previous
        self._lines -= 1
        del self._content[self._end :]
        with contextlib.suppress(OSError):
            if os.fstat(self._handle).st_size > self._end:
                os.ftruncate(self._handle, self._end)
                sync_journal(self._handle)


def write_finished(path: Path, interview: Interview) -> None:
    """Write a finished interview, over an earlier state of the same interview only.

    Raises:
        CfdiagError: `exists` where another interview has that name, `cannot-write`.
    """
    data = encode_interview(interview)
    if path.exists() and _id_in(path) == interview.id:
        write_atomically(path, data)
        return
    try:
        create_atomically(path, data)
    except FileExistsError as error:
        raise fault(
            Code.EXISTS,
            "there is another file of the name that the finished interview gets",
            "move that file away and finish again; every answer is in the journal",
            Location(str(path)),
        ) from error


def complete(journal: Journal, questionnaire: Questionnaire | None) -> Interview | None:
    """End what a crash left between the last line and the finished file; None where nothing is left.

    Args:
        journal: in hand.
        questionnaire: what was asked; where it is nowhere, the file holds no times, for it may be anonymous.

    Raises:
        CfdiagError: the file could not be written.
    """
    interview = journal.state.interview
    if interview.finished is None:
        return None
    try:
        ready = as_finished(questionnaire, interview) if questionnaire is not None else in_days(interview)
        ready = with_drafts(ready, journal.state.drafts)
        write_finished(finished_of(journal.path), ready)
    except CfdiagError:
        journal.close()
        raise
    journal.remove()
    return ready


class _Identified(msgspec.Struct):
    id: str = ""


def _id_in(path: Path) -> str:
    try:
        return msgspec.json.decode(read_plain(str(path)), type=_Identified).id
    except (CfdiagError, msgspec.MsgspecError, UnicodeDecodeError):
        return ""
