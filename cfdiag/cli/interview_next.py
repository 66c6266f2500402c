"""After an interview: the same person about the next account, the next person, or the end."""

from __future__ import annotations

import sys

import msgspec

from cfdiag.api.appointments import Appointment
from cfdiag.cli.interview_setup import Asked, Setup, menu, pick_group
from cfdiag.interview.prompts import Prompts
from cfdiag.interview.start import Held
from cfdiag.interview.who import asked_of
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.engagement import Person
from cfdiag.model.interview import Interview
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Questionnaire

_CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def ask_next(held: Held, setup: Setup, *, plain: bool) -> Asked | None:
    """What comes now; None for the end. What is inherited is shown on the first page."""
    before, q = held.session.interview, held.session.questionnaire
    t = locale_for(before.language)
    if setup.prompts is None:
        return None
    choices = [("next", t("the next person")), ("stop", t("stop"))]
    if "account" in asked_of(q, before.respondent.group):
        choices.insert(0, ("same", t("the same person, next account")))
    chosen = setup.prompts.speaking(before.language).pick(t("What now?"), choices)
    if chosen == "stop":
        return None
    clear_screen(plain=plain)
    usual = Asked(
        id=q.id,
        interviewer=before.interviewer or "",
        language=before.language,
        essentials=before.form == "essentials",
        output=str(held.file.parent),
    )
    if chosen == "same":
        return _same_person(usual, before, setup)
    return _next_person(usual, before, q, setup, setup.prompts)


def _same_person(usual: Asked, before: Interview, setup: Setup) -> Asked:
    """The same person, group, consent; the account that the roster has next for them, else it is asked."""
    who = before.respondent
    person = setup.table.person
    following = _next_of(person, who.account, setup) if person is not None else None
    return msgspec.structs.replace(
        usual,
        group=who.group,
        name=who.name or "",
        organisation=who.organisation or "",
        department=who.department or "",
        consent=str(who.consent) if who.consent else "",
        account=(following.account or "") if following else "",
        person=following,
        sitting=True,
    )


def _next_of(person: Person, account: str | None, setup: Setup) -> Person | None:
    """The same person's next line of the roster, about another account."""
    mine = [each for each in setup.near.engagement.roster if same(each.name) == same(person.name)]
    others = (each for each in mine if each.heard is None and each.account and each.account != account)
    return next(others, None)


def _next_person(usual: Asked, before: Interview, q: Questionnaire, setup: Setup, prompts: Prompts) -> Asked:
    """Somebody of the roster, or somebody else: of the same customer only where that is said."""
    t = locale_for(before.language)
    people = menu(usual, setup).people()
    if people:
        shown = [(str(n), text) for n, (_, text) in enumerate(people)]
        chosen = prompts.pick(t("Who is next?"), [*shown, ("", t("somebody else"))])
        if chosen:
            return _invited(usual, people[int(chosen)][0])
    group = pick_group(q, before.language, prompts)
    who = before.respondent
    asked = msgspec.structs.replace(usual, group=group)
    customer = who.organisation or who.account
    if q.side(group) == "inside" or not customer or who.group != group:
        return asked
    if not prompts.confirm(t("From {customer} again?", customer=customer)):
        return asked
    return msgspec.structs.replace(asked, organisation=who.organisation or "", account=who.account or "")


def _invited(usual: Asked, each: Appointment) -> Asked:
    if each.begun is not None:
        return msgspec.structs.replace(usual, id="", resume=str(each.begun), person=each.person)
    return msgspec.structs.replace(usual, id=each.questionnaire.id, person=each.person)


def clear_screen(*, plain: bool) -> None:
    """Nothing of the respondent before is left to be read."""
    if not sys.stdout.isatty():
        return
    # In plain mode no cursor is moved: what stood there is pushed out of sight.
    sys.stdout.write("\n" * 100 if plain else _CLEAR)
    sys.stdout.flush()
