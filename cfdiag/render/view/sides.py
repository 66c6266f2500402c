"""Ratings as they were given, group beside group: where nothing is scored, this is what there is to see."""

from __future__ import annotations

from collections import Counter

from cfdiag.model.blocks import ShownCell, TableBlock
from cfdiag.model.questionnaire import Question
from cfdiag.model.result import QuestionnaireResult, QuestionScore
from cfdiag.questions import TYPES
from cfdiag.render.view.context import Material, given, reason_of
from cfdiag.render.view.parts import cell, column, table_part


def side_by_side(m: Material, part: QuestionnaireResult) -> TableBlock | None:
    """A table of the unscored ratings: a row a question, a column a group; None where there are none."""
    groups = {k: g for k, g in part.groups.items() if g.questions}
    questions = set_beside(m, part)
    if not questions:
        return None
    w = m.words
    columns = [column(w("Question"))]
    columns += [
        column(w("{group} (n = {n})", group=m.group(part.id, k), n=w.count(g.n))) for k, g in groups.items()
    ]
    rows = [
        [cell(m.question(part.id, q.id)), *(_cell(m, q, g.questions.get(q.id), k) for k, g in groups.items())]
        for q in questions
    ]
    return table_part(f"sides-{part.id}", w("Ratings as they were given"), columns, rows)


def set_beside(m: Material, part: QuestionnaireResult) -> list[Question]:
    """The questions of that table."""
    return [
        question
        for question in _unscored(m, part)
        if any(_has(group.questions.get(question.id)) for group in part.groups.values())
    ]


def _unscored(m: Material, part: QuestionnaireResult) -> list[Question]:
    questionnaire = m.questionnaires.get(part.id)
    if questionnaire is None:
        return []
    scored = {d.id for d in questionnaire.dimensions.values() if d.kind == "scored"}
    return [
        q
        for s in questionnaire.sections
        for q in s.questions
        if s.repeat is None and TYPES[q.type].rated and not q.recommend and q.dimension not in scored
    ]


def _has(score: QuestionScore | None) -> bool:
    return score is not None and bool(given(score.answers) or any(score.distribution.values()))


def _cell(m: Material, question: Question, score: QuestionScore | None, group: str) -> ShownCell:
    if score is None or group not in question.groups:
        return cell("", "", m.words("not asked"))
    times = Counter({int(step): n for step, n in score.distribution.items() if n})
    rated = (answer for answer in given(score.answers) or () if not isinstance(answer, list))
    times = times or Counter(int(answer) for answer in rated)
    if not times:
        return cell("–", "", m.words.reason(reason_of(score)))
    show = TYPES[question.type].show
    said = [f"{n} × {show(question, step, m.words, group)}" for step, n in sorted(times.items())]
    return cell("; ".join(said))
