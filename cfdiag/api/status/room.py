"""Whose voice is not in the room."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.api.status.accounts import HeardByAccount
from cfdiag.api.status.facts import StatusFacts
from cfdiag.model.interview import question_of
from cfdiag.model.questionnaire import Questionnaire

STANCE, FAN = "invitee_stance", "fan"
"""What the customer panel asks of every invitee, and the answer of those who are glad already."""


def not_in_the_room(facts: StatusFacts, by_account: HeardByAccount) -> Iterator[str]:
    """Groups, sides, departments, customers and critics of whom nobody is there."""
    for questionnaire in facts.known.values():
        yield from _groups(facts, questionnaire)
    yield from _departments(facts)
    listed, silent = len(by_account.listed), by_account.without_customer()
    if silent:
        yield facts.t("no customer's voice for {n} of {of} accounts", n=silent, of=listed)
    yield from _panels(facts)


def _groups(facts: StatusFacts, q: Questionnaire) -> Iterator[str]:
    heard = {each.cell for each in facts.held}
    empty = [id_ for id_ in q.groups if not facts.wanted((q.id, id_)) and (q.id, id_) not in heard]
    sides = (q.compare.looking_in, q.compare.looked_at) if q.compare else ()
    one_sided = sum(side in empty for side in sides) == 1
    for id_ in empty:
        if one_sided and id_ in sides:
            there = next(side for side in sides if side != id_)
            said = "{questionnaire}: {group} alone is asked, and nobody of {other}: nothing can be compared"
            yield facts.t(said, questionnaire=q.id, group=there, other=id_)
        else:
            yield facts.t("{questionnaire}: nobody of the group {group}", questionnaire=q.id, group=id_)


def _departments(facts: StatusFacts) -> Iterator[str]:
    titles = facts.engagement.departments
    seated = {titles.get(who.department or "", who.department) for who in facts.engagement.roster}
    seated |= {each.interview.respondent.department for each in facts.held}
    for id_, title in titles.items():
        if not {id_, title} & seated:
            yield facts.t("nobody of {department}", department=title)


def _panels(facts: StatusFacts) -> Iterator[str]:
    stances = [
        [a.value for key, a in each.interview.answers.items() if question_of(key) == STANCE and a.value]
        for each in facts.held
    ]
    panels = [several for several in stances if several]
    fans = sum(set(map(str, several)) == {FAN} for several in panels)
    if fans:
        yield facts.t("fans only at {n} of {of} panels: nobody there will disagree", n=fans, of=len(panels))
