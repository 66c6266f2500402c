"""Walk through an interview; every answer is saved at once.

Listed: 20, Hold talks
"""

from __future__ import annotations

import os
import secrets
import shlex
import socket
import sys
from datetime import datetime, timezone
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec
import typer

from cfdiag import __version__
from cfdiag.api.surroundings import FOR_INTERVIEW, around, with_roster
from cfdiag.api.ticking import tick
from cfdiag.cli import completion
from cfdiag.cli.console import out, print_error, report_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Questionnaires, starting
from cfdiag.cli.interview_end import After
from cfdiag.cli.interview_next import ask_next
from cfdiag.cli.interview_setup import Asked, Setup, begin_interview, resumed
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, fault
from cfdiag.ground.files import STDIN_NAME, read_bytes, read_stdin
from cfdiag.interview import flow, plain
from cfdiag.interview.answers_file import give_answers, read_answers
from cfdiag.interview.events import Finished, Opened
from cfdiag.interview.face.table import Table
from cfdiag.interview.ids import RANDOM_BITS, new_id
from cfdiag.interview.plain.console import InputEnded, Lines
from cfdiag.interview.prompts import InLines, Prompts
from cfdiag.interview.session import Outcome, Refused, Session
from cfdiag.interview.start import Held
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire

GivenFlags = tuple[str, bytes]
"""A file of answers: its name, for faults, and what is in it."""

EXITS: dict[Outcome, Exit] = {
    "finished": Exit.DONE,
    "left": Exit.UNFINISHED,
    "interrupted": Exit.INTERRUPTED,
    "terminated": Exit.TERMINATED,
}


def command(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="[ID]",
            help="The questionnaire; without it you choose.",
            autocompletion=completion.questionnaire_ids,
        ),
    ] = "",
    group: Annotated[
        str,
        typer.Option(
            "--group",
            metavar="G",
            help="Where the respondent stands, e.g. internal.",
            autocompletion=completion.groups,
        ),
    ] = "",
    respondent: Annotated[
        str, typer.Option("--respondent", metavar="NAME", help="Who answers; stays in the file.")
    ] = "",
    organisation: Annotated[
        str,
        typer.Option(
            "--organisation", metavar="O", help="The respondent's organisation; of insiders, else the client."
        ),
    ] = "",
    account: Annotated[
        str,
        typer.Option(
            "--account", metavar="A", help="The customer account.", autocompletion=completion.account_names
        ),
    ] = "",
    department: Annotated[
        str,
        typer.Option(
            "--department",
            metavar="D",
            help="The respondent's department.",
            autocompletion=completion.department_names,
        ),
    ] = "",
    interviewer: Annotated[
        str, typer.Option("--interviewer", metavar="NAME", envvar="CFDIAG_INTERVIEWER", help="Who asks.")
    ] = "",
    consent: Annotated[
        str,
        typer.Option(
            "--consent",
            metavar="named|quoted|counted",
            help="Their words: named, quoted (without name), or counted (none).",
            autocompletion=starting(("named", "quoted", "counted")),
        ),
    ] = "",
    essentials: Annotated[
        bool,
        typer.Option("--essentials", help="Ask only what is essential; the rest counts as not asked."),
    ] = False,
    language: Annotated[
        str,
        typer.Option(
            "--language",
            metavar="L",
            help="The interview's language (also CFDIAG_LANGUAGE).",
            autocompletion=completion.language_codes,
        ),
    ] = "",
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE|DIR", help="The interview's file, or the folder it goes to."
        ),
    ] = "",
    resume: Annotated[
        str,
        typer.Option(
            "--resume",
            metavar="FILE",
            help="Go on with an unfinished interview, or reopen a finished one.",
            autocompletion=completion.files(".json", ".open.jsonl"),
        ),
    ] = "",
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers",
            metavar="FILE",
            help="Answers from JSON or YAML, - for stdin; nothing is asked.",
            autocompletion=completion.files(".json", ".yaml", ".yml"),
        ),
    ] = None,
    accessible: Annotated[
        bool,
        typer.Option(
            "--accessible", help="Line by line: screen readers, pipes (also ACCESSIBLE=1, TERM=dumb)."
        ),
    ] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask for what a flag can give.")] = False,
    turn_round: Annotated[
        bool,
        typer.Option("--turn-round", help="For the respondent to fill in alone on this screen; then back."),
    ] = False,
    questionnaires: Questionnaires = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No scorecard after --answers, no hints.")
    ] = False,
) -> Exit:
    """Hold an interview; every answer is saved at once.

    Without an ID it offers the unfinished interviews here and the questionnaires.

    \b
    Examples:
      cfdiag interview account-view
      cfdiag interview customer-view --group customer --respondent "Ada Vale" --consent named
      cfdiag interview --resume interviews/customer-view-0197.open.jsonl
      cfdiag interview silo-busting --group internal --answers answers.yaml --output interviews/
      printf '4\\n2\\n' | cfdiag interview silo-busting --group internal --accessible
    """
    front = _front(answers, accessible=accessible, no_input=no_input)
    if turn_round and front != "screen":
        raise fault(Code.WRONG_OPTION, "--turn-round is for the screen", "leave it out, or --accessible")
    given = None if answers is None else _given(answers)
    asked = Asked(
        id=id_,
        group=group,
        name=respondent,
        organisation=organisation,
        account=account,
        department=department,
        interviewer=interviewer,
        consent=consent,
        essentials=essentials,
        language=language,
        output=output,
        alone=turn_round,
    )
    near = around([resume or output or "."], questionnaires, FOR_INTERVIEW.__contains__)
    if front != "answers":
        near = with_roster(near)
    report_faults(near.faults)
    usual = os.environ.get("CFDIAG_LANGUAGE") or (near.engagement.language if near.folder else "")
    lines = _lines()
    prompts = _prompts(front, language or usual, lines, no_input=no_input)
    setup = Setup(
        near=near,
        prompts=prompts,
        opened=_opened,
        clock=_now,
        new_id=_new_id,
        tool=__version__,
        usual_language=usual,
        # Outside an engagement, who named the group on the line has said what there is to say; `i` says more.
        table=Table(near.engagement, ask=not no_input and (near.folder is not None or not group)),
        check=None if given is None else partial(_check, given),
    )
    try:
        code = Exit.DONE
        again: Asked | None = msgspec.structs.replace(asked, resume=resume)
        while again is not None and code == Exit.DONE:
            held = resumed(again.resume, again, setup) if again.resume else begin_interview(again, setup)
            if isinstance(held, Interview):
                print_error("The interview was finished already; only its file was missing. It is there now.")
                return Exit.DONE
            alone = given is not None
            after = After(held, near, _shown(questionnaires), quiet=quiet, alone=alone)
            talk = Talk(front, lines, setup.table, sitting=again.sitting, turned=turn_round)
            code = _hold(held, talk, given, after)
            finished = held.session.interview.finished is not None
            if finished:
                _tick(held, setup)
            talking = finished and _talking(front)
            again = ask_next(held, setup, plain=front == "plain") if talking else None
    except InputEnded as stop:
        return EXITS[stop.outcome]
    return code


