"""Write a fictional engagement, score it and render its plan.

Listed: 10, Start here
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cfdiag.batch.score import Scored, score_paths
from cfdiag.cli.console import out, out_rendered, print_error
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Language
from cfdiag.cli.report_view import setting_of, view_of
from cfdiag.cli.settings import chosen_language, terminal
from cfdiag.cli.sources import ENGAGEMENT, INTERVIEWS
from cfdiag.demo import ENGAGEMENT_FILE, NOW, demo_engagement, demo_interviews
from cfdiag.formats.library import Library
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.files import make_folder, read_bytes, write_atomically
from cfdiag.model.engagement import Engagement
from cfdiag.render.report import FORMATS, Target
from cfdiag.render.result.text import render
from cfdiag.scoring.summary import Options

IGNORE = "# interviews hold what people said in confidence\ninterviews/\n*.open.jsonl\n*.torn\n"
REPORTS = {"html": "report.html", "markdown": "report.md"}


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Where to write it.", show_default=True)
    ] = Path("cfdiag-demo"),
    language: Language = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No scorecard, no next steps.")] = False,
) -> Exit:
    """Write a fictional engagement, score it and render its plan.

    Nobody in it exists: some forty people of Harbour & Vale Lifts and of their customers answer all
    seven questionnaires, always in the same way.

    \b
    Examples:
      cfdiag demo
      cfdiag demo /tmp/lifts --language nl
    """
    language = chosen_language(language, Engagement())
    _refuse_foreign(folder)
    engagement, library = demo_engagement(), Library()
    _write_interviews(folder, library)
    options = Options(by=("department",), language=language, today=NOW.date().isoformat())
    scored = score_paths([str(folder / INTERVIEWS)], library, options, keep=True, engagement=engagement)
    _write_reports(folder, scored, options, engagement)
    if quiet:
        return Exit.DONE
    out_rendered(render(scored.result, terminal(language)))
    _next(folder, len(scored.interviews))
    return Exit.DONE


def _refuse_foreign(folder: Path) -> None:
    """A folder that holds something else is left alone."""
    mine = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    file = folder / ENGAGEMENT
    if not mine and not (file.is_file() and read_bytes(file) == ENGAGEMENT_FILE.encode()):
        raise fault(
            "not-a-demo",
            "the folder holds something other than a demo",
            "name another folder: cfdiag demo DIR",
            Location(str(folder)),
        )


def _write_interviews(folder: Path, library: Library) -> None:
    interviews = folder / INTERVIEWS
    make_folder(folder)
    make_folder(interviews)
    write_atomically(folder / ENGAGEMENT, ENGAGEMENT_FILE.encode())
    write_atomically(folder / ".gitignore", IGNORE.encode())
    for interview in demo_interviews(library):
        name = f"{interview.questionnaire.id}-{interview.id}.json"
        write_atomically(interviews / name, encode_interview(interview))


def _write_reports(folder: Path, scored: Scored, options: Options, engagement: Engagement) -> None:
    view = view_of(scored, options, setting_of(engagement, folder, options))
    for format_, name in REPORTS.items():
        rendered = FORMATS[format_](view, Target("", Path(name).stem))
        write_atomically(folder / name, rendered.data)
        for beside, data in rendered.beside.items():
            write_atomically(folder / beside, data)


def _next(folder: Path, n: int) -> None:
    out()
    out(f"Fictional: {n} interviews of people who do not exist are in {folder / INTERVIEWS}.")
    out("The plan:")
    for name in REPORTS.values():
        out(f"  {folder / name}")
    out("Try next:")
    out(f"  cfdiag why {folder} turn_one_meeting        the answers behind an action")
    out(f"  cfdiag score {folder} --by department       scores, and who stands where")
    out(f"  cfdiag report {folder} --audience customer --output {folder / 'customer.html'}")
    out("  cfdiag interview account-view              a first interview of your own")
    print_error(f"wrote {folder}")
