"""What nobody has told yet of an account: the questions to put before the leaver leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from cfdiag.handover.leaver_columns import TABLE_ANSWERS
from cfdiag.handover.reasons import SOON_DAYS
from cfdiag.handover.told import CONTACTS, KNOWS, is_filled_in
from cfdiag.handover.values import KnownAccount
from cfdiag.interview.flow import steps
from cfdiag.interview.items import is_settled
from cfdiag.model.interview import Interview, QuestionnaireRef, Respondent, question_of
from cfdiag.model.questionnaire import ARRIVER, LEAVER, Question, Questionnaire, Section
from cfdiag.questions import TYPES

CHECKED = "facts_checked"
NEVER_A_GAP = frozenset({"not_asked", CHECKED, "visit_together"})
"""The last question, the day that is looked at by its age, and what a plan settles."""
ON_THE_LIST = {"account_value": "value", "renewal_date": "renewal", "last_contact": "last_contact"}
"""Questions that a list of accounts answers as well."""


class StillToAsk(msgspec.Struct, frozen=True, kw_only=True):
    """Something to ask; one of the first three is there."""

    question: Question | None = None
    """Of the leaver, not answered."""
    section: Section | None = None
    """A list that nobody filled in."""
    item: str = ""
    """The item that the question is about, by its name."""
    asked: str = ""
    """In the arriver's words."""
    who_knows_only_leaver: bool = False
    """Which of the people there know nobody else of us, where a table left that open."""
    unchecked_days: int = 0
    """So long ago the customer went through the facts, where that is stale."""


def gaps_of(account: KnownAccount, questionnaire: Questionnaire, today: date) -> tuple[StillToAsk, ...]:
    """What to ask the leaver: the arriver's own questions first, then what is open.

    What nobody could answer is one; what was not asked at all only where it is essential. Of whoever filled
    in their table and was not talked with, it is what the table asks: the rest is asked in the talk.
    """
    return (*_queries(account, questionnaire), *_stale(account, today), *_open(account, questionnaire))


def _queries(account: KnownAccount, questionnaire: Questionnaire) -> Iterator[StillToAsk]:
    """What the arriver wants to know, part by part; a promise that is queried is one, too."""
    iv = account.arriver
    if iv is None:
        return
    # First what the arriver asks: it is their successor who has to live with what stays open.
    own = iv.answers.get("ask_before_leaving")
    if own is not None and own.status == "answered":
        yield StillToAsk(asked=str(own.value))
    for promise in account.promises:
        if promise.read_back == "query":
            yield StillToAsk(item=promise.what)
    for section in questionnaire.sections:
        for question in section.questions if section.repeat else ():
            if ARRIVER not in question.groups or not TYPES[question.type].in_words:
                continue
            for item, label in iv.items.get(section.id, {}).items():
                answer = iv.answers.get(f"{section.id}/{item}/{question.id}")
                if answer is not None and answer.status == "answered":
                    default = section.repeat.items.get(item) if section.repeat else None
                    yield StillToAsk(
                        item=default.pick(iv.language) if default else label, asked=str(answer.value)
                    )


def _stale(account: KnownAccount, today: date) -> Iterator[StillToAsk]:
    answer = account.leaver.answers.get(CHECKED) if account.leaver else None
    day = TYPES["date"].day(str(answer.value), today) if answer and answer.status == "answered" else None
    if day is not None and (today - day).days > SOON_DAYS:
        yield StillToAsk(unchecked_days=(today - day).days)


def _open(account: KnownAccount, questionnaire: Questionnaire) -> Iterator[StillToAsk]:
    iv = account.leaver or _nobody(questionnaire)
    table_only = is_filled_in(iv)
    listed = {
        id_ for id_, field in ON_THE_LIST.items() if getattr(account, field) not in (None, ())
    }  # what the list knows need not be asked
    for section in questionnaire.sections:
        if section.repeat and not iv.items.get(section.id) and _is_gap(section, iv):
            yield StillToAsk(section=section)
    # Whom a table does not name there knows others of us too, unless it names nobody.
    if table_only and iv.items.get(CONTACTS) and all(question_of(key) != KNOWS for key in iv.answers):
        yield StillToAsk(who_knows_only_leaver=True)
    for step in steps(questionnaire, iv):
        question = step.question
        if question is None or question.id in NEVER_A_GAP or question.id in listed:
            continue
        if table_only and question.id not in TABLE_ANSWERS:
            continue
        answer = iv.answers.get(step.key)
        if LEAVER not in question.groups or (answer is None and not question.essential):
            continue
        if answer is None or answer.status in ("unknown", "skipped"):
            label = iv.items.get(step.section.id, {}).get(step.item, "")
            yield StillToAsk(question=question, item=label)


def _is_gap(section: Section, iv: Interview) -> bool:
    """Whether an empty list says nothing: nobody looked it through, or it is never empty."""
    if not any(LEAVER in question.groups for question in section.questions):
        return False
    essential = any(question.essential for question in section.questions)
    # Looked through and left empty is no answer here: every customer has somebody to talk to.
    if section.id == CONTACTS:
        return True
    return essential and not is_settled(iv, section.id) and iv.finished is None


def _nobody(questionnaire: Questionnaire) -> Interview:
    """A talk that nobody held yet."""
    return Interview(
        id="", questionnaire=QuestionnaireRef(id=questionnaire.id), respondent=Respondent(group=LEAVER),
        form="essentials", answers={},
    )  # fmt: skip
