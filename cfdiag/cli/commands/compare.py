"""What moved between two sets of interviews or two results.

Listed: 34, See
"""

from typing import Annotated

import typer

from cfdiag.api.comparing import COMPARED_AS, compare_paths
from cfdiag.api.writing import with_last_line, write_over
from cfdiag.cli.console import out_rendered, told_faults, told_unlocked, told_where
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Force, Identity, Language, Output, Questionnaires, Quiet, Unmasked, choice
from cfdiag.cli.settings import file_context, terminal
from cfdiag.ground.sealing import NO_KEYS


def command(
    before: Annotated[
        str, typer.Argument(metavar="BEFORE", help="A saved result, or interviews: a file, folder or glob.")
    ],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The same, later.")],
    format_: Annotated[str, choice("--format", COMPARED_AS, usual="text")] = "text",
    output: Output = None,
    force: Force = False,
    unmasked: Unmasked = False,
    language: Language = "",
    questionnaires: Questionnaires = None,
    identity: Identity = NO_KEYS,
    quiet: Quiet = False,
) -> Exit:
    """What moved between two sets of interviews or two results, and what can be compared at all.

    Only questions that are the same in both count: same questionnaire, question and scale.

    \b
    Examples:
      cfdiag compare spring.json autumn.json
      cfdiag compare interviews/2025 interviews/2026 --format markdown
    """
    compared = compare_paths(
        before,
        after,
        questionnaires=questionnaires or (),
        unmasked=unmasked,
        language=language,
        keys=identity,
    )
    context = terminal(compared.language) if output is None else file_context(compared.language)
    text = COMPARED_AS[format_](compared.comparison, context)
    if output is None:
        out_rendered(text, exact=format_ != "text")
    else:
        made = with_last_line(text.encode() + b"\n", format_)
        told_where(output, write_over(output, made, force=force))
    code = told_faults(compared.faults, quiet=quiet)
    told_unlocked(output, identity)
    return code
