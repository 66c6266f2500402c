"""The table that a leaver fills in, a row an account: its columns, and its rows as interviews."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.exchange.columns import headers
from cfdiag.exchange.table import PlainTable, TableCell, TableRecord
from cfdiag.exchange.values import amount, day, order_of_days
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.ground.safe import unsafe_cell
from cfdiag.handover.leaver_before import (
    BASIS,
    ONLY_ME,
    TO_FACTS,
    TO_PROMISES,
    TO_ROLES,
    LaidOver,
    LeaverLine,
    is_emptied,
    item_ids,
    laid_over,
)
from cfdiag.handover.leaver_columns import LEAVER_COLUMNS, LEAVER_FORMAT, PREFILLED
from cfdiag.handover.leaver_sent import SentCells
from cfdiag.handover.leaver_words import column_places, names_in, option_meant, written_in, yes_or_no_meant
from cfdiag.handover.told import CONTACTS, FILLED_IN, NOT_NAMED, PROMISES, not_named
from cfdiag.interview.events import Answered, Event, Finished, ItemAdded, ItemsSettled
from cfdiag.interview.ids import uuid8
from cfdiag.interview.state import apply, as_finished, begin
from cfdiag.model.interview import Answer, AnswerValue, Consent, Interview, Respondent, answer_key
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import LEAVER, Option, Questionnaire
from cfdiag.questions import check_answer


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
    before: Callable[[str], Interview | None],
    prefilled: Callable[[str], Mapping[str, TableCell]],
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
        before: what was made of an account's rows last, by the interview's id; it fills their empty cells.
        prefilled: what the table has of an account before anybody fills it in, by the account.
        leaver: who filled it in.
        today: the day on which it is read.
        language: of the interviews, where the table's own titles do not tell it.
    """
    # The pages may be made in another language than the leaver wrote in: that changes no interview.
    language = written_in(table, language)
    found = Faults(table.file)
    reader, sent = _Rows(table, questionnaire, found), SentCells(table)
    groups: dict[str, list[LeaverLine]] = {}
    for record in table.rows:
        line = reader.line(record)
        name = _text(line, "account")
        if name:
            groups.setdefault(account_id(name), []).append(line)
        else:
            found.add(Code.NO_NAME, "the row names no account: it is left out", (record.line, 1))
    made = []
    for key, lines in groups.items():
        person = Respondent(group=LEAVER, name=leaver or None, account=key, consent=Consent.NAMED)
        id_ = uuid8(f"{LEAVER_FORMAT}/{same(person.name or '')}/{same(key)}")
        earlier = before(id_)
        own = [sent.without(line, earlier) for line in lines]
        if earlier is not None or any(reader.says(line, prefilled(key)) for line in own):
            new = begin(
                questionnaire, id=id_, respondent=person, started=today.isoformat(), language=language,
                form="essentials",
            )  # fmt: skip
            made.append(reader.interview(own, new, earlier))
    return FilledIn(tuple(made), tuple(found.sorted()), len(groups) - len(made))


