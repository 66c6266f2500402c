"""Who is interviewed: as the flags, the roster and the engagement say."""

from __future__ import annotations

import msgspec

from cfdiag.api.lists import listed_id
from cfdiag.cli.interviewing.setup import Asked
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, closest, fault
from cfdiag.ground.safe import is_text
from cfdiag.interview import state
from cfdiag.interview.who import people_of
from cfdiag.model.engagement import Engagement, Person
from cfdiag.model.interview import Consent, Respondent
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Group, Questionnaire


def of_person(asked: Asked, person: Person) -> Asked:
    """What the roster says of somebody, where no flag says otherwise."""
    return msgspec.structs.replace(
        asked,
        group=person.group,
        name=asked.name or person.name,
        organisation=asked.organisation or person.organisation or "",
        account=asked.account or person.account or "",
        department=asked.department or person.department or "",
        person=person,
    )


def on_roster(asked: Asked, q: Questionnaire, group: str, engagement: Engagement) -> Person | None:
    """Who of the roster the flags name."""
    known = (person for person in people_of(q, group, engagement) if same(person.name) == same(asked.name))
    return next(known, None) if asked.name else None


def with_listed_ids(asked: Asked, engagement: Engagement) -> Asked:
    """With the ids of the department and the account that were named.

    Raises:
        CfdiagError: `unknown-department`, `unknown-account`: the engagement lists others.
    """
    return msgspec.structs.replace(
        asked,
        department=listed_id(engagement, "department", asked.department),
        account=listed_id(engagement, "account", asked.account),
    )


def respondent_asked_for(
    asked: Asked, group: Group, consent: Consent | None, engagement: Engagement
) -> Respondent:
    """Who is interviewed, as it is kept."""
    client = {state.CLIENT_NAME: engagement.client} if engagement.client else {}
    name = "" if group.anonymous else asked.name
    # A customer's own organisation is not the client.
    usual = engagement.client if group.side == "inside" else ""
    return Respondent(
        group=group.id,
        name=name or None,
        organisation=asked.organisation or usual or None,
        department=asked.department or None,
        account=asked.account or None,
        consent=consent,
        extra=client | account_name(asked.account, engagement),
    )


def account_name(account: str, engagement: Engagement) -> dict[str, str]:
    """What the engagement calls an account, as it is kept with the respondent."""
    return {state.ACCOUNT_NAME: engagement.accounts[account]} if account in engagement.accounts else {}


def check_words(asked: Asked) -> None:
    """Refuse names in another encoding: an interview is UTF-8, and is asked to the end first.

    Raises:
        CfdiagError: `not-text`, for each flag.
    """
    kept = ("name", "organisation", "account", "department", "interviewer")
    flags = [name for name in kept if not is_text(getattr(asked, name))]
    if flags:
        raise CfdiagError(
            *(
                Diagnostic(
                    Code.NOT_TEXT,
                    f"--{'respondent' if flag == 'name' else flag} is not UTF-8 text",
                    hint="set the terminal to UTF-8, and type it again",
                )
                for flag in flags
            )
        )


def consent_given(given: str) -> Consent | None:
    """What `--consent` says; None where it is not given."""
    if not given:
        return None
    try:
        return Consent(given)
    except ValueError:
        known = [consent.value for consent in Consent]
        hint = closest(given, known) or f"choose one of {', '.join(known)}"
        raise fault(Code.WRONG_OPTION, f"--consent cannot be '{given}'", hint) from None
