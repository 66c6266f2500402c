"""Plain mode: the interview in lines, for screen readers, simple terminals and pipes.

One line at a time, no colour, no cursor movement, no tables. Every command of the screen is there. A line
`Saved: …` means that it is on disk.
"""

from __future__ import annotations

from cfdiag.interview.plain.commands import DOES
from cfdiag.interview.plain.console import InputEnded, Lines
from cfdiag.interview.plain.conversation import Conversation, Go
from cfdiag.interview.plain.pages import hold_page
from cfdiag.interview.session import Outcome, Session

__all__ = ["run_plain"]


def run_plain(session: Session, lines: Lines) -> Outcome:
    """Hold the interview.

    Args:
        session: the interview.
        lines: where lines are read, and at whose end the interview is left, and where they are written.

    Returns:
        How it was left; what was answered is saved in each case.

    Raises:
        CfdiagError: a line was refused or an answer not saved, and nobody is there to be asked again.
    """
    talk = Conversation(session, lines, DOES)
    with lines.signals():
        try:
            _greet(talk)
            while session.interview.finished is None:
                _turn(talk)
        except InputEnded as stop:
            return stop.outcome
    return "finished"


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
    if told := talk.consent():
        talk.lines.say(told)
