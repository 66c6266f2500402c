"""A `Result` to the action plan, or to one of its pages."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from cfdiag.api.scoring import Result
from cfdiag.ground.choices import choose, listed
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, closest, fault
from cfdiag.ground.files import inside, read_bytes
from cfdiag.model.result import Result as Figures
from cfdiag.render.pages import PAGES, Page
from cfdiag.render.report import (
    AUDIENCES,
    FINISH,
    FORMATS,
    IS_TEXT,
    PAGE_KIND,
    Rendered,
    Setting,
    Target,
    build_view,
    format_of_file,
    formats_of_page,
)
from cfdiag.render.templates.custom import render_own
from cfdiag.render.view.logo import LOGO_LIMIT, MAX_SIDE, data_address
from cfdiag.scoring.compare import as_data, compare
from cfdiag.scoring.privacy.remarks import collect_remarks

__all__ = [
    "AUDIENCES", "FORMATS", "IS_TEXT", "PAGES", "USUAL", "Edition", "Rendered", "edition_of", "render_report",
    "report", "view_of",
]  # fmt: skip

USUAL = "html"
"""The format where nothing else says one."""


class Edition(NamedTuple):
    """Which report: checked before anything is scored."""

    format: str
    template: str
    """The name of a shipped page, or the path of somebody's own template, or empty for the report."""
    own: str | None
    """What stands in somebody's own template."""
    audience: str


def report(
    result: Result,
    *,
    format: str = USUAL,  # noqa: A002  the flag's name
    template: str | os.PathLike[str] = "",
    audience: str = "internal",
    account: str = "",
    baseline: Figures | None = None,
) -> bytes:
    """The action plan of a result.

    Args:
        result: what `score` or `score_paths` gave; its language and its day are the report's.
        format: `html`, `markdown`, `json`, `docx` or `pdf`; texts are UTF-8.
        template: the name of a shipped page, or the path of a template of your own.
        audience: `internal`, or `customer` for what a customer may read.
        account: the account that a page is about, by its id or its title.
        baseline: an earlier result; adds what moved since.

    Raises:
        CfdiagError: a choice that there is not, a page without data, a missing extra.
    """
    edition = edition_of(format, template, audience)
    return render_report(result, edition, account=account, baseline=baseline).data


def edition_of(
    format: str = "",  # noqa: A002  the flag's name
    template: str | os.PathLike[str] = "",
    audience: str = "internal",
    file: str | os.PathLike[str] = "",
) -> Edition:
    """Which report is asked for.

    Args:
        format: empty: the one that the file's name asks for, or the usual one.
        template: see `report`.
        audience: see `report`.
        file: where it is to be written.

    Raises:
        CfdiagError: `wrong-option`, `unknown-template`, `cannot-read`, `not-text`.
    """
    chosen = choose("--format", format, FORMATS) or format_of_file(Path(file).suffix) or USUAL
    choose("--audience", audience, AUDIENCES)
    name = os.fspath(template)
    return Edition(chosen, name, _own(name, chosen), audience)


def render_report(
    result: Result,
    edition: Edition,
    *,
    account: str = "",
    baseline: Figures | None = None,
    stem: str = "",
) -> Rendered:
    """The report and the files that belong beside it.

    Args:
        result: see `report`.
        edition: which report.
        account: see `report`.
        baseline: see `report`.
        stem: the output file's name without its suffix; without one there are no files beside it.

    Raises:
        CfdiagError: `unknown-account`, `no-account`, `no-data`, `missing-extra`, `template`.
    """
    if baseline is not None:
        moved = as_data(compare(baseline, result.figures))
        result = result.with_figures(msgspec.structs.replace(result.figures, baseline=moved))
    about = _account(account, result)
    view = view_of(result, audience=edition.audience, account=about)
    if edition.own is not None:
        text = render_own(view, edition.own, edition.template)
        finish = FINISH[edition.format]
        return Rendered(finish(text) if finish else text.encode(), {})
    if edition.template:
        _can_be_made(PAGES[edition.template], edition.template, view, about)
    return FORMATS[edition.format](view, Target(edition.template, stem))


def view_of(result: Result, *, audience: str = "internal", account: str = "") -> Mapping[str, Any]:
    """What every format of the report is rendered from."""
    kept = result.interviews
    return build_view(
        result.figures,
        result.held_with,
        collect_remarks(kept, result.options),
        [interview for interview, _ in kept],
        _setting(result, audience, account),
    )


def _setting(result: Result, audience: str, account: str) -> Setting:
    """For whom a report is, when and in which language, under whose name."""
    engagement, options = result.near.engagement, result.options
    return Setting(
        client=engagement.client,
        date=options.today,
        language=options.language,
        audience="customer" if audience == "customer" else "internal",
        confidentiality=engagement.confidentiality,
        branding=engagement.branding,
        logo=_logo(result),
        fictional=engagement.fictional,
        account=account,
        accounts=engagement.accounts,
        departments=engagement.departments,
    )


def _logo(result: Result) -> str:
    logo, folder = result.near.engagement.branding.logo, result.near.folder
    if not logo or folder is None:
        return ""
    address = data_address(inside(folder, logo, LOGO_LIMIT))
    if address is None:
        raise fault(
            Code.BAD_LOGO,
            "the logo is no picture that can be used",
            f"use a PNG or JPEG of at most {LOGO_LIMIT // 1000} kB and {MAX_SIDE:,} pixels a side; "
            "an SVG may hold shapes and words only",
            Location(str(folder / logo)),
        )
    return address


def _account(given: str, result: Result) -> str:
    """The id of the account that was named, by its id or its title."""
    titles = result.near.engagement.accounts
    heard = {interview.respondent.account for interview, _ in result.interviews}
    known = {account: titles.get(account, "") for account in heard if account}
    if not given or given in known:
        return given
    found = [id_ for id_, title in known.items() if title.casefold() == given.casefold()]
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


def _can_be_made(page: Page, name: str, view: Mapping[str, Any], account: str) -> None:
    if page.one_of and not account and len(view[page.one_of]) > 1:
        raise fault(
            Code.NO_ACCOUNT,
            f"the page '{name}' goes to one customer, and several were heard",
            f"name one with --account: {', '.join(view[page.one_of])}",
        )
    if not page.has_data(view):
        raise fault(Code.NO_DATA, f"there is nothing to put on the page '{name}'", f"it needs {page.needs}")
