"""Where interviews are: files, folders, globs, lines of `.jsonl`, journals, standard input.

Nothing is decoded here. What cannot be found is a fault of its own; the rest goes on. The order is
that of the names, whatever the order of the arguments.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location
from cfdiag.ground.files import STDIN_NAME, cannot, open_plain, read_plain
from cfdiag.ground.safe import readable

STDIN = "-"
SUFFIXES = (".json", ".yaml", ".yml", ".jsonl")
JOURNAL_SUFFIX = ".open.jsonl"
LARGEST_INPUT = 1 << 24
"""No interview is larger than so many bytes."""

LINES_PER_READ = 1 << 22
"""About how many bytes of a `.jsonl` are one piece of work."""

InputKind = Literal["file", "lines", "journal", "stdin", "given"]


class InputSource(msgspec.Struct, frozen=True, order=True):
    """One piece of work: a file, the lines of a `.jsonl` between two offsets, or what a program gave."""

    file: str
    start: int = 0
    end: int = 0
    line: int = 1
    """The number of the first line of the piece."""
    kind: InputKind = "file"
    named: bool = False
    """Named on the command line, rather than found in a folder."""

    @property
    def name(self) -> str:
        """The file as text that any output can hold, whatever bytes its name has on disk."""
        return STDIN_NAME if self.kind == "stdin" else readable(self.file)


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
        elif Path(path).is_dir():
            found = list(_search(path, faults))
            if not found:
                faults.append(_empty(path))
            for source in found:
                sources.setdefault(source.file, source)
        else:
            for name in _expand(path, faults):
                sources[name] = InputSource(name, kind=input_kind(name), named=True)
    return Found(sorted(sources.values()), faults)


def _expand(path: str, faults: list[Diagnostic]) -> Iterator[str]:
    if not glob.has_magic(path) or os.path.lexists(path):
        yield os.fspath(Path(path))
        return
    names = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  Path.glob takes no absolute pattern
    for name in names:
        if Path(name).is_dir():
            yield from (source.file for source in _search(name, faults))
        else:
            yield os.fspath(Path(name))
    if not names:
        hint = "check the pattern; it is taken from the folder you are in"
        faults.append(Diagnostic(Code.NO_MATCH, "no file matches the pattern", Location(path), hint))


def _search(folder: str, faults: list[Diagnostic]) -> Iterator[InputSource]:
    """The files of a folder and those below it, without hidden ones; links to folders are not followed."""
    waiting = [os.fspath(Path(folder))]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif entry.name.lower().endswith(SUFFIXES):
                        name = entry.path.removeprefix("./")
                        yield InputSource(name, kind=input_kind(name))
                    elif entry.is_symlink() and Path(entry.path).is_dir():
                        faults.append(_link(entry.path))
        except OSError as error:
            faults.extend(cannot("read", here, error).diagnostics)


def input_kind(name: str) -> InputKind:
    """What a file holds, by its name: one interview, many, or the journal of one."""
    if name.lower().endswith(JOURNAL_SUFFIX):
        return "journal"
    return "lines" if name.lower().endswith(".jsonl") else "file"


def _empty(folder: str) -> Diagnostic:
    return Diagnostic(
        Code.EMPTY_FOLDER,
        "no interviews in this folder",
        Location(folder),
        f"interviews are files that end in {', '.join(SUFFIXES)}; hidden ones are left out",
        "warning",
    )


def _link(name: str) -> Diagnostic:
    return Diagnostic(
        Code.LINK_NOT_FOLLOWED,
        "a link to a folder is not followed",
        Location(name),
        "name the folder itself to have it searched",
        "warning",
    )


def split(source: InputSource, size: int = LINES_PER_READ) -> list[InputSource]:
    """A `.jsonl` as pieces of about `size` bytes that begin and end with whole lines.

    Anything else, and what cannot be opened, stays one piece: reading it tells why.
    """
    if source.kind != "lines":
        return [source]
    try:
        with open_file(source.file) as file:
            return list(_pieces(source, file, size))
    except CfdiagError:
        return [source]


def _pieces(source: InputSource, file: BinaryIO, size: int) -> Iterator[InputSource]:
    start, line = 0, 1
    while block := file.read(size):
        block += file.readline()
        end = start + len(block)
        yield msgspec.structs.replace(source, start=start, end=end, line=line)
        start, line = end, line + block.count(b"\n")


def open_file(name: str) -> BinaryIO:
    """A regular file, opened to be read; a pipe or a device is refused rather than waited for.

    Raises:
        CfdiagError: `cannot-read` or `not-a-file`.
    """
    return os.fdopen(open_plain(name), "rb")


def read_whole(name: str) -> bytes:
    """The bytes of a regular file that holds one interview.

    Raises:
        CfdiagError: `cannot-read`, `not-a-file`, or `too-large` for what cannot be one interview.
    """
    return read_plain(name, LARGEST_INPUT, "several interviews go into a .jsonl file, one a line")
