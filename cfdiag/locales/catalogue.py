"""The languages that the tool speaks: the YAML files in this folder, one a language.

A file has `format` (how figures, dates and lists are written), perhaps `lint` (what advice on wording
looks for); all else are sentences: `English sentence: translation` and, for what is counted,
`English plural: [one, many]`. A sentence without a translation stays English.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import msgspec

from cfdiag.ground.files import read_bytes
from cfdiag.ground.folder import stems
from cfdiag.ground.kept import Kept
from cfdiag.locales.locale import Advice, Locale, Wording, Writing

BASE = "en"
"""The language of the sentences in the code."""

FOLDER = Path(__file__).parent

LANGUAGES: tuple[str, ...] = tuple(
    sorted(stems(FOLDER, ".yaml"), key=lambda language: (language != BASE, language))
)
"""From the names of the files, the base first; nothing is read for it."""

_KEPT = Kept("documents", "locales")


class _Spoken(msgspec.Struct, frozen=True):
    """A language's file as it is kept: reading YAML takes longer than scoring three hundred interviews."""

    writing: Writing
    sentences: dict[str, Wording]
    advice: Advice


@lru_cache(maxsize=16)
def locale_for(language: str = BASE) -> Locale:
    """The locale for a language, read once.

    A region (`pt-BR`) falls back to its language. Of a language that the tool does not speak, the
    texts of questionnaires are still picked; the tool's own words and figures are English beside them.

    Raises:
        CfdiagError: every fault of the language's file, with its line.
    """
    # Nobody is refused for a region that has no file of its own.
    for known in (language, language.partition("-")[0]):
        if known in LANGUAGES:
            path = FOLDER / f"{known}.yaml"
            spoken = _spoken(path)
            return Locale(language, spoken.writing, spoken.sentences, spoken.advice)
    english = locale_for(BASE)
    return Locale(language, english.writing)


def _spoken(path: Path) -> _Spoken:
    data = read_bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    for kept in _KEPT.each(sha256):
        with suppress(msgspec.MsgspecError, UnicodeDecodeError):
            return _decoded(kept)
    read = to_kept(data, str(path))
    _KEPT.keep(sha256, read)
    return _decoded(read)


def _decoded(kept: bytes | memoryview) -> _Spoken:
    return msgspec.msgpack.decode(kept, type=_Spoken)


def to_kept(data: bytes, file: str) -> bytes:
    """A language's file as it is kept.

    Raises:
        CfdiagError: as `read_locale`.
    """
    from cfdiag.locales.reading import read_locale  # noqa: PLC0415  what was read before is known

    found = read_locale(data, file, BASE)
    return msgspec.msgpack.encode(_Spoken(found.writing, dict(found.sentences), found.advice))
