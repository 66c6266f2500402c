"""What a breakdown with many cells costs: in proportion to them, not to their square."""

from __future__ import annotations

import cProfile
import pstats
import random
from pathlib import Path

import pytest
from kits.anybody import anybody
from kits.scoring import ENGLISH, interview, questionnaire, rating, tally
from msgspec.structs import replace

from cfdiag.batch.score import score_interviews
from cfdiag.formats.library import Library
from cfdiag.model.result import Inputs
from cfdiag.scoring.many.stratum import MOST_PATTERNS
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy import suppression, within
from cfdiag.scoring.privacy.suppression import Atom, CellTable, suppress
from cfdiag.scoring.summary import summarise

DATA = Path(__file__).parents[1] / "data"
PEOPLE = 1200


def calls(accounts: int, departments: int = 1) -> int:
    """How many functions are called to sum up so many people in so many accounts and departments."""
    q = questionnaire(rating("a"), rating("b"), rating("c", "e"), rating("d", "e"))
    people = [
        interview(
            f"i{n}",
            {key: 1 + (n + place) % 5 for place, key in enumerate("abcd")},
            account=f"A{n % accounts}",
            department=f"D{n // accounts % departments}",
        )
        for n in range(PEOPLE)
    ]
    options = Options(by=("account", "department")[: 1 + (departments > 1)])
    counted = tally(q, people, options)
    profile = cProfile.Profile()
    profile.enable()
    summarise({q.id: counted}, {q.id: q}, options, Inputs(interviews=PEOPLE, unfinished=0), ENGLISH)
    profile.disable()
    return pstats.Stats(profile).total_calls


def test_four_times_the_cells_are_less_than_six_times_the_work():
    calls(240)  # what is kept from one run to the next is there for both
    assert calls(240) < 6 * calls(60)


def solved(accounts: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often it is looked whether anybody follows, of so many people who all left out something else."""
    q = questionnaire(*(rating(f"q{n}") for n in range(12)))
    people = [
        interview(
            f"i{n}", {f"q{at}": 1 + n % 5 for at in range(12) if n >> at & 1}, account=f"A{n % accounts}"
        )
        for n in range(4096 - PEOPLE, 4096)
    ]
    counted = tally(q, people, Options(by=("account",)))
    assert all(len(stratum.patterns) > MOST_PATTERNS for stratum in counted.strata.values())
    looked = []
    before = within._solves
    monkeypatch.setattr(within, "_solves", lambda *of, **more: looked.append(of) or before(*of, **more))
    inputs = Inputs(interviews=PEOPLE, unfinished=0)
    result = summarise({q.id: counted}, {q.id: q}, Options(by=("account",)), inputs, ENGLISH)
    shown = [cell.dimensions["d"].score for cell in result.questionnaires[0].by["account"].values()]
    assert None in shown  # of a cell with one person of the sample nothing is shown
    assert any(score is not None for score in shown)
    return len(looked)


def test_cells_with_one_person_of_a_sample_are_found_without_a_search(monkeypatch):
    assert solved(240, monkeypatch) < 60


@pytest.mark.parametrize(
    ("seed", "withheld"), [(103, True), (134, True), (6, False), (12, False), (21, False), (30, False)]
)
def test_what_is_plain_changes_no_figure(seed, withheld, monkeypatch):
    """Where figures of a withheld group are told apart, what follows depends on what else is left out: of the
    first two nothing is left out beforehand."""
    dice, library = random.Random(seed), Library([DATA])  # noqa: S311  no secrets
    q = library.get(dice.choice(["every-type", "branches"]))
    people = []
    for n in range(dice.randint(3, 6)):
        held = anybody(q, dice.choice(list(q.groups)), dice.randrange(10**9))
        answers = {key: answer for key, answer in held.answers.items() if dice.random() < 0.7}
        who = replace(held.respondent, department=dice.choice("AB"), account=dice.choice("XYZ"))
        people.append(replace(held, id=f"{n}", answers=answers, respondent=who))
    options = Options(by=("department", "account"))
    plain, before = [], within._of_one
    monkeypatch.setattr(within, "_of_one", lambda *of: plain.append(before(*of)) or plain[-1])
    found = score_interviews(people, library, options).result.questionnaires
    assert any(plain) is not withheld
    monkeypatch.setattr(within, "_of_one", lambda *_: frozenset())
    assert score_interviews(people, library, options).result.questionnaires == found


class Place(int):
    """The number of an atom, which counts how often it is looked at: compared, or looked up."""

    looked_at = 0

    def __lt__(self, other: int) -> bool:
        Place.looked_at += 1
        return int(self) < int(other)

    def __hash__(self) -> int:
        Place.looked_at += 1
        return int.__hash__(self)


def looks(accounts: int) -> int:
    """How often atoms are looked at where accounts cross two departments, and one person is to be hidden."""
    atoms = [(Place(2 * a + d), a, d) for a in range(accounts) for d in range(2)]
    rows = {("all",): frozenset(place for place, _, _ in atoms)}
    rows |= {
        ("by", "", "account", f"{a}"): frozenset(p for p, at, _ in atoms if at == a) for a in range(accounts)
    }
    rows |= {
        ("by", "", "department", f"{d}"): frozenset(p for p, _, of in atoms if of == d) for d in range(2)
    }
    table = CellTable(
        atoms=tuple(Atom(2 if place == 1 else 9, attributed=False) for place, _, _ in atoms),
        rows=rows,
        parts=tuple(frozenset(row for row in rows if row[2:3] == (by,)) for by in ("account", "department")),
        wholes=(("all",),),
        public=frozenset([("all",)]),
    )
    suppression._span.cache_clear()
    Place.looked_at = 0
    suppress(table, 5)
    return Place.looked_at


def test_where_breakdowns_cross_atoms_are_not_looked_at_more_and_more_often():
    assert looks(400) < 7 * looks(100)
