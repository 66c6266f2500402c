"""What was agreed: every action of the adopted plan, those too that no figure calls for."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from cfdiag.followup.states import days_late, state_of
from cfdiag.locales.locale import NONE
from cfdiag.model.blocks import TableBlock
from cfdiag.model.material import Agreed
from cfdiag.model.plan import FINISHED
from cfdiag.render.plan_sentences import state_said
from cfdiag.render.view.action_words import agreed_on, day_of_report, planned, said_of_action, titled
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, table_part

AGREED_ROOM = 110
"""Characters of the titles that the board page has a line for; of the others it says how many there are."""


class InPlan(NamedTuple):
    """An action of the adopted plan, in words."""

    id: str
    title: str
    owner: str
    day: str
    """By which it is done, an ISO date; empty where nobody set one."""
    state: str
    """Where it stands on the day of the report."""
    over: bool
    """Whether it is done: nobody waits for its day."""
    shown: bool
    """Whether the report's own actions have it, as what was agreed."""


def adopted(m: Material) -> list[InPlan]:
    """What was agreed, in the order of the plan, but for what was dropped."""
    known = {p.action.id: p for p in planned(m)}
    found = []
    for id_, agreed in m.setting.agreed.items():
        p = known.get(id_)
        # An action that the report shows has its words, its owner and its day there too.
        said = said_of_action(m, p) if p is not None and agreed_on(m, p) is not None else None
        title = titled(m, p) if p is not None and said is not None else agreed.title
        owner, day = (said.owner, said.day) if said else (agreed.owner, agreed.due or "")
        over = agreed.status in FINISHED
        if title and agreed.status != "dropped":
            found.append(InPlan(id_, title, owner, day, _state(m, agreed), over, said is not None))
    return found


def _state(m: Material, agreed: Agreed) -> str:
    day = day_of_report(m)
    return state_said(
        m.words,
        agreed.status,
        state_of(agreed, day),
        late=days_late(agreed, day),
        done_on=agreed.done_on,
        spread_on=agreed.spread_on,
    )


def agreed_table(m: Material) -> TableBlock | None:
    """What was agreed beside the actions that the report calls for; None where nothing was."""
    beside = [each for each in adopted(m) if not each.shown]
    if not beside:
        return None
    w = m.words
    columns = [column(w("Action")), column(w("Owner")), column(w("Due")), column(w("Status"))]
    rows = [
        [
            cell(each.title),
            cell(each.owner or w("nobody yet")),
            cell(w.date(each.day) if each.day else NONE),
            cell(each.state),
        ]
        for each in beside
    ]
    return table_part("actions-agreed", w("Agreed as well"), columns, rows)


def agreed_line(m: Material, on_page: Collection[str], *, all_agreed: bool) -> str:
    """That more was agreed than stands on the first page, in a line; empty where nothing was.

    Args:
        m: the inputs of the report.
        on_page: ids of the actions that stand on it.
        all_agreed: whether each of these was.
    """
    w = m.words
    # Where the page proposes something else, all of what was agreed is named beside it.
    more = [each for each in adopted(m) if not all_agreed or each.id not in on_page]
    more.sort(key=lambda each: each.over)
    titles: list[str] = []
    for each in more:
        said = w.quoted(each.title) + (f" ({each.state})" if each.over else "")
        if titles and sum(map(len, titles)) + len(said) > AGREED_ROOM:
            break
        titles.append(said)
    if not titles:
        return ""
    rest = len(more) - len(titles)
    named = w.listing([*titles, w("{n} more", n=w.count(rest))] if rest else titles)
    return (
        w("Agreed as well: {titles}.", titles=named) if all_agreed else w("Agreed: {titles}.", titles=named)
    )
