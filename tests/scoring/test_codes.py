"""Codes are the only currency: what they add up to is what answers come to one by one, whatever they hold."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kits.anybody import anybody
from kits.oracle import Oracle
from kits.scoring import FIVE, interview, questionnaire, rating
from kits.tally_oracle import TallyOracle

from cfdiag.formats.library import Library
from cfdiag.model.interview import Answer, Interview, split_key
from cfdiag.model.questionnaire import Option, Question, Questionnaire, Repeat, Section
from cfdiag.model.text import plain
from cfdiag.questions import TYPES
from cfdiag.scoring.many.stratum import Stratum
from cfdiag.scoring.many.sums import Figure, TallyCell
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.one.score import Scorer

QUESTIONNAIRES = {id_: Library().get(id_) for id_ in Library().ids()}
SCORERS = {id_: Scorer(q) for id_, q in QUESTIONNAIRES.items()}
"""One for all examples: what one interview leaves behind must not change the next."""
ODD = ["", " ", "nobody knows", "x", 0, -1, 2, 3, 4.0, 2.5, 99, [], ["x"], ["a", "a"], "2026-11", None]


def changed(held: Interview, q: Questionnaire, dice: random.Random) -> Interview:
    """The interview with answers gone, not given, turned into others, or of a kind that none can be."""
    answers = {
        key: other(answer, q.question(split_key(key)[2]), dice)
        for key, answer in held.answers.items()
        if dice.random() > 0.1
    }
    if dice.random() < 0.1:
        answers |= {
            "nobody/asks/this": Answer(status="unknown"),
            "\0": Answer(status="answered", value=["x"]),
        }
    return msgspec.structs.replace(held, answers=answers)


def other(answer: Answer, question: Question | None, dice: random.Random) -> Answer:
    change = msgspec.structs.replace
    chance = dice.random()
    if chance < 0.15:
        return Answer(status=dice.choice(("unknown", "skipped", "not_applicable")))
    if chance < 0.2:
        return change(answer, value=dice.choice(ODD))
    if chance < 0.25:
        return change(answer, importance=dice.randint(-1, 9))
    if chance < 0.4 and question is not None:
        return change(answer, value=TYPES[question.type].invent(question, dice, 3.0, 2.0) or answer.value)
    if chance < 0.5:
        return change(answer, basis=dice.choice(("guess", "figures", None)), tags=("t",))
    return answer


def people(q: Questionnaire, seed: int, n: int) -> list[Interview]:
    dice = random.Random(seed)  # noqa: S311  no secrets
    groups = list(q.groups)
    return [changed(anybody(q, dice.choice(groups), dice.randrange(10**9)), q, dice) for _ in range(n)]


@pytest.mark.parametrize("id_", QUESTIONNAIRES)
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_a_score_is_what_its_answers_come_to_one_by_one(id_, seed):
    q = QUESTIONNAIRES[id_]
    oracle = Oracle(q)
    for held in people(q, seed, 4):
        assert SCORERS[id_].score(held) == oracle.score(held)


@pytest.mark.parametrize("id_", QUESTIONNAIRES)
def test_questions_that_were_not_asked_count_for_nothing(id_):
    q = QUESTIONNAIRES[id_]
    dice = random.Random(id_)  # noqa: S311  no secrets
    ids = [question.id for section in q.sections for question in section.questions]
    gone = frozenset(dice.sample(ids, len(ids) // 3))
    scorer, oracle = Scorer(q, None, gone), Oracle(q, gone)
    for held in people(q, 7, 6):
        kept = {key: answer for key, answer in held.answers.items() if split_key(key)[2] not in gone}
        one = msgspec.structs.replace(held, answers=kept)
        assert scorer.score(one) == oracle.score(one)


@given(st.lists(st.tuples(st.floats(1, 5), st.integers(1, 5), st.sampled_from(["x", "z", None])), max_size=6))
def test_points_that_are_no_whole_number_of_units_are_added_exactly(rows):
    """A number on a scale may lie anywhere on it; an option without points has no part."""
    many = Question(
        id="m",
        type="choice",
        ask=plain("?"),
        groups=("internal",),
        dimension="d",
        weight=0.3,
        options=(Option("x", plain("X"), 33.3), Option("z", plain("Z"))),
    )
    loose = Question(id="n", type="number", ask=plain("?"), groups=("internal",), dimension="d", scale=FIVE)
    steps = Section(
        id="way",
        title=plain("Way"),
        repeat=Repeat(ask=plain("?"), name=plain("step"), items={"one": plain("One")}),
        questions=(msgspec.structs.replace(loose, id="much"), rating("good")),
    )
    q = questionnaire(loose, rating("a", weight=2), many, steps)
    scorer, oracle = Scorer(q), Oracle(q)
    for number, rated, option in rows:
        answers = {"n": number, "a": rated, "way/one/much": 6 - number, "way/i1/good": rated}
        held = interview("i", answers | ({"m": option} if option else {}))
        assert scorer.score(held) == oracle.score(held)


@pytest.mark.parametrize("id_", QUESTIONNAIRES)
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10**9), n=st.integers(1, 12), waiting=st.integers(1, 14))
def test_what_is_counted_together_is_what_is_counted_one_by_one(id_, seed, n, waiting):
    """Whatever people answered, in however many goes: cells, codes, items, extras, patterns, people."""
    q, scorer = QUESTIONNAIRES[id_], SCORERS[id_]
    dice = random.Random(seed)  # noqa: S311  no secrets
    by = ("department",)
    tally, oracle = Tally(q, by, seed=3), TallyOracle(q, by, seed=3)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("cfdiag.scoring.many.tally._BY_SO_MANY", waiting)
        for number, held in enumerate(people(q, seed, n)):
            who = msgspec.structs.replace(held.respondent, department=dice.choice(("Sales", "Law", None)))
            one = msgspec.structs.replace(held, id=f"{number}", respondent=who)
            score = scorer.score(one)
            tally.add(one, score)
            oracle.add(one, score)
    assert {key: kept(cell) for key, cell in tally.cells.items()} == {
        key: kept(cell) for key, cell in oracle.cells.items()
    }
    assert {key: kept(stratum) for key, stratum in tally.strata.items()} == {
        key: kept(stratum) for key, stratum in oracle.strata.items()
    }


def kept(counted: Stratum | TallyCell) -> dict[str, object]:
    """Everything that is counted; nothing in it depends on who came first."""
    found = {name: getattr(counted, name) for name in counted.__slots__ if not name.startswith("_")}
    for name, value in found.items():
        if isinstance(value, Figure):
            found[name] = value.counts
        elif name in ("item_scores", "dimensions"):
            found[name] = {key: figure.counts for key, figure in value.items()}
        elif name == "listed":
            found[name] = {question: sorted(answers) for question, answers in value.items()}
    return found


def test_codes_that_wait_are_counted_whenever_somebody_looks(monkeypatch):
    """Complete scales, their codes and totals: the same in one go, in pieces, and one by one."""
    monkeypatch.setattr("cfdiag.scoring.many.tally._BY_SO_MANY", 5)
    q = QUESTIONNAIRES["silo-busting"]
    held = [anybody(q, group, n) for n in range(12) for group in q.groups]
    scores = [SCORERS[q.id].score(one) for one in held]

    def counted(cuts: list[int], *, look: bool = False) -> list[object]:
        whole = Tally(q)
        for start, end in zip([0, *cuts], [*cuts, len(held)], strict=True):
            part = Tally(q)
            for one, score in zip(held[start:end], scores[start:end], strict=True):
                part.add(one, score)
                if look:
                    assert part.strata
            whole += part
        return [
            (where, s.codes, s.complete, s.complete_codes, s.complete_totals, s.patterns, s.people)
            for where, s in sorted(whole.strata.items())
        ]

    one = counted([])
    assert one == counted([1, 8, 9]) == counted([], look=True)
    assert any(complete for _, _, complete, *_ in one)
