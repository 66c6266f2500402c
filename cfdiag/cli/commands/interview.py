"""Walk through an interview; every answer is saved at once.

Listed: 20, Hold talks
"""

import os
import secrets
import shlex
import socket
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cfdiag import __version__
from cfdiag.api.surroundings import FOR_INTERVIEW, Around, around, with_roster
from cfdiag.cli import completion
from cfdiag.cli.asking import front_of, prompts_for, standard_lines
from cfdiag.cli.console import print_error, report_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import EncryptTo, Identity, Questionnaires, starting
from cfdiag.cli.interviewing.after import After
from cfdiag.cli.interviewing.begin import begin_interview, resumed
from cfdiag.cli.interviewing.holding import (
    EXITS,
    GivenFlags,
    TableTalk,
    check_answers,
    check_turned,
    hold,
    is_unwatched,
    now,
    ticked,
)
from cfdiag.cli.interviewing.next_interview import ask_next
from cfdiag.cli.interviewing.setup import Asked, Setup
from cfdiag.ground.addresses import shown_path
from cfdiag.ground.endings import JOURNAL_SUFFIX
from cfdiag.ground.files import STDIN_NAME, read_bytes, read_stdin
from cfdiag.ground.sealing import NO_KEYS, Seal, keep_no_core, seal_for
from cfdiag.interview.events import Opened
from cfdiag.interview.face.table import Table
from cfdiag.interview.ids import RANDOM_BITS, new_id
from cfdiag.interview.plain.console import InputEnded
from cfdiag.model.interview import HeldMode, Interview


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
            autocompletion=completion.files(".json", JOURNAL_SUFFIX),
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
    mode: Annotated[
        HeldMode | None,
        typer.Option("--mode", help="How it is held; --turn-round is alone.", show_default=False),
    ] = None,
    encrypt_to: EncryptTo = None,
    identity: Identity = NO_KEYS,
    questionnaires: Questionnaires = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No scorecard after --answers, no hints.")
    ] = False,
) -> Exit:
    """Hold an interview; every answer is saved at once.

    Without an ID it offers who is to be heard, what is unfinished, the questionnaires.

    \b
    Examples:
      cfdiag interview account-view
      cfdiag interview customer-view --group customer --respondent "Ada Vale" --consent named
      cfdiag interview --resume interviews/customer-view-0197.open.jsonl
      cfdiag interview silo-busting --group internal --answers answers.yaml --output interviews/
      cfdiag interview customer-view --group customer --encrypt-to age1…
      printf '4\\n2\\n' | cfdiag interview silo-busting --group internal --accessible
    """
    front = front_of(answers, accessible=accessible, no_input=no_input, keys=identity)
    if turn_round:
        check_turned(front, mode)
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
        mode="alone" if turn_round else mode,
    )

    def look_around() -> Around:
        where = [resume or output or "."]
        found = around(where, questionnaires, FOR_INTERVIEW.__contains__, keys=identity)
        return found if front == "answers" else with_roster(found)

    near = look_around()
    report_faults(near.faults)
    # Before the first question: a key that is wrong, or a package that is missing, costs nothing yet.
    seal = _seal(encrypt_to, near)
    usual = os.environ.get("CFDIAG_LANGUAGE") or (near.engagement.language if near.folder else "")
    lines = standard_lines()
    may_ask = not no_input and front != "answers"
    prompts = prompts_for(language or usual, lines, plain=front == "plain") if may_ask else None
    setup = Setup(
        near=near,
        prompts=prompts,
        opened=_opened,
        clock=now,
        new_id=_new_id,
        tool=__version__,
        usual_language=usual,
        # Outside an engagement, who named the group on the line has said what there is to say; `i` says more.
        table=Table(near.engagement, ask=not no_input and (near.folder is not None or not group)),
        usual_mode="in_person" if _talking(front) else None,
        check=None if given is None else partial(check_answers, given),
        seal=seal,
    )
    try:
        code = Exit.DONE
        again: Asked | None = msgspec.structs.replace(asked, resume=resume)
        while again is not None and code == Exit.DONE:
            held = resumed(again.resume, again, setup) if again.resume else begin_interview(again, setup)
            if isinstance(held, Interview):
                print_error("The interview was finished already; only its file was missing. It is there now.")
                return Exit.DONE
            alone = given is not None or is_unwatched(front, held)
            after = After(held, near, _shown(questionnaires), quiet=quiet, alone=alone)
            talk = TableTalk(front, lines, setup.table, sitting=again.sitting, turned=turn_round)
            code = hold(held, talk, given, after)
            finished = held.session.interview.finished is not None
            if finished and ticked(held, setup):
                setup = setup.again(look_around())  # who was ticked is heard, and lines may have moved
            talking = finished and _talking(front)
            again = ask_next(held, setup, plain=front == "plain") if talking else None
    except InputEnded as stop:
        return EXITS[stop.outcome]
    return code


def _seal(encrypt_to: list[str] | None, near: Around) -> Seal | None:
    """What seals what is said: for those who are named here, else for the engagement's recipients."""
    seal = seal_for(encrypt_to) if encrypt_to else near.seal()
    if seal is not None:
        keep_no_core()
    return seal


def _talking(front: str) -> bool:
    return front != "answers" and sys.stdin.isatty()


def _shown(questionnaires: list[Path] | None) -> str:
    """The flag that a later command needs to find the same questionnaires."""
    if "CFDIAG_QUESTIONNAIRES" in os.environ:
        return ""
    folders = (shlex.quote(shown_path(str(each))) for each in questionnaires or ())
    return "".join(f" --questionnaires {folder}" for folder in folders)


def _given(answers: Path) -> GivenFlags:
    if str(answers) == "-":
        return STDIN_NAME, read_stdin()
    return str(answers), read_bytes(answers)


def _opened() -> Opened:
    return Opened(at=now().strftime("%Y-%m-%dT%H:%M:%SZ"), pid=os.getpid(), host=socket.gethostname())


def _new_id(anonymous: bool) -> str:
    return new_id(now(), secrets.randbits(RANDOM_BITS), anonymous=anonymous)
