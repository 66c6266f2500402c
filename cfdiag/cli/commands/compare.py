"""What moved between two sets of interviews or two results.

Listed: 34, See
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cfdiag.batch.score import score_paths
from cfdiag.cli.console import out_rendered, report_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Language, Output, Questionnaires, Quiet, Unmasked, choice
from cfdiag.cli.settings import WIDEST, chosen_day, chosen_language, terminal
from cfdiag.cli.sources import around
from cfdiag.formats.result import is_result, read_result
from cfdiag.ground.diagnostics import Diagnostic, Location, fault
from cfdiag.ground.files import read_bytes, write_over
from cfdiag.model.result import Result
from cfdiag.render.comparison import FORMATS
from cfdiag.render.result import OutputContext
from cfdiag.scoring.compare import compare
from cfdiag.scoring.options import Options


def command(
    before: Annotated[
        str, typer.Argument(metavar="BEFORE", help="A saved result, or interviews: a file, folder or glob.")
    ],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The same, later.")],
    format_: Annotated[str, choice("--format", FORMATS, usual="text")] = "text",
    output: Output = None,
    unmasked: Unmasked = False,
    language: Language = "",
    questionnaires: Questionnaires = None,
    quiet: Quiet = False,
) -> Exit:
    """What moved between two sets of interviews or two results, and what can be compared at all.

    Only questions that are the same in both count: same questionnaire, question and scale.

    \b
    Examples:
      cfdiag compare spring.json autumn.json
      cfdiag compare interviews/2025 interviews/2026 --format markdown
    """
    near = around([path for path in (before, after) if not _saved(path)] or ["."], questionnaires)
    spoken = chosen_language(language, near.engagement)
    diagnostics: list[Diagnostic] = []
    results: list[Result] = []
    for path in (before, after):
        data = _saved(path)
        if data:
            results.append(read_result(data, path))
            continue
        options = Options(unmasked=unmasked, language=spoken, today=chosen_day(""))
        scored = score_paths([path], near.library, options, engagement=near.engagement)
        results.append(scored.result)
        diagnostics += scored.diagnostics
    text = FORMATS[format_](
        compare(*results),
        terminal(spoken) if output is None else OutputContext(width=WIDEST, language=spoken),
    )
    if output is None or str(output) == "-":
        out_rendered(text, exact=format_ != "text")
    else:
        write_over(output, text.encode() + b"\n")
    report_faults(d for d in diagnostics if d.severity == "error" or not quiet)
    return Exit.WRONG if any(d.severity == "error" for d in diagnostics) else Exit.DONE


def _saved(path: str) -> bytes:
    """The bytes of a saved result; nothing where the path is something else.

    Raises:
        CfdiagError: standard input is asked for, or the file cannot be read.
    """
    if path == "-":
        raise fault("wrong-use", "compare reads files, not standard input", location=Location("-"))
    file = Path(path)
    if file.suffix != ".json" or not file.is_file():
        return b""
    data = read_bytes(file)
    return data if is_result(data) else b""
