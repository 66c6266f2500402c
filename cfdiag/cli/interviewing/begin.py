"""An interview that was asked for: begun anew, or gone on with."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from cfdiag.api.appointments import Appointment
from cfdiag.api.reading_back import with_lists_of_others, with_row_of_account
from cfdiag.cli.console import print_error
from cfdiag.cli.interviewing.choices import (
    about_account,
    choose_group,
    choose_language,
    choose_questionnaire,
    interviews_folder,
)
from cfdiag.cli.interviewing.respondent import (
    account_name,
    check_words,
    consent_given,
    of_person,
    on_roster,
    respondent_asked_for,
    with_listed_ids,
)
from cfdiag.cli.interviewing.setup import Asked, Setup
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, fault
from cfdiag.ground.sealing import Seal, keep_no_core
from cfdiag.interview import state
from cfdiag.interview.consent import dated
from cfdiag.interview.events import Event, InterviewerSet, LanguageSet, ModeSet, RespondentSet
from cfdiag.interview.journal.sealed import SealedHead
from cfdiag.interview.session import Refused, Session
from cfdiag.interview.start import Held, start, take_up, target
from cfdiag.interview.there import locked_head
from cfdiag.interview.who import lacks_account
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.engagement import Engagement
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire

_NOT_KEPT = {
    True: "This group is anonymous: the name is not kept; it is ticked on the roster.",
    False: "This group is anonymous: the name is not kept.",
}
"""What is said of a name that a flag gave, by whether it is on the roster."""


def begin_interview(asked: Asked, setup: Setup) -> Held | Interview:
    """The interview that was asked for: a new one, or an unfinished one that was chosen.

    Raises:
        CfdiagError: something named is not there, or its file cannot be made.
    """
    check_words(asked)
    consent = consent_given(asked.consent)
    chosen = choose_questionnaire(asked, setup)
    if isinstance(chosen, Appointment) and chosen.begun is not None:
        setup.table.person = chosen.person
        chosen = chosen.begun
    if isinstance(chosen, Path):
        return _taken_up(chosen, setup)
    if isinstance(chosen, Appointment):
        asked = of_person(asked, chosen.person)
    q = chosen.questionnaire if isinstance(chosen, Appointment) else chosen
    # Else it would be the whole questionnaire, and nobody would notice before the end.
    if asked.essentials and not q.essentials():
        raise fault(
            Code.WRONG_OPTION,
            f"the questionnaire {q.id} does not say which of its questions are essential",
            "leave --essentials out; or write essential: true at those questions",
        )
    language = choose_language(asked.language, q, setup)
    group = choose_group(asked.group, q, language, setup)
    asked = with_listed_ids(about_account(asked, q, group, language, setup), setup.near.engagement)
    setup.table.person = asked.person or on_roster(asked, q, group, setup.near.engagement)
    id_ = setup.new_id(q.groups[group].anonymous)
    # Before anybody is asked: a file that cannot be made is told while there is nothing to lose.
    path = target(asked.output, interviews_folder(asked, setup), f"{q.id}-{id_}")
    if asked.name and q.groups[group].anonymous and asked.person is None:
        print_error(locale_for(language)(_NOT_KEPT[setup.table.person is not None]))
    respondent = respondent_asked_for(asked, q.groups[group], consent, setup.near.engagement)
    lists = {"touch_points": setup.near.engagement.touch_points, **setup.near.engagement.lists}
    opened = setup.opened()
    interview = state.begin(
        q,
        id=id_,
        respondent=dated(q, respondent, opened.at),
        started=opened.at,
        language=language,
        interviewer=asked.interviewer or None,
        tool=setup.tool,
        lists=lists,
        form="essentials" if asked.essentials else "full",
    )
    # A second half is held as the first was, which cannot be read here.
    mode = asked.mode or (None if asked.continues else setup.usual_mode)
    interview = msgspec.structs.replace(interview, mode=mode, continues=asked.continues or None)
    interview, not_heard = with_lists_of_others(interview, q, setup.near, path.parent)
    for other in not_heard:
        print_error(_not_heard(other, interview, q, setup.near.engagement))
    if setup.prompts is not None:  # somebody is there to accept it
        interview = with_row_of_account(interview, setup.near)
    if setup.check is not None:
        if lacks_account(q, interview):
            raise fault(
                Code.WRONG_OPTION,
                f"the questionnaire {q.id} is about one account, and none is named",
                "add --account NAME",
            )
        setup.check(q, interview)
    return start(
        q,
        interview,
        path,
        opened,
        setup.clock,
        kept=setup.near.kept_for(path),
        seal=setup.seal,
        keys=setup.near.keys,
    )


def _not_heard(group: str, interview: Interview, q: Questionnaire, engagement: Engagement) -> str:
    """That nobody of a group left a list: else an empty one would pass for their word."""
    account, language = interview.respondent.account or "", interview.language
    return locale_for(language)(
        "No finished talk with the group '{group}' about {account} was found that may be passed on:"
        " what it would leave starts empty.",
        group=q.groups[group].title.pick(language),
        account=engagement.accounts.get(account, account),
    )


def resumed(path: str, asked: Asked, setup: Setup) -> Held | Interview:
    """An interview that is gone on with; what the flags say about its respondent is set right.

    One that is locked goes on in a second file, where the key is not at hand.

    Raises:
        CfdiagError: it cannot be taken up, or it is another one than the flags say.
    """
    check_words(asked)
    head = None if setup.near.keys.words else locked_head(Path(path))
    if head is not None:
        return _second_half(head, Path(path).parent, asked, setup)
    held = _taken_up(Path(path), setup)
    if isinstance(held, Interview):
        return held
    if setup.seal is not None and not held.journal.sealed:
        t = locale_for(held.session.interview.language)
        print_error(t("This interview was begun unlocked and stays so; when it is finished: cfdiag lock"))
    try:
        _set_right(held.session, asked, setup.near.engagement)
    except CfdiagError:
        held.leave()
        raise
    return held


def _taken_up(path: Path, setup: Setup) -> Held | Interview:
    near = setup.near
    return take_up(path, near.library, setup.opened(), setup.clock, keys=near.keys, seal=setup.seal)


def _second_half(head: SealedHead, folder: Path, asked: Asked, setup: Setup) -> Held | Interview:
    """A new interview that goes on with one that cannot be read here: both count as one.

    Raises:
        CfdiagError: it is of another questionnaire than the flags say, or as `begin_interview`.
    """
    if asked.id and asked.id != head.questionnaire:
        raise fault(
            Code.WRONG_OPTION,
            f"that interview is held with {head.questionnaire}, not {asked.id}",
            "leave the ID out",
        )
    keep_no_core()
    t = locale_for(asked.language or setup.usual_language)
    print_error(t("That interview is locked, and your key is not here: it goes on in a second file."))
    asked = msgspec.structs.replace(
        asked,
        id=head.questionnaire,
        continues=head.id,
        resume="",
        output=asked.output or f"{folder}/",
    )
    return begin_interview(asked, msgspec.structs.replace(setup, seal=setup.seal or Seal(head.to)))


def _set_right(session: Session, asked: Asked, engagement: Engagement) -> None:
    q, who = session.questionnaire, session.interview.respondent
    if asked.id and asked.id != q.id:
        raise fault(
            Code.WRONG_OPTION, f"that interview is held with {q.id}, not {asked.id}", "leave the ID out"
        )
    if asked.output:
        raise fault(
            Code.WRONG_OPTION, "--output is where a new interview goes", "a resumed one stays in its own file"
        )
    asked = with_listed_ids(asked, engagement)
    if asked.essentials and session.interview.form != "essentials":
        raise fault(
            Code.WRONG_OPTION, "that interview was begun with all questions", "leave --essentials out"
        )
    said = {
        "group": asked.group,
        "name": asked.name,
        "organisation": asked.organisation,
        "account": asked.account,
        "department": asked.department,
        "consent": consent_given(asked.consent),
    }
    changed: dict[str, object] = {
        field: value for field, value in said.items() if value and value != getattr(who, field)
    }
    if "account" in changed:
        # The name of the account before would stay in every text.
        rest = {name: value for name, value in who.extra.items() if name != state.ACCOUNT_NAME}
        changed["extra"] = rest | account_name(asked.account, engagement)
    told: list[Event] = [RespondentSet(msgspec.structs.replace(who, **changed))] if changed else []
    if asked.language and asked.language != session.interview.language:
        told.append(LanguageSet(asked.language))
    # Whose machine it is says who asks where nobody is named; it makes nobody else of who did.
    usual = asked.interviewer == os.environ.get("CFDIAG_INTERVIEWER")
    before = session.interview.interviewer
    if asked.interviewer not in ("", before) and not (usual and before):
        told.append(InterviewerSet(asked.interviewer))
    if asked.mode and asked.mode != session.interview.mode:
        told.append(ModeSet(asked.mode))
    try:
        for event in told:
            session.do(event)
    except Refused as error:
        raise fault(Code.WRONG_OPTION, str(error)) from error
