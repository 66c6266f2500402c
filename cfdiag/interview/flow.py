"""What is asked of a respondent now: the live list of steps, its pages, and how far they are done.

Pure. Recomputed from the answers each time, so that groups, conditions and items of repeated sections
follow what was said.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from cfdiag.interview.items import is_settled, label_of
from cfdiag.model.expression import evaluate, holds, names, truth
from cfdiag.model.interview import Answer, Interview, answer_key
from cfdiag.model.questionnaire import Question, Questionnaire, Section
from cfdiag.questions import TYPES
from cfdiag.rules.duration import ITEMS_SECONDS, usual_seconds
from cfdiag.rules.lookup import AnswerLookup

BLOCK = 8
"""The most rating questions that are shown as one block."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is asked: a question, or the list of items of a repeated section."""

    key: str
    """The answer's key; of a list of items `section/`."""
    question: Question | None
    section: Section
    item: str = ""
    label: str = ""
    """The item's label."""
    importance: bool = False
    """Whether this respondent's group also rates importance."""
    basis: bool = False
    """Whether this respondent's group is asked what the answer rests on."""
    required: bool = False
    alone: bool = False
    """Whether it is the only question that a repeated section asks this group about each item."""


def question_at(step: Step) -> Question:
    """The question of a step that is one."""
    if step.question is None:
        raise TypeError(f"{step.key} is a list of items and no question")
    return step.question


class Progress(msgspec.Struct, frozen=True):
    """How far an interview is, in questions; how long the rest takes is the session's to say."""

    done: int
    total: int
    left: int
    seconds_left: int = 0
    until: str = ""
    """About when it ends, by the clock where it is held: `10:50`."""


def steps(q: Questionnaire, iv: Interview) -> tuple[Step, ...]:
    """Everything that is asked of this respondent now, in order: group, conditions, items."""
    return tuple(walk(q, iv, iv.answers))


def blocks(asked: tuple[Step, ...]) -> tuple[tuple[Step, ...], ...]:
    """The steps as pages: rating questions that follow each other on one scale together, at most 8.

    Where a repeated section asks one rating of each item and nothing else, its items stand together. A
    long run is cut into pages of about the same length. A question whose condition asks for one above
    it begins a page, so that a page never changes under the hands that fill it in.
    """
    pages: list[tuple[Step, ...]] = []
    run: list[Step] = []
    for step in asked:
        if run and not _joins(run, step):
            pages.extend(_cut(run))
            run = []
        run.append(step)
    pages.extend(_cut(run))
    return tuple(pages)


def find_step(q: Questionnaire, iv: Interview, key: str) -> Step | None:
    """The step of that key, if it is asked now."""
    return next((step for step in walk(q, iv, iv.answers) if step.key == key), None)


def first_open(q: Questionnaire, iv: Interview) -> str | None:
    """The key of the first step that nobody has dealt with; None when there is none."""
    return next((step.key for step in steps(q, iv) if not is_done(iv, step)), None)


def open_required(q: Questionnaire, iv: Interview) -> tuple[str, ...]:
    """The keys that stand between this interview and its end.

    A required question is open while it is unanswered or skipped; 'don't know' and 'not applicable'
    are answers. A list of items is open while it is shorter than its `min`; that fewer were chosen than were
    asked for stands in no way.
    """
    return tuple(step.key for step in steps(q, iv) if step.required and _stands_between(iv, step))


def progress(q: Questionnaire, iv: Interview, asked: tuple[Step, ...] | None = None) -> Progress:
    """How many questions are done and left; `asked` is everything that is asked, where that is known."""
    asked = steps(q, iv) if asked is None else asked
    left = [step for step in asked if not is_done(iv, step)]
    total = sum(step.question is not None for step in asked)
    open_questions = sum(step.question is not None for step in left)
    return Progress(total - open_questions, total, open_questions)


