"""What is done to the text of every template, shipped or somebody's own: a copy gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from cfdiag.ground.marks import GENERATOR, LAST_LINE
from cfdiag.render.templates.environment import MARKDOWN_SUFFIXES, template_suffix


def tidy(text: str) -> str:
    """Markdown with no more than one empty line in a row, none at the start, no blanks at line ends."""
    lines = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def _markdown(text: str) -> str:
    return f"{tidy(text)}\n{LAST_LINE}\n"


def _html(text: str) -> str:
    # The shipped head says it; a template of somebody's own need not.
    page = text.lstrip()
    return page if GENERATOR in page else f"{page.rstrip()}\n{LAST_LINE}\n"


_HTML_SUFFIXES = (".html", ".htm")
# Not by how texts are escaped: what nobody knows is escaped for HTML, and its comment may be a fault there.
_BY_SUFFIX: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(MARKDOWN_SUFFIXES, _markdown),
    **dict.fromkeys(_HTML_SUFFIXES, _html),
}


def finished(text: str, name: str) -> str:
    """The text as a file of its kind: of Markdown tidy, HTML from its first mark on; other text as it is.

    Both say that cfdiag made them, so that they can be made again over the earlier file.

    Args:
        text: what a template gave.
        name: the template's.
    """
    return _BY_SUFFIX.get(template_suffix(name), str)(text)
