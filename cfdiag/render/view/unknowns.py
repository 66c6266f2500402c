"""What nobody could answer, and whom to ask."""

from __future__ import annotations

from cfdiag.model.interview import question_of
from cfdiag.model.result import QuestionnaireResult, QuestionScore
from cfdiag.render.view.context import Material, Part, cell, column, table_part

MOST_UNKNOWN = 12
_LEAST_SHARE = 0.2


def unknowns(m: Material) -> Part | None:
    """Questions that a fifth or more of those asked could not answer; None where there are none."""
    w = m.words
    found: list[tuple[float, list[Part]]] = []
    for part in m.result.questionnaires:
        for key, score in part.questions.items():
            unknown = score.status.get("unknown", 0)
            asked = unknown + score.status.get("answered", 0) + score.status.get("skipped", 0)
            if not asked or unknown / asked < _LEAST_SHARE:
                continue
            row = [
                cell(m.question(part.id, key)),
                cell(w("{n} of {of}", n=w.count(unknown), of=w.count(asked))),
                cell(_whom(m, part, key, score)),
                cell(m.title(part)),
            ]
            found.append((unknown / asked, row))
    if not found:
        return None
    found.sort(key=lambda entry: -entry[0])
    columns = [
        column(w("Question")),
        column(w("Did not know"), numeric=True),
        column(w("Whom to ask")),
        column(w("Questionnaire")),
    ]
    rows = [row for _, row in found[:MOST_UNKNOWN]]
    rest = len(found) - MOST_UNKNOWN
    notes = [w.plural("And {n} more question.", "And {n} more questions.", rest)] if rest > 0 else []
    return {
        "id": "unknowns",
        "title": w("What nobody could answer"),
        "lead": w(
            "‘I don't know’ is an answer too: it shows where knowledge is missing, and what to ask next."
        ),
        "table": table_part(
            "unknowns-table", w("Questions that a fifth or more could not answer"), columns, rows, notes
        ),
    }


def _whom(m: Material, part: QuestionnaireResult, key: str, score: QuestionScore) -> str:
    """The group that could answer best, where it did better than those who could not."""
    w = m.words
    questionnaire = m.questionnaires.get(part.id)
    question = questionnaire.question(question_of(key)) if questionnaire else None
    own = [g for g in part.groups if question is None or g in question.groups]
    best, share = "", 0.5
    for group in own:
        figure = part.groups[group].questions.get(key)
        if figure is None or (figure is score and len(own) > 1):
            continue
        known, unknown = figure.status.get("answered", 0), figure.status.get("unknown", 0)
        if known and known / (known + unknown) > share:
            best, share = group, known / (known + unknown)
    if best:
        return m.group(part.id, best)
    if score.status.get("answered", 0):
        return w("those who did know")
    return w("nobody asked so far knows: find out who does")
