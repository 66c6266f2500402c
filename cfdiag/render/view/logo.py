"""The picture of a client or a consultant: made a `data:` address where it is one that can do no harm.

A PNG or JPEG whose head says how large it is, or an SVG of shapes, colours and words and nothing else:
it may come from anybody, and stands in every report.
"""

from __future__ import annotations

import base64
import re
import struct
from xml.etree import ElementTree as ET

LOGO_LIMIT = 200_000
"""Bytes: a logo is part of every report."""

MAX_SIDE = 4_000
"""Pixels: a few hundred bytes can say that they are a picture of gigabytes."""

MAX_ELEMENTS = 2_000

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers SOF0 to SOF15 of JPEG: a frame, with its size."""

_ELEMENTS = frozenset(
    (
        *("svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline"),
        *("polygon", "text", "tspan", "linearGradient", "radialGradient", "stop", "clipPath"),
    )
)
_SVG = "{http://www.w3.org/2000/svg}"
_REACHES_OUT = re.compile(r"url\s*\(\s*(?![\"']?#)|javascript:|data:|@import|expression|\\", re.IGNORECASE)


def data_address(data: bytes) -> str | None:
    """A picture as a `data:` address; None for what is no picture that can be used."""
    kind = _kind(data) if len(data) <= LOGO_LIMIT else None
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}" if kind else None


def _kind(data: bytes) -> str | None:
    if data.startswith(_PNG):
        return "png" if _fits(_size_of_png(data)) else None
    if data.startswith(_JPEG):
        return "jpeg" if _fits(_size_of_jpeg(data)) else None
    return "svg+xml" if _is_harmless_svg(data) else None


def _fits(size: tuple[int, int] | None) -> bool:
    return size is not None and all(0 < side <= MAX_SIDE for side in size)


def _size_of_png(data: bytes) -> tuple[int, int] | None:
    if len(data) < 33 or data[12:16] != b"IHDR":  # noqa: PLR2004  the signature and the first chunk
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _size_of_jpeg(data: bytes) -> tuple[int, int] | None:
    """Width and height out of the first frame header; None where there is none."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004  every segment begins so
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        if length < 2:  # noqa: PLR2004  it counts itself
            return None
        at += 2 + length
    return None


def _is_harmless_svg(data: bytes) -> bool:
    """Elements and attributes of a list, no address but into itself, no entity that could grow."""
    if b"<!" in re.sub(rb"<!--.*?-->", b"", data, flags=re.DOTALL) or b"<svg" not in data:
        return False
    try:
        root = ET.fromstring(data)  # noqa: S314  no declaration is left in it, and it is small
    except (ET.ParseError, ValueError, LookupError):
        return False
    elements = list(root.iter())
    return root.tag == f"{_SVG}svg" and len(elements) <= MAX_ELEMENTS and all(map(_is_harmless, elements))


def _is_harmless(element: ET.Element) -> bool:
    names = [name.rpartition("}")[2].lower() for name in element.attrib]
    return (
        element.tag.startswith(_SVG)
        and element.tag.removeprefix(_SVG) in _ELEMENTS
        and not any(name.startswith("on") or name in ("href", "src", "base") for name in names)
        and not any(_REACHES_OUT.search(value) for value in element.attrib.values())
    )
