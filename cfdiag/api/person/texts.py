"""What can be read in a file, whatever kind it is: for looking whether somebody is in it. Pure."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator

import msgspec

from cfdiag.ground.endings import TORN_SUFFIX

_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|em|i|mark|q|s|small|span|strong|sub|sup|u|wbr|w:t|w:r|a:t|a:r|t|r)"
    r"(?:\s[^>]*)?/?>"
)
_TAG = re.compile(r"<[^>]*>")
_STYLE = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_LARGEST = 64 << 20
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_LINED = (".jsonl", ".ndjson", TORN_SUFFIX)
"""Lines that a power cut may have left zeros among."""
_PACKED = (
    *(b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ\0", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"),
    *(b"PAR1", b"ARROW1", b"FEA1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
)
"""How gzip, zstd, bzip2, xz, 7z, rar, Parquet, Arrow, Feather and Office's old files begin."""
_PICTURES = (
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"RIFF",
    b"\0\0\1\0",
    b"wOFF",
    b"wOF2",
    b"\0\1\0\0",
    b"OTTO",
)
_LOOKED_AT = 1 << 16
_FOLDED = re.compile(r"\r?\n[ \t]")


def text_in(data: bytes, name: str) -> str | None:
    """The text of a file; None where it cannot be searched: a PDF, an archive, whatever is no text.

    Args:
        data: its bytes.
        name: its name, for its ending.
    """
    if data.startswith(b"%PDF"):
        return None
    if data.startswith(b"PK"):
        return _of_office(data)
    ending = "." + name.lower().rpartition(".")[2]
    if data.startswith(_PACKED) or (_is_binary(data) and ending not in _LINED):
        return None
    text = _decoded(data)
    if text.lstrip()[:1] == "<":
        return _of_markup(text)
    return _BY_ENDING.get(ending, _plain)(text)


def _is_binary(data: bytes) -> bool:
    """Whether bytes are no text; pictures and fonts hold no words, and count as none."""
    return b"\0" in data[:_LOOKED_AT] and not data.startswith((*_WIDE, *_PICTURES))


def _plain(text: str) -> str:
    return "\n".join((*_strings(text), text)) if text[:1] in ("{", "[") else text


def _lines(text: str) -> str:
    return "\n".join(part for line in text.splitlines() for part in (*_strings(line), line))


def _markdown(text: str) -> str:
    return html.unescape(text.replace("\\", ""))


def _calendar(text: str) -> str:
    return _FOLDED.sub("", text).replace("\\,", ",").replace("\\;", ";").replace("\\n", "\n")


def _cells(text: str) -> str:
    return text.replace('""', '"')


_BY_ENDING: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(_LINED, _lines),
    **dict.fromkeys((".md", ".markdown"), _markdown),
    **dict.fromkeys((".csv", ".tsv", ".txt", ".text"), _cells),
    ".ics": _calendar,
}


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("utf-16" if data[:2] in _WIDE else "cp1252", "replace")


def _strings(text: str) -> Iterator[str]:
    try:
        waiting = [msgspec.json.decode(text)]
    except (msgspec.DecodeError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value


def _of_markup(text: str) -> str:
    # As it reads, and as it stands: attributes may name somebody too.
    read = _TAG.sub(" ", _INLINE.sub("", _STYLE.sub(" ", text)))
    return html.unescape(f"{read}\n{text}")


def _of_office(data: bytes) -> str | None:
    """What the parts of a file of Word, Excel or PowerPoint say."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            # Of Office, or of OpenDocument; any other archive holds what cannot be seen from here.
            if not {"[Content_Types].xml", "mimetype"} & set(parts.namelist()):
                return None
            if sum(each.file_size for each in parts.infolist()) > _LARGEST:
                return None
            texts = [
                _of_markup(_decoded(parts.read(each)))
                for each in parts.infolist()
                if each.filename.endswith((".xml", ".rels", ".svg"))
            ]
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
        return None
    return "\n".join(texts)
