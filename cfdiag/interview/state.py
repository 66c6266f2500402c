"""The interview as a pure function: what is asked now, and what an event changes.

The state is the `Interview` itself, frozen. Where somebody is in it is the front end's affair. What was
answered is never dropped: an answer whose question is no longer asked (a condition, a removed item, a
changed questionnaire) moves to `set_aside` and comes back when the question does.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cfdiag.interview.days import in_days
from cfdiag.interview.events import (
    Answered,
    Cleared,
    Draft,
    Event,
    Finished,
    InterviewerSet,
    ItemAdded,
    ItemRemoved,
    ItemRenamed,
    ItemsSettled,
    LanguageSet,
    ModeSet,
    Opened,
    Rebased,
    Remarked,
    Reopened,
    RespondentSet,
)
from cfdiag.interview.flow import Step, steps, walk
from cfdiag.interview.items import OFFERED, REMOVED, SETTLED, removed_items, with_extra, with_item
from cfdiag.model.interview import (
    REOPENED,
    Answer,
    Form,
    Interview,
    LooseRemark,
    QuestionnaireRef,
    Respondent,
    times_reopened,
)
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.questions import check_answer
from cfdiag.rules.sameness import scales_of

ACCOUNT_NAME = "account_name"
"""Under `respondent.extra`: what the account is called."""
CLIENT_NAME = "client_name"
"""Under `respondent.extra`: the organisation that the interview is about, as the engagement names it."""


def begin(
    q: Questionnaire,
    *,
    id: str,  # noqa: A002  the field's name
    respondent: Respondent,
    started: str,
    language: str = "",
    interviewer: str | None = None,
    tool: str = "",
    lists: Mapping[str, Mapping[str, str]] | None = None,
    form: Form = "full",
) -> Interview:
    """A new interview. A repeated section starts with the engagement's items, else with its own.

    Where some of them are to be chosen, it starts with none.

    Args:
        q: the questionnaire.
        id: the interview's id.
        respondent: who answers.
        started: now.
        language: the language it is held in; the questionnaire's where empty.
        interviewer: who asks.
        tool: cfdiag's version.
        lists: the engagement's lists of items, by the name a section asks for with `from:`.
        form: whether everything is asked, or the essentials only.
    """
    spoken = language or q.language
    items: dict[str, dict[str, str]] = {}
    offered: dict[str, dict[str, str]] = {}
    for section in q.sections:
        if section.repeat is None:
            continue
        own = {i: text.pick(spoken, respondent.group) for i, text in section.repeat.items.items()}
        brought = dict((lists or {}).get(section.repeat.source or "", {}))
        if section.repeat.pick(respondent.group) is None:
            items[section.id] = dict(list((brought or own).items())[: section.repeat.max])
            continue
        items[section.id] = {}
        offered |= {section.id: brought} if brought else {}
    return Interview(
        id=id,
        tool=tool,
        questionnaire=reference(q),
        language=spoken,
        respondent=respondent,
        interviewer=interviewer,
        started=started,
        form=form,
        items=items,
        answers={},
        extra={OFFERED: offered} if offered else {},
    )


def reference(q: Questionnaire) -> QuestionnaireRef:
    """The questionnaire, to the byte."""
    return QuestionnaireRef(id=q.id, version=q.version, sha256=q.sha256)


class Change(msgspec.Struct, frozen=True):
    """What an event leads to; `aside` and `back` are the keys of answers that it moved."""

    interview: Interview
    aside: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


def apply(q: Questionnaire, iv: Interview, event: Event) -> Change:
    """What becomes of an interview by an event that has no `problem`.

    Answers that are no longer asked are set aside, those that are asked again come back; after another
    respondent or another questionnaire those that are no longer valid are set aside, too.
    """
    folded = fold(iv, event)
    aside, back = moves(q, folded, check=isinstance(event, (RespondentSet, Rebased)))
    return Change(moved(folded, aside, back), aside, back)


def moves(q: Questionnaire, iv: Interview, *, check: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which answers have to go to `set_aside`, and which come back, as keys.

    Args:
        q: the questionnaire.
        iv: the interview.
        check: whether answers that are asked and not valid have to go, too.
    """
    group = iv.respondent.group
    # Grows with the walk: a condition sees only answers that are themselves still asked for.
    answers: dict[str, Answer] = {}
    back: list[str] = []
    for step in walk(q, iv, answers):
        if step.question is None:
            continue
        answer = iv.answers.get(step.key)
        if answer is not None and (not check or check_answer(step.question, answer, group) is None):
            answers[step.key] = answer
        elif (
            answer is None
            and (waiting := iv.set_aside.get(step.key)) is not None
            and check_answer(step.question, waiting, group) is None
        ):
            answers[step.key] = waiting
            back.append(step.key)
    return tuple(key for key in iv.answers if key not in answers), tuple(back)


