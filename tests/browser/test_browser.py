"""Reports in a real browser: nothing fetched, nothing overflowing, nothing that axe-core finds at all.

Needs Chromium, node, and a folder with `playwright-core` and `axe-core` named by CFDIAG_NODE_MODULES
(`npm install --prefix DIR playwright-core axe-core`); skipped without.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from kits.planning import PLAN
from kits.report_builders import build_view, engagement, setting
from msgspec.structs import replace

from cfdiag.followup.standing import standing
from cfdiag.render.context import OutputContext
from cfdiag.render.plan import PLAN_FORMATS
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
    for name, template, hostile, language, audience in (
        ("report", "", "", "en", "internal"),
        ("long", "", LONG, "nl", "internal"),
        ("manager", "board", "", "en", "internal"),
        ("customers", "", "", "nl", "customer"),
        ("everybody", "to-all", "", "en", "staff"),
    ):
        result, questionnaires, remarks = engagement(hostile=hostile)
        view = build_view(result, questionnaires, remarks, [], setting(language=language, audience=audience))
        file = folder / f"{name}.html"
        file.write_bytes(REPORT_FORMATS["html"](view, Target(template)).data)
        files.append(str(file))
    # Wider than a phone: what scrolls there has to be reached with keys.
    long = replace(PLAN, actions=(replace(PLAN.actions[0], owner="Everybody-who-" * 3), *PLAN.actions[1:]))
    file = folder / "plan.html"
    file.write_bytes(PLAN_FORMATS["html"](standing(long, date(2027, 1, 26), "en"), OutputContext()))
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


def test_axe_finds_nothing_of_any_impact_in_light_and_dark(told):
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
    text = " ".join(done.stdout.decode().split())  # the title of the board is a sentence of several lines
    result, questionnaires, remarks = engagement()
    for section in build_view(result, questionnaires, remarks, [], setting()).contents:
        assert section.title in text
