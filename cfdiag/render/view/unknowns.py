"""What nobody could answer, and whom to ask."""

from __future__ import annotations

from msgspec import UNSET

from cfdiag.model.result import QuestionnaireResult, Unanswered
from cfdiag.model.view import ReportSection
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, section, table_part

MOST_UNKNOWN = 12


def unknowns(m: Material) -> ReportSection | None:
    """Questions that a fifth or more of those asked could not answer; None where there are none."""
    w = m.words
    asked = [(part, each) for part in m.result.questionnaires for each in part.unanswered]
    found = [
        [
            cell(m.question(part.id, each.question)),
            cell(w("{n} of {of}", n=w.count(each.n), of=w.count(each.of))),
            cell(_whom(m, part, each)),
            cell(m.title(part)),
        ]
        for part, each in sorted(asked, key=lambda entry: -entry[1].share)
    ]
    if not found:
        return None
    columns = [
        column(w("Question")),
        column(w("Did not know"), numeric=True),
        column(w("Whom to ask")),
        column(w("Questionnaire")),
    ]
    rows = found[:MOST_UNKNOWN]
    rest = len(found) - MOST_UNKNOWN
    notes = [w.plural("And {n} more question.", "And {n} more questions.", rest)] if rest > 0 else []
    caption = w("Questions that a fifth or more could not answer")
    return section(
        "unknowns",
        w("What nobody could answer"),
        w("‘I don't know’ is an answer too: it shows where knowledge is missing, and what to ask next."),
        [table_part("unknowns-table", caption, columns, rows, notes)],
    )


def _whom(m: Material, part: QuestionnaireResult, each: Unanswered) -> str:
    """The group that could answer best, where it did better than those who could not."""
    w = m.words
    if each.group is not UNSET:
        return m.group(part.id, each.group)
    if part.questions[each.question].told("answered"):
        return w("those who did know")
    return w("nobody asked so far knows: find out who does")
