"""What figures may be broken down by, and into how many cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cfdiag.ground.choices import known_one
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.questions import TYPES
from cfdiag.scoring.many.cells import RESPONDENT_FIELDS
from cfdiag.scoring.many.tally import Tally

MOST_CELLS = 20_000
"""So many combinations of the values of breakdowns can be withheld one against the other."""


def check_fields(by: Sequence[str], questionnaires: Iterable[Questionnaire]) -> None:
    """Refuse what there is nothing of to break down by."""
    known = set(RESPONDENT_FIELDS)
    for questionnaire in questionnaires:
        for section in questionnaire.sections:
            known.update(q.id for q in section.questions if TYPES[q.type].splits and not section.repeat)
    for field in by:
        hint = f"a breakdown is by {', '.join(RESPONDENT_FIELDS)}, or by a choice or yes/no question"
        known_one(field, known, Code.UNKNOWN_FIELD, f"there is nothing to break down by in '{field}'", hint)


def check_cells(tallies: Mapping[str, Tally]) -> None:
    """Refuse breakdowns of so many cells that none of them could be shown, nor withheld in a useful time."""
    for name, tally in tallies.items():
        cells = len({profile for _, profile in tally.cells})
        if cells > MOST_CELLS:
            raise fault(
                Code.TOO_MANY_CELLS,
                f"{name}: the breakdowns make {cells:,} cells; {MOST_CELLS:,} is the limit",
                "break down by less at a time (--by), or by a field of fewer values; "
                "--unmasked withholds nothing and has no limit",
            )
