"""What a rule holds by, told from the rule and a result: neither goes through the plan."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from kits.scoring import action
from msgspec import UNSET

from cfdiag.model.expression import UNKNOWN
from cfdiag.scoring.plan.held import HeldFigure, HeldShare, held_figures, held_shares

COUNTS = {"why": {"cost": 3, "time": 5, "none": 0}, "told": {"yes": 2, "no": 6}, "masked": {"yes": None}}
OF = {"why": 10, "told": 8, "masked": 9, "nobody": 0}


class Known:
    """Shares out of the counts above, and figures by their dotted names."""

    def __init__(self, **figures: float) -> None:
        self.figures = {name.replace("__", "."): value for name, value in figures.items()}

    def name(self, path):
        return self.figures.get(".".join(path), UNKNOWN)

    def call(self, function, arguments):
        question, option = arguments
        n = COUNTS.get(question, {}).get(option, 0)
        return (n or 0) / OF[question] if function == "share" and OF.get(question) else UNKNOWN


def shares(when):
    questions = {id_: SimpleNamespace(distribution=COUNTS.get(id_), n=n) for id_, n in OF.items()}
    found = held_shares(action("x", when), SimpleNamespace(questions=questions), Known())
    return [(each.question, each.n, each.of) for each in found]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ('share(told, "no") > 0.5', [("told", 6, 8)]),
        ('share(told, "no") > 0.9', []),
        ('share(told, "no") > 0.5 and share(told, "no") > 0.6', [("told", 6, 8)]),
        ('share(why, "cost") > 0.2 and share(why, "time") > 0.2', [("why", 8, 10)]),
        ('share(told, "no") > 0.5 and share(told, "yes") > 0.1', [("told", 8, 8)]),
        ('share(why, "cost") > 0.2 or share(why, "time") > 0.9', [("why", 3, 10)]),
        ('share(why, "none") == 0', [("why", 10, 10)]),
        ('share(why, "cost") == 0.3', [("why", 3, 10)]),
        ('share(told, "yes") < 0.5', [("told", 6, 8)]),
        ('share(told, "yes") <= 0.5', [("told", 6, 8)]),
        ('share(why, "cost") < 0.9 and share(why, "time") < 0.9', [("why", 7, 10)]),
        ('share(why, "time") < 0.9 and share(why, "cost") < 0.9', [("why", 7, 10)]),
        ('share(told, "no") > 0.5 and share(why, "cost") < 0.9', [("told", 6, 8)]),
        ('share(masked, "yes") < 0.5', []),
        ('share(nobody, "yes") > 0 or share(told, "no") > 0', [("told", 6, 8)]),
    ],
)
def test_shares_that_hold_are_counted_by_question(when, expected):
    assert shares(when) == expected


def test_who_could_pick_several_is_counted_no_more_often_than_there_are_people():
    found = shares('share(why, "cost") > 0 and share(why, "time") > 0 and share(why, "none") >= 0')
    assert found == [("why", 8, 10)]


def test_few_people_lie_nearer_to_a_half():
    wilson = {(1, 1): 0.603, (3, 4): 0.628, (18, 20): 0.836, (0, 5): 0.217}
    assert {known: round(HeldShare("q", *known).need, 3) for known in wilson} == wilson


def figures(when, known, target: object = 80.0, score=40.0):
    dimensions = {
        "sure": SimpleNamespace(target=target, score=score),
        "care": SimpleNamespace(target=60.0, score=10.0),
    }
    told = {"apart": (35.0, None), "none": (None, None), "inside": (35.0, "care")}
    scored = {id_: SimpleNamespace(points=points, dimension=of) for id_, (points, of) in told.items()}
    result = SimpleNamespace(dimensions=dimensions, questions=scored)
    return held_figures(action("x", when), SimpleNamespace(basis_dimension="sure"), result, known)


def test_what_predictions_rest_on_is_held_to_its_own_target():
    low = Known(score__sure=40.0)
    assert figures("score.sure < 50", low) == (HeldFigure("sure", 40.0, 80.0),)
    assert figures("score.sure < 50", low, UNSET) == (HeldFigure("sure", 40.0, 70.0),)
    assert figures("score.sure < 50", low, 80.0, None) == ()
    assert figures("score.sure < 30", low) == ()
    assert figures("score.care < 50", Known(score__care=10.0)) == ()


def test_points_of_a_question_are_held_to_what_the_rule_names():
    known = Known(points__apart=35.0, points__none=1.0, points__inside=35.0, points__gone=35.0)
    assert figures("points.apart < 45", known) == (HeldFigure("apart", 35.0, 45.0),)
    for name in ("none", "inside", "gone"):
        assert figures(f"points.{name} < 45", known) == ()
