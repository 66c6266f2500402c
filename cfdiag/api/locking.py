"""Locking files that are there already, and unlocking them: sealed beside the file, then that one goes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cfdiag.api.surroundings import around
from cfdiag.batch.inputs import SUFFIXES, InputSource, find_here, is_journal, is_read, refuse_addresses
from cfdiag.batch.others import is_of_others
from cfdiag.formats.recognise import recognise
from cfdiag.ground import durable
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.endings import JOURNAL_SUFFIX, TORN_SUFFIX
from cfdiag.ground.files import open_plain, read_plain
from cfdiag.ground.sealing import SEALED_SUFFIX, Keys, Seal, is_sealed, sealed_name
from cfdiag.ground.writing import sync_folder, write_new
from cfdiag.interview.journal.sealed import has_sealed_lines
from cfdiag.model.file_names import RELEASES_NAME

__all__ = ["Locked", "lock_files", "recipients_near", "unlock_files"]


class Locked(NamedTuple):
    """What became of the files."""

    written: list[Path]
    kept: list[Path]
    """The files in the clear that are there still."""
    faults: list[Diagnostic]
    left: list[Path]
    """Of folders that were named: files that are no interviews, and stay as they are."""


def recipients_near(paths: Sequence[str], encrypt_to: Sequence[str]) -> Seal:
    """What seals: for those who are named, else for the recipients of the engagement around these paths.

    Raises:
        CfdiagError: `no-recipient`: nobody is named; `bad-recipient`, `missing-extra`; `wrong-use`: a path is
            an address.
    """
    refuse_addresses(paths)
    near = around(paths, None, {"cfdiag", "recipients"}.__contains__)
    return Seal(encrypt_to or near.engagement.recipients)


def lock_files(paths: Sequence[str], seal: Seal, *, keep: bool = False) -> Locked:
    """Seal files, each into `NAME.age` beside it; of a folder that is named the interviews alone.

    Results, reports and lists stay as they are: other files lead to them, and people open them. Whoever wants
    one locked names it.

    Args:
        paths: files, folders, globs.
        seal: what seals them.
        keep: whether the files in the clear stay.

    Raises:
        CfdiagError: not one of the paths can be found; `wrong-use`: one is an address.
    """
    done = Locked([], [], [], [])
    for source in _files(paths, done.faults):
        path = Path(source.file)
        if path.name.endswith(SEALED_SUFFIX) or path.name == RELEASES_NAME:
            continue
        if not source.named and not is_read(sealed_name(path).name):
            # Once locked nobody would look for it in the folder, and it would be missed without a word.
            done.faults.append(_stays_open(path))
            continue
        try:
            if is_journal(source) or not is_of_others(source, read_plain(source.file)):
                _lock_one(path, seal, done, keep=keep)
        except CfdiagError as error:
            done.faults.extend(error.diagnostics)
    told = {Path(each.location.file) for each in done.faults if each.location}.union(done.kept)
    there = (path for path in sorted(_in_folders(paths)) if path not in told)
    done.left.extend(path for path in there if _may_hold_words(path))
    return done


def unlock_files(paths: Sequence[str], keys: Keys) -> Locked:
    """Open sealed files: `NAME` is written, `NAME.age` stays.

    Args:
        paths: files, folders, globs.
        keys: what opens them.

    Raises:
        CfdiagError: `wrong-use`: a path is an address; `sealed`: there is no key; not one of the paths can be
            found.
    """
    refuse_addresses(paths)
    if not keys.words:
        raise fault(Code.SEALED, "unlocking takes your key", "name its file: --identity FILE")
    done = Locked([], [], [], [])
    found = [Path(source.file) for source in _files(paths, done.faults)]
    # Whatever was locked by its name is opened again by that of its folder.
    for path in sorted({*found, *_in_folders(paths), *filter(Path.is_file, map(_sealed_torn_of, found))}):
        if path.name.endswith(SEALED_SUFFIX):
            _unlock_one(path, keys, done)
    return done


def _lock_one(path: Path, seal: Seal, done: Locked, *, keep: bool) -> None:
    with _at_rest(path) as data:
        if is_sealed(data) or has_sealed_lines(data):
            return
        torn = _torn_of(path)
        files = {path: data} | ({torn: read_plain(str(torn))} if torn.is_file() else {})
        for each in files:
            if sealed_name(each).exists():
                raise fault(
                    Code.EXISTS,
                    "there is a locked file of that name already",
                    "look which of the two is the newer one, and move the other away",
                    Location(str(sealed_name(each))),
                )
        # All on disk before the others go: a crash in between leaves both.
        for each, held in files.items():
            write_new(sealed_name(each), seal.sealed(held))
            done.written.append(sealed_name(each))
        if keep:
            done.kept.extend(files)
        elif os.name != "nt":
            _take_away(files)
    # Windows removes no file that is open.
    if not keep and os.name == "nt":  # pragma: no cover
        _take_away(files)


def _take_away(files: Iterable[Path]) -> None:
    for path in files:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
            sync_folder(path.parent)


def _sealed_torn_of(path: Path) -> Path:
    """The same of one that is locked, `NAME.open.jsonl.age`."""
    return sealed_name(_torn_of(path.with_name(path.name.removesuffix(SEALED_SUFFIX))))


def _torn_of(path: Path) -> Path:
    """The file of half lines that were set aside beside a journal."""
    return path.with_name(path.name + TORN_SUFFIX)


@contextlib.contextmanager
def _at_rest(path: Path) -> Iterator[bytes]:
    """The bytes of a file that nobody is writing, nor begins to until the context is left.

    Raises:
        CfdiagError: `locked`: a session has it; it cannot be read.
    """
    if not path.name.endswith(JOURNAL_SUFFIX):
        yield read_plain(str(path))
        return
    handle = open_plain(str(path))
    try:
        if not durable.lock(handle):
            raise fault(
                Code.LOCKED, "a session has this interview open", "leave it there first", Location(str(path))
            )
        yield read_plain(str(path))
    finally:
        os.close(handle)


def _unlock_one(path: Path, keys: Keys, done: Locked) -> None:
    clear = path.with_name(path.name.removesuffix(SEALED_SUFFIX))
    try:
        write_new(clear, keys.opened(read_plain(str(path)), str(path)))
    except CfdiagError as error:
        done.faults.extend(error.diagnostics)
    else:
        done.written.append(clear)
        done.kept.append(path)


def _files(paths: Iterable[str], faults: list[Diagnostic]) -> list[InputSource]:
    """The files that are meant: those named, and of a folder the interviews in it."""
    found = find_here(list(paths))
    errors = [each for each in found.faults if each.severity == "error"]
    if errors and not found.sources:
        raise CfdiagError(*errors)
    faults.extend(errors)
    return found.sources


def _in_folders(paths: Iterable[str]) -> Iterator[Path]:
    """Every file of the folders that are named and those below; hidden ones and links are left out."""
    for name in paths:
        for here, folders, names in os.walk(name):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            there = (Path(here, each) for each in sorted(names) if not each.startswith("."))
            yield from (path for path in there if path.is_file() and not path.is_symlink())


def _may_hold_words(path: Path) -> bool:
    """Whether a file may be read by anybody and hold what somebody said: all but questionnaires do."""
    if path.name.endswith(SEALED_SUFFIX):
        return False
    if not path.name.lower().endswith(SUFFIXES):
        return True
    data = read_plain(str(path))
    shut = is_sealed(data) or has_sealed_lines(data)
    return not shut and recognise(data, path.name) not in ("questionnaire", "engagement")


def _stays_open(path: Path) -> Diagnostic:
    return Diagnostic(
        Code.PASSED_OVER,
        "a compressed file was not locked: locked it could not be scored",
        Location(str(path)),
        "unpack it first and lock the interviews; or name the file to lock it all the same",
    )
