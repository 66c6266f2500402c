"""What scorecards, tables and reports say beside the scores, in whole sentences."""

from __future__ import annotations

import json
from random import Random
from xml.etree import ElementTree as ET

import pytest
from kits.scoring import interview, questionnaire, rating, result

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.questionnaire import Question, Scale
from cfdiag.model.text import plain
from cfdiag.render.result import RESULT_FORMATS, OutputContext
from cfdiag.render.score_sentences import beside_the_scores

TEN = Scale("ten", 0, 10, {})
GIVEN = [10] * 6 + [9] * 3 + [8] * 2 + [7] * 4 + [6] * 2 + [3, 0, 0]


def loyal(given, **changes):
    q = questionnaire(rating("loyal", None, scale=TEN, recommend=True, **changes))
    return result(q, [interview(f"i{k}", {"loyal": value}) for k, value in enumerate(given)])


def said(found, language="en"):
    return beside_the_scores(found.questionnaires[0], locale_for(language))


def test_the_recommendation_score_from_fifteen_people():
    # 9 of 20 promoters, 5 detractors: +20; adjusted Wald with n + 3 (statistics.recommend_interval)
    assert said(loyal(GIVEN)) == [
        "Recommendation score +20 (95% interval −15 to +50, n 20): 9 gave 9 or 10, 6 7 or 8, 5 0 to 6."
    ]
    assert said(loyal(GIVEN), "nl") == [
        (
            "Aanbevelingsscore +20 (95%-interval −15 tot +50, n 20): "
            "9 gaven een 9 of 10, 6 een 7 of 8, 5 een 0 tot en met 6."
        )
    ]


@pytest.mark.parametrize("n", [5, 8, 14])
def test_below_fifteen_as_its_three_counts(n):
    found = loyal(([10, 9, 8, 3, 7] * 3)[:n])
    figure = found.questionnaires[0].questions["loyal"].recommend
    assert (figure.n, figure.score, figure.interval, figure.reason) == (n, None, None, "too_few_respondents")
    assert figure.promoters + figure.passives + figure.detractors == n
    assert said(found) == [
        (
            f"Recommendation (“About loyal?”): {figure.promoters} gave 9 or 10, {figure.passives} 7 or 8, "
            f"{figure.detractors} 0 to 6."
        )
    ]


@pytest.mark.parametrize("format_", ["text", "markdown", "github", "junit"])
@pytest.mark.parametrize("given", [GIVEN, GIVEN[:12]], ids=["score", "counts"])
def test_it_stands_in_every_format(format_, given):
    found = loyal(given)
    shown = " ".join(RESULT_FORMATS[format_](found, OutputContext(width=300)).replace("\\", "").split())
    assert said(found)[0] in shown.replace("%25", "%")
    if format_ == "junit":
        suites = ET.fromstring(RESULT_FORMATS["junit"](found, OutputContext()))  # noqa: S314  our own
        case = next(c for c in suites.iter("testcase") if c.get("name") == "recommend.loyal")
        assert [child.tag for child in case] == ["system-out" if len(given) > 14 else "skipped"]


def test_its_keys_in_json():
    made = json.loads(RESULT_FORMATS["json"](loyal(GIVEN), OutputContext()))
    figures = made["questionnaires"][0]["questions"]["loyal"]
    assert figures["recommend"]["n"] == 20
    assert figures["recommend"]["score"] == 20.0
    assert figures["recommend"]["interval"] == [pytest.approx(-15.4, abs=0.05), pytest.approx(50.2, abs=0.05)]


def prices(values, group="internal", **changes):
    q = questionnaire(
        Question(id="price", type="number", ask=plain("The most you would pay?"), groups=(group,))
    )
    return result(
        q, [interview(f"i{k}", {"price": value}, group, **changes) for k, value in enumerate(values)]
    )


