"""Which column without a question looks like the department of whoever answered: a hint, no more. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from cfdiag.exchange.personal import is_rated
from cfdiag.exchange.survey import Survey, SurveyColumn
from cfdiag.exchange.table import folded
from cfdiag.exchange.words import words
from cfdiag.model.listed import ids_by_word, same

MAP_DEPARTMENT = "looks like a department: map it under respondent"
_SHORT = 3
"""'Uw afdeling': in so few words nothing else is asked."""


def looks_like_department(column: SurveyColumn, survey: Survey, departments: Mapping[str, str]) -> bool:
    """Whether a column's cells are departments, or its header asks for one and its cells are no ratings.

    Args:
        column: the column.
        survey: the table.
        departments: those of the engagement, by id.
    """
    counted = survey.counted(column)
    total = counted.total()
    known = ids_by_word(departments)
    if known and counted and 2 * sum(n for cell, n in counted.items() if same(str(cell)) in known) >= total:
        return True
    if not counted or column.ticked or is_rated(counted):
        return False
    repeated = 2 * len(counted) <= total
    for name in map(folded, column.names):
        asks = any(f" {word} " in f" {name} " for word in words().survey["department"])
        if asks and (repeated or len(name.split()) <= _SHORT):
            return True
        if repeated and name in words().roster["department"]:
            return True
    return False
