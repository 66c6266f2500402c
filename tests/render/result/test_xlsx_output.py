"""The result as a workbook: numbers are numbers, words are words, whatever they look like."""

import csv
import io
import zipfile

import msgspec
import pytest

from cfdiag.render.result import RESULT_FORMATS, OutputContext

calamine = pytest.importorskip("python_calamine")
pytest.importorskip("xlsxwriter")


def rows(result):
    made = RESULT_FORMATS["xlsx"](result, OutputContext())
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(made))
    head, *body = book.get_sheet_by_name("Result").to_python()
    return [dict(zip(head, row, strict=True)) for row in body]


def test_it_has_the_rows_of_the_csv_with_numbers_as_numbers(result):
    text = RESULT_FORMATS["csv"](result, OutputContext())
    wanted = list(csv.DictReader(io.StringIO(text), strict=True))
    found = rows(result)
    assert [(row["id"], row["statistic"]) for row in found] == [
        (line["id"].lstrip("'"), line["statistic"]) for line in wanted
    ]
    whole = {(row["id"], row["statistic"]): row for row in found if not row["breakdown"]}
    assert whole["latent_needs", "distribution.2"]["value"] == 14.0
    assert whole["sharing", "interval.low"]["value"] == 43.5
    assert {type(row["value"]) for row in found if row["value"] != ""} == {float}
    assert whole["sharing", "level"]["text"] == "developing"


def test_what_people_wrote_is_no_formula(result):
    changed = msgspec.structs.replace(result.questionnaires[0].dimensions["sharing"], title="=1+1")
    questionnaire = msgspec.structs.replace(result.questionnaires[0], dimensions={"sharing": changed})
    hostile = msgspec.structs.replace(result, questionnaires=[questionnaire])
    assert "=1+1" in {row["title"] for row in rows(hostile)}
    made = zipfile.ZipFile(io.BytesIO(RESULT_FORMATS["xlsx"](hostile, OutputContext())))
    assert b"<f>" not in made.read("xl/worksheets/sheet1.xml")


def test_the_same_result_is_the_same_file_and_says_which_floors_held(result):
    made = [RESULT_FORMATS["xlsx"](result, OutputContext()) for _ in range(2)]
    assert made[0] == made[1]
    core = zipfile.ZipFile(io.BytesIO(made[0])).read("docProps/core.xml").decode()
    assert f"tool cfdiag {result.tool}; min_group 5; min_comments 10; unmasked False" in core
