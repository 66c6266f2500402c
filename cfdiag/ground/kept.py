"""What became of a text that was read before, found by the text's hash.

It lies beside the texts of a wheel, else in a folder of caches. What is damaged, of another version or made
by other code is not used, and whatever goes wrong with a cache is no fault: then the text is read.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from cfdiag import __version__
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import PACKAGE, read_plain

CACHE = "CFDIAG_CACHE"
"""The environment variable that names another folder; empty: nothing is kept."""

_WHEEL = PACKAGE / "compiled"
"""Beside the shipped `questionnaires`; a checkout has none."""
_SUFFIX = ".msgpack"
_MOST = 256
"""So many are kept; of more the oldest go."""
_CHECK = 16
"""Bytes of a hash before the rest."""


class Kept:
    """What became of texts of one kind.

    Args:
        makers: the folders whose code decides what becomes of a text.
    """

    def __init__(self, *makers: str) -> None:
        self._makers = makers

    def each(self, sha256: str) -> Iterator[memoryview]:
        """What is kept of a text and whole: the wheel's, then the cache's."""
        for path in self._places(sha256):
            try:
                data = read_plain(str(path))
            except CfdiagError:
                continue
            if data[:_CHECK] == _check(data[_CHECK:]):
                yield memoryview(data)[_CHECK:]

    def keep(self, sha256: str, data: bytes) -> None:
        """Keep it for the next time; where that cannot be, the text is read again."""
        folder = _cache()
        if folder is None:
            return
        from cfdiag.ground.writing import make_folder, write_atomically  # noqa: PLC0415  most is kept already

        with suppress(OSError, CfdiagError):
            make_folder(folder)
            write_atomically(folder / self._name(sha256), with_check(data), durably=False)
            kept = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime)
            for old in kept[:-_MOST]:
                old.unlink()

    def _places(self, sha256: str) -> Iterator[Path]:
        if _WHEEL.is_dir():
            yield _WHEEL / name_in_wheel(sha256)
        folder = _cache()
        if folder is not None:
            yield folder / self._name(sha256)

    def _name(self, sha256: str) -> str:
        return f"{sha256[:32]}-{__version__}-{self._sources}{_SUFFIX}"

    @cached_property
    def _sources(self) -> str:
        """Another word for other code: a checkout changes without its version."""
        seen: list[object] = []
        for maker in self._makers:
            with suppress(OSError), os.scandir(PACKAGE / maker) as entries:
                files = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
                seen.append(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in files))
        return hashlib.blake2b(repr(seen).encode(), digest_size=8).hexdigest()


def name_in_wheel(sha256: str) -> str:
    """The file in the wheel of what became of a text."""
    return f"{sha256}{_SUFFIX}"


def with_check(data: bytes) -> bytes:
    """As it is kept: with what tells that it is whole."""
    return _check(data) + data


def _check(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_CHECK).digest()


def _cache() -> Path | None:
    named = os.environ.get(CACHE)
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    with suppress(RuntimeError):  # nobody has a home
        usual = "Library/Caches" if sys.platform == "darwin" else ".cache"
        return (Path(base) if base else Path.home() / usual) / "cfdiag"
    return None
