"""What people are asked about themselves, by their group: at a table and in a form alike."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.text import Text

_ACCOUNT = re.compile(r"\{[{%][^}]*\baccount\b")


def asked_of(q: Questionnaire, group: str) -> tuple[str, ...]:
    """What is asked of a group about itself, in its order."""
    known = q.groups.get(group)
    if known is None:
        return ()
    asked = known.ask if known.ask is not None else _usual(q, group)
    asked = (*asked, *(["account"] if names_account(q) and "account" not in asked else []))
    return tuple(field for field in asked if field != "respondent" or not known.anonymous)


def _usual(q: Questionnaire, group: str) -> tuple[str, ...]:
    if q.side(group) == "inside":
        return ("department",) if q.groups[group].anonymous else ("respondent", "department", "account")
    return ("respondent", "organisation", "account")


def names_account(q: Questionnaire) -> bool:
    """Whether it asks about the account by its name: without one it would be about nobody."""
    wordings = (text.pick(q.language, group) for group in q.groups for text in _texts(q, group))
    return any(_ACCOUNT.search(wording) for wording in wordings)


def asks_department(q: Questionnaire, group: str, listed: Collection[str]) -> bool:
    """Whether a group is asked for its department.

    Args:
        q: the questionnaire.
        group: the id of the group.
        listed: the departments of the engagement. Where there are none an anonymous group is not asked: the
            fewer words of their own, the fewer that could tell who it was.
    """
    return "department" in asked_of(q, group) and (bool(listed) or not q.groups[group].anonymous)


def _texts(q: Questionnaire, group: str) -> Iterator[Text]:
    for section in q.sections:
        mine = [question for question in section.questions if group in question.groups]
        if mine and section.intro is not None:
            yield section.intro
        yield from (question.ask for question in mine)
