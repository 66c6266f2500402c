"""The rows of a leaver's table, read: what each says, and the interview that those about one account make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.exchange.columns import headers
from cfdiag.exchange.table import PlainTable, TableCell, TableRecord
from cfdiag.exchange.values import amount, day, order_of_days
from cfdiag.ground.codes import Code
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
from cfdiag.handover.leaver_columns import LEAVER_COLUMNS, PREFILLED
from cfdiag.handover.leaver_words import column_places, names_in, option_meant, yes_or_no_meant
from cfdiag.handover.told import CONTACTS, FILLED_IN, KNOWS, NOT_NAMED, PROMISES
from cfdiag.interview.events import Answered, Event, Finished, ItemAdded, ItemsSettled
from cfdiag.interview.state import apply, as_finished
from cfdiag.model.interview import Answer, AnswerValue, Interview, answer_key
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import LEAVER, Option, Questionnaire
from cfdiag.questions import check_answer


class LeaverRows:
    """Reads rows of one table.

    Args:
        table: with its header found.
        questionnaire: that of a handover.
        found: where it is told what cannot be read, each with its line.
    """

    def __init__(self, table: PlainTable, questionnaire: Questionnaire, found: Faults) -> None:
        self.table, self.q, self.found = table, questionnaire, found
        self.at = column_places(table)
        dated = [self.at[c.code] for c in LEAVER_COLUMNS if c.kind == "day" and c.code in self.at]
        self.order = order_of_days(record.cells[at] for record in table.rows for at in dated)
        self._before: Mapping[str, Answer] = {}
        """What was made last of the rows that are being read."""
        self.file = table.file.replace("\\", "/").rpartition("/")[2]

    def line(self, record: TableRecord) -> LeaverLine:
        """A row as the columns have it; a text as it was before it was kept from being a formula."""
        found = {code: record.cells[at] for code, at in self.at.items()}
        plain = {code: unsafe_cell(c.strip()) if isinstance(c, str) else c for code, c in found.items()}
        cells = {code: None if cell == "" else self._as_kept(code, cell) for code, cell in plain.items()}
        return LeaverLine(cells, record.line)

    def _as_kept(self, code: str, cell: TableCell) -> TableCell:
        """A day as ISO and a choice as its id, as what was said before has them; anything else as it is."""
        if _kind(code) == "day":
            read = day(cell, self.order)
            return read.isoformat() if read else cell
        if _kind(code) == "choice" and (question := self.q.question(code)) is not None:
            return option_meant(str(cell).strip(), question.options) or cell
        return cell

    def interview(self, lines: Sequence[LeaverLine], new: Interview, earlier: Interview | None) -> Interview:
        """Lines about one account as an interview that was held with the essentials.

        Args:
            lines: of the table.
            new: the interview, begun.
            earlier: what was made of the account's rows last.
        """
        iv, self._before = new, earlier.answers if earlier else {}
        laid = laid_over(lines, earlier)
        self._tell(laid)
        items = {section: dict(several) for section, several in earlier.items.items()} if earlier else {}
        for item, what in items.get(PROMISES, {}).items():
            if what in laid.reworded:
                items[PROMISES][item] = cell_text(laid.reworded[what], "promise")
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
        if is_emptied(cell):
            return was is not None  # over nothing a dash takes nothing away
        said = self._value(code, cell, ())
        return said is None or said != was

    def _events(self, lines: Sequence[LeaverLine], items: Mapping[str, Mapping[str, str]]) -> Iterator[Event]:
        people = list(self._people(lines, items.get(CONTACTS, {})))
        yield from people
        unnamed = next((line for line in lines if cell_text(line, ONLY_ME)), None)
        if unnamed is not None and not people:
            self._leave_out(unnamed, ONLY_ME, _NOBODY, "write their names: Eva; Bo")
        yield from self._promises(lines, items.get(PROMISES, {}))
        basis = self._basis(lines)
        for code, id_ in TO_FACTS.items():
            there = [line for line in lines if line.cells.get(code) is not None]
            # What was written counts before a dash on another line.
            written = [line for line in there if not is_emptied(line.cells[code])]
            for line in (written or there)[:1]:
                yield from self._answered(line, code, id_, tags=basis if code == "could_end" else ())

    def _promises(self, lines: Sequence[LeaverLine], before: Mapping[str, str]) -> Iterator[Event]:
        """Every promise with what stands beside it; what is said of none is told."""
        promised = [(cell_text(line, "promise"), line) for line in lines if cell_text(line, "promise")]
        ids = item_ids([what for what, _ in promised], before)
        for item, (what, line) in zip(ids, promised, strict=True):
            yield ItemAdded(PROMISES, item, what)
            told = [
                event for code in TO_PROMISES for event in self._answered(line, code, code, PROMISES, item)
            ]
            # Words alone are a promise, too, and an interview without an answer counts for nothing.
            yield from told or [self._not_known(line, "promise", answer_key(PROMISES, item, "promise_state"))]
        yield ItemsSettled(PROMISES)
        for line in lines:
            for code in () if cell_text(line, "promise") else TO_PROMISES:
                if cell_text(line, code):
                    self._leave_out(line, code, _NO_PROMISE, "write what was promised beside it")

    def _people(self, lines: Sequence[LeaverLine], before: Mapping[str, str]) -> Iterator[Event]:
        """Everybody who is named, with the part they play and whether they know only the leaver."""
        roles: dict[str, list[str]] = {}
        names: dict[str, str] = {}
        at: dict[str, tuple[LeaverLine, str]] = {}
        for line in lines:
            for code, role in (*TO_ROLES.items(), (ONLY_ME, "")):
                for name in names_in(cell_text(line, code)):
                    if code == ONLY_ME and yes_or_no_meant(name) is not None:
                        continue
                    mine = roles.setdefault(same(name), [])
                    names.setdefault(same(name), name)
                    at.setdefault(same(name), (line, code))
                    if role and role not in mine:
                        mine.append(role)
        only = {same(name) for line in lines for name in names_in(cell_text(line, ONLY_ME))}
        everybody = any(yes_or_no_meant(name) is True for name in only)
        ids = item_ids([names[key] for key in roles], before)
        for item, (key, mine) in zip(ids, roles.items(), strict=True):
            line, code = at[key]
            yield ItemAdded(CONTACTS, item, names[key])
            if mine:
                role = answer_key(CONTACTS, item, "contact_role")
                evidence = self._evidence(line, code, role)
                yield Answered(role, Answer(status="answered", value=mine, evidence=evidence))
            if key in only or (everybody and mine):
                knows = answer_key(CONTACTS, item, KNOWS)
                evidence = self._evidence(line, ONLY_ME, knows)
                yield Answered(knows, Answer(status="answered", value=ONLY_ME, evidence=evidence))
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
        key = answer_key(section, item, id_)
        if is_emptied(cell):
            yield self._not_known(line, code, key)
            return
        value = self._value(code, cell, question.options)
        evidence = self._evidence(line, code, key)
        answer = Answer(status="answered", value=value, evidence=evidence, tags=tuple(tags))
        if value is None or check_answer(question, answer, LEAVER) is not None:
            self._leave_out(line, code, _UNREADABLE, _HINTS.get(_kind(code), ""))
            return
        yield Answered(key, answer)

    def _not_known(self, line: LeaverLine, code: str, key: str) -> Event:
        return Answered(key, Answer(status="unknown", evidence=self._evidence(line, code, key)))

    def _evidence(self, line: LeaverLine, code: str, key: str) -> str:
        """Where an answer stands: what was filled in before and is empty here stands where it did."""
        told = self._before.get(key) if code in line.carried else None
        return (told.evidence if told else "") or f"{self.file}:{line.line}"

    def _leave_out(self, line: LeaverLine, code: str, message: str, hint: str) -> None:
        """Tell that a cell is left out, and why; what it holds is somebody's word and is not quoted."""
        at = self.at.get(code, 0)
        column = headers(self.table)[at]
        self.found.add(Code.BAD_VALUE, message, (line.line, at + 1), hint, column=column)

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
        line = next((line for line in lines if cell_text(line, BASIS)), None)
        if line is None:
            return []
        said = option_meant(cell_text(line, BASIS), question.tags if question else ())
        if said is None:
            self._leave_out(line, BASIS, _UNREADABLE, _HINTS["choice"])
        elif all(each.cells.get("could_end") is None for each in lines):
            self._leave_out(line, BASIS, _NO_END, "write what could end it beside it")
        return [said] if said else []


_UNREADABLE = "'{column}' holds nothing that can be read here: the cell is left out"
_NO_PROMISE = "'{column}' is about a promise, and the row names none: the cell is left out"
_NO_END = "'{column}' is about what could end it, and nothing is said of that: the cell is left out"
_NOBODY = "'{column}' names nobody here: the cell is left out"
_HINTS = {"day": "write YYYY-MM-DD", "amount": "write a figure: 240000", "choice": "pick one from the list"}


def _kind(code: str) -> str:
    return next(column.kind for column in LEAVER_COLUMNS if column.code == code)


def cell_text(line: LeaverLine, code: str) -> str:
    """What a cell says, as text; empty where there is nothing."""
    cell = line.cells.get(code)
    return "" if cell is None else str(cell).strip()
