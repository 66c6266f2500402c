"""Addresses (`s3://bucket/2026/`): how they are told from paths, and what of them may be shown.

Who reads (`s3://KEY:SECRET@…`) and how a store is reached (`?…`) stands in no message, no result and no name
of a file. Faults see to that themselves: whoever makes one need not think of it.
"""

from __future__ import annotations

import re

import msgspec

SCHEMES = ("abfs", "abfss", "file", "gcs", "gs", "hdfs", "s3", "viewfs")
"""How addresses begin that can be read."""

# Compiled by `re` when the first address is met: in most runs that is never.
_ADDRESS = r"(?i)([a-z][a-z0-9+.-]+)://"
_LOST = r"(?i)([a-z][a-z0-9+.-]+):/(?!/)"
"""An address that was made a path: it has lost a stroke or two."""
_WITHIN = r"(?i)\b[a-z][a-z0-9+.-]+:/[^\s'\"<>]+"
"""Of a text, what may be an address."""
_QUERY = r"(?s)\?[\w.-]+=.*"
"""Unlike the ? of a pattern."""
_SESSION = r"(?s)/?;.*"
"""How an engine is reached: `sc://host/;token=…`."""
_PORT = r"[^:]*:\d*"
_ESCAPED = r"%((?:25)*)3F"
_BEGUN = ":/"
"""No address, nor a path that was made of one, is without it: looked for before any pattern is."""

_COPIES: dict[str, str] = {}


class Address(msgspec.Struct, frozen=True):
    """An address in its parts."""

    scheme: str
    root: str
    """The bucket, and whatever says who reads it."""
    key: str
    """What lies there is called so, to the letter."""
    query: str
    """How the store is reached, with its `?`; or nothing."""

    def at(self, key: str) -> str:
        """The address of another key of the same store; a `?` in it is `%3F`, for there the query begins."""
        return f"{self.scheme}://{self.root}/{_escaped(key)}{self.query}"

    @property
    def who(self) -> str:
        """Who reads, as far as that stands in it."""
        return self.root.rpartition("@")[0]

    @property
    def shown(self) -> str:
        """The same without how the store is reached, and without who reads."""
        # Of Azure the container stands before the @, and a password behind its colon.
        container = self.who.partition(":")[0] if self.scheme.startswith("abfs") else ""
        bucket, key = self.root.rpartition("@")[2], _escaped(self.key)
        if self.scheme not in SCHEMES:
            bucket, key = re.sub(_SESSION, "", bucket), re.sub(_SESSION, "", key)
        return f"{self.scheme}://{container + '@' if container else ''}{bucket}/{key}"


def is_address(path: str) -> bool:
    """Whether a path is an address, of a store that can be read or of anything else."""
    return _BEGUN in path and re.match(_ADDRESS, path) is not None


def names_address(text: str) -> bool:
    """Whether an address stands anywhere in a list of paths."""
    return _BEGUN in text and re.search(_ADDRESS, text) is not None


def is_stored(path: str) -> bool:
    """Whether a path is the address of a store that can be read."""
    found = re.match(_ADDRESS, path) if _BEGUN in path else None
    return found is not None and found[1].lower() in SCHEMES


def parsed(address: str) -> Address:
    """An address in its parts."""
    scheme, _, rest = address.partition("://")
    query = re.search(_QUERY, rest)
    root, _, key = (rest[: query.start()] if query else rest).partition("/")
    if "@" in key and ":" in root and "@" not in root and not re.fullmatch(_PORT, root):
        # A secret of S3 may have strokes of its own.
        who, _, after = key.partition("@")
        bucket, _, key = after.partition("/")
        root = f"{root}%2F{who.replace('/', '%2F')}@{bucket}"
    key = re.sub(_ESCAPED, lambda found: f"%{found[1][2:]}3F" if found[1] else "?", key)
    return Address(scheme.lower(), root, key, query[0] if query else "")


def address_of(path: str) -> str:
    """The address that a path was made of; any other path as it is."""
    found = re.match(_LOST, path) if _BEGUN in path else None
    if found is None:
        return path
    strokes = ":///" if found[1].lower() == "file" else "://"
    return f"{found[1]}{strokes}{path[found.end() :]}"


def shown_address(address: str) -> str:
    """The address as results name it: without how the store is reached, and without who reads."""
    return parsed(address).shown


def shown_path(path: str) -> str:
    """A path as it is shown: an address without its secrets, a copy as what it was made of."""
    if _BEGUN not in path:
        return _original(path) if _COPIES else path
    address = address_of(path)
    if not is_address(address):
        return path
    place = parsed(address)
    return place.shown if address == path or is_stored(address) or _hides(place) else path


def shown_text(text: str) -> str:
    """A text in which no address says who reads, or how it is reached."""
    return re.sub(_WITHIN, _bare, text) if _BEGUN in text else text


def copies() -> dict[str, str]:
    """By folders of this process, where what lies in them comes from."""
    return dict(_COPIES)


def note_copy(folder: str, of: str) -> None:
    """Say where what lies in a folder comes from, so that faults name that: the folder is gone soon.

    Args:
        folder: a temporary one of this process.
        of: an address, or a folder that stays.
    """
    _COPIES[folder] = shown_path(of).rstrip("/")


def _bare(found: re.Match[str]) -> str:
    place = parsed(address_of(found[0]))
    return place.shown if _hides(place) else found[0]


def _hides(place: Address) -> bool:
    return bool(place.who or place.query or (place.scheme not in SCHEMES and ";" in place.root + place.key))


def _original(path: str) -> str:
    # Looked up and not gone through: engines that work in threads note further ones meanwhile.
    end = len(path)
    while end > 0:
        of = _COPIES.get(path[:end])
        if of is not None:
            return of + path[end:].replace("\\", "/")
        end = max(path.rfind(stroke, 0, end) for stroke in "/\\")
    return path


def _escaped(key: str) -> str:
    return re.sub(_ESCAPED, lambda found: f"%25{found[0][1:]}", key).replace("?", "%3F")
