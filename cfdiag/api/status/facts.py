"""What a status is counted from: who is asked, what was held, and how far scores lie apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cfdiag.api.lists import roster_faults
from cfdiag.api.retention import kept_too_long
from cfdiag.api.scoring import score_near
from cfdiag.api.surroundings import Around, from_here
from cfdiag.formats.library import Library
from cfdiag.formats.moments import day_of
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic
from cfdiag.locales.locale import Locale
from cfdiag.model.engagement import Engagement, Person
from cfdiag.model.file_names import ENGAGEMENT_NAME
from cfdiag.model.interview import Interview
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Group, Questionnaire
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.suppression import floor_of
from cfdiag.scoring.stats.statistics import MEAN_FROM

AskedGroup = tuple[str, str]
"""A questionnaire and one of its groups."""


class OnFile(NamedTuple):
    """An interview, begun or finished, and its file."""

    interview: Interview
    file: str

    @property
    def cell(self) -> AskedGroup:
        """What was held, with whom."""
        return self.interview.questionnaire.id, self.interview.respondent.group

    @property
    def day(self) -> date | None:
        """When it was finished, or begun."""
        return day_of(self.interview.finished) or day_of(self.interview.started)


class StatusFacts(NamedTuple):
    """All that the sections of a status are counted from."""

    engagement: Engagement
    library: Library
    today: date
    precision: float
    t: Locale
    known: dict[str, Questionnaire]
    """The questionnaires in use: named by the engagement, on the roster, or by an interview."""
    held: list[OnFile]
    asked: dict[AskedGroup, list[Person]]
    """Who on the roster is asked what."""
    spread: dict[AskedGroup, float]
    """How far the respondents' scores lie apart, in points, of the groups where that is shown."""
    found: list[Diagnostic]

    def cells(self) -> Iterator[tuple[Questionnaire, Group]]:
        """Every group of every questionnaire in use."""
        return ((q, group) for q in self.known.values() for group in q.groups.values())

    def group(self, cell: AskedGroup) -> Group | None:
        """A group of a questionnaire in use."""
        questionnaire = self.known.get(cell[0])
        return questionnaire.groups.get(cell[1]) if questionnaire else None

    def wanted(self, cell: AskedGroup) -> int | None:
        """How many are to be heard: those on the roster, else as many as there are."""
        return len(self.asked.get(cell, ())) or self.engagement.population.get(cell[0], {}).get(cell[1])

    def floor(self, questionnaire: Questionnaire, group: Group) -> int:
        """From how many people on a figure of the group is shown."""
        return floor_of(questionnaire.min_group, self.engagement.min_group) if group.anonymous else 1

    def is_outside(self, cell: AskedGroup) -> bool:
        """Whether a group stands with the customer."""
        group = self.group(cell)
        return group is not None and group.side != "inside"

    def finished(self) -> Iterator[OnFile]:
        """The interviews that are done."""
        return (each for each in self.held if each.interview.finished)


def gathered(near: Around, interviews: Path, today: date, precision: float, t: Locale) -> StatusFacts:
    """The facts of an engagement; what is wrong with files and lists is among them."""
    engagement = near.engagement
    # What was merged or guessed in a list is for `check` to tell.
    found = [*near.own_faults, *(each for each in near.list_faults if each.severity == "error")]
    found += roster_faults(engagement.roster, near.library, engagement.questionnaires)
    held: list[OnFile] = []
    spread: dict[AskedGroup, float] = {}
    options = Options(today=today.isoformat(), language=t.language)
    try:
        result = score_near([str(interviews)], near, options, keep=True)
    except CfdiagError as error:
        none = {Code.NOTHING_TO_SCORE, Code.EMPTY_FOLDER, Code.CANNOT_READ}
        found += [each for each in error.diagnostics if each.code not in none]
    else:
        held = [OnFile(interview, file) for interview, file in result.files]
        where = str(from_here(near.folder or interviews) / ENGAGEMENT_NAME)
        found += kept_too_long(result.files, engagement.retention, today, where)
        told = set(near.faults)  # as they stand in the lists, with their own severity
        found += [each for each in result.faults if each.severity != "note" and each not in told]
        for questionnaire in result.questionnaires:
            for id_, group in questionnaire.groups.items():
                overall = group.overall
                if overall and overall.sd and (overall.n or 0) >= MEAN_FROM:
                    spread[questionnaire.id, id_] = overall.sd
    readable = near.library.readable(_in_use(engagement, held))
    known, faults = readable.questionnaires, readable.faults
    in_use = {each.id: each for each in known}
    return StatusFacts(
        engagement=engagement,
        library=near.library,
        today=today,
        precision=precision,
        t=t,
        known=in_use,
        held=held,
        asked=_asked(engagement, in_use),
        spread=spread,
        found=list(dict.fromkeys([*found, *faults])),
    )


def _in_use(engagement: Engagement, held: Iterable[OnFile]) -> Sequence[str]:
    ids = (
        *engagement.questionnaires,
        *(id_ for person in engagement.roster for id_ in person.questionnaires),
        *engagement.population,
        *(each.interview.questionnaire.id for each in held),
    )
    return list(dict.fromkeys(ids))


def _asked(engagement: Engagement, known: dict[str, Questionnaire]) -> dict[AskedGroup, list[Person]]:
    asked: dict[AskedGroup, list[Person]] = defaultdict(list)
    for person in engagement.roster:
        for id_ in engagement.asked_of(person):
            if id_ in known and person.group in known[id_].groups:
                asked[id_, person.group].append(person)
    return asked


def is_of(person: Person, interview: Interview) -> bool:
    """Whether an interview may be that person's: account and department tell two of one name apart."""
    who = interview.respondent
    if same(who.name or "") != same(person.name) or who.group != person.group:
        return False
    pairs = ((who.account, person.account), (who.department, person.department))
    return all(not (said and listed) or same(said) == same(listed) for said, listed in pairs)
