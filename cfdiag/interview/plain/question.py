"""One question in lines: where we are, what is asked, what is answered, what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from cfdiag.interview.events import Answered
from cfdiag.interview.face.page_model import CellName, PageModel
from cfdiag.interview.face.phrases import short
from cfdiag.interview.flow import question_at
from cfdiag.interview.plain.conversation import Conversation, Given, Go
from cfdiag.interview.plain.remarks import ask_basis
from cfdiag.model.interview import Answer, AnswerValue
from cfdiag.model.questionnaire import Question
from cfdiag.questions import TYPES, MismatchError

Ask = Callable[[Conversation, Question, PageModel], Mapping[CellName, Given | None]]
"""Asks for an answer and what goes with it; None keeps what there is."""

Parse = Callable[[str], AnswerValue]
"""The value of what was typed; a MismatchError where it is none."""


def hold_question(talk: Conversation, ask: Ask) -> None:
    """Ask a question until its answer is saved, then go on.

    Args:
        talk: the conversation, at a question.
        ask: asks for the answer, as the kind of page does.
    """
    step = talk.way.stop.steps[0]
    question = question_at(step)
    model = talk.presenter.question([talk.presenter.entry(step)])
    for line in _introduction(talk, model):
        talk.lines.say(line)
    while True:
        given = ask(talk, question, model)
        # Put together only now: notes and tags may have been typed at any prompt.
        entry = talk.presenter.entry(step)
        if (importance := given.get("importance")) is not None:
            entry.rate_importance(importance.status, importance.value)
        if (value := given.get("value")) is not None:
            entry.give(value.status, value.value)
        answer = entry.answer()
        if answer is None or not entry.changed:
            break
        if talk.save(Answered(step.key, answer), _told(talk, question, answer)):
            break
    if "basis" in model.prompts and answer is not None and answer.status == "answered":
        ask_basis(talk, talk.presenter.entry(step))
    raise Go(talk.way.on((step.key,)))


def parser(talk: Conversation, question: Question) -> Parse:
    """Reads what is typed as an answer to a question."""
    return lambda typed: talk.presenter.words.parse(question, typed)


def ask_value(talk: Conversation, question: Question, model: PageModel) -> Mapping[CellName, Given | None]:
    """The answer, and nothing beside it."""
    return {"value": read_value(talk, model, parser(talk, question))}


def read_value(talk: Conversation, model: PageModel, parse: Parse) -> Given | None:
    """What is answered; None keeps the answer there is, or leaves the question open."""
    while True:
        typed = talk.ask(model.prompts["value"])
        if isinstance(typed, Given):
            return typed
        if not typed.strip() and model.given:
            typed = model.given
        elif not typed.strip():
            if not model.saved:
                words = talk.presenter.words
                talk.lines.say(
                    words.say("Left open; it is required.") if model.required else words.say("Left open.")
                )
            return None
        try:
            return Given("answered", parse(typed))
        except MismatchError as wrong:
            talk.complain(wrong)


def _told(talk: Conversation, question: Question, answer: Answer) -> str:
    """An answer as it is understood: of a figure in words too."""
    words, type_ = talk.presenter.words, TYPES[question.type]
    typed = type_.typed(question, answer.value, words.say)
    understood = answer.status == "answered" and not type_.in_words and words.echo(question, typed)
    return understood or words.answer(question, answer)


def _introduction(talk: Conversation, model: PageModel) -> Iterator[str]:
    """Where we are, the question, the options, the answer there is."""
    words, where = talk.presenter.words, talk.presenter.where(talk.way)
    yield ""
    place = words.say("Question {n} of {of}.", n=talk.way.question(), of=where.total)
    if where.left:
        left = words.say.plural(
            "{left} left, about {n} minute.",
            "{left} left, about {n} minutes.",
            where.minutes,
            left=where.left,
        )
        place = f"{place} {left}"
    yield place
    yield f"{model.ask} {words.say('Required.') if model.required else words.say('Optional.')}"
    yield from (f"{n}. {option.label}" for n, option in enumerate(model.body.numbered(), 1))
    if model.saved:
        yield words.say("Current answer: {answer}. Press Enter to keep it.", answer=model.saved)
    for remark in model.remarks:
        yield f"{remark.name}: {remark.text}"
    if model.given:
        yield words.say("The list says: {text}. Press Enter to take it.", text=model.given)
    elif draft := talk.session.draft(model.key):
        yield words.say("Typed before and not accepted: {text}", text=short(draft))
        yield words.say("/draft takes it.")