def test_numbers_as_n_median_range_and_from_five_the_mean():
    # The lowest and the highest are one person's each: of an anonymous group they are not told.
    assert said(prices([10, 12.5, 40, 20, 90])) == ["The most you would pay?: median 20, mean 34.5 (n 5)."]
    few = prices([10, 12.5, 40], "customer", consent="named", name="N")
    assert said(few) == ["The most you would pay?: median 12.5, from 10 to 40 (n 3)."]
    # Three of an anonymous group: that they were heard, and no more.
    assert said(prices([10, 12.5, 40])) == ["Internal: 3 heard, not shown. Figures are shown from 5 people."]
    same = prices([3, 3], "customer", consent="named", name="N")
    assert said(same) == ["The most you would pay?: everybody gave 3 (n 2)."]
    assert said(prices([3], "customer", consent="named", name="N")) == ["The most you would pay?: 3 (n 1)."]


@pytest.mark.parametrize(
    ("language", "said_as"),
    [
        ("en", "median 184\u202f000, from 1\u202f999 to 1\u202f250\u202f000.5"),
        ("nl", "mediaan 184\u202f000, van 1\u202f999 tot 1\u202f250\u202f000,5"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(language, said_as):
    found = prices([1999, 184_000, 1_250_000.5], "customer", consent="named", name="N")
    (one,) = beside_the_scores(found.questionnaires[0], locale_for(language))
    assert said_as in one


def answers(n, signs, noise=1):
    """n people whose answers follow one mood, each question with its sign; whole steps of 1–5."""
    return [
        interview(
            f"i{k}",
            {f"q{place}": 3 + sign * ((k * 7) % 5 - 2) for place, sign in enumerate(signs)},
        )
        for k in range(n)
    ]


def of_alpha(found):
    return [each for each in said(found) if "alpha" in each]


def test_alpha_below_zero_names_what_looks_reversed():
    q = questionnaire(*(rating(f"q{k}") for k in range(3)))
    found = result(q, answers(40, [1, 1, -1]))
    dimension = found.questionnaires[0].dimensions["d"]
    assert dimension.alpha < 0
    assert dimension.reversed == ["q2"]
    assert of_alpha(found) == [
        (
            f"D: alpha {locale_for('en').number(dimension.alpha, 2)}. "
            "These run against the others, as if they were keyed the other way: “About q2?”."
        )
    ]


def test_the_one_that_runs_against_the_others_is_named_where_all_of_them_seem_to():
    # With two of three alike but for chance, each of them runs against a rest that holds the reversed one.
    q = questionnaire(*(rating(f"q{k}") for k in range(3)))
    draw = Random(1)  # noqa: S311  no secret hangs on it
    people = []
    for k in range(40):
        mood = draw.randint(1, 5)
        near = max(1, min(5, mood + draw.choice([-1, 0, 1])))
        people.append(interview(f"i{k}", {"q0": mood, "q1": near, "q2": 6 - mood}))
    found = result(q, people)
    assert found.questionnaires[0].dimensions["d"].reversed == ["q2"]
    context = OutputContext()
    for name in ("text", "markdown"):
        assert "keyed the other way: “About q2" in " ".join(
            RESULT_FORMATS[name](found, context).replace("\\", "").split()
        )


def test_alpha_below_a_half_is_no_one_score():
    q = questionnaire(*(rating(f"q{k}") for k in range(3)))
    draw = Random(2)  # noqa: S311  no secret hangs on it
    people = []
    for k in range(60):
        mood = draw.gauss(0, 0.3)
        given = {f"q{i}": min(5, max(1, round(3 + mood + draw.gauss(0, 1)))) for i in range(3)}
        people.append(interview(f"i{k}", given))
    found = result(q, people)
    dimension = found.questionnaires[0].dimensions["d"]
    assert 0 <= dimension.alpha < 0.5, dimension
    assert of_alpha(found) == [
        f"D: alpha {locale_for('en').number(dimension.alpha, 2)}. Do not read these questions as one score."
    ]
    sound = result(q, answers(40, [1, 1, 1]))
    assert of_alpha(sound) == []
