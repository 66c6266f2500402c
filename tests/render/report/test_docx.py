from __future__ import annotations

import re
import zipfile
from functools import cache
from html import unescape
from io import BytesIO

import msgspec
import pytest
from kits.hostile import HOSTILE
from kits.office import faults, without_extra
from kits.pictures import png, svg
from kits.report_builders import blocks, build_view, engagement, setting
from kits.report_pages import made as pages_view

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.model.blocks import ChartBlock
from cfdiag.model.engagement import Branding
from cfdiag.model.view import without_drawings
from cfdiag.render.pages import PAGES
from cfdiag.render.report import REPORT_FORMATS, Target
from cfdiag.render.report.docx import finish
from cfdiag.render.view.logo import data_address

docx = pytest.importorskip("docx")
pytest.importorskip("resvg_py")


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def written(hostile: str = "", **changes):
    """A report, and its file; neither changes, so that each is made once."""
    result, questionnaires, remarks = engagement(hostile=hostile)
    view = build_view(result, questionnaires, remarks, [], setting(**changes))
    return view, REPORT_FORMATS["docx"](view, Target()).data


def document(hostile: str = "", **changes):
    view, data = written(hostile, **changes)
    return view, docx.Document(BytesIO(data))


def test_headings_are_headings_in_the_order_of_the_report():
    view, made = document()
    headings = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    first, *rest = [c.title for c in view.contents]
    assert headings == ["Customer focus: action plan", *rest]
    assert [p.text for p in made.paragraphs if p.style.name == "Title"] == [first]


def test_tables_have_header_rows_and_captions():
    _, made = document()
    captions = [p.text for p in made.paragraphs if p.style.name == "Caption" and p.text.startswith("Table ")]
    things, rests, *others = made.tables
    assert [cell.text for cell in things.rows[0].cells][:2] == ["What, and why", "On Monday 23 November"]
    assert rests.rows[0].cells[0].text.startswith("What this rests on")
    assert len(captions) == len(others) > 5
    for table in (things, *others):
        assert table.rows[0]._tr.trPr is not None
        assert "tblHeader" in table.rows[0]._tr.xml


def test_charts_are_pictures_with_their_words():
    view, made = document()
    shapes = made.inline_shapes
    assert len(shapes) == 4
    described = [s._inline.docPr.get("descr") for s in shapes]
    assert described[:2] == [blocks(view, id_, ChartBlock)[0].desc for id_ in ("board", "scorecard")]
    assert all(described)


SEEN = {"title", "text", "caption", "about", "more", "note", "label", "figure", "summary"}


def everything(part) -> list[str]:
    """Every text of a section that a reader is meant to see, whatever its kind."""
    if isinstance(part, dict):
        own = [text for key, text in part.items() if key in SEEN and isinstance(text, str) and text]
        own = [text for text in own if part.get("kind") != "chart" or text != part["title"]]
        return own + [t for v in part.values() if isinstance(v, dict | list) for t in everything(v)]
    return [t for one in part for t in everything(one)] if isinstance(part, list) else []


@pytest.mark.parametrize("changes", [{}, {"language": "nl"}, {"audience": "customer"}])
def test_every_section_is_there_with_its_content(changes):
    view, made = document(**changes)
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(p.text for p in made.paragraphs), *cells])
    for section in without_drawings(view).sections:
        missing = [t for t in everything(msgspec.to_builtins(section)) if t not in text]
        assert missing == [], section.id


def test_it_says_that_it_is_fictional_on_every_page():
    _, made = document()
    footer = made.sections[0].footer
    assert "Fictional example" in footer.paragraphs[1].text
    assert [f.get(f"{W}instr").strip() for f in footer._element.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]


def test_hostile_text_stays_text():
    _, made = document(" ".join(HOSTILE))
    text = "\n".join(p.text for p in made.paragraphs)
    assert "<script>alert(1)</script>" in text
    assert not set("\x1b\x07\u202e\u2066") & set(text)


def test_a_missing_extra_names_the_install_command(monkeypatch):
    without_extra(monkeypatch, "docx")
    with pytest.raises(CfdiagError) as caught:
        written.__wrapped__()
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.message, fault.hint) == (
        "missing-extra",
        "docx needs a package that is not installed",
        "install it: pip install 'cfdiag[docx]'",
    )


