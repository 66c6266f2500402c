"""Who is asked for more of their time than is fair."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from cfdiag.api.status.facts import AskedGroup, OnFile, StatusFacts
from cfdiag.model.listed import same
from cfdiag.model.status import TooMuch

CUSTOMER_MINUTES = 30
WITHIN = timedelta(days=183)
"""Of one customer's time no more than so many minutes, in half a year."""
EMPLOYEE_QUESTIONNAIRES = 2


class _Who(NamedTuple):
    """Somebody, as far as lists and interviews tell two of one name apart."""

    name: str
    account: str | None
    department: str | None


class _Load(NamedTuple):
    """One questionnaire that somebody gives their time for."""

    cell: AskedGroup
    name: str
    minutes: int


def too_much(facts: StatusFacts) -> Iterator[TooMuch]:
    """Customers over thirty minutes in half a year, insiders over two questionnaires.

    What is planned counts, and what was held with people of groups that are not anonymous. Whoever stands in
    anonymous groups alone is counted, never named.
    """
    unnamed: Counter[tuple[int, int]] = Counter()
    for loads in _by_person(facts).values():
        total = sum(each.minutes for each in loads)
        if any(facts.is_outside(each.cell) for each in loads):
            limit, over = CUSTOMER_MINUTES, total > CUSTOMER_MINUTES
        else:
            limit = sum(sorted(each.minutes for each in loads)[:EMPLOYEE_QUESTIONNAIRES])
            over = len({each.cell[0] for each in loads}) > EMPLOYEE_QUESTIONNAIRES
        if not over:
            continue
        if all(_is_anonymous(facts, each.cell) for each in loads):
            unnamed[total, limit] += 1
        else:
            yield TooMuch(name=loads[0].name, minutes=total, limit=limit)
    for (total, limit), people in unnamed.items():
        yield TooMuch(people=people, minutes=total, limit=limit)


def _by_person(facts: StatusFacts) -> dict[_Who, list[_Load]]:
    """What everybody gives: each talk that was held within half a year, and what is planned beside."""
    planned: dict[_Who, dict[AskedGroup, _Load]] = defaultdict(dict)
    for cell, people in facts.asked.items():
        for person in people:
            if person.heard is None or facts.today - WITHIN <= person.heard:
                who = _Who(same(person.name), person.account, person.department)
                planned[who][cell] = _Load(cell, person.name, _minutes(facts, cell))
    namesakes: dict[str, list[_Who]] = defaultdict(list)
    for who in planned:
        namesakes[who.name].append(who)
    held: dict[_Who, list[_Load]] = defaultdict(list)
    for each in facts.held:
        if _counts(facts, each):
            told = each.interview.respondent
            said = _Who(same(told.name or ""), told.account, told.department)
            short = each.interview.form == "essentials"
            load = _Load(each.cell, told.name or "", _minutes(facts, each.cell, short=short))
            held[_match(said, namesakes.get(said.name, ()))].append(load)
    found: dict[_Who, list[_Load]] = {}
    for who in dict.fromkeys((*planned, *held)):
        loads = held.get(who, [])
        done = {load.cell for load in loads}
        still = planned.get(who, {})
        found[who] = [*(load for cell, load in still.items() if cell not in done), *loads]
    return found


def _counts(facts: StatusFacts, each: OnFile) -> bool:
    """Whether an interview took time of somebody who may be named, within half a year."""
    recent = each.day is not None and facts.today - WITHIN <= each.day <= facts.today
    return recent and bool(each.interview.respondent.name) and not _is_anonymous(facts, each.cell)


def _match(said: _Who, namesakes: Iterable[_Who]) -> _Who:
    """The one on the list that an interview speaks of; themselves where it is none, or may be several."""
    fit = [
        who
        for who in namesakes
        if (not who.account or not said.account or who.account == said.account)
        and (not who.department or not said.department or who.department == said.department)
    ]
    exact = [who for who in fit if who.account == said.account]
    return fit[0] if len(fit) == 1 else exact[0] if len(exact) == 1 else said


def _minutes(facts: StatusFacts, cell: AskedGroup, *, short: bool = False) -> int:
    questionnaire, group = facts.known[cell[0]], facts.group(cell)
    full = (group.minutes if group else None) or questionnaire.minutes or 0
    brief = (group.short_minutes if group else None) or questionnaire.short_minutes
    return brief if short and brief else full


def _is_anonymous(facts: StatusFacts, cell: AskedGroup) -> bool:
    group = facts.group(cell)
    return group is None or group.anonymous
