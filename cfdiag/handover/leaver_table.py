"""The table that a leaver fills in, a row an account, as interviews."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from cfdiag import __version__
from cfdiag.documents.faults import Faults
from cfdiag.exchange.table import PlainTable, TableCell
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.handover.leaver_before import LeaverLine
from cfdiag.handover.leaver_columns import LEAVER_FORMAT
from cfdiag.handover.leaver_rows import LeaverRows, cell_text
from cfdiag.handover.leaver_sent import SentCells
from cfdiag.handover.leaver_words import written_in
from cfdiag.handover.told import CONTACTS, PROMISES, not_named
from cfdiag.interview.ids import uuid8
from cfdiag.interview.state import begin
from cfdiag.model.interview import Answer, Interview, Respondent
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Questionnaire


class FilledIn(NamedTuple):
    """The rows as interviews, and what is wrong with them; each fault has its line."""

    interviews: tuple[Interview, ...]
    faults: tuple[Diagnostic, ...]
    unread: int
    """Rows that say something, of accounts of which nothing could be read: no interview is made of them."""


def interviews_of_table(
    table: PlainTable,
    questionnaire: Questionnaire,
    account_id: Callable[[str], str],
    before: Callable[[str, str], Interview | None],
    prefilled: Callable[[str], Mapping[str, TableCell]],
    *,
    whose: Callable[[str], Respondent],
    today: date,
    language: str,
) -> FilledIn:
    """A finished interview for each account of the table that something was written about.

    Args:
        table: with its header found.
        questionnaire: that of a handover.
        account_id: the account that a name means.
        before: what was made last of an account's rows that are the same leaver's, by the account and the id
            that an interview of theirs has; it fills their empty cells, and keeps its own id.
        prefilled: what the table has of an account before anybody fills it in, by the account.
        whose: who filled it in, as they are kept with an interview about the account.
        today: the day on which it is read.
        language: of the interviews, where the table's own titles do not tell it.
    """
    # The pages may be made in another language than the leaver wrote in: that changes no interview.
    language = written_in(table, language)
    found = Faults(table.file)
    reader, sent = LeaverRows(table, questionnaire, found), SentCells(table)
    groups: dict[str, list[LeaverLine]] = {}
    for record in table.rows:
        line = reader.line(record)
        name = cell_text(line, "account")
        if name:
            groups.setdefault(account_id(name), []).append(line)
        else:
            found.add(Code.NO_NAME, "the row names no account: it is left out", (record.line, 1))
    made, unread = [], 0
    for key, lines in groups.items():
        person = whose(key)
        id_ = uuid8(f"{LEAVER_FORMAT}/{same(person.name or '')}/{same(key)}")
        earlier = before(key, id_)
        if earlier is not None:
            id_, known_as = earlier.id, person.name or earlier.respondent.name
            person = msgspec.structs.replace(person, name=known_as)
        listed = prefilled(key)
        own = [sent.without(line, earlier, listed) for line in lines]
        saying = sum(reader.says(line, listed) for line in own)
        if earlier is None and not saying:
            continue
        new = begin(
            questionnaire, id=id_, respondent=person, started=today.isoformat(), language=language,
            tool=__version__, form="essentials",
        )  # fmt: skip
        faults = len(found.found)
        interview = reader.interview(own, new, earlier)
        if earlier is not None or _says_anything(interview):
            made.append(interview)
        else:
            unread += saying if len(found.found) > faults else 0
    return FilledIn(tuple(made), tuple(found.sorted()), unread)


def _says_anything(interview: Interview) -> bool:
    """Whether any cell became an answer; what the questionnaire itself brings along is none."""
    return bool(interview.answers) or any(interview.items.get(each) for each in (CONTACTS, PROMISES))


def same_answers(one: Interview, other: Interview) -> bool:
    """Whether two readings of a row say the same, in the same name, wherever the row stands by now."""
    # A row that was moved in the sheet is no other answer.
    named = same(one.respondent.name or "") == same(other.respondent.name or "")
    return (
        named
        and one.items == other.items
        and _bare(one) == _bare(other)
        and not_named(one) == not_named(other)
    )


def _bare(interview: Interview) -> dict[str, Answer]:
    return {key: msgspec.structs.replace(a, evidence="", at="") for key, a in interview.answers.items()}
