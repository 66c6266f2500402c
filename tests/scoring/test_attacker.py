"""An attacker who holds everything that is shown, knows who answered what, and solves for single people.

Every answer of every person is an unknown: performance and importance of each question, and a yes or no.
Each figure that is shown is a linear equation in them: of questions, dimensions and overall, of everybody, of
each group and of each cell of two breakdowns, and the scores of those who are listed by `--each`. Somebody is
*solved* when some combination of the equations holds answers of that person alone. An option that is not told
is solved when it follows how many chose it.

`pytest -s tests/scoring/test_attacker.py` prints what was tried.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

import numpy as np
import pytest
from kits.attack import alone
from kits.scoring import interview

from cfdiag.batch.score import score_interviews
from cfdiag.formats.library import Library
from cfdiag.model.interview import Answer
from cfdiag.model.result import GroupScore, QuestionnaireResult, QuestionScore, Result
from cfdiag.scoring.many import stratum, tally
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy import within

QUESTIONNAIRE = """\
cfdiag: 1
id: test
version: 1.0.0
title: Small
groups:
  inside: {title: Inside, side: inside, anonymous: true}
  customer: {title: Customers, side: customer, anonymous: false}
scales: {five: {min: 1, max: 5}}
dimensions: {two: {title: Two}, four: {title: Four}, said: {title: Said}}
sections:
  - id: all
    title: All
    questions:
      - {id: a, type: rating, scale: five, dimension: two, importance: true, ask: A?}
      - {id: b, type: rating, scale: five, dimension: two, importance: true, ask: B?}
      - {id: c, type: rating, scale: five, dimension: four, importance: true, ask: C?}
      - {id: d, type: rating, scale: five, dimension: four, ask: D?}
      - {id: e, type: rating, scale: five, dimension: four, ask: E?}
      - {id: f, type: rating, scale: five, dimension: four, ask: F?}
      - {id: h, type: yes_no, dimension: said, ask: H?}
      - {id: g, type: rating, scale: five, dimension: said, ask: G?}
"""
DIMENSIONS = {"two": "ab", "four": "cdef", "said": "hg"}
QUESTIONS = "abcdefhg"
RATED = "abc"
"""Also for importance (three only: four make a matrix, which takes time)."""
STATES = ("unknown", "skipped")
FLOOR = 5


class Person(NamedTuple):
    group: str
    department: str
    account: str
    named: bool
    values: dict[str, int | None]
    importances: dict[str, int | None]


class Setting(NamedTuple):
    """A kind of population, and how it is scored."""

    groups: tuple[str, ...]
    people: tuple[int, int]
    by: tuple[str, ...] = ()
    each: bool = False
    named: float = 0.0
    """How many agree to be named, of customers."""


SETTINGS = {
    "one cell": Setting(("inside",), (6, 20)),
    "two groups": Setting(("inside", "customer"), (8, 30)),
    "two breakdowns": Setting(("inside", "customer"), (12, 40), by=("department", "account")),
    "listed one by one": Setting(("inside", "customer"), (10, 30), each=True, named=0.7),
    "all of it": Setting(("inside", "customer"), (14, 40), ("department", "account"), each=True, named=0.7),
}
POPULATIONS = int(os.environ.get("CFDIAG_POPULATIONS", "20"))
"""By hand more: `CFDIAG_POPULATIONS=60 pytest -s tests/scoring/test_attacker.py`."""
AT_ONCE = 20


def population(seed: int, setting: Setting) -> list[Person]:
    """People of whom most answer everything, and some leave out this or that."""
    draw = Random(seed)  # noqa: S311  no secret hangs on it
    careful = draw.choice([0.99, 0.95, 0.85])
    agree = draw.choice([0.15, 0.5, 0.9])

    def rating() -> int | None:
        return draw.randint(1, 5) if draw.random() < careful else None

    found = []
    for _ in range(draw.randint(*setting.people)):
        group = draw.choice(setting.groups)
        values = {name: rating() for name in QUESTIONS}
        values["h"] = int(draw.random() < agree) if draw.random() < careful else None
        found.append(
            Person(
                group,
                draw.choice(["Sales", "Service", "Legal"]),
                draw.choice(["Acme", "Borealis", "Cobalt"]),
                group == "customer" and draw.random() < setting.named,
                values,
                {name: rating() for name in RATED},
            )
        )
    return found


def held(place: int, person: Person, draw: Random):
    answers = {}
    for name, value in person.values.items():
        said: Any = ("no", "yes")[value] if name == "h" and value is not None else value
        status = draw.choice(STATES) if value is None else "answered"
        answers[name] = Answer(status=status, value=said, importance=person.importances.get(name))
    who = {"department": person.department, "account": person.account}
    if person.named:
        who |= {"consent": "named", "name": f"N{place}"}
    return interview(f"i{place:03}", answers, person.group, **who)


class Equations:
    """What is shown, as rows over the unknowns: ratings, importances, and yes (1) or no (0)."""

    def __init__(self, people: list[Person], *, floors: bool) -> None:
        self.people, self.floors = people, floors
        self.rows: list[np.ndarray] = []
        self.width = len(QUESTIONS) + len(RATED)

    def row(self, parts: dict[tuple[int, str, bool], float]) -> np.ndarray:
        """A combination of `(person, question, whether it is the importance)`."""
        found = np.zeros((len(self.people), self.width))
        for (person, name, rated), factor in parts.items():
            found[person, len(QUESTIONS) + RATED.index(name) if rated else QUESTIONS.index(name)] += factor
        return found.reshape(-1)

    def shown(self, parts: dict[tuple[int, str, bool], float]) -> None:
        self.rows.append(self.row(parts))

    def solved(self) -> list[int]:
        """The people who did not agree to be named and of whom something follows, each alone."""
        if not self.rows:
            return []
        people = np.array(self.rows).reshape(len(self.rows), len(self.people), -1)
        return [person for person in alone(list(people.transpose(1, 0, 2))) if not self.people[person].named]

    def follows(self, parts: dict[tuple[int, str, bool], float]) -> bool:
        """Whether a combination follows from what is shown."""
        if not self.rows:
            return False
        rows = np.array(self.rows)
        return np.linalg.matrix_rank(np.vstack([rows, self.row(parts)])) == np.linalg.matrix_rank(rows)


def score_parts(person: Person, dimension: str) -> dict[str, float]:
    """A person's score on a dimension as a combination of points; nothing where there is none."""
    names = DIMENSIONS[dimension]
    valid = [name for name in names if person.values[name] is not None]
    if len(valid) < max(2, math.ceil(len(names) / 2)):
        return {}
    return {name: 1 / len(valid) for name in valid}


