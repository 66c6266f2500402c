"""Whatever people write into titles, names and messages: it stays text in every format."""

import csv
import io
import json
import xml.etree.ElementTree as ET

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kits.hostile import with_words
from rich.cells import cell_len

from cfdiag.ground.safe import safe
from cfdiag.render.result import IN_A_FILE, RESULT_FORMATS, OutputContext
from cfdiag.render.result.text import scorecard

HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "\x1b]52;c;AAAA\x07", "[red]x[/red]", "[/b]", "=cmd|' /C calc'!A0", "＝1", "\u202etxt.exe",
            "|\n| a |", "::error::x", "<![CDATA[", "]]>", "&amp;", "%0A::set-env::", "\ud800", "\ufffe", "\r",
            "応答の速さ" * 9, "{{ 7*7 }}", "![x](y)", "\\", "`", "\x9b31m",
        ]
    ),
)  # fmt: skip
ONCE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ONCE
@given(words=HOSTILE)
def test_nothing_steers_a_terminal(result, words):
    changed = with_words(result, words.encode("utf-8", "replace").decode())
    for name, render in RESULT_FORMATS.items():
        text = render(changed, OutputContext(colour=False))
        assert IN_A_FILE[name] or safe(text) == text, name


@ONCE
@given(words=HOSTILE, columns=st.integers(20, 120))
def test_the_scorecard_keeps_its_width(result, words, columns):
    drawn = scorecard(with_words(result, words), width=columns)
    assert max(cell_len(line) for line in drawn.split("\n")) <= max(columns, 24)


@ONCE
@given(words=HOSTILE)
def test_every_format_reads_back(result, words):
    words = words.encode("utf-8", "replace").decode()
    changed = with_words(result, words)
    assert json.loads(RESULT_FORMATS["json"](changed, OutputContext()))["questionnaires"][0]["title"] == words
    table = list(csv.reader(io.StringIO(RESULT_FORMATS["csv"](changed, OutputContext())), strict=True))
    assert {len(row) for row in table} == {10}
    assert not any(cell.startswith(("=", "+", "@", "\t")) for row in table for cell in row)
    root = ET.fromstring(RESULT_FORMATS["junit"](changed, OutputContext()))  # noqa: S314  it is our own
    assert len(root.findall("testsuite")) == 2
    lines = RESULT_FORMATS["github"](changed, OutputContext()).split("\n")
    assert [line.split(" ", 1)[0] for line in lines] == [
        "::error",
        "::error",
        "::error",
        "::warning",
        "::notice",
    ]
    rows = RESULT_FORMATS["markdown"](changed, OutputContext()).split("\n")
    assert [row.count("|") - row.count("\\|") for row in rows if row.startswith("| Overall")] == [8]
