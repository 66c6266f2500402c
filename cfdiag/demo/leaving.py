"""What the fictional rep who leaves says of the territory as a whole."""

from __future__ import annotations

from cfdiag.handover.values import TERRITORY
from cfdiag.model.interview import AnswerValue

_PLACE = (TERRITORY, "leaver")

LEAVING_SAYINGS: dict[tuple[str, str, str], tuple[str, ...]] = {
    (*_PLACE, "lost_why/Pier Hotels"): ("'Nobody called us back for two days, and then a bill came.'",),
    (*_PLACE, "lost_why/North Dock"): ("They moved; the new building came with its own lifts.",),
    (*_PLACE, "keep_doing"): ("Riding along with the caretakers once a quarter. They see what we do not.",),
    (*_PLACE, "not_asked"): ("Who inside I would miss first: the planner of the district.",),
}
LEAVING_PICKS: dict[tuple[str, str, str], tuple[AnswerValue, ...]] = {
    (*_PLACE, "last_day"): ("2026-12-04",),
    (*_PLACE, "successor_known"): ("yes",),
    (*_PLACE, "customers_told"): ("no",),
    (*_PLACE, "lost_when/Pier Hotels"): ("2025-09",),
    (*_PLACE, "lost_when/North Dock"): ("2026-03",),
    (*_PLACE, "lost_known_from/Pier Hotels"): ("they_said",),
    (*_PLACE, "lost_known_from/North Dock"): ("we_assume",),
    (*_PLACE, "lost_contact"): ("no",),
}
LEAVING_ITEMS: dict[tuple[str, str, str], tuple[tuple[str, ...], ...]] = {
    (*_PLACE, "lost_customers"): (("Pier Hotels", "North Dock"),),
}
