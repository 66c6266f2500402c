"""The columns that a mapping names, found in the table and read: one source of answers a key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cfdiag.documents.faults import Faults, suggest
from cfdiag.exchange.asked import AskedAbout, Items, keys_asked
from cfdiag.exchange.cell_answers import CellAnswers, read_cells
from cfdiag.exchange.cell_options import other_option
from cfdiag.exchange.cell_rules import CellRules
from cfdiag.exchange.cell_texts import normal
from cfdiag.exchange.column_places import ColumnPlaces
from cfdiag.exchange.option_columns import stray_options
from cfdiag.exchange.personal import without_contacts
from cfdiag.exchange.response_moments import order_in
from cfdiag.exchange.survey import Survey
from cfdiag.exchange.table import TableCell
from cfdiag.formats.mapping import used_twice
from cfdiag.ground.codes import Code
from cfdiag.locales.catalogue import LANGUAGES, locale_for
from cfdiag.model.interview import Basis, Status, split_key
from cfdiag.model.mapping import ColumnName, DayOrder, QuestionColumns
from cfdiag.model.mapping import Mapping as ColumnMapping
from cfdiag.model.questionnaire import BASES, Question, Questionnaire
from cfdiag.questions import TYPES

QUOTED = 20
LONGEST_QUOTE = 60
"""So many of the values that mean nothing are quoted of one column, and so much of each."""
_QUOTABLE = frozenset({"step", "tick", "option", "options", "order"})


class UnreadValue(NamedTuple):
    """Something in a column that is no answer to its question."""

    question: str
    value: str
    """Empty where the column holds words of somebody's own or figures: they are counted, never quoted."""
    times: int
    noted: bool = False
    """It is kept beside the answer, as words."""
    column: int = 0
    """Where a whole column is an option that the question does not have: its number, from 1."""
    scale: tuple[int, int] | None = None
    """The ends of the question's scale, where it is not on it."""


class AnswerColumns(NamedTuple):
    """Where the answers to one key stand, each column read."""

    asked: AskedAbout
    answers: CellAnswers
    column: int | None
    """Its place, from 0."""
    options: tuple[tuple[str, int], ...]
    """Of a column an option: the option and the place."""
    importance: tuple[int, CellAnswers] | None
    basis: tuple[int, Mapping[TableCell, Basis]] | None
    note: int | None
    places: tuple[int, ...]
    """All columns that it is made of."""


