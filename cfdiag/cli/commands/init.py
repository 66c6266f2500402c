"""A folder for a new engagement.

Listed: 11, Start here
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from cfdiag.api.authoring import ABOUT, EMPTY_ROSTER, PLACEHOLDER_CLIENT, new_engagement
from cfdiag.api.surroundings import ENGAGEMENT_NAME, INTERVIEWS
from cfdiag.cli.console import out
from cfdiag.cli.exits import Exit
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.files import make_folder, write_new
from cfdiag.ground.safe import is_text
from cfdiag.interview.plain.console import InputEnded, Lines
from cfdiag.interview.prompts import InLines
from cfdiag.model.listed import same

PRIVATE = (
    "# interviews hold what people said in confidence; reports quote it; the roster names them\n"
    "interviews/\nreports/\nroster.csv\n*.open.jsonl\n*.torn\n"
)
FOLDERS = (INTERVIEWS, "results", "reports")
STOPPED = {"interrupted": Exit.INTERRUPTED, "terminated": Exit.TERMINATED}
_MOST = 100_000


class _Told(NamedTuple):
    """What is known of the engagement."""

    client: str = ""
    about: tuple[str, ...] = ()
    inside: int = 0
    customers: int = 0


def command(
    name: Annotated[str, typer.Argument(metavar="DIR", help="The folder to make.")],
    client: Annotated[
        str, typer.Option("--client", metavar="NAME", help="The client; respondents hear this name.")
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite an engagement.yaml that is there.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not say what to do next.")] = False,
) -> Exit:
    """Make a folder for a new engagement: engagement.yaml, roster.csv, interviews/, results/, reports/.

    On a terminal it asks who the client is, what the engagement is about, and how many people there are.

    \b
    Examples:
      cfdiag init acme-2026
      cfdiag init . --client "Acme Hospitals"
    """
    if not name:
        raise fault(
            Code.WRONG_USE, "the folder has no name", "name one: cfdiag init acme-2026, or . for this one"
        )
    if not is_text(client):
        raise fault(
            Code.NOT_TEXT, "--client is not UTF-8 text", "set the terminal to UTF-8, and type it again"
        )
    if same(client) == same(PLACEHOLDER_CLIENT):
        raise fault(
            Code.PLACEHOLDER, "this is not a client yet", "write the client's name: respondents hear it"
        )
    folder = Path(name)
    again = (folder / ENGAGEMENT_NAME).exists()
    told = _Told(client=" ".join(client.split()))
    if sys.stdin.isatty() and sys.stdout.isatty() and (force or not again):
        try:
            told = _asked(told, InLines(Lines(sys.stdin, sys.stdout)))
        except InputEnded as stop:
            return STOPPED.get(stop.outcome, Exit.WRONG)
    make_folder(folder)
    if force or not again or told.client:
        text = new_engagement(told.client, told.about, told.inside, told.customers)
        write_new(folder / ENGAGEMENT_NAME, text.encode(), force=force)
    if not (folder / "roster.csv").exists():  # people stand in it: never written over
        write_new(folder / "roster.csv", EMPTY_ROSTER.encode())
    write_new(folder / ".gitignore", PRIVATE.encode(), force=force)
    for inside in FOLDERS:
        make_folder(folder / inside)
    if not quiet:
        _say(folder, told, made=force or not again)
    return Exit.DONE


def _asked(told: _Told, prompts: InLines) -> _Told:
    client = told.client or " ".join(prompts.text("Who is the client? Respondents hear this name").split())
    about = prompts.pick("What is it about?", list(ABOUT.items()))
    inside = _count(prompts, "How many people inside are to be heard? (empty: not known yet)")
    customers = _count(prompts, "How many people at customers? (empty: not known yet)")
    return _Told(client, (about,), inside, customers)


def _count(prompts: InLines, question: str) -> int:
    """A number of people; 0 where it is not known. Anything else is asked again."""
    typed = prompts.text(question)
    while typed and not (typed.isascii() and typed.isdigit() and int(typed) <= _MOST):
        typed = prompts.text("A number, please, or nothing")
    return int(typed or 0)


def _say(folder: Path, told: _Told, *, made: bool) -> None:
    out(f"{'made' if made else 'was there already'}: {folder / ENGAGEMENT_NAME}")
    if made and not told.client:
        out("say in it who the client is: no interview begins before")
    out("then:")
    if folder != Path():
        out(f"  cd {shlex.quote(str(folder))}")
    out("  write into roster.csv who is to be heard, a line a person")
    out(f"  cfdiag interview{''.join(f' {id_}' for id_ in told.about)}")
