"""What kind of file something is, by what it says of itself, so that one command can check them all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from cfdiag.model.file_names import ENGAGEMENT_NAME, PLAN_NAME
from cfdiag.model.interview import INTERVIEW_FORMAT

FileKind = Literal[
    "questionnaire",
    "interview",
    "engagement",
    "mapping",
    "result",
    "release",
    "response",
    "plan",
    "handover",
    "",
]

PARQUET_KEY = b"cfdiag"
"""Of the metadata of a table in Parquet that cfdiag wrote: which tool, which floors held, as JSON."""

MAILED_BEGIN = b"-----BEGIN CFDIAG RESPONSE-----"
"""The line after which a mailed text holds a response of the one-file form."""

_TAG = rb"<[^<>]{1,200}>"
_MAILED = re.compile(
    # Mail programs quote, indent and make pages, and some lose line ends. A sentence, a comment or a cell
    # that speaks of the line holds none: there it does not stand alone, or no base64 follows.
    rb"(?:\A(?:\xef\xbb\xbf)?|[\r\n]|" + _TAG + rb")(?:[ \t>]|\xc2\xa0)*" + re.escape(MAILED_BEGIN) +
    rb"(?=(?:[\s>]|\xc2\xa0|" + _TAG + rb")*(?:[A-Za-z0-9+/]{24}|[A-Za-z0-9+/]*\Z))"
)  # fmt: skip
_TOP_KEY = rb"""(?m)^["']?([a-z_]{1,40})["']?[ \t]*:"""
_JSON_FORMAT = rb'"format"\s*:\s*"cfdiag/(interview|result|release|response|handover)@'
_YAML_FORMAT = rb"""(?m)^format:\s*["']?cfdiag/(interview|result)@"""

_TELLING: dict[FileKind, frozenset[bytes]] = {
    "questionnaire": frozenset((b"sections", b"groups", b"scales", b"dimensions", b"actions", b"compare")),
    "interview": frozenset((b"questionnaire", b"respondent", b"answers", b"set_aside")),
    "engagement": frozenset(
        (b"client", b"roster", b"branding", b"departments", b"accounts", b"touch_points")
    ),
    "mapping": frozenset((b"mapping", b"profile", b"ignore", b"missing", b"decimal", b"dates")),
    "plan": frozenset((b"plan", b"adopted", b"agreed_with", b"result")),
}
_BEGUN = frozenset((b"id", b"title"))
"""Beside `cfdiag`, keys that a questionnaire alone has at its top: others may have them without that one."""
_BY_FORMAT: dict[bytes, FileKind] = {
    b"interview": "interview",
    b"result": "result",
    b"release": "release",
    b"response": "response",
    b"handover": "handover",
}
_BY_NAME: dict[str, FileKind] = {
    ".json": "interview",
    ".jsonl": "interview",
    ENGAGEMENT_NAME: "engagement",
    PLAN_NAME: "plan",
    ".mapping.yaml": "mapping",
}
"""How a file is called that says nothing of its kind: what is empty or damaged is told as what it was."""
_HEAD = 4_000_000
_INTERVIEW = INTERVIEW_FORMAT.split("@", maxsplit=1)[0]


def recognise(data: bytes, file: str) -> FileKind:
    """The kind of a file, or an empty string. Broken files are recognised too, as far as they can be."""
    head = _head(data)
    if said := _said(head):
        return said
    if any(mailed_responses(data)):
        return "response"
    if not _in_braces(head) or file.lower().endswith((".yaml", ".yml")):
        keys = frozenset(re.findall(_TOP_KEY, head)) or frozenset(key.encode() for key in braced(data))
        if b"mapping" in keys:
            return "mapping"
        best = max(_TELLING, key=lambda kind: len(_TELLING[kind] & keys))
        if _TELLING[best] & keys:
            return best
        # One that was just begun says no more yet; it may be about plans, and be called so.
        if b"cfdiag" in keys and (keys & _BEGUN or not file.lower().endswith(tuple(_BY_NAME))):
            return "questionnaire"
    return next((kind for ending, kind in _BY_NAME.items() if file.lower().endswith(ending)), "")


def is_response(data: bytes) -> bool:
    """Whether a file holds a response of the one-file form: its JSON, or a text or mail that was sent."""
    said = _said(_head(data))
    return said == "response" if said else any(mailed_responses(data))


def mailed_responses(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """The responses in a text or mail that was sent: those that stand in it, and those that hang on it.

    Of the first what is behind the line that begins each, up to the next such line; of the others the JSON.

    Args:
        data: a whole file: a mail may be long before it comes to that.
    """
    if _said(_head(data)):
        return [], []
    from cfdiag.formats.mail import mail_parts  # noqa: PLC0415  most files say what they are

    parts = mail_parts(data)
    attached = [part for part in parts if _said(_head(part)) == "response"]
    return _blocks(parts) or _blocks([data]), attached


def _blocks(texts: Sequence[bytes]) -> list[bytes]:
    return [block for text in texts if MAILED_BEGIN in text for block in _MAILED.split(text)[1:]]


def _head(data: bytes) -> bytes:
    return data[:_HEAD].removeprefix(b"\xef\xbb\xbf")


def _in_braces(head: bytes) -> bool:
    return head.lstrip()[:1] in (b"{", b"[")


def _said(head: bytes) -> FileKind:
    """The kind that a file's `format` says."""
    found = re.search(_JSON_FORMAT if _in_braces(head) else _YAML_FORMAT, head)
    return _BY_FORMAT[found[1]] if found else ""


def braced(data: bytes) -> dict[str, object]:
    """The map of a file in braces, as JSON is and YAML may be; empty where it is none, or not sound."""
    try:
        document = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def is_something_else(data: bytes, *, named: bool = False) -> bool:
    """Whether JSON is a sound document of another kind than an interview. What is damaged or empty is not.

    Args:
        data: the file's bytes.
        named: whether somebody named it: then what says nothing of its format is taken for an interview.
    """
    try:
        document = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    if not isinstance(document, dict):
        return not named
    format_ = document.get("format")
    if isinstance(format_, str):
        return not format_.startswith(_INTERVIEW)
    return not named and "answers" not in document