def _front(answers: Path | None, *, accessible: bool, no_input: bool) -> str:
    """How the interview is held: `answers`, `plain` or `screen`; checked before anything is made."""
    if answers is not None:
        return "answers"
    asked_for = os.environ.get("ACCESSIBLE", "") not in ("", "0")
    if accessible or asked_for or os.environ.get("TERM") == "dumb":
        return "plain"
    if no_input:
        raise fault(
            Code.NO_INPUT,
            "an interview without input has no answers",
            "give them with --answers FILE (JSON or YAML)",
        )
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise fault(
            Code.NO_TERMINAL,
            "there is no terminal to hold the interview at",
            "give the answers with --answers FILE, or line by line with --accessible",
        )
    return "screen"


def _prompts(front: str, language: str, lines: Lines, *, no_input: bool) -> Prompts | None:
    if no_input or front == "answers":
        return None
    if front == "plain":
        return InLines(lines, language)
    from cfdiag.interview.screen_prompts import OnScreen

    return OnScreen(language)


def _lines() -> Lines:
    # A byte that is no UTF-8 is seen as such, in its line; at a terminal its own encoding holds.
    if isinstance(sys.stdin, TextIOWrapper):
        encoding = None if sys.stdin.isatty() else "utf-8-sig"
        sys.stdin.reconfigure(encoding=encoding, errors="surrogateescape")
    return Lines(sys.stdin, sys.stdout)


def _talking(front: str) -> bool:
    return front != "answers" and sys.stdin.isatty()


def _shown(questionnaires: list[Path] | None) -> str:
    """The flag that a later command needs to find the same questionnaires."""
    if "CFDIAG_QUESTIONNAIRES" in os.environ:
        return ""
    return "".join(f" --questionnaires {shlex.quote(str(folder))}" for folder in questionnaires or ())


class Talk(NamedTuple):
    """How an interview is held, and with whom."""

    front: str
    lines: Lines
    table: Table
    sitting: bool
    """Whether the same person has sat there a moment ago."""
    turned: bool
    """Whether the respondent has the keyboard."""


def _tick(held: Held, setup: Setup) -> None:
    """Tick on the roster who of an anonymous group was heard: nowhere else stands who it was."""
    interview, person = held.session.interview, setup.table.person
    group = held.session.questionnaire.groups.get(interview.respondent.group)
    if person is None or group is None or not group.anonymous or person.heard is not None:
        return
    day = setup.clock().astimezone().date()
    t = locale_for(interview.language)
    if tick(setup.near.engagement, person, day):
        out(t("Ticked on the roster."))
    else:
        print_error(f"the roster could not be ticked: write 'heard: {day}' into it yourself")


def _hold(held: Held, talk: Talk, given: GivenFlags | None, after: After) -> Exit:
    """The interview itself, and what is said after it."""
    try:
        if given is not None:
            outcome = _from_file(held.session, given)
        elif talk.front == "plain":
            outcome = plain.run_plain(held.session, talk.lines, after.scorecard, talk.table)
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
        after.say("left", kept=held.leave())
        raise
    except BaseException:
        held.leave()
        raise
    kept = held.leave()
    after.say(outcome, kept=kept)
    # A finished interview that was only looked at is as finished as before.
    return Exit.DONE if outcome == "left" and not kept else EXITS[outcome]


def _given(answers: Path) -> GivenFlags:
    if str(answers) == "-":
        return STDIN_NAME, read_stdin()
    return str(answers), read_bytes(answers)


def _check(given: GivenFlags, q: Questionnaire, interview: Interview) -> None:
    """Give the answers to a copy of the interview: nothing is saved of a file with faults."""
    name, data = given
    found, faults = read_answers(data, name)
    give_answers(Session(q, interview, clock=_now), found, faults)
    if faults.errors():
        raise CfdiagError(*faults.sorted())


def _from_file(session: Session, given: GivenFlags) -> Outcome:
    _check(given, session.questionnaire, session.interview)
    name, data = given
    found, faults = read_answers(data, name)
    give_answers(session, found, faults)
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


def _opened() -> Opened:
    return Opened(at=_now().strftime("%Y-%m-%dT%H:%M:%SZ"), pid=os.getpid(), host=socket.gethostname())


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _new_id(anonymous: bool) -> str:
    return new_id(_now(), secrets.randbits(RANDOM_BITS), anonymous=anonymous)
