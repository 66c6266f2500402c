"""The view model: everything a report shows, worded, sorted and rounded, as plain dicts and lists.

Every format is made from this one value, so no two of them can disagree, and a template of somebody
else needs nothing but it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.result import Result
from cfdiag.render.diagnostics import OWN_PAGES, PARTS
from cfdiag.render.view.actions import actions, decisions
from cfdiag.render.view.baseline import since
from cfdiag.render.view.branding import branding
from cfdiag.render.view.breakdown import breakdown
from cfdiag.render.view.context import Material, OwnPages, Part
from cfdiag.render.view.importance import importance
from cfdiag.render.view.letter import accounts_heard, letter
from cfdiag.render.view.method import cover, method
from cfdiag.render.view.perception import perception
from cfdiag.render.view.scores import score_table
from cfdiag.render.view.setting import Setting
from cfdiag.render.view.summary import summary
from cfdiag.render.view.unknowns import unknowns
from cfdiag.render.view.voices import counts, voices
from cfdiag.scoring.privacy.edition import for_customers

FORMAT = "cfdiag/report@1"

SECTIONS: tuple[tuple[str, str, Callable[[Material], Part | None]], ...] = (
    ("scorecard", "Scorecard", score_table),
    ("perception", "How you think they see you, how they see you", perception),
    ("importance", "Importance and performance", importance),
    ("breakdown", "Where it differs", breakdown),
    ("actions", "Actions", actions),
    ("accounts", "Per account", PARTS["accounts"]),
    ("unknowns", "What nobody could answer", unknowns),
    ("baseline", "Since last time", since),
    ("counts", "Answer by answer", counts),
    ("voices", "In their own words", voices),
)
"""`(key in the view, title where it is missing, maker)`."""

ORDER = (
    "summary", "scorecard", "perception", "importance", "breakdown", "actions", "accounts", "unknowns",
    "baseline", "method", "counts", "voices",
)  # fmt: skip
APPENDIX = ("counts", "voices")
WITHOUT_SCORES = (
    "summary", "counts", "voices", "accounts", "scorecard", "perception", "importance", "breakdown",
    "actions", "unknowns", "baseline", "method",
)  # fmt: skip
"""Where nothing is scored, what people answered is the report."""
FOR_CUSTOMERS = ("summary", "voices", "actions", "scorecard", "unknowns", "counts", "method")
"""What customers said and what is done with it come before any table; they have no appendix."""


def build_view(result: Result, setting: Setting) -> dict[str, Any]:
    """The view of one result.

    Args:
        result: everything that may be shown; without material it makes a report of figures alone.
        setting: for whom, when, in which language.

    Returns:
        Plain dicts, lists, texts, numbers, booleans and None. A section without data is None.
    """
    words, pages = locale_for(setting.language), OwnPages(PARTS, OWN_PAGES)
    own = for_customers(result, setting.account)
    theirs = Material(own, replace(setting, audience="customer"), words, pages)
    inside = Material(result, setting, words, pages)
    material = theirs if setting.audience == "customer" else inside
    w = material.words
    customer = setting.audience == "customer"
    made = {
        key: make(material) if not customer or key in FOR_CUSTOMERS else None for key, _, make in SECTIONS
    }
    order = FOR_CUSTOMERS if customer else ORDER if made["scorecard"] else WITHOUT_SCORES
    missing = [w(title) for key, title, _ in SECTIONS if made[key] is None and key in order]
    framed: dict[str, Part | None] = {
        "summary": summary(material),
        **made,
        "method": method(material, missing),
    }
    front = cover(material)
    return {
        "format": FORMAT,
        "language": setting.language,
        "audience": setting.audience,
        "cover": front,
        "stamps": front["stamps"],
        "branding": branding(setting),
        "contents": [
            {"id": key, "title": section["title"], "appendix": key in APPENDIX and order is ORDER}
            for key in order
            if (section := framed[key])
        ],
        **framed,
        "decisions": decisions(material, framed["actions"]),
        **{key: make(material) for key, make in PARTS.items() if key not in made},
        "letter": letter(theirs, material),
        "letter_accounts": [] if customer else accounts_heard(theirs),
    }
