from __future__ import annotations

import io
import re
import zipfile

import pytest
from kits.hostile import HOSTILE
from kits.office import faults, without_extra
from kits.pictures import png, svg
from kits.planted import MARK, planted
from kits.report_builders import blocks, build_view, engagement, setting
from python_calamine import CalamineWorkbook

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.model.blocks import ChartBlock
from cfdiag.render.report import REPORT_FORMATS, Target, formats_of_page
from cfdiag.render.view.logo import data_address

pptx = pytest.importorskip("pptx")

BOARD = ["answer", "sides", "things"]
INTERNAL = ["answer", "sides", "scores", "things", "months", "open"]
CUSTOMER = ["answer", "things", "months"]


def deck(hostile: str = "", reference: bytes = b"", **changes):
    result, questionnaires, remarks = engagement(hostile=hostile)
    view = build_view(result, questionnaires, remarks, [], setting(**changes))
    data = REPORT_FORMATS["pptx"](view, Target(reference=reference)).data
    return view, data, pptx.Presentation(io.BytesIO(data))


def words(slide) -> str:
    said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            said += [cell.text for row in shape.table.rows for cell in row.cells]
        if shape.has_chart:
            said.append(" ".join(re.findall(r"<a:t>([^<]*)", shape.chart._chartSpace.xml)))
    return "\n".join(said)


def charts(made):
    return [shape for slide in made.slides for shape in slide.shapes if shape.has_chart]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(
    ("audience", "ids"), [("internal", INTERNAL), ("staff", INTERNAL), ("customer", CUSTOMER)]
)
def test_a_slide_a_section_under_its_title_and_valid_by_the_schemas(language, audience, ids, tmp_path):
    view, data, made = deck(language=language, audience=audience)
    assert [section.id for section in view.slides] == ids
    assert [slide.shapes.title.text_frame.text for slide in made.slides] == [s.title for s in view.slides]
    assert faults(data, tmp_path / "made.pptx") == []


