"""Who is to be heard and who was: the programme, what is done, unfinished, and who is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from cfdiag.api.status.facts import AskedGroup, OnFile, StatusFacts, is_of
from cfdiag.interview.flow import progress
from cfdiag.model.engagement import Person
from cfdiag.model.listed import same
from cfdiag.model.status import (
    HeardSoFar,
    MissingText,
    PlannedGroup,
    PromisedReply,
    StillToHear,
    Waiting,
)
from cfdiag.scoring.foresight import USUAL_SPREAD, ToBeHeard, foreseen, needed
from cfdiag.scoring.options import lists_of
from cfdiag.scoring.stats.statistics import MEAN_FROM

STALE_AFTER_DAYS = 14


def programme(facts: StatusFacts) -> Iterator[PlannedGroup]:
    """Who is asked, how long that takes, and what so many will and will not allow."""
    for questionnaire, group in facts.cells():
        cell = questionnaire.id, group.id
        people = facts.wanted(cell)
        if not people:
            continue
        minutes = group.minutes or questionnaire.minutes
        floor = facts.floor(questionnaire, group)
        counts = {id_: facts.wanted((questionnaire.id, id_)) or 0 for id_ in questionnaire.groups}
        there = facts.engagement.population_of(*cell)
        items = {name: len(several) for name, several in lists_of(facts.engagement).items()}
        asked = ToBeHeard(questionnaire, group.id, counts, there, floor, items)
        titles = facts.engagement.departments
        listed = (each.department for each in facts.asked.get(cell, ()) if each.department)
        by_department = Counter(titles.get(department, department) for department in listed)
        yield PlannedGroup(
            questionnaire=questionnaire.id,
            group=group.id,
            people=people,
            minutes=minutes,
            hours=round(people * minutes / 60, 1) if minutes else None,
            allows=foreseen(asked, facts.precision, facts.t),
            departments=dict(by_department),
            never_alone=[department for department, n in by_department.items() if n < floor],
        )


def done(facts: StatusFacts) -> Iterator[HeardSoFar]:
    """What is done of it, and how many more it takes."""
    heard = Counter((each.cell, bool(each.interview.finished)) for each in facts.held)
    for questionnaire, group in facts.cells():
        cell = questionnaire.id, group.id
        wanted, finished, unfinished = facts.wanted(cell), heard[cell, True], heard[cell, False]
        if wanted is None and not finished and not unfinished:
            continue
        listed = facts.engagement.population_of(*cell)
        there = None if listed is None else max(listed, finished)
        enough = needed(facts.precision, facts.spread.get(cell, USUAL_SPREAD), there)
        never = there is not None and there < MEAN_FROM
        yield HeardSoFar(
            questionnaire=questionnaire.id,
            group=group.id,
            wanted=wanted,
            finished=finished,
            unfinished=unfinished,
            more_until_shown=max(0, facts.floor(questionnaire, group) - finished),
            more_for_precision=None if never else max(0, enough - finished),
        )


def heard_by_department(facts: StatusFacts) -> dict[str, dict[str, int]]:
    """How many were heard, by department and group."""
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    for each in facts.finished():
        who = each.interview.respondent
        if who.department and facts.group(each.cell) is not None:
            cells[facts.engagement.departments.get(who.department, who.department)][who.group] += 1
    return {department: dict(groups) for department, groups in sorted(cells.items())}


def waiting(facts: StatusFacts) -> Iterator[Waiting]:
    """Interviews that were begun."""
    for each in facts.held:
        questionnaire = facts.known.get(each.interview.questionnaire.id)
        if each.interview.finished or questionnaire is None:
            continue
        far = progress(questionnaire, each.interview)
        days = (facts.today - each.day).days if each.day else None
        stale = (days or 0) >= STALE_AFTER_DAYS
        yield Waiting(file=each.file, answered=far.done, of=far.total, days=days, stale=stale)


def still_to_hear(facts: StatusFacts) -> Iterator[StillToHear]:
    """Who on the roster was not heard, by name; of anonymous groups nobody says who."""
    for cell, people in facts.asked.items():
        group = facts.group(cell)
        if group is None or group.anonymous:
            continue
        by_name: dict[str, list[OnFile]] = defaultdict(list)
        for each in facts.finished():
            if each.cell == cell:
                by_name[same(each.interview.respondent.name or "")].append(each)
        namesakes: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            namesakes[same(person.name)].append(person)
        heard = {id(p) for name, several in namesakes.items() for p in _heard(several, by_name[name])}
        for person in people:
            if person.heard is not None or id(person) in heard:
                continue
            yield StillToHear(name=person.name, group=cell[1], questionnaire=cell[0], account=person.account)


def _heard(namesakes: list[Person], held: list[OnFile]) -> Iterator[Person]:
    """Those of one name who were heard: each interview is of one of them, who says the same account first."""
    left = list(held)
    for person in sorted(namesakes, key=lambda p: not any(_same_account(p, each) for each in left)):
        theirs = [each for each in left if is_of(person, each.interview)]
        if theirs:
            left.remove(min(theirs, key=lambda each: not _same_account(person, each)))
            yield person


def _same_account(person: Person, each: OnFile) -> bool:
    return is_of(person, each.interview) and person.account == each.interview.respondent.account


def promised(facts: StatusFacts) -> PromisedReply | None:
    """Who was heard in groups whose opening promises that they will hear what came of it."""
    named: set[tuple[str, str | None]] = set()
    others: Counter[AskedGroup] = Counter()
    days: list[date] = []
    for each in facts.finished():
        group, who = facts.group(each.cell), each.interview.respondent
        if group is None or not group.hears_back:
            continue
        if who.name and not group.anonymous:
            named.add((same(who.name), who.account))
        else:
            others[each.cell] += 1
        days += [each.day] if each.day else []
    if not named and not others:
        return None
    return PromisedReply(
        people=len(named) + others.total(), days=(facts.today - min(days, default=facts.today)).days
    )


def missing_texts(facts: StatusFacts) -> Iterator[MissingText]:
    """Texts that interviews name and that are nowhere at hand."""
    texts = (each.interview.questionnaire for each in facts.held)
    named = Counter((text.id, text.sha256) for text in texts)
    for (id_, sha256), n in named.items():
        if not sha256 or id_ not in facts.known:
            continue
        at_hand = facts.library.get(id_, "", sha256)
        if sha256 not in (at_hand.sha256, *at_hand.same_as):
            yield MissingText(id_, sha256, n)
