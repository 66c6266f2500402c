"""After an interview: the same person about the next account, the next person, or the end."""

from __future__ import annotations

import sys

import msgspec

from cfdiag.api.appointments import Appointment, Menu
from cfdiag.cli.interviewing.choices import menu, pick_group
from cfdiag.cli.interviewing.setup import Asked, Setup
from cfdiag.interview.prompts import Prompts
from cfdiag.interview.start import Held
from cfdiag.interview.who import asks_account
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
    usual = Asked(
        id=q.id,
        interviewer=before.interviewer or "",
        language=before.language,
        essentials=before.form == "essentials",
        mode=None if before.mode == "imported" else before.mode,
        output=str(held.file.parent),
    )
    choices = [("next", t("the next person")), ("stop", t("stop"))]
    same_again = Asked()
    if asks_account(q, before.respondent.group):
        same_again = _same_person(usual, before, setup, inside=q.side(before.respondent.group) == "inside")
        shown = setup.near.engagement.accounts.get(same_again.account, same_again.account)
        one = t("the same person, next account: {account}", account=shown)
        choices.insert(0, ("same", one if shown else t("the same person, next account")))
    chosen = setup.prompts.speaking(before.language).pick(t("What now?"), choices)
    if chosen == "stop":
        return None
    clear_screen(plain=plain)
    if chosen == "same":
        return same_again
    return _next_person(usual, before, q, setup, setup.prompts)


def _same_person(usual: Asked, before: Interview, setup: Setup, *, inside: bool) -> Asked:
    """The same person, group, consent; the account that comes next, by their roster, else by the list.

    A customer is of one account: of them nobody guesses another.
    """
    who, person, now = before.respondent, setup.table.person, menu(usual, setup)
    following = _next_of(person, who.account, usual.id, now) if person is not None else None
    if following is not None and following.begun is not None:
        return msgspec.structs.replace(_invited(usual, following), account=following.person.account or "")
    account = following.person.account if following else now.next_account(who, usual.id) if inside else ""
    return msgspec.structs.replace(
        usual,
        group=who.group,
        name=who.name or "",
        organisation=who.organisation or "",
        department=who.department or "",
        consent=str(who.consent) if who.consent else "",
        account=account or "",
        person=following.person if following else person if account else None,
        sitting=True,
    )


def _next_of(person: Person, account: str | None, questionnaire: str, now: Menu) -> Appointment | None:
    """The same person's next line of the roster, about another account."""
    mine = (each for each in now.appointments() if same(each.person.name) == same(person.name))
    others = (each for each in mine if each.person.account and each.person.account != account)
    return next((each for each in others if each.questionnaire.id == questionnaire), None)


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
    # Asked before it is inherited: the next respondent may be a competitor of the one before.
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
    # The scrollback too: the next respondent can turn the wheel of the mouse.
    sys.stdout.write("\n" * 100 if plain else _CLEAR)
    sys.stdout.flush()
