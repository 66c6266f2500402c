from __future__ import annotations

import importlib
import zipfile
from io import BytesIO

import msgspec
import pytest
from kits.hostile import HOSTILE
from kits.report_builders import blocks, build_view, engagement, setting

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.model.view import ChartBlock, without_drawings
from cfdiag.render.report import REPORT_FORMATS, Target

docx = pytest.importorskip("docx")
pytest.importorskip("resvg_py")


def document(hostile: str = "", **changes):
    result, questionnaires, remarks = engagement(hostile=hostile)
    view = build_view(result, questionnaires, remarks, [], setting(**changes))
    return view, docx.Document(BytesIO(REPORT_FORMATS["docx"](view, Target()).data))


def test_headings_are_headings_in_the_order_of_the_report():
    view, made = document()
    headings = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert headings == [c.title for c in view.contents]
    assert [p.text for p in made.paragraphs if p.style.name == "Title"] == ["Customer focus: action plan"]


def test_tables_have_header_rows_and_captions():
    _, made = document()
    captions = [p.text for p in made.paragraphs if p.style.name == "Caption" and p.text.startswith("Table ")]
    assert len(captions) == len(made.tables) > 5
    for table in made.tables:
        assert table.rows[0]._tr.trPr is not None
        assert "tblHeader" in table.rows[0]._tr.xml


def test_charts_are_pictures_with_their_words():
    view, made = document()
    shapes = made.inline_shapes
    assert len(shapes) == 5
    described = [s._inline.docPr.get("descr") for s in shapes]
    assert described[0] == blocks(view, "scorecard", ChartBlock)[0].desc
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
    assert "Fictional example" in made.sections[0].footer.paragraphs[0].text


def test_hostile_text_stays_text():
    _, made = document(hostile=" ".join(HOSTILE))
    text = "\n".join(p.text for p in made.paragraphs)
    assert "<script>alert(1)</script>" in text
    assert not set("\x1b\x07\u202e\u2066") & set(text)


def test_a_missing_extra_names_the_install_command(monkeypatch):
    real = importlib.import_module

    def missing(name, package=None):
        if name.split(".")[0] == "docx":
            raise ModuleNotFoundError(name)
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", missing)
    result, questionnaires, remarks = engagement()
    with pytest.raises(CfdiagError) as caught:
        REPORT_FORMATS["docx"](build_view(result, questionnaires, remarks, [], setting()), Target())
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.message, fault.hint) == (
        "missing-extra",
        "docx needs a package that is not installed",
        "install it: pip install 'cfdiag[docx]'",
    )


def test_no_part_of_the_file_says_when_it_was_made():
    result, questionnaires, remarks = engagement()
    view = build_view(result, questionnaires, remarks, [], setting())
    data = REPORT_FORMATS["docx"](view, Target()).data
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
