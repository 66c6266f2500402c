"""The interviews of a run one by one, as a file: rows are written as they come, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager

from cfdiag.api.result import Result
from cfdiag.batch.listed import ListedInterviews, listed_interviews
from cfdiag.ground.choices import choose
from cfdiag.ground.extras import check_extra
from cfdiag.render.tables import NEEDED, TABLE_FORMATS

__all__ = ["TABLE_FORMATS", "ListedInterviews", "check_table_format", "listed_file", "room_for_listed"]

_SCORES = "jsonl"
"""The format of which a line holds what the JSON has of one interview."""


def check_table_format(format_: str) -> None:
    """Find out before anything is read whether a format can be written, where it is one of tables.

    Raises:
        CfdiagError: `missing-extra`.
    """
    needed = NEEDED.get(format_)
    if needed is not None:
        check_extra(*needed)


def room_for_listed(format_: str, *, long: bool) -> AbstractContextManager[ListedInterviews]:
    """Where a run puts the interviews that may be listed, to be handed to `score_paths`; then it is gone.

    Args:
        format_: of the file that is made of it.
        long: whether that has a row an answer.

    Raises:
        CfdiagError: `wrong-option`.
    """
    choose("the format", format_, TABLE_FORMATS)
    return listed_interviews("points" if long else "scores" if format_ == _SCORES else "values")


def listed_file(result: Result, listed: ListedInterviews, format_: str, *, long: bool) -> Iterator[bytes]:
    """The file, part by part. Nobody is in it by name, and no words: figures, options, days, statuses.

    Args:
        result: of the run.
        listed: its interviews.
        format_: as `room_for_listed` was told.
        long: likewise.

    Raises:
        CfdiagError: `missing-extra`; `wrong-option`: it holds too few columns.
    """
    from cfdiag.render.interview_tables import answer_table, interview_table, score_lines  # noqa: PLC0415  few runs list anybody
    from cfdiag.render.result._figure_table import about_result  # noqa: PLC0415  as above

    about = about_result(result.figures)
    if listed.order.what == "scores":
        return score_lines(listed.each_score())
    if long:
        return TABLE_FORMATS[format_](answer_table(listed.answers(), about))
    keys = {id_: listed.keys(id_) for id_ in result.held_with}
    return TABLE_FORMATS[format_](interview_table(listed.answers(), result.held_with, keys, about))
