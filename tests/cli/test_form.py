"""`cfdiag form`: one file for a browser, or for a survey service with the mapping back."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import QUESTIONNAIRE

from cfdiag.formats.library import Library

LIBRARY = Library()
FORMS = [(id_, group) for id_ in LIBRARY.ids() for group in LIBRARY.get(id_).groups]
NODE = shutil.which("node")
MODULES = os.environ.get("CFDIAG_NODE_MODULES", "")


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "tryout.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\nclient: Acme\n", encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def test_the_group_has_to_be_said_and_what_is_asked_in_person_is_no_form(cfdiag: Command) -> None:
    done = cfdiag("form", "customer-view")
    assert done.code == 2
    assert done.err == (
        "error: a form is for one group  [wrong-option]\n  = --group, one of internal, customer\n"
    )
    done = cfdiag("form", "customer-view", "--group", "customer")
    assert done.code == 2
    assert "customer-view is meant to be asked of customers in person, unrehearsed" in done.err
    assert cfdiag("form", "customer-view", "--group", "customer", "--anyway").code == 0
    assert cfdiag("form", "customer-view", "--group", "internal").code == 0


def test_its_policy_lets_its_own_script_run_and_nothing_else(cfdiag: Command, tmp_path: Path) -> None:
    done = cfdiag(
        "form",
        "tryout",
        "--group",
        "customer",
        "-o",
        "f.html",
        "--session",
        "AUTUMN",
        "--reply-to",
        "a@example.com",
    )
    assert done.code == 0
    page = (tmp_path / "f.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    for element, source in (("style", "style-src"), ("script", "script-src")):
        inline = re.findall(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
        assert len(inline) == 1
        digest = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()
        assert f"{source} &#x27;sha256-{digest}&#x27;" in policy[1]
    assert "default-src &#x27;none&#x27;" in policy[1]
    assert not re.search(r"\son\w+=|https?://|javascript:|\bstyle=", page)
    assert "Session: AUTUMN" in page
    assert 'href="mailto:a@example.com?' in page
    assert len(page.encode()) < 60_000


@pytest.mark.parametrize(("id_", "group"), FORMS)
def test_every_questionnaire_is_a_form_of_at_most_60_kb(
    cfdiag: Command, tmp_path: Path, id_: str, group: str
) -> None:
    done = cfdiag("form", id_, "--group", group, "--anyway", "-o", "f.html", "--language", "nl")
    assert done.code == 0, done.err
    assert len((tmp_path / "f.html").read_bytes()) < 65_000


def test_hostile_words_stay_words(cfdiag: Command, tmp_path: Path) -> None:
    nasty = "</script><img src=x onerror=alert(1)> {{ 7*7 }} \u202e"
    done = cfdiag(
        "form",
        "tryout",
        "--group",
        "customer",
        "-o",
        "f.html",
        "--organisation",
        nasty,
        "--session",
        nasty,
        "--account",
        nasty,
    )
    assert done.code == 0
    page = (tmp_path / "f.html").read_text(encoding="utf-8")
    assert "<img" not in page
    assert page.count("</script>") == 2


def test_a_mapping_lies_beside_and_is_never_written_over(cfdiag: Command, tmp_path: Path) -> None:
    line = ("form", "tryout", "--group", "customer", "--to", "surveyjs", "-o", "s.json")
    assert cfdiag(*line).code == 0
    mapping = tmp_path / "s.json.mapping.yaml"
    assert cfdiag("check", str(mapping)).code == 0
    assert cfdiag(*line).code == 0  # the same again is the same
    mapping.write_text(mapping.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    done = cfdiag(*line)
    assert done.code == 2
    assert "there is another file of that name" in done.err


@pytest.mark.parametrize(("id_", "group"), FORMS)
def test_xlsforms_are_taken_without_a_warning(cfdiag: Command, tmp_path: Path, id_: str, group: str) -> None:
    convert = pytest.importorskip("pyxform.xls2xform").convert
    done = cfdiag(
        "form",
        id_,
        "--group",
        group,
        "--anyway",
        "--to",
        "xlsform",
        "-o",
        "f.xlsx",
        "--language",
        "en",
        "--language",
        "nl",
    )
    assert done.code == 0, done.err
    assert convert(tmp_path / "f.xlsx").warnings == []


@pytest.mark.skipif(not (NODE and MODULES), reason="needs node and CFDIAG_NODE_MODULES")
def test_survey_core_knows_every_key_and_takes_the_answers(cfdiag: Command, tmp_path: Path) -> None:
    files = []
    for n, (id_, group) in enumerate(FORMS):
        done = cfdiag(
            "form",
            id_,
            "--group",
            group,
            "--anyway",
            "--to",
            "surveyjs",
            "-o",
            f"{n}.json",
            "--language",
            "en",
            "--language",
            "nl",
        )
        assert done.code == 0, done.err
        files.append(str(tmp_path / f"{n}.json"))
    script = (
        "const {createRequire} = require('module'); const fs = require('fs');"
        f"const {{Model}} = createRequire('{MODULES}/node_modules/x.js')('survey-core');"
        "console.log(JSON.stringify(process.argv.slice(1).map(file => {"
        " const model = new Model(JSON.parse(fs.readFileSync(file, 'utf8')));"
        " return [model.jsonErrors || [], model.getAllQuestions().length]; })));"
    )
    ran = subprocess.run([str(NODE), "-e", script, *files], capture_output=True, check=False, timeout=50)
    assert ran.returncode == 0, ran.stderr.decode()
    for errors, questions in json.loads(ran.stdout):
        assert errors == []
        assert questions > 3


def test_the_engagements_touch_points_are_asked_about(cfdiag: Command, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "engagement.yaml").write_text(
        "cfdiag: 1\nclient: Borax\ntouch_points: {dock: At the dock, gate: At the gate}\n", encoding="utf-8"
    )
    line = ("form", "customer-view", "--group", "internal", "-o", "f.html", "--touch-points", "other")
    assert cfdiag(*line).code == 0
    page = (tmp_path / "f.html").read_text(encoding="utf-8")
    assert "<h3>At the dock</h3>" in page
    assert "Borax" in page


@pytest.mark.parametrize(("id_", "group"), FORMS)
def test_a_condition_names_a_question_of_the_survey(
    cfdiag: Command, tmp_path: Path, id_: str, group: str
) -> None:
    assert cfdiag("form", id_, "--group", group, "--anyway", "--to", "surveyjs", "-o", "s.json").code == 0
    pages = json.loads((tmp_path / "s.json").read_bytes())["pages"]
    elements = [element for page in pages for element in page["elements"]]
    asked = {element["name"] for element in elements}
    named = {name for each in elements for name in re.findall(r"{([^{}]+)}", each.get("visibleIf", ""))}
    assert named <= asked


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_longest_form_is_a_page_of_sixty_kilobytes(
    cfdiag: Command, tmp_path: Path, language: str
) -> None:
    line = ("form", "silo-busting", "--group", "internal", "--language", language, "-o", "f.html")
    assert cfdiag(*line).code == 0
    assert (tmp_path / "f.html").stat().st_size < 60_000


@pytest.mark.parametrize(
    ("target", "file", "said"),
    [
        ("html", "f.html", "1 niet belangrijk – 5 heel belangrijk"),
        ("surveyjs", "f.json", "heel belangrijk"),
        ("limesurvey", "f.txt", "heel belangrijk"),
    ],
)
def test_importance_has_ends_of_its_own(cfdiag: Command, target: str, file: str, said: str) -> None:
    """Asked how important something is, nobody can answer 'wholly true'."""
    assert (
        cfdiag(
            "form", "silo-busting", "--group", "internal", "--language", "nl", "--to", target, "-o", file
        ).code
        == 0
    )
    written = Path(file).read_text(encoding="utf-8")
    asked = written.count("Hoe belangrijk is dit?") + written.count("Hoe belangrijk")
    assert asked
    assert written.count(said) >= 26
