"""Tables of thousands of columns: most comparisons are spared, and what is nearly alike is still found."""

from __future__ import annotations

import time
from datetime import date
from difflib import SequenceMatcher

from cfdiag.exchange.asked import keys_asked
from cfdiag.exchange.cell_texts import normal
from cfdiag.exchange.matching import exact_matches
from cfdiag.exchange.proposal import propose
from cfdiag.exchange.question_texts import NEAR, QuestionTexts
from cfdiag.exchange.response_people import ImportSettings
from cfdiag.exchange.survey import SurveyColumn, read_survey
from cfdiag.formats.library import Library

LIBRARY = Library()
COLUMNS = 3_000


def test_a_proposal_for_thousands_of_columns_takes_a_fraction_of_comparing_them_all() -> None:
    header = [
        f'"Some question number {n} about what you do for customers [part {n % 7}]"' for n in range(COLUMNS)
    ]
    table = "\n".join((",".join(header), ",".join("3" for _ in range(COLUMNS)))).encode()
    survey = read_survey(table, "wide.csv")
    asked = list(keys_asked(LIBRARY.get("silo-busting"), "internal"))
    said = set().union(*QuestionTexts(asked).said.values())
    begun = time.process_time()
    for text in header[: COLUMNS // 60]:
        for wording in said:
            SequenceMatcher(None, text, wording, autojunk=False).ratio()
    # Against a floor of the same run: a machine with other work takes twice as long for both.
    sixtieth, begun = time.process_time() - begun, time.process_time()
    propose(survey, LIBRARY.get("silo-busting"), ImportSettings(day=date(2026, 11, 26)))
    for id_ in LIBRARY.ids():
        exact_matches(survey.columns, LIBRARY.get(id_))
    assert time.process_time() - begun < 30 * sixtieth  # some 14, for eight questionnaires


def test_what_is_nearly_alike_is_what_the_plain_comparison_finds() -> None:
    """The bounds that spare most comparisons never spare one that would have counted."""
    questionnaire = LIBRARY.get("silo-busting")
    asked = list(keys_asked(questionnaire, "internal"))
    texts = QuestionTexts(asked)
    said = sorted({each.question.ask.pick("en", "internal") for each in asked})
    mended = [text.replace("customers", "clients").replace("we ", "our people ") for text in said]
    mended += [text[3:] for text in said] + [text[:-4] + " really?" for text in said] + said
    columns = [SurveyColumn(n, text) for n, text in enumerate(mended, 1)]
    keys = {each.key for each in asked}
    found = {near.column.number: (near.key, near.alike) for near in texts.nearly(columns, keys)}
    assert len(found) > 20
    for column in columns:
        text = normal(column.header)
        ratios = sorted(
            (
                (max(SequenceMatcher(None, text, w, autojunk=False).ratio() for w in texts.said[key]), key)
                for key in keys
                if texts.said[key]
            ),
            reverse=True,
        )
        clear = ratios[0][0] >= NEAR and ratios[0][0] - ratios[1][0] >= 0.10
        assert (column.number in found) == clear, column.header
        if clear:
            assert found[column.number] == (ratios[0][1], ratios[0][0])
