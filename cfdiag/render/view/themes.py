"""What insiders say beside what customers say, where two open questions are counted by the same themes.

What people fear to hear stands beside what customers say; what must stay, beside what customers value.
"""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.locales.locale import NONE
from cfdiag.model.blocks import ShownCell, TableBlock
from cfdiag.model.questionnaire import ComparedGroups, Question, Questionnaire
from cfdiag.model.result import QuestionnaireResult
from cfdiag.render.view.context import Material
from cfdiag.render.view.parts import cell, column, table_part
from cfdiag.scoring.reasons import SMALL_COUNT
from cfdiag.scoring.themes import themes_of


def themes_beside(m: Material, part: QuestionnaireResult) -> list[TableBlock]:
    """One table per pair of questions of which both have themes to show."""
    questionnaire = m.questionnaires.get(part.id)
    if questionnaire is None or questionnaire.compare is None:
        return []
    pairs = _pairs(questionnaire, questionnaire.compare)
    return [made for inside, outside in pairs if (made := _beside(m, part, inside, outside))]


def _pairs(questionnaire: Questionnaire, compare: ComparedGroups) -> Iterator[tuple[Question, Question]]:
    tagged = [q for s in questionnaire.sections for q in s.questions if q.tags]
    for inside in tagged:
        for outside in tagged:
            same = [t.id for t in inside.tags] == [t.id for t in outside.tags]
            if same and inside.groups == (compare.looking_in,) and outside.groups == (compare.looked_at,):
                yield inside, outside


def _beside(m: Material, part: QuestionnaireResult, inside: Question, outside: Question) -> TableBlock | None:
    told = [themes_of(m.figure(part, q.id, q.groups[0])) for q in (inside, outside)]
    if not all(told):
        return None
    rows = [
        [cell(m.text(option.label)), *(_cell(m, counts.get(option.id, 0)) for counts in told)]
        for option in sorted(outside.tags, key=lambda option: -(told[1].get(option.id) or 0))
        if any(counts.get(option.id, 0) != 0 for counts in told)
    ]
    heads = [f"{m.group(part.id, q.groups[0])}: {m.text(q.name, q.groups[0])}" for q in (inside, outside)]
    columns = [column(m.words("Theme")), *(column(head, numeric=True) for head in heads)]
    caption = m.words("The same themes from both sides")
    return table_part(f"themes-{part.id}-{inside.id}", caption, columns, rows)


def _cell(m: Material, n: int | None) -> ShownCell:
    if n is None:
        return cell(NONE, "", m.words.reason(SMALL_COUNT))
    return cell(m.words.count(n))
