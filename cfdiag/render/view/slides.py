"""What is presented: the answer, both sides, the scores, what to do, who by when, what nobody knows.

A slide is a section that fits on one: made of what the report says, in its very words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from cfdiag.model.blocks import (
    Block,
    HeadingBlock,
    ListBlock,
    ListEntry,
    ListGroup,
    SentenceBlock,
    TableBlock,
)
from cfdiag.model.view import ReportSection
from cfdiag.render.view.action_words import ActionInWords, planned, said_of_action
from cfdiag.render.view.actions import IN_FULL, in_full, keep_title, mend_title, promised_actions
from cfdiag.render.view.agreed import InPlan, adopted
from cfdiag.render.view.board import FrontPage
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, section, sentences, table_part
from cfdiag.render.view.rests import OPEN_QUESTIONS
from cfdiag.render.view.scores import all_scores, recommendations

SCORE_ROWS = 12
"""Of the scorecard: more cannot be read from the back of a room."""
MOST_MONTHS = 4
UNKNOWN_ROWS = 5
MOST_PROMISED = 6


def slides(
    m: Material, sections: Iterable[ReportSection], page: FrontPage | None
) -> tuple[ReportSection, ...]:
    """The slides, of which one without data is left out.

    Args:
        m: the inputs of the report.
        sections: of the report.
        page: its first page; None for customers, who have none.
    """
    by_id = {each.id: each for each in sections}
    if page is None:
        made = [_heard(by_id), _doing(m), _months_for_customers(m), _unknown(m, by_id, None)]
    else:
        things, plan = page.things, adopted(m)
        chosen = [*sentences([things.chosen_by], "beside")]
        made = [
            _answer(m, page, plan),
            _picture(page),
            _scores(m),
            ReportSection(id="things", title=things.title, blocks=(*things.table, *chosen)),
            _by_when(m, page, plan),
            _unknown(m, by_id, page),
        ]
    return tuple(each for each in made if each is not None)


def _answer(m: Material, page: FrontPage, plan: Iterable[InPlan]) -> ReportSection:
    """How we stand, and what that rests on."""
    over = {each.id: each.state for each in plan if each.over and each.shown}
    do = tuple(
        ListEntry(text=f"{card.rank}. {card.title}", note=over.get(card.id, ""))
        for card in page.things.cards.cards
    )
    first = ListGroup(title=m.words("What to do first"), entries=do)
    trust = ListBlock(groups=(*((first,) if do else ()), *page.rests), look="trust")
    return ReportSection(id="answer", title=page.headline, blocks=(*page.more, trust))


def _picture(page: FrontPage) -> ReportSection | None:
    """The one picture of the first page, under its own heading."""
    if page.picture is None:
        return None
    said = sentences([page.picture.caption], "beside")
    return ReportSection(id="sides", title=page.picture.title, blocks=(*said, page.picture.chart))


def _scores(m: Material) -> ReportSection | None:
    """The scorecard, and the score that a survey of customers is made for."""
    heading, *blocks = all_scores(m, SCORE_ROWS) or [HeadingBlock(text=m.words("Scorecard"))]
    blocks += sentences(recommendations(m))
    if not isinstance(heading, HeadingBlock) or not blocks:
        return None
    return ReportSection(id="scores", title=heading.text, blocks=tuple(blocks))


class _Due(NamedTuple):
    """A line of the plan."""

    owner: str
    said: str
    day: str
    """An ISO date; empty where nobody set one."""
    over: bool = False
    """Whether it is done: nobody waits for its day."""


def _by_when(m: Material, page: FrontPage, agreed: Iterable[InPlan]) -> ReportSection | None:
    """A row an owner and a column a month, as the adopted plan says; else as the figures call for.

    None where the first page says that nothing is to be decided yet, and nothing has been.
    """
    w = m.words
    plan = [_due(each) for each in agreed] if m.setting.agreed else _proposed(m) if page.decided else []
    months = sorted({each.day[:7] for each in plan if each.day})
    if not months:
        return None
    title = w("Who does what, by when")
    shown, later = months[:MOST_MONTHS], months[MOST_MONTHS:]
    columns = [column(w("Owner")), *(column(w.date(month)) for month in shown)]
    rows = []
    for owner in dict.fromkeys(each.owner for each in plan):
        own = [each for each in plan if each.owner == owner]
        cells = [cell("\n".join(a.said for a in own if a.day[:7] == month)) for month in shown]
        rows += [[cell(owner or w("nobody yet")), *cells]] if any(each.text for each in cells) else []
    undated = [each.said for each in plan if not each.day and not each.over]
    notes = [
        w("Later: {months}.", months=w.listing([w.date(month) for month in later])) if later else "",
        w("No day yet: {titles}.", titles=w.listing(undated)) if undated else "",
    ]
    return section("months", title, "", [table_part("slide-months", title, columns, rows, notes)])


def _due(action: InPlan) -> _Due:
    """A line for what was agreed; without a number, for the plan and the report do not count alike."""
    said = f"{action.title} ({action.state})" if action.over else action.title
    return _Due(action.owner, said, action.day, over=action.over)


def _proposed(m: Material) -> list[_Due]:
    plan = in_full([said_of_action(m, p) for p in planned(m)], IN_FULL)
    return [_Due(each.owner, _numbered(each), each.day) for each in plan]


def _numbered(action: ActionInWords) -> str:
    """What is done says so: in the month of its day it would read as a promise."""
    said = f"{action.rank}. {action.title}"
    return f"{said} ({action.done})" if action.done else said


def _months_for_customers(m: Material) -> ReportSection | None:
    """What is done by when, a row a month: customers read no owners."""
    w = m.words
    plan = _proposed(m)
    months = sorted({each.day[:7] for each in plan if each.day})
    if not months:
        return None
    rows = [
        [cell(w.date(month)), cell("\n".join(each.said for each in plan if each.day[:7] == month))]
        for month in months
    ]
    columns = [column(w("Month")), column(w("What"))]
    return section("months", w("By when"), "", [table_part("slide-months", w("By when"), columns, rows)])


def _unknown(m: Material, by_id: dict[str, ReportSection], page: FrontPage | None) -> ReportSection | None:
    """What could not be said, and whom to ask."""
    section_ = by_id.get("unknowns")
    table = next((b for b in section_.blocks if isinstance(b, TableBlock)), None) if section_ else None
    asked = sum(len(part.unanswered) for part in m.result.questionnaires)
    blocks: list[Block] = []
    if page is not None:
        # What most could not say stands in the table, where there is one.
        entries = page.unknown.entries[min(asked, OPEN_QUESTIONS) if table else 0 :]
        blocks += [ListBlock(groups=(replace(page.unknown, title="", entries=entries),))] if entries else []
    if table is not None:
        rows = table.rows[:UNKNOWN_ROWS]
        # The table of the report leaves some out too: counted is what was asked.
        rest = asked - len(rows)
        more = m.words.plural("And {n} more question.", "And {n} more questions.", rest) if rest else ""
        blocks.append(replace(table, id="slide-unknowns", rows=rows, notes=(more,) if more else ()))
    if not blocks:
        return None
    return ReportSection(id="open", title=m.words("What we do not know"), blocks=tuple(blocks))


def _heard(by_id: dict[str, ReportSection]) -> ReportSection | None:
    """To customers: what we heard."""
    summary = by_id.get("summary")
    if summary is None:
        return None
    verdict, *others = summary.blocks
    findings = [block for block in others if isinstance(block, ListBlock) and block.look == "findings"]
    title = verdict.text if isinstance(verdict, SentenceBlock) else summary.title
    return ReportSection(id="answer", title=title, blocks=tuple(findings))


def _doing(m: Material) -> ReportSection | None:
    """To customers: what is kept and what is changed; of each at least one where there are both."""
    plan = [said_of_action(m, p) for p in planned(m)]
    keep, change = ([a for a in plan if a.kind == kind] for kind in ("build", "mend"))
    keep = keep[: MOST_PROMISED - min(len(change), MOST_PROMISED // 2)]
    change = change[: MOST_PROMISED - len(keep)]
    blocks: list[Block] = []
    for title, mine in ((keep_title(m), keep), (mend_title(m, ""), change)):
        blocks += [HeadingBlock(text=title), promised_actions(mine)] if mine else []
    if not blocks:
        return None
    return ReportSection(id="things", title=m.words("What we intend to do"), blocks=tuple(blocks))
