"""A logo may come from anybody: what is let through is small, and reaches nothing."""

from __future__ import annotations

import base64

import pytest
from kits.pictures import jpeg, png, svg

from cfdiag.render.view.logo import LOGO_LIMIT, data_address

GOOD = {
    "png": png(),
    "jpeg": jpeg(),
    "svg+xml": svg(
        "<title>T</title><defs><linearGradient id='a'><stop offset='0'/></linearGradient></defs>"
        "<g transform='scale(2)'><circle r='3' fill='url(#a)'/><text>Acme</text></g>",
        '<?xml version="1.0"?><!-- drawn by hand -->',
    ),
}
BAD = {
    "nothing": b"",
    "a page": b"<html><svg></svg></html>",
    "a gif": b"GIF89a\1\0\1\0",
    "a large png": png(50_000, 50_000),
    "no size": png(0, 5),
    "a png cut off": png()[:20],
    "a large jpeg": jpeg(60_000, 60_000),
    "a jpeg without a frame": b"\xff\xd8\xff\xe0\0\4ab\xff\xd9",
    "a jpeg that turns in a circle": b"\xff\xd8" + b"\xff\xe0\0\0" * 40,
    "too many bytes": png() + b"0" * LOGO_LIMIT,
    "a script": svg("<script>alert(1)</script>"),
    "a handler": svg("<path d='M0 0' onload='alert(1)'/>"),
    "another document": svg("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>"),
    "a picture in it": svg("<image href='http://evil.example/x.png'/>"),
    "a picture of a file": svg("<image href='file:///etc/passwd'/>"),
    "a use": svg("<use href='#a'/>"),
    "a style sheet": svg("<style>@import 'http://evil.example/x.css';</style>"),
    "a fill from outside": svg("<path d='M0 0' fill='url(http://evil.example/x)'/>"),
    "a style from outside": svg("<path d='M0 0' style='fill:URL( \"http://evil.example/x\")'/>"),
    "an old link": svg("<path xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='x' d='M0 0'/>"),
    "entities that grow": svg("&b;", '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'),
    "an entity that reads": svg("&a;", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "too much of it": svg("<g/>" * 3_000),
    "not closed": svg()[:-4],
    "a strange encoding": svg().replace(b"<svg", b'<?xml version="1.0" encoding="utf-7"?><svg'),
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_picture_becomes_an_address_of_its_own_bytes(kind: str) -> None:
    made = data_address(GOOD[kind])
    assert made == f"data:image/{kind};base64," + base64.b64encode(GOOD[kind]).decode()


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_such_picture_is_refused(name: str) -> None:
    assert data_address(BAD[name]) is None
