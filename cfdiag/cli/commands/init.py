"""A folder for a new engagement.

Listed: 11, Start here
"""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.authoring import ABOUT, PLACEHOLDER_CLIENT
from cfdiag.api.setting_up import NewEngagement, SetUpAnswers, set_up
from cfdiag.cli.asking import at_terminal, is_plain, prompts_for, standard_lines
from cfdiag.cli.completion import questionnaire_ids
from cfdiag.cli.console import out, told_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Language
from cfdiag.ground.choices import choose
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.safe import is_text, one_line
from cfdiag.interview.plain.console import InputEnded
from cfdiag.interview.prompts import Prompts
from cfdiag.locales.catalogue import BASE, LANGUAGES, locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.file_names import ENGAGEMENT_NAME
from cfdiag.model.listed import same

STOPPED = {"interrupted": Exit.INTERRUPTED, "terminated": Exit.TERMINATED}
_MOST = 100_000


def command(
    name: Annotated[str, typer.Argument(metavar="DIR", help="The folder to make.")],
    client: Annotated[
        str, typer.Option("--client", metavar="NAME", help="The client; respondents hear this name.")
    ] = "",
    about: Annotated[
        list[str] | None,
        typer.Option(
            "--about",
            metavar="ID",
            help="A questionnaire in use; may be repeated.",
            autocompletion=questionnaire_ids,
        ),
    ] = None,
    inside: Annotated[
        int, typer.Option("--inside", metavar="N", min=0, max=_MOST, help="How many people there are inside.")
    ] = 0,
    customers: Annotated[
        int, typer.Option("--customers", metavar="N", min=0, max=_MOST, help="How many people at customers.")
    ] = 0,
    roster: Annotated[
        Path | None,
        typer.Option(
            "--roster",
            metavar="FILE",
            help="A table of who is to be heard (CSV, Excel, ODS): roster.csv is made of it.",
        ),
    ] = None,
    accounts: Annotated[
        Path | None,
        typer.Option("--accounts", metavar="FILE", help="A CRM's list of accounts or deals; it is copied."),
    ] = None,
    language: Language = "",
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite an engagement.yaml, and tables, that are there.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not say what to do next.")] = False,
) -> Exit:
    """Make a folder for a new engagement: engagement.yaml, roster.csv, interviews/, results/, reports/.

    On a terminal it asks for what no flag says: who the client is, what the engagement is about, and how
    many people there are. A table called roster or accounts that lies in the folder already is taken in.
    Lists that come later: name them alone, and the engagement that is there keeps what it says.

    \b
    Examples:
      cfdiag init acme-2026
      cfdiag init . --client "Acme Hospitals"
      cfdiag init acme-2026 --client Acme --about customer-view --roster staff.csv --accounts crm.csv
    """
    _check(name, client, language)
    told = SetUpAnswers(one_line(client), tuple(about or ()), inside, customers, language, roster, accounts)
    t = locale_for(language or BASE)
    folder = Path(name)
    there = (folder / ENGAGEMENT_NAME).exists()
    ask = not there or (force and not told.tables_alone)
    if ask and at_terminal():
        try:
            told = _asked(told, prompts_for(t.language, standard_lines(), plain=is_plain()), t)
        except InputEnded as stop:
            return STOPPED.get(stop.outcome, Exit.WRONG)
    new = set_up(folder, told, force=force)
    told_faults(new.faults, quiet=quiet, most=None)
    if not quiet:
        _say(folder, told, new, t)
    return Exit.DONE


def _check(name: str, client: str, language: str) -> None:
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
    if language:
        choose("--language", language, LANGUAGES)


def _asked(told: SetUpAnswers, prompts: Prompts, t: Locale) -> SetUpAnswers:
    """What no flag says, asked."""
    client = told.client or one_line(prompts.text(t("Who is the client? Respondents hear this name")))
    offered = [(id_, t(words)) for id_, words in ABOUT.items()]
    about = told.about or (prompts.pick(t("What is it about?"), offered),)
    inside, customers = told.inside, told.customers
    if not inside and told.roster is None:
        inside = _count(prompts, t("How many people inside are to be heard? (empty: not known yet)"), t)
    customers = customers or _count(prompts, t("How many people at customers? (empty: not known yet)"), t)
    return told._replace(client=client, about=about, inside=inside, customers=customers)


def _count(prompts: Prompts, question: str, t: Locale) -> int:
    """A number of people; 0 where it is not known. Anything else is asked again."""
    typed = prompts.text(question)
    while typed and not (typed.isascii() and typed.isdigit() and int(typed) <= _MOST):
        typed = prompts.text(t("A number, please, or nothing"))
    return int(typed or 0)


def _say(folder: Path, told: SetUpAnswers, new: NewEngagement, t: Locale) -> None:
    made = t("made: {file}", file=new.file) if new.made else t("was there already: {file}", file=new.file)
    out(made)
    if new.made and not told.client:
        out(t("say in it who the client is: no interview begins before"))
    if new.groups:
        n = sum(new.groups.values())
        people = t.plural("{n} person is on the roster", "{n} people are on the roster", n)
        out(f"{people}: {', '.join(f'{group} {n}' for group, n in new.groups.items())}")
    out(t("then:"))
    if folder != Path():
        out(f"  cd {shlex.quote(str(folder))}")
    if new.groups is None:
        out(f"  {t('write into roster.csv who is to be heard, a line a person')}")
    else:
        out("  cfdiag status")
    # Of several it asks which: one interview is held with one of them.
    out(f"  cfdiag interview{f' {told.about[0]}' if len(told.about) == 1 else ''}")
