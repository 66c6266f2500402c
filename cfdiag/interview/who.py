"""Who is at the table: what is asked of a group about itself, what the engagement knows, what is told. Pure.

Of an anonymous group nobody's name is asked or kept: who was heard is ticked on the roster, and nowhere else.
"""

from __future__ import annotations

import msgspec

from cfdiag.interview.events import Event, InterviewerSet, LanguageSet, RespondentSet
from cfdiag.interview.flow import languages
from cfdiag.interview.state import ACCOUNT_NAME
from cfdiag.model.engagement import Engagement, Person
from cfdiag.model.interview import Interview, Respondent
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.rules.people import asked_of, asks_department, names_account

OF_ROSTER, INTERVIEWER, LANGUAGE = "roster", "interviewer", "language"

TITLES = {
    OF_ROSTER: "On the roster (ticked there, kept nowhere else)",
    "respondent": "Name",
    "organisation": "Organisation",
    "account": "Account",
    "department": "Department",
    INTERVIEWER: "Interviewer",
    LANGUAGE: "Language",
}
"""What each line of the page is called, in English."""


class WhoLine(msgspec.Struct, frozen=True):
    """One line of the page."""

    field: str
    value: str = ""
    """What is known, as it is shown."""
    choices: tuple[tuple[str, str], ...] = ()
    """What it can be, id and name; where there are none, anything may be typed."""
    free: bool = True
    """Whether something else than these may be typed."""
    needed: bool = False
    """Whether the interview does not begin without it."""
    fixed: bool = False
    """Whether it stays as it is: what the interview began with hangs on it."""


class UnknownChoiceError(ValueError):
    """What was typed is nothing of what there is; `args[0]` is the sentence, in English, with `{all}`."""


def _keeps_account(q: Questionnaire, iv: Interview, engagement: Engagement) -> bool:
    """Whether the account stays: lists are handed on from group to group, and these are of that account.

    With another account what was brought, and what the list says of it, would pass as the other's. An account
    that nobody lists and of which nothing was brought is only a name: it can be written again.
    """
    hands_on = any(section.repeat is not None and section.repeat.from_group for section in q.sections)
    account = iv.respondent.account
    return hands_on and account is not None and (account in engagement.accounts or bool(iv.taken_from))


def lines(q: Questionnaire, iv: Interview, engagement: Engagement, person: Person | None) -> list[WhoLine]:
    """The lines of the page, with what is known.

    Args:
        q: the questionnaire.
        iv: the interview.
        engagement: with its lists and its roster.
        person: who of the roster sits here, where that is known.
    """
    who, group = iv.respondent, iv.respondent.group
    # What an engagement lists is picked and not typed: two spellings would be two rows of a breakdown.
    names = {"department": engagement.departments, "account": engagement.accounts}
    found = []
    if _ticks(q, group) and (people := people_of(q, group, engagement)):
        found.append(WhoLine(OF_ROSTER, person.name if person else "", _people(people), free=False))
    for field in asked_of(q, group):
        listed = names.get(field, {})
        value = getattr(who, "name" if field == "respondent" else field) or ""
        choices = tuple(listed.items())
        if field == "respondent":
            choices = _people(people_of(q, group, engagement))
        needed = field == "account" and names_account(q)
        if field == "department" and not asks_department(q, group, listed):
            continue
        value = listed.get(value, value)
        if field == "account" and _keeps_account(q, iv, engagement):
            found.append(WhoLine(field, value, free=False, needed=needed, fixed=True))
        else:
            found.append(WhoLine(field, value, choices, free=not listed, needed=needed))
    found.append(WhoLine(INTERVIEWER, iv.interviewer or ""))
    if len(known := languages(q)) > 1:
        found.append(WhoLine(LANGUAGE, iv.language, tuple((one, one) for one in known), free=False))
    return found


def missing(
    q: Questionnaire, iv: Interview, engagement: Engagement, person: Person | None, *, sitting: bool = False
) -> tuple[str, ...]:
    """What is asked of this group and not known yet; who asks, and in which language, can wait.

    Of somebody who sat there a moment ago only the account: what they left out then they are not asked twice.
    """
    asked = (line for line in lines(q, iv, engagement, person) if line.field not in (INTERVIEWER, LANGUAGE))
    return tuple(line.field for line in asked if not line.value and (line.field == "account" or not sitting))


