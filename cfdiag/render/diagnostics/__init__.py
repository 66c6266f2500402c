"""What the report of one particular questionnaire needs beside the rest: a file each, named by its id.

A file declares `NEEDS` (the ids of questions, sections, options and groups that it asks for: `check` and a
test hold them against the questionnaire), `SECTIONS` (`{id: maker}`, for the report), `PARTS` (`{field of
the view: maker}`, for its pages), `WHOLE` (whether it asks for whole interviews), and `OWN_PAGES`: whether
what was said stands on its pages alone, so that lists and quotes leave it out.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from typing import Protocol, TypedDict, cast

from cfdiag.model.blocks import TableBlock
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.view import Handover, ReportSection, RunSheet, TerritoryPlan
from cfdiag.render.view.context import Material


class PageParts(TypedDict, total=False):
    """What the pages show beside the report: fields of the view."""

    handovers: tuple[Handover, ...]
    territory: TableBlock | None
    territory_plan: TerritoryPlan | None
    promise_ledger: TableBlock | None
    handovers_note: str
    panel: RunSheet | None
    meeting: ReportSection | None
    meeting_accounts: tuple[str, ...]


ENTRY = ("NEEDS", "SECTIONS", "PARTS", "WHOLE", "OWN_PAGES")
"""What each file of this folder brings: the names of `DiagnosticPages`."""


class DiagnosticPages(Protocol):
    """What the file of a diagnostic holds."""

    NEEDS: frozenset[str]
    SECTIONS: Mapping[str, Callable[[Material], ReportSection | None]]
    PARTS: Mapping[str, Callable[[Material], object]]
    WHOLE: bool
    OWN_PAGES: bool


DIAGNOSTICS: dict[str, DiagnosticPages] = {
    module.name.replace("_", "-"): cast(
        "DiagnosticPages", importlib.import_module(f"{__name__}.{module.name}")
    )
    for module in pkgutil.iter_modules(__path__)
}
"""`{questionnaire id: its module}`."""

WHOLE = frozenset(id_ for id_, module in DIAGNOSTICS.items() if module.WHOLE)
"""The questionnaires whose report asks for whole interviews."""

OWN_PAGES = frozenset(id_ for id_, module in DIAGNOSTICS.items() if module.OWN_PAGES)
"""The questionnaires of which nothing is listed or quoted but on pages of their own."""

OWN_SECTIONS: dict[str, Callable[[Material], ReportSection | None]] = {
    key: make for module in DIAGNOSTICS.values() for key, make in module.SECTIONS.items()
}
"""`{id: maker}` of all of them."""


def parts_of(material: Material) -> PageParts:
    """What all of them have for pages."""
    makers = {key: make for module in DIAGNOSTICS.values() for key, make in module.PARTS.items()}
    return cast("PageParts", {key: make(material) for key, make in makers.items()})


def missing_ids(questionnaire: Questionnaire) -> list[str]:
    """The ids that the report of this questionnaire asks for and that it does not have."""
    module = DIAGNOSTICS.get(questionnaire.id)
    if module is None:
        return []
    has = set(questionnaire.groups)
    for section in questionnaire.sections:
        has.add(section.id)
        for question in section.questions:
            has.add(question.id)
            has.update(option.id for option in (*question.options, *question.tags))
    return sorted(module.NEEDS - has)
