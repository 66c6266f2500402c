"""A form asks for the department, as a talk does: picked where the engagement lists them, and read back."""

from __future__ import annotations

import csv
import html
import json
import re
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import QUESTIONNAIRE, answers, written

from cfdiag.formats.questionnaire.reader import read_questionnaire

ASKED = 'name="cfdiag:department"'
DEPARTMENTS = "departments: {sales: 'Sales & <Service>', legal: Legal}\n"


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "tryout.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    settled(tmp_path, DEPARTMENTS)
    return runner(capsys, monkeypatch, tmp_path)


def settled(folder: Path, more: str) -> None:
    (folder / "engagement.yaml").write_text(f"cfdiag: 1\nclient: Acme\n{more}", encoding="utf-8")


def page(cfdiag: Command, folder: Path, id_: str, group: str, language: str = "en") -> str:
    line = ("form", id_, "--group", group, "--language", language, "-o", "f.html", "--force")
    done = cfdiag(*line)
    assert done.code == 0, done.err
    return (folder / "f.html").read_text(encoding="utf-8")


SAID = {
    "en": (
        "<legend>Department</legend>",
        "Results are shown by department only where at least 5 people of it answered.",
        "I would rather not say",
    ),
    "nl": (
        "<legend>Afdeling</legend>",
        "Uitkomsten per afdeling zijn er alleen als minstens 5 mensen van die afdeling meededen.",
        "Dat zeg ik liever niet",
    ),
}


@pytest.mark.parametrize("language", SAID)
def test_departments_of_the_engagement_are_picked(cfdiag: Command, tmp_path: Path, language: str) -> None:
    said = page(cfdiag, tmp_path, "silo-busting", "internal", language)
    assert all(each in said for each in SAID[language])
    assert re.findall(r'name="cfdiag:department" value="([^"]*)"', said) == ["sales", "legal", ""]
    assert "Sales &amp; &lt;Service&gt;" in said
    assert said.index(ASKED) < said.index("data-key=")


def test_nobody_anonymous_is_asked_for_a_word_of_their_own(cfdiag: Command, tmp_path: Path) -> None:
    settled(tmp_path, "")
    said = page(cfdiag, tmp_path, "tryout", "internal")
    assert ASKED not in said
    done = cfdiag("form", "tryout", "--group", "internal", "-o", "g.html")
    assert "not in the form: department: the engagement lists none" in done.err
    # Who is known by name anyway may type it.
    text = QUESTIONNAIRE.replace("anonymous: true", "anonymous: false")
    (tmp_path / "questionnaires" / "tryout.yaml").write_text(text, encoding="utf-8")
    said = page(cfdiag, tmp_path, "tryout", "internal")
    assert '<input name="cfdiag:department" maxlength="120"' in said


def test_customers_have_no_department_of_ours(cfdiag: Command, tmp_path: Path) -> None:
    assert ASKED not in page(cfdiag, tmp_path, "tryout", "customer")


def response(group: str, **changes: object) -> bytes:
    asked = {"id": "tryout", "version": "1.0.0"}
    asked["sha256"] = read_questionnaire(QUESTIONNAIRE.encode(), "tryout.yaml").sha256
    held: dict[str, object] = {
        "format": "cfdiag/response@1", "questionnaire": asked,
        "group": group, "code": "K7QX2MWP", "date": "2026-11-26", "organisation": "Acme",
        "answers": {"quick": {"status": "answered", "value": 4}},
    }  # fmt: skip
    return json.dumps(held | changes).encode()


def respondent(folder: Path) -> dict[str, object]:
    (file,) = (folder / "interviews").glob("*.json")
    said: dict[str, object] = json.loads(file.read_bytes())["respondent"]
    return said


@pytest.mark.parametrize("said", ["sales", "Sales & <Service>", " SALES "])
def test_it_is_read_back_as_the_id(cfdiag: Command, tmp_path: Path, said: str) -> None:
    (tmp_path / "r.json").write_bytes(response("internal", department=said))
    assert cfdiag("import", "r.json").code == 0
    assert respondent(tmp_path)["department"] == "sales"
    assert cfdiag("check", "interviews").code == 0


@pytest.mark.parametrize(("said", "code"), [("sales", 0), ("Salse", 1)])
def test_check_judges_it_as_import_does(cfdiag: Command, tmp_path: Path, said: str, code: int) -> None:
    (tmp_path / "r.json").write_bytes(response("internal", department=said))
    done = cfdiag("check", "r.json")
    assert (done.code, "no such department" in done.out + done.err) == (code, bool(code))
    assert "no departments are listed" not in done.out + done.err


