"""The attacker of `test_attacker`, in repeated sections, perception rows, and where three groups are pooled.

Unknown is every rating, by person and answer; about items too. Who has a score is known to the attacker (from
the interviews themselves); what it is made of is worked out here, from the answers.

A distribution over items counts everybody once for each answer that they gave. Where it adds up to as many as
were given, nobody gave one twice, and everybody sees that: then it is the sum of all answers. Else what
somebody with several answers is counted for is one unknown more.

`pytest -s tests/scoring/test_attacker_wide.py` prints what was tried.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, NamedTuple

import numpy as np
import pytest
from kits.attack import solved
from kits.scoring import interview, questionnaire, rating, result
from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.model.interview import Answer, Interview
from cfdiag.model.questionnaire import ComparedGroups, Group, Questionnaire, Repeat, Section
from cfdiag.model.release import History, Past
from cfdiag.model.result import QuestionScore
from cfdiag.model.text import plain
from cfdiag.scoring.many import stratum, tally
from cfdiag.scoring.one.score import Scorer
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy import within
from cfdiag.scoring.privacy.members import person_of
from cfdiag.scoring.privacy.repeating import remembered

pytestmark = pytest.mark.timeout(180)

FLOOR = 5
SHARED = ("x", "y")
Row = dict[tuple[str, ...], float]


class Setting(NamedTuple):
    """A kind of questionnaire and population."""

    groups: tuple[str, ...]
    people: tuple[int, int]
    repeated: bool = True
    compare: bool = False
    rated: bool = False
    """Whether importance is rated."""
    by: tuple[str, ...] = ()
    named: float = 0.0


SETTINGS = {
    "repeats": Setting(("a",), (6, 18)),
    "repeats, rated twice": Setting(("a",), (7, 18), rated=True),
    "repeats by department": Setting(("a",), (12, 30), by=("department",)),
    "perception": Setting(("a", "customer"), (10, 30), repeated=False, compare=True, rated=True, named=0.7),
    "perception of items": Setting(("a", "customer"), (12, 30), compare=True, rated=True, named=0.5),
    "three groups": Setting(("a", "b", "c"), (12, 36), repeated=False, rated=True),
    "three groups, repeats": Setting(("a", "b", "customer"), (15, 40), by=("department",), named=0.6),
}
FEW = {
    "repeats": Setting(("a", "b", "customer"), (8, 18)),
    "no repeats": Setting(("a", "b", "customer"), (8, 18), repeated=False),
}
POPULATIONS, AT_ONCE = int(os.environ.get("CFDIAG_POPULATIONS", "20")), 20
"""By hand more: `CFDIAG_POPULATIONS=60 pytest -s tests/scoring/test_attacker_wide.py`."""


def asked(setting: Setting) -> Questionnaire:
    rated = frozenset(setting.groups) if setting.rated else frozenset()
    parts: list[Any] = [
        rating(name, dimension, groups=setting.groups, importance=rated)
        for name, dimension in {"q1": "two", "q2": "two", "q3": "mixed"}.items()
    ]
    if setting.repeated:
        repeat = Repeat(
            ask=plain("Which?"), name=plain("thing"), items={item: plain(item) for item in SHARED}, add=True
        )
        things = (
            rating("r1", "mixed", groups=setting.groups, importance=rated),
            rating("r2", "items", groups=setting.groups),
            rating("r3", "items", groups=setting.groups),
        )
        parts.append(Section(id="way", title=plain("Way"), repeat=repeat, questions=things))
    else:
        parts += [rating("q4", "mixed", groups=setting.groups), rating("q5", "mixed", groups=setting.groups)]
    groups = {g: Group(g, plain(g), None, anonymous=g != "customer", side="inside") for g in setting.groups}
    compare = ComparedGroups("a", "customer") if setting.compare else None
    return questionnaire(*parts, groups=groups, compare=compare)


def drawn(seed: int, setting: Setting, q: Questionnaire) -> list[Interview]:
    draw = Random(seed)  # noqa: S311  no secret hangs on it
    careful = draw.choice([0.99, 0.95, 0.85])
    found = []
    for place in range(draw.randint(*setting.people)):
        group = draw.choice(setting.groups)
        items = [item for item in SHARED if draw.random() < draw.choice([0.95, 0.6])]
        items += [f"i{n}" for n in range(1, 1 + draw.choice([0, 0, 0, 1, 4]))]
        answers: dict[str, Any] = {}
        for section in q.sections:
            for question in section.questions:
                for key in [f"way/{i}/{question.id}" for i in items] if section.repeat else [question.id]:
                    value = draw.randint(1, 5) if draw.random() < careful else None
                    rated = draw.randint(1, 5) if question.importance and draw.random() < careful else None
                    status = "answered" if value else draw.choice(["unknown", "skipped"])
                    answers[key] = Answer(status=status, value=value, importance=rated)
        who: dict[str, Any] = {"department": draw.choice(["Sales", "Service", "Legal"])}
        if group == "customer" and draw.random() < setting.named:
            who |= {"consent": "named", "name": f"N{place}"}
        things = {"way": dict.fromkeys(items, "It")} if setting.repeated else {}
        found.append(interview(f"i{place:03}", answers, group, items=things, **who))
    return found


class Attack:
    """Everything that is shown, as rows over the unknowns."""

    def __init__(self, q: Questionnaire, people: list[Interview], *, floors: bool) -> None:
        self.q, self.people, self.floors = q, people, floors
        scorer = Scorer(q)
        self.scores = {each.id: scorer.score(each) for each in people}
        self.answers = {each.id: each.answers for each in people}
        self.rows: list[Row] = []

    def show(self, row: Row) -> None:
        """A row: an answer that was put right later is another unknown."""
        self.rows.append({(*key, self._value(*key)): factor for key, factor in row.items() if factor})

    def _value(self, id_: str, key: str, what: str) -> str:
        if what == "once":
            return str([a.value for k, a in sorted(self.answers[id_].items()) if k.endswith(f"/{key}")])
        answer = self.answers[id_][key]
        return str(answer.value if what == "p" else answer.importance)

    def keys(self, person: Interview, question: str, kind: str) -> list[str]:
        """The answers to a question, or to it about one item (`way/x/r1`): those with both, or with one."""
        found = []
        for key, answer in person.answers.items():
            if key == question or ("/" not in question and key.endswith(f"/{question}")):
                have = {"p": answer.value is not None, "i": answer.importance is not None}
                have["g"] = have["p"] and have["i"]
                found += [key] if have[kind] else []
        return found

    def is_paired(self, group: str, question: str) -> bool:
        name = question.rpartition("/")[2]
        mine = [p for p in self.people if p.respondent.group == group]
        private = any(p.respondent.consent != "named" or group != "customer" for p in mine)
        return self.floors and private and sum(bool(self.keys(p, name, "g")) for p in mine) >= FLOOR

    def mean(self, people: list[Interview], question: str, kind: str, n: int | None) -> Row:
        """A mean over people, each by their own mean over the items."""
        behind: dict[str, list[str]] = {}
        for person in people:
            which = "g" if self.is_paired(person.respondent.group, question) else kind
            if keys := self.keys(person, question, which):
                behind[person.id] = keys
        assert n == len(behind), (question, kind)
        row: Row = {}
        for id_, keys in behind.items():
            for key in keys:
                row |= {(id_, key, what): sign / len(keys) for what, sign in _SIGNS[kind]}
        return row

    def counted(self, people: list[Interview], question: str, shown: QuestionScore) -> Row:
        """How many gave each answer over all items, each times its step."""
        row: Row = {}
        total, given = 0, 0
        times = shown.distribution
        nobody_twice = sum(times.values()) == shown.given
        for person in people:
            which = "g" if self.is_paired(person.respondent.group, question) else "p"
            keys = self.keys(person, question, which)
            values = [self.answers[person.id][key].value for key in keys]
            total, given = total + sum(set(values)), given + len(values)
            if nobody_twice or len(keys) == 1:
                row |= {(person.id, key, "p"): 1 for key in keys}
            elif keys:
                row[person.id, question, "once"] = 1
        assert sum(int(step) * n for step, n in times.items()) == total
        assert shown.given == given
        return row

    def of(self, people: list[Interview], figure: Any) -> list[Interview]:
        """Those behind a figure: at the top level some are those of another group."""
        if figure.group is UNSET:
            return people
        return [p for p in self.people if p.respondent.group == figure.group]

    def questions(self, people: list[Interview], figures: Mapping[str, QuestionScore]) -> None:
        for key, question in figures.items():
            mine = self.of(people, question)
            if question.as_of is not UNSET:
                continue
            if question.mean is not None:
                self.show(self.mean(mine, key, "p", question.n))
            if question.given is not UNSET and question.distribution:
                self.show(self.counted(mine, key, question))
            if anew(question.importance):
                self.show(self.mean(mine, key, "i", question.importance.n))
            if anew(question.gap):
                self.show(self.mean(mine, key, "g", question.gap.n))

    def parts(self, person: Interview, dimension: str) -> Row:
        """A score as a combination of answers; nothing where there is none."""
        found = self.scores[person.id].dimensions.get(dimension)
        if found is None or found.score is None:
            return {}
        names = {q.id for s in self.q.sections for q in s.questions if q.dimension == dimension}
        keys = [k for k, a in person.answers.items() if k.rpartition("/")[2] in names and a.value is not None]
        return {(person.id, key, "p"): 1 / len(keys) for key in keys}

    def scored(self, people: list[Interview], part: Any) -> None:
        for name, dimension in part.dimensions.items() if part.dimensions else ():
            mine = self.of(people, dimension)
            if dimension.as_of is not UNSET:
                continue
            if dimension.score is not None:
                rows = [row for p in mine if (row := self.parts(p, name))]
                assert dimension.n == len(rows)
                self.show({key: factor for row in rows for key, factor in row.items()})
            for item, score in (dimension.items or {}).items() if dimension.items else ():
                if score is not None:
                    self.show(self.of_item(mine, name, item))
        made_of_others = part.overall and part.overall.of_dimensions is True
        if (
            part.overall
            and part.overall.score is not None
            and part.overall.as_of is UNSET
            and not made_of_others
        ):
            row: Row = {}
            for person in people:
                if self.scores[person.id].overall is not None:
                    have = [made for d in self.q.dimensions if (made := self.parts(person, d))]
                    row |= {key: factor / len(have) for made in have for key, factor in made.items()}
            self.show(row)

    def of_item(self, people: list[Interview], dimension: str, item: str) -> Row:
        row: Row = {}
        for person in people:
            if self.scores[person.id].item_scores.get(dimension, {}).get(item) is not None:
                keys = [
                    k
                    for k, a in person.answers.items()
                    if k.startswith(f"{item}/")
                    and a.value is not None
                    and self.q.question(k.rpartition("/")[2]).dimension == dimension
                ]
                row |= {(person.id, key, "p"): 1 / len(keys) for key in keys}
        return row

    def of_group(self, people: list[Interview]) -> list[Row]:
        """Means and scores of some people, whether they are shown or not."""
        shared = [f"way/{item}" for item in SHARED]
        for section in self.q.sections:
            for question in section.questions:
                about = [question.id, *(f"{item}/{question.id}" for item in shared if section.repeat)]
                for key in about:
                    n = sum(bool(self.keys(p, key, "p")) for p in people)
                    self.show(self.mean(people, key, "p", n))
        for name in self.q.dimensions:
            parts = [self.parts(p, name) for p in people]
            self.show({key: factor for row in parts for key, factor in row.items()})
            for item in shared:
                self.show(self.of_item(people, name, item))
        return [row for row in self.rows if row]

    def perceptions(self, found: Mapping[str, Any]) -> int:
        shown = 0
        for key, each in found.items():
            for group, mean, n in (
                ("a", each.internal, each.n_internal),
                ("customer", each.customer, each.n_customer),
            ):
                if mean is not None and each.as_of is UNSET:
                    mine = [p for p in self.people if p.respondent.group == group]
                    self.show(self.mean(mine, key, "p", n))
                    shown += 1
        return shown


def anew(figure: Any, name: str = "mean") -> bool:
    """Whether a figure is shown, and not repeated from an earlier release."""
    return figure is not UNSET and getattr(figure, name) is not None and figure.as_of is UNSET


_SIGNS = {"p": [("p", 1.0)], "i": [("i", 1.0)], "g": [("p", 1.0), ("i", -1.0)]}


def attacked(setting: Setting, seed: int, **options: Any) -> tuple[int, set[str], int]:
    q = asked(setting)
    people = drawn(seed, setting, q)
    (part,) = result(q, people, Options(by=setting.by, **options)).questionnaires
    found, shown = seen(q, people, part, floors=not options)
    private = {p.id for p in people if p.respondent.consent != "named"}
    return len(found.rows), solved(found.rows) & private, shown


def seen(q: Questionnaire, people: list[Interview], part: Any, *, floors: bool) -> tuple[Attack, int]:
    """What a result shows of some people, and how many sides of perception rows."""
    found = Attack(q, people, floors=floors)
    lead = [p for p in people if p.respondent.group in part.groups_shown]
    for members, figures in whose(people, lead, part):
        found.scored(members, figures)
        found.questions(members, getattr(figures, "questions", {}))
    return found, found.perceptions(part.perception)


def whose(people: list[Interview], lead: list[Interview], part: Any) -> Iterator[tuple[list[Interview], Any]]:
    """Everything that is shown, with who is behind it."""
    yield lead, part
    for group, figures in part.groups.items():
        if figures.withheld is not True:
            yield [p for p in people if p.respondent.group == group], figures
    for value, cell in part.by.get("department", {}).items():
        if cell.withheld is not True:
            yield [p for p in lead if p.respondent.department == value], cell


@pytest.mark.parametrize("first", range(0, POPULATIONS, AT_ONCE))
@pytest.mark.parametrize("name", SETTINGS)
def test_nobody_is_solved(name, first):
    setting = SETTINGS[name]
    tried = [attacked(setting, seed) for seed in range(first, first + AT_ONCE)]
    bare = [attacked(setting, seed, unmasked=True) for seed in range(first, first + 5)]
    people = sum(len(each) for _, each, _ in tried)
    print(
        f"\n| {name} | {len(tried)} populations | {sum(n for n, *_ in tried)} figures shown | "
        f"{people} people solved | without floors in {sum(bool(each) for _, each, _ in bare)} of 5 |"
    )
    assert people == 0
    assert any(each for _, each, _ in bare)  # the attacker does find people where they can be found
    assert sum(n for n, *_ in tried) / len(tried) > 5
    assert not setting.compare or sum(n for *_, n in tried) > 0


@pytest.mark.parametrize("name", SETTINGS)
def test_nobody_is_solved_where_a_sample_stands_for_all(name, monkeypatch):
    # Of more than 400 ways to leave answers out only 64 people are looked at: here six of all.
    for module in (stratum, tally, within):
        monkeypatch.setattr(module, "MOST_PATTERNS", 0)
    monkeypatch.setattr(stratum, "SAMPLED", 6)
    tried = [attacked(SETTINGS[name], seed) for seed in range(AT_ONCE // 4)]
    people = sum(len(each) for _, each, _ in tried)
    print(
        f"\n| a sample, {name} | {len(tried)} populations | {sum(n for n, *_ in tried)} figures shown | "
        f"{people} people solved |"
    )
    assert people == 0
    assert sum(n for n, *_ in tried) / len(tried) > 5


def released(setting: Setting, seed: int, *, protected: bool = True) -> tuple[int, set[str]]:
    """Two to four releases; between them people join, leave, and put answers right."""
    draw = Random(seed)  # noqa: S311  no secret hangs on it
    q = asked(setting)
    scorer = Scorer(q)
    everybody = drawn(seed, setting, q)
    people = everybody[: max(6, len(everybody) - draw.choice([1, 5, 8]))]
    late = everybody[len(people) :]
    past: list[Past] = []
    rows: list[Any] = []
    for release in range(draw.randint(2, 4)):
        members = [person_of(p, scorer.score(p), q, scorer.layout, setting.by) for p in people]
        history = {"test": History(tuple(past) if protected else (), tuple(members))}
        options = Options(by=setting.by)
        (part,) = result(q, people, options, history=history).questionnaires
        past.append(Past(f"2026-11-{release + 1:02}", remembered(part, members, by=setting.by)))
        rows += seen(q, people, part, floors=True)[0].rows
        join = draw.choice([0, 1, 5, 8])
        people, late = [*people, *late[:join]], late[join:]
        for _ in range(draw.choice([0, 0, 1, 2])):
            people.pop(draw.randrange(len(people)))
        for _ in range(draw.choice([0, 0, 1, 2])):
            at = draw.randrange(len(people))
            people[at] = put_right(people[at], draw)
    private = {p.id for p in everybody if p.respondent.consent != "named"}
    return len(rows), solved(rows) & private


def of_few(setting: Setting, seed: int, *, protected: bool = True) -> tuple[int, int]:
    """How many figures of groups were withheld in two releases, and how many of them follow."""
    draw = Random(seed)  # noqa: S311  no secret hangs on it
    q = asked(setting)
    scorer = Scorer(q)
    everybody = drawn(seed, setting, q)
    people = everybody[: max(6, len(everybody) - draw.choice([0, 5, 8]))]
    past: list[Past] = []
    rows: list[Row] = []
    hidden: list[Row] = []
    for release, there in enumerate((people, everybody)):
        members = [person_of(p, scorer.score(p), q, scorer.layout, setting.by) for p in there]
        history = {"test": History(tuple(past) if protected else (), tuple(members))}
        (part,) = result(q, there, Options(), history=history).questionnaires
        past.append(Past(f"2026-11-{release + 1:02}", remembered(part, members, by=())))
        rows += seen(q, there, part, floors=True)[0].rows
        for group, figures in part.groups.items():
            mine = [p for p in there if p.respondent.group == group]
            if figures.withheld is True and len(mine) > 1:
                hidden += Attack(q, there, floors=True).of_group(mine)
    return len(hidden), sum(followed(rows, hidden))


def followed(rows: list[Row], hidden: list[Row]) -> list[bool]:
    """Whether each of these rows is a combination of what is shown."""
    unknowns = {key: n for n, key in enumerate(dict.fromkeys(k for row in [*rows, *hidden] for k in row))}

    def matrix(of: list[Row]) -> np.ndarray:
        found = np.zeros((len(of), len(unknowns)))
        for at, row in enumerate(of):
            for key, factor in row.items():
                found[at, unknowns[key]] = factor
        return found

    if not rows or not hidden:
        return [False] * len(hidden)
    shown, wanted = matrix(rows), matrix(hidden)
    made = wanted @ np.linalg.pinv(shown, rcond=1e-10) @ shown
    return [bool(each) for each in np.abs(made - wanted).max(axis=1) < 1e-7]


def put_right(person: Interview, draw: Random) -> Interview:
    """One answer, or all of them, said otherwise."""
    keys = list(person.answers) if draw.random() < 0.5 else [draw.choice(list(person.answers))]
    answers = dict(person.answers)
    for key in keys:
        answers[key] = replace(answers[key], status="answered", value=draw.randint(1, 5))
    return replace(person, answers=answers)


RELEASED = (
    "repeats",
    "repeats by department",
    "perception of items",
    "three groups",
    "three groups, repeats",
)


@pytest.mark.parametrize("first", range(0, POPULATIONS, AT_ONCE))
@pytest.mark.parametrize("name", RELEASED)
def test_over_all_releases_nobody_is_solved(name, first):
    setting = SETTINGS[name]
    tried = [released(setting, seed) for seed in range(first, first + AT_ONCE)]
    bare = [released(setting, seed, protected=False) for seed in range(first, first + 5)]
    people = sum(len(each) for _, each in tried)
    print(
        f"\n| releases, {name} | {len(tried)} populations | {sum(n for n, _ in tried)} figures shown | "
        f"{people} people solved | without memory in {sum(bool(each) for _, each in bare)} of 5 |"
    )
    assert people == 0
    assert any(each for _, each in bare)


@pytest.mark.parametrize("first", range(0, POPULATIONS, AT_ONCE))
@pytest.mark.parametrize("name", FEW)
def test_over_two_releases_no_figure_of_a_group_that_is_withheld_follows(name, first):
    tried = [of_few(FEW[name], seed) for seed in range(first, first + AT_ONCE)]
    withheld, follow = (sum(each) for each in zip(*tried, strict=True))
    print(f"\n| of few, {name} | {withheld} figures withheld | {follow} follow |")
    assert withheld > 0
    assert follow == 0


def test_what_was_withheld_of_four_does_not_follow_from_the_next_release():
    setting = FEW["no repeats"]
    withheld, follow = of_few(setting, 129)
    assert (withheld > 0, follow) == (True, 0)
    assert of_few(setting, 129, protected=False)[1] > 0


def test_who_has_a_score_about_one_item_and_none_about_all_is_not_taken_for_given_away():
    """One of 39 was: without a score about all items, the score about one was held for that of others."""
    shown, people = released(SETTINGS["three groups, repeats"], 2731207671)
    assert (shown > 100, people) == (True, set())
