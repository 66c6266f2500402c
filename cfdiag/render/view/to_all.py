"""The page for everybody inside: what you told us, what we do, who, by when, and when you hear again."""

from __future__ import annotations

from cfdiag.model.blocks import Block, HeadingBlock
from cfdiag.model.view import ReportSection
from cfdiag.render.sentences import first_findings
from cfdiag.render.view.action_words import is_dropped, planned, said_of_action
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, plain_list, section, sentences, table_part
from cfdiag.scoring.days import due_in

_AGAIN = 90
"""Days until everybody hears how far things are."""


def to_all(m: Material) -> ReportSection | None:
    """The section; None where nothing is found and nothing is done."""
    w = m.words
    found = [m.finding(each) for each in first_findings(m.result)]
    first = set(m.result.plan.first) or {*m.result.plan.build[:1], *m.result.plan.mend[:2]}
    doing = [
        said_of_action(m, each) for each in planned(m) if each.action.id in first and not is_dropped(m, each)
    ]
    if not found and not doing:
        return None
    n = m.result.inputs.interviews
    thanks = w.plural(
        "Thank you: {n} talk was held. This is what we learned, and what happens now.",
        "Thank you: {n} talks were held. This is what we learned, and what happens now.",
        n,
    )
    blocks: list[Block | None] = []
    if found:
        blocks += [HeadingBlock(text=w("What we learned")), plain_list(found)]
    if doing:
        rows = [[cell(a.title), cell(a.owner), cell(a.done or a.due)] for a in doing]
        columns = [column(w("What")), column(w("Owner")), column(w("Due"))]
        blocks += [
            HeadingBlock(text=w("What we do")),
            table_part("what-we-do", w("What we do"), columns, rows),
        ]
    floor = max((part.min_group for part in m.result.questionnaires), default=0)
    again = due_in(_AGAIN, m.setting.date)
    closing = [
        w("On {date} at the latest you will hear from us how far we are.", date=w.date(again))
        if again
        else "",
        w("Nobody is named here, and nothing is shown of fewer than {n} people.", n=w.count(floor)),
    ]
    blocks += [HeadingBlock(text=w("And then")), *sentences(closing)]
    return section("to-all", w("To everybody who works here"), thanks, blocks)
