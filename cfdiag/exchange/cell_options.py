"""Cells that are options: one, several, or several in their order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from cfdiag.exchange.cell_rules import CellRules, NoMeaningError, answered
from cfdiag.exchange.cell_texts import normal, wordings
from cfdiag.exchange.table import TableCell
from cfdiag.exchange.words import words
from cfdiag.model.interview import Answer
from cfdiag.model.questionnaire import Option, Question

_OTHER = frozenset({"-oth-", "other", "other please specify", "otherwise"})


def option_in(
    question: Question, cells: Sequence[TableCell], rules: CellRules
) -> Callable[[TableCell], Answer]:
    """How a cell is read that names one option."""
    del cells, rules
    ids = option_ids(question)
    other = other_option(question)

    def read(cell: TableCell) -> Answer:
        text = str(cell).strip()
        # As it stands too: a label of signs alone has nothing left when it is made plain.
        found = ids.get(normal(text)) or ids.get(text)
        if found is not None:
            return answered(question, found)
        if other is None:
            raise NoMeaningError
        plain = text.casefold() in _OTHER or normal(text) in _OTHER
        return answered(question, other.id, "" if plain else text)

    return read


def option_ids(question: Question) -> dict[str, str]:
    """Ids of options by what stands for them: the id, or a label in any language."""
    labels = {normal(wording): option.id for option in question.options for wording in wordings(option.label)}
    return {**labels, **{option.id: option.id for option in question.options}}


def other_option(question: Question) -> Option | None:
    """The option 'something else', where there is one."""
    return next((option for option in question.options if option.open), None)


def options_in(
    question: Question, cells: Sequence[TableCell], rules: CellRules
) -> Callable[[TableCell], Answer]:
    """How a cell is read that names several options."""
    split = _splitter(question, cells, rules)
    order = [option.id for option in question.options]
    other = other_option(question)

    def read(cell: TableCell) -> Answer:
        found, rest = split(cell)
        if rest and not found and all(words().means("unknown", part) for part in rest):
            return Answer(status="unknown")
        if rest and other is not None and other.id not in found:
            found = [*found, other.id]
        if not found:
            raise NoMeaningError
        # In the questionnaire's order: services write them as they were ticked.
        return answered(question, [id_ for id_ in order if id_ in found], ", ".join(rest))

    return read


def ranked_in(
    question: Question, cells: Sequence[TableCell], rules: CellRules
) -> Callable[[TableCell], Answer]:
    """How a cell is read that puts options in their order."""
    split = _splitter(question, cells, rules)

    def read(cell: TableCell) -> Answer:
        found, rest = split(cell)
        if rest:
            raise NoMeaningError
        return answered(question, found)

    return read


def _splitter(
    question: Question, cells: Sequence[TableCell], rules: CellRules
) -> Callable[[TableCell], tuple[list[str], list[str]]]:
    """Cells into the ids of options, and what is none.

    A known label is taken whole, the longest first: it may hold the sign that stands between options.
    """
    texts = [str(cell) for cell in cells]
    separator = next(
        (each for each in rules.separators if any(each in text for text in texts)), rules.separators[0]
    )
    said = {
        wording: option.id for option in question.options for wording in (*wordings(option.label), option.id)
    }
    longest = sorted(said, key=lambda wording: (-len(wording), wording))
    alternatives = "|".join(re.escape(wording) for wording in longest)
    end = rf"(?=\s*(?:{re.escape(separator.strip() or separator)}|$))"
    known = re.compile(rf"\s*({alternatives}){end}", re.IGNORECASE)
    ids = {**{wording.casefold(): id_ for wording, id_ in said.items()}}
    by_mapping = {text: value for text, value in rules.values.items() if isinstance(value, (str, list))}

    def split(cell: TableCell) -> tuple[list[str], list[str]]:
        listed = _listed(cell)
        if listed is not None:
            parts = [
                (ids.get(part.strip().casefold()) or option_ids(question).get(normal(part)), part)
                for part in listed
            ]
        else:
            parts = list(_parts(str(cell), separator, known, ids))
        found: list[str] = []
        rest: list[str] = []
        for id_, part in parts:
            meant = by_mapping.get(part.strip(), id_)
            for each in meant if isinstance(meant, list) else [meant]:
                if each is None:
                    rest.append(part.strip())
                elif each not in found:
                    found.append(each)
        return found, [part for part in rest if part]

    return split


def _listed(cell: TableCell) -> list[str] | None:
    """The entries of a list in JSON, as programs write several options; None where the cell is none."""
    if not isinstance(cell, str) or not cell.startswith("["):
        return None
    try:
        entries = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    return [str(entry) for entry in entries] if isinstance(entries, list) else None


def _parts(
    text: str, separator: str, known: re.Pattern[str], ids: Mapping[str, str]
) -> Iterable[tuple[str | None, str]]:
    at, mark = 0, separator.strip() or separator
    while at < len(text):
        if text[at].isspace():  # or a long row of blanks, each an end of nothing, is read from each of them
            at += 1
            continue
        whole = known.match(text, at)
        end = whole.end() if whole else text.find(mark, at)
        end = len(text) if end < 0 else end
        part = text[at:end].strip()
        if part:
            yield (ids.get(whole[1].casefold()) if whole else None), part
        following = text.find(mark, end)
        at = len(text) if following < 0 else following + len(mark)
