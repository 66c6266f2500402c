"""docs/templates.md lists every variable and page; `CFDIAG_REBASELINE=1` writes the lists anew."""

from __future__ import annotations

import ast
import os
import re
import types
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec

from cfdiag.model import blocks, view
from cfdiag.model.block import Tagged
from cfdiag.render.pages import PAGES

DOCS = Path(__file__).parents[3] / "docs" / "templates.md"
HOMES = {module.__name__: module for module in (view, blocks)}
NAMES = {str: "text", bool: "true or false", int: "number", float: "number", type(None): "none"}


def structs(first: type) -> list[type]:
    """The structs that one is made of, itself first, each before those that it is made of."""
    found, left = [], [first]
    while left:
        part = left.pop(0)
        if isinstance(part, type) and issubclass(part, msgspec.Struct):
            if part.__module__ in HOMES and part not in found:
                found.append(part)
                left += typing.get_type_hints(part).values()
        else:
            left += typing.get_args(part)
    return found


def words(type_) -> str:
    """A type as a writer of templates thinks of it."""
    if typing.get_origin(type_) is tuple:
        return f"list of {words(typing.get_args(type_)[0])}"
    if isinstance(type_, types.UnionType) or typing.get_origin(type_) is typing.Union:
        return " or ".join(dict.fromkeys(words(each) for each in typing.get_args(type_)))
    if type_ in NAMES:
        return NAMES[type_]
    if issubclass(type_, msgspec.Struct) and type_.__module__ in HOMES:
        return f"`{type_.__name__}`"
    return "coordinates"


def explained() -> dict[tuple[str, str], str]:
    """What stands in the source below each field."""
    trees = [ast.parse(Path(module.__file__).read_text(encoding="utf-8")) for module in HOMES.values()]
    found = {}
    for struct in (each for tree in trees for each in tree.body):
        if not isinstance(struct, ast.ClassDef):
            continue
        for field, below in zip(struct.body, [*struct.body[1:], None], strict=True):
            if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr):
                found[struct.name, field.target.id] = " ".join(below.value.value.split())
    return found


def variables() -> str:
    return "\n".join(["", *lines(), ""])


def lines() -> Iterator[str]:
    said = explained()
    for struct in structs(view.Report):
        name = "view" if struct is view.Report else f"`{struct.__name__}`"
        kind = f' (`kind` is "{struct.__struct_config__.tag}")' if issubclass(struct, Tagged) else ""
        yield from (f"### {name}{kind}", "", " ".join((struct.__doc__ or "").split()), "")
        yield from ("| key | | |", "| --- | --- | --- |")
        for key, type_ in typing.get_type_hints(struct).items():
            yield f"| `{key}` | {words(type_)} | {said.get((struct.__name__, key), '')} |"
        yield ""


def pages() -> str:
    return "\n".join(
        [
            "",
            "| page | |",
            "| --- | --- |",
            *(f"| `{n}` | {p.what}; needs {p.needs} |" for n, p in PAGES.items()),
            "",
        ]
    )


def test_every_variable_and_page_is_listed():
    text = DOCS.read_text(encoding="utf-8")
    expected = text
    for name, lines in (("variables", variables()), ("pages", pages())):
        expected = re.sub(
            rf"(<!-- {name} -->).*(<!-- end of {name} -->)",
            lambda m, lines=lines: m[1] + lines + m[2],
            expected,
            flags=re.DOTALL,
        )
    if os.environ.get("CFDIAG_REBASELINE"):
        DOCS.write_text(expected, encoding="utf-8", newline="\n")
    assert DOCS.read_text(encoding="utf-8") == expected
