"""Lists that people made, item by item: who else is silent, what was agreed, who comes to the meeting.

Whose lists may be shown was decided where the material was made. Never in the customer's edition.
"""

from __future__ import annotations

from cfdiag.model.blocks import TableBlock
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Question, Section
from cfdiag.model.result import QuestionnaireResult
from cfdiag.render.view.answers import Sheet
from cfdiag.render.view.context import Material, shortened, spoken_to
from cfdiag.render.view.parts import cell, column, table_part

MOST_LISTED = 12
"""So many rows a list; of more there is a number."""


def item_lists(m: Material, part: QuestionnaireResult) -> dict[str, TableBlock]:
    """One table per repeated section whose items people named themselves, by the section's id."""
    questionnaire = m.questionnaires.get(part.id)
    if questionnaire is None or part.id in m.alone or m.setting.audience == "customer":
        return {}
    mine = [i for i in m.saved.spoken.lists if i.questionnaire.id == part.id]
    made = {}
    for section in questionnaire.sections:
        # What somebody else said does not stand beside their name here: it is quoted as they agreed.
        if section.repeat and not section.repeat.items and section.repeat.speaker is None:
            found = _list(m, part, section, mine)
            if found:
                made[section.id] = found
    return made


def listed_sections(m: Material, part: QuestionnaireResult) -> set[str]:
    """The sections that `item_lists` shows: their remarks stand there, and nowhere else."""
    return set(item_lists(m, part))


def _list(
    m: Material, part: QuestionnaireResult, section: Section, interviews: list[Interview]
) -> TableBlock | None:
    named: dict[str, tuple[str, dict[str, list[str]]]] = {}
    for interview in interviews:
        group = interview.respondent.group
        sheet = Sheet(m, m.questionnaires[part.id], interview, group)
        asked = [q for q in section.questions if group in q.groups]
        for item, label in sheet.items(section.id).items() if asked else ():
            # Several people may name the same one: then their answers stand together.
            _, answers = named.setdefault(label.strip().casefold(), (label, {}))
            for question in asked:
                said, known = (
                    shortened(sheet.said(question.id, section.id, item)),
                    answers.setdefault(question.id, []),
                )
                if said and said not in known:
                    known.append(said)
    rows = list(named.values())
    if not rows:
        return None
    # A column without an answer stays: that nobody asks yet is what the list is for.
    shown = [q for q in section.questions if any(q.id in said for _, said in rows)]
    name = m.text(section.repeat.name) if section.repeat else ""
    columns = [column(name[:1].upper() + name[1:]), *(column(_heading(m, q)) for q in shown)]
    cells = [
        [cell(label), *(cell("; ".join(said.get(q.id, [])) or "–") for q in shown)]
        for label, said in rows[:MOST_LISTED]
    ]
    rest = len(rows) - MOST_LISTED
    more = [m.words.plural("and {n} more", "and {n} more", rest)] if rest > 0 else []
    title = m.text(section.title, spoken_to(m.questionnaires[part.id], "inside"))
    id_ = f"list-{part.id}-{section.id}"
    return table_part(id_, title, columns, cells, more)


def _heading(m: Material, question: Question) -> str:
    return m.text(question.name, question.groups[0], item="…")