def seconds(step: Step) -> int:
    """How long a step usually takes."""
    if step.question is None:
        return ITEMS_SECONDS
    return usual_seconds(step.question, importance=step.importance, listed=bool(step.item))


def is_done(iv: Interview, step: Step) -> bool:
    """Whether somebody has dealt with a step: answered it, skipped it, looked the list through."""
    if step.question is not None:
        return step.key in iv.answers
    dealt_with = is_settled(iv, step.section.id) or any(key.startswith(step.key) for key in iv.answers)
    return dealt_with and not _is_open(iv, step)


def languages(q: Questionnaire) -> tuple[str, ...]:
    """The languages an interview can be held in, the base language first."""
    found = dict.fromkeys([q.language])
    for by_language in q.title.wordings.values():
        found.update(dict.fromkeys(by_language))
    return tuple(found)


def _can_ask(questions: Iterable[Question], lookup: AnswerLookup) -> bool:
    """Whether any question of a repeated section may come: else its items are not asked for either."""
    return any(
        question.when is None or truth(evaluate(question.when, lookup)) is not False for question in questions
    )


def walk(q: Questionnaire, iv: Interview, answers: Mapping[str, Answer]) -> Iterator[Step]:
    """The steps, each made when it is asked for: `answers` may grow while the walk goes on."""
    group, short = iv.respondent.group, iv.form == "essentials"
    for section in q.sections:
        mine = [x for x in section.questions if group in x.groups and (x.essential or not short)]
        entries: list[tuple[str, str]] = [("", "")]
        if section.repeat is not None:
            picked = section.repeat.pick(group) is not None
            if (picked or section.repeat.add) and _can_ask(mine, AnswerLookup(answers, group, section.id)):
                yield Step(
                    key=f"{section.id}/",
                    question=None,
                    section=section,
                    required=section.repeat.min > 0,
                )
            entries = [(item, label_of(iv, section, item)) for item in iv.items.get(section.id, {})]
        for item, label in entries:
            lookup = AnswerLookup(answers, group, section.id, item)
            for question in mine:
                if question.when is None or holds(question.when, lookup):
                    yield Step(
                        key=answer_key(section.id, item, question.id),
                        question=question,
                        section=section,
                        item=item,
                        label=label,
                        importance=group in question.importance,
                        basis=group in question.basis,
                        required=question.required,
                        alone=bool(item) and len(mine) == 1,
                    )


def _stands_between(iv: Interview, step: Step) -> bool:
    if step.question is None and step.section.repeat is not None:
        return len(iv.items.get(step.section.id, {})) < step.section.repeat.min
    return _is_open(iv, step)


def _is_open(iv: Interview, step: Step) -> bool:
    if step.question is None:
        least = step.section.repeat.extent(iv.respondent.group)[0] if step.section.repeat else 0
        return len(iv.items.get(step.section.id, {})) < least
    answer = iv.answers.get(step.key)
    return answer is None or answer.status == "skipped"


def _joins(run: list[Step], step: Step) -> bool:
    """Whether a step can stand on one page with those of the run."""
    last, question = run[-1], step.question
    # What is put on a grid has a scale: asked first, as the cheapest way out.
    if question is None or question.scale is None or last.question is None or last.question.scale is None:
        return False
    if TYPES[question.type].page != "grid" or TYPES[last.question.type].page != "grid":
        return False
    if (last.section.id, last.importance, last.basis) != (step.section.id, step.importance, step.basis):
        return False
    if last.item != step.item:
        return step.alone
    if question.scale != last.question.scale or question.importance_scale != last.question.importance_scale:
        return False
    above = {other.question.id for other in run if other.question is not None}
    return question.when is None or not any(above.intersection(name.key) for name in names(question.when))


def _cut(run: list[Step]) -> Iterator[tuple[Step, ...]]:
    pages = math.ceil(len(run) / BLOCK)
    start = 0
    for page in range(pages):
        end = start + math.ceil((len(run) - start) / (pages - page))
        yield tuple(run[start:end])
        start = end
