"""The fictional engagement as a folder: interviews, scores and the plan, the same every time."""

from __future__ import annotations

from pathlib import Path

from cfdiag.api.reporting import edition_of, render_report
from cfdiag.api.scoring import Result, score_paths
from cfdiag.api.setting_up import IGNORED
from cfdiag.api.surroundings import ENGAGEMENT_NAME, INTERVIEWS
from cfdiag.demo import ENGAGEMENT_FILE, NOW, demo_interviews
from cfdiag.formats.library import Library
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.files import make_folder, read_bytes, write_atomically

REPORTS = {"html": "report.html", "markdown": "report.md"}


def write_demo(folder: Path, language: str = "") -> Result:
    """Write the engagement and its reports, and give its scores.

    Args:
        folder: where; made where it is not there.
        language: of the reports; else English.

    Raises:
        CfdiagError: `not-a-demo`: the folder holds something else; `cannot-write`.
    """
    _refuse_foreign(folder)
    _write_interviews(folder)
    interviews = folder / INTERVIEWS
    result = score_paths([interviews], by=["department"], language=language, today=NOW.date())
    for format_, name in REPORTS.items():
        rendered = render_report(result, edition_of(format_), stem=Path(name).stem)
        write_atomically(folder / name, rendered.data)
        for beside, data in rendered.beside.items():
            write_atomically(folder / beside, data)
    return result


def _refuse_foreign(folder: Path) -> None:
    """A folder that holds something else is left alone."""
    mine = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    file = folder / ENGAGEMENT_NAME
    if not mine and not (file.is_file() and read_bytes(file) == ENGAGEMENT_FILE.encode()):
        raise fault(
            Code.NOT_A_DEMO,
            "the folder holds something other than a demo",
            "name another folder: cfdiag demo DIR",
            Location(str(folder)),
        )


def _write_interviews(folder: Path) -> None:
    interviews = folder / INTERVIEWS
    make_folder(folder)
    make_folder(interviews)
    write_atomically(folder / ENGAGEMENT_NAME, ENGAGEMENT_FILE.encode())
    write_atomically(folder / ".gitignore", IGNORED.encode())
    for interview in demo_interviews(Library()):
        name = f"{interview.questionnaire.id}-{interview.id}.json"
        write_atomically(interviews / name, encode_interview(interview))