def asks_account(q: Questionnaire, group: str) -> bool:
    """Whether a group is asked which account it speaks of."""
    return "account" in asked_of(q, group)


def lacks_account(q: Questionnaire, iv: Interview) -> bool:
    """Whether the interview cannot begin: it would be about nobody."""
    return not iv.respondent.account and names_account(q)


def people_of(q: Questionnaire, group: str, engagement: Engagement) -> tuple[Person, ...]:
    """Those of the roster who stand in that group and are asked this questionnaire."""
    return tuple(
        person
        for person in engagement.roster
        if person.group == group and (not person.questionnaires or q.id in person.questionnaires)
    )


def _ticks(q: Questionnaire, group: str) -> bool:
    known = q.groups.get(group)
    return known is not None and known.anonymous


def _people(people: tuple[Person, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((str(n), person.name) for n, person in enumerate(people))


def told(
    q: Questionnaire, iv: Interview, engagement: Engagement, line: WhoLine, typed: str
) -> Event | Person | None:
    """What becomes of what was typed into a line: an event, somebody of the roster, None where it stays.

    Args:
        q: the questionnaire.
        iv: the interview.
        engagement: with its lists and its roster.
        line: the line.
        typed: a name, an id, or the number of a choice; `-` empties it.

    Raises:
        UnknownChoiceError: it is none of what there is, or it stays as it is.
    """
    word = typed.strip()
    if not word or (line.fixed and same(word) == same(line.value)):
        return None
    if line.fixed:
        raise UnknownChoiceError(
            "This talk began with what is known of {what}. Leave it, and begin one about the other.",
            line.value,
        )
    if line.field in (OF_ROSTER, "respondent"):
        chosen = _chosen(line, word, engagement)
        if chosen is not None:
            return people_of(q, iv.respondent.group, engagement)[int(chosen)]
    value = "" if word == "-" else _listed(line, word, engagement)
    if line.field == INTERVIEWER:
        return InterviewerSet(value)
    if line.field == LANGUAGE:
        return LanguageSet(value)
    if line.field == OF_ROSTER:
        return None
    return RespondentSet(with_field(iv.respondent, line.field, value, engagement))


def with_field(who: Respondent, field: str, value: str, engagement: Engagement) -> Respondent:
    """The respondent with one particular; an account goes with what it is called."""
    changes: dict[str, object] = {"name" if field == "respondent" else field: value or None}
    if field == "account":
        rest = {name: text for name, text in who.extra.items() if name != ACCOUNT_NAME}
        named = engagement.accounts.get(value)
        changes["extra"] = {**rest, **({ACCOUNT_NAME: named} if named else {})}
    return msgspec.structs.replace(who, **changes)


def as_on_roster(q: Questionnaire, iv: Interview, person: Person, engagement: Engagement) -> Respondent:
    """The respondent with what the roster says of somebody; of an anonymous group without the name."""
    group = q.groups.get(iv.respondent.group)
    kept = iv.respondent
    bound = _keeps_account(q, iv, engagement)
    for field, value in (
        # Of an anonymous group the roster says who was heard; the interview never says who it was.
        ("respondent", person.name if group is not None and not group.anonymous else ""),
        ("organisation", person.organisation or ""),
        ("account", "" if bound else person.account or ""),
        ("department", person.department or ""),
    ):
        if value:
            kept = with_field(kept, field, value, engagement)
    return kept


def _chosen(line: WhoLine, word: str, engagement: Engagement) -> str | None:
    """The id of the choice that was named, by number, id, name or another name."""
    # Four digits at most: a pasted number of a thousand digits would take seconds to read.
    if word.isascii() and word.isdigit() and 1 <= int(word[:4]) <= len(line.choices):
        return line.choices[int(word[:4]) - 1][0]
    other = engagement.ids().get(line.field, {}).get(same(word))
    by_name = {same(name): id_ for id_, name in line.choices}
    return other or by_name.get(same(word))


def _listed(line: WhoLine, word: str, engagement: Engagement) -> str:
    chosen = _chosen(line, word, engagement) if line.choices else None
    if chosen is None and not line.free:
        raise UnknownChoiceError("Please give {what}.", ", ".join(name for _, name in line.choices[:8]))
    return chosen if chosen is not None and line.field != "respondent" else word