def test_charts_are_its_own_and_hold_the_figures_that_the_report_prints():
    view, _, made = deck()
    board, scores = charts(made)
    for frame, section in ((board, "board"), (scores, "scorecard")):
        (block,) = blocks(view, section, ChartBlock)[:1]
        rows = {row.label: row for row in block.figures.rows}
        book = CalamineWorkbook.from_filelike(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
        held = book.get_sheet_by_index(0).to_python()
        names = {line[1]: line[2] for line in held if line[2] in rows}
        printed = {
            (names[line[1]], line[2]): line[0]
            for line in held
            if line[1] in names and line[2] and line[2] not in rows
        }
        drawn = {
            (label, said): value
            for label in names.values()
            for value, said in zip(rows[label].values, rows[label].said, strict=True)
            if said
        }
        assert len(names) > 2
        assert len(drawn) >= len(names)
        assert {key: printed[key] for key in drawn} == drawn
        assert all(value == float(said) for (_, said), value in drawn.items())
        text = " ".join(re.findall(r"<a:t>([^<]*)", frame.chart._chartSpace.xml))
        assert all(label in text for label in names.values())
    shown = [line for line in charts(made)[1].chart.plots[0].series if line.name.strip()]
    assert {line.name for line in shown} >= {"target", "developing"}


def test_the_scores_of_the_slide_are_those_of_the_scorecard_the_farthest_from_target(monkeypatch):
    monkeypatch.setattr("cfdiag.render.view.slides.SCORE_ROWS", 2)
    view, _, _ = deck()
    (whole,) = blocks(view, "scorecard", ChartBlock)[:1]
    (slide,) = [b for s in view.slides if s.id == "scores" for b in s.blocks if isinstance(b, ChartBlock)]
    assert slide.title == whole.title
    assert set(slide.figures.rows) <= set(whole.figures.rows)
    left = [row for row in whole.figures.rows if row not in slide.figures.rows]
    assert len(slide.figures.rows) == 2
    apart, others = (
        [abs(row.values[0] - row.values[1]) for row in several] for several in (slide.figures.rows, left)
    )
    assert len(others) > 1
    # Whole points are shown: two that look alike may differ by less than one.
    assert max(others) <= min(apart) + 1


def test_what_a_slide_says_stands_in_the_report_too():
    result, questionnaires, remarks = engagement()
    view = build_view(result, questionnaires, remarks, [], setting())
    made = pptx.Presentation(io.BytesIO(REPORT_FORMATS["pptx"](view, Target()).data))
    page = " ".join(REPORT_FORMATS["markdown"](view, Target()).data.decode().replace("\\", "").split())
    board = next(s for s in view.sections if s.id == "board")
    assert made.slides[0].shapes.title.text_frame.text == board.title
    for cell in (c for row in [*_table(made.slides[3]).rows][1:] for c in row.cells):
        for line in cell.text.split("\n"):
            plain = re.sub(r"^\d+\. |^“|” .*$| _+$|^“”", "", " ".join(line.split())).strip()
            assert plain in page, line


def _table(slide):
    return next(shape.table for shape in slide.shapes if shape.has_table)


def test_owners_are_rows_and_months_columns():
    _, _, made = deck()
    head, *rows = ([cell.text for cell in row.cells] for row in _table(made.slides[4]).rows)
    assert head[0] == "Owner"
    assert all(re.fullmatch(r"\w+ \d{4}", month) for month in head[1:])
    assert all(any(cell for cell in row[1:]) for row in rows)


def test_everything_that_is_seen_has_words_for_who_does_not_see_it():
    _, _, made = deck(logo=data_address(png()))
    for slide in made.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr"), shape.name


@pytest.mark.parametrize("picture", [png(), svg()])
def test_the_logo_stands_on_the_first_slide(picture):
    _, _, made = deck(logo=data_address(picture))
    assert [sum(shape.shape_type == 13 for shape in slide.shapes) for slide in made.slides] == [
        1,
        0,
        0,
        0,
        0,
        0,
    ]


def test_every_slide_says_that_it_is_fictional_whose_it_is_and_its_number():
    _, _, made = deck()
    for slide in made.slides:
        footers = [s for s in slide.placeholders if s.placeholder_format.type in (15, 13)]
        assert len(footers) == 2
        assert "Fictional example" in footers[0].text_frame.text
        assert "Acme Pumps" in footers[0].text_frame.text


def test_customers_see_no_score_and_nothing_of_the_inside():
    view = build_view(*planted(), setting(audience="customer"))
    made = pptx.Presentation(io.BytesIO(REPORT_FORMATS["pptx"](view, Target()).data))
    text = "\n".join(map(words, made.slides))
    assert MARK not in text
    assert charts(made) == []
    assert "Owner" not in text
    inside = build_view(*planted(), setting())
    whole = pptx.Presentation(io.BytesIO(REPORT_FORMATS["pptx"](inside, Target()).data))
    assert MARK in "\n".join(map(words, whole.slides)), "the test can fail"


def test_hostile_text_stays_text_and_no_cell_is_a_formula():
    _, data, made = deck(hostile=" ".join(HOSTILE))
    text = "\n".join(map(words, made.slides))
    assert "<script>alert(1)</script>" in text
    assert not set("\x1b\x07\u202e\u2066") & set(text)
    assert b"<f>" not in b"".join(sheets(data))
    assert not [name for name, part in parts(data) if name.endswith(".rels") and b"External" in part]


def test_a_name_that_begins_like_a_formula_is_no_formula():
    result, questionnaires, remarks = engagement(hostile="=1+1")
    view = build_view(result, questionnaires, remarks, [], setting())
    data = REPORT_FORMATS["pptx"](view, Target()).data
    assert b"<f>" not in b"".join(sheets(data))


def parts(data: bytes):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def sheets(data: bytes):
    return [
        part
        for name, book in parts(data)
        if name.endswith(".xlsx")
        for inner, part in parts(book)
        if "worksheets/" in inner
    ]


def test_the_file_is_of_the_day_of_the_report_and_the_same_whenever_it_is_made():
    _, first, made = deck()
    _, second, _ = deck()
    assert first == second
    assert made.core_properties.created.date().isoformat() == setting().date[:10]
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for name, part in parts(first):
        if name.endswith(".xlsx"):
            assert setting().date[:10].encode() in dict(parts(part))["docProps/core.xml"]


def house() -> bytes:
    """A firm's own presentation: a master that says so, and two slides that are nobody's business."""
    made = pptx.Presentation()
    for shape in made.slide_master.placeholders:
        if shape.placeholder_format.type == 1:
            shape.name = "House title"
    for secret in ("Offer to somebody else", "Our prices"):
        made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = secret
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_firms_own_master_is_taken_over_and_none_of_its_slides(tmp_path):
    view, data, made = deck(reference=house())
    assert made.slide_master.placeholders[0].name == "House title"
    assert made.slide_width == pptx.Presentation().slide_width
    assert [slide.shapes.title.text_frame.text for slide in made.slides] == [s.title for s in view.slides]
    assert b"Offer to somebody else" not in b"".join(part for _, part in parts(data))
    assert faults(data, tmp_path / "made.pptx") == []
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= made.slide_height + 12_700, shape.name


SECRET = b"Offer to somebody else"


def used(data: bytes) -> bytes:
    """As PowerPoint keeps a file: its titles in the properties, sections over its slides, a picture of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, held in parts(data):
            part = held
            if name == "docProps/app.xml":
                part = part.replace(b"</Properties>", b"<Company>" + SECRET + b"</Company></Properties>")
            if name == "ppt/presentation.xml":
                section = (
                    b'<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
                    b'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section '
                    b'name="' + SECRET + b'" id="{4B5B1D0F-0000-4000-8000-000000000001}"><p14:sldIdLst>'
                    b'<p14:sldId id="256"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>'
                )
                part = re.sub(rb"<p:extLst>.*?</p:extLst>", b"", part)
                part = part.replace(b"</p:presentation>", section + b"</p:presentation>")
            archive.writestr(name, part)
    return out.getvalue()


def test_nothing_tells_what_the_firms_own_file_was_used_for(tmp_path):
    before = used(house())
    held = b"".join(part for _, part in parts(before))
    assert (b"<Company>" + SECRET in held, b"sectionLst" in held) == (True, True)
    assert "docProps/thumbnail.jpeg" in dict(parts(before))
    _, data, _ = deck(reference=before)
    assert SECRET not in b"".join(part for _, part in parts(data))
    assert b"sectionLst" not in dict(parts(data))["ppt/presentation.xml"]
    assert "docProps/thumbnail.jpeg" not in dict(parts(data))
    assert faults(data, tmp_path / "made.pptx") == []


@pytest.mark.parametrize("data", [b"no archive", b"PK\x03\x04 none either"])
def test_what_is_no_presentation_is_refused(data):
    with pytest.raises(CfdiagError) as caught:
        deck(reference=data)
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.message, fault.hint) == (
        "bad-reference",
        "the file that --reference names is no .pptx that can be used",
        "save it as .pptx, not as a template with macros",
    )


def test_a_missing_extra_names_the_install_command(monkeypatch):
    without_extra(monkeypatch, "pptx")
    with pytest.raises(CfdiagError) as caught:
        deck()
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.hint) == ("missing-extra", "install it: pip install 'cfdiag[pptx]'")


@pytest.mark.parametrize("audience", ["internal", "customer"])
def test_the_board_page_is_the_slides_that_say_the_same(audience):
    result, questionnaires, remarks = engagement()
    view = build_view(result, questionnaires, remarks, [], setting(audience=audience))
    data = REPORT_FORMATS["pptx"](view, Target(template="board")).data
    shown = [words(slide) for slide in pptx.Presentation(io.BytesIO(data)).slides]
    titles = [each.title for each in view.slides if each.id in BOARD]
    assert len(shown) == len(titles) < len(view.slides)
    for title, slide in zip(titles, shown, strict=True):
        assert title in slide
    assert "pptx" in formats_of_page("board")
    assert "pptx" not in formats_of_page("ballot")
