"""The journal of an interview: every event is on disk before it counts.

Append-only, mode 0600, no links followed, locked, `fdatasync` after every line. The format is in
`replay`; the rules and what they were measured against in the design, reliability.
"""

from __future__ import annotations

import contextlib
import errno
import os
import zlib
from pathlib import Path

import msgspec

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.endings import JOURNAL_SUFFIX
from cfdiag.ground.files import cannot, read_plain
from cfdiag.ground.sealing import NO_KEYS, Keys, Seal
from cfdiag.ground.writing import sync_folder
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
from cfdiag.interview.journal.finishing import (
    FinishedFile,
    finished_of,
)
from cfdiag.interview.journal.replay import Replay, encode_line, replay
from cfdiag.interview.journal.sealed import encode_head, encode_sealed_line, has_sealed_lines
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire


class Journal:
    """A journal that is held: locked, open for appending. Made by `create` or `take_up`."""

    def __init__(
        self,
        path: Path,
        handle: int,
        replayed: Replay,
        data: bytes = b"",
        *,
        seal: Seal | None = None,
        keys: Keys = NO_KEYS,
    ) -> None:
        self.path = path
        """Where it is now: another file than it began in, where that one is gone."""
        self._file = FinishedFile(finished_of(path), seal, keys)
        self._seal = seal
        self.state = replayed
        self.torn = len(replayed.torn)
        """How many bytes of a torn line were set aside in `NAME.open.jsonl.torn`."""
        self._handle = handle
        self._lines, self._end, self._crc = replayed.lines, replayed.end, replayed.crc
        self._previous = (replayed.end, replayed.crc)
        self._content = bytearray(data[: replayed.end])
        """All that the file must hold, for the day it does not."""

    @property
    def finished(self) -> Path:
        """The file it becomes; the name stays when the journal has to go elsewhere."""
        return self._file.path

    @property
    def sealed(self) -> bool:
        """Whether only the holder of a key can read what is kept."""
        return self._seal is not None

    @classmethod
    def create(
        cls,
        path: Path,
        interview: Interview,
        opened: Opened,
        seal: Seal | None = None,
        keys: Keys = NO_KEYS,
    ) -> Journal:
        """Begin a journal; its first line is the interview as it stands.

        Args:
            path: its file.
            interview: as it stands.
            opened: who holds it.
            seal: what its lines and the finished file are sealed with; without it they are in the clear.
            keys: what opens the finished file, where there is one already.

        Raises:
            CfdiagError: there is one already, it is held, or it cannot be made.
        """
        handle = open_locked(path, os.O_CREAT)
        try:
            data = read_journal_bytes(handle)
            # One whole line is an interview that somebody can go on with; it is never begun over.
            if data.count(b"\n") > has_sealed_lines(data):
                raise fault(
                    Code.EXISTS,
                    "there is an unfinished interview of that name",
                    f"go on with it: cfdiag interview --resume {path}",
                    Location(str(path)),
                )
            # What is there without one whole line is a journal that died while it was begun.
            keep_torn(handle, path, data, 0, aside=not has_sealed_lines(data))
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
            journal = cls(path, handle, nothing, seal=seal, keys=keys)
            journal._write(Entry(n=0, start=interview, do=opened))
            sync_folder(path.parent)
        except OSError as error:
            os.close(handle)
            raise cannot("write", path, error) from error
        except CfdiagError:
            # An empty journal would be listed among the interviews that can be gone on with.
            leave_no_empty(handle, path)
            raise
        return journal

    @classmethod
    def take_up(cls, path: Path, opened: Opened, keys: Keys = NO_KEYS) -> Journal:
        """Go on with a journal; a torn last line is set aside in a file beside it, of a sealed one it goes.

        Raises:
            CfdiagError: it is not there, held by another session, damaged, or cannot be written; it is sealed
                and the keys do not open it.
        """
        handle = open_locked(path, 0)
        try:
            data = read_journal_bytes(handle)
            replayed = replay(data, str(path), keys)
            seal = Seal(replayed.to) if replayed.to else None
            keep_torn(handle, path, replayed.torn, replayed.end, aside=seal is None)
            journal = cls(path, handle, replayed, data, seal=seal, keys=keys)
            # Who has it now stands in it: a second session is told whom to ask.
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
            # The finished file first, then the journal goes: a crash between the two leaves both, and never
            # none.
            self.save_finished(with_drafts(interview, drafts))
        except CfdiagError:
            self._take_back()
            raise
        self.remove()

    def save_finished(self, interview: Interview) -> None:
        """Write the finished file, over an earlier state of this interview only.

        Raises:
            CfdiagError: `exists`, `cannot-write`.
        """
        self._file.write(interview)

    def lock_finished(self, saved: Interview) -> bool:
        """Seal the finished file that it was reopened from, where that lies in the clear and this does not.

        Returns:
            Whether it was sealed.

        Raises:
            CfdiagError: `exists`, `cannot-write`.
        """
        return self._file.lock(saved)

    def restrict(self, interview: Interview, questionnaire: Questionnaire) -> None:
        """Write a stricter consent into the finished file that this interview was reopened from."""
        self._file.restrict(interview, questionnaire)

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

    def _encoded(self, entry: Entry) -> tuple[bytes, int]:
        """A line of the file and its crc; before the first of a sealed journal its head."""
        if self._seal is None:
            return encode_line(entry, self._crc)
        head = encode_head(self._seal, entry.start) if entry.start is not None else b""
        before = zlib.crc32(head) if head else self._crc
        line, crc = encode_sealed_line(entry.n, msgspec.json.encode(entry), before, self._seal)
        return head + line, crc

    def _write(self, entry: Entry) -> None:
        line, crc = self._encoded(entry)
        before = self._end
        # Smaller than any file: where even its size cannot be asked, it counts as replaced.
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
        # A cloud that syncs the folder, or an editor, may have put another file under this name.
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
            # A disk that is almost full takes a part, and says of how much.
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
        name = self.path.name.removesuffix(JOURNAL_SUFFIX)
        # A stick that was pulled takes its folder along; the answers are worth more than their place.
        folder = self.path.parent if self.path.parent.is_dir() else Path()
        # Never a name of the past: a file that was moved there, or finished, would be written over.
        for n in range(2, 100):
            path = folder / f"{name}.{n}{JOURNAL_SUFFIX}"
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