def overall_parts(person: Person) -> dict[str, float]:
    have = [parts for name in DIMENSIONS if (parts := score_parts(person, name))]
    if len(have) < len(DIMENSIONS) / 2:
        return {}
    return {name: factor / len(have) for parts in have for name, factor in parts.items()}


def add_scores(found: Equations, places: list[int], part: Any) -> int:
    """Dimensions and overall of some people, where they are shown."""
    shown = 0
    for name, dimension in part.dimensions.items():
        if dimension.score is not None:
            mine = {p: score_parts(found.people[p], name) for p in places}
            assert dimension.n == sum(map(bool, mine.values()))
            found.shown({(p, q, False): f for p, parts in mine.items() for q, f in parts.items()})
            shown += 1
    if part.overall.score is not None:
        shown += 1
        if part.overall.of_dimensions is not True:  # made of them, it says nothing that they do not say
            whole = {p: overall_parts(found.people[p]) for p in places}
            assert part.overall.n == sum(map(bool, whole.values()))
            found.shown({(p, q, False): f for p, parts in whole.items() for q, f in parts.items()})
    return shown


def add_question(found: Equations, places: list[int], name: str, question: QuestionScore) -> int:
    """The figures of a question of some people: whose answers they are made of follows from n."""
    answered = [p for p in places if found.people[p].values[name] is not None]
    if name == "h":
        if question.distribution and None not in question.distribution.values():
            found.shown({(p, name, False): 1 for p in answered})
            return 1
        assert question.points is None
        return 0
    both = [p for p in answered if found.people[p].importances.get(name) is not None]
    shown = 0
    if question.mean is not None:
        # In each group all who answered, or, where enough did, those who rated both.
        used = [
            p
            for group in {found.people[p].group for p in places}
            for p in _used(found, answered, both, group, name)
        ]
        assert question.n == len(used)
        assert question.mean == pytest.approx(np.mean([found.people[p].values[name] for p in used]))
        found.shown({(p, name, False): 1 for p in used})
        shown += 1
    if name in RATED and question.importance and question.importance.mean is not None:
        everyone = [p for p in places if found.people[p].importances[name] is not None]
        groups = {found.people[p].group for p in places}
        used = [p for group in groups for p in _used(found, everyone, both, group, name)]
        assert question.importance.n == len(used)
        found.shown({(p, name, True): 1 for p in used})
        shown += 1
    if name in RATED and question.gap and question.gap.mean is not None:
        found.shown({(p, name, rated): -1 if rated else 1 for p in both for rated in (False, True)})
        shown += 1
    return shown


