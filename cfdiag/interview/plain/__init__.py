"""Plain mode: the interview in lines, for screen readers, simple terminals and pipes.

One line at a time, no colour, no cursor movement, no tables. Every command of the screen is there. A line
`Saved: …` means that it is on disk.
"""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.interview.consent import to_be_asked
from cfdiag.interview.face.promise import promise
from cfdiag.interview.face.table import Table
from cfdiag.interview.face.told import end_page, thanks
from cfdiag.interview.plain.commands import DOES
from cfdiag.interview.plain.console import InputEnded, Lines
from cfdiag.interview.plain.conversation import Conversation, Go
from cfdiag.interview.plain.pages import hold_page
from cfdiag.interview.plain.who import ask_who
from cfdiag.interview.session import Outcome, Session
from cfdiag.model.interview import Interview

__all__ = ["run_plain"]


def run_plain(
    session: Session,
    lines: Lines,
    scorecard: Callable[[Interview], str] | None = None,
    table: Table | None = None,
    *,
    opened: bool = False,
) -> Outcome:
    """Hold the interview.

    Args:
        session: the interview.
        lines: where lines are read, and at whose end the interview is left, and where they are written.
        scorecard: gives the scores and findings so far, for whoever asks for them.
        table: who is here as far as that is known; without one nobody is asked.
        opened: whether the respondent has just heard how it begins.

    Returns:
        How it was left; what was answered is saved in each case.

    Raises:
        CfdiagError: a line was refused or an answer not saved, and nobody is there to be asked again.
    """
    talk = Conversation(session, lines, DOES, scorecard, table)
    with lines.signals():
        try:
            if table is not None:
                ask_who(talk, sitting=opened)
            # Once a sitting the words are read back; what nobody has agreed to is asked all the same.
            talk.read = opened and not to_be_asked(session.interview)
            _greet(talk, opened=opened)
            while session.interview.finished is None:
                _turn(talk)
        except InputEnded as stop:
            return stop.outcome
        _thank(talk)
    return "finished"


def _thank(talk: Conversation) -> None:
    end = end_page(talk.presenter)
    talk.lines.say("")
    talk.lines.say(end.ask)
    for text in thanks(talk.presenter):
        talk.lines.say(text)


def _turn(talk: Conversation) -> None:
    try:
        hold_page(talk)
    except Go as go:
        talk.way = go.way


def _greet(talk: Conversation, *, opened: bool) -> None:
    words = talk.presenter.words
    talk.lines.say(words.title())
    for notice in talk.session.notices:
        talk.lines.say(notice)
    if opened:
        talk.lines.say(words.who())
        return
    talk.tell("Type an answer and press Enter. /help lists the commands; /quit saves and leaves.")
    talk.lines.say(promise(talk.presenter.words))
