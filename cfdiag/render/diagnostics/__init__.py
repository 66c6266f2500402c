"""What the report of one particular questionnaire needs beside the rest: a file each, named by its id.

A file declares `NEEDS` (the ids of questions, sections, options and groups that it asks for: `check` and a
test hold them against the questionnaire), `PARTS` (`{key of the view: maker}`), `WHOLE` (whether it asks for
whole interviews), and `OWN_PAGES`: whether what was said stands on its pages alone, so that lists and quotes
leave it out.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

from cfdiag.model.questionnaire import Questionnaire

ENTRY = ("NEEDS", "PARTS", "WHOLE", "OWN_PAGES")
"""What each file of this folder brings: the names of `DiagnosticPages`."""


class DiagnosticPages(Protocol):
    """What the file of a diagnostic holds."""

    NEEDS: frozenset[str]
    PARTS: Mapping[str, Callable[..., Any]]
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

PARTS: dict[str, Callable[..., Any]] = {
    key: make for module in DIAGNOSTICS.values() for key, make in module.PARTS.items()
}
"""`{key of the view: maker}` of all of them."""


def missing(questionnaire: Questionnaire) -> list[str]:
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
