"""An attacker who holds everything that is shown, knows who answered what, and solves for single people.

Every answer of every person is an unknown: performance and importance of each question. Each figure that is
shown is a linear equation in them. Somebody is *solved* when some combination of the equations holds answers
of that person alone: when the rank of the system falls as that person's unknowns are left out.
"""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from kits.scoring import interview, questionnaire, rating, result

from cfdiag.model.interview import Answer
from cfdiag.scoring.options import Options

RATED = frozenset({"internal"})
QUESTIONS = {
    "a": ("two", True),
    "b": ("two", True),
    "c": ("four", True),
    "d": ("four", False),
    "e": ("four", False),
    "f": ("four", False),
}
"""Dimension, and whether importance is rated (of three only: four make a matrix, which takes time)."""

POPULATIONS = 400


def make():
    return questionnaire(
        *(
            rating(name, dimension, importance=RATED if rated else frozenset())
            for name, (dimension, rated) in QUESTIONS.items()
        )
    )


def population(seed):
    """A cell of 6 to 20 people; most of them answer everything, some leave out this or that."""
    draw = Random(seed)  # noqa: S311  no secret hangs on it
    careful = draw.choice([0.98, 0.95, 0.85])
    return [
        {
            name: (
                draw.randint(1, 5) if draw.random() < careful else None,
                draw.randint(1, 5) if rated and draw.random() < careful else None,
            )
            for name, (_, rated) in QUESTIONS.items()
        }
        for _ in range(draw.randint(6, 20))
    ]


def scored(everybody, **options):
    people = [
        interview(
            f"i{place}",
            {
                name: Answer(status="answered" if value else "unknown", value=value, importance=importance)
                for name, (value, importance) in person.items()
            },
        )
        for place, person in enumerate(everybody)
    ]
    return result(make(), people, Options(**options)).questionnaires[0]


class Equations:
    """What is shown, as rows over the unknowns `(person, question, which rating)`."""

    def __init__(self, everybody):
        self.everybody = everybody
        self.rows = []

    def row(self, parts):
        found = np.zeros((len(self.everybody), len(QUESTIONS), 2))
        for (person, name, kind), factor in parts.items():
            found[person, list(QUESTIONS).index(name), kind] += factor
        self.rows.append(found.reshape(-1))

    def solved(self):
        """The people of whom something follows, each alone."""
        if not self.rows:
            return []
        people = np.array(self.rows).reshape(len(self.rows), len(self.everybody), -1)
        products = np.einsum("ipk,jpk->pij", people, people)  # the rank of A·Aᵀ is that of A, and it is small
        whole = products.sum(axis=0)
        rank = np.linalg.matrix_rank(whole, tol=1e-9, hermitian=True)
        return [
            person
            for person, mine in enumerate(products)
            if np.linalg.matrix_rank(whole - mine, tol=1e-9, hermitian=True) < rank
        ]


def dimension_parts(person, given, dimension):
    """A person's score on a dimension as a combination of answers; nothing where there is none."""
    names = [name for name, (mine, _) in QUESTIONS.items() if mine == dimension]
    valid = [name for name in names if given[name][0] is not None]
    if len(valid) < max(2, -(-len(names) // 2)):
        return {}
    return {(person, name, 0): 1 / len(valid) for name in valid}


def equations(everybody, figures):  # noqa: C901  one row a figure that is shown
    found = Equations(everybody)
    for name, question in figures.questions.items():
        _, rated = QUESTIONS[name]
        answered = [p for p, given in enumerate(everybody) if given[name][0] is not None]
        both = [p for p in answered if everybody[p][name][1] is not None]
        if question.mean is not None:
            # Whose answers these are follows from n: all who answered, or those who rated both.
            used = answered if question.n == len(answered) else both
            assert question.n == len(used)
            assert question.mean == pytest.approx(np.mean([everybody[p][name][0] for p in used]))
            found.row({(p, name, 0): 1 for p in used})
        if rated and question.importance and question.importance.mean is not None:
            everyone = [p for p, given in enumerate(everybody) if given[name][1] is not None]
            used = everyone if question.importance.n == len(everyone) else both
            assert question.importance.mean == pytest.approx(np.mean([everybody[p][name][1] for p in used]))
            found.row({(p, name, 1): 1 for p in used})
        if rated and question.gap and question.gap.mean is not None:
            found.row({(p, name, kind): 1 - 2 * kind for p in both for kind in (0, 1)})
    scores = []
    for person, given in enumerate(everybody):
        scores.append({d: dimension_parts(person, given, d) for d in ("two", "four")})
    for dimension in ("two", "four"):
        if figures.dimensions[dimension].score is not None:
            found.row({k: v for mine in scores for k, v in mine[dimension].items()})
    if figures.overall.score is not None:
        total = {}
        for mine in scores:
            have = [parts for parts in mine.values() if parts]
            for parts in have:
                total |= {k: v / len(have) for k, v in parts.items()}
        found.row(total)
    return found


@pytest.mark.parametrize("first", range(0, POPULATIONS, 50))
def test_inside_one_cell_nobody_is_solved(first):
    """Prints what was tried: `pytest -s tests/scoring/test_attacker.py`."""
    solved, held, unmasked = 0, 0, 0
    for seed in range(first, first + 50):
        everybody = population(seed)
        figures = scored(everybody)
        solved += len(equations(everybody, figures).solved())
        held += sum(d.score is None for d in figures.dimensions.values())
        unmasked += bool(equations(everybody, scored(everybody, unmasked=True)).solved())
    print(
        f"\none cell, populations {first} to {first + 49}: {solved} people solved, {held} of 100 dimensions "
        f"withheld; unmasked, people are solved in {unmasked} of them"
    )
    assert solved == 0
    assert unmasked > 5  # the attacker does find people where they can be found
    assert held < 50


def test_who_did_not_rate_importance_is_not_the_difference_of_two_figures():
    everybody = [dict.fromkeys(QUESTIONS, (1 + k % 5, 3)) for k in range(12)]
    everybody[0]["a"] = (1, None)
    question = scored(everybody).questions["a"]
    assert (question.n, question.importance.n, question.gap.n) == (11, 11, 11)
    assert question.gap.mean == pytest.approx(question.mean - question.importance.mean)
    assert sum(question.distribution.values()) == 11
    open_ = scored(everybody, unmasked=True).questions["a"]
    assert (open_.n, open_.importance.n, open_.gap.n) == (12, 11, 11)


def test_a_dimension_of_two_questions_is_withheld_where_one_answered_only_one_of_them():
    everybody = [dict.fromkeys(QUESTIONS, (1 + k % 5, 3)) for k in range(12)]
    everybody[0]["a"] = (None, 3)
    figures = scored(everybody)
    assert (figures.dimensions["two"].score, figures.dimensions["two"].reason) == (None, "withheld")
    assert figures.dimensions["four"].score is not None
    everybody[1]["b"] = (None, 3)  # two such people hide each other
    assert scored(everybody).dimensions["two"].score is not None
