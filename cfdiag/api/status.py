"""How far an engagement is, before and while people are heard."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil, sqrt
from pathlib import Path
from typing import NamedTuple

from cfdiag import __version__
from cfdiag.api.lists import roster_faults
from cfdiag.api.scoring import score_near
from cfdiag.api.surroundings import ENGAGEMENT_NAME, FOR_INTERVIEW, INTERVIEWS, Around, around, chosen_day
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.interview.flow import progress
from cfdiag.model.engagement import Engagement, Person
from cfdiag.model.interview import Interview
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.status import (
    STATUS_FORMAT,
    EngagementStatus,
    HeardSoFar,
    PlannedGroup,
    StillToHear,
    TooMuch,
    Trouble,
    Waiting,
)
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.suppression import floor_of
from cfdiag.scoring.stats.statistics import MEAN_FROM, RECOMMEND_FROM, t_quantile

PRECISION = 7.5
STALE_AFTER_DAYS = 14
CUSTOMER_MINUTES = 30
"""Of one customer's time."""
EMPLOYEE_QUESTIONNAIRES = 2
FOR_STATUS = FOR_INTERVIEW - {"client"} | {"questionnaires", "population", "privacy", "roster"}
"""What is counted of an engagement: nothing that is wrong elsewhere keeps anybody from it."""
USUAL_SPREAD = 20.0
"""Points: how far scores of respondents lie apart (a standard deviation), supposed until some are heard."""

_CONFLICT = re.compile(r"conflicted copy|sync-conflict|\(conflict|[-_ ]conflict[-_ .]", re.IGNORECASE)
_NORMAL = 1.96


def status_of(
    folder: Path,
    *,
    questionnaires: Sequence[Path] = (),
    day: str = "",
    precision: float = PRECISION,
) -> EngagementStatus:
    """How far the engagement in a folder is.

    Args:
        folder: with an engagement.yaml.
        questionnaires: folders with more of them.
        day: ISO date that ages are counted from; today unless given.
        precision: points to each side of an average that is to be known, on 0–100.

    Raises:
        CfdiagError: there is no engagement; its roster or its accounts cannot be read.
    """
    if not (folder / ENGAGEMENT_NAME).is_file():
        raise fault(
            Code.WRONG_USE, "there is no engagement here", "name its folder, or begin one: cfdiag init DIR",
            Location(str(folder)),
        )  # fmt: skip
    today = date.fromisoformat(chosen_day(day))
    near = around([str(folder)], list(questionnaires), FOR_STATUS.__contains__, today)
    if near.unreadable:
        raise CfdiagError(*near.unreadable)
    return _Count(near, folder, today, precision).status()


class _Asked(NamedTuple):
    """One questionnaire that somebody is asked."""

    name: str
    minutes: int
    outside: bool
    anonymous: bool


