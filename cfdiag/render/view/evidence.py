"""Why an action is in the plan: of the questions that it rests on, what made its rule hold."""

from __future__ import annotations

import operator
from collections.abc import Callable

from msgspec import UNSET

from cfdiag.model.expression import Call, Compare, Const, Name, comparisons
from cfdiag.model.interview import question_of
from cfdiag.model.questionnaire import Question
from cfdiag.model.result import Because, QuestionnaireResult
from cfdiag.questions import TYPES
from cfdiag.render.view.answers import Sheet
from cfdiag.render.view.context import Material, Part
from cfdiag.render.view.perception import perception_pairs, sides
from cfdiag.render.view.voices import option_label
from cfdiag.scoring.plan.need import said_most

_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def reasons(m: Material, part: QuestionnaireResult, id_: str) -> list[Part]:
    """The figures that an action of a questionnaire rests on, `{question, text, questionnaire}`.

    Where the rule names an option, it is the count of that option; where it compares both sides, both
    sides' means; of alternatives only those that hold.
    """
    own = next(a for a in part.actions if a.id == id_)
    questionnaire = m.questionnaires.get(part.id)
    rule = next((a for a in questionnaire.actions if a.id == id_), None) if questionnaire else None
    terms = list(comparisons(rule.when)) if rule else []
    made = [line for because in own.because for line in _reason(m, part, because, terms)]
    shown = made or [line for because in own.because for line in _reason(m, part, because, [])]
    return [{**line, "question": _ended(line["question"]), "questionnaire": m.title(part)} for line in shown]


def _ended(title: str) -> str:
    return title if title.endswith(("?", ".", "!", ":", "…")) else f"{title}:"


def _reason(m: Material, part: QuestionnaireResult, because: Because, terms: list[Compare]) -> list[Part]:
    id_ = because.question
    seen = [t for t in terms if _asks(t, "perception", id_)]
    if seen:
        return [line for term in seen for line in _both_sides(m, part, id_, term)]
    shares = [t for t in terms if _asks(t, "share", id_)]
    if shares:
        said = [text for term in shares if (text := _share(m, part, id_, term))]
        return (
            [{"question": m.question(part.id, id_), "text": "; ".join(dict.fromkeys(said))}] if said else []
        )
    points = [t for t in terms if _asks(t, "points", id_)]
    if points and because.points is not None and not any(_true(t, because.points) for t in points):
        return []
    return [{"question": m.question(part.id, id_), "text": _figure(m, part, because)}]


def _asks(term: Compare, fact: str, id_: str) -> bool:
    return isinstance(term.left, (Name, Call)) and term.left.key[:2] == (fact, id_)


def _true(term: Compare, value: float) -> bool:
    limit = term.right.value if isinstance(term.right, Const) else None
    if not isinstance(limit, int | float) or term.op not in _HOLDS:
        return True
    return _HOLDS[term.op](value, float(limit))


def _both_sides(m: Material, part: QuestionnaireResult, id_: str, term: Compare) -> list[Part]:
    w = m.words
    found, _, _, in_units = perception_pairs(m, part)
    inside, outside = sides(m, part)
    out = []
    for pair in found:
        points = pair.figure.points
        if question_of(pair.key) != id_ or points is None or not _true(term, points):
            continue
        text = w(
            "{inside} {a}, {outside} {b}",
            inside=w.inline(inside), a=w.number(pair.inside, 1 if in_units else 0),
            outside=w.inline(outside), b=w.number(pair.outside, 1 if in_units else 0),
        )  # fmt: skip
        out.append({"question": pair.title, "text": text})
    return out


def _share(m: Material, part: QuestionnaireResult, id_: str, term: Compare) -> str:
    """`1 of 3: no`: the option that the rule names."""
    w = m.words
    score, question = part.questions.get(id_), _asked(m, part, id_)
    if score is None or question is None or not isinstance(term.left, Call):
        return ""
    option = str(term.left.arguments[1])
    picked, of = score.distribution.get(option) or 0, score.status.get("answered", 0) or (score.n or 0)
    if not of or not _true(term, picked / of):
        return ""
    label = option_label(m, question, option)
    return w("{n} of {of}: {label}", n=w.count(picked), of=w.count(of), label=w.inline(label))


def _asked(m: Material, part: QuestionnaireResult, id_: str) -> Question | None:
    questionnaire = m.questionnaires.get(part.id)
    return questionnaire.question(id_) if questionnaire else None


def _figure(m: Material, part: QuestionnaireResult, because: Because) -> str:
    w = m.words
    question = _asked(m, part, because.question)
    if because.points is None:
        type_ = TYPES[question.type] if question is not None else None
        if type_ is not None and type_.dated:
            return _dates(m, part, because.question) or _in_words(m, part, because)
        if question is None:
            return because.text if because.answer is not UNSET else _in_words(m, part, because)
        return said_most(because, question, m.said) or _in_words(m, part, because)
    text = w(
        "{points} of 100, target {target}",
        points=w.score(because.points, because.target), target=w.score(because.target),
    )  # fmt: skip
    if because.importance is not None:
        text += w(", importance {share}", share=w.percent(because.importance))
    return text


def _dates(m: Material, part: QuestionnaireResult, id_: str) -> str:
    """The dates that people gave, of those whose dates may be shown."""
    questionnaire = m.questionnaires[part.id]
    held = (*m.saved.spoken.lists, *m.saved.spoken.sheets)
    said = [
        Sheet(m, questionnaire, i, i.respondent.group).said(id_)
        for i in held
        if i.questionnaire.id == part.id
    ]
    return ", ".join(dict.fromkeys(s for s in said if s))


def _in_words(m: Material, part: QuestionnaireResult, because: Because) -> str:
    """What stands for an answer without a figure."""
    scored = part.questions.get(because.question)
    said = scored is None or scored.status.get("answered", 0) > 0
    return m.words("answered in words") if said else m.words("nobody could say")
