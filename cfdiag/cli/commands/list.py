"""The questionnaires at hand.

Listed: 70, Write your own
"""

from typing import Annotated

import typer

from cfdiag.api.surroundings import around, chosen_language, nothing
from cfdiag.cli.console import out, out_json, told_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Language, Questionnaires, choice
from cfdiag.cli.widths import columns
from cfdiag.render.terminal.at_hand import summary_of, table_at_hand

LIST_FORMATS = ("text", "json")
WIDE_TERMINAL = 110


def command(
    format_: Annotated[str, choice("--format", LIST_FORMATS, usual="text")] = "text",
    language: Language = "",
    questionnaires: Questionnaires = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="The ids alone, one a line.")] = False,
) -> Exit:
    """The questionnaires at hand: shipped ones, the engagement's, and those of `--questionnaires`.

    \b
    Examples:
      cfdiag list
      cfdiag list --format json
      cfdiag list --questionnaires my-questionnaires/ --language nl
    """
    near = around(["."], questionnaires, nothing)
    readable = near.library.readable()
    found, faults = readable.questionnaires, readable.faults
    spoken = {each for questionnaire in found for each in questionnaire.title.languages()}
    language = chosen_language(language, near.engagement, spoken)
    if format_ == "json":
        out_json([summary_of(q, language) for q in found])
    elif quiet:
        for questionnaire in found:
            out(questionnaire.id)
    else:
        for line in table_at_hand(found, language, columns(WIDE_TERMINAL)):
            out(line)
    return told_faults((*near.own_faults, *faults), quiet=quiet)
