import msgspec
import pytest

from cfdiag.ground.cells import width
from cfdiag.ground.safe import safe
from cfdiag.model.result import DimensionScore, Score
from cfdiag.render.result import RESULT_FORMATS, OutputContext
from cfdiag.render.result.text import scorecard


def test_the_scorecard_at_eighty_cells(result):
    first, said, rest, *lines = scorecard(result, width=80).split("\n")
    assert first == "From silos to customers · 30 interviews · 1 unfinished"
    assert f"{said} {rest}".startswith("No rating says yet what works. You expect 4.1, customers say 3.0.")
    assert lines[:9] == [
        "  1. Spread what works (within 60 days)",
        "  2. Go and see a customer (Head of sales, within 30 days)",
        "                                          score range target            coverage",
        "Sharing                  ███████▋░░░│░░░░    48 43–52     70 developing      98%",
        "Silo busting             █████████████░░░    81           70 on target      100%",
        "Overall: 54 of 100.",
        "Habits 5 of 7 met",
        "– Customer knowledge",
        "Everything: cfdiag score -v; in words: cfdiag report.",
    ]


def test_in_full_there_is_all_that_was_found(result):
    text = scorecard(result, width=80, long=True)
    for block in (
        "What stands out\n  • You expect 4.1, customers say 3.0. =1+1",
        "Performance minus importance, largest gaps first\n   −2.1  We know what customers need",
        "Keep and spread\n  1. Spread what works (within 60 days)\n",
        "Mend first\n  2. Go and see a customer (Head of sales, within 30 days)\n",
        "Gate failed · overall: 54.3, at least 60 wanted\n",
        "withheld to protect respondents",
        "5 of 7 met",
    ):
        assert block in text


@pytest.mark.parametrize("columns", [10, 24, 40, 56, 60, 72, 80, 100, 200])
@pytest.mark.parametrize("unicode", [True, False])
def test_it_fits_every_width_and_says_every_score(result, columns, unicode):
    text = scorecard(result, width=columns, unicode=unicode)
    assert max(width(line) for line in text.split("\n")) <= max(columns, 24)
    assert safe(text) == text
    for figure in ("54", "48", "81", "61"):
        assert figure in text


def test_plain_ascii_where_the_output_knows_no_more(result):
    plain = msgspec.structs.replace(result.questionnaires[0], findings=[], by={}, questions={})
    text = scorecard(msgspec.structs.replace(result, questionnaires=[plain]), width=80, unicode=False)
    assert text.isascii()
    assert "Sharing                  ########...|....    48 43-52     70 developing" in text


def test_colour_only_when_asked(result):
    assert "\x1b[" not in scorecard(result, width=80)
    coloured = scorecard(result, width=80, colour=True)
    assert "\x1b[33mdeveloping" in coloured
    assert "\x1b[31m\u202e" not in coloured


def test_dutch(result):
    text = scorecard(result, width=80, language="nl", long=True)
    for word in (
        "30 interviews",
        "1 niet afgerond",
        "Totaal",
        "in ontwikkeling",
        "op streefwaarde",
        "Eerst verbeteren",
    ):
        assert word in text
    assert "−2,1" in text


def test_a_score_just_short_of_its_target_does_not_look_like_one_that_met_it(result):
    short = msgspec.structs.replace(result.questionnaires[0].dimensions["sharing"], score=69.96)
    each = msgspec.structs.replace(result.questionnaires[0], dimensions={"sharing": short})
    text = scorecard(msgspec.structs.replace(result, questionnaires=[each]), width=80)
    assert "69.9" in text


def test_few_interviews_are_not_dressed_up_as_statistics(result):
    few = msgspec.structs.replace(result.questionnaires[0], n=3)
    text = scorecard(msgspec.structs.replace(result, questionnaires=[few]), width=100, long=True)
    assert "Fewer than five interviews: read them one by one; means and intervals say little." in text


def test_a_questionnaire_without_points_has_no_row_for_overall(result):
    each = msgspec.structs.replace(
        result.questionnaires[0], overall=Score(score=None, n=30, reason="not_scored")
    )
    text = scorecard(msgspec.structs.replace(result, questionnaires=[each]), width=80)
    assert "Overall" not in text
    assert "Sharing" in text


def many(result, n=4, **changes):
    each = result.questionnaires[0]
    several = [msgspec.structs.replace(each, id=f"q{i}", n=10 * i + 6, **changes) for i in range(n)]
    headline = [msgspec.structs.replace(each, questionnaire="q0") for each in result.headline]
    return msgspec.structs.replace(result, questionnaires=several, headline=headline)


def test_many_questionnaires_are_one_table(result):
    text = scorecard(many(result, by={}), width=80)
    assert text.startswith("30 interviews · 4 questionnaires · 1 unfinished\n")
    assert text.count("coverage") == 1
    assert "Habits 5 of 7 met" in text
    assert "Gate failed" in text
    assert len(text.partition("Gate")[0].split("\n")) <= 24
    assert text.count("What stands out") == 0
    assert "What stands out" in scorecard(many(result, by={}), width=80, long=True)


@pytest.mark.parametrize("columns", [24, 46, 80, 100])
@pytest.mark.parametrize("unicode", [True, False])
def test_the_columns_of_the_table_stand_below_each_other(result, columns, unicode):
    text = scorecard(many(result, findings=[], by={}, questions={}), width=columns, unicode=unicode)
    lines = text.split("\n")
    assert max(map(width, lines)) <= columns
    assert text.isascii() is not unicode or columns == 24
    if columns > 24:
        assert len({line.index(" 48") for line in lines if line.startswith("Sharing")}) == 1


def test_a_checklist_that_applied_to_nobody_says_so(result):
    nothing = DimensionScore(kind="checklist", title="Habits", n=0, reason="not_applicable")
    each = msgspec.structs.replace(result.questionnaires[0], dimensions={"habits": nothing})
    one = msgspec.structs.replace(result, questionnaires=[each])
    for text in (
        scorecard(one, width=80, long=True),
        RESULT_FORMATS["markdown"](one, OutputContext()),
        RESULT_FORMATS["junit"](one, OutputContext()),
    ):
        assert "did not apply to anybody" in text
        assert "of – met" not in text
        assert "UNSET" not in text
