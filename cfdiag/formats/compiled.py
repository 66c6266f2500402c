"""Questionnaires that were read before: their model as it was, found by the hash of their text.

Reading and checking a questionnaire costs more than scoring a thousand interviews with it. The shipped ones
are compiled when the wheel is built; others are kept in a folder of caches by whoever reads them first. What
is damaged, of another version or of other sources is not used, and whatever goes wrong with a cache is no
fault: then the text is read.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

from cfdiag import __version__
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import read_plain, shipped
from cfdiag.ground.writing import make_folder, write_atomically
from cfdiag.model.questionnaire import Questionnaire

_FOLDER = "compiled"
"""Of the wheel: beside `questionnaires`."""
CACHE = "CFDIAG_CACHE"
"""The environment variable that names another folder; empty: nothing is kept."""

_SUFFIX = ".msgpack"
_MOST = 256
"""So many are kept; of more the oldest go."""
_CHECK = 16
"""Bytes of a hash before the rest."""
_MAKERS = ("documents", "formats/questionnaire", "model", "questions", "rules")
"""Whose code decides what becomes of a text."""


def compiled(sha256: str) -> Questionnaire | None:
    """The questionnaire of a text that was read before; its file is not set.

    Args:
        sha256: of the text.
    """
    for path in _places(sha256):
        try:
            data = read_plain(str(path))
        except CfdiagError:
            continue
        if data[:_CHECK] == _check(data[_CHECK:]):
            with suppress(msgspec.MsgspecError, UnicodeDecodeError):
                return _decoder().decode(memoryview(data)[_CHECK:])
    return None


def keep_compiled(questionnaire: Questionnaire) -> None:
    """Keep a questionnaire that was read, for the next time; where that cannot be, it is read again."""
    folder = _cache()
    if folder is None or not questionnaire.sha256:
        return
    with suppress(OSError, CfdiagError):
        make_folder(folder)
        name = _name(questionnaire.sha256)
        write_atomically(folder / name, to_compiled(questionnaire), durably=False)
        kept = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime)
        for old in kept[:-_MOST]:
            old.unlink()


def to_compiled(questionnaire: Questionnaire) -> bytes:
    """A questionnaire as it is kept: without its file, which is not the same elsewhere."""
    data = msgspec.msgpack.encode(msgspec.structs.replace(questionnaire, file=""))
    return _check(data) + data


def compiled_name(sha256: str) -> str:
    """The file of a text's questionnaire in the wheel."""
    return f"{sha256}{_SUFFIX}"


def _check(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_CHECK).digest()


@cache
def _decoder() -> msgspec.msgpack.Decoder[Questionnaire]:
    return msgspec.msgpack.Decoder(Questionnaire)


def _places(sha256: str) -> Iterator[Path]:
    yield shipped(_FOLDER) / compiled_name(sha256)
    folder = _cache()
    if folder is not None:
        yield folder / _name(sha256)


def _name(sha256: str) -> str:
    return f"{sha256[:32]}-{__version__}-{_sources()}{_SUFFIX}"


@cache
def _sources() -> str:
    """Another word for other code: a checkout changes without its version."""
    package = Path(__file__).parents[1]
    seen: list[object] = []
    for maker in _MAKERS:
        with suppress(OSError), os.scandir(package / maker) as entries:
            files = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
            seen.append(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in files))
    return hashlib.blake2b(repr(seen).encode(), digest_size=8).hexdigest()


def _cache() -> Path | None:
    named = os.environ.get(CACHE)
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    with suppress(RuntimeError):  # nobody has a home
        usual = "Library/Caches" if sys.platform == "darwin" else ".cache"
        return (Path(base) if base else Path.home() / usual) / "cfdiag"
    return None
