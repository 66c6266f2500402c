"""Object stores: interviews at an address (`s3://bucket/2026/`), listed and read through `pyarrow.fs`.

Who may read is the affair of the store's own settings (`AWS_ACCESS_KEY_ID`, a role of the machine); nothing
of it is asked for here, and no name that is shown holds a part of it.
"""

from __future__ import annotations

import fnmatch
import importlib.util
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, NamedTuple, cast

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.extras import optional
from cfdiag.ground.files import too_large

SCHEMES = ("abfs", "abfss", "file", "gcs", "gs", "hdfs", "s3", "viewfs")
"""How addresses begin that can be read."""

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_QUERY = re.compile(r"\?[\w.-]+=.*", re.DOTALL)
"""Unlike the ? of a pattern."""
_CLASS = r"\[!?\]?[^]]*\]"
_BUFFER = 1 << 20
_MAGIC = re.compile(r"[*?[]")
_REASON = 160
"""So many characters of what a store says are handed on."""

_LOCK = Lock()

_Of = Any
"""pyarrow ships no types."""


class StoredFile(NamedTuple):
    """A file of a store: its address, and how many bytes it has."""

    address: str
    size: int


class _Place(NamedTuple):
    """An address in its parts."""

    scheme: str
    root: str
    """The bucket, and whatever says who reads it."""
    key: str
    query: str
    """How the store is reached, with its `?`; or nothing."""

    def at(self, key: str) -> str:
        """The address of another key of the same store; a `?` in it is `%3F`, for there the query begins."""
        key = key.replace("%3F", "%253F").replace("?", "%3F")
        return f"{self.scheme}://{self.root}/{key}{self.query}"


def is_address(path: str) -> bool:
    """Whether a path is an address, of a store that can be read or of anything else."""
    return _ADDRESS.match(path) is not None


def is_stored(path: str) -> bool:
    """Whether a path is the address of a store that can be read."""
    found = _ADDRESS.match(path)
    return found is not None and found[1].lower() in SCHEMES


def shown_address(address: str) -> str:
    """The address as results name it: without how the store is reached, and without who reads."""
    place = _parts(address)
    # Before the @ stands who reads; of Azure the container, and behind a colon a password.
    who, _, root = place.root.rpartition("@")
    container = who.partition(":")[0] if place.scheme.startswith("abfs") else ""
    return f"{place.scheme}://{container + '@' if container else ''}{root}/{place.key}"


def shown_path(path: str) -> str:
    """A path that may be an address, as it is shown."""
    return shown_address(path) if is_address(path) else path


def in_store(address: str) -> Iterator[StoredFile]:
    """The files at an address: itself, all below it, or those that fit its pattern (`*`, `?`, `**`).

    Raises:
        CfdiagError: `cannot-read`; `no-match`; `missing-extra`.
    """
    given = _parts(address)
    magic = _MAGIC.search(given.key)
    start = given.key[: magic.start()].rpartition("/")[0] if magic else given.key.rstrip("/")
    fits = re.compile(_pattern(given.key)).fullmatch if magic else None
    with _told(address):
        fs, root = _store(given)
        path, arrow = _joined(root, start).rstrip("/") or "/", optional("pyarrow.fs", "parquet")
        itself = fs.get_file_info(path)
        below = not itself.is_file
        found = fs.get_file_info(arrow.FileSelector(path, recursive=True)) if below else [itself]
    cut = len(_joined(root, ""))
    keys = ((each.path[cut:], each.size) for each in found if each.is_file)
    files = [StoredFile(given.at(key), size) for key, size in keys if fits is None or fits(key)]
    if not files and fits is not None:
        place = Location(shown_address(address))
        raise fault(Code.NO_MATCH, "no file matches the pattern", "check the address", place)
    yield from sorted(files)


def open_stored(address: str) -> BinaryIO:
    """A file of a store, opened to be read from any place in it.

    Raises:
        CfdiagError: `cannot-read`; `missing-extra`.
    """
    place = _parts(address)
    with _told(address):
        fs, root = _store(place)
        return io.BufferedReader(cast("Any", fs.open_input_file(_joined(root, place.key))), _BUFFER)