def _used(found: Equations, answered: list[int], both: list[int], group: str, name: str) -> list[int]:
    mine = [p for p in both if found.people[p].group == group]
    private = found.floors and any(q.group == group and not q.named for q in found.people)
    pair = name in RATED and private and len(mine) >= FLOOR
    return mine if pair else [p for p in answered if found.people[p].group == group]


def parts_of(people: list[Person], part: QuestionnaireResult) -> Iterator[tuple[list[int], Any]]:
    """Everything that is shown of everybody and of each group, with who is behind it."""
    yield list(range(len(people))), part
    for group, figures in part.groups.items():
        if figures.withheld is not True:
            yield [p for p, person in enumerate(people) if person.group == group], figures


class Attack(NamedTuple):
    shown: int
    solved: int
    options: int


def attack(people: list[Person], setting: Setting, library: Library, **options: Any) -> Attack:
    """How many figures are shown, how many people and options follow from them."""
    draw = Random(len(people))  # noqa: S311  no secret hangs on it
    interviews = [held(place, person, draw) for place, person in enumerate(people)]
    asked = Options(by=setting.by, each=setting.each, **options)
    result = score_interviews(interviews, library, asked).result
    (part,) = result.questionnaires
    found, shown = Equations(people, floors=not options.get("unmasked")), 0
    secret: list[list[int]] = []
    for places, figures in parts_of(people, part):
        shown += add_scores(found, places, figures)
        for name, question in figures.questions.items():
            shown += add_question(found, places, name, question)
            states_are_no_hint(question)
        if None in figures.questions["h"].distribution.values() and not all(map(tells, groups_of(figures))):
            secret.append(places)
    for field, cells in part.by.items():
        for value, cell in cells.items():
            if cell.withheld is not True:
                places = [p for p, person in enumerate(people) if getattr(person, field) == value]
                shown += add_scores(found, places, cell)
    shown += add_listed(found, result)
    yes = [{(p, "h", False): 1.0 for p in places if people[p].values["h"] is not None} for places in secret]
    return Attack(shown, len(found.solved()), sum(found.follows(each) for each in yes))


def add_listed(found: Equations, result: Result) -> int:
    """The scores of those who are listed one by one: all of them agreed to be named."""
    listed = result.interviews if isinstance(result.interviews, list) else []
    for each in listed:
        place = int(each.file.partition("[")[2].rstrip("]"))
        assert found.people[place].named or result.privacy.unmasked
        for name, dimension in each.dimensions.items():
            if dimension.score is not None:
                parts = score_parts(found.people[place], name)
                found.shown({(place, q, False): factor for q, factor in parts.items()})
        if each.overall is not None:
            found.shown({(place, q, False): f for q, f in overall_parts(found.people[place]).items()})
    return len(listed)


def groups_of(figures: Any) -> list[GroupScore]:
    """The groups that are pooled in some figures; none for those of a group itself."""
    return list(figures.groups.values()) if hasattr(figures, "groups") else [figures]


def tells(group: GroupScore) -> bool:
    """Whether it is told how many of a group said yes: then no secret is left in all of them together."""
    question = group.questions.get("h")
    return bool(question and question.distribution) and None not in question.distribution.values()


