"""The codes of faults: each is used, each has its line, and the page lists them."""

import json
import os
import re
from pathlib import Path

import msgspec
import pytest

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, render_fault

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "faults.md"
USED = {
    name
    for path in (ROOT / "cfdiag").rglob("*.py")
    for name in re.findall(r"\bCode\.(\w+)", path.read_text(encoding="utf-8"))
}
COMPOSED = re.compile(r"^(cannot|unknown)-")
"""Beginnings that are put before a word: `Code(f"unknown-{what}")`."""


@pytest.mark.parametrize("code", Code)
def test_a_code_is_kebab_case_and_has_a_line(code):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.value)
    assert code.name == code.value.upper().replace("-", "_")
    assert len(code.help) > 10
    assert not code.help.endswith(".")


@pytest.mark.parametrize("code", Code)
def test_a_code_is_used(code):
    assert code.name in USED or COMPOSED.match(code.value), "nothing makes this fault: remove its code"


@pytest.mark.parametrize("code", [Code.BAD_VALUE])
def test_a_code_is_the_text_that_is_printed(code):
    diagnostic = Diagnostic(code, "no")
    assert render_fault(diagnostic) == "error: no  [bad-value]"
    assert f"{code}|{code:>10}" == "bad-value| bad-value"
    assert json.loads(msgspec.json.encode(diagnostic))["code"] == "bad-value"
    assert Code("bad-value") is code


def test_the_page_lists_them():
    rows = "".join(f"| `{code}` | {code.help} |\n" for code in sorted(Code))
    text = PAGE.read_text(encoding="utf-8")
    expected = re.sub(
        r"(<!-- codes -->\n).*(<!-- end of codes -->)",
        lambda found: f"{found[1]}| code | |\n| --- | --- |\n{rows}{found[2]}",
        text,
        flags=re.DOTALL,
    )
    if os.environ.get("CFDIAG_REBASELINE"):
        PAGE.write_text(expected, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == expected
