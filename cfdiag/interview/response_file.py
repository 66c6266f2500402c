"""What somebody filled in alone, in a form: which answers of it go into an interview that is open."""

from __future__ import annotations

import re
from typing import NamedTuple

from cfdiag.documents.faults import Faults
from cfdiag.documents.nodes import Node
from cfdiag.formats.recognise import is_response
from cfdiag.formats.response import read_response
from cfdiag.ground.codes import Code
from cfdiag.interview.answers_file import give_answers, read_answers
from cfdiag.interview.consent import said
from cfdiag.interview.session import Session
from cfdiag.model.interview import Interview
from cfdiag.model.response import Response

_GIVEN_IN_FORM = re.compile(r"i[0-9]+")
"""Ids that a form gives to items of one's own: in the interview another item may have them."""


class Taking(NamedTuple):
    """What came of a file of answers."""

    faults: Faults
    kept: tuple[str, ...]
    """The keys of what was left as it was answered."""
    form: bool = False
    """Whether it was a form's response."""


def give_file(session: Session, data: bytes, file: str, *, over: bool) -> Taking:
    """Give an interview the answers of a file: by their keys, or a form's response.

    A response never takes the place of what is answered, and brings what was agreed where nobody has asked.

    Args:
        session: the interview.
        data: the file.
        file: its name, for faults.
        over: whether answers by their keys take the place of what is answered already.

    Raises:
        CfdiagError: it cannot be read as a response, or an answer could not be saved.
    """
    if not is_response(data):
        found, faults = read_answers(data, file)
        return Taking(faults, give_answers(session, found, faults, over=over))
    response, node, _ = read_response(data, file)  # what is wrong with an answer is told where it is given
    faults = Faults(file)
    found = _filled_in(response, node, session.interview, faults)
    kept = give_answers(session, found, faults, over=False)
    if not faults.errors() and session.interview.respondent.consent is None and response.consent is not None:
        session.do(said(session.interview, response.consent))
    return Taking(faults, kept, form=True)


def _filled_in(response: Response, node: Node, iv: Interview, faults: Faults) -> dict[str, Node]:
    """The answers of a response by their keys; items of one's own are named in them."""
    for name, is_, wanted in (
        ("questionnaire", response.questionnaire.id, iv.questionnaire.id),
        ("group", response.group, iv.respondent.group),
    ):
        if is_ != wanted:
            at = node.value[name].key_at
            faults.add(Code.BAD_ANSWER, f"this is a response to another {name} than '{wanted}'", at)
    if faults.errors():
        return {}
    found: dict[str, Node] = {}
    for key, answer in node.value["answers"].value.items():
        section, _, rest = key.partition("/")
        item, _, question = rest.partition("/")
        label = response.items.get(section, {}).get(item, "")
        own = bool(question and label and _GIVEN_IN_FORM.fullmatch(item))
        found[f"{section}/{label.replace('/', ' ')}/{question}" if own else key] = answer
    return found
