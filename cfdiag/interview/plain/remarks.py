"""What stands beside an answer: note, evidence, tags, what it rests on.

Saved with the answer, or as a draft until there is one.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from cfdiag.interview.events import Answered, Draft, Event, Remarked, filed
from cfdiag.interview.face.entry import PageEntry
from cfdiag.interview.face.phrases import basis_of, short
from cfdiag.interview.face.review import remark_lines
from cfdiag.interview.plain.conversation import Conversation, Given
from cfdiag.model.interview import LooseRemark
from cfdiag.model.questionnaire import BASES
from cfdiag.questions import MismatchError
from cfdiag.questions.choice import find_option


def note(talk: Conversation, rest: str) -> None:
    """Note something about the question, or loose where there is none; or say what is noted."""
    if rest and talk.question is None:
        talk.save(Remarked(LooseRemark(text=rest)), short(rest))
        return
    _remark(talk, "note", rest)


def file(talk: Conversation, rest: str) -> None:
    """Say what was said in passing, or to which question one of these remarks belongs; `-` is none."""
    steps = talk.way.steps
    lines = remark_lines(talk.presenter, steps)
    questions = [step for step in steps if step.question is not None]
    if not lines:
        talk.refuse("Nothing was said in passing.")
        return
    remark, _, question = rest.partition(" ")
    if not rest:
        for n, line in enumerate(lines, 1):
            talk.lines.say(f"{n}. {line.label}")
        talk.tell("/file NUMBER QUESTION, with the question's number in the review; - for none.")
    elif not _is_number(remark, len(lines)):
        talk.complain(MismatchError("a number from {min} to {max}", min=1, max=len(lines)))
    elif question.strip() != "-" and not _is_number(question.strip(), len(questions)):
        talk.complain(MismatchError("a number from {min} to {max}", min=1, max=len(questions)))
    else:
        step = None if question.strip() == "-" else questions[int(question) - 1]
        told = talk.presenter.words.named(step) if step else talk.presenter.words.say("of no question yet")
        talk.save(filed(talk.session.interview, int(remark) - 1, step.key if step else ""), told)


def _is_number(typed: str, most: int) -> bool:
    return typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= most


def evidence(talk: Conversation, rest: str) -> None:
    """Say what shows that it is so, or ask what was said."""
    _remark(talk, "evidence", rest)


def tags(talk: Conversation, rest: str) -> None:
    """Mark the answer with themes."""
    question, words = talk.question, talk.presenter.words
    if question is None or not question.tags:
        talk.refuse("This question has no tags.")
        return
    for n, tag in enumerate(question.tags, 1):
        talk.lines.say(f"{n}. {words.label(tag.label)}")
    typed = rest or talk.ask(words.say("Enter numbers separated by commas, 0 for none of these: "))
    if isinstance(typed, Given):
        return
    given = [] if typed.strip() in ("", "0") else typed.replace(",", " ").split()
    as_options = msgspec.structs.replace(question, options=question.tags)
    found = [find_option(as_options, word, words.interview.language, words.group) for word in given]
    if None in found:
        expected = "numbers from {min} to {max}, separated by commas"
        talk.complain(MismatchError(expected, min=1, max=len(question.tags)))
    else:
        ids = [id_ for id_ in dict.fromkeys(found) if id_ is not None]
        _keep(talk, "tags", ids, ", ".join(ids) or words.say("none"))


def basis(talk: Conversation, rest: str) -> None:
    """Say what the answer rests on."""
    step = talk.step
    saved = talk.session.interview.answers.get(talk.key)
    if step is None or not step.basis:
        talk.refuse("What it rests on is not asked here.")
    elif saved is not None and saved.status != "answered":
        talk.refuse("There is no answer here.")
    else:
        ask_basis(talk, talk.presenter.entry(step), rest)


def ask_basis(talk: Conversation, entry: PageEntry, typed: str = "") -> None:
    """Ask what an answer rests on; Enter keeps what was said before."""
    words, old = talk.presenter.words, entry.basis
    if not typed:
        talk.tell("What does this answer rest on?")
        for n, known in enumerate(BASES, 1):
            talk.lines.say(f"{n}. {words.basis(known)}")
        if old is not None:
            talk.tell("Current answer: {answer}. Press Enter to keep it.", answer=words.basis(old))
    prompt = words.say("A number from {min} to {max}, or Enter: ", min=1, max=len(BASES))
    while True:
        given = typed or talk.ask(prompt)
        typed = ""
        if isinstance(given, Given) or not given.strip():
            return
        found = basis_of(given, words)
        if found is None:
            talk.complain(MismatchError("a number from {min} to {max}", min=1, max=len(BASES)))
        elif found == old or _keep(talk, "basis", found, words.basis(found)):
            return


def _remark(talk: Conversation, field: Literal["note", "evidence"], rest: str) -> None:
    step = talk.step
    if step is None or step.question is None:
        talk.refuse("There is no question here.")
    elif rest:
        text = "" if rest == "-" else rest
        _keep(talk, field, text, short(text) if text else talk.presenter.words.say("removed"))
    else:
        entry = talk.presenter.entry(step)
        there = entry.note if field == "note" else entry.evidence
        talk.lines.say(
            there or talk.presenter.words.say("There is none. Type it after the command; - removes it.")
        )


def _keep(talk: Conversation, field: str, value: str | list[str], shown: str) -> bool:
    """Save what stands beside an answer: with the answer, or as a draft until there is one."""
    saved = talk.session.interview.answers.get(talk.key)
    if saved is not None:
        event: Event = Answered(talk.key, msgspec.structs.replace(saved, at="", **{field: value}))
        return talk.save(event, shown)
    text = " ".join(value) if isinstance(value, list) else value
    return talk.save(Draft(talk.key, text, field), shown)