class Sources:
    """Reads the columns of a table as answers.

    Args:
        survey: the table.
        mapping: which column is what.
        questionnaire: what was asked.
        places: where columns are.
        of_mapping: takes what is wrong with the mapping.
        items: the items that the engagement brings.
    """

    def __init__(
        self,
        survey: Survey,
        mapping: ColumnMapping,
        questionnaire: Questionnaire,
        places: ColumnPlaces,
        of_mapping: Faults,
        *,
        items: Items | None,
    ) -> None:
        self._survey, self._mapping, self._questionnaire = survey, mapping, questionnaire
        self._items, self._places, self._of_mapping = items, places, of_mapping
        self.order = self._order_of_days()
        self.of_table = Faults(survey.table.file)
        """Columns that are not read at all."""
        self.values: list[UnreadValue] = []
        self.unread: list[str] = []
        """The keys of answers whose column is there and is not read until somebody says what it holds."""

    def _order_of_days(self) -> DayOrder:
        """Which part of a day is the day: any column of the file with days may tell."""
        asked = [key for key in self._mapping.questions if self._is_day(key)]
        names = [self._mapping.started, self._mapping.finished]
        names += [self._mapping.questions[key].column for key in asked]
        found = [self._places.of(name) for name in names]
        profile = self._survey.profile
        found += [self._places.noted(patterns) for patterns in (profile.started, profile.finished)]
        return order_in([self._survey.counts[at] for at in found if at is not None], self._mapping.dates)

    def _is_day(self, key: str) -> bool:
        question = self._questionnaire.question(split_key(key)[2])
        return question is not None and TYPES[question.type].column == "day"

    def read(self) -> Iterator[AnswerColumns]:
        """The sources of all answers that the mapping names."""
        asked = {each.key: each for each in keys_asked(self._questionnaire, "", self._items)}
        asked |= self._own_items()
        used: set[int] = set()
        for key, columns in self._mapping.questions.items():
            self._read_once(columns, used)
            each = asked.get(key)
            if each is None:
                self._unknown(key, columns, asked)
            elif (source := self._source(each, columns)) is not None:
                yield source

    def _read_once(self, columns: QuestionColumns, used: set[int]) -> None:
        """A column by its number and by its header is one: it answers one question."""
        for name in columns.named():
            at = self._places.of(name)
            # A form of our own names a column by its code and its text, whichever the export has.
            if at in used and not self._mapping.sha256:
                used_twice(name, self._of_mapping)
            if at is not None:
                used.add(at)

    def strays(self) -> Iterator[UnreadValue]:
        """Options that were ticked in columns beside those of a question, and that it does not have."""
        told = (*self._mapping.named(), *self._mapping.ignore)
        read = {at for name in told if (at := self._places.of(name)) is not None}
        rest = [column for column in self._survey.columns if column.number - 1 not in read]
        by_option = {key for key, columns in self._mapping.questions.items() if columns.columns}
        asked = keys_asked(self._questionnaire, "", self._items)
        for stray in stray_options(self._survey, rest, [each for each in asked if each.key in by_option]):
            yield UnreadValue(
                stray.key, stray.option[:LONGEST_QUOTE], stray.times, column=stray.column.number
            )

    def _own_items(self) -> dict[str, AskedAbout]:
        """What is asked about items that respondents name themselves."""
        sections = {
            section.id: section for section in self._questionnaire.sections if section.repeat is not None
        }
        return {
            (key := f"{id_}/{item}/{question.id}"): AskedAbout(key, question, sections[id_], item)
            for id_, items in self._mapping.items.items()
            if id_ in sections
            for item in items
            for question in sections[id_].questions
        }

    def _unknown(self, key: str, columns: QuestionColumns, asked: Mapping[str, AskedAbout]) -> None:
        where = next(iter(columns.named()), ColumnName())
        self._of_mapping.add(
            Code.UNKNOWN_QUESTION,
            f"{self._questionnaire.id} asks no '{key[:120]}'",
            (where.line, where.at),
            suggest(key, asked, "answers"),
        )

    def _source(self, each: AskedAbout, columns: QuestionColumns) -> AnswerColumns | None:
        at = self._places.of(columns.column)
        options = tuple(
            (option, place)
            for option, name in columns.columns.items()
            if (place := self._places.of(name)) is not None
        )
        if at is None and not options and not self._places.is_unanswered(columns):
            self._without_answer(each.key, columns)
            return None
        rules = self._rules(columns)
        read = (
            CellAnswers({}, Counter())
            if at is None
            else read_cells(each.question, self._survey.counts[at], rules)
        )
        self._told(each.key, each.question, read, at)
        # Nobody skipped what was not read, and what stands beside it answers nothing.
        if read.trouble is not None:
            self.unread.append(each.key)
            return None
        # 'Something else' asks for words; where nothing offers it, they are more than was asked.
        if read.noted and not options and other_option(each.question) is None:
            self.values.append(UnreadValue(each.key, "", read.noted, noted=True))
        basis_at = self._places.of(columns.basis)
        basis = None if basis_at is None else (basis_at, self._bases(each.key, basis_at))
        second, note = self._second(each, columns), self._places.of(columns.note)
        read_from = (at, *(place for _, place in options), second[0] if second else None, basis_at, note)
        places = tuple(place for place in read_from if place is not None)
        return AnswerColumns(each, read, at, options, second, basis, note, places)

    def _without_answer(self, key: str, columns: QuestionColumns) -> None:
        if columns.column is None and not columns.columns:
            beside = next(iter(columns.named()), ColumnName())
            message = (
                f"{key}: what stands beside the answer is named, and not the answer: nothing of it is read"
            )
            hint = f"{key}: {{column: …}} names the answer"
            self._of_mapping.add(Code.NOT_MAPPED, message, (beside.line, beside.at), hint, "warning")

    def _second(self, each: AskedAbout, columns: QuestionColumns) -> tuple[int, CellAnswers] | None:
        at = self._places.of(columns.importance)
        if at is None or not each.question.importance:
            return None
        read = read_cells(each.question.second, self._survey.counts[at], self._rules(QuestionColumns()))
        self._told(f"{each.key}.importance", each.question.second, read, at)
        return at, read

    def _bases(self, key: str, at: int) -> dict[TableCell, Basis]:
        """What answers rest on, by the cell; what is not understood is counted."""
        cells = self._survey.counts[at]
        known = _bases(cells)
        others = sum(n for cell, n in cells.items() if cell not in known)
        # Where it is not one of our words it is somebody's own, with whoever told them in it.
        if others:
            self.values.append(UnreadValue(f"{key}.basis", "", others))
        return known

    def _rules(self, columns: QuestionColumns) -> CellRules:
        missing: dict[str, Status] = {
            text: status for status, texts in self._mapping.missing.items() for text in texts
        }
        separators = (columns.separator,) if columns.separator else self._survey.profile.separators
        return CellRules(columns.values, missing, separators, self._mapping.decimal, self.order)

    def _told(self, key: str, question: Question, read: CellAnswers, at: int | None) -> None:
        """What a column holds that means nothing, as far as it may be quoted."""
        trouble, scale = read.trouble, question.scale
        if trouble is not None:
            place = (self._survey.table.header_rows[0].line, (at or 0) + 1)
            self.of_table.add(trouble.code, trouble.message, place, trouble.hint)
        if TYPES[question.type].column in _QUOTABLE:
            said: Counter[tuple[bool, str]] = Counter()
            for text, n in read.left.items():
                off = trouble is not None and text in trouble.off
                said[off, without_contacts(text)[:LONGEST_QUOTE]] += n
            # What is off the scale comes first: it is why the column is not read.
            most = sorted(said.most_common(), key=lambda each: not each[0][0])[:QUOTED]
            ends = None if scale is None else (scale.min, scale.max)
            self.values += [UnreadValue(key, text, n, scale=ends if off else None) for (off, text), n in most]
        # Words and figures may name somebody: only how many is told; where none is read that is said.
        elif read.left and trouble is None:
            self.values.append(UnreadValue(key, "", read.left.total()))


def _bases(cells: Iterable[TableCell]) -> dict[TableCell, Basis]:
    """What an answer rests on, by the cell: a code of the format, or a form's words in any language."""
    said = {normal(code): code for code in BASES}
    for language in LANGUAGES:
        said |= {normal(locale_for(language)(words)): basis for basis, words in BASES.items()}
    return {cell: said[word] for cell in set(cells) if (word := normal(str(cell or ""))) in said}
