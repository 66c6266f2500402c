"""Figures in scale units once more in points of 100: for questions whose scales differ, seen together."""

from __future__ import annotations

from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.model.comparison import Interval
from cfdiag.model.questionnaire import Question, Scale
from cfdiag.model.result import Gap, Importance
from cfdiag.questions.rating import scale_points


def apart_in_points(value: float, span: int) -> float:
    """A difference of two values on a scale in points, −100 to 100."""
    return 100 * value / span


def interval_in_points(interval: Interval, span: int) -> Interval:
    """The interval of a difference in points."""
    low, high = interval
    return apart_in_points(low, span), apart_in_points(high, span)


def importance_in_points(figure: Importance, scale: Scale | None) -> Importance:
    """The importance with its mean in points, where it has one."""
    if figure.mean is None or scale is None:
        return figure
    return replace(figure, points=scale_points(scale, figure.mean))


def gap_in_points(figure: Gap, question: Question) -> Gap:
    """The gap with its mean and interval in points; between two scales it is in points already."""
    scale = question.scale
    if figure.mean is None or scale is None:
        return figure
    if question.two_scales:
        interval = UNSET if figure.interval is None else figure.interval
        return replace(figure, unit="points", points=figure.mean, points_interval=interval)
    span = scale.span
    interval = UNSET if figure.interval is None else interval_in_points(figure.interval, span)
    return replace(figure, points=apart_in_points(figure.mean, span), points_interval=interval)
