"""What is held about somebody: what they said, where they are listed, who names them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cfdiag import __version__
from cfdiag.api.person.folder import KeptFile
from cfdiag.api.person.traces import words_of
from cfdiag.api.person.whom import FoundPerson, text_held_with
from cfdiag.formats.moments import day_of
from cfdiag.model.interview import Answer, Interview, question_of
from cfdiag.model.person import HeldAnswer, HeldTalk, NamedThere, PersonDossier
from cfdiag.model.questionnaire import Questionnaire

_LISTS = ("engagement", "plan", "table")


def dossier(found: FoundPerson, day: date) -> PersonDossier:
    """Everything that is held about somebody; whether words of others are theirs to see, a reader judges."""
    talks, lists, others, outputs, locked = [], [], [], [], []
    for file in found.files:
        if file.kind in ("locked", "unreadable"):
            locked.append(str(file.path))
        for interview in file.interviews:
            if found.is_theirs(interview):
                talks.append(_talk(interview, file, found))
            else:
                others += list(_named_by(interview, file, found))
        if file.interviews or file.kind in ("locked", "torn"):
            continue
        text = file.text
        if text is None or not found.traces.in_text(text):
            continue
        if file.what in _LISTS:
            lists += list(_lines(file, found))
        else:
            outputs.append(str(file.path))
    return PersonDossier(
        tool=__version__,
        date=day.isoformat(),
        language=found.t.language,
        names=list(found.traces.names),
        kept_until=_until(found),
        talks=talks,
        lists=lists,
        by_others=others,
        outputs=outputs,
        locked=locked,
    )


def _until(found: FoundPerson) -> str:
    days = found.near.engagement.retention.get("interviews")
    held = [each for file in found.files for each in file.interviews if found.is_theirs(each)]
    ends = [day for each in held if (day := day_of(each.finished) or day_of(each.started)) is not None]
    return (max(ends) + timedelta(days=days)).isoformat() if days and ends else ""


def _talk(interview: Interview, file: KeptFile, found: FoundPerson) -> HeldTalk:
    who = interview.respondent
    questionnaire = text_held_with(interview, found.near)
    told = {**interview.answers, **interview.set_aside}
    answers = [_answer(key, answer, questionnaire, found.t.language) for key, answer in told.items()]
    answers += [HeldAnswer(key=each.question or "", note=each.text) for each in interview.remarks]
    return HeldTalk(
        file=str(file.path),
        id=interview.id,
        questionnaire=interview.questionnaire.id,
        group=who.group,
        name=who.name or "",
        organisation=who.organisation or "",
        department=who.department or "",
        account=who.account or "",
        consent=str(who.consent) if who.consent else "",
        interviewer=interview.interviewer or "",
        started=interview.started or "",
        finished=interview.finished or "",
        answers=answers,
    )


def _answer(key: str, answer: Answer, questionnaire: Questionnaire | None, language: str) -> HeldAnswer:
    question = questionnaire.question(question_of(key)) if questionnaire is not None else None
    label = question.label.pick(language) if question is not None and question.label is not None else ""
    return HeldAnswer(
        key=key,
        label=label,
        value=answer.value,
        status="" if answer.status == "answered" else answer.status,
        importance=answer.importance,
        note=answer.note,
        evidence=answer.evidence,
        at=answer.at,
    )


def _named_by(interview: Interview, file: KeptFile, found: FoundPerson) -> Iterator[NamedThere]:
    for word in words_of(interview, text_held_with(interview, found.near)):
        if found.traces.named_in(word):
            yield NamedThere(file=str(file.path), where=interview.questionnaire.id, text=word)
    if found.traces.named_in(interview.interviewer or ""):
        yield NamedThere(file=str(file.path), where="interviewer", text=interview.interviewer or "")
    for section, taken in interview.taken_from.items():
        if taken.id in found.mine:
            yield NamedThere(file=str(file.path), where=f"from {section}", text=", ".join(taken.answers))


def _lines(file: KeptFile, found: FoundPerson) -> Iterator[NamedThere]:
    text = file.text or ""
    for number, line in enumerate(text.splitlines(), 1):
        if found.traces.in_text(line):
            yield NamedThere(file=str(file.path), where=str(number), text=line.strip())
