"""Object stores: interviews at an address (`s3://bucket/2026/`), listed and read through `pyarrow.fs`.

Who may read is the affair of the store's own settings (`AWS_ACCESS_KEY_ID`, a role of the machine); nothing
of it is asked for here, and no name that is shown holds a part of it.
"""

from __future__ import annotations

import atexit
import fnmatch
import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, NamedTuple, cast
from urllib.parse import unquote

from cfdiag.ground.addresses import Address, note_copy, parsed, shown_address, shown_text
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.extras import optional
from cfdiag.ground.files import too_large

_BUFFER = 1 << 20
_MAGIC = re.compile(r"[*?[]")
_REASON = 160
"""So many characters of what a store says are handed on."""

_TELLING = 6
"""A shorter part of an address is no secret: `http`, say."""

_LOCK = Lock()

_Of = Any
"""pyarrow ships no types."""


class StoredFile(NamedTuple):
    """A file of a store: its address, and how many bytes it has."""

    address: str
    size: int


def in_store(address: str) -> Iterator[StoredFile]:
    """The files at an address: itself, all below it that is not hidden, or those of its pattern.

    Patterns (`*`, `?`, `[…]`, `**`) mean what they mean for paths of this machine; a folder that fits is
    searched. What has that very name comes before what the name would mean as a pattern.

    Raises:
        CfdiagError: `cannot-read`; `no-match`; `missing-extra`.
    """
    given, arrow = parsed(address), optional("pyarrow.fs", "parquet")
    with _told(address):
        fs, root = _store(given)
        itself = fs.get_file_info(_joined(root, given.key).rstrip("/") or "/")
        kind = itself.type
        magic = None if kind is not arrow.FileType.NotFound else _MAGIC.search(given.key)
        start = given.key[: magic.start()].rpartition("/")[0] if magic else given.key.strip("/")
        path = _joined(root, start).rstrip("/") or "/"
        found = [itself] if itself.is_file else fs.get_file_info(arrow.FileSelector(path, recursive=True))
    cut, above = len(_joined(root, "")), len(start)
    fits = _finder(given.key) if magic else lambda key: not _hidden(key[above:].split("/"))
    keys = ((each.path[cut:], each.size) for each in found if each.is_file)
    files = [StoredFile(given.at(key), size) for key, size in keys if itself.is_file or fits(key)]
    if not files and magic:
        place = Location(address)
        raise fault(Code.NO_MATCH, "no file matches the pattern", "check the address", place)
    yield from sorted(files)


def open_stored(address: str) -> BinaryIO:
    """A file of a store, opened to be read from any place in it.

    Raises:
        CfdiagError: `cannot-read`; `missing-extra`.
    """
    place = parsed(address)
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
    base = parsed(address)
    above = base.key.rstrip("/") + "/" if base.key.strip("/") else ""
    home = to / re.sub(r"[^\w.-]+", "-", shown_address(address)).strip("-")
    home.mkdir(parents=True)
    note_copy(str(home), address)
    for each in in_store(address):
        name = parsed(each.address).key.removeprefix(above)
        if not name.lower().endswith((".yaml", ".yml")) or name.count("/") > 1 or ".." in name:
            continue
        path = home / name
        path.parent.mkdir(exist_ok=True)
        with open_stored(each.address) as file, _told(each.address):
            path.write_bytes(file.read())
    return home


def fetch_meanwhile(address: str) -> Path:
    """The same for as long as this process lasts."""
    home = Path(tempfile.mkdtemp(prefix="cfdiag-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return fetch_folder(address, home)


def stores_open() -> bool:
    """Whether a store was opened in this process: its threads do not survive a fork."""
    return _opened.cache_info().currsize > 0


def _store(place: Address) -> tuple[_Of, str]:
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
        said = _without_secrets(" ".join(str(error).split()), parsed(address))
        said = said if len(said) <= _REASON else said[:_REASON] + "…"
        raise fault(
            Code.CANNOT_READ,
            f"the store does not give it: {said}",
            "check the address, and who may read it (for S3: AWS_ACCESS_KEY_ID or a role, AWS_REGION)",
            Location(address),
        ) from error


def _without_secrets(said: str, place: Address) -> str:
    """What a store says, without what is not shown of its address."""
    said = shown_text(said.replace(f"{place.scheme}://{place.root}/{place.query}", place.shown))
    secrets = place.who.partition(":")[2:] if place.scheme.startswith("abfs") else place.who.split(":")
    secrets = [*secrets, *(each.partition("=")[2] for each in re.split("[?&]", place.query))]
    for secret in sorted({*secrets, *map(unquote, secrets)}, key=len, reverse=True):
        if len(secret) >= _TELLING:
            said = said.replace(secret, "…")
    return said


def _fits(pattern: Sequence[str], key: Sequence[str]) -> bool:
    """Whether a key is of a pattern, name by name, as paths of this machine are: `**` is any folders.

    What begins with a dot is hidden: only a pattern that says the dot finds it.
    """
    if not pattern or not key:
        return not key and all(each == "**" for each in pattern)
    if pattern[0] == "**":
        return _fits(pattern[1:], key) or (not key[0].startswith(".") and _fits(pattern, key[1:]))
    seen = pattern[0].startswith(".") or not key[0].startswith(".")
    return seen and fnmatch.fnmatchcase(key[0], pattern[0]) and _fits(pattern[1:], key[1:])


def _finder(key: str) -> Callable[[str], bool]:
    """Tells of each key whether it, or a folder that it lies in, is of a pattern."""
    pattern, folders = key.rstrip("/").split("/"), key.endswith("/")

    def found(key: str) -> bool:
        names = key.split("/")
        return (not folders and _fits(pattern, names)) or any(
            _fits(pattern, names[:n]) and not _hidden(names[n:]) for n in range(1, len(names))
        )

    return found


def _hidden(names: Iterable[str]) -> bool:
    return any(name.startswith(".") for name in names)
