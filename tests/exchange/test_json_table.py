"""Tables of JSON: a list of maps as services write them; a column a key, whatever a map leaves out."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfdiag.exchange.reading import read
from cfdiag.ground.diagnostics import CfdiagError

RESPONSES = """[
 {"session": "1", "likes": 4, "tags": ["a, with comma", "c"]},
 {"session": "2", "remark": "line one\\nline \\"two\\"; three", "sure": true, "share": 2.0,
  "matrix": {"2R": 3}},
 {"session": " ", "likes": null}
]
"""


def test_a_list_of_maps_is_a_table_with_a_column_a_key():
    table = read(RESPONSES.encode("utf-8-sig"), "results.json")
    assert (table.encoding, table.delimiter, table.width) == ("utf-8-sig", "json", 7)
    assert table.header_rows[0].cells == ("session", "likes", "tags", "remark", "sure", "share", "matrix")
    assert [(row.number, row.line, row.cells) for row in table.rows] == [
        (1, 2, ("1", 4, '["a, with comma", "c"]', None, None, None, None)),
        (2, 3, ("2", None, None, 'line one\nline "two"; three', "TRUE", 2, '{"2R": 3}')),
        (3, 5, (None, None, None, None, None, None, None)),
    ]


def test_a_map_a_line_is_a_table_too():
    table = read(b'{"a": 1}\n{"a": 2}\n', "results.ndjson")
    assert [(row.line, row.cells) for row in table.rows] == [(1, (1,)), (2, (2,))]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('[{"a": 1}, {"a": }]', "json-syntax", "results.json:1:18"),
        ('[{"a": 1},\n', "json-syntax", "results.json:2:1"),
        ('[{"a": NaN}]', "json-syntax", "results.json:1:8"),
        ("[" * 100_000, "json-depth", "results.json:1:52"),
        ("[]", "no-responses", "results.json"),
        ("[1, 2]", "no-responses", "results.json"),
        ("  ", "no-responses", "results.json"),
        ("<html></html>", "cannot-read", "results.json"),
    ],
)
def test_what_is_no_list_of_maps_is_refused_with_its_place(text, code, place):
    with pytest.raises(CfdiagError) as caught:
        read(text.encode(), "results.json")
    first = caught.value.diagnostics[0]
    assert (first.code, str(first.location)) == (code, place)


def test_what_is_no_map_is_left_out_and_told():
    table = read(b'[{"a": 1},\n 7]', "results.json")
    assert [row.cells for row in table.rows] == [(1,)]
    assert [(f.code, str(f.location)) for f in table.faults] == [("broken-record", "results.json:2:1")]


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_end_the_reader(data):
    for whole in (data, b'[{"a": ' + data + b"}]"):
        with contextlib.suppress(CfdiagError):
            assert read(whole, "results.json", encoding="utf-8").rows
