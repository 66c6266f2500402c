"""Workbooks: figures and days as they are, hidden sheets never, and no file that ends the process."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from cfdiag.exchange.reading import read
from cfdiag.ground.diagnostics import CfdiagError


def workbook(*sheets, hidden=()) -> bytes:
    """A workbook of `(name, rows)`; a day is written as a day."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        book.worksheets()[-1].activate()  # the first sheet cannot be hidden while it is the active one
        book.worksheets()[-1].set_first_sheet()
        for name in hidden:
            book.get_worksheet_by_name(name).hide()
    return out.getvalue()


def refused(data):
    with pytest.raises(CfdiagError) as caught:
        read(data, "accounts.xlsx")
    (diagnostic,) = caught.value.diagnostics
    return diagnostic.code, diagnostic.message


AT = datetime(2026, 1, 2, 9, 30)  # noqa: DTZ001  a sheet knows no zones
PEOPLE = [["Name", "Since", "Value", "Renewal", "At"], ["Ada", 2017.0, 12.5, date(2026, 12, 1), None]]


def test_cells_are_what_they_are():
    rows = [*PEOPLE, ["Bo", "#N/A", None, None, AT]]
    table = read(workbook(("Staff", rows)), "staff.xlsx")
    assert (table.sheet, table.header_rows[0].cells) == ("Staff", ("Name", "Since", "Value", "Renewal", "At"))
    assert [row.cells for row in table.rows] == [
        ("Ada", 2017, 12.5, date(2026, 12, 1), None),
        ("Bo", None, None, None, AT),
    ]
    assert [row.line for row in table.rows] == [2, 3]
    assert [(f.code, f.message) for f in table.faults] == [
        ("error-cells", "cells with an error of the sheet (#N/A and the like) count as empty: 1")
    ]


def test_the_first_visible_sheet_with_rows_is_read_and_the_others_are_named():
    book = workbook(("Secret", PEOPLE), ("Cover", [["Vale Lifts"]]), ("Staff", PEOPLE), ("More", PEOPLE),
                    hidden=["Secret"])  # fmt: skip
    table = read(book, "staff.xlsx")
    assert table.sheet == "Staff"
    assert [(f.severity, f.message) for f in table.faults] == [
        ("note", "the sheet 'Staff' was read; others were not: Cover, More")
    ]
    assert read(book, "staff.xlsx", sheet="More").sheet == "More"
    with pytest.raises(CfdiagError) as caught:
        read(book, "staff.xlsx", sheet="Secret")
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.message, diagnostic.hint) == (
        "there is no visible sheet 'Secret'", "the sheets are Cover, Staff, More",
    )  # fmt: skip


def test_a_title_above_the_header_is_passed_over():
    table = read(workbook(("Staff", [["Staff of Vale Lifts"], [], *PEOPLE])), "staff.xlsx")
    assert [row.cells[0] for row in table.above] == ["Staff of Vale Lifts"]
    assert (table.rows[0].number, table.rows[0].line) == (1, 4)


def test_one_cell_in_the_farthest_corner_does_not_end_the_process():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Far").write(1_048_575, 16_383, "x")
    assert refused(out.getvalue()) == ("too-large", "a sheet reaches to row 1,048,576, column 16,384")


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked():
    book, out = workbook(("Staff", PEOPLE)), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        for member in old.infolist():
            bomb.writestr(member, old.read(member))
        bomb.writestr("xl/media/image1.bin", bytes(250_000_000))
    assert refused(out.getvalue()) == ("too-large", "the file unpacks to 250 MB")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"PK\x03\x04 and nothing that is one", ("cannot-read", "the archive is damaged")),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            ("cannot-read", "the file is damaged, or is no workbook"),
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(600),
            ("cannot-read", "the file is protected by a password"),
        ),
        (workbook(("Empty", []), ("Title", [["x"]])), ("no-responses", "no visible sheet has two rows")),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(data, expected):
    assert refused(data) == expected


def archive(**members) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in members.items():
            packed.writestr(name.replace("_", "."), text)
    return out.getvalue()


def test_an_archive_with_one_table_of_text_is_read():
    assert read(archive(answers_csv="a;b\n1;2\n", notes_pdf="x"), "x.zip").rows[0].cells == ("1", "2")
    assert refused(archive(one_csv="a", two_csv="b")) == (
        "cannot-read",
        "this archive holds 2 tables of text",
    )


def test_a_name_tells_nothing():
    assert read(workbook(("Staff", PEOPLE)), "staff.csv").sheet == "Staff"
    assert read(b"a,b\n1,2\n", "staff.xlsx").rows[0].cells == ("1", "2")


def test_a_sheet_of_openoffice_is_read_like_any_other():
    def cells(*values):
        return "".join(
            f'<table:table-cell office:value-type="string"><text:p>{v}</text:p></table:table-cell>'
            for v in values
        )

    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    rows = "".join(
        f"<table:table-row>{row}</table:table-row>"
        for row in (cells("Alle medewerkers"), cells("Naam", "Groep"), cells("Zoë Müller", "internal"))
    )
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content{spaces}><office:body>"
        f'<office:spreadsheet><table:table table:name="Blad1">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    table = read(out.getvalue(), "roster.ods", aliases=["naam", "groep"])
    assert (table.encoding, table.sheet, table.header_rows[0].cells) == ("ods", "Blad1", ("Naam", "Groep"))
    assert [(row.line, row.cells) for row in table.rows] == [(3, ("Zoë Müller", "internal"))]


@pytest.mark.parametrize("kind", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "answers.csv"])
def test_an_archive_with_a_wrong_byte_is_damaged_and_no_accident(kind, name):
    """Each kind of packing has an error of its own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kind) as archive:
        if name.startswith("xl"):
            archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, "".join(f'<c r="A{n}"/>,{n * n}\n' for n in range(400)))
    whole = stream.getvalue()
    start = whole.index(name.encode()) + len(name)
    codes = set()
    for at in range(start, start + 90, 6):
        data = bytearray(whole)
        data[at] ^= 0x5A
        try:  # a byte of a packing's own settings may be another and do no harm
            read(bytes(data), "x.zip")
        except CfdiagError as error:
            codes |= {each.code for each in error.diagnostics}
    assert "cannot-read" in codes
