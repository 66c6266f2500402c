"""Write a fictional engagement, score it and render its plan.

Listed: 10, Start here
"""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.demonstration import REPORTS, REVIEW_PAGE, SECOND_WAVE, write_demo
from cfdiag.api.surroundings import INTERVIEWS
from cfdiag.cli.console import out, out_rendered, print_error
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Language
from cfdiag.cli.settings import terminal
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.file_names import PLAN_NAME


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Where to write it.", show_default=True)
    ] = Path("cfdiag-demo"),
    language: Language = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No scorecard, no next steps.")] = False,
) -> Exit:
    """Write a fictional engagement, score it and render its plan.

    Nobody in it exists: some forty people of Harbour & Vale Lifts and of their customers answer
    all eight questionnaires, always in the same way.

    \b
    Examples:
      cfdiag demo
      cfdiag demo /tmp/lifts --language nl
    """
    result = write_demo(folder, language)
    if not quiet:
        out_rendered(result.render("text", terminal(result.options.language)))
        _next(folder, len(result.files), locale_for(result.options.language))
    return Exit.DONE


def _next(folder: Path, n: int, w: Locale) -> None:
    here, customers = shlex.quote(str(folder)), shlex.quote(str(folder / "customer.html"))
    plan, later = shlex.quote(str(folder / PLAN_NAME)), shlex.quote(str(folder / SECOND_WAVE))
    out()
    made = w(
        "Fictional: {n} interviews of people who do not exist are in {folder}.",
        n=n,
        folder=folder / INTERVIEWS,
    )
    out(made)
    out(w("The plan:"))
    for name in REPORTS.values():
        out(f"  {folder / name}")
    out(w("The plan that was adopted, and what became of it three months later:"))
    out(f"  {folder / PLAN_NAME}")
    out(f"  {folder / REVIEW_PAGE}")
    out(f"  {folder / 'handover' / 'plan.html'}   {w('six accounts that somebody hands over')}")
    out(w("Try next:"))
    out(f"  cfdiag why {here} turn_one_meeting        {w('the answers behind an action')}")
    out(f"  cfdiag score {here} --by department       {w('scores, and who stands where')}")
    out(f"  cfdiag report {here} --audience customer --output {customers}")
    out(f"  cfdiag plan review {later} --plan {plan} --date 2027-02-26")
    out(f"  cfdiag interview account-view              {w('a first interview of your own')}")
    print_error(w("wrote {folder}", folder=folder))
