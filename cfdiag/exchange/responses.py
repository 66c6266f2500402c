"""A table of responses and a mapping to interviews. Pure: nothing is read or written here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from cfdiag.documents.faults import Faults
from cfdiag.exchange.asked import text_labels
from cfdiag.exchange.column_places import ColumnPlaces, columns_called
from cfdiag.exchange.definitions import refuse_definition
from cfdiag.exchange.response_answers import RowAnswers
from cfdiag.exchange.response_columns import Sources, UnreadValue
from cfdiag.exchange.response_ids import ResponseIds, RowOrigin, check_key
from cfdiag.exchange.response_moments import Moments, zone_named
from cfdiag.exchange.response_people import ImportSettings, Respondents, in_turn
from cfdiag.exchange.response_route import ItemLists, Routes
from cfdiag.exchange.survey import Survey
from cfdiag.exchange.table import TableRecord
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.model.interview import (
    Answer,
    Interview,
    QuestionnaireRef,
    split_key,
)
from cfdiag.model.mapping import Mapping as ColumnMapping
from cfdiag.model.questionnaire import Questionnaire, Section

_LABEL = 120


class ImportedRow(NamedTuple):
    """A row as an interview."""

    interview: Interview
    line: int
    """Where it stands in the table."""
    faulty: bool
    """A cell of it could not be read, and is left out."""
    contacts: int
    """So many of its texts held an address or a number."""


class Imported(NamedTuple):
    """What became of the responses."""

    rows: tuple[ImportedRow, ...]
    """One a response that holds any answer, in the order of the table."""
    faults: tuple[Diagnostic, ...]
    empty: int
    """Responses without any answer."""
    left_out: int
    """Responses that are not there, for a cell or because nothing says their group."""
    values: tuple[UnreadValue, ...]
    matched: tuple[str, ...]
    """The keys of the answers that columns stand for."""
    unread: tuple[str, ...]
    """The keys of those whose column waits until somebody says what it holds."""
    zoneless: bool
    """Moments were read that say no time zone."""
    dated: bool
    """The table says when responses were sent."""
    ids: ResponseIds
    """What the rows are called, now and by earlier mappings."""


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

    Raises:
        CfdiagError: `no-responses`: it is a form, and the mapping names none of its columns.
    """
    # A column that somebody named is one of answers, whatever the others look like.
    if not any(columns_called(survey.columns, name) for name in mapping.named()):
        refuse_definition(survey.table)
    return _Import(survey, mapping, questionnaire, known).run()


class _Import:
    def __init__(
        self, survey: Survey, mapping: ColumnMapping, questionnaire: Questionnaire, known: ImportSettings
    ) -> None:
        self.survey, self.mapping, self.questionnaire, self.known = survey, mapping, questionnaire, known
        self.faults, self.of_mapping = Faults(survey.table.file), Faults(mapping.file)
        self.places = ColumnPlaces(survey, self.of_mapping, mapping)
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
        self._plain: dict[RowOrigin, dict[str, object]] = {}
        """What interviews tell of where they came from: the same for all rows that are known alike."""
        self._sections: dict[str, list[Section]] = {}
        self.items_of: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in mapping.questions:
            section_id, item, _ = split_key(key)
            self.items_of[section_id].append((key, item))
        self.reference = QuestionnaireRef(
            id=questionnaire.id, version=questionnaire.version, sha256=questionnaire.sha256
        )
        self.sources = tuple(self.columns.read())
        self.answers = RowAnswers(survey, self.sources, self.faults, drop_contacts=known.drop_contacts)
        self.routes = Routes(questionnaire, frozenset(source.asked.key for source in self.sources))
        check_key(survey, mapping, questionnaire, self.places, self.of_mapping)
        self.ids = ResponseIds(survey, mapping, questionnaire.id, self.places)

    def run(self) -> Imported:
        rows, empty, left_out = [], 0, 0
        for row in self.survey.table.rows:
            before = len(self.faults.found)
            made = self._interview(row)
            broken = len(self.faults.found) > before
            # A broken cell costs its own answer and not the other forty, unless somebody asked for that.
            if broken and (made is None or self.known.strict):
                left_out += 1
            elif made is None:
                empty += 1
            else:
                rows.append(ImportedRow(made, row.line, broken, self._contacts(made)))
        return Imported(
            tuple(rows),
            (*self.of_mapping.sorted(), *self.columns.of_table.sorted(), *self.faults.sorted()),
            empty,
            left_out,
            (*self.columns.values, *self.columns.strays()),
            tuple(source.asked.key for source in self.sources),
            tuple(self.columns.unread),
            self.moments.zoneless,
            self.people.tells_the_day(),
            self.ids,
        )

    def _contacts(self, made: Interview) -> int:
        """How many texts of the row at hand that hold an address or a number are in its interview."""
        return sum(not key or key in made.answers for key in self.answers.with_contact)

    def _interview(self, row: TableRecord) -> Interview | None:
        given = self.answers.of(row)
        # Services keep a row of everybody who opened the form: that is no response.
        if not any(answer.status != "skipped" for answer in given.values()):
            return None
        group = self.people.group(row)
        if not group:
            return None
        answers, language = self.answers.of_group(given, group), self.people.language(row)
        items = self._items(row, answers, group, language)
        finished, known = self.people.finished(row, group), self.ids.of(row)
        return Interview(
            id=known.id,
            tool=self.known.tool,
            questionnaire=self.reference,
            language=language,
            respondent=self.people.respondent(row, group),
            mode=self.people.mode(row),
            started=in_turn(self.people.started(row, group), finished),
            finished=finished,
            items=items,
            answers=self.routes.on_the_way(answers, items, group, finished=finished is not None),
            extra=self._origin(known.origin, row, group),
        )

    def _origin(self, origin: RowOrigin, row: TableRecord, group: str) -> dict[str, object]:
        if origin not in self._plain:
            self._plain[origin] = origin.plain()
        plain = self._plain[origin]
        # With the place in the table an anonymous answer could be looked up beside a name.
        if self.questionnaire.groups[group].anonymous:
            return {"import": plain}
        return {"import": plain | {"record": row.number}}

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
                    listed[item] = self.answers.label(str(label or item))[:_LABEL]
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
