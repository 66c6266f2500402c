"""Which report is asked for: its format, its page or template, its reader; before anything is scored."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from cfdiag.ground.choices import choose, listed
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, closest, fault
from cfdiag.ground.files import read_bytes
from cfdiag.render.pages import PAGES, Page, page_of
from cfdiag.render.report import (
    AUDIENCES,
    PAGE_KIND,
    REPORT_FORMATS,
    TAKES_REFERENCE,
    format_of_file,
    formats_of_page,
)

__all__ = ["AUDIENCES", "PAGES", "REPORT_FORMATS", "USUAL_FORMAT", "ReportEdition", "edition_of"]

USUAL_FORMAT = "html"
"""The format where nothing else says one."""
TERMINAL_FORMAT = "markdown"
"""What is written to a terminal where nobody says which."""


class ReportEdition(NamedTuple):
    """Which report: checked before anything is scored."""

    format: str
    template: str
    """The name of a shipped page, or the path of somebody's own template, or empty for the report."""
    own: str | None
    """What stands in somebody's own template."""
    page: Page | None
    """What the template says of itself, where it is a page."""
    audience: str
    reference: bytes = b""
    """A firm's own file, whose looks the report takes over."""


def edition_of(
    format: str = "",  # noqa: A002  the flag's name
    template: str | os.PathLike[str] = "",
    audience: str = "",
    file: str | os.PathLike[str] = "",
    *,
    on_terminal: bool = False,
    reference: str | os.PathLike[str] = "",
) -> ReportEdition:
    """Which report is asked for.

    Args:
        format: empty: the one that the file's name asks for, or the usual one.
        template: see `cfdiag.report`.
        audience: see `cfdiag.report`.
        file: where it is to be written.
        on_terminal: it goes to a terminal: then what nobody chose is what one can read there.
        reference: see `cfdiag.report`.

    Raises:
        CfdiagError: `wrong-option`, `unknown-template`, `cannot-read`, `not-text`, `too-large`.
    """
    asked, suffix = choose("--format", format, REPORT_FORMATS), Path(file).suffix
    of_file = format_of_file(suffix)
    of_our_own = not os.fspath(template) or os.fspath(template) in PAGES
    if suffix and of_our_own and of_file != (asked or of_file or "-"):
        raise _contradicts(suffix, asked, of_file)
    chosen = asked or of_file or (TERMINAL_FORMAT if on_terminal else USUAL_FORMAT)
    choose("--audience", audience, AUDIENCES)
    name = os.fspath(template)
    own = _own(name, chosen)
    page = PAGES.get(name) if own is None else page_of(own)
    if page and page.audience and audience not in ("", page.audience):
        raise fault(
            Code.WRONG_OPTION, f"the page '{name}' is not for the audience '{audience}'",
            f"leave --audience out: it is '{page.audience}'",
        )  # fmt: skip
    reader = (page and page.audience) or audience or AUDIENCES[0]
    return ReportEdition(chosen, name, own, page, reader, _reference(os.fspath(reference), chosen))


def _reference(given: str, format_: str) -> bytes:
    """What stands in a firm's own file; nothing where none is named."""
    if not given:
        return b""
    if not TAKES_REFERENCE[format_]:
        taking = [f".{name}" for name, takes in TAKES_REFERENCE.items() if takes]
        raise fault(
            Code.WRONG_OPTION,
            f"{format_} takes no looks from a file of your own",
            f"--reference is for --output FILE{' or FILE'.join(taking)}; HTML and PDF: --template FILE",
        )
    if Path(given).suffix.lower() != f".{format_}":
        message = f"the looks of a {format_} report come from a .{format_} file"
        raise fault(Code.WRONG_OPTION, message, f"--reference FILE.{format_}")
    return read_bytes(Path(given))


def _contradicts(suffix: str, asked: str, of_file: str) -> CfdiagError:
    """A name that says another format than the one that was asked for, or one that no report has."""
    message = f"a file that ends in {suffix} is no {asked} report" if asked else f"no report ends in {suffix}"
    hint = f"--format {of_file}, or another --output" if of_file else f"one of {', '.join(REPORT_FORMATS)}"
    return fault(Code.WRONG_OPTION, message, hint)


def _own(given: str, format_: str) -> str | None:
    """What stands in somebody's own template; None where a page or the report itself is meant."""
    if given in PAGES:
        makes = formats_of_page(given)
        if format_ not in makes:
            hint = f"make it as {listed(makes)}"
            raise fault(Code.WRONG_OPTION, f"the page '{given}' cannot be made as {format_}", hint)
    if not given or given in PAGES:
        return None
    file = Path(given)
    if not file.suffix and not file.exists():
        pages = f"the pages are {', '.join(PAGES)}; or name a file of your own"
        near = closest(given, PAGES)
        hint = f"{near} {pages}" if near else pages
        raise fault(Code.UNKNOWN_TEMPLATE, f"there is no page '{given}'", hint)
    if not PAGE_KIND[format_]:
        raise fault(
            Code.WRONG_OPTION, f"a template of your own makes text, not {format_}", "leave --format out"
        )
    try:
        return read_bytes(file).decode()
    except UnicodeDecodeError as error:
        raise fault(
            Code.NOT_TEXT, "the template is not UTF-8 text", "save it as UTF-8", Location(given)
        ) from error
