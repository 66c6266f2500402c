"""Why an action is in the plan: of the questions that it rests on, what made its rule hold."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import UNSET

from cfdiag.model.blocks import CardLine
from cfdiag.model.questionnaire import Question
from cfdiag.model.result import Because, OptionCount, QuestionnaireResult
from cfdiag.questions import TYPES
from cfdiag.render.plan_sentences import Planned
from cfdiag.render.view.answers import Sheet
from cfdiag.render.view.context import Material
from cfdiag.render.view.perception import perception_pairs, sides
from cfdiag.render.view.voices import option_label
from cfdiag.scoring.plan.because import said_most


def reasons(m: Material, part: QuestionnaireResult, id_: str) -> list[CardLine]:
    """The figures that an action of a questionnaire rests on: the question, and what was said to it.

    Where the rule names an option, it is the count of that option; where it compares both sides, both
    sides' means; of alternatives only those that hold.
    """
    own = next(a for a in part.actions if a.id == id_)
    made = [line for because in own.because for line in _reason(m, part, because)]
    shown = made or [_by_figure(m, part, because) for because in own.because]
    label = m.words("Because")
    return [CardLine(id="because", label=label, text=_ended(title), figure=said) for title, said in shown]


def grounds(m: Material, p: Planned) -> str:
    """The figures behind an action in one sentence: of what it is about, else the first that it rests on."""
    for part in p.parts:
        own = next((a for a in part.actions if a.id == p.action.id), None)
        lines = reasons(m, part, p.action.id) if own is not None else []
        about = own.about if own is not None and isinstance(own.about, str) else ""
        named = [line for line in lines if about and line.text.startswith(m.question(part.id, about))]
        for line in (*named, *lines):
            if line.figure and any(c.isdigit() for c in line.figure):
                return f"{m.words.quoted(line.text.rstrip(':?'))}: {line.figure}."
    return ""


def _ended(title: str) -> str:
    return title if title.endswith(("?", ".", "!", ":", "…")) else f"{title}:"


def _reason(m: Material, part: QuestionnaireResult, because: Because) -> list[tuple[str, str]]:
    if because.gaps is not UNSET:
        return _both_sides(m, part, because.gaps)
    if because.options is not UNSET:
        said = "; ".join(_option(m, part, because.question, each) for each in because.options)
        return [(m.question(part.id, because.question), said)] if said else []
    return [] if because.holds is False else [_by_figure(m, part, because)]


def _by_figure(m: Material, part: QuestionnaireResult, because: Because) -> tuple[str, str]:
    return m.question(part.id, because.question), _figure(m, part, because)


def _both_sides(m: Material, part: QuestionnaireResult, keys: Collection[str]) -> list[tuple[str, str]]:
    w = m.words
    found, _, _, in_units = perception_pairs(m, part)
    inside, outside = sides(m, part)
    out = []
    for pair in found:
        if pair.key not in keys:
            continue
        text = w(
            "{outside} {b}, {inside} {a} (n = {m} and {n})",
            inside=w.inline(inside), a=w.number(pair.inside, 1 if in_units else 0),
            outside=w.inline(outside), b=w.number(pair.outside, 1 if in_units else 0),
            m=w.count(pair.figure.n_customer), n=w.count(pair.figure.n_internal),
        )  # fmt: skip
        out.append((pair.title, text))
    return out


def _option(m: Material, part: QuestionnaireResult, id_: str, count: OptionCount) -> str:
    """`1 of 3 said “no”`: an option that the rule names."""
    question = _asked(m, part, id_)
    label = option_label(m, question, count.option) if question else count.option
    return m.said.said_by(count.n, count.of, label)


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
    shown = part.questions.get(because.question)
    if shown is not None and shown.n is not None:
        text += f"; n = {w.count(shown.n)}"
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
    said = scored is None or scored.told("answered") > 0
    return m.words("answered in words") if said else m.words("nobody could say")
