"""Tables of text: what is found of them without being told, and what is refused, each with its place."""

from __future__ import annotations

import csv
import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfdiag.exchange.columns import headers
from cfdiag.exchange.delimited import read_table
from cfdiag.ground.diagnostics import CfdiagError

NAMES = "Naam;Afdeling\nZoë Müller;Verkoop\nJosé Álvarez;Inkoop\n"


def cells(table):
    return [row.cells for row in table.rows]


def refused(data, **told):
    with pytest.raises(CfdiagError) as caught:
        read_table(data, "people.csv", **told)
    (diagnostic,) = caught.value.diagnostics
    return diagnostic.code, str(diagnostic.location), diagnostic.message


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-32", "utf-32")],
)
def test_an_encoding_that_the_bytes_tell_is_found(encoding, named):
    table = read_table(NAMES.encode(encoding), "people.csv")
    assert (table.encoding, table.delimiter) == (named, ";")
    assert cells(table) == [("Zoë Müller", "Verkoop"), ("José Álvarez", "Inkoop")]
    assert table.faults == ()


def test_an_encoding_that_is_guessed_is_said():
    text = "이름;부서\n" + "김민수;고객 서비스 부서\n이영희;영업 관리 부서\n" * 20
    table = read_table(text.encode("cp949"), "people.csv")
    assert table.rows[0].cells == ("김민수", "고객 서비스 부서")
    (said,) = table.faults
    assert (said.code, said.severity) == ("encoding-guessed", "warning")
    assert said.message == f"the encoding was guessed: {table.encoding}"
    assert said.hint == "if letters look wrong, save it as UTF-8"


def test_bytes_that_are_not_of_the_named_encoding_are_a_fault_with_their_place():
    data = "Name\nAda\nZo\xeb\n".encode("latin-1")
    assert refused(data, encoding="utf-8") == (
        "not-decodable", "people.csv:3:3", "the file is not utf-8 text",
    )  # fmt: skip
    assert refused(data, encoding="utf-9")[0] == "unknown-encoding"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_under_which_records_agree(delimiter):
    lines = (
        ["Name", "Said, in short; or not", "Data"],
        ["Ada", '{"ImportId": 1; 2}', "1,5"],
        ["Bo", "a b", "2"],
    )
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(lines)
    table = read_table(out.getvalue().encode(), "people.csv")
    assert (table.delimiter, cells(table)) == (delimiter, [tuple(lines[1]), tuple(lines[2])])


def test_a_delimiter_can_be_named_or_stand_in_the_first_line():
    assert read_table(b"sep=|\na,b|c\n1,2|3\n", "x.csv").rows[0].cells == ("1,2", "3")
    assert read_table(b"a,b;c\n1,2;3\n", "x.csv", delimiter=";").rows[0].cells == ("1,2", "3")
    assert read_table(b"sep=;\na;b\n\n1;2\n", "x.csv").rows[0].line == 4


def test_records_know_their_first_line_and_number():
    data = b'Name,Said\r\n\r\nAda,"one\ntwo\nthree"\r\nBo,ok\r\n'
    table = read_table(data, "x.csv")
    assert [(row.number, row.line) for row in table.rows] == [(1, 3), (2, 6)]
    assert table.rows[0].cells == ("Ada", "one\ntwo\nthree")


def test_short_records_are_filled_and_too_long_ones_left_out_with_their_place():
    table = read_table(b"a,b,c\n1\n1,2,3,,\n1,2,3,4\n5,6,7\n", "x.csv")
    assert cells(table) == [("1", None, None), ("1", "2", "3"), ("5", "6", "7")]
    (fault,) = table.faults
    assert (fault.code, str(fault.location)) == ("row-too-long", "x.csv:4:1")
    assert fault.message == "record 3 has 4 cells, the header 3: it is left out"


def test_the_header_is_found_below_a_title():
    data = (
        b"Staff of Vale Lifts,,\nas of,2026-11-01,\nName,Department,Since\nAda,Sales,2019\nBo,Service,2020\n"
    )
    table = read_table(data, "staff.csv")
    assert [row.cells[0] for row in table.above] == ["Staff of Vale Lifts", "as of"]
    assert table.header_rows[0].cells == ("Name", "Department", "Since")
    known = read_table(b"x,y,z\nFoo,Naam,Bar\n1,Ada,3\n", "x.csv", aliases=["naam"])
    assert known.header_rows[0].cells == ("Foo", "Naam", "Bar")


def test_two_header_rows():
    table = read_table(b"Q1,,Q2\nyes,no,\n1,,x\n", "x.csv", header_rows=2)
    assert (len(table.header_rows), table.width, cells(table)) == (2, 3, [("1", None, "x")])


