"""What people said in their own words, as far as it may be shown: consent first, then the floor.

* `named`: with the name. `quoted`: without it, whatever the number. `counted`: never, whatever the number.
* Nobody asked: in an anonymous group without a name, where at least `min_comments` respondents of the same
  questionnaire and group are not named; elsewhere never. With `remarks_by_consent` it counts as a no.
* What the respondent noted of somebody else follows what that person agreed to (`speaker`).
* A single answer marked `quotable` is shown without a name whatever was said of the rest.
* The department or account of somebody without a name goes along only where that cell has as many.

One interview on its own, and `unmasked`, have no floor: then what nobody was asked is shown without a name.
What somebody said no to stays unsaid there too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import msgspec

from cfdiag.model.interview import Answer, Consent, Interview, answer_key
from cfdiag.model.material import Remark
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.questions import TYPES
from cfdiag.rules.lookup import items_of
from cfdiag.rules.voices import Voice, voice_of
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.suppression import LEAST_FLOOR, MIN_COMMENTS, floor_of

_Cell = tuple[str, str, str, str]


def collect_remarks(
    interviews: Iterable[tuple[Interview, Questionnaire]],
    options: Options,
    waiting: Collection[str] = (),
    *,
    others_silent: bool = False,
) -> list[Remark]:
    """The remarks that may be shown, in the order of the questions; the order of the interviews is gone.

    Args:
        interviews: each with its questionnaire.
        options: floors and `unmasked`.
        waiting: ids of those who are new since an earlier release beside too few others: where nobody asked
            them, their words would be known to be theirs.
        others_silent: whether more interviews came in, without an answer: one that is left is not alone.
    """
    everything = list(interviews)
    off = options.unmasked or (len(everything) == 1 and not others_silent)
    asked = options.min_comments if options.min_comments is not None else MIN_COMMENTS
    floor = 0 if off else max(LEAST_FLOOR, asked)
    cells: Counter[_Cell] = Counter()
    for interview, questionnaire in everything:
        if not _named(interview):
            cells.update(_cells(interview, questionnaire))
    found: list[tuple[tuple[object, ...], Remark]] = []
    for interview, questionnaire in everything:
        for place, voice, quotable, remark in _remarks_of(interview, questionnaire):
            shown = _shown(remark, voice, questionnaire, cells, floor, quotable=quotable)
            unasked = voice.consent is None and not quotable
            if shown is not None and not (unasked and interview.id in waiting):
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


def how_many_said(interviews: Iterable[tuple[Interview, Questionnaire]], question: str = "") -> int:
    """How many remarks, notes and pieces of evidence there are, shown or not.

    Args:
        interviews: each with its questionnaire.
        question: only those to one question.
    """
    return sum(
        not question or remark.question.rpartition("/")[2] == question
        for interview, questionnaire in interviews
        if interview.respondent.group in questionnaire.groups
        for *_, remark in _remarks_of(interview, questionnaire)
    )


class QuotedOfFew(NamedTuple):
    """Words that are quoted without a name, of so few that readers may know whose they are."""

    questionnaire: str
    group: str
    words: int
    people: int
    """Of how many who are not named."""


def quoted_of_few(
    interviews: Iterable[tuple[Interview, Questionnaire]], options: Options, *, others_silent: bool = False
) -> list[QuotedOfFew]:
    """Where a quote gives its author away although it says no name: whoever agreed is quoted all the same.

    Args:
        interviews: each with its questionnaire.
        options: floors and `unmasked`.
        others_silent: whether more interviews came in, without an answer: one that is left is not alone.
    """
    everything = list(interviews)
    if options.unmasked or (len(everything) == 1 and not others_silent):
        return []
    unnamed: Counter[tuple[str, str]] = Counter()
    quoted: Counter[tuple[str, str]] = Counter()
    floors: dict[tuple[str, str], int] = {}
    for interview, questionnaire in everything:
        cell = questionnaire.id, interview.respondent.group
        floors[cell] = floor_of(questionnaire.min_group, options.min_group)
        unnamed[cell] += not _named(interview)
        quoted[cell] += sum(
            not voice.third
            and (voice.consent == Consent.QUOTED or (quotable and voice.consent != Consent.NAMED))
            for _, voice, quotable, _ in _remarks_of(interview, questionnaire)
        )
    return [
        QuotedOfFew(*cell, words, unnamed[cell])
        for cell, words in sorted(quoted.items())
        if words and unnamed[cell] < floors[cell]
    ]


def _named(interview: Interview) -> bool:
    return interview.respondent.consent == Consent.NAMED


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
    voice: Voice,
    questionnaire: Questionnaire,
    cells: Counter[_Cell],
    floor: int,
    *,
    quotable: bool,
) -> Remark | None:
    if voice.third:
        remark = msgspec.structs.replace(remark, item="")  # the item is the person
    if voice.consent == Consent.NAMED:
        return msgspec.structs.replace(remark, author=voice.name)
    name, group = questionnaire.id, remark.group
    if not quotable and voice.consent != Consent.QUOTED:
        anonymous = questionnaire.groups[group].anonymous
        if voice.consent == Consent.COUNTED or questionnaire.remarks_by_consent:
            return None
        if floor and (not anonymous or cells[name, group, "", ""] < floor):
            return None
    department = remark.department if cells[name, group, "department", remark.department] >= floor else ""
    account = remark.account if cells[name, group, "account", remark.account] >= floor else ""
    return msgspec.structs.replace(remark, department=department, account=account)


def _remarks_of(
    interview: Interview, questionnaire: Questionnaire
) -> Iterator[tuple[int, Voice, bool, Remark]]:
    """Each with its place, who said it, and whether it may be quoted whatever was agreed."""
    respondent = interview.respondent
    place = 0
    filed: dict[str, list[str]] = {}
    for loose in interview.remarks:
        if loose.text.strip():
            filed.setdefault(loose.question or "", []).append(loose.text.strip())
    for section in questionnaire.sections:
        items = items_of(interview, section.id) if section.repeat else [""]
        voices = {item: voice_of(interview, section, item) for item in items}
        speaker = section.repeat.speaker if section.repeat else None
        for question in section.questions:
            place += 1
            blank = _blank(interview, questionnaire.id, section.id, question)
            for item in items:
                key = answer_key(section.id, item, question.id)
                label = interview.items.get(section.id, {}).get(item, item)
                here = msgspec.structs.replace(blank, item=label)
                if voices[item].third:  # the respondent's own department and account are not that person's
                    here = msgspec.structs.replace(here, third=True, department="", account="")
                for quotable, remark in _about(
                    question, here, interview.answers.get(key), filed.pop(key, ())
                ):
                    # Somebody's name is no saying of theirs: it goes where they agreed that it goes.
                    if not question.off_record and (speaker is None or question.id != speaker.name):
                        yield place, voices[item], quotable, remark
    for text in (text for texts in filed.values() for text in texts):
        # Nobody has judged yet what it is about, so it stays inside.
        blank = _blank(interview, questionnaire.id, "", None)
        own = Voice(respondent.consent, respondent.name or "", third=False)
        yield place + 1, own, False, msgspec.structs.replace(blank, kind="remark", text=text)


def _about(
    question: Question, blank: Remark, answer: Answer | None, filed: Iterable[str]
) -> Iterator[tuple[bool, Remark]]:
    """Everything that was said to one question: its words, what was noted beside it, what was filed to it."""
    for text in filed:
        yield False, msgspec.structs.replace(blank, kind="remark", text=text)
    if answer is None:
        return
    own = _own_words(question, answer) if answer.quotable else ""
    for kind, text in _texts(question, answer):
        yield kind == own, msgspec.structs.replace(blank, kind=kind, text=text, tags=tuple(answer.tags))


def _own_words(question: Question, answer: Answer) -> str:
    """Where the respondent's own sentence stands: in a text, else in what was noted beside the answer."""
    type_ = TYPES[question.type]
    return "answer" if type_.in_words or type_.otherwise(question, answer.value) else "note"


def _texts(question: Question, answer: Answer) -> Iterator[tuple[str, str]]:
    if TYPES[question.type].in_words and isinstance(answer.value, str) and answer.value.strip():
        yield "answer", answer.value.strip()
    if answer.note.strip():
        # What 'something else' is, they said themselves.
        otherwise = TYPES[question.type].otherwise(question, answer.value)
        yield "answer" if otherwise else "note", answer.note.strip()
    if answer.evidence.strip():
        yield "evidence", answer.evidence.strip()


def _blank(interview: Interview, questionnaire: str, section: str, question: Question | None) -> Remark:
    respondent = interview.respondent
    return Remark(
        questionnaire=questionnaire,
        question=question.id if question else "",
        section=section,
        group=respondent.group,
        text="",
        kind="",
        department=respondent.department or "",
        account=respondent.account or "",
        language=interview.language,
        private=question is None or question.private,
    )
