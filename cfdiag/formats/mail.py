"""Mails as programs save them: the texts in them as they were written, and the files that hang on them."""

from __future__ import annotations

import re
from html import unescape

MAX_MAIL_BYTES = 36_000_000
"""Servers pass on 25 MB, which is so much more on its way."""
MAX_MAIL_LINES = 500_000
MAX_MAIL_CHECKS = 5_000_000
"""Each line is held against each boundary that may be open there."""
MAX_MAIL_TYPES = 16_000**2
"""Squares of the bytes that say what each of its parts is: so how they are taken apart grows."""
MAX_MAIL_PARTS = 2_000
"""Lines that may begin a part."""
MAX_REPORT_LINES = 20_000
"""Of a report of what became of a mail: each of its blocks is taken for a mail."""

_HEADERS = 200_000
_FIRST = re.compile(rb"(?:From [^\n]*\n)?[!-9;-~]{1,80}:")
_CODED = re.compile(rb"(?im)^(?:MIME-Version|Content-Type|Content-Transfer-Encoding):")
_TYPE = re.compile(rb"(?im)^Content-Type:[^\n]*(?:\n[ \t][^\n]*)*")
_BOUNDARY = re.compile(rb"(?i)boundary")
_BETWEEN = re.compile(r"(?m)^From [^\n]*\n(?=[!-9;-~]{1,80}:)")
"""What stands before each mail of several in one file (RFC 4155)."""
_REPORT = re.compile(rb"(?i)message/delivery-status")
_TAG = re.compile(r"<[^<>]*>")
_BOM = b"\xef\xbb\xbf"


def is_mail(data: bytes) -> bool:
    """Whether a file begins with the header of a mail that says how its text is written."""
    head = _plain_ends(data[:_HEADERS].removeprefix(_BOM))
    return bool(_FIRST.match(head) and _CODED.search(head.partition(b"\n\n")[0]))


def takes_long(data: bytes) -> bool:
    """Whether a file would take long to be taken apart as a mail: it is read as the text that it is."""
    return _takes_long(_plain_ends(data))


def mail_parts(data: bytes) -> list[bytes]:
    """What mails hold, each part as it was before it was sent: a page as its text, any other as it is.

    Nothing of a file that is no mail, nor of one that would take long: it is read as the text that it is.
    """
    if not is_mail(data):
        return []
    plain = _plain_ends(data.removeprefix(_BOM))
    if _takes_long(plain):
        return []
    # Most files are no mails, and have no need of it.
    from email import message_from_string  # noqa: PLC0415  as above

    try:
        # As signs of one byte: then no codec is looked up by a name that a stranger wrote.
        text = plain.decode("latin-1")
        several = _BETWEEN.split(text) if text.startswith("From ") else [text]
        parts = [part for each in several for part in message_from_string(each).walk()]
        # What stands beside the parts of a mail is shown by no program; another mail may stand there.
        beside = [text for part in parts for text in (part.preamble, part.epilogue) if text]
        found = [_part(part.get_content_type(), part.get_payload(decode=True)) for part in parts]
        return [*found, *(text.encode("latin-1") for text in beside)]
    except Exception:  # noqa: BLE001  whatever a stranger's mail does is its own fault
        return []


def _takes_long(plain: bytes) -> bool:
    lines, boundaries = plain.count(b"\n"), sum(1 for _ in _BOUNDARY.finditer(plain))
    return (
        len(plain) > MAX_MAIL_BYTES
        or lines > MAX_MAIL_LINES
        or lines * boundaries > MAX_MAIL_CHECKS
        or plain.count(b"\n--") > MAX_MAIL_PARTS
        or (lines > MAX_REPORT_LINES and bool(_REPORT.search(plain)))
        or sum(len(each[0]) ** 2 for each in _TYPE.finditer(plain)) > MAX_MAIL_TYPES
    )


def _plain_ends(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _part(kind: str, payload: object) -> bytes:
    """A part as text in UTF-8; empty where it only holds others."""
    if not isinstance(payload, bytes):
        return b""
    payload = payload.removeprefix(_BOM)
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        text = payload.decode("latin-1")
    if kind == "text/html":
        # Signs of quoting and blanks, which mail programs set before a line, stand in pages by their names.
        text = unescape(_TAG.sub("\n", text)).replace("\xa0", " ")
    return text.encode("utf-8")
