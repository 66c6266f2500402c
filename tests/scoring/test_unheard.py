"""Who was not heard: the range counts them, and one line says what they could make of the score."""

from __future__ import annotations

import math

import msgspec
import pytest
from kits.scoring import ENGLISH, interview, questionnaire, rating, result
from msgspec import UNSET

from cfdiag.locales.catalogue import locale_for
from cfdiag.render.result import RESULT_FORMATS, OutputContext
from cfdiag.render.score_sentences import unheard_sentence
from cfdiag.scoring.options import Options


def scored(values, known=None, names="a"):
    q = questionnaire(*(rating(name) for name in names))
    people = [interview(f"i{i}", dict.fromkeys(names, v)) for i, v in enumerate(values)]
    populations = {"test": {"internal": known}} if known else {}
    return result(q, people, Options(populations=populations))


EIGHT = [4, 3, 4, 3, 2, 4, 3, 3]


def test_each_end_of_the_range_comes_nearer_where_the_number_is_known():
    plain, known = (scored(EIGHT, n).questionnaires[0] for n in (None, 9))
    for one, other, middle in (
        (plain.overall.range, known.overall.range, plain.overall.score),
        (plain.dimensions["d"].range, known.dimensions["d"].range, plain.overall.score),
        (plain.questions["a"].range, known.questions["a"].range, plain.questions["a"].mean),
    ):
        for end, nearer in zip(one, other, strict=True):
            assert nearer - middle == pytest.approx((end - middle) * math.sqrt(1 - 8 / 9))
    assert plain.overall.interval == known.overall.interval
    assert (known.groups["internal"].population, plain.groups["internal"].population) == (9, UNSET)


def test_what_the_unheard_could_make_of_it():
    overall = scored(EIGHT, 9).questionnaires[0].overall
    total = sum(25 * (v - 1) for v in EIGHT)
    assert (overall.unheard.n, overall.unheard.lowest, overall.unheard.highest) == (
        1,
        pytest.approx(total / 9),
        pytest.approx((total + 100) / 9),
    )
    assert scored(EIGHT).questionnaires[0].overall.unheard is UNSET
    assert scored(EIGHT, 8).questionnaires[0].overall.unheard is UNSET
    assert (
        scored(EIGHT, 3).questionnaires[0].groups["internal"].population == 8
    )  # never fewer than were heard


@pytest.mark.parametrize(
    ("values", "known", "said"),
    [
        (EIGHT, 9, "Even top marks from the one who was not heard would leave this below target."),
        ([5] * 8, 10, "Even the lowest marks from the 2 who were not heard would leave this on target."),
        ([4] * 8, 16, "8 were not heard: whatever they say, it lies between 38 and 88."),
        ([4] * 8, None, ""),
    ],
)
def test_it_is_said_in_one_line_of_every_report(values, known, said):
    found = scored(values, known)
    assert unheard_sentence(found.questionnaires[0].overall, ENGLISH.locale) == said
    for name in ("text", "markdown"):
        text = " ".join(RESULT_FORMATS[name](found, OutputContext(width=200)).replace("\\", "").split())
        assert (said in text) if said else ("not heard" not in text)
    if said:
        assert unheard_sentence(found.questionnaires[0].overall, locale_for("nl")) != said


def test_of_several_questionnaires_it_is_said_of_which():
    found = scored(EIGHT, 9)
    (one,) = found.questionnaires
    other = msgspec.structs.replace(one, id="other", title="Other")
    two = msgspec.structs.replace(found, questionnaires=[one, other])
    text = " ".join(RESULT_FORMATS["text"](two, OutputContext(width=200)).split())
    said = unheard_sentence(one.overall, ENGLISH.locale)
    assert f"{one.title or one.id} · {said} Other · {said}" in text
