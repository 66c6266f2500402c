"""The questionnaires at hand.

Listed: 70, Write your own
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from cfdiag.cli.console import out, report_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Language, Questionnaires, choice
from cfdiag.cli.settings import chosen_language
from cfdiag.cli.sources import around
from cfdiag.cli.widths import columns
from cfdiag.ground.cells import pad, width, wrap
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.rules.say import say

FORMATS = ("text", "json")
WIDE = 110
_GAP = "  "
_NARROWEST = 20
"""Titles are not squeezed further."""


def command(
    format_: Annotated[str, choice("--format", FORMATS, usual="text")] = "text",
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
    near = around(["."], questionnaires)
    library = near.library
    found: list[Questionnaire] = []
    faults: list[Diagnostic] = []
    for id_ in library.ids():
        try:
            found.append(library.get(id_))
        except CfdiagError as error:  # noqa: PERF203  one broken file does not hide the others
            faults.extend(error.diagnostics)
    spoken = {each for questionnaire in found for each in questionnaire.title.languages()}
    language = chosen_language(language, near.engagement, spoken)
    if format_ == "json":
        out(msgspec.json.format(msgspec.json.encode([_plain(q, language) for q in found]), indent=1).decode())
    elif quiet:
        for questionnaire in found:
            out(questionnaire.id)
    else:
        _table(found, language)
    report_faults(faults)
    return Exit.WRONG if faults else Exit.DONE


def _plain(questionnaire: Questionnaire, language: str) -> dict[str, Any]:
    questions = [q for section in questionnaire.sections for q in section.questions]
    return {
        "id": questionnaire.id,
        "version": questionnaire.version,
        "sha256": questionnaire.sha256,
        "title": say(questionnaire.title, language),
        "minutes": questionnaire.minutes,
        "groups": {
            id_: {
                "title": say(group.title, language),
                "minutes": group.minutes or questionnaire.minutes,
                "questions": sum(id_ in q.groups for q in questions),
                "side": group.side,
                "anonymous": group.anonymous,
            }
            for id_, group in questionnaire.groups.items()
        },
        "dimensions": list(questionnaire.dimensions),
        "languages": sorted(questionnaire.title.languages()),
        "file": questionnaire.file,
    }


def _table(found: list[Questionnaire], language: str) -> None:
    tr = locale_for(language)
    if not found:
        out(tr("There are no questionnaires here."))
        return
    rows = [
        (q.id, q.version, ", ".join(_group(q, id_) for id_ in q.groups), say(q.title, language))
        for q in found
    ]
    heads = (tr("Questionnaire"), tr("Version"), tr("Groups and minutes"), tr("Title"))
    sizes = [max(width(row[column]) for row in (heads, *rows)) for column in range(4)]
    # The groups wrap first, the title takes what is left.
    sizes[2] = min(sizes[2], 28)
    sizes[3] = columns(WIDE) - sum(sizes[:3]) - 3 * len(_GAP)
    if sizes[3] < _NARROWEST:
        _blocks(rows)
        return
    for row in (heads, *rows):
        cells = [wrap(text, size) for text, size in zip(row, sizes, strict=True)]
        for line in range(max(map(len, cells))):
            parts = [
                pad(cell[line] if line < len(cell) else "", size)
                for cell, size in zip(cells, sizes, strict=True)
            ]
            out(_GAP.join(parts).rstrip())


def _blocks(rows: list[tuple[str, str, str, str]]) -> None:
    """The same one under the other, for a terminal that has no room for a table."""
    for id_, version, groups, title in rows:
        out(f"{id_} {version}")
        for text in (title, groups):
            for line in wrap(text, columns() - len(_GAP)):
                out(_GAP + line)


def _group(questionnaire: Questionnaire, id_: str) -> str:
    minutes = questionnaire.groups[id_].minutes or questionnaire.minutes
    return f"{id_} {minutes}" if minutes else id_
