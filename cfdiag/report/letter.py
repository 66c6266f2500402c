"""What a customer is told afterwards: you said; we do, or do not, and by when.

Made from the customer's edition whatever the audience of the report: it is going to be sent.
"""

from __future__ import annotations

from cfdiag.report.actions import Planned, due, planned
from cfdiag.report.material import Material, Part, shorten

SAID = 5
DO = 5


def letter(own: Material) -> Part | None:
    """The letter's parts, from the customer's edition; None where nothing that was said may be shown."""
    if not own.result.questionnaires:
        return None
    w = own.words
    said = list(dict.fromkeys(shorten(r.text) for r in own.remarks))[:SAID]
    do = [_promise(own, p) for p in planned(own)[:DO]]
    if not said and not do:
        return None
    return {
        "title": w("What you said, and what we do with it"),
        "said": said,
        "do": do,
        "later": due(own, 90) and w.date(due(own, 90)),
    }


def _promise(own: Material, p: Planned) -> Part:
    rules = own.rules(p.action)
    by = due(own, p.action.horizon)
    return {
        "rank": p.rank,
        "title": own.text(rules[0][1].title) if rules else p.action.title,
        "by": own.words.date(by) if by else own.words("{n} days", n=p.action.horizon),
    }
