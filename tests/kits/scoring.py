"""Questionnaires and interviews for tests of scoring, made without files."""

from __future__ import annotations

from cfdiag.batch.phrasing import phrasing_in
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.interview import Answer, Interview, QuestionnaireRef, Respondent
from cfdiag.model.questionnaire import (
    Action,
    Dimension,
    FindingRule,
    Group,
    Question,
    Questionnaire,
    Scale,
    Section,
)
from cfdiag.model.result import Inputs, Result
from cfdiag.model.text import plain
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.one.score import Scorer
from cfdiag.scoring.options import Options
from cfdiag.scoring.summary import summarise
from kits.rules import rule

ENGLISH = phrasing_in(locale_for("en"))
FIVE = Scale("five", 1, 5, {})
SEVEN = Scale("seven", 1, 7, {})


def rating(id_: str, dimension: str | None = "d", **changes: object) -> Question:
    known: dict[str, object] = {"groups": ("internal",), "scale": FIVE}
    return Question(
        id=id_, type="rating", ask=plain(f"About {id_}?"), dimension=dimension, **(known | changes)
    )


def questionnaire(*parts: Question | Section, **changes: object) -> Questionnaire:
    """A questionnaire of questions (put in one section) and sections."""
    questions = tuple(part for part in parts if isinstance(part, Question))
    sections = tuple(part for part in parts if isinstance(part, Section))
    if questions:
        sections = (Section(id="main", title=plain("Main"), questions=questions), *sections)
    names = dict.fromkeys(g for s in sections for q in s.questions for g in q.groups)
    dimensions = dict.fromkeys(q.dimension for s in sections for q in s.questions if q.dimension)
    known: dict[str, object] = {
        "id": "test",
        "version": "1.0.0",
        "title": plain("Test"),
        "groups": {
            name: Group(
                name,
                plain(name.title()),
                None,
                anonymous=name not in ("customer", "owner"),
                side="customer" if name == "customer" else "inside",
            )
            for name in names
        },
        "sections": sections,
        "dimensions": {name: Dimension(name, plain(name.title())) for name in dimensions},
    }
    return Questionnaire(**(known | changes))


def interview(id_: str, answers: dict[str, object], group: str = "internal", **changes: object) -> Interview:
    """An interview; an answer is a value, an `Answer`, or a pair of value and importance."""
    respondent = {k: changes.pop(k) for k in ("department", "account", "consent", "name") if k in changes}
    made: dict[str, Answer] = {}
    for key, value in answers.items():
        if isinstance(value, Answer):
            made[key] = value
        elif isinstance(value, tuple):
            made[key] = Answer(status="answered", value=value[0], importance=value[1])
        else:
            made[key] = Answer(status="answered", value=value)
    known: dict[str, object] = {"finished": "2026-11-22T10:00:00Z"}
    return Interview(
        id=id_,
        questionnaire=QuestionnaireRef(id="test", version="1.0.0"),
        respondent=Respondent(group=group, **respondent),
        answers=made,
        **(known | changes),
    )


def tally(q: Questionnaire, interviews: list[Interview], options: Options | None = None) -> Tally:
    options = options or Options()
    scorer = Scorer(q, options.overrides.get(q.id, {}))
    found = Tally(q, options.by, options.seed)
    for one in interviews:
        found.add(one, scorer.score(one))
    return found


def result(
    q: Questionnaire, interviews: list[Interview], options: Options | None = None, **more: object
) -> Result:
    options = options or Options()
    return summarise(
        {q.id: tally(q, interviews, options)},
        {q.id: q},
        options,
        Inputs(interviews=len(interviews), unfinished=0),
        **{"words": ENGLISH, **more},
    )


def action(id_, when, because=(), **changes):
    texts = {name: plain(name) for name in ("why", "first_step", "owner", "measure")}
    return Action(id=id_, when=rule(when), title=plain(id_.title()), because=because, **(texts | changes))


def headline(id_, when, **changes):
    return FindingRule(id=id_, when=rule(when), text=plain(f"It is {id_}."), **changes)
