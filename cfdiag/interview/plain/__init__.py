"""Plain mode: the interview in lines, for screen readers, simple terminals and pipes.

One line at a time, no colour, no cursor movement, no tables. Every command of the screen is there. A line
`Saved: …` means that it is on disk.
"""

from __future__ import annotations

from collections.abc import Callable

from cfdiag.interview.face.table import Table
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
) -> Outcome:
    """Hold the interview.

    Args:
        session: the interview.
        lines: where lines are read, and at whose end the interview is left, and where they are written.
        scorecard: gives the scores and findings so far, for whoever asks for them.
        table: who is here as far as that is known; without one nobody is asked.

    Returns:
        How it was left; what was answered is saved in each case.

    Raises:
        CfdiagError: a line was refused or an answer not saved, and nobody is there to be asked again.
    """
    talk = Conversation(session, lines, DOES, scorecard, table)
    with lines.signals():
        try:
            if table is not None:
                ask_who(talk)
            _greet(talk)
            while session.interview.finished is None:
                _turn(talk)
        except InputEnded as stop:
            return stop.outcome
        _thank(talk)
    return "finished"


def _thank(talk: Conversation) -> None:
    end = talk.presenter.end()
    talk.lines.say("")
    talk.lines.say(end.ask)
    for text in talk.presenter.thanks():
        talk.lines.say(text)


def _turn(talk: Conversation) -> None:
    try:
        hold_page(talk)
    except Go as go:
        talk.way = go.way


def _greet(talk: Conversation) -> None:
    words = talk.presenter.words
    talk.lines.say(words.title())
    for notice in talk.session.notices:
        talk.lines.say(notice)
    talk.tell("Type an answer and press Enter. /help lists the commands; /quit saves and leaves.")
    talk.lines.say(talk.presenter.promise())
