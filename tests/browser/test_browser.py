"""The report in a real browser: nothing fetched, nothing overflowing, nothing that axe-core finds serious.

Needs Chromium, node, and a folder with `playwright-core` and `axe-core` named by CFDIAG_NODE_MODULES
(`npm install --prefix DIR playwright-core axe-core`); skipped without.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from kits.report_builders import build_view, engagement, setting

from cfdiag.render.report import REPORT_FORMATS, Target

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NODE = shutil.which("node")
MODULES = os.environ.get("CFDIAG_NODE_MODULES", "")

pytestmark = [
    pytest.mark.skipif(
        not (CHROMIUM and NODE and MODULES), reason="needs chromium, node and CFDIAG_NODE_MODULES"
    ),
    pytest.mark.timeout(180),
]
LONG = " een heel lang vervolg van de titel met-een-onafbreekbaar-" + "w" * 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def told(folder):
    files = []
    for name, template, hostile, language in (
        ("report", "", "", "en"),
        ("long", "", LONG, "nl"),
        ("manager", "manager-page", "", "en"),
    ):
        result, questionnaires, remarks = engagement(hostile=hostile)
        view = build_view(result, questionnaires, remarks, [], setting(language=language))
        file = folder / f"{name}.html"
        file.write_bytes(REPORT_FORMATS["html"](view, Target(template)).data)
        files.append(str(file))
    script = str(Path(__file__).parent / "look.mjs")
    done = subprocess.run(
        [str(NODE), script, MODULES, str(CHROMIUM), str(folder), *files],
        capture_output=True,
        check=False,
        timeout=170,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def looks(told):
    return [(f"{name} {look}", found) for name, page in told.items() for look, found in page["looks"].items()]


def test_nothing_is_requested_and_nothing_complains(told):
    assert {name: page["requests"] for name, page in told.items() if page["requests"]} == {}
    assert {name: page["console"] for name, page in told.items() if page["console"]} == {}


def test_axe_finds_nothing_serious_in_light_and_dark(told):
    assert {look: found["violations"] for look, found in looks(told) if found.get("violations")} == {}


def test_nothing_overflows_from_a_phone_to_a_wide_screen(told):
    assert {
        look: found["outside"] for look, found in looks(told) if found["overflow"] > 0 or found["outside"]
    } == {}


def test_no_label_leaves_its_chart(told):
    assert {look: found["clipped"] for look, found in looks(told) if found["clipped"]} == {}


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_printed_it_has_all_sections(told, folder):
    done = subprocess.run(
        ["pdftotext", str(folder / "report.html.pdf"), "-"], capture_output=True, check=True
    )
    text = done.stdout.decode()
    result, questionnaires, remarks = engagement()
    for section in build_view(result, questionnaires, remarks, [], setting()).contents:
        assert section.title in text