class _Count:
    """Counts once through the roster and once through the interviews."""

    def __init__(self, near: Around, folder: Path, today: date, precision: float) -> None:
        self.engagement: Engagement = near.engagement
        self.today, self.precision, self.interviews = today, precision, folder / INTERVIEWS
        self.held: list[tuple[Interview, str]] = []
        self.spread: dict[str, float] = {}
        found = [
            *near.own_faults,
            *near.list_faults,
            *roster_faults(near.engagement.roster, near.library, near.engagement.questionnaires),
        ]
        try:
            result = score_near([str(self.interviews)], near, Options(today=today.isoformat()), keep=True)
        except CfdiagError as error:
            none = {Code.NOTHING_TO_SCORE, Code.EMPTY_FOLDER, Code.CANNOT_READ}
            found += [each for each in error.diagnostics if each.code not in none]
        else:
            self.held = result.files
            known = set(near.faults)  # as they stand in the lists, with their own severity
            found += [each for each in result.faults if each.severity != "note" and each not in known]
            self.spread = {
                each.id: each.overall.sd
                for each in result.questionnaires
                if each.overall.sd and (each.overall.n or 0) >= MEAN_FROM
            }
        self.found = list(dict.fromkeys(found))
        self.known = self._questionnaires(near)
        self.asked = self._asked()

    def status(self) -> EngagementStatus:
        """All sections."""
        return EngagementStatus(
            format=STATUS_FORMAT,
            tool=__version__,
            date=self.today.isoformat(),
            programme=list(self._programme()),
            done=list(self._done()),
            departments=self._departments(),
            unfinished=list(self._unfinished()),
            missing=list(self._missing()),
            not_in_the_room=list(self._not_in_the_room()),
            too_much_asked=list(self._too_much()),
            trouble=list(self._trouble()),
        )

    def _questionnaires(self, near: Around) -> dict[str, Questionnaire]:
        """Those in use: named by the engagement, by somebody on the roster, or by an interview."""
        ids = dict.fromkeys(
            (
                *self.engagement.questionnaires,
                *(id_ for person in self.engagement.roster for id_ in person.questionnaires),
                *self.engagement.population,
                *(interview.questionnaire.id for interview, _ in self.held),
            )
        )
        known = {}
        for id_ in ids:
            try:
                known[id_] = near.library.get(id_)
            except CfdiagError as error:  # noqa: PERF203  one that is broken is trouble, not the end
                self.found += error.diagnostics
        return known

    def _asked(self) -> dict[tuple[str, str], list[Person]]:
        """Who on the roster is asked what, by questionnaire and group."""
        asked: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in self.engagement.roster:
            for id_ in person.questionnaires or self.engagement.questionnaires:
                if id_ in self.known and person.group in self.known[id_].groups:
                    asked[id_, person.group].append(person)
        return asked

    def _wanted(self, id_: str, group: str) -> int | None:
        listed = len(self.asked.get((id_, group), ()))
        return listed or self.engagement.population.get(id_, {}).get(group)

    def _floor(self, questionnaire: Questionnaire, group: str) -> int:
        """From how many people on a figure of the group is shown."""
        if not questionnaire.groups[group].anonymous:
            return 1
        return floor_of(questionnaire.min_group, self.engagement.min_group)

    def _programme(self) -> Iterable[PlannedGroup]:
        for id_, questionnaire in self.known.items():
            for name, group in questionnaire.groups.items():
                people = self._wanted(id_, name)
                if not people:
                    continue
                minutes = group.minutes or questionnaire.minutes
                by_department = Counter(p.department for p in self.asked.get((id_, name), ()) if p.department)
                floor = self._floor(questionnaire, name)
                yield PlannedGroup(
                    questionnaire=id_,
                    group=name,
                    people=people,
                    minutes=minutes,
                    hours=round(people * minutes / 60, 1) if minutes else None,
                    allows=_allows(people),
                    never_alone=[
                        self.engagement.departments.get(d, d) for d, n in by_department.items() if n < floor
                    ],
                )

    def _done(self) -> Iterable[HeardSoFar]:
        heard = Counter(
            (i.questionnaire.id, i.respondent.group, i.finished is not None) for i, _ in self.held
        )
        for id_, questionnaire in self.known.items():
            for group in questionnaire.groups:
                wanted = self._wanted(id_, group)
                finished, unfinished = heard[id_, group, True], heard[id_, group, False]
                if wanted is None and not finished and not unfinished:
                    continue
                yield HeardSoFar(
                    questionnaire=id_,
                    group=group,
                    wanted=wanted,
                    finished=finished,
                    unfinished=unfinished,
                    more_until_shown=max(0, self._floor(questionnaire, group) - finished),
                    more_for_precision=self._more(id_, finished, wanted),
                )

    def _more(self, id_: str, finished: int, wanted: int | None) -> int | None:
        """How many more until an average is known to so many points; None before anybody can tell.

        n = n₀ / (1 + (n₀ − 1) / N) with n₀ = (1.96 · sd / precision)² (Cochran 1977, 4.4).
        """
        if id_ not in self.spread:
            return None
        needed = (_NORMAL * self.spread[id_] / self.precision) ** 2
        if wanted:
            needed /= 1 + (needed - 1) / wanted
        return max(0, ceil(needed) - finished)

    def _departments(self) -> dict[str, dict[str, int]]:
        cells: dict[str, Counter[str]] = defaultdict(Counter)
        for interview, _ in self.held:
            who, questionnaire = interview.respondent, self.known.get(interview.questionnaire.id)
            if who.department and interview.finished and questionnaire and who.group in questionnaire.groups:
                cells[self.engagement.departments.get(who.department, who.department)][who.group] += 1
        return {department: dict(groups) for department, groups in sorted(cells.items())}

    def _unfinished(self) -> Iterable[Waiting]:
        for interview, file in self.held:
            questionnaire = self.known.get(interview.questionnaire.id)
            if interview.finished or questionnaire is None:
                continue
            far = progress(questionnaire, interview)
            begun = (interview.started or "")[:10]
            days = (self.today - date.fromisoformat(begun)).days if begun else None
            yield Waiting(
                file=file, answered=far.done, of=far.total, days=days, stale=(days or 0) >= STALE_AFTER_DAYS
            )

    def _missing(self) -> Iterable[StillToHear]:
        heard: dict[tuple[str, str, str], list[str | None]] = defaultdict(list)
        for interview, _ in self.held:
            if interview.finished:
                who = interview.respondent
                heard[interview.questionnaire.id, who.group, same(who.name or "")].append(who.account)
        for (id_, group), people in self.asked.items():
            if self.known[id_].groups[group].anonymous:
                continue  # who of them was heard is nobody's affair
            for person in people:
                # Two of one name are told apart by their account, where both say it.
                theirs = [
                    account
                    for account in heard[id_, group, same(person.name)]
                    if not (account and person.account) or account == person.account
                ]
                if person.heard is None and not theirs:
                    yield StillToHear(
                        name=person.name, group=group, questionnaire=id_, account=person.account
                    )

    def _not_in_the_room(self) -> Iterable[str]:
        heard = {(i.questionnaire.id, i.respondent.group) for i, _ in self.held}
        for id_, questionnaire in self.known.items():
            for group in questionnaire.groups:
                if not self._wanted(id_, group) and (id_, group) not in heard:
                    yield f"{id_}: nobody of the group {group}"
        titles = self.engagement.departments
        seated = {titles.get(who.department or "", who.department) for who in self.engagement.roster}
        seated |= {interview.respondent.department for interview, _ in self.held}
        yield from (f"nobody of {title}" for title in titles.values() if title not in seated)
        voices = {p.account for p in self.engagement.roster if self._is_outside(p.group)}
        voices |= {i.respondent.account for i, _ in self.held if self._is_outside(i.respondent.group)}
        silent = [name for id_, name in self.engagement.accounts.items() if id_ not in voices]
        if silent:
            yield f"no customer's voice for {len(silent)} of {len(self.engagement.accounts)} accounts"

    def _is_outside(self, group: str) -> bool:
        return any(q.groups[group].side != "inside" for q in self.known.values() if group in q.groups)

    def _too_much(self) -> Iterable[TooMuch]:
        """People of groups that are not anonymous; a name in one department and account is one person."""
        asked: dict[tuple[str, str | None, str | None], list[_Asked]] = defaultdict(list)
        for (id_, name), people in self.asked.items():
            group = self.known[id_].groups[name]
            minutes = group.minutes or self.known[id_].minutes or 0
            for person in people:
                key = (same(person.name), person.department, person.account)
                asked[key].append(_Asked(person.name, minutes, group.side != "inside", group.anonymous))
        for several in asked.values():
            total = sum(each.minutes for each in several)
            if any(each.outside for each in several):
                limit, over = CUSTOMER_MINUTES, total > CUSTOMER_MINUTES
            else:
                limit = sum(sorted(each.minutes for each in several)[:EMPLOYEE_QUESTIONNAIRES])
                over = len(several) > EMPLOYEE_QUESTIONNAIRES
            if over and not any(each.anonymous for each in several):
                yield TooMuch(several[0].name, total, limit)

    def _trouble(self) -> Iterable[Trouble]:
        for each in self.found:
            if each.severity != "note":
                yield Trouble(str(each.location or ""), each.code.value, each.message)
        for path in sorted(self.interviews.rglob("*")):
            if _CONFLICT.search(path.name):
                code = Code.CONFLICT_COPY
                yield Trouble(str(path), code.value, "a copy that a synchronised folder made of two versions")


def _allows(people: int) -> list[str]:
    """What so many people will and will not allow."""
    if people < MEAN_FROM:
        return [f"{people} people: what each one said; no averages, which begin at {MEAN_FROM}"]
    width = t_quantile(0.975, people - 1) * USUAL_SPREAD / sqrt(people)
    said = [
        f"{people} people: an average is known to about ±{width:.0f} points",
        "questions closer together than that: no rank order",
    ]
    if people < RECOMMEND_FROM:
        said.append(f"no recommendation score, which begins at {RECOMMEND_FROM}")
    return said
