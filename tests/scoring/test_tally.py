"""Tallies: any split and any order give the same result to the byte; nothing is kept per respondent."""

from __future__ import annotations

import pickle

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kits.scoring import ENGLISH, SEVEN, interview, questionnaire, rating, result, tally

from cfdiag.model.questionnaire import Question, Repeat, Section
from cfdiag.model.result import Inputs
from cfdiag.model.text import plain
from cfdiag.scoring.many import stratum as stratum_module
from cfdiag.scoring.many import tally as tally_module
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.one.score import Scorer
from cfdiag.scoring.options import Options
from cfdiag.scoring.privacy import within
from cfdiag.scoring.summary import summarise

ALL = frozenset({"internal"})


def make():
    repeat = Repeat(ask=plain("?"), name=plain("point"), items={"x": plain("X"), "y": plain("Y")})
    items = Section(
        id="way",
        title=plain("Way"),
        repeat=repeat,
        questions=(rating("good", "e", importance=ALL, reverse=True),),
    )
    return questionnaire(
        rating("a", importance=ALL, weight=0.3),
        rating("b", importance=ALL, scale=SEVEN),
        rating("c", importance=ALL, reverse=True),
        Question(id="n", type="number", ask=plain("?"), groups=("internal",)),
        items,
    )


respondents = st.lists(
    st.fixed_dictionaries(
        {
            "a": st.tuples(st.integers(1, 5), st.integers(1, 5)),
            "b": st.tuples(st.integers(1, 7), st.integers(1, 7)),
        },
        optional={
            "c": st.tuples(st.integers(1, 5), st.integers(1, 5)),
            "n": st.floats(-1e6, 1e6).map(lambda x: round(x, 3)),
            "way/x/good": st.tuples(st.integers(1, 5), st.integers(1, 5)),
            "way/y/good": st.integers(1, 5),
            "way/i1/good": st.integers(1, 5),
        },
    ),
    min_size=1,
    max_size=30,
)


def as_interviews(people):
    made = []
    for place, answers in enumerate(people):
        items = {key.split("/")[1]: "item" for key in answers if "/" in key}
        made.append(
            interview(
                f"id{place}", answers, items={"way": items}, department=["Sales", "IT", None][place % 3]
            )
        )
    return made


def as_bytes(q, found, options):
    return msgspec.json.encode(
        summarise({q.id: found}, {q.id: q}, options, Inputs(interviews=1, unfinished=0), ENGLISH)
    )


@settings(max_examples=30, deadline=None)
@given(respondents, st.randoms(), st.integers(1, 5))
def test_any_split_and_order_gives_the_same_bytes(people, random, parts):
    assert_splits_alike(people, random, parts)


@settings(max_examples=20, deadline=None)
@given(respondents, st.randoms(), st.integers(1, 5))
def test_any_split_and_order_gives_the_same_sample(people, random, parts):
    with pytest.MonkeyPatch.context() as patch:
        for module in (stratum_module, tally_module, within):
            patch.setattr(module, "MOST_PATTERNS", 2)
        patch.setattr(stratum_module, "SAMPLED", 3)
        assert_splits_alike(people, random, parts)


def assert_splits_alike(people, random, parts):
    q, options = make(), Options(by=("department",), min_group=3, seed=7)
    interviews = as_interviews(people)
    whole = as_bytes(q, tally(q, interviews, options), options)
    random.shuffle(interviews)
    pieces = [tally(q, interviews[k::parts], options) for k in range(parts)]
    pieces = [pickle.loads(pickle.dumps(piece)) for piece in pieces]  # noqa: S301  our own bytes
    random.shuffle(pieces)
    total = pieces[0]
    for piece in pieces[1:]:
        total = total + piece
    assert as_bytes(q, total, options) == whole