def moved(iv: Interview, aside: tuple[str, ...], back: tuple[str, ...]) -> Interview:
    """The interview with those answers set aside and those brought back."""
    if not aside and not back:
        return iv
    answers, set_aside = dict(iv.answers), dict(iv.set_aside)
    for key in aside:
        set_aside[key] = answers.pop(key)
    for key in back:
        answers[key] = set_aside.pop(key)
    return msgspec.structs.replace(iv, answers=answers, set_aside=set_aside)


def fold(iv: Interview, event: Event) -> Interview:  # noqa: PLR0911, PLR0912, C901  one a kind
    """The interview after an event, before its dependents are settled; needs no questionnaire."""
    change = msgspec.structs.replace
    match event:
        case Answered(key, answer):
            aside = {k: a for k, a in iv.set_aside.items() if k != key}
            return change(iv, answers={**iv.answers, key: answer}, set_aside=aside)
        case Cleared(key):
            return change(iv, answers={k: a for k, a in iv.answers.items() if k != key})
        case ItemAdded(section, item, label):
            there = with_item(iv, section, item, label)
            gone = {i: old for i, old in removed_items(iv, section).items() if i != item}
            return with_extra(there, REMOVED, section, gone)
        case ItemRenamed(section, item, label):
            return with_item(iv, section, item, label)
        case ItemRemoved(section, item):
            rest = dict(iv.items.get(section, {}))
            label = rest.pop(item, "")
            without = change(iv, items={**iv.items, section: rest})
            return with_extra(without, REMOVED, section, {**removed_items(iv, section), item: label})
        case ItemsSettled(section):
            return with_extra(iv, SETTLED, section, True)
        case LanguageSet(language):
            return change(iv, language=language)
        case RespondentSet(respondent):
            return change(iv, respondent=respondent)
        case Remarked(remark, place):
            return change(iv, remarks=_with_remark(iv.remarks, remark, place))
        case InterviewerSet(name):
            return change(iv, interviewer=name or None)
        case ModeSet(mode):
            return change(iv, mode=mode)
        case Finished(at):
            return change(iv, finished=at)
        case Reopened():
            return change(iv, finished=None, extra={**iv.extra, REOPENED: times_reopened(iv) + 1})
        case Rebased(questionnaire):
            return change(iv, questionnaire=questionnaire)
        case Draft() | Opened():
            return iv


def _with_remark(remarks: list[LooseRemark], remark: LooseRemark, place: int) -> list[LooseRemark]:
    if place < 0:
        return [*remarks, remark]
    kept = [*remarks[:place], remark, *remarks[place + 1 :]]
    return [each for each in kept if each.text]  # emptied, it is taken back


def context(q: Questionnaire, iv: Interview, step: Step | None = None) -> dict[str, object]:
    """Who and what a text may name at a step: organisation, respondent, account, item."""
    who = iv.respondent
    inside = q.side(who.group) == "inside"
    named: dict[str, object] = {
        # A customer's own organisation is not the one that a customer is asked about.
        "organisation": who.extra.get(CLIENT_NAME) or (who.organisation if inside else None),
        "respondent": who.name,
        "account": who.extra.get(ACCOUNT_NAME) or who.account,
        "item": step.label if step is not None else "",
    }
    return {name: value for name, value in named.items() if value}


def as_finished(q: Questionnaire, iv: Interview) -> Interview:
    """The interview with its answers in the order of the questionnaire and what its scales were.

    For the finished file: what an answer means can then be told without the questionnaire's text. Of an
    anonymous group it holds days and no times.
    """
    place = {step.key: n for n, step in enumerate(steps(q, iv))}
    by_place = sorted(iv.answers.items(), key=lambda pair: place.get(pair[0], len(place)))
    scales = scales_of(q, iv.respondent.group) if iv.finished is not None else {}
    found = msgspec.structs.replace(iv, answers=dict(by_place), scales=scales)
    group = q.groups.get(iv.respondent.group)
    return found if iv.finished is None or group is None or not group.anonymous else in_days(found)