def test_no_part_of_the_file_says_when_it_was_made():
    _, data = written()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


@pytest.mark.parametrize("changes", [{}, {"language": "nl"}, {"audience": "customer"}, {"audience": "staff"}])
def test_it_is_valid_by_the_schemas(changes, tmp_path):
    _, data = written(" ".join(HOSTILE), **changes)
    assert faults(data, tmp_path / "made.docx") == []


def test_no_row_is_split_and_heads_are_repeated():
    _, made = document()
    rows = [row._tr.trPr for table in made.tables for row in table.rows]
    assert all(row is not None and row.find(f"{W}cantSplit") is not None for row in rows)


def test_levels_have_their_colour():
    view, made = document()
    levels = {run.font.color.rgb for t in made.tables for r in t.rows for c in r.cells for p in c.paragraphs
              for run in p.runs if run.text == "developing"}  # fmt: skip
    assert {str(each) for each in levels} == {"8A5A00"}
    shaded = [s.get(f"{W}fill") for s in made.element.iter(f"{W}shd")]
    assert {"FBECEB", "FDF3E0"} <= set(shaded), view.contents


@pytest.mark.parametrize("picture", [png(), svg()])
def test_the_logo_stands_on_the_first_page_with_its_words(picture):
    _, made = document(logo=data_address(picture), branding=Branding(name="Delta Advice"))
    logo = made.inline_shapes[0]._inline.docPr
    assert (logo.get("title"), logo.get("descr")) == ("Delta Advice", "Delta Advice")
    first = made.paragraphs[0]
    assert first._p.find(f".//{W}drawing") is not None
    assert "Acme Pumps" in made.paragraphs[1].text


def test_its_properties_are_of_the_day_of_the_report():
    _, made = document()
    told = made.core_properties
    assert {told.created.date().isoformat(), told.modified.date().isoformat()} == {setting().date[:10]}
    assert "python-docx" not in told.comments
    assert told.title == "Customer focus: action plan – Acme Pumps"


def house(*styles: str) -> bytes:
    """A firm's own paper: a head, narrow margins, a style, words of another report; only some styles."""
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].text = "House of Delta"
    paper.sections[0].footer.paragraphs[0].text = "Delta BV · Rotterdam"
    paper.sections[0].left_margin = docx.shared.Cm(4)
    paper.styles["Heading 1"].font.name = "Georgia"
    paper.add_heading("Somebody else's report", 1)
    paper.add_table(1, 2)
    for name in styles:
        paper.styles[name].delete()
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


@pytest.mark.parametrize("missing", [(), ("List Bullet", "List Number", "Quote", "Intense Quote", "Caption")])
def test_a_firms_own_paper_is_taken_over_and_nothing_that_is_written_on_it(missing, tmp_path):
    view, plain = document()
    data = REPORT_FORMATS["docx"](view, Target(reference=house(*missing))).data
    made = docx.Document(BytesIO(data))
    (section,) = made.sections
    assert section.header.paragraphs[0].text == "House of Delta"
    assert section.footer.paragraphs[0].text == "Delta BV · Rotterdam"
    assert round(section.left_margin.cm, 1) == 4
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert "Somebody else" not in "".join(p.text for p in made.paragraphs)
    assert len(made.tables) == len(plain.tables)
    said = [(p.text.lstrip("•–\t"), p.style.name) for p in made.paragraphs]
    assert said == [(p.text, p.style.name) for p in plain.paragraphs]
    widest = max(sum(c.width for c in t.rows[0].cells) for t in made.tables)
    assert widest <= section.page_width - section.left_margin - section.right_margin + 10_000
    assert faults(data, tmp_path / "made.docx") == []


