"""Where interviews are: files, folders, globs, lines of `.jsonl`, journals, standard input, object stores.

Nothing is decoded here. What cannot be found is a fault of its own; the rest goes on. The order is
that of the names, whatever the order of the arguments.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from cfdiag.batch.search_messages import empty_folder, link_not_followed, no_store, not_here, passed_over
from cfdiag.ground.addresses import address_of, is_address, is_stored, shown_address
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location
from cfdiag.ground.endings import JOURNAL_SUFFIX
from cfdiag.ground.extras import is_there
from cfdiag.ground.files import STDIN_NAME, cannot, is_away, open_plain, read_plain
from cfdiag.ground.safe import readable
from cfdiag.ground.sealing import SEALED_SUFFIX
from cfdiag.model.file_names import ENGAGEMENT_NAME, HANDOVER_NAME, PLAN_NAME, RELEASES_NAME

STDIN = "-"
"""The path that stands for standard input."""
COMPRESSED = (".gz", ".zst")
"""How compressed files end."""
LINE_SUFFIXES = (".jsonl", ".ndjson")
"""How files end that hold an interview a line."""
SUFFIXES = (".json", ".yaml", ".yml", *LINE_SUFFIXES)
"""How files end that may hold interviews as text."""
ROWS_SUFFIX = ".parquet"
"""How files end that hold an interview a row."""
INTERVIEW_COLUMN = "interview"
"""The column of these that holds interviews, where no other is named."""
LARGEST_INPUT = 1 << 24
"""No interview is larger than so many bytes."""
ONE_INTERVIEW = "several interviews go into a .jsonl file, one a line"
"""What to do with a larger file."""

_BUFFER = 1 << 16
"""Bytes read at once: of a `.jsonl` some lines, and few enough to stay near the processor."""

_LIKE_DATA = (
    *(".csv", ".tsv", ".xlsx", ".xls", ".ods", ".parquet", ".arrow", ".feather", ".age"),
    *(".zip", ".7z", ".rar", ".tar", ".tgz", ".gz", ".zst", ".bz2", ".xz"),
)
"""What may hold answers too, and is not read."""
_HAVE_LISTS = (ENGAGEMENT_NAME, HANDOVER_NAME)
"""Tables beside one of these are the lists of an engagement, or sheets of a handover: no answers."""
_OF_AN_ENGAGEMENT = frozenset({ENGAGEMENT_NAME, PLAN_NAME, HANDOVER_NAME, RELEASES_NAME})
"""What is called so is a file: a folder of that name is looked into by nobody, and told as one."""
_OF_A_PATTERN = frozenset("*?[")
"""Signs of which a pattern has one at least."""

InputKind = Literal["file", "lines", "journal", "stdin", "pipe", "given", "stream", "rows", "sealed", "span"]


class InputSource(msgspec.Struct, frozen=True, order=True):
    """One piece of work: a file, lines of a `.jsonl` between two offsets, what a program gave."""

    file: str
    start: int = 0
    end: int = 0
    line: int = 1
    """The number of the first line of the piece."""
    kind: InputKind = "file"
    named: bool = False
    """Named on the command line, rather than found in a folder."""
    shown: str = ""
    """Where it came from, of what is kept elsewhere meanwhile."""
    size: int = 0
    """How many bytes it has, where a list of its store says so."""

    @property
    def name(self) -> str:
        """The file as text that any output can hold, whatever bytes its name has on disk."""
        return self.shown or (STDIN_NAME if self.kind == "stdin" else readable(self.file))

    @property
    def path(self) -> str:
        """What it is called where it lies, by which its kind is told: without how a store is reached."""
        return self.shown if is_stored(self.file) else self.file


class Found(msgspec.Struct, frozen=True):
    """What there is to read, by name, and what could not be found or looked into."""

    sources: list[InputSource]
    faults: list[Diagnostic]


def find_inputs(paths: Sequence[str]) -> Found:
    """Look paths up: `-`, files, folders (searched downwards), and globs a shell left as they are."""
    sources: dict[str, InputSource] = {}
    faults: list[Diagnostic] = []
    for path in paths:
        if path == STDIN:
            sources[STDIN] = InputSource(STDIN, kind="stdin", named=True)
        elif _is_searched(path):
            passed: list[str] = []
            found = list(_search(path, faults, passed))
            if passed:
                faults.append(passed_over(path, passed))
            elif not found:
                faults.append(empty_folder(path, SUFFIXES))
            for source in found:
                sources.setdefault(source.file, source)
        elif is_address(path):
            for source in _stored(path, faults):
                sources.setdefault(source.file, source)
        else:
            for name in _expand(path, faults):
                kind = "pipe" if _is_pipe(name) else input_kind(name)
                sources[name] = InputSource(name, kind=kind, named=True)
    return Found(sorted(sources.values()), faults)


def find_here(paths: Sequence[str]) -> Found:
    """The same for what is written beside what is read.

    Raises:
        CfdiagError: `wrong-use`: one is an address.
    """
    refuse_addresses(paths)
    return find_inputs(paths)


def refuse_addresses(paths: Iterable[str | Path]) -> None:
    """See that paths are of this machine.

    Raises:
        CfdiagError: `wrong-use`: one is an address.
    """
    away = [not_here(address_of(str(path))) for path in paths if is_away(path)]
    if away:
        raise CfdiagError(*away)


def _stored(address: str, faults: list[Diagnostic]) -> Iterator[InputSource]:
    """What lies at an address: the file of that name, or all that is read of what lies below it."""
    if not is_stored(address):
        faults.append(no_store(address))
        return
    from cfdiag.ground.stores import in_store  # noqa: PLC0415  most paths are of this machine

    try:
        found = list(in_store(address))
    except CfdiagError as error:
        faults.extend(error.diagnostics)
        return
    wanted = [(each, shown_address(each.address)) for each in found]
    named = len(found) == 1 and wanted[0][1] == shown_address(address)
    read = [(each, name) for each, name in wanted if named or is_read(name)]
    if not read:
        faults.append(empty_folder(address, SUFFIXES))
    for each, name in read:
        yield InputSource(each.address, kind=input_kind(name), named=named, shown=name, size=each.size)


def _is_pipe(name: str) -> bool:
    """Whether a name is that of a pipe: made by `mkfifo`, or by a shell for `<(…)`."""
    try:
        return stat.S_ISFIFO(os.stat(name).st_mode)  # noqa: PTH116  thousands of names are looked at
    except (OSError, ValueError):
        return False


def _expand(path: str, faults: list[Diagnostic]) -> Iterator[str]:
    if _OF_A_PATTERN.isdisjoint(path) or os.path.lexists(path):
        yield os.fspath(Path(path))
        return
    import glob  # noqa: PLC0415  a shell has put files in the place of most patterns

    names = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  Path.glob takes no absolute pattern
    for name in names:
        if _is_searched(name):
            yield from (source.file for source in _search(name, faults, []))
        else:
            yield os.fspath(Path(name))
    if not names:
        hint = "check the pattern; it is taken from the folder you are in"
        faults.append(Diagnostic(Code.NO_MATCH, "no file matches the pattern", Location(path), hint))


def _is_searched(path: str) -> bool:
    """Whether a path is that of a folder which may hold what is read."""
    return Path(path).is_dir() and Path(path).name not in _OF_AN_ENGAGEMENT


def _search(folder: str, faults: list[Diagnostic], passed: list[str]) -> Iterator[InputSource]:
    """The files of a folder and those below it, without hidden ones; links to folders are not followed.

    Names of files that look like data and are not read go into `passed`; in the folder of an engagement or
    a handover tables are its lists.
    """
    waiting = [os.fspath(Path(folder))]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False) and entry.name not in _OF_AN_ENGAGEMENT:
                        waiting.append(entry.path)
                    elif is_read(entry.name):
                        name = entry.path.removeprefix("./")
                        yield InputSource(name, kind=input_kind(name))
                    elif entry.name.lower().endswith(_LIKE_DATA):
                        if not any(Path(here, name).is_file() for name in _HAVE_LISTS):
                            passed.append(entry.path.removeprefix("./"))
                    elif entry.is_symlink() and Path(entry.path).is_dir():
                        faults.append(link_not_followed(entry.path))
        except OSError as error:
            faults.extend(cannot("read", here, error).diagnostics)


def input_kind(name: str) -> InputKind:
    """What a file holds, by its name: one interview, many, or the journal of one."""
    lower = name.lower()
    if lower.endswith(SEALED_SUFFIX):
        return "sealed"
    if lower.endswith(JOURNAL_SUFFIX):
        return "journal"
    if lower.endswith(COMPRESSED):
        return "stream"
    if lower.endswith(ROWS_SUFFIX):
        return "rows"
    return "lines" if lower.endswith(LINE_SUFFIXES) else "file"


def is_journal(source: InputSource) -> bool:
    """Whether a file is a journal, sealed as a whole or not."""
    return source.path.lower().removesuffix(SEALED_SUFFIX).endswith(JOURNAL_SUFFIX)


def is_read(name: str) -> bool:
    """Whether a file that is found in a folder is read, by its name."""
    path = Path(name.lower())
    if path.suffix == SEALED_SUFFIX:
        return path.stem.endswith(SUFFIXES)
    if path.suffix == ROWS_SUFFIX:
        return is_there("pyarrow")
    if path.suffix not in COMPRESSED:
        return name.lower().endswith(SUFFIXES)
    known = path.suffix != ".zst" or is_there("zstandard")
    return known and path.stem.endswith((".json", *LINE_SUFFIXES))


def open_file(name: str) -> BinaryIO:
    """A regular file, or one of a store, opened to be read; for a pipe or a device nobody waits.

    Raises:
        CfdiagError: `cannot-read` or `not-a-file`.
    """
    if is_stored(name):
        from cfdiag.ground.stores import open_stored  # noqa: PLC0415  as above

        return open_stored(name)
    return os.fdopen(open_plain(name), "rb", _BUFFER)


def read_whole(name: str, limit: int = LARGEST_INPUT, hint: str = ONE_INTERVIEW) -> bytes:
    """The bytes of a regular file, or of one of a store: of one interview, if nothing else is said.

    Args:
        name: its path or address.
        limit: the most bytes it may have.
        hint: what to do where it has more.

    Raises:
        CfdiagError: `cannot-read`, `not-a-file`, or `too-large`.
    """
    if is_stored(name):
        from cfdiag.ground.stores import read_stored  # noqa: PLC0415  as above

        return read_stored(name, limit, hint)
    return read_plain(name, limit, hint)
