"""Markdown that reads well on GitHub and as plain text; charts as SVG files beside it."""

from __future__ import annotations

import re

from cfdiag.model.view import Report
from cfdiag.render.target import Rendered, Target
from cfdiag.render.templates.environment import fill_template, shipped_environment
from cfdiag.render.templates.finishing import finished
from cfdiag.render.templates.picture import picture

PAGE_KIND = "md"
SUFFIXES = (".md",)


def render(view: Report, target: Target) -> Rendered:
    """The report, or one of the shipped pages, as Markdown."""
    name = target.file("md")
    beside: dict[str, bytes] = {}
    files: dict[str, str] = {}
    # To standard output nothing can be put beside it: there charts stay tables.
    if target.stem and not target.template:
        for chart in [chart for section in view.sections for chart in section.charts()]:
            file = f"{target.stem}-{chart.id.removeprefix('chart-')}.svg"
            beside[file] = picture(chart, view.language).encode()
            files[chart.id] = _address(file)
    template = shipped_environment(view.language, "markdown").get_template(name)
    text = fill_template(template, name, view=view, files=files)
    return Rendered(finished(text, name).encode(), beside)


def _address(file: str) -> str:
    """A file's name as the address of a picture: everything unusual percent-encoded."""
    return "".join(
        c if re.match(r"[A-Za-z0-9._-]", c) else "".join(f"%{b:02X}" for b in c.encode()) for c in file
    )
