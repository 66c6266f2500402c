"""The run sheet of a customer panel: who comes, the ninety minutes, what must be ready."""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.model.blocks import TableBlock
from cfdiag.model.view import Labelled, ReadyLine, ReportSection, RunSheet
from cfdiag.questions import TYPES
from cfdiag.render.view.answers import Sheet, latest
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, table_part

PANEL = "customer-panel"
NEEDS = frozenset(
    {
        "panel_date", "debrief_date", "answer_date", "invitees", "invitee_company", "invitee_facets",
        "invitee_stance", "invitee_confirmed", "invitee_consent",
    }
)  # fmt: skip
WHOLE, OWN_PAGES = True, False


def panel(m: Material) -> RunSheet | None:
    """The latest preparation of a panel; None where there is none, and in the customer's edition."""
    questionnaire = m.questionnaires.get(PANEL)
    if questionnaire is None or m.setting.audience == "customer":
        return None
    held = latest(
        [i for i in m.saved.spoken.sheets if i.questionnaire.id == PANEL], questionnaire.groups_of("inside")
    )
    if held is None:
        return None
    sheet = Sheet(m, questionnaire, held, held.respondent.group)
    w = m.words
    dates = [
        (w("Panel"), sheet.said("panel_date")),
        (w("Discussion with the staff"), sheet.said("debrief_date")),
        (w("The panellists hear from us"), sheet.said("answer_date")),
    ]
    notes = questionnaire.notes.items()
    return RunSheet(
        title=w("Run sheet of the panel"),
        dates=tuple(Labelled(label=label, value=value) for label, value in dates if value),
        steps=tuple(m.text(note) for name, note in notes if name.startswith("run_sheet_")),
        invitees=_invitees(m, sheet),
        ready=tuple(_ready(sheet)),
        caution=m.text(questionnaire.notes.get("not_research")),
    )


def _invitees(m: Material, sheet: Sheet) -> TableBlock | None:
    w = m.words
    ids = ("invitee_company", "invitee_facets", "invitee_stance", "invitee_confirmed", "invitee_consent")
    titles = (
        w("Name"),
        w("Company"),
        w("Knows"),
        w("Looks at us"),
        w("Has agreed to come"),
        w("May be quoted"),
    )
    rows = [
        [cell(name), *(cell(sheet.said(id_, "invitees", i)) for id_ in ids)]
        for i, name in sheet.items("invitees").items()
    ]
    return table_part("invitees", w("Who comes"), [column(t) for t in titles], rows) if rows else None


def _ready(sheet: Sheet) -> list[ReadyLine]:
    """The yes-or-no questions of the preparation, as a list to tick off."""
    w = sheet.m.words
    out = []
    for section in sheet.questionnaire.sections:
        if section.repeat:
            continue
        for question in section.questions:
            if TYPES[question.type].ticked and question.dimension:
                value = sheet.value(question.id)
                good = (value == "yes") is not question.reverse
                # With the answer: to some of these questions it is the no that is good.
                label = f"{sheet.ask(question)} {sheet.said(question.id)}".strip()
                done = value is not None and good
                out.append(ReadyLine(label=f"{label} ({w('in order')})" if done else label, done=done))
    return out


SECTIONS: dict[str, Callable[[Material], ReportSection | None]] = {}
PARTS = {"panel": panel}
