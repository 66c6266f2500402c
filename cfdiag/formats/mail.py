"""Mails as programs save them: the texts in them as they were written, and the files that hang on them."""

from __future__ import annotations

import re

MAX_MAIL_BYTES = 36_000_000
"""Servers pass on 25 MB, which is so much more on its way."""
MAX_MAIL_LINES = 500_000
MAX_MAIL_CHECKS = 5_000_000
"""Each line is held against each boundary that may be open there."""
MAX_MAIL_TYPES = 16_000
"""Bytes of the lines that say what its parts are: how each is taken apart grows with its square."""

_HEADERS = 200_000
_FIRST = re.compile(rb"(?:From [^\n]*\n)?[!-9;-~]{1,80}:")
_CODED = re.compile(rb"(?im)^(?:MIME-Version|Content-Type|Content-Transfer-Encoding):")
_TYPE = re.compile(rb"(?im)^Content-Type:[^\n]*(?:\n[ \t][^\n]*)*")
_BOUNDARY = re.compile(rb"(?i)boundary")
_TAG = re.compile(rb"<[^<>]*>")
_SIGNS = ((b"&nbsp;", b" "), (b"&#160;", b" "), (b"&gt;", b">"))
"""What pages write for the blanks and the signs of quoting that mail programs set before a line."""


def is_mail(data: bytes) -> bool:
    """Whether a file begins with the header of a mail that says how its text is written."""
    head = _plain_ends(data[:_HEADERS].removeprefix(b"\xef\xbb\xbf"))
    return bool(_FIRST.match(head) and _CODED.search(head.partition(b"\n\n")[0]))


def mail_parts(data: bytes) -> list[bytes]:
    """What a mail holds, each part as it was before it was sent: a page as its text, any other as it is.

    Nothing of a file that is no mail, nor of one that would take long: it is read as the text that it is.
    """
    if not is_mail(data):
        return []
    plain = _plain_ends(data.removeprefix(b"\xef\xbb\xbf"))
    if _takes_long(plain):
        return []
    # Most files are no mails, and have no need of it.
    from email import message_from_string  # noqa: PLC0415  as above

    try:
        # As signs of one byte: then no codec is looked up by a name that a stranger wrote.
        mail = message_from_string(plain.decode("latin-1"))
        return [_part(each.get_content_type(), each.get_payload(decode=True)) for each in mail.walk()]
    except Exception:  # noqa: BLE001  whatever a stranger's mail does is its own fault
        return []


def _takes_long(plain: bytes) -> bool:
    lines, boundaries = plain.count(b"\n"), sum(1 for _ in _BOUNDARY.finditer(plain))
    return (
        len(plain) > MAX_MAIL_BYTES
        or lines > MAX_MAIL_LINES
        or lines * boundaries > MAX_MAIL_CHECKS
        or sum(len(each[0]) for each in _TYPE.finditer(plain)) > MAX_MAIL_TYPES
    )


def _plain_ends(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _part(kind: str, payload: object) -> bytes:
    """A part as text in UTF-8; empty where it only holds others."""
    if not isinstance(payload, bytes):
        return b""
    if kind == "text/html":
        payload = _TAG.sub(b"\n", payload)
        for sign, plain in _SIGNS:
            payload = payload.replace(sign, plain)
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return payload.decode("latin-1").encode("utf-8")
    return payload
