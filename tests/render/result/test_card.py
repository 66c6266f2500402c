"""The scorecard of one interview says what there is to say, and nothing about the rest."""

import msgspec
import pytest

from cfdiag.model.result import DimensionScore, Score
from cfdiag.render.result.text import scorecard

NOTHING = "Nothing in this interview is scored; what was said is in the report."


OVERALL = Score(score=54.0, n=1)


@pytest.fixture
def alone(result):
    """The result of one interview: one dimension scored, one not asked, a checklist that did not apply."""

    def made(n=1, overall=OVERALL, **dimensions):
        each = msgspec.structs.replace(
            result.questionnaires[0],
            n=n,
            overall=overall,
            dimensions=dimensions,
            findings=[],
            by={},
            questions={},
            actions=[],
        )
        return scorecard(
            msgspec.structs.replace(result, questionnaires=[each], gates=[]), width=80, long=True
        )

    return made


SCORED = DimensionScore(title="Sharing", score=48.0, n=1, target=70)
NOT_ASKED = DimensionScore(title="Habits", score=None, reason="not_asked")
DID_NOT_APPLY = DimensionScore(title="Facts", kind="checklist", score=None, reason="not_applicable")
TOO_FEW = DimensionScore(title="Learning", score=None, reason="too_few_answers")


def test_what_was_not_asked_of_one_respondent_has_no_line(alone):
    dimensions = {"a": SCORED, "b": NOT_ASKED, "c": DID_NOT_APPLY, "d": TOO_FEW}
    text = alone(**dimensions)
    assert "Sharing" in text
    assert "– Learning: too few of its questions were answered" in text
    assert "Habits" not in text
    assert "Facts" not in text
    # Of several it is worth knowing.
    assert "– Habits: not asked of this group" in alone(n=2, **dimensions)


def test_one_respondent_has_no_interval(alone):
    assert "interval" not in alone(a=SCORED)
    assert "interval" in alone(n=2, a=SCORED)


def test_where_nothing_is_scored_it_says_so_in_words(alone):
    unscored = Score(score=None, n=1, reason="not_scored")
    assert NOTHING in alone(overall=unscored, b=NOT_ASKED, c=DID_NOT_APPLY)
    assert NOTHING not in alone(a=SCORED)
