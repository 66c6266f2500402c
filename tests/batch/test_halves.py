"""A talk held in two files is one respondent, whatever piece of work each file is in."""

from __future__ import annotations

import itertools
import json

import pytest
from kits.batch import interview

from cfdiag.batch.score import score_files
from cfdiag.formats.library import Library
from cfdiag.scoring.options import Options


def answered(**values):
    return {key: {"status": "answered", "value": value} for key, value in values.items()}


FIRST = interview(1, finished=None, answers=answered(share_plans=1, share_data=5, region="north"))
SECOND = interview(
    2,
    continues=FIRST["id"],
    started="2026-11-23T09:00:00Z",
    answers=answered(share_data=2, reply=4) | {"share_plans": {"status": "skipped"}},
)
THIRD = interview(3, continues=SECOND["id"], started="2026-11-24T09:00:00Z", answers=answered(deliver=3))


def scored(desk, paths=("in",), **kwargs):
    return score_files(
        list(paths), Library([desk.folder / "qs"]), Options(unmasked=True), keep=True, **kwargs
    )


def said(result):
    return [(d.code.value, d.severity, str(d.location)) for d in result.diagnostics]


@pytest.mark.parametrize("names", list(itertools.permutations("abc")))
def test_the_later_answer_counts_and_a_skip_takes_nothing_away(desk, names):
    for name, document in zip(names, (FIRST, SECOND, THIRD), strict=True):
        desk.write(f"in/{name}.json", document)
    result = scored(desk)
    ((whole, file),) = result.interviews
    given = {key: answer.value for key, answer in whole.answers.items()}
    assert given == {"share_plans": 1, "share_data": 2, "region": "north", "reply": 4, "deliver": 3}
    assert (whole.started, whole.finished, file) == (
        FIRST["started"],
        THIRD["finished"],
        f"in/{names[2]}.json",
    )
    assert (whole.id, whole.continues) == (FIRST["id"], None)
    assert result.result.inputs.interviews == 1
    assert result.result.questionnaires[0].n == 1
    assert {code for code, *_ in said(result)} == {"continued"}


def test_several_processes_and_one_give_the_same(desk, monkeypatch):
    monkeypatch.setattr("cfdiag.batch.pieces.FILES_PER_PIECE", 1)
    desk.many(6)
    desk.write("in/x.json", FIRST | {"id": "x1"})
    desk.write("in/y.json", SECOND | {"id": "x2", "continues": "x1"})
    lines = "".join(json.dumps(document) + "\n" for document in (THIRD | {"continues": "x2"}, FIRST))
    desk.write("in/z.jsonl", lines)
    alone, pool = scored(desk), scored(desk, jobs=3)
    assert alone.result == pool.result
    assert alone.interviews == pool.interviews
    assert said(alone) == said(pool)


def test_a_copy_of_a_half_counts_once_and_the_strictest_consent_of_all_holds(desk):
    who = {"group": "customer", "name": "Ann", "consent": "named"}
    desk.write("in/a.json", FIRST | {"respondent": who | {"account": "acme"}})
    desk.write("in/b.json", SECOND | {"respondent": who})
    desk.write("in/copy.json", SECOND | {"respondent": who | {"consent": "counted"}})
    result = scored(desk)
    ((whole, _),) = result.interviews
    assert whole.respondent.consent == "counted"
    assert (whole.respondent.name, whole.respondent.account) == ("Ann", "acme")
    assert [code for code, *_ in said(result)] == ["duplicate-interview", "continued"]


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (SECOND | {"continues": "nowhere"}, "is not here"),
        (SECOND | {"respondent": {"group": "customer"}}, "is of another group"),
        (SECOND | {"continues": SECOND["id"]}, "continues itself"),
    ],
)
def test_what_cannot_be_put_together_counts_by_itself_and_says_why(desk, second, why):
    desk.write("in/a.json", FIRST)
    desk.write("in/b.json", second)
    result = scored(desk)
    assert result.result.inputs.interviews == 2
    (warning,) = result.diagnostics
    assert (warning.code.value, warning.severity, str(warning.location)) == (
        "not-joined",
        "warning",
        "in/b.json",
    )
    assert why in warning.message


def test_halves_that_go_round_in_a_circle_end(desk):
    desk.write("in/a.json", FIRST | {"continues": SECOND["id"]})
    desk.write("in/b.json", SECOND)
    result = scored(desk)
    assert result.result.inputs.interviews == 1
    assert [code for code, *_ in said(result)] == ["not-joined", "continued"]


REPEATS = """\
cfdiag: 1
id: points
version: 1.0.0
title: Points
groups: {internal: {title: Inside, side: inside, anonymous: false}}
scales: {five: {min: 1, max: 5}}
dimensions: {touch: {title: Touch}}
sections:
  - id: first
    title: First
    questions:
      - {id: online, type: yes_no, ask: Do you sell online?}
      - {id: shop, type: rating, scale: five, dimension: touch, when: online == "yes", ask: The shop?}
  - id: points
    title: Points
    repeat: {ask: Which?, items: {call: A call}, add: true}
    questions: [{id: rate, type: rating, scale: five, dimension: touch, ask: How is {{ item }}?}]
"""


def half(id_, items, answers, **changes):
    return {
        "format": "cfdiag/interview@1",
        "id": id_,
        "questionnaire": {"id": "points", "version": "1.0.0"},
        "respondent": {"group": "internal", "name": "Ann", "consent": "named"},
        "items": {"points": items},
        "answers": answered(**answers),
    } | changes


def test_both_halves_number_their_own_items_from_one(desk):
    (desk.folder / "qs" / "points.yaml").write_text(REPEATS.replace("How is {{ item }}?", '"How is it?"'))
    first = half(
        "a",
        {"call": "A call", "i1": "Fair", "i2": "Letter"},
        {"online": "yes", "shop": 5, "points/i1/rate": 1, "points/i2/rate": 2},
    )
    second = half(
        "b",
        {"call": "A call", "i1": "letter", "i2": "Visit"},
        {"online": "no", "points/i1/rate": 4, "points/i2/rate": 5, "points/call/rate": 3},
        continues="a",
    )
    desk.write("in/a.json", first)
    desk.write("in/b.json", second)
    ((whole, _),) = scored(desk).interviews
    assert whole.items == {"points": {"call": "A call", "i1": "Fair", "i2": "letter", "i3": "Visit"}}
    given = {key: answer.value for key, answer in whole.answers.items()}
    assert given == {
        "online": "no",
        "points/i1/rate": 1,
        "points/i2/rate": 4,
        "points/i3/rate": 5,
        "points/call/rate": 3,
    }
    assert whole.set_aside["shop"].value == 5  # asked no more since the second half
