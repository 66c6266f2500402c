"""What a leaver says of the territory as a whole: the last day and the lost customers stand on the plan."""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.model.questionnaire import LEAVER
from cfdiag.model.view import ReportSection
from cfdiag.render.view.context import Material

WHOLE, OWN_PAGES = True, False
NEEDS = frozenset({LEAVER, "last_day", "lost_customers", "lost_known_from", "lost_when", "lost_why"})
SECTIONS: dict[str, Callable[[Material], ReportSection | None]] = {}
PARTS: dict[str, Callable[[Material], object]] = {}
"""The page is that of `territory-handover`: one plan for both."""
