"""Answers from a file: `{question or section/item/question: value or full answer object}`.

The same checks as at the terminal; every fault at once, each with its place; messages never quote answers.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple, get_args

import msgspec

from cfdiag.documents.faults import Faults, suggest
from cfdiag.documents.json import read_json
from cfdiag.documents.nodes import Node, to_plain
from cfdiag.documents.yaml import read_yaml
from cfdiag.formats.careful import is_yaml
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import closest
from cfdiag.interview import flow, validation
from cfdiag.interview.events import Answered, ItemAdded
from cfdiag.interview.face.phrases import Phrases
from cfdiag.interview.items import listed_items, new_item, offered_items
from cfdiag.interview.session import Refused, Session
from cfdiag.model.interview import Answer, Basis, Status, answer_key, whole_number
from cfdiag.model.questionnaire import Question, Section
from cfdiag.questions import TYPES, MismatchError

_BESIDE = Answer.__struct_fields__
_FULL = "{value: 4, importance: 5, basis: first_hand, note: …, tags: [price]}"
_GIVEN_ID = re.compile(r"i[0-9]+")


class _Given(NamedTuple):
    """One answer of the file."""

    written: str
    """Its key as it stands there: an item by its name."""
    node: Node

    @property
    def named(self) -> str:
        """The key in a message."""
        return self.written[:120]


def read_answers(data: bytes, file: str) -> tuple[dict[str, Node], Faults]:
    """The answers of a JSON or YAML file by their keys, and the faults that reading it found."""
    if is_yaml(data, file):
        document = read_yaml(data, file, show_lines=False)
        root, faults = (document.root if document.whole else None), document.faults
    else:
        faults = Faults(file)
        root = read_json(data, faults)
    if root is None or isinstance(root.value, dict):
        return (dict(root.value) if root is not None else {}), faults
    faults.add(
        Code.WRONG_TYPE, "a map of answers is expected", root.at, "write `question_id: answer`, one a line"
    )
    return {}, faults


def give_answers(
    session: Session, given: dict[str, Node], faults: Faults, *, over: bool = True
) -> tuple[str, ...]:
    """Give the answers to an interview in its own order, so that conditions find what they ask for.

    An item that is not on the list of its section is added by its name. What cannot be is noted in
    `faults`; the rest is given.

    Args:
        session: the interview.
        given: the answers by their keys.
        faults: takes what is wrong.
        over: whether they take the place of what is answered already.

    Returns:
        The keys of what was left as it was answered.

    Raises:
        CfdiagError: an answer could not be saved.
    """
    waiting = _with_items(
        session, {key: node for key, node in given.items() if node.value is not None}, faults
    )
    answers = session.interview.answers
    # What was skipped on screen may be filled in alone afterwards.
    kept = [key for key in waiting if not over and key in answers and answers[key].status != "skipped"]
    for key in kept:
        del waiting[key]
    before = -1
    # An answer may open questions above it: asked again until nothing more can be given.
    while waiting and len(waiting) != before:
        before = len(waiting)
        for step in flow.steps(session.questionnaire, session.interview):
            # An answer given a moment ago may have taken this question away.
            if step.key in waiting and flow.find_step(session.questionnaire, session.interview, step.key):
                one = waiting.pop(step.key)
                answer = _answer(step.question, one, session, faults) if step.question else None
                if answer is not None:
                    _do(session, Answered(step.key, answer), one, faults)
    for key, one in waiting.items():
        _not_asked(session, key, one, faults)
    return tuple(kept)


def _do(session: Session, event: Answered, given: _Given, faults: Faults) -> None:
    try:
        session.do(event)
    except Refused as error:
        faults.add(Code.BAD_ANSWER, f"{given.named}: {error.problem}", given.node.key_at)


def _answer(question: Question, given: _Given, session: Session, faults: Faults) -> Answer | None:
    """The answer object of a node: as it is written, or of a value alone."""
    value = to_plain(given.node)
    if not isinstance(value, dict):
        return Answer(status="answered", value=_fitting(question, value, session))
    if "value" in value:
        value = {"status": "answered", **value, "value": _fitting(question, value["value"], session)}
    status = value.get("status", "answered")
    if status not in get_args(Status):
        hint = closest(status, get_args(Status)) if isinstance(status, str) else ""
        faults.add(
            Code.BAD_ANSWER,
            f"{given.named}: the status is {_listed(get_args(Status))}",
            given.node.key_at,
            hint or "",
        )
        return None
    for key in value.keys() - set(_BESIDE):
        faults.add(
            Code.BAD_ANSWER,
            f"{given.named}: '{key}' is nothing that stands beside an answer",
            given.node.key_at,
            suggest(key, _BESIDE, "keys") or _FULL,
        )
    if not value.keys() <= set(_BESIDE):
        return None
    if value.get("basis", "guess") not in get_args(Basis):
        words = f"{given.named}: the basis is {_listed(get_args(Basis))}"
        faults.add(Code.BAD_ANSWER, words, given.node.key_at)
        return None
    try:
        return msgspec.convert({**value, "importance": whole_number(value.get("importance"))}, Answer)
    except msgspec.ValidationError as error:
        # Its words name a type or a key of the format, never what was answered.
        faults.add(Code.BAD_ANSWER, f"{given.named}: {_lowered(str(error))}", given.node.key_at)
        return None


def _fitting(question: Question, value: Any, session: Session) -> Any:  # noqa: ANN401  any JSON
    """A text that is a valid way to type the answer becomes the answer; all else stays for the check."""
    type_ = TYPES[question.type]
    value = type_.from_file(value)
    if not isinstance(value, str) or type_.fits(question, value):
        return whole_number(value)
    try:
        return Phrases(session.questionnaire, session.interview, session.today()).parse(question, value)
    except MismatchError:
        return value


def _with_items(session: Session, given: dict[str, Node], faults: Faults) -> dict[str, _Given]:
    """The answers with items named by their ids; names that are not on a list are added to it."""
    sections = {
        section.id: section for section in session.questionnaire.sections if section.repeat is not None
    }
    found: dict[str, _Given] = {}
    for key, node in given.items():
        section, item, question = [*key.split("/", 2), "", ""][:3]
        if section in sections and question:
            known = session.interview.items.get(section, {})
            # An id of the form that interviews give themselves is never the name of a new item.
            if item not in known and not _GIVEN_ID.fullmatch(item):
                item = _item_named(session, sections[section], item, node, faults)
                if not item:
                    continue
            found[answer_key(section, item, question)] = _Given(key, node)
        else:
            found[key] = _Given(key, node)
    return found


def _item_named(session: Session, place: Section, name: str, node: Node, faults: Faults) -> str:
    section = place.id
    known = session.interview.items.get(section, {})
    for item, label in known.items():
        if label.casefold() == name.strip().casefold():
            return item
    off = listed_items(session.interview, place)
    event = (
        ItemAdded(section, name, off[name])
        if name in off
        else new_item(session.interview, section, name, offered_items(session.interview, place))
    )
    try:
        session.do(event)
    except Refused as error:
        faults.add(
            Code.UNKNOWN_ITEM,
            f"there is no item '{name[:60]}' in '{section}', and it cannot be added: {error.problem}",
            node.key_at,
            suggest(name, known, "items"),
        )
        return ""
    return event.item


def _not_asked(session: Session, key: str, given: _Given, faults: Faults) -> None:
    # Asked with an answer that fits everywhere: what is refused then is the question itself.
    skipped = Answered(key, Answer(status="skipped"))
    wrong = validation.problem(session.questionnaire, session.interview, skipped)
    sections = session.questionnaire.sections
    ids = [question.id for section in sections for question in section.questions]
    id_ = key.rsplit("/", 1)[-1]
    place = next((section for section in sections if section.id == key and key not in ids), None)
    if place is not None:
        hint = f"each question has a key of its own: {', '.join(question.id for question in place.questions)}"
    else:
        hint = "" if id_ in ids else suggest(id_, ids, "questions")
    code = Code.NOT_ASKED if id_ in ids or place is not None else Code.UNKNOWN_QUESTION
    faults.add(code, f"{given.named}: {wrong}", given.node.key_at, hint)


def _listed(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]
