"""What a new interview begins with: the list that somebody else left, and what a row of the accounts says."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from cfdiag.api.surroundings import FOR_INTERVIEW, INTERVIEWS, Around, around
from cfdiag.formats.interview import read_interview
from cfdiag.formats.saved import saved_files
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import read_plain
from cfdiag.handover.known import AccountWords
from cfdiag.handover.leaver_before import TO_FACTS
from cfdiag.handover.told import told_by
from cfdiag.handover.values import HANDOVER
from cfdiag.interview.drafts import with_drafts
from cfdiag.model.interview import LETS_WORDS_OUT, Interview, TakenFrom, split_key
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import LEAVER, Questionnaire, Section


class _Saved(NamedTuple):
    interview: Interview
    sha256: str


class HandedOn(NamedTuple):
    """An interview with the lists that others left for it."""

    interview: Interview
    not_heard: tuple[str, ...]
    """The groups that would have left one, and of whom no finished talk may be passed on."""


def with_lists_of_others(interview: Interview, q: Questionnaire, near: Around, beside: Path) -> HandedOn:
    """The interview with the items and answers that another group left for it (`from_group`).

    They come from that group's finished interviews about the same account: of several the one finished last,
    as a handover takes them. Who agreed to be counted only, leaves no list.

    Args:
        interview: as it begins.
        q: its questionnaire.
        near: what stands around. The others lie among the interviews of the engagement, and two words for
            one account of it mean the same one; where this one is kept outside, that of the working folder.
        beside: the folder where this one is kept; what lies there counts too.
    """
    wanted = _from_others(q, interview.respondent.group)
    if not wanted or not interview.respondent.account:
        return HandedOn(interview, ())
    if near.folder is None:
        near = around(["."], None, FOR_INTERVIEW.__contains__, keys=near.keys)
    meant = AccountWords(near.engagement.listed_accounts())
    others = [each for each in _saved(near, beside) if _is_about(each.interview, interview, meant)]
    items, taken = dict(interview.items), dict(interview.taken_from)
    not_heard = []
    for section, other in wanted:
        theirs = [each for each in others if each.interview.respondent.group == other]
        told = told_by([each.interview for each in theirs])
        if told.interview is None:
            not_heard.append(other)
            continue
        there = told.items(section.id)
        if not there:
            continue
        items[section.id] = dict(there)
        hashes = {each.interview.id: each.sha256 for each in theirs}
        taken[section.id] = TakenFrom(
            id=told.interview.id,
            sha256=hashes.get(told.interview.id, ""),
            answers={
                key: msgspec.structs.replace(answer, at="")
                for key, answer in told.interview.answers.items()
                if split_key(key)[0] == section.id
            },
        )
    made = msgspec.structs.replace(interview, items=items, taken_from=taken)
    return HandedOn(made, tuple(dict.fromkeys(not_heard)))


def begins_from_account(q: Questionnaire, group: str) -> bool:
    """Whether what it begins with hangs on the account: lists of others, or what a table says of it."""
    return (q.id == HANDOVER and group == LEAVER) or bool(_from_others(q, group))


def _from_others(q: Questionnaire, group: str) -> list[tuple[Section, str]]:
    """The sections that begin with what another group said, and that group."""
    return [
        (section, section.repeat.from_group)
        for section in q.sections
        if section.repeat is not None
        and section.repeat.from_group not in ("", group)
        and any(group in question.groups for question in section.questions)
    ]


def _is_about(other: Interview, mine: Interview, meant: AccountWords) -> bool:
    """Whether it is a finished interview of the same questionnaire about the same account."""
    return (
        other.finished is not None
        and other.questionnaire.id == mine.questionnaire.id
        and same(meant.key(other.respondent.account or "")) == same(meant.key(mine.respondent.account or ""))
        and other.respondent.consent in LETS_WORDS_OUT
    )


def _saved(near: Around, beside: Path) -> Iterator[_Saved]:
    """The finished interviews there are, each once: somebody may have copied one."""
    folders = [near.folder / INTERVIEWS] if near.folder is not None else []
    seen = set()
    for path in (path for folder in (*folders, beside) for path in saved_files(folder)):
        with contextlib.suppress(CfdiagError):  # `check` and `status` tell of it
            data = near.keys.opened(read_plain(str(path)), str(path))
            read = read_interview(data, str(path))
            if read.id not in seen:
                seen.add(read.id)
                yield _Saved(read, hashlib.sha256(data).hexdigest())


def with_row_of_account(interview: Interview, near: Around) -> Interview:
    """The interview with what the list of accounts says, as answers to accept: each with its line.

    They stand as drafts until the leaver accepts them: nobody has said them yet.
    """
    who = interview.respondent
    if interview.questionnaire.id != HANDOVER or who.group != LEAVER or near.accounts is None:
        return interview
    row = next((each for each in near.accounts.accounts if each.id == who.account), None)
    if row is None:
        return interview
    known = {
        "value": f"{row.value[0].amount:.0f}" if len(row.value) == 1 else "",
        "renewal": row.renewal.isoformat() if row.renewal else "",
        "last_contact": row.last_contact.isoformat() if row.last_contact else "",
    }
    drafts: dict[tuple[str, str], str] = {}
    for field, text in known.items():
        if text:
            line = row.source_of(field).replace("\\", "/").rpartition("/")[2]
            drafts |= {(TO_FACTS[field], "value"): text, (TO_FACTS[field], "evidence"): line}
    return with_drafts(interview, drafts)
