"""Groups below the floor: what those answered who agreed to be named, and how many others were heard."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.model.blocks import TableBlock
from cfdiag.model.interview import AnswerValue, question_of
from cfdiag.model.questionnaire import Question
from cfdiag.model.result import QuestionnaireResult
from cfdiag.questions import TYPES
from cfdiag.render.view.context import Material, given
from cfdiag.render.view.parts import cell, column, table_part


def listed_groups(m: Material, part: QuestionnaireResult) -> Iterator[TableBlock]:
    """One table a group: a row a question, its answers one by one."""
    questionnaire = m.questionnaires.get(part.id)
    for id_, group in part.groups.items() if questionnaire is not None else ():
        w, rows = m.words, []
        for key, answers in (given(group.listed) or {}).items():
            question = questionnaire.question(question_of(key)) if questionnaire else None
            if question is not None:
                said = "; ".join(_shown(m, question, each, id_) for each in answers)
                rows.append([cell(m.question(part.id, key, id_)), cell(said)])
        if rows:
            caption = w(
                "{group}: those who agreed to be named ({named} of {n})",
                group=m.group(part.id, id_), named=w.count(given(group.named) or 0), n=w.count(group.n),
            )  # fmt: skip
            columns = [column(w("Question")), column(w("Answers"))]
            yield table_part(f"listed-{part.id}-{id_}", caption, columns, rows)


def _shown(m: Material, question: Question, answer: float | str | list[str], group: str) -> str:
    type_ = TYPES[question.type]
    value: AnswerValue = answer
    if isinstance(answer, str):
        value = type_.value_of(answer) or answer
    elif isinstance(answer, float) and answer.is_integer():
        value = int(answer)
    return type_.show(question, value, m.words, group)
