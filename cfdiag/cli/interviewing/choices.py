"""What an interview is held with, asked where no flag says it: questionnaire, group, language, folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from cfdiag.api.appointments import Appointment, Chosen, Menu
from cfdiag.api.reading_back import begins_from_account
from cfdiag.api.surroundings import INTERVIEWS, from_here
from cfdiag.cli.interviewing.setup import Asked, Setup
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import closest, fault
from cfdiag.ground.writing import make_folder
from cfdiag.interview import flow
from cfdiag.interview.prompts import Prompts
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.text import spelled, with_parent

_REOPEN = "reopen"


def choose_questionnaire(asked: Asked, setup: Setup) -> Chosen:
    """What is to be held: named, begun already, or a person of the roster with what is due."""
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
    return _chosen(menu(asked, setup), setup.prompts, locale_for(asked.language or setup.usual_language))


def _chosen(now: Menu, prompts: Prompts, say: Locale) -> Chosen:
    """What is held now: begun, gone on with, or one of the finished ones, which have a list of their own."""
    entries, finished = now.entries(), now.finished()
    shown = [(_word(choice, n), text) for n, (choice, text) in enumerate(entries)]
    if finished:
        shown.append((_REOPEN, say("reopen a finished one … ({n})", n=len(finished))))
    while True:
        chosen = prompts.pick(say("Which interview?"), shown)
        if chosen != _REOPEN:
            return next(choice for n, (choice, _) in enumerate(entries) if _word(choice, n) == chosen)
        again = [(str(path), text) for path, text in finished]
        path = prompts.pick(say("Which one is reopened?"), [*again, ("", say("back"))])
        if path:
            return Path(path)


def _word(choice: Chosen, place: int) -> str:
    """What picks it beside its number: of a questionnaire its id."""
    return choice.id if isinstance(choice, Questionnaire) else f"#{place}"


def menu(asked: Asked, setup: Setup) -> Menu:
    """What can be held now."""
    near, today = setup.near, setup.clock().astimezone().date()
    language = asked.language or setup.usual_language
    listed = near.accounts.accounts if near.accounts is not None else ()
    return Menu(
        near.library,
        near.engagement,
        interviews_folder(asked, setup),
        language,
        today,
        accounts=listed,
        keys=near.keys,
    )


def choose_group(given: str, q: Questionnaire, language: str, setup: Setup) -> str:
    """The group of the respondent, as the flag says it or as somebody answers."""
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


def about_account(asked: Asked, q: Questionnaire, group: str, language: str, setup: Setup) -> Asked:
    """With the account, where the first page already hangs on it: asked at a terminal, and not later."""
    if (
        asked.account
        or setup.prompts is None
        or setup.usual_mode is None
        or not begins_from_account(q, group)
    ):
        return asked
    t, prompts = locale_for(language), setup.prompts.speaking(language)
    listed = list(setup.near.engagement.accounts.items())
    question = t("Which account is it about?")
    chosen = prompts.pick(question, listed) if listed else prompts.text(question)
    return msgspec.structs.replace(asked, account=chosen.strip())


def choose_language(given: str, q: Questionnaire, setup: Setup) -> str:
    """The language it is held in; of those that the questionnaire has."""
    known = flow.languages(q)
    given, usual = (_spoken(language, known) for language in (given, setup.usual_language))
    if given and given not in known:
        hint = f"its languages: {', '.join(known)}"
        raise fault(Code.UNKNOWN_LANGUAGE, f"the questionnaire {q.id} is not there in '{given}'", hint)
    return given or (usual if usual in known else q.language)


def _spoken(asked: str, known: Sequence[str]) -> str:
    """The language that is meant; where a region is not there, its language."""
    return next((each for each in with_parent(spelled(asked)) if each in known), asked)


def interviews_folder(asked: Asked, setup: Setup) -> Path:
    """Where interviews go when no file is named: the engagement's folder for them, or this one."""
    if asked.output and Path(asked.output).is_dir():
        return Path(asked.output)
    if setup.near.folder is None:
        return Path()
    folder = from_here(setup.near.folder) / INTERVIEWS
    if not asked.output and not folder.is_dir():
        make_folder(folder)
    return folder
