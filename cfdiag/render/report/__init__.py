"""The formats of the report: one file each, with a function `render(view, target)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cfdiag.ground.folder import Folder
from cfdiag.model.view import Report
from cfdiag.render.build import build_view
from cfdiag.render.pages import PAGES
from cfdiag.render.target import Rendered, Renderer, Target
from cfdiag.render.view.setting import AUDIENCES, Setting

__all__ = [
    "AUDIENCES",
    "FINISH",
    "IS_TEXT",
    "PAGE_KIND",
    "REPORT_FORMATS",
    "TAKES_REFERENCE",
    "Rendered",
    "Renderer",
    "Setting",
    "Target",
    "build_view",
    "format_of_file",
    "formats_of_page",
]  # fmt: skip

ENTRY = "render"

REPORT_FORMATS: Folder[Renderer] = Folder(__name__, ENTRY)

IS_TEXT: Folder[bool] = Folder(__name__, "IS_TEXT", True)
"""Whether a terminal can show the format."""
PAGE_KIND: Folder[str] = Folder(__name__, "PAGE_KIND", "")
"""Which template of a shipped page the format is made from (`html`, `md`); empty: from none."""
PAGE_SLIDES: Folder[Mapping[str, Sequence[str]]] = Folder(__name__, "PAGE_SLIDES", {})
"""The shipped pages that the format shows without a template, as slides of the report."""
FINISH: Folder[Callable[[str, Report, Target], bytes] | None] = Folder(__name__, "finish", None)
"""What makes the format of the text that somebody's own template gave; None: it is that text."""
TAKES_REFERENCE: Folder[bool] = Folder(__name__, "TAKES_REFERENCE", False)
"""Whether the format can take over the looks of a firm's own file."""
_SUFFIXES: Folder[tuple[str, ...]] = Folder(__name__, "SUFFIXES", ())
"""What a file of the format may end in, beside a dot and its name."""


def format_of_file(suffix: str) -> str:
    """The format that an output file's name asks for; empty where it says nothing.

    Args:
        suffix: from the dot on, as it was typed.
    """
    given = suffix.lower()
    if given[1:] in REPORT_FORMATS:
        return given[1:]
    return next((name for name, suffixes in _SUFFIXES.items() if given in suffixes), "")


def formats_of_page(name: str) -> list[str]:
    """The formats that a shipped page can be made as."""
    kinds = PAGES.kinds(name)
    return [format_ for format_, kind in PAGE_KIND.items() if kind in kinds or name in PAGE_SLIDES[format_]]