def test_one_that_is_not_listed_is_left_out_and_told(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_bytes(response("internal", department="Salse"))
    done = cfdiag("import", "r.json")
    assert done.code == 2
    assert "there is no such department; it is left out  [unknown-department]" in done.err
    assert respondent(tmp_path)["department"] is None


def test_an_anonymous_word_of_their_own_is_not_kept(cfdiag: Command, tmp_path: Path) -> None:
    settled(tmp_path, "")
    (tmp_path / "r.json").write_bytes(response("internal", department="The one with the red hat"))
    done = cfdiag("import", "r.json")
    assert "red hat" not in done.out + done.err
    assert respondent(tmp_path)["department"] is None


def test_a_customer_does_not_work_at_who_asks(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_bytes(response("customer"))
    assert cfdiag("import", "r.json").code == 0
    assert respondent(tmp_path)["organisation"] is None


@pytest.mark.parametrize(
    ("target", "file"), [("xlsform", "f.xlsx"), ("surveyjs", "f.json"), ("limesurvey", "f.txt")]
)
def test_services_ask_for_it_too_and_it_comes_back(
    cfdiag: Command, tmp_path: Path, target: str, file: str
) -> None:
    line = ("form", "tryout", "--group", "internal", "--to", target, "-o", file, "--language", "en")
    assert cfdiag(*line, "--language", "nl").code == 0
    mapping = (tmp_path / f"{file}.mapping.yaml").read_text(encoding="utf-8")
    told = re.search(r'department: \{column: (?:\{header: )?"([^"]+)"[^{]*(\{.*?\})?', mapping)
    assert told is not None, mapping
    if target == "surveyjs":
        survey = json.loads((tmp_path / file).read_bytes())
        (asked,) = (e for page in survey["pages"] for e in page["elements"] if e["name"] == told[1])
        assert [each["value"] for each in asked["choices"]] == ["sales", "legal"]
        (tmp_path / "a.json").write_text(json.dumps([{"quick": 4, told[1]: "legal"}]), encoding="utf-8")
    elif target == "limesurvey":
        quick = re.search(r'  quick: \{column: \{header: "([^"]+)"', mapping)
        assert quick is not None
        assert "Sales & <Service>" not in mapping
        code = {said: code for code, said in json.loads(told[2]).items()}["legal"]
        rows = [["id", "submitdate", quick[1], told[1]], ["1", "2026-11-23 10:04:05", "4", code]]
        (tmp_path / "a.csv").write_bytes(written(rows, quoted=True))
    else:
        rows = [["quick", told[1], "_uuid"], ["4", "legal", "u1"]]
        (tmp_path / "a.csv").write_bytes(written(rows, ";", quoted=True))
    table = "a.json" if target == "surveyjs" else "a.csv"
    done = cfdiag("import", table, "--mapping", f"{file}.mapping.yaml")
    assert done.code == 0, done.err
    assert respondent(tmp_path)["department"] == "legal"
    assert answers(next((tmp_path / "interviews").glob("*.json")))["quick"] == 4


def test_a_question_may_be_called_name_or_consent(cfdiag: Command, tmp_path: Path) -> None:
    """What the form asks for itself has names that no question can have."""
    text = QUESTIONNAIRE.replace("{id: why,", "{id: name,").replace("{id: since,", "{id: consent,")
    (tmp_path / "questionnaires" / "tryout.yaml").write_text(text, encoding="utf-8")
    said = page(cfdiag, tmp_path, "tryout", "customer")
    assert said.count('name="name"') == 1
    assert said.count('name="consent"') == 1
    assert 'name="cfdiag:name"' in said
    ids = re.findall(r'\bid="([^"]+)"', said)
    assert len(ids) == len(set(ids))


NASTY = "<script>alert(1)</script> {INSERTANS:1} ${x} =cmd() &amp;"


@pytest.mark.parametrize("where", ["departments", "client", "touch points"])
def test_names_are_words_in_every_service(cfdiag: Command, tmp_path: Path, where: str) -> None:
    """What a name holds is no markup, no expression and no reference in the service that shows it."""
    named = {
        "departments": f"departments: {{sales: {json.dumps(NASTY)}}}\n",
        "client": "",
        "touch points": f"touch_points: {{dock: {json.dumps(NASTY)}}}\n",
    }[where]
    settled(tmp_path, named)
    if where == "client":
        (tmp_path / "engagement.yaml").write_text(f"cfdiag: 1\nclient: {json.dumps(NASTY)}\n", "utf-8")
    id_ = "customer-view" if where == "touch points" else "tryout"
    for target, file in (("limesurvey", "f.txt"), ("xlsform", "f.xlsx")):
        assert cfdiag("form", id_, "--group", "internal", "--to", target, "-o", file).code == 0
    rows = list(csv.DictReader((tmp_path / "f.txt").read_text("utf-8-sig").splitlines(), delimiter="\t"))
    said = [row["text"] for row in rows if "alert(1)" in row["text"]]
    assert said
    for text in said:
        assert not set("<>{}") & set(text)
        assert NASTY in html.unescape(text)
    assert cfdiag("check", "f.txt.mapping.yaml").code == 0
    convert = pytest.importorskip("pyxform.xls2xform").convert
    form = convert(tmp_path / "f.xlsx")
    assert form.warnings == []
    assert "&lt;script&gt;alert(1)" in form.xform
