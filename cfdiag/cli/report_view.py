"""From a result to the view that a report is rendered from: the same for `report` and `demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cfdiag.batch.score import Scored
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.files import inside
from cfdiag.model.engagement import Engagement
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Result
from cfdiag.render.report import Setting, build_view
from cfdiag.render.view.branding import LOGO_LIMIT, data_address
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.remarks import collect_remarks


def kept_of(scored: Scored) -> list[tuple[Interview, Questionnaire]]:
    """The interviews behind a result, each with its questionnaire."""
    return [
        (interview, scored.questionnaires[interview.questionnaire.id])
        for interview, _ in scored.interviews
        if interview.questionnaire.id in scored.questionnaires
    ]


def view_of(
    scored: Scored, options: Options, setting: Setting, result: Result | None = None
) -> dict[str, Any]:
    """The view of a run; of `result` where something was added to it."""
    kept = kept_of(scored)
    return build_view(
        result or scored.result,
        scored.questionnaires,
        collect_remarks(kept, options),
        [interview for interview, _ in kept],
        setting,
    )


def setting_of(
    engagement: Engagement,
    folder: Path | None,
    options: Options,
    *,
    audience: str = "internal",
    account: str = "",
) -> Setting:
    """For whom a report is, when and in which language, under whose name."""
    return Setting(
        client=engagement.client,
        date=options.today,
        language=options.language,
        audience="customer" if audience == "customer" else "internal",
        confidentiality=engagement.confidentiality,
        branding=engagement.branding,
        logo=_logo(engagement, folder),
        fictional=engagement.fictional,
        account=account,
        accounts=engagement.accounts,
        departments=engagement.departments,
    )


def _logo(engagement: Engagement, folder: Path | None) -> str:
    if not engagement.branding.logo or folder is None:
        return ""
    name = engagement.branding.logo
    address = data_address(inside(folder, name, LOGO_LIMIT))
    if address is None:
        raise fault(
            "bad-logo",
            "the logo is no picture that can be used",
            f"use a PNG, JPEG, GIF or SVG of at most {LOGO_LIMIT // 1000} kB",
            Location(str(folder / name)),
        )
    return address
