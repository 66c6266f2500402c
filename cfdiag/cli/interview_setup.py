"""What an interview needs before its first question: a questionnaire, a respondent, a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from cfdiag.api.appointments import Appointment, Chosen, Menu
from cfdiag.api.lists import listed_id
from cfdiag.api.surroundings import INTERVIEWS, Around
from cfdiag.cli.console import print_error
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, closest, fault
from cfdiag.ground.files import make_folder
from cfdiag.ground.safe import is_text
from cfdiag.interview import flow, state
from cfdiag.interview.consent import dated
from cfdiag.interview.events import LanguageSet, Opened, RespondentSet
from cfdiag.interview.face.table import Table
from cfdiag.interview.prompts import Prompts
from cfdiag.interview.session import Refused, Session
from cfdiag.interview.start import Held, start, take_up, target
from cfdiag.interview.who import lacks_account, people_of
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.engagement import Engagement, Person
from cfdiag.model.interview import Consent, Interview, Respondent
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Group, Questionnaire
from cfdiag.model.text import spelled, with_parent


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the flags say; empty where they do not."""

    id: str = ""
    group: str = ""
    name: str = ""
    organisation: str = ""
    account: str = ""
    department: str = ""
    interviewer: str = ""
    consent: str = ""
    essentials: bool = False
    language: str = ""
    output: str = ""
    alone: bool = False
    """Whether the respondent fills it in alone."""
    person: Person | None = None
    """Who of the roster it is."""
    resume: str = ""
    """An interview to be gone on with."""
    sitting: bool = False
    """Whether the same person sat there a moment ago, and has heard how it begins."""


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around: questionnaires, engagement, clock, and who can be asked."""

    near: Around
    prompts: Prompts | None
    """None: nobody may be asked; what is missing is a fault that names its flag."""
    opened: Callable[[], Opened]
    clock: Callable[[], datetime]
    new_id: Callable[[bool], str]
    """The id of a new interview, of an anonymous group or not."""
    tool: str
    usual_language: str = ""
    """Where no flag says one, and the questionnaire has it."""
    table: Table
    """Who sits there; known when the interview is begun."""
    check: Callable[[Questionnaire, Interview], None] | None = None
    """Looks at the interview before anything is made; raises what is wrong."""


def begin_interview(asked: Asked, setup: Setup) -> Held | Interview:
    """The interview that was asked for: a new one, or an unfinished one that was chosen.

    Raises:
        CfdiagError: something named is not there, or its file cannot be made.
    """
    _check_words(asked)
    consent = _consent(asked.consent)
    chosen = _questionnaire(asked, setup)
    if isinstance(chosen, Appointment) and chosen.begun is not None:
        setup.table.person = chosen.person
        chosen = chosen.begun
    if isinstance(chosen, Path):
        return take_up(chosen, setup.near.library, setup.opened(), setup.clock)
    if isinstance(chosen, Appointment):
        asked = _of_person(asked, chosen.person)
    q = chosen.questionnaire if isinstance(chosen, Appointment) else chosen
    if asked.essentials and not q.essentials():
        raise fault(
            Code.WRONG_OPTION,
            f"the questionnaire {q.id} does not say which of its questions are essential",
            "leave --essentials out; or write essential: true at those questions",
        )
    language = _language(asked.language, q, setup)
    group = _group(asked.group, q, language, setup)
    asked = _listed(asked, setup.near.engagement)
    setup.table.person = asked.person or _on_roster(asked, q, group, setup.near.engagement)
    id_ = setup.new_id(q.groups[group].anonymous)
    path = target(asked.output, _folder(asked, setup), f"{q.id}-{id_}")
    respondent = _respondent(asked, q.groups[group], consent, setup.near.engagement)
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
    if asked.alone:
        interview = msgspec.structs.replace(interview, mode="alone")
    if setup.check is not None:
        if lacks_account(q, interview):
            raise fault(
                Code.WRONG_OPTION,
                f"the questionnaire {q.id} is about one account, and none is named",
                "add --account NAME",
            )
        setup.check(q, interview)
    return start(q, interview, path, opened, setup.clock, kept=setup.near.kept_for(path))


def resumed(path: str, asked: Asked, setup: Setup) -> Held | Interview:
    """An interview that is gone on with; what the flags say about its respondent is set right.

    Raises:
        CfdiagError: it cannot be taken up, or it is another one than the flags say.
    """
    _check_words(asked)
    held = take_up(Path(path), setup.near.library, setup.opened(), setup.clock)
    if isinstance(held, Interview):
        return held
    try:
        _set_right(held.session, asked, setup.near.engagement)
    except CfdiagError:
        held.leave()
        raise
    return held


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
    asked = _listed(asked, engagement)
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
        "consent": _consent(asked.consent),
    }
    changed: dict[str, object] = {
        field: value for field, value in said.items() if value and value != getattr(who, field)
    }
    if "account" in changed:
        rest = {name: value for name, value in who.extra.items() if name != state.ACCOUNT_NAME}
        changed["extra"] = rest | _account_name(asked.account, engagement)
    try:
        if changed:
            session.do(RespondentSet(msgspec.structs.replace(who, **changed)))
        if asked.language and asked.language != session.interview.language:
            session.do(LanguageSet(asked.language))
    except Refused as error:
        raise fault(Code.WRONG_OPTION, str(error)) from error


def _of_person(asked: Asked, person: Person) -> Asked:
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


def _on_roster(asked: Asked, q: Questionnaire, group: str, engagement: Engagement) -> Person | None:
    """Who of the roster the flags name."""
    known = (person for person in people_of(q, group, engagement) if same(person.name) == same(asked.name))
    return next(known, None) if asked.name else None


def _listed(asked: Asked, engagement: Engagement) -> Asked:
    """With the ids of the department and the account that were named.

    Raises:
        CfdiagError: `unknown-department`, `unknown-account`: the engagement lists others.
    """
    return msgspec.structs.replace(
        asked,
        department=listed_id(engagement, "department", asked.department),
        account=listed_id(engagement, "account", asked.account),
    )


def _respondent(asked: Asked, group: Group, consent: Consent | None, engagement: Engagement) -> Respondent:
    client = {state.CLIENT_NAME: engagement.client} if engagement.client else {}
    name = asked.name
    if name and group.anonymous:
        name = ""
        print_error("note: this group is anonymous: the name is not kept; the roster is ticked instead")
    # A customer's own organisation is not the client.
    usual = engagement.client if group.side == "inside" else ""
    return Respondent(
        group=group.id,
        name=name or None,
        organisation=asked.organisation or usual or None,
        department=asked.department or None,
        account=asked.account or None,
        consent=consent,
        extra=client | _account_name(asked.account, engagement),
    )


def _account_name(account: str, engagement: Engagement) -> dict[str, str]:
    """What the engagement calls an account, as it is kept with the respondent."""
    return {state.ACCOUNT_NAME: engagement.accounts[account]} if account in engagement.accounts else {}


def _check_words(asked: Asked) -> None:
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


def _consent(given: str) -> Consent | None:
    if not given:
        return None
    try:
        return Consent(given)
    except ValueError:
        known = [consent.value for consent in Consent]
        hint = closest(given, known) or f"choose one of {', '.join(known)}"
        raise fault(Code.WRONG_OPTION, f"--consent cannot be '{given}'", hint) from None


def _questionnaire(asked: Asked, setup: Setup) -> Chosen:
    library = setup.near.library
    if asked.person is not None and asked.id:
        return Appointment(asked.person, library.get(asked.id))
    if asked.id:
        return library.get(asked.id)
    if setup.prompts is None:
        raise fault(
            Code.NO_QUESTIONNAIRE,
            "no questionnaire is named",
            "`cfdiag list` shows what is at hand: cfdiag interview ID",
        )
    entries = menu(asked, setup).entries()
    question = locale_for(asked.language or setup.usual_language)("Which interview?")
    chosen = setup.prompts.pick(question, [(str(n), shown) for n, (_, shown) in enumerate(entries)])
    return entries[int(chosen)][0]


def menu(asked: Asked, setup: Setup) -> Menu:
    """What can be held now."""
    near, today = setup.near, setup.clock().astimezone().date()
    language = asked.language or setup.usual_language
    return Menu(near.library, near.engagement, _folder(asked, setup), language, today)


def _group(given: str, q: Questionnaire, language: str, setup: Setup) -> str:
    if given in q.groups:
        return given
    shown = ", ".join(q.groups)
    if given:
        hint = closest(given, q.groups) or f"its groups: {shown}"
        raise fault(Code.UNKNOWN_GROUP, f"the questionnaire {q.id} has no group '{given}'", hint)
    if len(q.groups) == 1:
        return next(iter(q.groups))
    if setup.prompts is None:
        raise fault(Code.NO_GROUP, "the respondent's group is not given", f"add --group with one of: {shown}")
    return pick_group(q, language, setup.prompts)


def pick_group(q: Questionnaire, language: str, prompts: Prompts) -> str:
    """Which of the groups the respondent is of; asked where there are several."""
    if len(q.groups) == 1:
        return next(iter(q.groups))
    offered = [(id_, group.title.pick(language)) for id_, group in q.groups.items()]
    return prompts.pick(locale_for(language)("Where does the respondent stand?"), offered)


def _language(given: str, q: Questionnaire, setup: Setup) -> str:
    known = flow.languages(q)
    given, usual = (_spoken(language, known) for language in (given, setup.usual_language))
    if given and given not in known:
        hint = f"its languages: {', '.join(known)}"
        raise fault(Code.UNKNOWN_LANGUAGE, f"the questionnaire {q.id} is not there in '{given}'", hint)
    return given or (usual if usual in known else q.language)


def _spoken(asked: str, known: Sequence[str]) -> str:
    """The language that is meant; where a region is not there, its language."""
    return next((each for each in with_parent(spelled(asked)) if each in known), asked)


def _folder(asked: Asked, setup: Setup) -> Path:
    """Where interviews go when no file is named: the engagement's folder for them, or this one."""
    if asked.output and Path(asked.output).is_dir():
        return Path(asked.output)
    if setup.near.folder is None:
        return Path()
    folder = setup.near.folder / INTERVIEWS
    if not asked.output and not folder.is_dir():
        make_folder(folder)
    return folder
