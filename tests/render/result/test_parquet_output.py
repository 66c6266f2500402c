"""The result as a table for other programs: typed, masked as the CSV, with what it is in its metadata."""

import csv
import io
import json
import sys

import pytest

import cfdiag
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.render.result import RESULT_FORMATS, OutputContext

arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def read(result):
    return parquet.read_table(io.BytesIO(RESULT_FORMATS["parquet"](result, OutputContext())))


def as_in_csv(row):
    """The value of a row as the CSV writes it: a whole number has no fraction there."""
    if row["value"] is None:
        return row["text"] or ""
    return repr(int(row["value"])) if row["value"].is_integer() else repr(row["value"])


def test_it_holds_the_figures_of_the_csv_row_by_row(result):
    text = RESULT_FORMATS["csv"](result, OutputContext())
    wanted = list(csv.DictReader(io.StringIO(text), strict=True))
    rows = read(result).to_pylist()
    assert len(rows) == len(wanted) > 100
    for row, line in zip(rows, wanted, strict=True):
        value = line["value"].removesuffix(".0").lstrip("'")
        assert as_in_csv(row) == value, line
        same = [name for name in line if name not in ("value", "reason")]
        assert [row[name] for name in same] == [line[name].lstrip("'") for name in same]
        assert (row["reason"] or "") == line["reason"]


def test_columns_are_typed(result):
    fields = {field.name: str(field.type) for field in read(result).schema}
    assert fields.pop("value") == "double"
    assert set(fields.values()) == {"string"}


def test_a_withheld_cell_is_empty_and_says_so(result):
    rows = [
        row for row in read(result).to_pylist() if row["breakdown"] == "department" and row["cell"] != "Sales"
    ]
    assert [(row["statistic"], row["value"], row["text"], row["reason"]) for row in rows] == [
        ("interviews", None, None, "withheld")
    ]


def test_the_metadata_say_which_floors_held(result):
    said = json.loads(read(result).schema.metadata[b"cfdiag"])
    assert said["tool"] == f"cfdiag {result.tool}"
    assert (said["min_group"], said["min_comments"], said["unmasked"], said["final"]) == (5, 10, False, True)


def test_the_same_result_is_the_same_bytes(result):
    assert RESULT_FORMATS["parquet"](result, OutputContext()) == RESULT_FORMATS["parquet"](
        result, OutputContext()
    )


@pytest.fixture
def scored():
    return cfdiag.score([cfdiag.load_interview("examples/002-client.json")], today="2026-11-27")


def test_a_program_has_the_same_table(scored):
    table = scored.to_arrow()
    assert table.equals(parquet.read_table(io.BytesIO(scored.file("parquet"))))
    assert table.schema.metadata == read(scored.figures).schema.metadata


def test_and_as_a_data_frame(scored):
    pytest.importorskip("pandas")
    frame = scored.to_pandas()
    assert list(frame.columns) == scored.to_arrow().column_names
    whole = frame[(frame.kind == "overall") & (frame.breakdown == "") & (frame.statistic == "interviews")]
    assert whole.value.tolist() == [1.0]


@pytest.mark.parametrize(
    ("gone", "call", "extra"),
    [
        ("pyarrow", "to_arrow", "parquet"),
        ("pandas", "to_pandas", "pandas"),
        ("pyarrow", "to_pandas", "pandas"),
    ],
)
def test_a_missing_extra_is_named(scored, monkeypatch, gone, call, extra):
    monkeypatch.setitem(sys.modules, gone, None)
    with pytest.raises(CfdiagError, match=f"{extra} needs a package") as found:
        getattr(scored, call)()
    assert found.value.diagnostics[0].hint == f"install it: pip install 'cfdiag[{extra}]'"


def test_what_is_no_text_is_not_rendered_as_one(scored):
    with pytest.raises(CfdiagError, match="parquet is no text"):
        scored.render("parquet")