class _Rows:
    """Reads rows of one table."""

    def __init__(self, table: PlainTable, questionnaire: Questionnaire, found: Faults) -> None:
        self.table, self.q, self.found = table, questionnaire, found
        self.at = column_places(table)
        dated = [self.at[c.code] for c in LEAVER_COLUMNS if c.kind == "day" and c.code in self.at]
        self.order = order_of_days(record.cells[at] for record in table.rows for at in dated)
        self.file = table.file.replace("\\", "/").rpartition("/")[2]

    def line(self, record: TableRecord) -> LeaverLine:
        """A row as the columns have it; a text as it was before it was kept from being a formula."""
        found = {code: record.cells[at] for code, at in self.at.items()}
        plain = {code: unsafe_cell(c.strip()) if isinstance(c, str) else c for code, c in found.items()}
        cells = {code: None if cell == "" else self._as_day(code, cell) for code, cell in plain.items()}
        return LeaverLine(cells, record.line)

    def _as_day(self, code: str, cell: TableCell) -> TableCell:
        """A day as ISO, as what was said before has it, however a sheet keeps it; anything else as it is."""
        read = day(cell, self.order) if _kind(code) == "day" else None
        return read.isoformat() if read else cell

    def interview(self, lines: Sequence[LeaverLine], new: Interview, earlier: Interview | None) -> Interview:
        """Lines about one account as an interview that was held with the essentials.

        Args:
            lines: of the table.
            new: the interview, begun.
            earlier: what was made of the account's rows last.
        """
        iv = new
        laid = laid_over(lines, earlier)
        self._tell(laid)
        items = {section: dict(several) for section, several in earlier.items.items()} if earlier else {}
        for item, what in items.get(PROMISES, {}).items():
            if what in laid.reworded:
                items[PROMISES][item] = _text(laid.reworded[what], "promise")
        for event in self._events(laid.lines, items):
            iv = apply(self.q, iv, event).interview
        left = [item for item, what in iv.items.get(PROMISES, {}).items() if what in laid.not_named]
        made = {"profile": FILLED_IN, **({NOT_NAMED: left} if left else {})}
        iv = msgspec.structs.replace(iv, mode="alone", extra={**iv.extra, "import": made})
        return as_finished(self.q, apply(self.q, iv, Finished(str(new.started))).interview)

    def _tell(self, laid: LaidOver) -> None:
        """What became of a promise that was told before, with the line: whoever takes over looks at it."""
        at = self.at.get("promise", 0) + 1
        for line in laid.reworded.values():
            self.found.add(
                Code.PROMISE_CHANGED, "this is taken for the promise that was told before in other words",
                (line.line, at), "to the same person by the same day; another one needs a line of its own",
                "warning",
            )  # fmt: skip
        for _ in laid.not_named:
            self.found.add(
                Code.PROMISE_CHANGED, "a promise that was told before is not named any more: it is kept",
                (laid.lines[0].line, at), "the plan names it; a dash (-) in its place takes it away",
                "warning",
            )  # fmt: skip

    def says(self, line: LeaverLine, prefilled: Mapping[str, TableCell]) -> bool:
        """Whether a line says anything that the table did not say when it went out."""
        return any(
            c.code not in PREFILLED or self._differs(c.code, cell, prefilled)
            for c in LEAVER_COLUMNS
            if c.code not in ("account", "number") and (cell := line.cells.get(c.code)) not in (None, "")
        )

    def _differs(self, code: str, cell: TableCell, prefilled: Mapping[str, TableCell]) -> bool:
        known = prefilled.get(code)
        was = None if known in (None, "") else self._value(code, known, ())
        return not is_emptied(cell) and self._value(code, cell, ()) != was

    def _events(self, lines: Sequence[LeaverLine], items: Mapping[str, Mapping[str, str]]) -> Iterator[Event]:
        yield from self._people(lines, items.get(CONTACTS, {}))
        promised = [(_text(line, "promise"), line) for line in lines if _text(line, "promise")]
        ids = item_ids([what for what, _ in promised], items.get(PROMISES, {}))
        for item, (what, line) in zip(ids, promised, strict=True):
            yield ItemAdded(PROMISES, item, what)
            for code in TO_PROMISES:
                yield from self._answered(line, code, code, PROMISES, item)
        yield ItemsSettled(PROMISES)
        basis = self._basis(lines)
        for code, id_ in TO_FACTS.items():
            filled = next((line for line in lines if line.cells.get(code) is not None), None)
            if filled is not None:
                yield from self._answered(filled, code, id_, tags=basis if code == "could_end" else ())

    def _people(self, lines: Sequence[LeaverLine], before: Mapping[str, str]) -> Iterator[Event]:
        """Everybody who is named, with the part they play and whether they know only the leaver."""
        roles: dict[str, list[str]] = {}
        names: dict[str, str] = {}
        at: dict[str, int] = {}
        for line in lines:
            for code, role in (*TO_ROLES.items(), (ONLY_ME, "")):
                for name in names_in(_text(line, code)):
                    if code == ONLY_ME and yes_or_no_meant(name) is not None:
                        continue
                    mine = roles.setdefault(same(name), [])
                    names.setdefault(same(name), name)
                    at.setdefault(same(name), line.line)
                    if role and role not in mine:
                        mine.append(role)
        only = {same(name) for line in lines for name in names_in(_text(line, ONLY_ME))}
        everybody = any(yes_or_no_meant(name) is True for name in only)
        ids = item_ids([names[key] for key in roles], before)
        for item, (key, mine) in zip(ids, roles.items(), strict=True):
            evidence = f"{self.file}:{at[key]}"
            yield ItemAdded(CONTACTS, item, names[key])
            if mine:
                answer = Answer(status="answered", value=mine, evidence=evidence)
                yield Answered(answer_key(CONTACTS, item, "contact_role"), answer)
            if key in only or (everybody and mine):
                answer = Answer(status="answered", value=ONLY_ME, evidence=evidence)
                yield Answered(answer_key(CONTACTS, item, "contact_knows"), answer)
        if roles:
            yield ItemsSettled(CONTACTS)

    def _answered(
        self,
        line: LeaverLine,
        code: str,
        id_: str,
        section: str = "",
        item: str = "",
        *,
        tags: Sequence[str] = (),
    ) -> Iterator[Event]:
        cell, question = line.cells.get(code), self.q.question(id_)
        if cell is None or question is None:
            return
        value = self._value(code, cell, question.options)
        answer = Answer(status="answered", value=value, evidence=f"{self.file}:{line.line}", tags=tuple(tags))
        if value is None or check_answer(question, answer, LEAVER) is not None:
            at = self.at.get(code, 0)
            name = headers(self.table)[at]
            self.found.add(
                Code.BAD_VALUE, f"'{name}' holds nothing that can be read here: the cell is left out",
                (line.line, at + 1), _HINTS.get(_kind(code), ""),
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
        text = str(cell).strip()
        return option_meant(text, options) if kind == "choice" else text

    def _basis(self, lines: Sequence[LeaverLine]) -> list[str]:
        question = self.q.question("could_end")
        text = next((_text(line, BASIS) for line in lines if _text(line, BASIS)), "")
        said = option_meant(text, question.tags if question else ())
        return [said] if said else []


_HINTS = {"day": "write YYYY-MM-DD", "amount": "write a figure: 240000", "choice": "pick one from the list"}


def _kind(code: str) -> str:
    return next(column.kind for column in LEAVER_COLUMNS if column.code == code)


def _text(line: LeaverLine, code: str) -> str:
    cell = line.cells.get(code)
    return "" if cell is None else str(cell).strip()


def same_answers(one: Interview, other: Interview) -> bool:
    """Whether two readings of a row say the same, wherever the row stands by now."""
    # A row that was moved in the sheet is no other answer.
    return one.items == other.items and _bare(one) == _bare(other) and not_named(one) == not_named(other)


def _bare(interview: Interview) -> dict[str, Answer]:
    return {key: msgspec.structs.replace(a, evidence="", at="") for key, a in interview.answers.items()}
