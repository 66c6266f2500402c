"""Show the chain of answers behind a score, a finding or an action.

Listed: 33, See
"""

from typing import Annotated

import typer

from cfdiag.api.explaining import chains, origin
from cfdiag.api.scoring import score_paths
from cfdiag.cli import completion
from cfdiag.cli.console import out, told_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Day, Identity, Language, Questionnaires, Quiet, Seed
from cfdiag.cli.settings import stdin_for, terminal
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.sealing import NO_KEYS
from cfdiag.locales.catalogue import locale_for
from cfdiag.render.terminal import explanation

_UNLISTED = (
    "Single answers are not listed, to protect respondents; --unmasked lists them, with file and line."
)


def command(
    arguments: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH… TARGET",
            help="Interviews, then what to explain: overall, a dimension, a question, a finding or an action;"
            " questionnaire:target where several have it.",
            autocompletion=completion.files_and_questions,
        ),
    ],
    unmasked: Annotated[
        bool,
        typer.Option("--unmasked", help="List single answers also of anonymous groups: for your own eyes."),
    ] = False,
    day: Day = "",
    seed: Seed = 0,
    language: Language = "",
    questionnaires: Questionnaires = None,
    identity: Identity = NO_KEYS,
    quiet: Quiet = False,
) -> Exit:
    """The chain behind a figure: answers, with file and line, their points, weights, rule, action.

    \b
    Examples:
      cfdiag why interviews/ overall
      cfdiag why interviews/ana.json sharing
      cfdiag why interviews/ customer-view:go_and_see --unmasked
    """
    *paths, target = arguments
    if not paths:
        raise fault(
            Code.WRONG_USE,
            "say which interviews, and what to explain",
            "for example: cfdiag why interviews/ overall",
        )
    stdin = stdin_for(paths)
    result = score_paths(
        paths,
        questionnaires=questionnaires or (),
        keys=identity,
        unmasked=unmasked,
        seed=seed,
        today=day,
        language=language,
        stdin=stdin,
    )
    found = chains(result, target, stdin or b"")
    spoken = result.options.language
    out(origin(result, found))
    out()
    out(explanation.render_explanation(found, terminal(spoken)))
    if not explanation.answers_listed(found):
        out()
        out(locale_for(spoken)(_UNLISTED))
    told_faults(result.faults, quiet=quiet)
    return Exit.WRONG if result.rejected else Exit.DONE
