"""Where the cells of a breakdown lie furthest apart."""

from __future__ import annotations

from cfdiag.model.result import Cell, DimensionScore, Widest
from cfdiag.scoring.widest import widest


def cell(**scores: float | None) -> Cell:
    return Cell(n=6, dimensions={name: DimensionScore(score=score, n=6) for name, score in scores.items()})


def test_the_dimension_and_the_two_cells_that_differ_most():
    cells = {"sales": cell(a=70.0, b=40.0), "legal": cell(a=60.0, b=65.0), "it": cell(a=50.0, b=45.0)}
    assert widest({"department": cells}) == {
        "department": Widest(dimension="b", high="legal", low="sales", points=25.0)
    }


def test_of_equals_the_first_dimension_and_the_first_cells():
    cells = {"x": cell(a=50.0, b=50.0), "y": cell(a=60.0, b=40.0), "z": cell(a=60.0, b=50.0)}
    assert widest({"f": cells})["f"] == Widest(dimension="a", high="y", low="x", points=10.0)


def test_what_is_withheld_or_not_scored_is_no_side_of_a_difference():
    cells = {"x": cell(a=50.0), "y": cell(a=None), "z": Cell(n=None, withheld=True, reason="withheld")}
    assert widest({"f": cells, "g": {}}) == {}
