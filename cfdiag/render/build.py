"""The view: everything a report shows, worded, sorted and rounded.

Every format is made from this one value, so no two of them can disagree, and a template of somebody
else needs nothing but it.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.blocks import Block, HeadingBlock, TableBlock
from cfdiag.model.result import Result
from cfdiag.model.view import ContentsLine, Report, ReportSection
from cfdiag.render.diagnostics import OWN_PAGES, OWN_SECTIONS, parts_of
from cfdiag.render.made_from import made_from_interviews
from cfdiag.render.view.actions import actions
from cfdiag.render.view.ballot import ballot
from cfdiag.render.view.baseline import since
from cfdiag.render.view.board import FrontPage, board, front_page
from cfdiag.render.view.branding import branding
from cfdiag.render.view.breakdown import breakdown
from cfdiag.render.view.context import Material
from cfdiag.render.view.importance import importance
from cfdiag.render.view.letter import accounts_heard, letter
from cfdiag.render.view.method import cover, method
from cfdiag.render.view.perception import perception
from cfdiag.render.view.scores import score_table
from cfdiag.render.view.setting import Setting
from cfdiag.render.view.slides import slides
from cfdiag.render.view.stories import stories
from cfdiag.render.view.summary import summary
from cfdiag.render.view.to_all import to_all
from cfdiag.render.view.unknowns import unknowns
from cfdiag.render.view.voices import counts, voices
from cfdiag.scoring.privacy.edition import for_customers
from cfdiag.scoring.privacy.staff import for_staff

SECTIONS: tuple[tuple[str, str, Callable[[Material], ReportSection | None]], ...] = (
    ("scorecard", "Scorecard", score_table),
    ("perception", "How you think they see you, how they see you", perception),
    ("importance", "Importance and performance", importance),
    ("breakdown", "Where it differs", breakdown),
    ("actions", "Actions", actions),
    ("accounts", "Per account", OWN_SECTIONS["accounts"]),
    ("unknowns", "What nobody could answer", unknowns),
    ("baseline", "Since last time", since),
    ("counts", "Answer by answer", counts),
    ("voices", "In their own words", voices),
)
"""`(id, title where it is missing, maker)`."""

ORDER = (
    "board", "scorecard", "perception", "importance", "breakdown", "actions", "baseline", "accounts",
    "unknowns", "counts", "voices", "method",
)  # fmt: skip
APPENDIX = ("accounts", "unknowns", "method")
ALL_ANSWERS = ("counts", "voices")
"""What people answered: in the appendix where there are scores."""
WITHOUT_SCORES = (
    "board", "counts", "voices", "scorecard", "perception", "importance", "breakdown", "actions", "baseline",
    "accounts", "unknowns", "method",
)  # fmt: skip
"""Where nothing is scored, what people answered is the report."""
FOR_CUSTOMERS = ("summary", "voices", "actions", "unknowns", "counts", "method")
"""What customers said and what is done with it come before any table; they have no appendix."""


def build_view(result: Result, setting: Setting) -> Report:
    """The view of one result.

    Args:
        result: everything that may be shown; without material it makes a report of figures alone.
        setting: for whom, when, in which language.
    """
    words = locale_for(setting.language)
    to_staff = Material(
        for_staff(result),
        replace(setting, audience="staff", accounts={}, account="", texts={}),
        words,
        OWN_PAGES,
    )
    if setting.audience == "staff":
        result, setting = to_staff.result, to_staff.setting
    own = for_customers(result, setting.account)
    # What others may read goes by the texts that the result carries, and by none beside it.
    theirs = Material(own, replace(setting, audience="customer", texts={}), words, OWN_PAGES)
    inside = Material(result, setting, words, OWN_PAGES)
    customer = setting.audience == "customer"
    material = theirs if customer else inside
    front = cover(material)
    page = None if customer else front_page(material)
    sections = _sections(material, page)
    return Report(
        language=setting.language,
        audience=setting.audience,
        cover=front,
        stamps=front.stamps,
        branding=branding(setting),
        made_from=made_from_interviews(words),
        contents=tuple(ContentsLine(id=s.id, title=s.title, appendix=s.appendix) for s in sections),
        sections=tuple(sections),
        slides=slides(material, sections, page),
        to_all=None if customer else to_all(to_staff),
        ballot=None if customer else ballot(inside),
        stories=stories(material),
        letter=letter(theirs, material),
        letter_accounts=() if customer else tuple(accounts_heard(theirs)),
        **parts_of(material),
    )


def _sections(m: Material, page: FrontPage | None) -> list[ReportSection]:
    """Those that have something to show, in their order."""
    customer = m.setting.audience == "customer"
    made = {key: make(m) if not customer or key in FOR_CUSTOMERS else None for key, _, make in SECTIONS}
    order = FOR_CUSTOMERS if customer else ORDER if made["scorecard"] else WITHOUT_SCORES
    missing = [m.words(title) for key, title, _ in SECTIONS if made[key] is None and key in order]
    first = {"summary": summary(m)} if page is None else {"board": board(page)}
    framed = {**first, **made, "method": method(m, missing)}
    shown = [
        replace(
            section, appendix=key in (APPENDIX + ALL_ANSWERS if order is ORDER else APPENDIX) and not customer
        )
        for key in order
        if (section := framed.get(key))
    ]
    return shown if customer else _with_tables_behind(m, shown)


def _with_tables_behind(m: Material, sections: list[ReportSection]) -> list[ReportSection]:
    """The figures of all pictures as tables, in one section of the appendix."""
    tables: list[Block] = []
    kept = []
    for each in sections:
        mine = [b for b in each.blocks if isinstance(b, TableBlock) and b.look == "behind"]
        tables += [HeadingBlock(text=each.title), *mine] if mine else []
        rest = tuple(b for b in each.blocks if b not in mine)
        # What has nothing but tables is no section any more: they stand behind.
        kept += [replace(each, blocks=rest)] if any(b.kind not in ("lead", "heading") for b in rest) else []
    if not tables:
        return sections
    title = m.words("The figures as tables")
    behind = ReportSection(id="tables", title=title, blocks=tuple(tables), appendix=True, folds=True)
    place = next((n for n, each in enumerate(kept) if each.appendix), len(kept))
    return [*kept[:place], behind, *kept[place:]]
