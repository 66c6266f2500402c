"""docs/templates.md lists every variable and page; `CFDIAG_REBASELINE=1` writes the lists anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

from kits.report_builders import build_view, engagement, setting
from kits.report_pages import made
from msgspec.structs import replace

from cfdiag.render.charts.geometry import without_geometry
from cfdiag.render.pages import PAGES
from cfdiag.scoring.compare import as_data, compare

DOCS = Path(__file__).parents[3] / "docs" / "templates.md"
NAMES = {str: "text", bool: "true or false", int: "number", float: "number", type(None): "none"}


def paths(value, path: str, found: dict[str, str]) -> None:
    if isinstance(value, dict):
        if "columns" in value and "rows" in value and path != "view.method.table":
            found[path] = "table"
            return
        for key, inner in value.items():
            paths(inner, f"{path}.{key}", found)
    elif isinstance(value, list):
        for inner in value:
            paths(inner, f"{path}[]", found)
        if not value:
            found.setdefault(f"{path}[]", "")
    else:
        found[path] = found.get(path) or NAMES[type(value)]


def variables() -> str:
    result, questionnaires, remarks = engagement()
    result = replace(result, baseline=as_data(compare(result, result)))
    found: dict[str, str] = {}
    for view in (
        build_view(result, questionnaires, remarks, [], setting()),
        made(),
    ):
        paths(without_geometry(view), "view", found)
    known = {
        p: kind
        for p, kind in found.items()
        if kind and not (kind == "none" and any(q.startswith((p + ".", p + "[")) for q in found))
    }
    return "\n".join(
        ["", "| variable | |", "| --- | --- |", *(f"| `{p}` | {kind} |" for p, kind in known.items()), ""]
    )


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
