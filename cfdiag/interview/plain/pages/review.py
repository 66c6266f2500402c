"""The review: every answer, numbered; a number changes one, `finish` finishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cfdiag.interview.face.phrases import short
from cfdiag.interview.face.review import open_words, remark_lines
from cfdiag.interview.flow import Step
from cfdiag.interview.items import label_of
from cfdiag.interview.plain.commands import finish
from cfdiag.interview.plain.console import InputEnded
from cfdiag.interview.plain.conversation import Conversation, Go


def hold(talk: Conversation) -> None:
    """Say every answer, then take lines until one leads elsewhere."""
    asked = talk.way.steps
    say, held = talk.presenter.words.say, talk.session
    changed = next((step for step in asked if step.key == talk.way.key), None) if talk.reviewed else None
    # Who comes back from one change need not hear all the others again; /review says them.
    for line in _answers(talk, asked, changed):
        talk.lines.say(line)
    talk.reviewed = True
    while True:
        typed = talk.ask(say("Enter a number to change that answer, or finish, or quit: "))
        word = typed.strip().casefold() if isinstance(typed, str) else ""
        questions = [step for step in asked if step.question is not None]
        if word.isascii() and word.isdigit() and 1 <= int(word[:9]) <= len(questions):
            raise Go(talk.way.change(questions[int(word) - 1].key) or talk.way)
        if word in ("finish", say("finish")):
            finish(talk)
        elif word in ("quit", say("quit")):
            raise InputEnded("left")
        elif word in ("open", say("open")):
            raise Go(talk.way.next_open(held.questionnaire, held.interview))
        else:
            talk.refuse("Not understood: a number, finish, open or quit.")


def _answers(talk: Conversation, asked: Sequence[Step], only: Step | None) -> Iterator[str]:
    """Every answer, numbered, under its section and its item; or the one that was changed."""
    words = talk.presenter.words
    yield ""
    yield words.say("Review")
    before = ("", "")
    n = 0
    for step in asked:
        n += step.question is not None
        if only is not None and step is not only:
            continue
        if step.section.id != before[0]:
            yield f"{words.worded(step.section.title)}:"
        if step.item and (step.section.id, step.item) != before:
            yield f"{step.label}:"
        before = (step.section.id, step.item)
        number = f"{n}. " if step.question is not None else ""
        yield f"{number}{words.named(step)} {_answer(talk, step)}"
    if only is None and (remarks := remark_lines(talk.presenter, asked)):
        yield f"{words.say('Said in passing')}:"
        yield from (f"/file {n}. {remark.label}" for n, remark in enumerate(remarks, 1))


def _answer(talk: Conversation, step: Step) -> str:
    words, interview = talk.presenter.words, talk.session.interview
    if step.question is None:
        labels = [
            label_of(interview, step.section, item) for item in interview.items.get(step.section.id, {})
        ]
        return f"{words.say('List')}: {', '.join(labels) or words.say('empty')}."
    given = interview.answers.get(step.key)
    if given is None:
        return f"{words.say('Answer')}: {open_words(talk.presenter, step)}."
    note = f" {words.say('Note')}: {short(given.note)}." if given.note else ""
    return f"{words.say('Answer')}: {words.answer(step.question, given)}.{note}"
