"""Releases of interviews that grow, are corrected and shrink: who holds all of them finds nobody."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import pytest
from kits.attack import QUESTIONS, Engagement, drawn
from msgspec import UNSET

POPULATIONS = 160


def grown(seed, *, by=(), protected=True):
    """Two to five releases; between them people join, leave, are forgotten, and correct one answer or all."""
    draw = Random(seed)  # noqa: S311  no secret hangs on it
    careful = draw.choice([1, 0.98, 0.95, 0.85])
    made, people, heard = Engagement(by), {}, 0

    def join(n):
        nonlocal heard
        for _ in range(n):
            id_ = f"p{heard:03}"
            heard += 1
            people[id_] = drawn(draw, careful)
            made.departments[id_] = draw.choice(["Sales", "Service"])

    join(draw.randint(5, 18))
    made.release(people, protected=protected)
    for _ in range(draw.randint(1, 4)):
        join(draw.choice([0, 1, 2, 5, 6, 9]))
        for id_ in draw.sample(sorted(people), draw.choice([0, 0, 1, 2])):
            anew = drawn(draw, careful)
            one = draw.choice(list(QUESTIONS))
            people[id_] = anew if draw.random() < 0.5 else {**people[id_], one: anew[one]}
        for id_ in draw.sample(sorted(people), draw.choice([0, 0, 0, 1, 2])):
            del people[id_]
            if draw.random() < 0.5:
                made.forget(id_)
        made.release(people, protected=protected)
    return made


def counted_out(made, floor=5):
    """Counts that fell or rose between two releases by the answers of fewer people than the floor."""
    found = []
    for (at, was), (then, now) in combinations(enumerate(made.shown), 2):
        for name, question in now.questions.items():
            old = was.questions[name]
            if question.as_of is not UNSET or old.as_of is not UNSET or None in (question.mean, old.mean):
                continue
            behind = [
                {(id_, given[name]) for id_, given in people.items() if _counts(name, given, people, floor)}
                for people in (made.people[at], made.people[then])
            ]
            gone, came = behind[0] - behind[1], behind[1] - behind[0]
            moved = {step: n - old.distribution.get(step, 0) for step, n in question.distribution.items()}
            if 0 < len(gone) < floor and min(moved.values(), default=0) < 0:
                found.append((name, at, then, "fell", gone))
            if 0 < len(came) < floor and max(moved.values(), default=0) > 0:
                found.append((name, at, then, "rose", came))
    return found


def _counts(name, given, people, floor):
    """Whether somebody is behind the figures of a question: of those rated twice, who rated both."""
    both = [other for other in people.values() if None not in other[name]]
    paired = QUESTIONS[name][1] and len(both) >= floor
    return None not in given[name] if paired else given[name][0] is not None


@pytest.mark.parametrize("first", range(0, POPULATIONS, 20))
def test_over_all_releases_nobody_is_solved(first):
    """Prints what was tried: `pytest -s tests/scoring/test_releases.py`."""
    by = ("department",) if first >= POPULATIONS // 2 else ()
    solved = few = missing = repeated = found = counted = bare = 0
    for seed in range(first, first + 20):
        made = grown(seed, by=by)
        solved += len(made.solved())
        few += len(made.few(5))
        counted += len(counted_out(made))
        last = made.shown[-1].questions.values()
        missing += sum(question.mean is None for question in last)
        repeated += sum(question.as_of is not UNSET for question in last)
        if seed % 4 == 0:
            open_ = grown(seed, by=by, protected=False)
            found += bool(open_.solved())
            bare += bool(counted_out(open_))
    print(
        f"\npopulations {first} to {first + 19}, by {by}: {solved} people solved, {few} figures of fewer "
        f"than five people between two releases, {counted} counted out; of the last release's 120 figures "
        f"{missing} missing and {repeated} repeated; without protection somebody is in {found} of 5"
    )
    assert (solved, few, counted) == (0, 0, 0)
    assert found
    assert bare  # the attacker does find people where they can be found
    assert missing < 12
    assert repeated < 115


def everybody(n, seed=7):
    draw = Random(seed)  # noqa: S311  no secret hangs on it
    return {f"p{k:03}": drawn(draw, 1) for k in range(n)}


def test_the_same_people_again_give_the_same_figures():
    made, people = Engagement(), everybody(12)
    first, second = made.release(people), made.release(people)
    assert first == second
    assert all(q.as_of is UNSET for q in second.questions.values())


def test_a_late_one_waits_and_five_late_ones_count():
    made, people = Engagement(), everybody(18)
    made.release(dict(list(people.items())[:12]))
    one = made.release(dict(list(people.items())[:13]))
    assert {(q.n, q.as_of, q.more) for q in one.questions.values()} == {(12, "2026-11-01", 4)}
    assert (one.overall.n, one.overall.as_of, one.n) == (12, "2026-11-01", 13)
    five = made.release(dict(list(people.items())[:17]))
    assert {(q.n, q.as_of) for q in five.questions.values()} == {(17, UNSET)}
    assert five.overall.n == 17


def test_a_correction_waits_and_is_repeated_from_the_last_time_it_was_shown():
    made, people = Engagement(), everybody(12)
    first = made.release(people)
    people["p003"] = {**people["p003"], "a": (6 - people["p003"]["a"][0] or 5, 1)}
    second, third = made.release(people), made.release(people)
    for again in (second, third):
        assert again.questions["a"].mean == first.questions["a"].mean
        assert again.questions["a"].as_of == "2026-11-01"


def test_nobody_s_cell_is_emptied_because_somebody_is_forgotten():
    made, people = Engagement(("department",)), everybody(11)
    made.departments = {id_: "Sales" if n < 6 else "Service" for n, id_ in enumerate(people)}
    first = made.release(people)
    del people["p000"], people["p001"]
    made.forget("p000")
    made.forget("p001")
    second = made.release(people)
    for value in ("Sales", "Service"):
        now, then = second.by["department"][value], first.by["department"][value]
        assert now.overall.score == then.overall.score
    assert second.by["department"]["Sales"].overall.as_of == "2026-11-01"
    assert second.questions["a"].as_of == "2026-11-01"
    people |= {f"n{k}": given for k, given in enumerate(everybody(6, seed=3).values())}
    made.departments |= {f"n{k}": "Sales" if k < 3 else "Service" for k in range(6)}
    third = made.release(people)
    assert {q.n for q in third.questions.values()} == {11, 15}
    for name, question in third.questions.items():  # what would count out those who went waits
        now = Counter(str(given[name][0]) for given in people.values())
        then = first.questions[name].distribution
        assert (question.n == 11) == any(now[step] < n for step, n in then.items()), name
    assert made.solved() == set()


def test_cells_by_an_answer_do_not_tell_what_a_late_one_answered():
    made, people = Engagement(("department",)), everybody(20)
    made.departments = {id_: "Sales" if n % 2 else "Service" for n, id_ in enumerate(people)}
    made.release(dict(list(people.items())[:12]))
    shown = made.release(dict(list(people.items())[:19]))  # three and four of them
    cells = shown.by["department"]
    assert {cell.overall.as_of for cell in cells.values()} == {"2026-11-01"}
    assert shown.overall.n == 19
