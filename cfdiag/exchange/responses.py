"""A table of responses and a mapping to interviews. Pure: nothing is read or written here."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.exchange.asked import text_labels
from cfdiag.exchange.cell_options import option_ids, other_option
from cfdiag.exchange.cell_texts import is_no, is_yes, normal
from cfdiag.exchange.personal import has_contact, without_contacts
from cfdiag.exchange.response_columns import AnswerColumns, ColumnPlaces, Sources, UnreadValue
from cfdiag.exchange.response_moments import Moments, zone_named
from cfdiag.exchange.response_people import ImportSettings, Respondents, in_turn
from cfdiag.exchange.response_route import SKIPPED, ItemLists, Routes
from cfdiag.exchange.survey import Survey
from cfdiag.exchange.table import TableCell, TableRecord
from cfdiag.formats.response import response_id
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.ground.safe import one_line
from cfdiag.model.interview import (
    Answer,
    AnswerValue,
    Interview,
    QuestionnaireRef,
    split_key,
)
from cfdiag.model.mapping import Mapping as ColumnMapping
from cfdiag.model.questionnaire import Questionnaire, Section
from cfdiag.questions import TYPES

_LABEL = 120


class Imported(NamedTuple):
    """What became of the responses."""

    interviews: tuple[Interview, ...]
    """One a response that holds any answer, in the order of the table."""
    lines: tuple[int, ...]
    """Where each stands in the table."""
    faults: tuple[Diagnostic, ...]
    empty: int
    """Responses without any answer."""
    faulty: int
    """Responses with a cell that could not be read."""
    values: tuple[UnreadValue, ...]
    texts_with_contact: int
    matched: tuple[str, ...]
    """The keys of the answers that columns stand for."""
    zoneless: bool
    """Moments were read that say no time zone."""
    dated: bool
    """The table says when responses were sent."""


def import_responses(
    survey: Survey, mapping: ColumnMapping, questionnaire: Questionnaire, known: ImportSettings
) -> Imported:
    """Turn responses into interviews.

    Args:
        survey: the table.
        mapping: which column is what.
        questionnaire: what was asked.
        known: what flags and the engagement say.

    Returns:
        The interviews, and what could not be read: each with its line, none with what was answered.
    """
    return _Import(survey, mapping, questionnaire, known).run()


def _no_cells(_: Sequence[TableCell]) -> object:
    """Of a column that is not there nobody filled in anything."""
    return None


def _is_cut(source: AnswerColumns, group: str) -> bool:
    """Whether a column holds what a group is not asked."""
    question = source.asked.question
    rated, based = source.importance is not None, source.basis is not None
    return (
        group not in question.groups
        or (rated and group not in question.importance)
        or (based and group not in question.basis)
    )


class _KnownAnswers(dict[object, "Answer | None"]):
    """Answers by the cells that they were read from: what these have come to before, they come to again."""

    def __init__(
        self, made: Callable[[AnswerColumns], tuple[Answer | None, bool]], source: AnswerColumns
    ) -> None:
        self._made, self._source = made, source

    def __missing__(self, cells: object) -> Answer | None:
        answer, again = self._made(self._source)
        if again:
            self[cells] = answer
        return answer


class _Import:
    def __init__(
        self, survey: Survey, mapping: ColumnMapping, questionnaire: Questionnaire, known: ImportSettings
    ) -> None:
        self.survey, self.mapping, self.questionnaire, self.known = survey, mapping, questionnaire, known
        self.faults, self.of_mapping = Faults(survey.table.file), Faults(mapping.file)
        self.places = ColumnPlaces(survey, self.of_mapping, may_be_absent=bool(mapping.sha256))
        self.columns = Sources(
            survey, mapping, questionnaire, self.places, self.of_mapping, items=known.items
        )
        self.moments = Moments(zone_named(mapping.timezone or known.timezone), self.columns.order)
        self.people = Respondents(
            survey,
            mapping,
            questionnaire,
            known,
            places=self.places,
            moments=self.moments,
            faults=self.faults,
        )
        self._lists: dict[tuple[str, str, str], Mapping[str, str]] = {}
        self._sections: dict[str, list[Section]] = {}
        self.items_of: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in mapping.questions:
            section_id, item, _ = split_key(key)
            self.items_of[section_id].append((key, item))
        self.reference = QuestionnaireRef(
            id=questionnaire.id, version=questionnaire.version, sha256=questionnaire.sha256
        )
        self.key_patterns = survey.profile.key
        self.contacts = 0
        self.sources = tuple(self.columns.read())
        self.routes = Routes(questionnaire, frozenset(source.asked.key for source in self.sources))
        self.memos = [
            (
                source.asked.key,
                itemgetter(*source.places) if source.places else _no_cells,
                _KnownAnswers(self._made, source),
            )
            for source in self.sources
        ]
        self._cut: dict[str, list[AnswerColumns]] = {}
        self.cells_of_id = sorted(
            {
                at
                for columns in mapping.questions.values()
                for name in columns.named()
                if (at := self.places.of(name)) is not None
            }
        )

    def run(self) -> Imported:
        interviews, lines, empty, faulty = [], [], 0, 0
        seen: Counter[str] = Counter()
        for row in self.survey.table.rows:
            before = len(self.faults.found)
            made = self._interview(row, seen)
            broken = len(self.faults.found) > before
            faulty += broken
            if made is None:
                empty += not broken
            # A broken cell costs its own answer and not the other forty, unless somebody asked for that.
            elif not (broken and self.known.strict):
                interviews.append(made)
                lines.append(row.line)
        return Imported(
            tuple(interviews),
            tuple(lines),
            (*self.of_mapping.sorted(), *self.columns.of_table.sorted(), *self.faults.sorted()),
            empty,
            faulty,
            tuple(self.columns.values),
            self.contacts,
            tuple(source.asked.key for source in self.sources),
            self.moments.zoneless,
            self.people.tells_the_day(),
        )

    def _interview(self, row: TableRecord, seen: Counter[str]) -> Interview | None:
        self.row, cells = row, row.cells
        given = {
            key: answer
            for key, cells_of, known in self.memos
            if (answer := known[cells_of(cells)]) is not None
        }
        # Services keep a row of everybody who opened the form: that is no response.
        if not any(answer.status != "skipped" for answer in given.values()):
            return None
        group = self.people.group(row)
        if not group:
            return None
        answers, language = self._of_group(given, group), self.people.language(row)
        items = self._items(row, answers, group, language)
        finished = self.people.finished(row, group)
        return Interview(
            id=self._id(row, seen),
            tool=self.known.tool,
            questionnaire=self.reference,
            language=language,
            respondent=self.people.respondent(row, group),
            mode=self.people.mode(row),
            started=in_turn(self.people.started(row, group), finished),
            finished=finished,
            items=items,
            answers=self.routes.on_the_way(answers, items, group, finished=finished is not None),
            extra={"import": self._origin(row, group)},
        )

    def _origin(self, row: TableRecord, group: str) -> dict[str, object]:
        form = {"form": self.mapping.sha256} if self.mapping.sha256 else {}
        # With the place in the table an anonymous answer could be looked up beside a name.
        record = {} if self.questionnaire.groups[group].anonymous else {"record": row.number}
        return {"profile": self.survey.profile_name, **form, **record}

    # --- one answer

    def _made(self, source: AnswerColumns) -> tuple[Answer | None, bool]:
        """The answer of the response at hand, and whether others with the same cells have the same.

        None where its cells are empty, or mean nothing, which is noted: a fault has its line, and would be
        told of the first response alone.
        """
        row, before = self.row, (len(self.faults.found), self.contacts)
        answer = self._picked(row, source) if source.options else None
        cell = None if source.column is None else row.cells[source.column]
        if answer is None and cell is not None and source.column is not None:
            if cell in source.answers.answers:
                answer = source.answers.answers[cell]
            elif source.answers.trouble is None:
                self._unread(row, source.asked.key, source.column)
        answer = self._beside(row, source, answer)
        answer = None if answer is None else self._without_contacts(answer)
        return answer, before == (len(self.faults.found), self.contacts)

    def _unread(self, row: TableRecord, key: str, at: int) -> None:
        self.faults.add(
            Code.CELL_NOT_READ,
            f"column {at + 1}: this is no answer to {key}; it is left out",
            (row.line, at + 1),
            "say in the mapping what it means: values: {…}",
        )

    def _picked(self, row: TableRecord, source: AnswerColumns) -> Answer | None:
        """The answer out of a column an option; None where all of them are empty."""
        question = source.asked.question
        filled = [(option, row.cells[at], at) for option, at in source.options if row.cells[at] is not None]
        if not filled:
            return None
        if TYPES[question.type].column == "order":
            return self._ranked(row, source, filled)
        other, ids = other_option(question), option_ids(question)
        picked, notes = set(), []
        for option, cell, at in filled:
            text = str(cell).strip()
            # Some services write a no for all that was not ticked.
            if is_no(text):
                continue
            called = self.survey.columns[at].names  # some services write what the header says
            if is_yes(text) or ids.get(normal(text)) == option or text in called:
                picked.add(option)
            elif other is not None and other.id == option:
                picked.add(option)
                notes.append(one_line(text))
            else:
                self._unread(row, source.asked.key, at)
        if not picked:
            return None  # nothing ticked: some services write that of a question that nobody saw
        value = [option.id for option in question.options if option.id in picked]
        fits = TYPES[question.type].fits(question, value)
        return Answer(status="answered", value=value, note=", ".join(notes)) if fits else None

    def _ranked(
        self, row: TableRecord, source: AnswerColumns, filled: Sequence[tuple[str, TableCell, int]]
    ) -> Answer | None:
        """Options in their order, out of the place that each was given."""
        places = {str(cell).strip(): option for option, cell, _ in filled}
        value = [places[place] for place in sorted(places, key=lambda place: (len(place), place))]
        # Two options at one place are no order; breaking the tie would be an answer of ours.
        counted = all(place.isdigit() for place in places) and len(places) == len(filled)
        if not counted or not TYPES[source.asked.question.type].fits(source.asked.question, value):
            self._unread(row, source.asked.key, filled[0][2])
            return None
        return Answer(status="answered", value=value)

    def _beside(self, row: TableRecord, source: AnswerColumns, answer: Answer | None) -> Answer | None:
        """The answer with what stands in other columns beside it."""
        changes: dict[str, Any] = {}
        if source.importance is not None and (cell := row.cells[source.importance[0]]) is not None:
            at, read = source.importance
            second = read.answers.get(cell)
            if second is not None and second.status == "answered":
                changes["importance"] = second.value
            elif second is not None:
                changes["importance_status"] = second.status
            elif cell not in read.answers and read.trouble is None:
                self._unread(row, f"{source.asked.key}.importance", at)
        # Nothing rests on an answer that was not given.
        if source.basis is not None and answer is not None and answer.status == "answered":
            basis = source.basis[1].get(row.cells[source.basis[0]])
            changes |= {} if basis is None else {"basis": basis}
        words = None if source.note is None else row.cells[source.note]
        if words is not None:
            changes["note"] = one_line(str(words))
        return msgspec.structs.replace(answer or SKIPPED, **changes) if changes else answer

    def _without_contacts(self, answer: Answer) -> Answer:
        said = answer.value if isinstance(answer.value, str) else ""
        if not has_contact(said) and not has_contact(answer.note):
            return answer
        self.contacts += 1
        if not self.known.drop_contacts:
            return answer
        value: AnswerValue = without_contacts(said) if said else answer.value
        return msgspec.structs.replace(answer, value=value, note=without_contacts(answer.note))

    # --- all answers of a response

    def _of_group(self, given: dict[str, Answer], group: str) -> dict[str, Answer]:
        """The answers to what this group is asked; what it is not asked was not for it to answer."""
        if group not in self._cut:
            self._cut[group] = [source for source in self.sources if _is_cut(source, group)]
        for source in self._cut[group]:
            key, question = source.asked.key, source.asked.question
            answer = given.get(key)
            if answer is None:
                continue
            if group not in question.groups:
                del given[key]
            elif group not in question.importance and (
                answer.importance is not None or answer.importance_status
            ):
                given[key] = msgspec.structs.replace(answer, importance=None, importance_status=None)
            elif group not in question.basis and answer.basis is not None:
                given[key] = msgspec.structs.replace(answer, basis=None)
        return given

    def _items(self, row: TableRecord, answers: Mapping[str, Answer], group: str, language: str) -> ItemLists:
        """The items of repeated sections: those on everybody's list, and those that were chosen or named."""
        found: ItemLists = {}
        for section in self._repeated(group):
            listed = dict(self._listed(section, group, language))
            picks = section.repeat is not None and section.repeat.pick(group) is not None
            named = self.mapping.items.get(section.id, {})
            heard = (
                {item for key, item in self.items_of[section.id] if key in answers} if picks or named else ()
            )
            # Who picks is asked about what they picked alone; all others were never put to them.
            if picks:
                listed = {item: label for item, label in listed.items() if item in heard}
            for item, name in named.items():
                label = self.places.cell(row, name)
                if item in heard or label is not None:
                    listed[item] = one_line(str(label or item))[:_LABEL]
            if listed:
                found[section.id] = listed
        return found

    def _repeated(self, group: str) -> list[Section]:
        """The sections that a group is asked item by item."""
        if group not in self._sections:
            self._sections[group] = [
                section
                for section in self.questionnaire.sections
                if section.repeat is not None and any(group in asked.groups for asked in section.questions)
            ]
        return self._sections[group]

    def _listed(self, section: Section, group: str, language: str) -> Mapping[str, str]:
        for_whom = section.id, group, language
        if for_whom not in self._lists:
            self._lists[for_whom] = self._list_of(section, group, language)
        return self._lists[for_whom]

    def _list_of(self, section: Section, group: str, language: str) -> Mapping[str, str]:
        brought = (self.known.items or {}).get(section.id)
        if brought or section.repeat is None:
            return brought or {}
        own = {item: label.pick(language, group) for item, label in section.repeat.items.items()}
        return own or {item: next(text_labels(section, item), item) for item in section.repeat.items}

    def _id(self, row: TableRecord, seen: Counter[str]) -> str:
        """The same for the same response, whenever it is read: a UUID (version 8) of a hash.

        It is of the service's own id, else of the cells that are read and how often the same came before; of
        nothing personal.
        """
        at = (
            self.places.noted(self.key_patterns)
            if self.mapping.key is None
            else self.places.of(self.mapping.key)
        )
        cell = None if at is None else row.cells[at]
        key = "" if cell is None else str(cell)
        if not key:
            said = json.dumps([row.cells[at] for at in self.cells_of_id], default=str, ensure_ascii=False)
            # Two people may answer alike: the second is another response and no repetition.
            seen[said] += 1
            key = f"{said}\x1f{seen[said]}"
        parts = (self.questionnaire.id, self.survey.profile_name, self.mapping.sha256, key)
        return response_id(parts)
