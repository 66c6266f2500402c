"""What people said in their own words, as far as it may be shown: consent first, then the floor.

A remark of somebody who agreed to be named is shown with their name. Every other one is shown without a
name, and only where at least `min_comments` respondents of the same questionnaire and group did not agree
to be named; their department or account goes with it only where that cell has as many. A questionnaire can
show remarks with consent only, whatever the number. One interview on its own, and `unmasked`, have no
floor; names still need consent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from cfdiag.model.interview import Answer, Interview, Respondent, answer_key
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.questions import TYPES
from cfdiag.rules.lookup import items_of
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.suppression import LEAST_FLOOR, MIN_COMMENTS


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """One remark that may be shown."""

    questionnaire: str
    question: str
    """The question's id."""
    section: str
    item: str = ""
    """The label of the item of a repeated section."""
    group: str
    text: str
    kind: str
    """`answer`, `note` (the interviewer's) or `evidence`."""
    tags: tuple[str, ...] = ()
    department: str = ""
    account: str = ""
    author: str = ""
    """Empty unless they agreed to be named."""
    private: bool = False
    """Never in the customer's edition."""


_Cell = tuple[str, str, str, str]


def collect_remarks(interviews: Iterable[tuple[Interview, Questionnaire]], options: Options) -> list[Remark]:
    """The remarks that may be shown, in the order of the questions; the order of the interviews is gone.

    Args:
        interviews: each with its questionnaire.
        options: floors and `unmasked`.
    """
    everything = list(interviews)
    off = options.unmasked or len(everything) == 1
    asked = options.min_comments if options.min_comments is not None else MIN_COMMENTS
    floor = 0 if off else max(LEAST_FLOOR, asked)
    cells: Counter[_Cell] = Counter()
    for interview, questionnaire in everything:
        if not _named(interview):
            cells.update(_cells(interview, questionnaire))
    found: list[tuple[tuple[object, ...], Remark]] = []
    for interview, questionnaire in everything:
        for place, remark in _remarks_of(interview, questionnaire):
            shown = _shown(remark, interview, questionnaire, cells, floor)
            if shown is not None:
                order = (
                    questionnaire.id,
                    place,
                    shown.item,
                    shown.group,
                    shown.kind,
                    shown.text,
                    shown.author,
                )
                found.append((order, shown))
    return [remark for _, remark in sorted(found, key=lambda pair: pair[0])]


def _named(interview: Interview) -> bool:
    return interview.respondent.consent == "attributed"


def _cells(interview: Interview, questionnaire: Questionnaire) -> list[_Cell]:
    respondent = interview.respondent
    cells = [(questionnaire.id, respondent.group, "", "")]
    if respondent.department:
        cells.append((questionnaire.id, respondent.group, "department", respondent.department))
    if respondent.account:
        cells.append((questionnaire.id, respondent.group, "account", respondent.account))
    return cells


def _shown(
    remark: Remark,
    interview: Interview,
    questionnaire: Questionnaire,
    cells: Counter[_Cell],
    floor: int,
) -> Remark | None:
    if _named(interview):
        return msgspec.structs.replace(remark, author=interview.respondent.name or "")
    name, group = questionnaire.id, remark.group
    if floor and questionnaire.remarks_by_consent:
        return None
    if cells[name, group, "", ""] < floor:
        return None
    department = remark.department if cells[name, group, "department", remark.department] >= floor else ""
    account = remark.account if cells[name, group, "account", remark.account] >= floor else ""
    return msgspec.structs.replace(remark, department=department, account=account)


def _remarks_of(interview: Interview, questionnaire: Questionnaire) -> Iterator[tuple[int, Remark]]:
    place = 0
    for section in questionnaire.sections:
        items = items_of(interview, section.id) if section.repeat else [""]
        for question in section.questions:
            place += 1
            if question.off_record:
                continue
            for item in items:
                answer = interview.answers.get(answer_key(section.id, item, question.id))
                if answer is None:
                    continue
                label = interview.items.get(section.id, {}).get(item, item)
                blank = _blank(interview.respondent, questionnaire.id, section.id, question)
                for kind, text in _texts(question, answer):
                    yield (
                        place,
                        msgspec.structs.replace(
                            blank, item=label, kind=kind, text=text, tags=tuple(answer.tags)
                        ),
                    )


def _texts(question: Question, answer: Answer) -> Iterator[tuple[str, str]]:
    if TYPES[question.type].in_words and isinstance(answer.value, str) and answer.value.strip():
        yield "answer", answer.value.strip()
    if answer.note.strip():
        yield "note", answer.note.strip()
    if answer.evidence.strip():
        yield "evidence", answer.evidence.strip()


def _blank(respondent: Respondent, questionnaire: str, section: str, question: Question) -> Remark:
    return Remark(
        questionnaire=questionnaire,
        question=question.id,
        section=section,
        group=respondent.group,
        text="",
        kind="",
        department=respondent.department or "",
        account=respondent.account or "",
        private=question.private,
    )
