"""The questionnaires at hand: as a table, and as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cfdiag.ground.cells import pad, width, wrap
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.rules.say import say

_GAP = "  "
_NARROWEST = 20
"""Titles are not squeezed further."""


def summary_of(questionnaire: Questionnaire, language: str) -> dict[str, object]:
    """What `list --format json` says of one."""
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


def table_at_hand(found: Sequence[Questionnaire], language: str, cells: int) -> Iterator[str]:
    """The lines of the table; where there is no room for one, the same one under the other.

    Args:
        found: the questionnaires.
        language: of their titles and of the tool's words.
        cells: how wide a line may be.
    """
    tr = locale_for(language)
    if not found:
        yield tr("There are no questionnaires here.")
        return
    rows = [
        (q.id, q.version, ", ".join(_group(q, id_) for id_ in q.groups), say(q.title, language))
        for q in found
    ]
    heads = (tr("Questionnaire"), tr("Version"), tr("Groups and minutes"), tr("Title"))
    sizes = [max(width(row[column]) for row in (heads, *rows)) for column in range(4)]
    # The groups wrap first, the title takes what is left.
    sizes[2] = min(sizes[2], 28)
    sizes[3] = cells - sum(sizes[:3]) - 3 * len(_GAP)
    if sizes[3] < _NARROWEST:
        yield from _blocks(rows, cells)
        return
    for row in (heads, *rows):
        columns = [wrap(text, size) for text, size in zip(row, sizes, strict=True)]
        for line in range(max(map(len, columns))):
            parts = [
                pad(cell[line] if line < len(cell) else "", size)
                for cell, size in zip(columns, sizes, strict=True)
            ]
            yield _GAP.join(parts).rstrip()


def _blocks(rows: Sequence[tuple[str, str, str, str]], cells: int) -> Iterator[str]:
    """The same one under the other, for a terminal that has no room for a table."""
    for id_, version, groups, title in rows:
        yield f"{id_} {version}"
        for text in (title, groups):
            for line in wrap(text, cells - len(_GAP)):
                yield _GAP + line


def _group(questionnaire: Questionnaire, id_: str) -> str:
    minutes = questionnaire.groups[id_].minutes or questionnaire.minutes
    return f"{id_} {minutes}" if minutes else id_