def states_are_no_hint(question: QuestionScore) -> None:
    """How many did not know, or passed it by: not told below the floor, and never of one state alone."""
    others = [n for state, n in question.status.items() if state != "answered"]
    if question.reasons and question.reasons.get("status") == "withheld":
        assert others.count(None) >= 2
        assert all(n is None or n >= FLOOR for n in others)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attacked")
    (folder / "test.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    return Library([folder])


@pytest.mark.parametrize("first", range(0, POPULATIONS, AT_ONCE))
@pytest.mark.parametrize("name", SETTINGS)
def test_nobody_is_solved(name, first, library):
    setting = SETTINGS[name]
    crowds = [population(seed, setting) for seed in range(first, first + AT_ONCE)]
    tried = [attack(people, setting, library) for people in crowds]
    bare = [attack(people, setting, library, unmasked=True) for people in crowds[:5]]
    shown, solved, options = (sum(column) for column in zip(*tried, strict=True))
    print(
        f"\n| {name} | {len(tried)} populations | {shown} figures shown | {solved} people solved | "
        f"{options} options solved | without floors in {sum(a.solved > 0 for a in bare)} of 5 |"
    )
    assert (solved, options) == (0, 0)
    assert any(each.solved for each in bare)  # the attacker does find people where they can be found
    assert shown / len(tried) > 10


@pytest.mark.parametrize("name", SETTINGS)
def test_nobody_is_solved_where_a_sample_stands_for_all(name, library, monkeypatch):
    # Of more than 400 ways to leave answers out only 64 people are looked at: here six of all.
    for module in (stratum, tally, within):
        monkeypatch.setattr(module, "MOST_PATTERNS", 0)
    monkeypatch.setattr(stratum, "SAMPLED", 6)
    setting = SETTINGS[name]
    tried = [attack(population(seed, setting), setting, library) for seed in range(AT_ONCE // 4)]
    shown, solved, options = (sum(column) for column in zip(*tried, strict=True))
    print(
        f"\n| a sample, {name} | {len(tried)} populations | {shown} figures shown | {solved} people solved |"
    )
    assert (solved, options) == (0, 0)
    assert shown / len(tried) > 10


def test_one_of_six_hundred_is_not_given_away(library, monkeypatch):
    # All leave out this or that; of 'two' only one left a question out, and would be the difference.
    for module in (stratum, tally, within):
        monkeypatch.setattr(module, "MOST_PATTERNS", 50)
    draw = Random(1)  # noqa: S311  no secret hangs on it
    people = [
        person._replace(values=person.values | dict.fromkeys(draw.sample("cdefhg", draw.randint(0, 6))))
        for person in everybody({}) * 50
    ]
    people[7] = people[7]._replace(values=people[7].values | {"a": None})
    setting = Setting(("inside",), (0, 0))
    assert attack(people, setting, library, unmasked=True).solved == 1
    assert attack(people, setting, library).solved == 0
    found = scored(people, library)
    assert (found.dimensions["two"].score, found.dimensions["two"].reason) == (None, "withheld")
    assert found.dimensions["four"].score is not None


def everybody(changes):
    """Twelve insiders who answer everything, but for what is changed: `{person: {question: answers}}`."""
    found = []
    for place in range(12):
        values: dict[str, int | None] = dict.fromkeys(QUESTIONS, 1 + place % 5) | {"h": place % 2}
        importances: dict[str, int | None] = dict.fromkeys(RATED, 3)
        for question, (value, importance) in changes.get(place, {}).items():
            values[question], importances[question] = value, importance
        found.append(Person("inside", "", "", named=False, values=values, importances=importances))
    return found


def scored(people, library, **options):
    draw = Random(1)  # noqa: S311  no secret hangs on it
    interviews = [held(place, person, draw) for place, person in enumerate(people)]
    return score_interviews(interviews, library, Options(**options)).result.questionnaires[0]


def test_who_did_not_rate_importance_is_not_the_difference_of_two_figures(library):
    people = everybody({0: {"a": (1, None)}})
    question = scored(people, library).questions["a"]
    assert (question.n, question.importance.n, question.gap.n) == (11, 11, 11)
    assert question.gap.mean == pytest.approx(question.mean - question.importance.mean)
    assert sum(question.distribution.values()) == 11
    open_ = scored(people, library, unmasked=True).questions["a"]
    assert (open_.n, open_.importance.n, open_.gap.n) == (12, 11, 11)


def test_a_dimension_of_two_questions_is_withheld_where_one_answered_only_one_of_them(library):
    one = scored(everybody({0: {"a": (None, 3)}}), library)
    assert (one.dimensions["two"].score, one.dimensions["two"].reason) == (None, "withheld")
    assert one.dimensions["four"].score is not None
    two = scored(everybody({0: {"a": (None, 3)}, 1: {"b": (None, 3)}}), library)  # they hide each other
    assert two.dimensions["two"].score is not None


def test_overall_that_would_give_one_person_away_is_made_of_the_dimensions(library):
    # One person has no score on 'four': with the dimensions, the mean of everybody's overall would be theirs.
    gone = dict.fromkeys("cdef", (None, None))
    found = scored(everybody({0: {q: gone[q] for q in "def"} | {"c": (None, 3)}}), library)
    weights = [(d.weight, d.score) for d in found.dimensions.values()]
    assert None not in [score for _, score in weights]
    assert (found.overall.of_dimensions, found.overall.n) == (True, 11)
    assert found.overall.score == pytest.approx(sum(w * s for w, s in weights) / sum(w for w, _ in weights))
    assert (found.overall.interval, found.overall.reasons["interval"]) == (None, "withheld")
    whole = scored(everybody({}), library).overall
    assert (whole.of_dimensions is True, whole.interval is None) == (False, False)