@settings(max_examples=30, deadline=None)
@given(respondents)
def test_figures_agree_with_pandas(people):
    q = make()
    figures = result(q, as_interviews(people), Options(unmasked=True)).questionnaires[0]
    for name, scale in (("a", 5), ("b", 7), ("c", 5)):
        rows = pd.DataFrame([p[name] for p in people if name in p], columns=["p", "i"])
        found = figures.questions[name]
        assert found.n == len(rows)
        if len(rows) < 5:
            continue
        turned = 6 - rows["p"] if name == "c" else rows["p"]
        assert found.mean == pytest.approx(rows["p"].mean())
        assert found.sd == pytest.approx(rows["p"].std(), abs=1e-12)
        assert found.median == rows["p"].median()
        assert found.points == pytest.approx(100 * (turned.mean() - 1) / (scale - 1))
        assert found.gap.mean == pytest.approx((turned - rows["i"]).mean())
        counts = rows["p"].value_counts()
        assert {k: v for k, v in found.distribution.items() if v} == {str(k): v for k, v in counts.items()}
    means = [
        np.mean([_value(v) for k, v in p.items() if "/" in k]) for p in people if any("/" in k for k in p)
    ]
    if len(means) >= 5:
        assert figures.questions["good"].n == len(means)
        assert figures.questions["good"].mean == pytest.approx(np.mean(means))
        assert figures.questions["good"].sd == pytest.approx(np.std(means, ddof=1), abs=1e-9)


def _value(answer):
    return answer[0] if isinstance(answer, tuple) else answer


@settings(max_examples=30, deadline=None)
@given(respondents)
def test_dimensions_agree_with_pandas(people):
    q = make()
    interviews = as_interviews(people)
    scorer = Scorer(q)
    overalls = pd.Series([scorer.score(one).overall for one in interviews], dtype=float).dropna()
    found = result(q, interviews, Options(unmasked=True)).questionnaires[0].overall
    assert found.n == len(overalls)
    if len(overalls) >= 5:
        assert found.score == pytest.approx(overalls.mean(), rel=1e-12)
        assert found.sd == pytest.approx(overalls.std(), rel=1e-9, abs=1e-9)
        assert found.median == pytest.approx(overalls.median(), rel=1e-12)


def test_items_that_respondents_added_are_never_pooled():
    q = make()
    people = [{"a": (1, 1), "b": (1, 1), "way/x/good": 2, "way/i1/good": 4}] * 6
    questions = result(q, as_interviews(people)).questionnaires[0].questions
    assert "way/x/good" in questions
    assert not any("i1" in key for key in questions)
    assert questions["good"].mean == 3.0


def test_tallies_of_different_runs_are_refused():
    q = make()
    with pytest.raises(ValueError, match="different runs"):
        Tally(q, ("department",)) + Tally(q)


def test_the_resampling_keeps_a_bounded_number_of_respondents(monkeypatch):
    for module in (tally_module, stratum_module):
        monkeypatch.setattr(module, "RESERVOIR", 20)
    q = make()
    people = [{"a": (1 + i % 5, 3), "b": (4, 1 + i % 7)} for i in range(100)]
    interviews = as_interviews(people)
    found = tally(q, interviews)
    assert len(found.strata["internal", False].people) <= 40
    other = tally(q, interviews[50:]) + tally(q, interviews[:50])
    assert (
        sorted(other.strata["internal", False].people)[:20]
        == sorted(found.strata["internal", False].people)[:20]
    )


def test_a_tally_does_not_grow_with_its_interviews():
    q = questionnaire(rating("a"), rating("b"), rating("c"))
    sizes = []
    for n in (stratum_module.RESERVOIR, 2 * stratum_module.RESERVOIR):  # so many are kept for resampling
        people = [{"a": 1 + i % 5, "b": 1 + i % 4, "c": 1 + i % 3} for i in range(n)]
        sizes.append(len(pickle.dumps(tally(q, as_interviews(people)))))
    assert sizes[1] < 1.1 * sizes[0]
