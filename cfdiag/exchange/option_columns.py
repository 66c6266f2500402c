"""Columns that are options of a question with several answers, among those that nothing reads. Pure.

Nothing is in force by it: codes such as 1, 2, 3 say of no option which it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from cfdiag.exchange.asked import AskedAbout
from cfdiag.exchange.cell_texts import is_no, normal, wordings
from cfdiag.exchange.matching import code_paths
from cfdiag.exchange.survey import LONGEST_NAME, Survey, SurveyColumn
from cfdiag.questions import TYPES

_WORD = re.compile(r"[^\W_]+")
_PARTS = (
    re.compile(r"(?P<head>.+?)___(?P<option>.+)"),
    re.compile(r"(?P<head>.+)/(?P<option>[^/]+)"),
    re.compile(r"(?P<head>.+?)\s*\[(?P<option>[^\[\]]+)\]"),
)
"""How services call the column of an option."""


class Checkboxes(NamedTuple):
    """Columns under one name, each an option of it."""

    name: str
    columns: tuple[SurveyColumn, ...]
    options: tuple[str, ...]
    """As the headers call them."""
    asked: AskedAbout | None
    """The question that it could be."""

    def ids(self) -> tuple[str, ...]:
        """The options of that question in its order, where it has as many; empty where it has not."""
        options = self.asked.question.options if self.asked is not None else ()
        for offered in (options, tuple(option for option in options if not option.open)):
            if len(offered) == len(self.columns):
                return tuple(option.id for option in offered)
        return ()


class StrayOption(NamedTuple):
    """A column of an option that the questionnaire does not have."""

    key: str
    """Of the question."""
    option: str
    """As the header calls it."""
    column: SurveyColumn
    times: int
    """So often it was ticked."""


def stray_options(
    survey: Survey, columns: Sequence[SurveyColumn], asked: Sequence[AskedAbout]
) -> Iterator[StrayOption]:
    """Options that were ticked and that the question lacks.

    Args:
        survey: the responses.
        columns: those that nothing reads.
        asked: the questions of which others are read option by option.
    """
    several = [each for each in asked if TYPES[each.question.type].has_option_columns]
    for column in columns:
        if not column.ticked:
            continue
        found = next(((each.key, option) for each in several if (option := _option(column, each))), None)
        times = sum(n for cell, n in survey.counted(column).items() if not is_no(str(cell)))
        if found is not None and times:
            yield StrayOption(*found, column, times)


def _option(column: SurveyColumn, each: AskedAbout) -> str:
    """What stands behind the question's code or text in a header; empty where it is another question's."""
    ids = {option.id for option in each.question.options}
    keys = (each.key,) if each.item else (each.key, each.question.id)
    for path in code_paths(column):
        for key in keys:
            if path.startswith(f"{key}/") and path[len(key) + 1 :] not in ids:
                return path[len(key) + 1 :]
    for name in column.names:
        for wording in wordings(each.question.ask):
            said, whole = normal(wording), normal(name)
            if said and whole.startswith(f"{said} "):
                return _behind(name, len(whole.split()) - len(said.split()))
    return ""


def _behind(name: str, words: int) -> str:
    """The last words of a header as they stand there."""
    starts = [found.start() for found in _WORD.finditer(name)]
    return name[starts[-words] :].strip(" ])") if 0 < words <= len(starts) else ""


def checkboxes(
    columns: Sequence[SurveyColumn], asked: Sequence[AskedAbout], taken: Container[str]
) -> tuple[Checkboxes, ...]:
    """Columns that no question was found for and that are options of one.

    Args:
        columns: those without a question.
        asked: all that may be asked.
        taken: keys of questions that have a column.
    """
    found: dict[str, list[tuple[SurveyColumn, str]]] = defaultdict(list)
    for column in columns:
        head, option = _parted(column)
        if head and column.ticked is not False:
            found[head].append((column, option))
    return tuple(
        Checkboxes(
            head,
            tuple(column for column, _ in several),
            tuple(option for _, option in several),
            _called(head, asked, taken),
        )
        for head, several in found.items()
        if len(several) > 1 and any(column.ticked for column, _ in several)
    )


def _parted(column: SurveyColumn) -> tuple[str, str]:
    if column.header and column.under:
        return column.header, column.under
    names = [name for name in column.names if len(name) <= LONGEST_NAME]
    fits = (pattern.fullmatch(name) for name in names for pattern in _PARTS)
    found = next((each for each in fits if each is not None), None)
    return (found["head"], found["option"]) if found is not None else ("", "")


def _called(head: str, asked: Sequence[AskedAbout], taken: Container[str]) -> AskedAbout | None:
    """The question with several answers that a name is the code or the text of."""
    codes = {head.replace("__", "/"), re.split("[/-]", head)[-1]}
    fits = [
        each
        for each in asked
        if each.key not in taken
        and TYPES[each.question.type].column == "options"
        and (
            each.key in codes
            or (not each.item and each.question.id in codes)
            or normal(head) in {normal(wording) for wording in wordings(each.question.ask)}
        )
    ]
    return fits[0] if len(fits) == 1 else None
