"""Who is here, in lines: asked at a terminal where it is not known, told with `/who`."""

from __future__ import annotations

from cfdiag.interview import who
from cfdiag.interview.events import RespondentSet
from cfdiag.interview.plain.conversation import Conversation, Given
from cfdiag.model.engagement import Person


def ask_who(talk: Conversation, *, sitting: bool = False) -> None:
    """Ask what is not known, once; of a pipe nothing, but that an interview about one account has one."""
    held = talk.session
    # Who goes on with an interview has said it before.
    if held.begun:
        return
    known = talk.table.engagement
    unknown = who.missing(held.questionnaire, held.interview, known, talk.table.person, sitting=sitting)
    if talk.lines.interactive and talk.table.ask:
        for field in unknown:
            _ask(talk, field)
    while who.lacks_account(held.questionnaire, held.interview):
        typed = talk.ask(talk.presenter.words.say("It is about one account: which one? "))
        if not talk.lines.interactive:
            talk.refuse("It is about one account: begin with /who account NAME, or give --account.")
        elif isinstance(typed, str) and typed.strip():
            tell(talk, f"account {typed}")


def _ask(talk: Conversation, field: str) -> None:
    line = _line(talk, field)
    if line is None or line.value or line.needed:
        return
    title = talk.presenter.words.say(who.TITLES[field])
    for n, (_, name) in enumerate(line.choices, 1):
        talk.lines.say(f"{n}. {name}")
    while True:
        typed = talk.ask(f"{title}: ")
        if isinstance(typed, Given) or not typed.strip() or _take(talk, line, typed):
            return


def tell(talk: Conversation, rest: str) -> None:
    """`/who`: what is known; `/who FIELD VALUE`: set it, `-` empties it."""
    field, _, value = rest.strip().partition(" ")
    say = talk.presenter.words.say
    lines = [line for line in _lines(talk) if line.field != who.LANGUAGE]
    if not field:
        for line in lines:
            talk.lines.say(f"{line.field}: {line.value or say('not known')}")
        return
    found = next((line for line in lines if line.field == field.casefold()), None)
    if found is None:
        talk.refuse("Please give {what}.", what=", ".join(line.field for line in lines))
    elif not value.strip():
        for n, (_, name) in enumerate(found.choices, 1):
            talk.lines.say(f"{n}. {name}")
        talk.lines.say(f"{found.field}: {found.value or say('not known')}")
    else:
        _take(talk, found, value)


def _lines(talk: Conversation) -> list[who.WhoLine]:
    held, table = talk.session, talk.table
    return who.lines(held.questionnaire, held.interview, table.engagement, table.person)


def _line(talk: Conversation, field: str) -> who.WhoLine | None:
    return next((line for line in _lines(talk) if line.field == field), None)


def _take(talk: Conversation, line: who.WhoLine, typed: str) -> bool:
    held, table = talk.session, talk.table
    try:
        found = who.told(held.questionnaire, held.interview, table.engagement, line, typed)
    except who.UnknownChoiceError as wrong:
        template, there_is = wrong.args
        talk.refuse(template, what=there_is)
        return False
    if isinstance(found, Person):
        table.person = found
        seated = who.as_on_roster(held.questionnaire, held.interview, found, table.engagement)
        found = RespondentSet(seated)
    if found is None:
        return True
    if not talk.save(found, ""):
        return False
    now = _line(talk, line.field)
    talk.tell("Saved: {what}.", what=(now.value if now else "") or talk.presenter.words.say("removed"))
    return True
