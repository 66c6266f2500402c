"""By which figure one will see that an action worked: its name, the limit, and what it is now."""

from __future__ import annotations

import math

from msgspec import UNSET

from cfdiag.model.expression import Call, Expression, Name
from cfdiag.model.result import DoneAt, QuestionnaireResult
from cfdiag.questions import TYPES
from cfdiag.render.view.context import Material
from cfdiag.rules.parse import parse_expression
from cfdiag.scoring.noise import least_rise

_OF_100 = ("points", "score")


def done_in_words(m: Material, part: QuestionnaireResult, done: DoneAt) -> str:
    """`Speed: 3.5 or more (now 2.0)`; empty where there is no figure to compare with.

    Args:
        m: the report.
        part: the questionnaire.
        done: the figure, what it has to be and what it is.
    """
    limit = done.at_least if done.at_least is not UNSET else done.at_most
    if limit is UNSET or done.now is UNSET:
        return ""
    w, figure = m.words, parse_expression(done.figure, rule=True)
    kind, title = _named(m, part, figure)
    name = w.quoted(title)
    if said := _of_two(m, part, figure, done, limit):
        return said
    most, now, figure_limit, at_least = None, done.now, limit, done.at_least is not UNSET
    if scale := _scale(part, kind, figure):
        # In the unit in which the answers were given, which is that of the figure beside it.
        low, most = scale
        if kind == "points":
            figure_limit, now = (low + (most - low) * value / 100 for value in (limit, done.now))
        if _reads_the_other_way(part, figure):
            # The other end of the scale is meant: at least becomes at most.
            figure_limit, now, at_least = low + most - figure_limit, low + most - now, not at_least
    elif kind in _OF_100:
        most = 100
    said = {
        (True, True): "{name}: {limit} of {most} or more (now {now})",
        (True, False): "{name}: {limit} of {most} or less (now {now})",
        (False, True): "{name}: {limit} or more (now {now})",
        (False, False): "{name}: {limit} or less (now {now})",
    }[most is not None, at_least]
    whole = kind in _OF_100 and not scale
    shown = w.score(now) if whole else w.number(now)
    reached = w(said, name=name, limit=w.as_written(figure_limit), most=w.count(most or 0), now=shown)
    step = _first_step(part, figure, now, decimals=0 if whole else 1) if at_least else None
    if step is None or step >= figure_limit:
        return reached
    return w("{reached}; {step} the next time is a first step", reached=reached, step=w.as_written(step))


def _of_two(m: Material, part: QuestionnaireResult, figure: Expression, done: DoneAt, limit: float) -> str:
    """The sentence of what is no figure on a scale: a distance, or a share; empty of all else."""
    w, least = m.words, done.at_least is not UNSET
    kind, title = _named(m, part, figure)
    name, now = w.quoted(title), 0.0 if done.now is UNSET else done.now
    if kind == "gap" and least:
        said = "{name}: at most {limit} below how important it is (now {now} below)"
        return w(said, name=name, limit=w.as_written(-limit), now=w.number(max(0.0, -now)))
    if kind == "perception":
        said = (
            "{name}: what both sides say at least {limit} points of 100 apart (now {now})"
            if least
            else "{name}: what both sides say at most {limit} points of 100 apart (now {now})"
        )
        return w(said, name=name, limit=w.as_written(limit), now=w.score(now))
    if kind == "share" and isinstance(figure, Call):
        said = (
            "{name}: “{answer}” from at least {limit} of 100 (now {now})"
            if least
            else "{name}: “{answer}” from at most {limit} of 100 (now {now})"
        )
        answer, share = _answer(m, part, figure), w.of_100(now)
        return w(said, name=name, answer=answer, limit=w.as_written(100 * limit), now=share)
    return ""


def _named(m: Material, part: QuestionnaireResult, figure: Expression) -> tuple[str, str]:
    """The kind of figure, and what it is a figure of."""
    if not isinstance(figure, (Name, Call)):
        return "", ""
    kind, id_ = figure.key[:2]
    return kind, m.dimension(part, id_) if kind == "score" else m.question(part.id, id_)


def _reads_the_other_way(part: QuestionnaireResult, figure: Expression) -> bool:
    """Whether the points or the mean of a question run against the figure that is shown beside them.

    Points of a reversed question are turned, its mean is not; shown is its mean, turned where it counts for a
    dimension.
    """
    if not isinstance(figure, (Name, Call)) or part.questions[figure.key[1]].turned is UNSET:
        return False
    return (figure.key[0] == "points") is not (part.questions[figure.key[1]].dimension is not None)


def _scale(part: QuestionnaireResult, kind: str, figure: Expression) -> tuple[int, int] | None:
    """Of the points or the mean of a rated question the ends of its scale: differences are on no scale."""
    key = figure.key[1] if isinstance(figure, (Name, Call)) else ""
    return part.questions[key].scale if kind in ("points", "mean") and key in part.questions else None


def _first_step(part: QuestionnaireResult, figure: Expression, now: float, *, decimals: int) -> float | None:
    """The next value, as it is printed, that chance alone would not bring about; None where nothing tells.

    A goal that is far off is not reached in one wave: who is told only the goal sees a failure in what is
    a success.
    """
    kind, id_ = figure.key[:2] if isinstance(figure, (Name, Call)) else ("", "")
    if kind == "score" and id_ in part.dimensions:
        spread = part.dimensions[id_].n, part.dimensions[id_].sd
    elif kind in ("mean", "points") and id_ in part.questions:
        spread = part.questions[id_].n, part.questions[id_].sd
    else:
        return None
    rise = least_rise(*spread)
    return None if rise is None else math.ceil((now + rise) * 10**decimals) / 10**decimals


def _answer(m: Material, part: QuestionnaireResult, figure: Call) -> str:
    question = m.questionnaires[part.id].question(figure.key[1]) if part.id in m.questionnaires else None
    if question is None:
        return figure.key[2]
    return TYPES[question.type].label(question, figure.key[2], m.words, m.text)