def test_a_heading_over_several_columns_holds_for_all_of_them():
    data = b"Respondent ID,Which apply?,,,Why?\n,Price,Speed,Other (please specify),Open-Ended\n1,x,,y,z\n"
    table = read_table(data, "x.csv", header_rows=2)
    assert headers(table) == (
        "Respondent ID", "Which apply? / Price", "Which apply? / Speed",
        "Which apply? / Other (please specify)", "Why? / Open-Ended",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("no-responses", "people.csv", "the file is empty")),
        (b"\xef\xbb\xbf\r\n", ("no-responses", "people.csv", "the table is empty")),
        (b"Name,Age\n", ("no-responses", "people.csv:1:1", "there is a header and nothing under it")),
        (b"<!DOCTYPE html><html>", ("cannot-read", "people.csv", "this is a web page")),
        (b"%PDF-1.7", ("cannot-read", "people.csv", "this is a PDF")),
        (b"$FL2@(#) SPSS DATA FILE\0\xff\xfe", ("cannot-read", "people.csv", "this is a file of SPSS")),
        (b"$FL3@(#) SPSS DATA FILE", ("cannot-read", "people.csv", "this is a file of SPSS")),
        (b" " * 200 + b"ASCII SPSS PORT FILE", ("cannot-read", "people.csv", "this is a file of SPSS")),
        (b"X\n\0\0\0\3\0\4", ("cannot-read", "people.csv", "this is a file of R")),
        (gzip.compress(b"X\n\0\0\0\3\0\4", mtime=0), ("cannot-read", "people.csv", "this is a file of R")),
        (b"RDX3\nX\n\0\0\0\3\0\4", ("cannot-read", "people.csv", "this is a file of R")),
        (b"RDA2\nA\n2\n", ("cannot-read", "people.csv", "this is a file of R")),
        (b'[{"a": 1}]', ("cannot-read", "people.csv", "this is JSON, not a table")),
        (
            b"PK\x03\x04rest",
            ("cannot-read", "people.csv", "this is a workbook or an archive, not text"),
        ),
        (
            b'a,b\n1,2\n"x",3\n4,"open\n5,6\n',
            (
                "unclosed-quote", "people.csv:4:1",
                'a cell that begins with " is not closed: all that follows would be one cell',
            ),
        ),
        (
            b"a,b\n1," + b"x" * 1_000_001,
            ("too-large", "people.csv:2:1", "a cell has more than 1,000,000 characters"),
        ),
        (b"a\n" + b"," * 5_001, ("no-responses", "people.csv:1:1", "there is a header and nothing under it")),
        (
            b"a,b\n" + b"x," * 5_001,
            ("too-large", "people.csv:2:1", "a record has 5,002 columns; 5,000 is the limit"),
        ),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(data, expected):
    assert refused(data) == expected


@pytest.mark.parametrize(
    "begins", ["RDA code", "RDX", "RDX3", "RDA2\nA code", "$FL2 code", "$FL3", "%PDF", "%PDF read"]
)
def test_a_table_may_begin_as_the_name_of_another_kind_of_file_does(begins):
    name, _, more = begins.partition("\n")
    table = read_table(f"{name},Account,ARR\n{more},Foo,5\n".encode(), "people.csv")
    assert headers(table) == (name, "Account", "ARR")


def test_a_record_with_a_stray_quote_is_left_out_and_the_rest_is_read():
    table = read_table(b'a,b\n1,2\n"x"y,3\n5,6\n', "x.csv")
    assert cells(table) == [("1", "2"), ("5", "6")]
    assert [(f.code, str(f.location)) for f in table.faults] == [("broken-record", "x.csv:3:1")]


def test_the_limit_of_the_csv_module_is_put_back():
    before = csv.field_size_limit()
    read_table(NAMES.encode(), "people.csv")
    refused(b"a,b\n1," + b"x" * 1_000_001)
    assert csv.field_size_limit() == before


WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(str.strip)


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=8)
    ),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_the_csv_module_writes_is_read_as_it_was(rows, delimiter):
    header = [f"column {chr(97 + n)}" for n in range(len(rows[0]))]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([header, *rows])
    table = read_table(out.getvalue().encode(), "x.csv", delimiter=delimiter, aliases=header)
    assert cells(table) == [tuple(row) for row in rows]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused(data):
    try:
        read_table(data, "x.csv")
    except CfdiagError:
        return


QUALTRICS = b'StartDate,ResponseId,Q1\nStart Date,Response ID,"How, then?"\n"{""ImportId"":""startDate""}",'
QUALTRICS += b'"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}"\n2026-01-02,R_1,4\n2026-01-03,R_2,5\n'


@pytest.mark.parametrize(
    ("data", "rows", "records", "last"),
    [
        (QUALTRICS, 3, 2, 'Q1 / How, then? / {"ImportId":"QID1"}'),
        (b"V1,V2,Q3\nResponseID,ResponseSet,How?\nR_1,Set,4\n", 2, 1, "Q3 / How?"),
        (b"Respondent ID,Collector ID,Why?\n,,Open-Ended Response\n1,2,so\n3,4,\n", 2, 2,
         "Why? / Open-Ended Response"),
        (b"Respondent ID,Collector ID,Why?\n1,2,so\n3,4,\n", 1, 2, "Why?"),
        (b"Klant,Contract,,Waarde\n,Begin,Einde,\nAcme,2025-01-01,2026-01-01,100\n", 2, 1, "Waarde"),
        (b"Staff of 2026,,,\nName,Department,,Since\n,Name,Code,\nAda,Sales,S,2020\n", 2, 1, "Since"),
        (b"Name,,Department\n,,Sales\nAda,x,Legal\n", 1, 2, "Department"),
        (b"Name,,Note\nAda,so,\n,then,\n", 1, 2, "Note"),
    ],
    ids=["qualtrics", "legacy", "surveymonkey", "its-former", "merged", "under-title", "not-one", "not-two"],
)  # fmt: skip
def test_how_many_rows_a_header_has_is_found(data, rows, records, last):
    table = read_table(data, "x.csv")
    assert (len(table.header_rows), len(table.rows), headers(table)[-1]) == (rows, records, last)