@pytest.mark.skipif(not hasattr(docx.document.Document, "add_comment"), reason="this python-docx writes none")
def test_nothing_tells_what_the_firms_own_paper_was_used_for(tmp_path):
    paper = docx.Document(BytesIO(house()))
    said = paper.add_paragraph().add_run("Somebody else's")
    paper.add_comment(said, text="Somebody else's secret", author="Somebody else", initials="S")
    out = BytesIO()
    paper.save(out)
    view, _ = document()
    data = REPORT_FORMATS["docx"](view, Target(reference=out.getvalue())).data
    with zipfile.ZipFile(out) as before, zipfile.ZipFile(BytesIO(data)) as after:
        assert {"word/comments.xml", "docProps/thumbnail.jpeg"} <= set(before.namelist())
        assert not {"word/comments.xml", "docProps/thumbnail.jpeg", "docProps/app.xml"} & set(
            after.namelist()
        )
        assert b"Somebody else" not in b"".join(map(after.read, after.namelist()))
    assert faults(data, tmp_path / "made.docx") == []


def test_what_is_no_paper_is_refused():
    with pytest.raises(CfdiagError) as caught:
        REPORT_FORMATS["docx"](document()[0], Target(reference=b"PK\x03\x04 none"))
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.message) == (
        "bad-reference",
        "the file that --reference names is no .docx that can be used",
    )


PAGE_VIEW = pages_view()


@pytest.mark.parametrize(
    "page", [p for p in PAGES if "html" in PAGES.kinds(p) and PAGES[p].has_data(PAGE_VIEW)]
)
def test_every_page_is_there_with_all_its_words(page, tmp_path):
    html = REPORT_FORMATS["html"](PAGE_VIEW, Target(page)).data.decode()
    data = REPORT_FORMATS["docx"](PAGE_VIEW, Target(page)).data
    made = docx.Document(BytesIO(data))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    text = " ".join(" ".join([*(p.text for p in made.paragraphs), *cells]).split())
    body = re.sub(r"(?s)<(svg|style|head)\b.*?</\1>|<a class=\"skip\".*?</a>", "", html)
    told = {" ".join(unescape(said).split()) for said in re.findall(r">([^<>]+)<", body)} - {""}
    assert len(told) > 5
    # Whole words: what style alone sets apart on a screen must not be glued together on paper.
    glued = [
        said
        for said in told
        if not re.search(rf"(?<!\w)(?=\w){re.escape(said)}(?!\w)|(?!\w){re.escape(said)}", text)
    ]
    assert glued == []
    assert faults(data, tmp_path / "made.docx") == []


def test_what_stands_over_the_first_page_is_set_apart():
    made = docx.Document(BytesIO(REPORT_FORMATS["docx"](PAGE_VIEW, Target("board")).data))
    cover = PAGE_VIEW.cover
    head = [cover.client, cover.title, cover.date, *PAGE_VIEW.stamps, cover.audience]
    assert PAGE_VIEW.stamps
    assert made.paragraphs[0].text == " · ".join(head)


def counts(paragraphs):
    """The numbered paragraphs, each with the list that counts it and where that begins."""
    found = []
    for each in paragraphs:
        if each.style.name == "List Number":
            (id_,) = each._p.iter(f"{W}numId")
            found.append((each.text, id_.get(f"{W}val")))
    return found


@pytest.mark.parametrize("reference", [b"", house()])
def test_every_numbered_list_begins_with_one(reference, tmp_path):
    page = "<main><ol><li>a</li><li>b</li></ol><p>between</p><ol><li>c</li></ol><ul><li>d</li></ul></main>"
    view, _ = document()
    data = finish(page, view, Target(reference=reference))
    made = docx.Document(BytesIO(data))
    (a, one), (b, same), (c, other) = counts(made.paragraphs)
    assert ((a, b, c), one == same, one == other) == (("a", "b", "c"), True, False)
    nums = made.part.numbering_part.element
    for id_ in (one, other):
        (num,) = [n for n in nums.iter(f"{W}num") if n.get(f"{W}numId") == id_]
        assert [each.get(f"{W}val") for each in num.iter(f"{W}startOverride")] == ["1"]
    assert faults(data, tmp_path / "made.docx") == []


def test_what_has_a_number_of_its_own_gets_no_second_one():
    view, _ = document()
    page = '<main><ol><li><span class="rank">4</span>Four</li></ol></main>'
    made = docx.Document(BytesIO(finish(page, view, Target())))
    assert [(p.text, p.style.name) for p in made.paragraphs] == [("4 Four", "Normal")]
