"""One questionnaire in full, as it is asked.

Listed: 71, Write your own
"""

from typing import Annotated

import typer

from cfdiag.api.surroundings import around, chosen_language, nothing
from cfdiag.cli import completion
from cfdiag.cli.console import out, told_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Language, Questionnaires
from cfdiag.cli.widths import columns
from cfdiag.ground.choices import known_one
from cfdiag.ground.codes import Code
from cfdiag.render.terminal.sheet import sheet


def command(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The questionnaire; `cfdiag list` names them.",
            autocompletion=completion.questionnaire_ids,
        ),
    ],
    language: Language = "",
    group: Annotated[
        str,
        typer.Option(
            "--group", metavar="G", help="Only what this group is asked.", autocompletion=completion.groups
        ),
    ] = "",
    questionnaires: Questionnaires = None,
) -> Exit:
    """One questionnaire in full, as it is asked: wordings, options, probes, and the actions with their rules.

    \b
    Examples:
      cfdiag show customer-view
      cfdiag show customer-view --group customer --language nl
    """
    near = around(["."], questionnaires, nothing)
    questionnaire = near.library.get(id_)
    if group:
        missing = f"the questionnaire has no group '{group}'"
        known_one(group, questionnaire.groups, Code.UNKNOWN_GROUP, missing)
    spoken = chosen_language(language, near.engagement, questionnaire.title.languages())
    for line in sheet(questionnaire, spoken, group, columns()):
        out(line)
    return told_faults(near.own_faults)
