"""A release once more: of the very same people it shows what the last one showed, and no earlier day.

What is held back may be chosen in more than one way, and beside a release another way may be chosen than in
it. Where nobody came, went or answered otherwise, what was shown then is what is shown now.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.model.release import History, Participant, Released
from cfdiag.model.result import Perception, QuestionnaireResult
from cfdiag.scoring.privacy.figures import AnyFigure, FigurePlace, every_figure, is_hidden
from cfdiag.scoring.privacy.members import unpacked
from cfdiag.scoring.privacy.repeating import remembered


class _Made(Protocol):
    def figures(self) -> QuestionnaireResult:
        """All figures, floors applied."""


_M = TypeVar("_M", bound=_Made)


def made_beside(history: History, make: Callable[[History], _M], *, by: list[str], listed: bool) -> _M:
    """What is made of a questionnaire beside earlier releases; of the last one's people as it was made then.

    Args:
        history: the releases, and who is in this one.
        make: makes it beside some of them.
        by: the fields of its breakdowns.
        listed: whether those who agreed to be named are listed one by one.
    """
    past = history.past
    while past and history.people and _people(past[-1].released) == set(history.people):
        past = past[:-1]
    if len(past) < len(history.past):
        then = make(replace(history, past=past))
        now = remembered(then.figures(), history.people, by=by, listed_too=listed)
        # Only where it is what everybody has already: other breakdowns, floors or texts are another release.
        if all(_is_same(each.released, now) for each in history.past[len(past) :]):
            return then
    return make(history)


def _people(released: Released) -> set[Participant]:
    return set() if released.people is UNSET else set(unpacked(released.figures, released.people))


def _is_same(then: Released, now: Released) -> bool:
    return (
        (then.by, then.listed, then.paired) == (now.by, now.listed, now.paired)
        and (then.shown.version, then.shown.sha256, then.shown.min_group)
        == (now.shown.version, now.shown.sha256, now.shown.min_group)
        and _shown(then.shown) == _shown(now.shown)
    )


def _shown(part: QuestionnaireResult) -> dict[FigurePlace, AnyFigure]:
    return {place: _bare(figure) for place, figure in every_figure(part) if not is_hidden(figure)}


def _bare(figure: AnyFigure) -> AnyFigure:
    """Without what is judged with all comparisons of a run, after the figures are there."""
    return replace(figure, finding=None, leans=UNSET) if isinstance(figure, Perception) else figure
