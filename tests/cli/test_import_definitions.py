"""`cfdiag import` of a form instead of its answers: refused, and where the answers are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
from kits.command import Command, runner
from kits.responses import SERVICES, settle, written

SURVEY = [
    ["type", "name", "label::English (en)", "relevant"],
    ["start", "start", "", ""],
    ["begin_group", "about", "About", ""],
    ["select_one five", "quick", "How do you rate our speed?", ""],
    ["text", "why", "Why not?", "${quick} < 3"],
    ["end_group", "", "", ""],
]
CHOICES = [["list_name", "name", "label"], ["five", "1", "Very poor"], ["five", "5", "Excellent"]]
SETTINGS = [["form_title", "form_id", "version"], ["Try-out", "tryout", "1"]]
REDCAP = [
    [
        "Variable / Field Name",
        "Form Name",
        "Section Header",
        "Field Type",
        "Field Label",
        "Choices, Calculations, OR Slider Labels",
    ],
    ["record_id", "form", "", "text", "Record", ""],
    ["quick", "form", "", "radio", "Speed", "1, One | 2, Two"],
]
FORMR = [
    ["type", "name", "label", "optional", "class", "showif"],
    ["mc_button 1,5", "quick", "How do you rate our speed?", "", "", ""],
    ["note", "thanks", "Thank you", "", "", ""],
]
LIMESURVEY = [
    ["class", "type/scale", "name", "relevance", "text", "help", "language"],
    ["S", "", "sid", "", "1", "", ""],
    ["Q", "L", "quick", "1", "How do you rate our speed?", "", "en"],
]


def book(path: Path, sheets: dict[str, list[list[str]]]) -> None:
    with xlsxwriter.Workbook(str(path)) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)


def item(name: str, type_: str) -> dict[str, object]:
    return {
        "type": type_,
        "name": name,
        "label": "How do you rate our speed?",
        "title": "How do you rate our speed?",
    }


SURVEYJS = {
    "title": "T",
    "pages": [
        {
            "name": "p1",
            "elements": [
                item("quick", "rating"),
                {**item("group", "panel"), "elements": [item("why", "comment")]},
            ],
        }
    ],
}
ITEMS = [item("quick", "rating"), item("why", "comment")]
TEXTS: dict[str, tuple[str, bytes]] = {
    "a survey sheet as CSV": ("f.csv", written(SURVEY)),
    "choices as CSV": ("f.csv", written(CHOICES)),
    "REDCap's dictionary": ("f.csv", written(REDCAP)),
    "formr's items as CSV": ("f.csv", written(FORMR, ";")),
    "formr's items as JSON": ("f.json", json.dumps({"name": "tryout", "items": ITEMS}).encode()),
    "SurveyJS, pages": ("f.json", json.dumps(SURVEYJS).encode()),
    "SurveyJS, elements": ("f.json", json.dumps({"elements": ITEMS}).encode()),
    "SurveyJS, one question": ("f.json", json.dumps({"elements": ITEMS[:1]}).encode()),
    "SurveyJS, of old": ("f.json", json.dumps({"questions": ITEMS}).encode()),
    "Typeform's API": (
        "f.json",
        json.dumps({"id": "x", "fields": [{"ref": "a", "type": "rating", "title": "T"}]}).encode(),
    ),
    "LimeSurvey, text": ("f.txt", b"\xef\xbb\xbf" + written(LIMESURVEY, "\t")),
    "LimeSurvey, structure": (
        "f.lss",
        b'<?xml version="1.0"?>\n<document>\n <LimeSurveyDocType>Survey</LimeSurveyDocType></document>',
    ),
    "Qualtrics": ("f.qsf", b'{"SurveyEntry": {"SurveyID": "SV_1"}, "SurveyElements": []}'),
    "Qualtrics, renamed": (
        "f.json",
        b'{"SurveyEntry": {"SurveyID": "SV_1"}, "SurveyElements": [{"Element": "BL"}]}',
    ),
}
WORKBOOKS = {
    "XLSForm's own": {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS},
    "settings first": {"settings": SETTINGS, "choices": CHOICES, "survey": SURVEY},
    "formr": {"survey": FORMR, "choices": CHOICES},
    "one sheet": {"Sheet1": SURVEY},
}


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    settle(tmp_path)
    return runner(capsys, monkeypatch, tmp_path)


def refused(cfdiag: Command, folder: Path, name: str) -> None:
    before = sorted(folder.rglob("*"))
    done = cfdiag("import", name, "--questionnaire", "tryout")
    assert done.code == 2
    assert f"{name}: error: this is the form" in done.err
    assert "not its answers  [no-responses]\n  = " in done.err
    assert "  = export the answers: " in done.err or "  = import what people save or mail: " in done.err
    assert done.out == ""
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("what", TEXTS)
def test_a_form_is_refused_with_where_its_answers_are(cfdiag: Command, tmp_path: Path, what: str) -> None:
    name, data = TEXTS[what]
    (tmp_path / name).write_bytes(data)
    refused(cfdiag, tmp_path, name)


@pytest.mark.parametrize("what", WORKBOOKS)
def test_so_is_the_workbook_of_a_form(cfdiag: Command, tmp_path: Path, what: str) -> None:
    book(tmp_path / "f.xlsx", WORKBOOKS[what])
    refused(cfdiag, tmp_path, "f.xlsx")


@pytest.mark.parametrize(
    ("target", "name"),
    [("xlsform", "f.xlsx"), ("limesurvey", "f.txt"), ("surveyjs", "f.json"), ("html", "f.html")],
)
def test_so_are_forms_of_our_own_beside_their_mappings(
    cfdiag: Command, tmp_path: Path, target: str, name: str
) -> None:
    assert cfdiag("form", "tryout", "--group", "customer", "--to", target, "--output", name).code == 0
    refused(cfdiag, tmp_path, name)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("m.yaml", "cfdiag: 1\nmapping: tryout\n", "a mapping"),
        ("q.yaml", "cfdiag: 1\nid: tryout\n", "a questionnaire or another file of cfdiag's own"),
        ("i.json", '{"format": "cfdiag/interview@1", "id": "x"}', "cfdiag/interview@1"),
        ("s.json", '{\n "format": "cfdiag/result@1", "id": "x"}', "cfdiag/result@1"),
    ],
)
def test_files_of_cfdiag_are_told_by_what_they_are(
    cfdiag: Command, tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = cfdiag("import", name, "--questionnaire", "tryout")
    assert done.code == 2
    assert told in done.err
    assert "[no-responses]" in done.err


def test_answers_to_questions_called_type_and_name_are_answers(cfdiag: Command, tmp_path: Path) -> None:
    panel = [
        {
            "quick": 4,
            "again": True,
            "items": [{"type": "pump", "name": "P1"}, {"type": "valve", "name": "V2"}],
        }
    ]
    (tmp_path / "a.json").write_text(json.dumps(panel), encoding="utf-8")
    (tmp_path / "a.csv").write_bytes(
        written([["type", "name", "label", "quick"], ["pump", "P1", "L", "4"], ["text", "P2", "M", "3"]])
    )
    (tmp_path / "b.csv").write_bytes(written([["name", "list_name", "again"], ["P1", "north", "yes"]]))
    for name in ("a.json", "a.csv", "b.csv"):
        assert cfdiag("import", name, "--questionnaire", "tryout", "--group", "customer").code == 3, name


READ = "cfdiag: 1\nmapping: tryout\ngroup: customer\nquestions: {quick: {column: quick}}\n"
DOUBTFUL = {
    "a column form_id": ("a.csv", written([["form_id", "quick"], ["12", "5"]])),
    "columns of choices": (
        "a.csv",
        written([["list_name", "name", "label", "quick"], ["five", "P1", "Very", "5"]]),
    ),
    "columns of a survey": (
        "a.csv",
        written([["type", "name", "label", "quick"], ["text", "P1", "Very", "5"]]),
    ),
    "a panel of items": ("a.json", json.dumps({"items": ITEMS, "quick": 5}).encode()),
}


def test_a_column_that_forms_have_too_makes_no_form(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(DOUBTFUL["a column form_id"][1])
    assert cfdiag("import", "a.csv", "--questionnaire", "tryout", "--group", "customer").code == 3


def test_settings_are_a_form_with_one_name_or_with_both(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_bytes(written([["form_id", "version", "style"], ["tryout", "1", "pages"]]))
    (tmp_path / "both.csv").write_bytes(written([*([*row, "x"] for row in SETTINGS)]))
    for name in ("one.csv", "both.csv"):
        refused(cfdiag, tmp_path, name)


@pytest.mark.parametrize("where", ["beside", "named"])
@pytest.mark.parametrize("what", DOUBTFUL)
def test_what_a_mapping_reads_is_no_form(cfdiag: Command, tmp_path: Path, what: str, where: str) -> None:
    name, data = DOUBTFUL[what]
    (tmp_path / name).write_bytes(data)
    if what != "a column form_id":
        done = cfdiag("import", name, "--questionnaire", "tryout")
        assert done.code == 2
        assert "if these are the answers, --mapping FILE" in done.err
    mapping = tmp_path / (f"{name}.mapping.yaml" if where == "beside" else "m.yaml")
    mapping.write_text(READ, encoding="utf-8")
    named = () if where == "beside" else ("--mapping", "m.yaml")
    done = cfdiag("import", name, *named, "--format", "json")
    assert (done.code, json.loads(done.out)["imported"]) == (0, 1), done.err


def test_a_mapping_of_other_columns_makes_no_answers_of_a_form(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_bytes(written(SURVEY))
    (tmp_path / "f.csv.mapping.yaml").write_text(READ, encoding="utf-8")
    refused(cfdiag, tmp_path, "f.csv")


def test_a_sheet_of_answers_beside_the_form_is_read_where_it_is_named(
    cfdiag: Command, tmp_path: Path
) -> None:
    rows = [["quick", "again"], ["4", "yes"]]
    book(tmp_path / "f.xlsx", {"survey": SURVEY, "choices": CHOICES, "Answers": rows})
    done = cfdiag("import", "f.xlsx", "--questionnaire", "tryout", "--group", "customer")
    assert done.code == 2
    assert "--sheet Answers" in done.err
    done = cfdiag(
        "import", "f.xlsx", "--questionnaire", "tryout", "--group", "customer", "--sheet", "Answers"
    )
    assert done.code == 3


@pytest.mark.parametrize("profile", SERVICES)
def test_no_export_is_taken_for_a_form(cfdiag: Command, tmp_path: Path, profile: str) -> None:
    name, make = SERVICES[profile]
    (tmp_path / name).write_bytes(make())
    done = cfdiag("import", name, "--questionnaire", "tryout", "--dry-run")
    assert done.code in (0, 3), done.err
    assert "this is the form" not in done.err