def read_stored(address: str, limit: int, hint: str) -> bytes:
    """The bytes of a file of a store.

    Args:
        address: where it is.
        limit: the most bytes it may have.
        hint: what to do where it has more.

    Raises:
        CfdiagError: `cannot-read`; `missing-extra`; `too-large`.
    """
    with open_stored(address) as file, _told(address):
        data = file.read(limit + 1)
    if len(data) > limit:
        raise too_large(shown_address(address), limit, hint)
    return data


def fetch_folder(address: str, to: Path) -> Path:
    """The questionnaires of a store's folder, copied to one of this machine.

    Args:
        address: the folder; what lies below it in `kept/` comes along.
        to: where copies go; below it stands the address.

    Raises:
        CfdiagError: `cannot-read`; `missing-extra`.
    """
    base = _parts(address)
    above = base.key.rstrip("/") + "/" if base.key.strip("/") else ""
    home = to / re.sub(r"[^\w.-]+", "-", shown_address(address)).strip("-")
    home.mkdir(parents=True)
    for each in in_store(address):
        name = _parts(each.address).key.removeprefix(above)
        if not name.lower().endswith((".yaml", ".yml")) or name.count("/") > 1 or ".." in name:
            continue
        path = home / name
        path.parent.mkdir(exist_ok=True)
        with open_stored(each.address) as file, _told(each.address):
            path.write_bytes(file.read())
    return home


def stores_open() -> bool:
    """Whether a store was opened in this process: its threads do not survive a fork."""
    return _opened.cache_info().currsize > 0


def has_arrow() -> bool:
    """Whether the package is there that stores and Parquet are read with."""
    return importlib.util.find_spec("pyarrow") is not None


def _parts(address: str) -> _Place:
    scheme, _, rest = address.partition("://")
    query = _QUERY.search(rest)
    root, _, key = (rest[: query.start()] if query else rest).partition("/")
    key = key.replace("%3F", "?").replace("%253F", "%3F")
    return _Place(scheme.lower(), root, key, query[0] if query else "")


def _store(place: _Place) -> tuple[_Of, str]:
    with _LOCK:  # some engines work in threads, and a store's own beginnings are not made for two at once
        return _opened(f"{place.scheme}://{place.root}/{place.query}")


@lru_cache(maxsize=16)
def _opened(uri: str) -> tuple[_Of, str]:
    """The store behind an address without its key: keys are no part of it, for they need no quoting then."""
    fs, path = optional("pyarrow.fs", "parquet").FileSystem.from_uri(uri)
    return fs, str(path).rstrip("/")


def _joined(root: str, key: str) -> str:
    return f"{root}/{key}" if root or key else "/"


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Whatever a store says, as a fault of the address."""
    arrow = optional("pyarrow", "parquet")
    try:
        yield
    except (OSError, arrow.ArrowException) as error:
        said = " ".join(str(error).split())
        said = said if len(said) <= _REASON else said[:_REASON] + "…"
        raise fault(
            Code.CANNOT_READ,
            f"the store does not give it: {said}",
            "check the address, and who may read it (for S3: AWS_ACCESS_KEY_ID or a role, AWS_REGION)",
            Location(shown_address(address)),
        ) from error


def _pattern(key: str) -> str:
    """A pattern of file names as a regular expression; `*` stays within a folder, `**` does not."""
    parts = re.split(rf"(\*\*/?|\*|\?|{_CLASS})", key)
    made = {"**/": r"(?:.*/)?", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}
    return "".join(made.get(part) or _one_of(part) for part in parts)


def _one_of(part: str) -> str:
    """What brackets stand for, as for files of this machine; of anything else the very text."""
    if not re.fullmatch(_CLASS, part):
        return re.escape(part)
    return "(?!/)" + fnmatch.translate(part)[:-2]  # without its end of the text
