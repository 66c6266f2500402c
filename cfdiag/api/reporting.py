"""A `Result` to the action plan, or to one of its pages, in the edition that was asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping

from msgspec.structs import replace

from cfdiag.api.material import accounts_of, language_of, setting_of, texts_at_hand, with_material
from cfdiag.api.report_edition import USUAL_FORMAT, ReportEdition, edition_of
from cfdiag.api.result import Result
from cfdiag.api.surroundings import chosen_day
from cfdiag.formats.library import Library
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import closest, fault
from cfdiag.model.listed import ids_by_word, same
from cfdiag.model.result import Result as Figures
from cfdiag.model.view import Report as View
from cfdiag.render.pages import Page
from cfdiag.render.report import AUDIENCES, FINISH, IS_TEXT, REPORT_FORMATS, Rendered, Target, build_view
from cfdiag.render.templates.custom import render_own
from cfdiag.scoring.compare import compare
from cfdiag.scoring.moved import comparison_as_shown

__all__ = ["IS_TEXT", "Rendered", "render_report", "render_view", "report", "view_of"]


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
    found = ids_by_word(known).get(same(given))
    if found is None:
        names = sorted({title or id_ for id_, title in known.items()})
        hint = closest(given, names) or (
            f"the accounts are {', '.join(names)}" if names else "no interview names an account"
        )
        raise fault(Code.UNKNOWN_ACCOUNT, f"no interview is about the account '{given}'", hint)
    return found


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
