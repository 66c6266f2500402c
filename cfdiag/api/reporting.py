"""A `Result` to the action plan, or to one of its pages."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from cfdiag.api.material import accounts_of, language_of, setting_of, texts_at_hand, with_material
from cfdiag.api.result import Result
from cfdiag.api.surroundings import chosen_day
from cfdiag.formats.library import Library
from cfdiag.ground.choices import choose, listed
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, closest, fault
from cfdiag.ground.files import read_bytes
from cfdiag.model.listed import ids_by_word, same
from cfdiag.model.result import Result as Figures
from cfdiag.model.view import Report as View
from cfdiag.render.pages import PAGES, Page, page_of
from cfdiag.render.report import (
    AUDIENCES,
    FINISH,
    IS_TEXT,
    PAGE_KIND,
    REPORT_FORMATS,
    TAKES_REFERENCE,
    Rendered,
    Target,
    build_view,
    format_of_file,
    formats_of_page,
)
from cfdiag.render.templates.custom import render_own
from cfdiag.scoring.compare import compare
from cfdiag.scoring.moved import comparison_as_shown

__all__ = [
    "AUDIENCES",
    "IS_TEXT",
    "PAGES",
    "REPORT_FORMATS",
    "USUAL_FORMAT",
    "Rendered",
    "ReportEdition",
    "edition_of",
    "render_report",
    "report",
    "view_of",
]  # fmt: skip

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


def report(
    result: Result | Figures,
    *,
    format: str = USUAL_FORMAT,  # noqa: A002  the flag's name
    template: str | os.PathLike[str] = "",
    audience: str = "",
    account: str = "",
    baseline: Figures | None = None,
    reference: str | os.PathLike[str] = "",
) -> bytes:
    """The action plan of a result.

    Args:
        result: what `score` or `score_paths` gave, whose language and day are the report's; or figures
            that were saved earlier, as `load_result` reads them: with their words, or of figures alone.
        format: `html`, `markdown`, `json`, `docx`, `pptx` or `pdf`; texts are UTF-8.
        template: the name of a shipped page, or the path of a template of your own.
        audience: `internal` (where nothing is said), or `customer` for what a customer may read; a page that
            is made for one of them is for no other.
        account: the account that a page is about, by its id or its title.
        baseline: an earlier result; adds what moved since.
        reference: the path of a firm's own file of the same format: its styles, headers and footers, or
            its master, are taken over.

    Raises:
        CfdiagError: a choice that there is not, a page without data, a missing extra.
    """
    edition = edition_of(format, template, audience, reference=reference)
    return render_report(result, edition, account=account, baseline=baseline).data


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
        template: see `report`.
        audience: see `report`.
        file: where it is to be written.
        on_terminal: it goes to a terminal: then what nobody chose is what one can read there.
        reference: see `report`.

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


def render_report(
    result: Result | Figures,
    edition: ReportEdition,
    *,
    account: str = "",
    baseline: Figures | None = None,
    stem: str = "",
    language: str = "",
    day: str = "",
    library: Library | None = None,
) -> Rendered:
    """The report and the files that belong beside it.

    Args:
        result: see `report`.
        edition: which report.
        account: see `report`.
        baseline: see `report`.
        stem: the output file's name without its suffix; without one there are no files beside it.
        language: of saved figures: another than their own.
        day: of saved figures: the report's, an ISO date; else today.
        library: the questionnaires at hand, for saved figures without texts; else the shipped ones.

    Raises:
        CfdiagError: `unknown-account`, `no-account`, `no-data`, `no-texts`, `missing-extra`, `template`.
    """
    if isinstance(result, Result):
        figures, spoken, today = with_material(result), result.options.language, result.options.today
    else:
        figures, spoken, today = result, language_of(result, language), chosen_day(day)
    if baseline is not None:
        moved = comparison_as_shown(compare(baseline, figures), baseline, figures)
        figures = replace(figures, baseline=moved)
    about = _account(account, figures, _listed(result))
    # What a page for customers shows is chosen by its template, out of what insiders know of one account.
    chosen_by_page = edition.page is not None and edition.page.audience == "customer"
    reader = AUDIENCES[0] if chosen_by_page else edition.audience
    texts = texts_at_hand(figures, library or Library())
    setting = setting_of(figures, language=spoken, day=today, audience=reader, account=about, texts=texts)
    view = build_view(figures, setting)
    if edition.page is not None:
        _can_be_made(edition.page, edition.template, view, about)
    return render_view(view, edition, stem)


def render_view(view: View, edition: ReportEdition, stem: str = "") -> Rendered:
    """A view in the format and by the template that were asked for.

    Raises:
        CfdiagError: `missing-extra`, `bad-reference`, `template`.
    """
    target = Target(edition.template, stem, edition.reference)
    if edition.own is not None:
        text = render_own(view, edition.own, edition.template)
        finish = FINISH[edition.format]
        return Rendered(finish(text, view, target) if finish else text.encode(), {})
    return REPORT_FORMATS[edition.format](view, target)


def view_of(result: Result, *, audience: str = "internal", account: str = "") -> View:
    """What every format of the report is rendered from."""
    figures, options = with_material(result), result.options
    setting = setting_of(
        figures, language=options.language, day=options.today, audience=audience, account=account
    )
    return build_view(figures, setting)


def _listed(result: Result | Figures) -> Mapping[str, str]:
    """What may be said for an account of the engagement, aliases too; nothing of saved figures."""
    return result.near.engagement.ids()["account"] if isinstance(result, Result) else {}


def _account(given: str, figures: Figures, listed: Mapping[str, str]) -> str:
    """The id of the account that was named, by its id, its title or an alias."""
    known = accounts_of(figures)
    if not given or given in known:
        return given
    meant = listed.get(same(given), "")
    if meant in known:
        return meant
    found = [id_ for word, id_ in ids_by_word(known).items() if word == same(given)]
    if not found:
        names = sorted({title or id_ for id_, title in known.items()})
        hint = closest(given, names) or (
            f"the accounts are {', '.join(names)}" if names else "no interview names an account"
        )
        raise fault(Code.UNKNOWN_ACCOUNT, f"no interview is about the account '{given}'", hint)
    return found[0]


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


def _all_at_once(page: Page) -> str:
    return "; or have a file for each: cfdiag handover" if page.one_of == "handover_accounts" else ""


def _can_be_made(page: Page, name: str, view: View, account: str) -> None:
    if not account and len(page.accounts(view)) > 1:
        raise fault(
            Code.NO_ACCOUNT,
            f"the page '{name}' is about one customer, and there are several here",
            f"name one with --account: {', '.join(page.accounts(view))}{_all_at_once(page)}",
        )
    if not page.has_data(view):
        raise fault(Code.NO_DATA, f"there is nothing to put on the page '{name}'", f"it needs {page.needs}")
