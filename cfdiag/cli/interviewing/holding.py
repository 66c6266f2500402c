"""An interview is held: from a file, in lines or on the screen; and what follows on it."""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from typing import NamedTuple

from cfdiag.api.ticking import tick
from cfdiag.cli.console import out, print_error
from cfdiag.cli.exits import Exit
from cfdiag.cli.interviewing.after import After
from cfdiag.cli.interviewing.setup import Setup
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, fault
from cfdiag.interview import flow, plain
from cfdiag.interview.events import Finished
from cfdiag.interview.face.table import Table
from cfdiag.interview.plain.console import Lines
from cfdiag.interview.response_file import give_file
from cfdiag.interview.session import Outcome, Refused, Session
from cfdiag.interview.start import Held
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.interview import HeldMode, Interview
from cfdiag.model.questionnaire import Questionnaire

GivenFlags = tuple[str, bytes]
"""A file of answers: its name, for faults, and what is in it."""


EXITS: dict[Outcome, Exit] = {
    "finished": Exit.DONE,
    "left": Exit.UNFINISHED,
    "interrupted": Exit.INTERRUPTED,
    "terminated": Exit.TERMINATED,
}


def is_unwatched(front: str, held: Held) -> bool:
    """Whether a pipe answers, and no screen shows what is said; never of a customer."""
    at_a_screen = sys.stdin.isatty() or sys.stdout.isatty()
    group = held.session.interview.respondent.group
    return front == "plain" and not at_a_screen and held.session.questionnaire.side(group) == "inside"


class TableTalk(NamedTuple):
    """How an interview is held, and with whom."""

    front: str
    lines: Lines
    table: Table
    sitting: bool
    """Whether the same person has sat there a moment ago."""
    turned: bool
    """Whether the respondent has the keyboard."""


def check_turned(front: str, mode: HeldMode | None) -> None:
    """Whoever has the screen turned to them fills it in alone.

    Raises:
        CfdiagError: `wrong-option`: it is held in lines, or is said to be held in another way.
    """
    if front != "screen":
        raise fault(Code.WRONG_OPTION, "--turn-round is for the screen", "leave it out, or --accessible")
    if mode not in (None, "alone"):
        raise fault(
            Code.WRONG_OPTION, f"--turn-round is --mode alone, and not {mode}", "leave one of them out"
        )


def ticked(held: Held, setup: Setup) -> bool:
    """Tick on the roster who of an anonymous group was heard: nowhere else stands who it was."""
    interview, person = held.session.interview, setup.table.person
    group = held.session.questionnaire.groups.get(interview.respondent.group)
    if person is None or group is None or not group.anonymous or person.heard is not None:
        return False
    day = setup.clock().astimezone().date()
    t = locale_for(interview.language)
    if tick(setup.near.engagement, person, day):
        out(t("Ticked on the roster."))
        return True
    print_error(t("The roster could not be ticked: write 'heard: {day}' into it yourself.", day=day))
    return False


def hold(held: Held, talk: TableTalk, given: GivenFlags | None, after: After) -> Exit:
    """The interview itself, and what is said after it."""
    try:
        if given is not None:
            outcome = _from_file(held, given)
        elif talk.front == "plain":
            outcome = plain.run_plain(
                held.session, talk.lines, after.scorecard, talk.table, opened=talk.sitting
            )
        else:
            from cfdiag.interview.screen import run_screen as on_screen

            outcome = on_screen(
                held.session,
                scorecard=after.scorecard,
                table=talk.table,
                opened=talk.sitting,
                turned=talk.turned,
            )
    except CfdiagError:  # it could not go on: what was accepted is there all the same, and is said to be
        after.say("left", kept=held.leave(broken_off=True))
        raise
    except BaseException:
        held.leave()
        raise
    kept = held.leave()
    after.say(outcome, kept=kept)
    # A finished interview that was only looked at is as finished as before.
    return Exit.DONE if outcome == "left" and not kept and held.reopened else EXITS[outcome]


def check_answers(given: GivenFlags, q: Questionnaire, interview: Interview) -> None:
    """Give the answers to a copy of the interview: nothing is saved of a file with faults."""
    name, data = given
    faults = give_file(Session(q, interview, clock=now), data, name, over=True).faults
    if faults.errors():
        raise CfdiagError(*faults.sorted())


def _from_file(held: Held, given: GivenFlags) -> Outcome:
    session = held.session
    check_answers(given, session.questionnaire, session.interview)
    name, data = given
    # Of a finished interview they are corrections; into an open one goes what nobody has answered yet.
    taken = give_file(session, data, name, over=bool(held.reopened))
    if taken.kept:
        t = locale_for(session.interview.language)
        out(t("Left as it was answered already: {keys}", keys=", ".join(taken.kept)))
    if taken.form and flow.progress(session.questionnaire, session.interview).left:
        return "left"
    still = flow.open_required(session.questionnaire, session.interview)
    if still:
        print_error(f"required and not answered: {', '.join(still)}")
        return "left"
    try:
        session.do(Finished())
    except Refused as refused:
        print_error(str(refused.problem))
        return "left"
    return "finished"


def now() -> datetime:
    """The clock of the machine."""
    return datetime.now(timezone.utc)
