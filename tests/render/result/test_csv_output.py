import csv
import io

import msgspec
import pytest

from cfdiag.ground.safe import safe
from cfdiag.render.result import RESULT_FORMATS, OutputContext
from cfdiag.render.result._figure_rows import FIGURE_COLUMNS as HEADER


def rows(result):
    text = RESULT_FORMATS["csv"](result, OutputContext())
    assert safe(text) == text
    found = list(csv.reader(io.StringIO(text), strict=True))
    assert tuple(found[0]) == HEADER
    assert {len(row) for row in found} == {len(HEADER)}
    return [dict(zip(HEADER, row, strict=True)) for row in found[1:]]


def value(table, **wanted):
    (row,) = [row for row in table if all(row[name] == text for name, text in wanted.items())]
    return row["value"], row["reason"]


def test_every_statistic_has_a_row_of_its_own(result):
    table = rows(result)
    whole = {"breakdown": "", "kind": "dimension"}
    assert value(table, **whole, id="sharing", statistic="interval.low") == ("43.5", "")
    assert value(table, **whole, id="knowledge", statistic="score") == ("", "too_few_answers")
    assert value(table, **whole, id="habits", statistic="met") == ("5", "")
    assert value(table, kind="overall", breakdown="", statistic="interviews") == ("30", "")
    assert value(table, kind="question", id="latent_needs", statistic="distribution.2") == ("14", "")
    assert value(table, kind="question", id="latent_needs", statistic="gap.mean") == ("-2.1", "")
    assert value(table, breakdown="department", cell="Sales", statistic="score") == ("61.0", "")
    assert value(table, breakdown="group", cell="internal", id="sharing", statistic="score") == ("48.0", "")
    assert value(table, kind="perception", statistic="g") == ("", "too_few_respondents")
    assert value(table, kind="action", id="go_and_see", statistic="priority") == ("1.3125", "")


def test_a_withheld_cell_has_a_row_that_says_so_and_nothing_else(result):
    hidden = [row for row in rows(result) if row["breakdown"] == "department" and row["cell"] != "Sales"]
    assert [(row["statistic"], row["value"], row["reason"]) for row in hidden] == [
        ("interviews", "", "withheld")
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_never_begins_a_formula(result, start):
    changed = msgspec.structs.replace(result.questionnaires[0].dimensions["sharing"], title=f"{start}1+1")
    questionnaire = msgspec.structs.replace(result.questionnaires[0], dimensions={"sharing": changed})
    table = rows(msgspec.structs.replace(result, questionnaires=[questionnaire]))
    titles = {row["title"] for row in table if row["kind"] == "dimension"} - {"Sharing"}
    assert titles == {f"'{start.replace(chr(9), ' ').replace(chr(10), ' ').replace(chr(13), '�')}1+1"}
