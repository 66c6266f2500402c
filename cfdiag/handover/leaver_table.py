"""The table that a leaver fills in, a row an account: its columns, and its rows as interviews."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.exchange.columns import headers
from cfdiag.exchange.table import PlainTable, TableCell, TableRecord, folded
from cfdiag.exchange.values import amount, day, order_of_days
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.ground.safe import unsafe_cell
from cfdiag.handover.leaver_columns import LEAVER_COLUMNS, LEAVER_FORMAT, PREFILLED
from cfdiag.handover.told import CONTACTS, FILLED_IN, PROMISES
from cfdiag.interview.events import Answered, Event, Finished, ItemAdded, ItemsSettled
from cfdiag.interview.ids import uuid8
from cfdiag.interview.state import apply, as_finished, begin
from cfdiag.locales.catalogue import LANGUAGES, locale_for
from cfdiag.model.interview import Answer, AnswerValue, Consent, Interview, Respondent, answer_key
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import LEAVER, Option, Questionnaire
from cfdiag.questions import check_answer

_SEVERAL = re.compile(r"\s*[;,/\n]\s*")
_TO_FACTS = {"value": "account_value", "value_source": "value_source", "renewal": "renewal_date",
             "last_contact": "last_contact", "could_end": "could_end", "three_things": "three_things",
             "advice": "advice"}  # fmt: skip
_TO_PROMISES = ("promise_to", "promise_due", "promise_state")


class FilledIn(NamedTuple):
    """The rows as interviews, and what is wrong with them; each fault has its line."""

    interviews: tuple[Interview, ...]
    faults: tuple[Diagnostic, ...]
    empty: int
    """Rows that hold nothing but what the list knows."""


def interviews_of_table(
    table: PlainTable,
    questionnaire: Questionnaire,
    account_id: Callable[[str], str],
    *,
    leaver: str,
    today: date,
    language: str,
) -> FilledIn:
    """A finished interview for each account of the table that something was written about.

    Args:
        table: with its header found.
        questionnaire: that of a handover.
        account_id: the account that a name means.
        leaver: who filled it in.
        today: the day on which it is read.
        language: of the interviews, where the table's own titles do not tell it.
    """
    # The pages may be made in another language than the leaver wrote in: that changes no interview.
    language = _written_in(table, language)
    found = Faults(table.file)
    reader = _Rows(table, questionnaire, found)
    groups: dict[str, list[TableRecord]] = {}
    for record in table.rows:
        name = reader.text(record, "account")
        if name:
            groups.setdefault(account_id(name), []).append(record)
        else:
            found.add(Code.NO_NAME, "the row names no account: it is left out", (record.line, 1))
    made = []
    for key, records in groups.items():
        if any(
            reader.text(record, c.code)
            for record in records
            for c in LEAVER_COLUMNS
            if c.code not in PREFILLED
        ):
            person = Respondent(group=LEAVER, name=leaver or None, account=key, consent=Consent.NAMED)
            made.append(reader.interview(records, person, today, language))
    return FilledIn(tuple(made), tuple(found.sorted()), len(groups) - len(made))


class _Rows:
    """Reads rows of one table."""

    def __init__(self, table: PlainTable, questionnaire: Questionnaire, found: Faults) -> None:
        self.table, self.q, self.found = table, questionnaire, found
        self.at = _places(table)
        dated = [self.at[c.code] for c in LEAVER_COLUMNS if c.kind == "day" and c.code in self.at]
        self.order = order_of_days(record.cells[at] for record in table.rows for at in dated)
        self.file = table.file.replace("\\", "/").rpartition("/")[2]

    def cell(self, record: TableRecord, code: str) -> TableCell:
        """What stands in a column; None where it is empty or there is no such column."""
        return record.cells[self.at[code]] if code in self.at else None

    def text(self, record: TableRecord, code: str) -> str:
        """The same as a text."""
        cell = self.cell(record, code)
        return "" if cell is None else unsafe_cell(str(cell).strip())

    def interview(
        self, records: Sequence[TableRecord], person: Respondent, today: date, language: str
    ) -> Interview:
        """Rows about one account as an interview that was held with the essentials."""
        day_ = today.isoformat()
        iv = begin(
            self.q, id=uuid8(f"{LEAVER_FORMAT}/{same(person.name or '')}/{same(person.account or '')}"),
            respondent=person, started=day_, language=language, form="essentials",
        )  # fmt: skip
        iv = msgspec.structs.replace(iv, mode="alone", extra={**iv.extra, "import": {"profile": FILLED_IN}})
        for event in self._events(records):
            iv = apply(self.q, iv, event).interview
        return as_finished(self.q, apply(self.q, iv, Finished(day_)).interview)

    def _events(self, records: Sequence[TableRecord]) -> Iterator[Event]:
        yield from self._people(records)
        number = 0
        for record in records:
            what = self.text(record, "promise")
            if what:
                number += 1
                yield ItemAdded(PROMISES, f"i{number}", what)
                for code in _TO_PROMISES:
                    yield from self._answered(record, code, code, PROMISES, f"i{number}")
        yield ItemsSettled(PROMISES)
        for code, id_ in _TO_FACTS.items():
            filled = next((record for record in records if self.cell(record, code) is not None), None)
            if filled is not None:
                yield from self._answered(filled, code, id_)

    def _people(self, records: Sequence[TableRecord]) -> Iterator[Event]:
        """Everybody who is named, with the part they play and whether they know only the leaver."""
        roles: dict[str, list[str]] = {}
        names: dict[str, str] = {}
        lines: dict[str, int] = {}
        for record in records:
            for code, role in (("decides", "buyer"), ("daily", "day_to_day"), ("only_me", "")):
                for name in _names(self.text(record, code)):
                    if code == "only_me" and locale_says_yes(name):
                        continue
                    mine = roles.setdefault(same(name), [])
                    names.setdefault(same(name), name)
                    lines.setdefault(same(name), record.line)
                    if role and role not in mine:
                        mine.append(role)
        only = {same(name) for record in records for name in _names(self.text(record, "only_me"))}
        everybody = any(locale_says_yes(name) for name in only)
        for number, (key, mine) in enumerate(roles.items(), 1):
            item, evidence = f"i{number}", f"{self.file}:{lines[key]}"
            yield ItemAdded(CONTACTS, item, names[key])
            if mine:
                answer = Answer(status="answered", value=mine, evidence=evidence)
                yield Answered(answer_key(CONTACTS, item, "contact_role"), answer)
            if key in only or (everybody and mine):
                answer = Answer(status="answered", value="only_me", evidence=evidence)
                yield Answered(answer_key(CONTACTS, item, "contact_knows"), answer)
        if roles:
            yield ItemsSettled(CONTACTS)

    def _answered(
        self, record: TableRecord, code: str, id_: str, section: str = "", item: str = ""
    ) -> Iterator[Event]:
        cell, question = self.cell(record, code), self.q.question(id_)
        if cell is None or question is None:
            return
        value = self._value(code, cell, question.options)
        basis = self._basis(record) if code == "could_end" else []
        answer = Answer(
            status="answered", value=value, evidence=f"{self.file}:{record.line}", tags=tuple(basis)
        )
        if value is None or check_answer(question, answer, LEAVER) is not None:
            name = headers(self.table)[self.at[code]]
            self.found.add(
                Code.BAD_VALUE, f"'{name}' holds nothing that can be read here: the cell is left out",
                (record.line, self.at[code] + 1), _HINTS.get(_kind(code), ""),
            )  # fmt: skip
            return
        yield Answered(answer_key(section, item, id_), answer)

    def _value(self, code: str, cell: TableCell, options: Sequence[Option]) -> AnswerValue:
        kind = _kind(code)
        if kind == "day":
            read = day(cell, self.order)
            return read.isoformat() if read else None
        if kind == "amount":
            worth = amount(cell)
            return round(worth.amount) if worth else None
        text = unsafe_cell(str(cell).strip())
        return _option(text, options) if kind == "choice" else text

    def _basis(self, record: TableRecord) -> list[str]:
        question = self.q.question("could_end")
        said = _option(self.text(record, "could_end_basis"), question.tags if question else ())
        return [said] if said else []


_HINTS = {"day": "write YYYY-MM-DD", "amount": "write a figure: 240000", "choice": "pick one from the list"}


def _kind(code: str) -> str:
    return next(column.kind for column in LEAVER_COLUMNS if column.code == code)


def _names(text: str) -> list[str]:
    return [name for name in _SEVERAL.split(text) if name.strip()]


def _option(text: str, options: Sequence[Option]) -> str | None:
    """The option that a cell means: its id, or its label in any language."""
    for option in options:
        # The sheet may have been made in one language and filled in at a computer of another.
        labels = (option.label.pick(language) for language in option.label.languages())
        if folded(text) in map(folded, (option.id, *labels)):
            return option.id
    return None


def locale_says_yes(word: str) -> bool:
    """Whether a word means yes in any language of the tool."""
    return any(locale_for(language).read_yes_no(word) is True for language in LANGUAGES)


def _places(table: PlainTable) -> Mapping[str, int]:
    """Where each column stands, by its title in any language: who fills it in may move columns."""
    titles = {
        folded(locale_for(language)(column.title)): column.code
        for column in LEAVER_COLUMNS
        for language in LANGUAGES
    }
    found: dict[str, int] = {}
    for at, header in enumerate(headers(table)):
        code = titles.get(folded(header))
        if code is not None:
            found.setdefault(code, at)
    return found


def _written_in(table: PlainTable, otherwise: str) -> str:
    """The language of most titles of a table; the other one where several have as many."""
    there = {folded(header) for header in headers(table)}
    known = {
        language: sum(folded(locale_for(language)(column.title)) in there for column in LEAVER_COLUMNS)
        for language in LANGUAGES
    }
    most = [language for language, n in known.items() if n == max(known.values())]
    return otherwise if otherwise in most else most[0]


def same_answers(one: Interview, other: Interview) -> bool:
    """Whether two readings of a row say the same, wherever the row stands by now."""
    # A row that was moved in the sheet is no other answer.
    return one.items == other.items and _bare(one) == _bare(other)


def _bare(interview: Interview) -> dict[str, Answer]:
    return {key: msgspec.structs.replace(a, evidence="", at="") for key, a in interview.answers.items()}
