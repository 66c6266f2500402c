"""Who answered, and when, as far as mapping and service say; of anonymous groups nobody is told apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, cast

from cfdiag.documents.faults import Faults, suggest
from cfdiag.exchange.asked import Items
from cfdiag.exchange.column_places import ColumnPlaces
from cfdiag.exchange.profiles._profile import small
from cfdiag.exchange.response_moments import Moments
from cfdiag.exchange.survey import Survey
from cfdiag.exchange.table import TableRecord
from cfdiag.ground.codes import Code
from cfdiag.ground.safe import one_line
from cfdiag.model.interview import Consent, Mode, Respondent
from cfdiag.model.listed import same
from cfdiag.model.mapping import ColumnName, RespondentField
from cfdiag.model.mapping import Mapping as ColumnMapping
from cfdiag.model.questionnaire import Questionnaire


class ImportSettings(NamedTuple):
    """What is known beside the table and its mapping."""

    day: date
    """Of the import: when a response was finished that does not say it."""
    language: str = ""
    organisation: str = ""
    account: str = ""
    group: str = ""
    timezone: str = ""
    drop_contacts: bool = False
    strict: bool = False
    items: Items | None = None
    """The items of repeated sections that the engagement brings."""
    listed: Mapping[str, Mapping[str, str]] = {}
    """Departments and accounts of the engagement, by id; where there are any, no other is taken."""
    ids: Mapping[str, Mapping[str, str]] = {}
    """Of the same: the id that a word means."""
    tool: str = ""


class Respondents:
    """Reads what a table says about its respondents.

    Args:
        survey: the table.
        mapping: which column is what.
        questionnaire: whose groups they are.
        known: what flags and the engagement say.
        places: where columns are.
        moments: reads days and times.
        faults: takes what is wrong with a response.
    """

    def __init__(
        self,
        survey: Survey,
        mapping: ColumnMapping,
        questionnaire: Questionnaire,
        known: ImportSettings,
        *,
        places: ColumnPlaces,
        moments: Moments,
        faults: Faults,
    ) -> None:
        self._profile, self._mapping, self._questionnaire = survey.profile, mapping, questionnaire
        self._known, self._places, self._moments, self._faults = known, places, moments, faults
        self._spoken = questionnaire.title.languages()
        self._mapped = [told for told in mapping.respondent.values() if told.column is not None]
        self._unmapped: dict[str, Respondent] = {}
        """Respondents of whom no column says anything, by their group: one is like the other."""
        self._complete = places_of(survey.profile.complete, survey) if survey.profile.complete else ()
        """The columns that say whether a response is complete: of a form in several parts one each."""

    def group(self, row: TableRecord) -> str:
        """The group of a response; empty, noted, where nothing says it."""
        said = self._said(row, self._mapping.group) or self._known.group
        groups = self._questionnaire.groups
        # A questionnaire for one group needs nobody to say so.
        if not said and len(groups) == 1:
            return next(iter(groups))
        if said in groups:
            return said
        hint = f"group: {{column: …, values: {{…}}}}; groups: {', '.join(groups)}"
        self._faults.add(
            Code.UNKNOWN_GROUP, "nothing says which group this response is of", (row.line, 1), hint
        )
        return ""

    def respondent(self, row: TableRecord, group: str) -> Respondent:
        """Everything that the mapping takes; of an anonymous group no name and no id."""
        if not self._mapped and group in self._unmapped:
            return self._unmapped[group]
        found = self._respondent(row, group)
        if not self._mapped:
            self._unmapped[group] = found
        return found

    def _respondent(self, row: TableRecord, group: str) -> Respondent:
        said = {name: one_line(self._said(row, told)) for name, told in self._mapping.respondent.items()}
        of_group = self._questionnaire.groups[group]
        # A customer does not work at the organisation that the engagement is about.
        inside = of_group.side == "inside"
        return Respondent(
            group=group,
            id=None if of_group.anonymous else said.get("id") or None,
            name=None if of_group.anonymous else said.get("name") or None,
            organisation=said.get("organisation") or (self._known.organisation if inside else "") or None,
            department=self._listed("department", said.get("department", ""), row),
            account=self._listed("account", said.get("account") or self._known.account, row),
            consent=self._consent(row, said.get("consent", "")),
        )

    def mode(self, row: TableRecord) -> Mode:
        """How it was held: imported, where the mapping does not know better."""
        told = self._mapping.respondent.get("mode")
        return cast("Mode", (self._said(row, told) if told else "") or "imported")

    def language(self, row: TableRecord) -> str:
        """The language of the answers: as the mapping says, the service noted, or the questionnaire has."""
        at = self._places.noted(self._profile.language)
        said = "" if at is None else str(row.cells[at] or "").casefold()[:2]
        return (
            self._mapping.language
            or self._known.language
            or (said if said in self._spoken else self._questionnaire.language)
        )

    def started(self, row: TableRecord, group: str) -> str | None:
        """When it was begun; of an anonymous group the day."""
        return self._moment(row, self._mapping.started, self._profile.started, group)

    def finished(self, row: TableRecord, group: str) -> str | None:
        """When it was sent; None where it was not."""
        profile = self._profile
        at = self._moment(row, self._mapping.finished, profile.finished, group)
        if self._mapping.finished is not None or profile.by_finish:
            return at
        if profile.complete is not None:
            said = {str(row.cells[place]).strip().casefold() for place in self._complete}
            # One part complete is enough: the form hides parts that are not for somebody.
            if not said & profile.complete[1]:
                return None
        return at or self._known.day.isoformat()

    def tells_the_day(self) -> bool:
        """Whether the table says when responses were sent."""
        named = self._places.of(self._mapping.finished)
        return named is not None or self._places.noted(self._profile.finished) is not None

    def _moment(
        self, row: TableRecord, name: ColumnName | None, patterns: tuple[str, ...], group: str
    ) -> str | None:
        at = self._places.of(name) if name is not None else self._places.noted(patterns)
        # To the second a moment is in the service's log beside an address; the day is shared by many.
        anonymous = self._questionnaire.groups[group].anonymous
        return None if at is None else self._moments.read(row.cells[at], day_only=anonymous)

    def _said(self, row: TableRecord, told: RespondentField) -> str:
        if told.column is None:
            return told.constant
        cell = self._places.cell(row, told.column)
        if cell is None:
            return ""
        text = str(cell).strip()
        if text in told.values:
            return told.values[text] or ""
        return next((value or "" for said, value in told.values.items() if same(said) == same(text)), text)

    def _listed(self, kind: str, said: str, row: TableRecord) -> str | None:
        """The id of what the engagement lists; one that it does not list is refused."""
        names = self._known.listed.get(kind) or {}
        if not said or not names:
            return said or None
        found = self._known.ids[kind].get(same(said))
        if found is None:
            hint = suggest(said, (*names.values(), *names), f"{kind}s")
            self._faults.add(
                Code(f"unknown-{kind}"), f"there is no such {kind}; it is left out", (row.line, 1), hint
            )
        return found

    def _consent(self, row: TableRecord, said: str) -> Consent | None:
        """What somebody agreed to; what is not understood lets nothing out."""
        if not said:
            return None
        try:
            return Consent(said)
        except ValueError:
            self._faults.add(
                Code.CELL_NOT_READ, "this is no consent that is known: counted only", (row.line, 1),
                "consent: {column: …, values: {Yes: named, Without my name: quoted, No: counted}}",
            )  # fmt: skip
            # Counting shows no words: the narrowest that can be meant.
            return Consent.COUNTED


def places_of(complete: tuple[str, frozenset[str]], survey: Survey) -> tuple[int, ...]:
    """Where it is said that a response is complete."""
    columns = (column for column in survey.columns if re.fullmatch(complete[0], small(column.header)))
    return tuple(column.number - 1 for column in columns)


def in_turn(started: str | None, finished: str | None) -> str | None:
    """When it was begun, unless clocks say that it was finished before."""
    if started is None or finished is None or len(started) != len(finished):
        return started
    return started if started <= finished else None
