"""A `Result` to the action plan, or to one of its pages."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from cfdiag.api.material import accounts_of, language_of, setting_of, with_material
from cfdiag.api.scoring import Result
from cfdiag.api.surroundings import chosen_day
from cfdiag.ground.choices import choose, listed
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, closest, fault
from cfdiag.ground.files import read_bytes
from cfdiag.model.listed import ids_by_word, same
from cfdiag.model.result import Result as Figures
from cfdiag.model.view import Report as View
from cfdiag.render.pages import PAGES, Page
from cfdiag.render.report import (
    AUDIENCES,
    FINISH,
    IS_TEXT,
    PAGE_KIND,
    REPORT_FORMATS,
    Rendered,
    Target,
    build_view,
    format_of_file,
    formats_of_page,
)
from cfdiag.render.templates.custom import render_own
from cfdiag.scoring.compare import as_data, compare, comparison_as_shown

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


class ReportEdition(NamedTuple):
    """Which report: checked before anything is scored."""

    format: str
    template: str
    """The name of a shipped page, or the path of somebody's own template, or empty for the report."""
    own: str | None
    """What stands in somebody's own template."""
    audience: str


def report(
    result: Result | Figures,
    *,
    format: str = USUAL_FORMAT,  # noqa: A002  the flag's name
    template: str | os.PathLike[str] = "",
    audience: str = "internal",
    account: str = "",
    baseline: Figures | None = None,
) -> bytes:
    """The action plan of a result.

    Args:
        result: what `score` or `score_paths` gave, whose language and day are the report's; or figures
            that were saved earlier, as `load_result` reads them: with their words, or of figures alone.
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
) -> ReportEdition:
    """Which report is asked for.

    Args:
        format: empty: the one that the file's name asks for, or the usual one.
        template: see `report`.
        audience: see `report`.
        file: where it is to be written.

    Raises:
        CfdiagError: `wrong-option`, `unknown-template`, `cannot-read`, `not-text`.
    """
    chosen = choose("--format", format, REPORT_FORMATS) or format_of_file(Path(file).suffix) or USUAL_FORMAT
    choose("--audience", audience, AUDIENCES)
    name = os.fspath(template)
    return ReportEdition(chosen, name, _own(name, chosen), audience)


def render_report(
    result: Result | Figures,
    edition: ReportEdition,
    *,
    account: str = "",
    baseline: Figures | None = None,
    stem: str = "",
    language: str = "",
    day: str = "",
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

    Raises:
        CfdiagError: `unknown-account`, `no-account`, `no-data`, `no-texts`, `missing-extra`, `template`.
    """
    if isinstance(result, Result):
        figures, spoken, today = with_material(result), result.options.language, result.options.today
    else:
        figures, spoken, today = result, language_of(result, language), chosen_day(day)
    if baseline is not None:
        moved = comparison_as_shown(compare(baseline, figures), baseline, figures)
        figures = replace(figures, baseline=as_data(moved))
    about = _account(account, figures, _listed(result))
    setting = setting_of(figures, language=spoken, day=today, audience=edition.audience, account=about)
    view = build_view(figures, setting)
    if edition.own is not None:
        text = render_own(view, edition.own, edition.template)
        finish = FINISH[edition.format]
        return Rendered(finish(text) if finish else text.encode(), {})
    if edition.template:
        _can_be_made(PAGES[edition.template], edition.template, view, about)
    return REPORT_FORMATS[edition.format](view, Target(edition.template, stem))


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


def _can_be_made(page: Page, name: str, view: View, account: str) -> None:
    if not account and len(page.accounts(view)) > 1:
        raise fault(
            Code.NO_ACCOUNT,
            f"the page '{name}' goes to one customer, and several were heard",
            f"name one with --account: {', '.join(page.accounts(view))}",
        )
    if not page.has_data(view):
        raise fault(Code.NO_DATA, f"there is nothing to put on the page '{name}'", f"it needs {page.needs}")
