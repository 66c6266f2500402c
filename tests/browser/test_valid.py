"""Every page is valid HTML, by a validator that works offline.

Needs node and a folder with `html-validate` named by CFDIAG_NODE_MODULES (`npm install --prefix DIR
html-validate`); skipped without, but where CI says that there is such a folder.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from kits.report_builders import build_view, engagement, setting

from cfdiag.api.demonstration import write_demo
from cfdiag.api.report_edition import PAGES, edition_of
from cfdiag.api.reporting import render_report
from cfdiag.api.scoring import score_paths
from cfdiag.demo import NOW
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.render.report import REPORT_FORMATS, Target

NODE = shutil.which("node")
MODULES = os.environ.get("CFDIAG_NODE_MODULES", "")

pytestmark = [
    pytest.mark.skipif(not (NODE and MODULES), reason="needs node and CFDIAG_NODE_MODULES"),
    pytest.mark.timeout(180),
]
HOSTILE = ' <script>alert("x")</script> & "quoted" <b>'


def complaints(*files: Path) -> dict[str, list[str]]:
    script = str(Path(__file__).parent / "validate.mjs")
    done = subprocess.run(
        [str(NODE), script, MODULES, *map(str, files)], capture_output=True, check=False, timeout=170
    )
    assert done.returncode == 0, done.stderr.decode()
    return {name: found for name, found in json.loads(done.stdout).items() if found}


def test_the_validator_finds_what_is_wrong(tmp_path):
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html><html lang='en'><head><title>t</title></head><p>a<div></p></html>")
    assert complaints(page)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_demo_writes_valid_pages(tmp_path, language):
    write_demo(tmp_path / "demo", language)
    pages = sorted((tmp_path / "demo").rglob("*.html"))
    assert len(pages) > 2
    assert complaints(*pages) == {}


def test_reports_are_valid_whatever_is_in_them(tmp_path):
    files = []
    for name, template, hostile, audience in (
        ("internal", "", "", "internal"),
        ("hostile", "", HOSTILE, "internal"),
        ("board", "board", HOSTILE, "internal"),
        ("customer", "", HOSTILE, "customer"),
        ("staff", "", "", "staff"),
    ):
        result, questionnaires, remarks = engagement(hostile=hostile)
        view = build_view(result, questionnaires, remarks, [], setting(audience=audience))
        files.append(tmp_path / f"{name}.html")
        files[-1].write_bytes(REPORT_FORMATS["html"](view, Target(template)).data)
    assert complaints(*files) == {}


def test_shipped_pages_are_valid(tmp_path):
    write_demo(tmp_path / "demo")
    interviews = [str(tmp_path / "demo" / "interviews")]
    result = score_paths(interviews, by=["department"], today=NOW.date())
    files = []
    for page in PAGES:
        edition = edition_of("html", page)
        try:
            rendered = render_report(result, edition)
        except CfdiagError as error:
            # A page about one customer asks which; one of another occasion has nothing to show here.
            if error.diagnostics[0].code != Code.NO_ACCOUNT:
                continue
            rendered = render_report(result, edition, account="acme")
        files.append(tmp_path / f"{page}.html")
        files[-1].write_bytes(rendered.data)
    assert len(files) > 3
    assert complaints(*files) == {}
