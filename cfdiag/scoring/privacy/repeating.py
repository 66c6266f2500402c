"""A result in which what may not be made anew repeats what was shown last, and what of it is remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec
from msgspec import UNSET

from cfdiag.model.release import Participant, Past, Released
from cfdiag.model.result import (
    Cell,
    DimensionScore,
    Gap,
    GroupScore,
    Importance,
    Perception,
    QuestionnaireResult,
    QuestionScore,
    Score,
)
from cfdiag.scoring import reasons
from cfdiag.scoring.many.perception import withheld_perception
from cfdiag.scoring.privacy.figures import AnyFigure, FigurePlace, every_figure, is_hidden, mapped
from cfdiag.scoring.privacy.members import packed, paired_of
from cfdiag.scoring.privacy.suppression import CellRow

More = Mapping[tuple[str, str, CellRow], int]
"""By figure, kind and row: how many more interviews it takes until the figure is made anew."""

_Whole = TypeVar("_Whole", Cell, GroupScore)


def with_last_shown(part: QuestionnaireResult, past: Sequence[Past], more: More) -> QuestionnaireResult:
    """The figures; those that are withheld as they were shown last, where they were."""
    return _Repeating(past, more).of(part)


class _Repeating:
    def __init__(self, past: Sequence[Past], more: More) -> None:
        self.past, self.more = past, more
        self.tables = [
            (each.day, {p: f for p, f in every_figure(each.released.shown) if not is_hidden(f)})
            for each in past
        ]

    def of(self, part: QuestionnaireResult) -> QuestionnaireResult:
        groups = {id_: self._group(id_, group) for id_, group in part.groups.items()}
        whole = msgspec.structs.replace(part, groups=groups, by=self._cells(part.by, ""))
        return self._with_lines(mapped(whole, self._last))

    def _with_lines(self, part: QuestionnaireResult) -> QuestionnaireResult:
        """With the lines that the quadrants lie between, where none of them is made anew."""
        if part.crosshair is not UNSET or not any(q.quadrant for q in part.questions.values()):
            return part
        kept = (each.released.shown.crosshair for each in reversed(self.past))
        return msgspec.structs.replace(
            part, crosshair=next((lines for lines in kept if lines is not UNSET), UNSET)
        )

    def _last(self, place: FigurePlace, figure: AnyFigure) -> AnyFigure:
        if isinstance(figure, QuestionScore) and not is_hidden(figure):
            return self._with_ratings(place, figure)
        then = self._shown(place, figure) if is_hidden(figure) else None
        if then is None:
            return figure
        day, old = then
        if isinstance(old, Perception):  # whether it is a finding is judged with all that is compared now
            leans = UNSET if old.finding is None else old.finding
            old = msgspec.structs.replace(old, finding=None, leans=leans if old.leans is UNSET else old.leans)
        kind = "answers" if isinstance(figure, QuestionScore) else "score"
        more = self.more.get((place.figure, kind, place.row), UNSET)
        own = {name: getattr(figure, name) for name in ("title", "group") if hasattr(figure, name)}
        return msgspec.structs.replace(old, as_of=day, more=more, **own)

    def _with_ratings(self, place: FigurePlace, figure: QuestionScore) -> QuestionScore:
        """A question whose importance, or gap, is repeated beside answers that are not."""
        hidden = [kind for kind in ("importance", "gap") if _is_withheld(getattr(figure, kind))]
        then = self._shown(place, figure) if hidden else None
        if then is None or not isinstance(then[1], QuestionScore):
            return figure
        day, old = then
        changes: dict[str, object] = {}
        for kind in hidden:
            was = getattr(old, kind)
            if was is not UNSET and not _is_withheld(was):
                more = self.more.get((place.figure, kind, place.row), UNSET)
                changes[kind] = msgspec.structs.replace(was, as_of=day, more=more)
        return msgspec.structs.replace(figure, **changes)

    def _shown(self, place: FigurePlace, figure: AnyFigure) -> tuple[str, AnyFigure] | None:
        """The last release in which a figure was shown, and the figure."""
        for day, shown in reversed(self.tables):
            then = shown.get(place)
            if then is not None and _is_same(figure, then):
                return day, then
        return None

    def _group(self, id_: str, group: GroupScore) -> GroupScore:
        """Of a group of which nothing at all may be shown any more: as it was."""
        by = UNSET if group.by is UNSET else self._cells(group.by, id_)
        for each in reversed(self.past) if group.withheld is True else ():
            old = each.released.shown.groups.get(id_)
            if old is not None and old.withheld is not True:
                now = {"n": group.n, "title": group.title, "named": group.named, "by": by}
                return msgspec.structs.replace(_dated(old, each.day), **now)
        return msgspec.structs.replace(group, by=by)

    def _cells(self, found: Mapping[str, Mapping[str, Cell]], scope: str) -> dict[str, dict[str, Cell]]:
        return {
            field: {value: self._cell(cell, scope, field, value) for value, cell in cells.items()}
            for field, cells in found.items()
        }

    def _cell(self, cell: Cell, scope: str, field: str, value: str) -> Cell:
        for each in reversed(self.past) if cell.withheld is True else ():
            shown = each.released.shown
            by = shown.by if not scope else shown.groups[scope].by if scope in shown.groups else {}
            old = {} if by is UNSET else by.get(field, {})
            if value in old and old[value].withheld is not True:
                return _dated(old[value], each.day)
        return cell


def _dated(whole: _Whole, day: str) -> _Whole:
    """A group or a cell with its day at every figure."""
    changes: dict[str, object] = {}
    if whole.overall is not UNSET:
        changes["overall"] = _as_of(whole.overall, day)
    for name in ("dimensions", "questions"):
        figures = getattr(whole, name, UNSET)
        if figures is not UNSET:
            changes[name] = {id_: _as_of(figure, day) for id_, figure in figures.items()}
    return msgspec.structs.replace(whole, **changes)


_Any = TypeVar("_Any", bound=AnyFigure)


def _as_of(figure: _Any, day: str) -> _Any:
    return figure if is_hidden(figure) else msgspec.structs.replace(figure, as_of=day)


def _is_withheld(beside: object) -> bool:
    return isinstance(beside, (Importance, Gap)) and beside.reason == reasons.WITHHELD


def _is_same(now: AnyFigure, then: AnyFigure) -> bool:
    """Whether two figures are of the same thing: a question may have another scale by now."""
    if isinstance(now, QuestionScore) and isinstance(then, QuestionScore):
        return (now.type, now.scale) == (then.type, then.scale)
    if isinstance(now, DimensionScore) and isinstance(then, DimensionScore):
        return now.kind == then.kind
    return True


def remembered(
    part: QuestionnaireResult,
    people: Iterable[Participant] | None,
    *,
    by: Sequence[str],
    listed_too: bool = False,
) -> Released:
    """What is remembered of a questionnaire that is handed over.

    Args:
        part: as it is shown.
        people: those in it; None: it is not known who they are.
        by: the fields of its breakdowns.
        listed_too: whether those who agreed to be named are listed one by one.
    """
    groups = {id_: msgspec.structs.replace(g, listed=UNSET) for id_, g in part.groups.items()}
    shown = msgspec.structs.replace(
        mapped(msgspec.structs.replace(part, groups=groups), _anew),
        texts=[],
        modes={},
        title="",
        rollups={},
        widest=UNSET,
        clustering=UNSET,
        regression=UNSET,
        more_for_precision=UNSET,
        unanswered=[],
        rank_agreement=None,
        findings=[],
        actions=[],
        not_judged=[],
        reasons=UNSET,
    )
    if people is None:
        return Released(shown=shown, by=list(by))
    everybody = list(people)
    names, members = packed(everybody)
    shown = msgspec.structs.replace(
        shown,
        by=_own_cells(shown.by, shown.groups_shown, by, everybody),
        groups={
            id_: group
            if group.by is UNSET
            else msgspec.structs.replace(group, by=_own_cells(group.by, (id_,), by, everybody))
            for id_, group in shown.groups.items()
        },
    )
    return Released(
        shown=shown,
        by=list(by),
        paired=paired_of(everybody, part.min_group),
        listed=listed_too or any(group.listed is not UNSET for group in part.groups.values()),
        figures=names,
        people=members,
    )


def _anew(_: FigurePlace, figure: AnyFigure) -> AnyFigure:
    """A figure that was made anew; of one that was repeated nothing, for an earlier line has it."""
    if figure.as_of is not UNSET:
        return _hidden(figure)
    if isinstance(figure, QuestionScore):
        changes: dict[str, object] = {"title": ""}
        for kind in ("importance", "gap"):
            beside = getattr(figure, kind)
            if beside is not UNSET and beside.as_of is not UNSET:
                changes[kind] = type(beside)(n=None, mean=None, reason=reasons.WITHHELD)
        return msgspec.structs.replace(figure, **changes)
    return msgspec.structs.replace(figure, title="") if isinstance(figure, DimensionScore) else figure


def _hidden(figure: AnyFigure) -> AnyFigure:
    """The same place without a figure."""
    if isinstance(figure, QuestionScore):
        kept = {name: getattr(figure, name) for name in ("type", "scale", "dimension", "weight", "group")}
        return QuestionScore(**kept, withheld=True, reason=reasons.WITHHELD)
    if isinstance(figure, DimensionScore):
        return DimensionScore(kind=figure.kind, group=figure.group, reason=reasons.WITHHELD)
    if isinstance(figure, Perception):
        return withheld_perception()
    return Score(score=None, n=None, reason=reasons.WITHHELD)


def _own_cells(
    found: Mapping[str, Mapping[str, Cell]],
    scope: Sequence[str],
    by: Sequence[str],
    people: Sequence[Participant],
) -> dict[str, dict[str, Cell]]:
    """The cells without those whose number of people is that of an earlier release."""
    n: Counter[tuple[str, str]] = Counter()
    for person in people:
        if person.group in scope:
            n.update(zip(by, person.cells, strict=True))
    gone = Cell(n=None, withheld=True, reason=reasons.WITHHELD)
    return {
        field: {value: cell if cell.n == n[field, value] else gone for value, cell in cells.items()}
        for field, cells in found.items()
    }
