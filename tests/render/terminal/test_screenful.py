"""A result on a screen of 80 by 24: names on one line, the differences that matter, all of it on request."""

from __future__ import annotations

from functools import cache

import pytest
from kits.demo import demo_heard
from msgspec.structs import replace

from cfdiag.api.result import Result
from cfdiag.api.scoring import score
from cfdiag.ground.cells import width
from cfdiag.locales.catalogue import LANGUAGES, locale_for
from cfdiag.model.interview import Interview
from cfdiag.model.result import QuestionnaireResult
from cfdiag.render.result.text import scorecard

COLUMNS, LINES = 80, 24
ASKED = 8
"""Lines beyond the screen that a breakdown, or a baseline with its gates, may take."""
ROWS = 6
"""Dimensions that a screen shows of many questionnaires at the least."""
SHIPPED = tuple(dict.fromkeys(each.questionnaire.id for each in demo_heard()))
TODAY = "2026-11-20"


@cache
def demo(language: str, by: tuple[str, ...] = ()) -> Result:
    found = score(list(demo_heard()), by=by, language=language, today=TODAY)
    return found.with_figures(replace(found.figures, fictional=True))


def better(interview: Interview) -> Interview:
    """Every moment of contact is rated as high as can be."""
    answers = {
        key: replace(answer, value=5) if key.endswith("/touch_rating") and answer.value else answer
        for key, answer in interview.answers.items()
    }
    return replace(interview, answers=answers)


def of_one(questionnaire: str, language: str, most: int) -> Result:
    mine = [each for each in demo_heard() if each.questionnaire.id == questionnaire]
    return score(mine[:most], language=language, today=TODAY)


def names(parts: list[QuestionnaireResult]) -> list[str]:
    return [
        found.title
        for part in parts
        for found in part.dimensions.values()
        if found.kind == "scored" and found.score is not None
    ]


def rows(text: str, titles: list[str]) -> list[str]:
    """The dimensions that stand on one line with their score."""
    lines = text.split("\n")
    return [each for each in titles if any(line.startswith(f"{each} ") for line in lines)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("most", [1, 100])
@pytest.mark.parametrize("questionnaire", SHIPPED)
def test_every_score_of_a_questionnaire_is_one_line_of_the_screen(questionnaire, most, language):
    result = of_one(questionnaire, language, most)
    text = scorecard(result.figures, width=COLUMNS, language=language)
    titles = names(result.figures.questionnaires)
    assert rows(text, titles) == titles
    assert len(text.split("\n")) <= LINES
    assert max(map(width, text.split("\n"))) <= COLUMNS


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_many_questionnaires_a_screen_shows_scores_and_not_their_surroundings(language):
    text = scorecard(demo(language).figures, width=COLUMNS, language=language)
    assert len(rows(text, names(demo(language).figures.questionnaires))) >= ROWS
    assert len(text.split("\n")) <= LINES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_breakdown_is_said_by_where_its_rows_lie_furthest_apart(language):
    result = demo(language, ("department",)).figures
    text = scorecard(result, width=COLUMNS, language=language)
    assert len(text.split("\n")) <= LINES + ASKED
    part = next(each for each in result.questionnaires if each.id == "silo-busting")
    apart = part.widest["department"]
    said = " ".join(text.split())
    assert all(end in said for end in (apart.high, apart.low, part.dimensions[apart.dimension].title))
    assert "cfdiag score -v" in said
    whole = scorecard(result, width=COLUMNS, language=language, long=True)
    assert all(name in whole for name in part.by["department"])
    assert locale_for(language).score(part.by["department"]["Finance"].overall.score) in whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_baseline_a_screen_names_what_moved_beyond_chance(language):
    later = score([better(each) for each in demo_heard()], language=language, today="2027-02-26")
    result = later.judged(baseline=demo(language).figures, max_drop=50).figures
    moved = next(
        each.dimensions["touch_points"]
        for each in result.baseline.questionnaires
        if each.id == "customer-view"
    )
    assert moved.beyond_noise is True
    text = scorecard(result, width=COLUMNS, language=language)
    assert len(text.split("\n")) <= LINES + ASKED
    assert moved.title in text.split(locale_for(language)("Since the baseline"))[1]
    assert f"{locale_for(language).signed(moved.change)}" in text
    whole = scorecard(result, width=COLUMNS, language=language, long=True)
    assert whole.count(locale_for(language)("change")) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_baseline_from_which_nothing_moved_is_said_in_a_sentence(language):
    result = demo(language).judged(baseline=demo(language).figures).figures
    text = scorecard(result, width=COLUMNS, language=language)
    assert len(text.split("\n")) <= LINES + ASKED
    since = text.split(locale_for(language)("Since the baseline"))[1]
    assert names(result.questionnaires)[0] not in since
