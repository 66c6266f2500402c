"""The page that people read before they are asked: made of an engagement, without interviews."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cfdiag.api.material import logo_of
from cfdiag.api.report_edition import ReportEdition
from cfdiag.api.reporting import render_view
from cfdiag.api.surroundings import around, chosen_day, chosen_language
from cfdiag.batch.inputs import refuse_addresses
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.locales.catalogue import LANGUAGES
from cfdiag.render.report import Rendered, Setting
from cfdiag.render.view.notice import notice_view

OF_ENGAGEMENT = "engagement"
"""What a page says that it is made of, where it needs no interviews."""


def needs_no_interviews(edition: ReportEdition) -> bool:
    """Whether a page is made of the engagement alone."""
    return edition.page is not None and edition.page.made_of == OF_ENGAGEMENT


def render_notice(
    edition: ReportEdition,
    paths: Sequence[str],
    *,
    questionnaires: Sequence[Path] = (),
    language: str = "",
    day: str = "",
    stem: str = "",
) -> Rendered:
    """The page, for every group of the questionnaires in use; in all languages of the engagement, or in one.

    Args:
        edition: which page, in which format.
        paths: the engagement's folder, or what lies in it; none: this folder.
        questionnaires: folders with more of them.
        language: of the pages; else those of the engagement.
        day: an ISO date; else today.
        stem: the output file's name without its suffix.

    Raises:
        CfdiagError: `no-data`: no engagement, or one that names no questionnaires; `missing-extra`;
            `template`; `wrong-use`: a path is an address.
    """
    refuse_addresses(paths)
    near = around([*paths] or [str(Path.cwd())], list(questionnaires), needed=lambda _: True)
    engagement = near.engagement
    used = {*engagement.questionnaires, *(id_ for who in engagement.roster for id_ in who.questionnaires)}
    at_hand = [each for each in near.library.readable().questionnaires if each.id in used]
    page = edition.page
    if near.folder is None or not at_hand or page is None:
        needs = page.needs if page else ""
        raise fault(
            Code.NO_DATA, f"there is nothing to put on the page '{edition.template}'", f"it needs {needs}"
        )
    spoken = chosen_language(language, engagement)
    several = [each for each in engagement.languages if each in LANGUAGES]
    setting = Setting(
        client=engagement.client,
        date=chosen_day(day),
        language=spoken,
        audience="staff",
        branding=engagement.branding,
        logo=logo_of(near),
        fictional=engagement.fictional,
    )
    view = notice_view(engagement, at_hand, [spoken] if language or not several else several, setting)
    return render_view(view, edition, stem)
