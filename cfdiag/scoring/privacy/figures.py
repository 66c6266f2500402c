"""The figures of a result one by one, each with its row: to look at them, or to put others in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from cfdiag.model.interview import question_of
from cfdiag.model.result import (
    Cell,
    DimensionScore,
    GroupScore,
    Perception,
    QuestionnaireResult,
    QuestionScore,
    Score,
)
from cfdiag.scoring import reasons
from cfdiag.scoring.privacy.members import OVERALL_NAME
from cfdiag.scoring.privacy.suppression import ALL, CellRow

_F = TypeVar("_F", Score, DimensionScore, QuestionScore, Perception)
AnyFigure = Score | DimensionScore | QuestionScore | Perception


class FigurePlace(NamedTuple):
    """Which figure, of whom."""

    figure: str
    """`@`, `@dimension`, `question`, or `perception:key`."""
    row: CellRow
    key: str = ""
    """Of a question its key, with the item."""


FigureChange = Callable[[FigurePlace, AnyFigure], AnyFigure]


def mapped(part: QuestionnaireResult, change: FigureChange) -> QuestionnaireResult:
    """The same with every figure as `change` gives it."""

    def of(place: FigurePlace, figure: _F) -> _F:
        made = change(place, figure)
        if not isinstance(made, type(figure)):
            raise TypeError(place)
        return made

    def dimensions(found: Mapping[str, DimensionScore], row: CellRow) -> dict[str, DimensionScore]:
        return {k: of(FigurePlace(f"{OVERALL_NAME}{k}", _own(row, d.group)), d) for k, d in found.items()}

    def questions(found: Mapping[str, QuestionScore], row: CellRow) -> dict[str, QuestionScore]:
        return {k: of(_question(k, _own(row, q.group)), q) for k, q in found.items()}

    def cells(found: Mapping[str, Mapping[str, Cell]], scope: str) -> dict[str, dict[str, Cell]]:
        return {
            field: {value: cell(each, ("by", scope, field, value)) for value, each in of_field.items()}
            for field, of_field in found.items()
        }

    def cell(found: Cell, row: CellRow) -> Cell:
        overall, inner = found.overall, found.dimensions
        return msgspec.structs.replace(
            found,
            overall=UNSET if overall is UNSET else of(FigurePlace(OVERALL_NAME, row), overall),
            dimensions=UNSET if inner is UNSET else dimensions(inner, row),
        )

    def group(id_: str, found: GroupScore) -> GroupScore:
        row: CellRow = ("group", id_)
        overall = found.overall
        return msgspec.structs.replace(
            found,
            overall=UNSET if overall is UNSET else of(FigurePlace(OVERALL_NAME, row), overall),
            dimensions=dimensions(found.dimensions, row),
            questions=questions(found.questions, row),
            by=UNSET if found.by is UNSET else cells(found.by, id_),
        )

    return msgspec.structs.replace(
        part,
        overall=of(FigurePlace(OVERALL_NAME, ALL), part.overall),
        dimensions=dimensions(part.dimensions, ALL),
        questions=questions(part.questions, ALL),
        groups={id_: group(id_, found) for id_, found in part.groups.items()},
        by=cells(part.by, ""),
        perception={k: of(FigurePlace(f"perception:{k}", ALL, k), p) for k, p in part.perception.items()},
    )


def _own(row: CellRow, group: str | UnsetType) -> CellRow:
    return row if group is UNSET else ("group", group)


def _question(key: str, row: CellRow) -> FigurePlace:
    item = key.rpartition("/")[0]
    return FigurePlace(question_of(key), ("item", *row, item) if item else row, key)


def every_figure(part: QuestionnaireResult) -> Iterator[tuple[FigurePlace, AnyFigure]]:
    """Every figure with its place."""
    found: list[tuple[FigurePlace, AnyFigure]] = []

    def keep(place: FigurePlace, figure: AnyFigure) -> AnyFigure:
        found.append((place, figure))
        return figure

    mapped(part, keep)
    yield from found


def kinds_of(figure: AnyFigure) -> Iterator[tuple[str, int]]:
    """What of a figure is shown, with how many people: `answers`, `importance`, `gap`; `score` of others."""
    if isinstance(figure, QuestionScore):
        if not is_hidden(figure):
            yield "answers", figure.n or 0
            for kind in ("importance", "gap"):
                beside = getattr(figure, kind)
                if beside is not UNSET and beside.n is not None and beside.reason != reasons.WITHHELD:
                    yield kind, beside.n
    elif isinstance(figure, (Score, DimensionScore)) and not (
        is_hidden(figure) or _is_made_of_others(figure)
    ):
        yield "score", figure.n or 0


def _is_made_of_others(figure: Score | DimensionScore) -> bool:
    """Whether an overall score is the mean of the dimensions that are shown, and nobody's scores."""
    return figure.reasons is not UNSET and figure.reasons.get("sd") == reasons.WITHHELD


def is_hidden(figure: AnyFigure) -> bool:
    """Whether a figure is withheld to protect somebody."""
    return figure.reason in (reasons.WITHHELD, reasons.SMALL_COUNT)
