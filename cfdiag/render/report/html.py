"""One HTML file that holds everything: no script, no request, for screen and paper."""

from __future__ import annotations

from cfdiag.model.view import Report
from cfdiag.render.target import Rendered, Target
from cfdiag.render.templates.environment import fill_template, shipped_environment
from cfdiag.render.templates.finishing import finished

PAGE_KIND = "html"
SUFFIXES = (".htm",)


def render(view: Report, target: Target) -> Rendered:
    """The report, or one of the shipped pages, as HTML."""
    name = target.file("html")
    template = shipped_environment(view.language, "html").get_template(name)
    return Rendered(finished(fill_template(template, name, view=view), name).encode(), {})
