"""One sheet to put dots on: the actions that may come first, before anybody has chosen."""

from __future__ import annotations

from cfdiag.model.view import ReportSection
from cfdiag.render.view.action_words import ActionInWords, planned, said_of_action
from cfdiag.render.view.actions import in_full
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, section, table_part

_CANDIDATES = ("first", "next")
_USUAL = {"build": 2, "mend": 4}
"""So many of each kind where too few answered to say which come first."""
_OWN_LINES = 3


def ballot(m: Material) -> ReportSection | None:
    """The candidates of tier `first` and `next`, with room for dots; None where no rule holds.

    Where nothing has a tier, the first of each kind: then the order is the authors'.
    """
    plan = [said_of_action(m, p) for p in planned(m)]
    # Who votes sees no order to agree with; that the later ones are left out saves everybody time.
    chosen = [a for a in plan if a.score.tier in _CANDIDATES] or in_full(plan, _USUAL)
    if not chosen:
        return None
    w = m.words
    told = [(str(n), a.title, _because(a), "", "") for n, a in enumerate(chosen, start=1)]
    told += [("", w("Missing here:"), "", "", "")] * _OWN_LINES
    rows = [[cell(text) for text in row] for row in told]
    columns = [column("#"), column(w("Action")), column(w("Because")), column(w("Dots")), column(w("Owner"))]
    lead = w(
        "Everybody has three dots. Put them where you would begin on Monday: all on one, or on three. What "
        "is missing may be written below. Count, then agree on three, with a name and a day each."
    )
    return section(
        "ballot", w("Where do we begin?"), lead, [table_part("ballot-table", w("Candidates"), columns, rows)]
    )


def _because(action: ActionInWords) -> str:
    return action.why or next((line.text for line in action.because), "")
