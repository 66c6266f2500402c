"""An attacker who holds every release, knows who was in each and who answered what, and solves for people.

Every answer that anybody ever gave is an unknown; one that was not changed between two releases is one
unknown in both. Each figure that is shown is a linear equation. Somebody is solved when some combination of
the equations holds answers of that person alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

import msgspec
import numpy as np
import pytest
from msgspec import UNSET

from cfdiag.model.interview import Answer, Interview
from cfdiag.model.release import History, Past
from cfdiag.model.result import QuestionnaireResult
from cfdiag.scoring.one.score import Scorer
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy.members import person_of
from cfdiag.scoring.privacy.repeating import remembered
from kits.scoring import interview, questionnaire, rating, result

WHOLLY = 1 - 1e-6
"""A share of 1 but for rounding. Factors go from 1/20 to 1: whoever shares it has more than 1/1000 of it."""
RATED = frozenset({"internal"})
QUESTIONS = {
    "a": ("two", True),
    "b": ("two", True),
    "c": ("four", True),
    "d": ("four", False),
    "e": ("four", False),
    "f": ("four", False),
}
"""Dimension, and whether importance is rated."""
DIMENSIONS = {name: [q for q, (mine, _) in QUESTIONS.items() if mine == name] for name in ("two", "four")}
Given = dict[str, tuple[int | None, int | None]]
"""What one person answers: performance and importance, by question."""


def asked():
    return questionnaire(
        *(
            rating(name, dimension, importance=RATED if rated else frozenset())
            for name, (dimension, rated) in QUESTIONS.items()
        )
    )


def drawn(draw: Random, careful: float) -> Given:
    return {
        name: (
            draw.randint(1, 5) if draw.random() < careful else None,
            draw.randint(1, 5) if rated and draw.random() < careful else None,
        )
        for name, (_, rated) in QUESTIONS.items()
    }


def held(id_: str, given: Given, **changes: object) -> Interview:
    answers = {
        name: Answer(status="answered" if value else "unknown", value=value, importance=importance)
        for name, (value, importance) in given.items()
    }
    return interview(id_, answers, **changes)


class Engagement:
    """Releases one after the other, each as the tool makes it, and what an attacker knows of each."""

    def __init__(self, by: tuple[str, ...] = ()) -> None:
        self.questionnaire, self.by = asked(), by
        self.scorer = Scorer(self.questionnaire)
        self.past: list[Past] = []
        self.shown: list[QuestionnaireResult] = []
        self.people: list[dict[str, Given]] = []
        self.departments: dict[str, str] = {}

    def release(self, people: dict[str, Given], *, protected: bool = True) -> QuestionnaireResult:
        interviews = [held(id_, given, department=self.departments.get(id_)) for id_, given in people.items()]
        members = [
            person_of(each, self.scorer.score(each), self.questionnaire, self.scorer.layout, self.by)
            for each in interviews
        ]
        history = {"test": History(tuple(self.past) if protected else (), tuple(members))}
        made = result(self.questionnaire, interviews, Options(by=self.by), history=history).questionnaires[0]
        day = f"2026-11-{len(self.past) + 1:02}"
        self.past.append(Past(day, remembered(made, members, by=self.by)))
        self.shown.append(made)
        self.people.append(dict(people))
        return made

    def forget(self, id_: str) -> None:
        """What `cfdiag` keeps of a person who is forgotten: nothing."""
        self.past = [
            msgspec.structs.replace(
                each,
                released=msgspec.structs.replace(
                    each.released, people={k: v for k, v in each.released.people.items() if k != id_}
                ),
            )
            for each in self.past
        ]

    def rows(self):
        """Every figure that was shown, as `{(person, question, rating, value): factor}`, with its people."""
        for at, (people, shown) in enumerate(zip(self.people, self.shown, strict=True)):
            for where, members, figures in _populations(people, shown, self.departments, self.by):
                for figure, row in _equations(members, figures):
                    yield at, where, figure, row

    def solved(self) -> set[str]:
        """The people of whom something follows, each alone."""
        return solved([row for *_, row in self.rows()])

    def few(self, floor: int) -> list[tuple[object, ...]]:
        """Figures that differ from an earlier one of the same by the answers of fewer than the floor."""
        found, before = [], {}
        for at, where, figure, row in self.rows():
            for then, earlier in before.setdefault(figure, []):
                apart = {u[0] for u in row.keys() ^ earlier.keys()}
                if 0 < len(apart) < floor and then != at:
                    found.append((figure, then, at, where, sorted(apart)))
            before[figure].append((at, row))
        return found


def _populations(people, shown, departments, by):
    yield "all", people, shown
    for field in by:
        for value, cell in shown.by[field].items():
            members = {k: v for k, v in people.items() if departments.get(k, "not stated") == value}
            yield value, members, cell


def _equations(people, figures):
    for name, question in getattr(figures, "questions", {}).items():
        if question.as_of is UNSET:
            yield from _of_question(people, name, question)
    scores = {id_: [_parts(given, names) for names in DIMENSIONS.values()] for id_, given in people.items()}
    for place, dimension in enumerate(DIMENSIONS):
        found = figures.dimensions and figures.dimensions.get(dimension)
        if found and found.score is not None and found.as_of is UNSET:
            yield dimension, _score_row(people, found, {id_: [s[place]] for id_, s in scores.items()})
    overall = figures.overall
    # One whose spread is withheld is made of the dimensions that are shown: it tells nothing beside them.
    made_of_others = overall and overall.reasons is not UNSET and overall.reasons.get("sd") == "withheld"
    if overall and overall.score is not None and overall.as_of is UNSET and not made_of_others:
        yield "overall", _score_row(people, overall, scores)


def _score_row(people, found, scores):
    row = {}
    for id_, parts in scores.items():
        have = [each for each in parts if each]
        for each in have:
            row |= {
                (id_, name, "p", people[id_][name][0]): factor / len(have) for name, factor in each.items()
            }
    assert found.n == len({key[0] for key in row})
    return row


def _of_question(people, name, question):
    rated = QUESTIONS[name][1]
    answered = [id_ for id_, given in people.items() if given[name][0] is not None]
    both = [id_ for id_ in answered if people[id_][name][1] is not None]
    if question.mean is not None:
        used = answered if question.n == len(answered) else both
        assert question.n == len(used)
        mean = sum(people[id_][name][0] for id_ in used) / len(used)
        assert question.mean == pytest.approx(mean)
        yield name, {(id_, name, "p", people[id_][name][0]): Fraction(1) for id_ in used}
    if (
        rated
        and question.importance
        and question.importance.mean is not None
        and question.importance.as_of is UNSET
    ):
        everyone = [id_ for id_, given in people.items() if given[name][1] is not None]
        used = everyone if question.importance.n == len(everyone) else both
        yield f"{name} importance", {(id_, name, "i", people[id_][name][1]): Fraction(1) for id_ in used}
    if rated and question.gap and question.gap.mean is not None and question.gap.as_of is UNSET:
        yield (
            f"{name} gap",
            {
                (id_, name, kind, people[id_][name][n]): Fraction(1 - 2 * n)
                for id_ in both
                for n, kind in enumerate("pi")
            },
        )


def _parts(given, names):
    valid = [name for name in names if given[name][0] is not None]
    if len(valid) < max(2, -(-len(names) // 2)):
        return {}
    return {name: Fraction(1, len(valid)) for name in valid}


def solved(rows) -> set[str]:
    """The people of whom some combination of rows `{(person, …): factor}` holds answers alone."""
    rows = list(rows)
    unknowns: dict[str, list[tuple[str, ...]]] = {}
    for unknown in dict.fromkeys(unknown for row in rows for unknown in row):
        unknowns.setdefault(unknown[0], []).append(unknown)
    parts = [
        np.array([[float(row.get(unknown, 0)) for unknown in mine] for row in rows])
        for mine in unknowns.values()
    ]
    return {list(unknowns)[place] for place in alone(parts)}


def alone(parts: Sequence[np.ndarray]) -> list[int]:
    """Who can be solved: whose answers have a leverage of 1 on some combination of the rows.

    The guard asks how the rank of its system falls, exactly and modulo a prime. Here it is the share of one
    person in whatever the rows can be combined to, in real numbers: where the one reckons wrongly, the other
    does not.

    Args:
        parts: of each person the rows' factors of their answers, a column an answer.
    """
    if not parts or not len(parts[0]):
        return []
    inverse = np.linalg.pinv(sum(part @ part.T for part in parts), rcond=1e-10, hermitian=True)
    shares = [np.linalg.eigvalsh(part.T @ inverse @ part).max() for part in parts]
    return [place for place, share in enumerate(shares) if share > WHOLLY]
