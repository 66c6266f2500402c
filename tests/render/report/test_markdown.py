from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kits import golden
from kits.hostile import HOSTILE
from kits.report_builders import build_view, engagement, setting
from markdown_it import MarkdownIt

from cfdiag.ground.safe import safe
from cfdiag.model.view import Report, without_drawings
from cfdiag.render.report import REPORT_FORMATS, Target
from cfdiag.render.templates.environment import literal, markdown

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def render(hostile: str = "", stem: str = "", **changes):
    result, questionnaires, remarks = engagement(hostile=hostile)
    return REPORT_FORMATS["markdown"](
        build_view(result, questionnaires, remarks, [], setting(**changes)), Target(stem=stem)
    )


def plain(tokens) -> str:
    """The text of inline tokens; anything but text fails."""
    out = []
    for token in tokens:
        assert token.type in ("text", "softbreak"), f"became {token.type}"
        out.append(token.content)
    return "".join(out)


def test_golden_english():
    golden.check("report/report.md", render().data.decode())


def test_golden_dutch_with_pictures():
    golden.check("report/report.nl.md", render(stem="plan", language="nl").data.decode())


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
@pytest.mark.parametrize("escape", [markdown, literal])
def test_any_text_comes_back_as_itself(escape, text):
    shown = " ".join(safe(text).split())
    tokens = READER.parse(f"x {escape(shown)} x")
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert plain(tokens[1].children) == f"x {shown} x".replace("  ", " ") or not shown


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_at_the_start_of_a_line_in_a_list_and_in_a_cell(text):
    shown = " ".join(safe(text).split())
    (_, inline, _) = READER.parse(str(markdown(shown)))
    assert plain(inline.children) == shown
    table = READER.parse(f"| {markdown(shown)} | b |\n| --- | --- |\n| {literal(shown)} | d |")
    cells = [plain(t.children) for t in table if t.type == "inline"]
    assert cells == [shown, "b", shown, "d"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_report_has_the_structure_of_a_harmless_one(hostile):
    def shape(text: str) -> list[str]:
        tokens = READER.parse(text)
        inline = [c.type for t in tokens for c in t.children or [] if c.type not in ("text", "softbreak")]
        return [t.type for t in tokens] + sorted(inline)

    assert shape(render(hostile).data.decode()) == shape(render().data.decode())


def test_no_html_and_no_links_but_pictures_of_ours():
    made = render(stem="plan").data.decode()
    tokens = READER.parse(made)
    inline = [c for t in tokens for c in t.children or []]
    # One line of a comment, the last, tells what the file is: no page shows it.
    assert [t.content for t in tokens if t.type == "html_block"] == ["<!-- cfdiag -->\n"]
    assert tokens[-1].type == "html_block"
    assert not [c for c in inline if c.type in ("html_inline", "link_open")]
    pictures = [c.attrs["src"] for c in inline if c.type == "image"]
    assert pictures
    assert all(re.fullmatch(r"plan-[a-z-]+\.svg", p) for p in pictures)


def test_pictures_lie_beside_it_only_where_there_is_a_file():
    assert render().beside == {}
    beside = render(stem="Plan été").beside
    assert "Plan été-scorecard.svg" in beside
    assert "](Plan%20%C3%A9t%C3%A9-scorecard.svg)" in render(stem="Plan été").data.decode()
    for data in beside.values():
        root = ET.fromstring(data)  # noqa: S314  our own
        assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_tables_carry_bars_of_letters():
    assert "| Overall | `█████░░░░░` 54 | 51–58 |" in render().data.decode()


DRAWN = {"svg", "title", "desc", "g", "rect", "line", "text", "tspan", "circle", "path", "polygon"}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_the_pictures_beside_stays_text(hostile):
    result, questionnaires, remarks = engagement(hostile=hostile)
    view = build_view(result, questionnaires, remarks, [], setting())
    beside = REPORT_FORMATS["markdown"](view, Target(stem="x")).beside
    assert beside
    for name, data in beside.items():
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(data).iter()}  # noqa: S314  our own
        assert tags <= DRAWN, name
        assert not set("\x1b\x07\u202e\u2066") & set(data.decode())


def test_the_json_keeps_hostile_text_as_it_is():
    result, questionnaires, remarks = engagement(hostile=" ".join(HOSTILE))
    view = build_view(result, questionnaires, remarks, [], setting())
    made = REPORT_FORMATS["json"](view, Target()).data
    assert msgspec.json.decode(made, type=Report) == without_drawings(view)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("33 of 100 (n = 30)", "33 of 100 (n = 30)"),
        ("= of a line alone", "\\= of a line alone"),
        ("==marked==", "\\=\\=marked\\=\\="),
        ("a === b", "a \\=\\=\\= b"),
    ],
)
def test_an_equals_sign_is_escaped_only_where_it_could_begin_markup(said, written):
    assert markdown(said) == written
