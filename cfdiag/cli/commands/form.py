"""A questionnaire as a form that others fill in.

Listed: 26, Hold talks
"""

from pathlib import Path
from typing import Annotated

import typer

from cfdiag.api.form import FORM_TARGETS, FormWish, write_form
from cfdiag.cli import completion
from cfdiag.cli.console import out, print_error
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import AccountFlag, Questionnaires, choice
from cfdiag.model.text import spelled


def command(
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", help="The questionnaire.", autocompletion=completion.questionnaire_ids),
    ],
    to: Annotated[str, choice("--to", FORM_TARGETS, usual="html", about="The kind of form")] = "html",
    group: Annotated[
        str, typer.Option("--group", metavar="G", help="Who fills it in.", autocompletion=completion.groups)
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(
            "--language",
            metavar="L",
            help="The form's language; may be repeated where the target has several.",
            autocompletion=completion.language_codes,
        ),
    ] = None,
    organisation: Annotated[
        str, typer.Option("--organisation", metavar="O", help="Who asks; else the engagement's client.")
    ] = "",
    account: AccountFlag = "",
    touch_points: Annotated[
        str,
        typer.Option(
            "--touch-points",
            metavar="DIR",
            help="The engagement whose touch points are asked about; else the one here.",
        ),
    ] = "",
    slots: Annotated[
        int,
        typer.Option("--slots", metavar="N", min=0, max=12, help="How many items of one's own a list takes."),
    ] = 3,
    reply_to: Annotated[
        str, typer.Option("--reply-to", metavar="ADDRESS", help="Offer a mail to this address (html).")
    ] = "",
    session: Annotated[
        str,
        typer.Option("--session", metavar="WORD", help="The word of a workshop, shown on the form (html)."),
    ] = "",
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Also what is meant to be asked of customers in person.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over another file of that name.")] = False,
    questionnaires: Questionnaires = None,
) -> Exit:
    """Write a questionnaire as a form: one file for a browser, or for a survey service with the mapping back.

    The one-file form works on a phone and without a network; what people save or mail, `cfdiag import` reads.

    \b
    Examples:
      cfdiag form silo-busting --language nl --organisation Acme
      cfdiag form silo-busting --to xlsform --output silo.xlsx
      cfdiag form appreciative --group customer --to limesurvey --language en --language nl
    """
    wish = FormWish(
        group=group,
        languages=tuple(spelled(each) for each in language or ()),
        organisation=organisation,
        account=account,
        reply_to=reply_to,
        session=session,
        slots=slots,
        anyway=anyway,
    )
    written = write_form(
        id_,
        to,
        wish,
        output=output,
        force=force,
        questionnaires=questionnaires or (),
        engagement=touch_points,
    )
    out(f"written: {written.form} ({written.fields} questions)")
    if written.mapping is not None:
        out(f"written: {written.mapping}, which reads its answers back")
    else:
        out("what people save or mail: cfdiag import FILE|FOLDER")
    for each in written.left_out:
        print_error(f"not in the form: {each}")
    return Exit.DONE
