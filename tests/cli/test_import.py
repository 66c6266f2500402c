"""`cfdiag import`: responses of survey services as interviews, at the exit."""

# ruff: noqa: E501  tables are read as tables
from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import SERVICES, answers, google, settle, written

EXPECTED = [
    {"quick": (4, 5), "friendly": 3, "again": "yes", "how": "visit", "used": ["shop", "advice"], "spent": 1250.5, "since": "2019-04-23"},
    {"quick": (2, 4), "friendly": 5, "again": "no", "how": "phone", "used": ["repair"], "spent": 300, "since": "2021-02-03", "why": "Too far away"},
    {"quick": (5, 5), "again": "yes", "how": "phone", "spent": 12000, "since": "2020-11-30"},
]  # fmt: skip


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    settle(tmp_path)
    return runner(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize("profile", SERVICES)
def test_each_service_is_known_by_its_header_and_its_answers_are_read(
    cfdiag: Command, tmp_path: Path, profile: str
) -> None:
    name, make = SERVICES[profile]
    (tmp_path / name).write_bytes(make())
    done = cfdiag("import", name, "--questionnaire", "tryout", "--group", "customer", "--format", "json")
    assert (done.code, done.err) == (0, "")
    report = json.loads(done.out)
    assert (report["profile"], report["responses"], report["imported"], report["unfinished"]) == (
        profile,
        3,
        3,
        0,
    )
    files = sorted((tmp_path / "interviews").glob("tryout-*.json"))
    assert sorted(map(answers, files), key=lambda a: str(a["spent"])) == sorted(
        EXPECTED, key=lambda a: str(a["spent"])
    )
    check = cfdiag("check", "interviews")
    assert check.code == 0, check.out
    again = cfdiag("import", name, "--questionnaire", "tryout", "--group", "customer", "--format", "json")
    assert json.loads(again.out)["unchanged"] == 3
    everything = b"".join(
        file.read_bytes() for file in (tmp_path / "interviews").rglob("*") if file.is_file()
    )
    for personal in (b"example.com", b"Ada", b"10.0.0.7", b"0af31"):
        assert personal not in everything


def test_a_doubtful_table_is_proposed_and_nothing_is_imported(cfdiag: Command, tmp_path: Path) -> None:
    table = (
        google().replace(b"Would you come again?", b"Would you come back again?").replace(b",Yes,", b",Yes!,")
    )
    (tmp_path / "r.csv").write_bytes(table)
    done = cfdiag("import", "r.csv", "--questionnaire", "tryout")
    assert done.code == 3
    assert done.err.splitlines()[-1] == "cfdiag import r.csv --questionnaire tryout"
    assert not (tmp_path / "interviews").exists()
    proposal = (tmp_path / "r.csv.mapping.yaml").read_text(encoding="utf-8")
    assert "  # near: again: {column: 6}" in proposal
    assert cfdiag("check", "r.csv.mapping.yaml").code == 0
    right = proposal.replace("# near: again: {column: 6}", 'again: {column: 6, values: {"Yes!": true}}')
    (tmp_path / "r.csv.mapping.yaml").write_text(right, encoding="utf-8")
    done = cfdiag("import", "r.csv", "--questionnaire", "tryout")
    assert (done.code, done.err) == (0, "")
    assert [answers(f)["again"] for f in sorted((tmp_path / "interviews").glob("*.json"))].count("yes") == 2


def test_a_proposal_is_never_written_over(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(written([["Unrelated"], ["x"]]))
    assert cfdiag("import", "r.csv", "--questionnaire", "tryout").code == 3
    mine = (tmp_path / "r.csv.mapping.yaml").read_text(encoding="utf-8") + "# mine\n"
    (tmp_path / "r.csv.mapping.yaml").write_text(mine, encoding="utf-8")
    cfdiag("import", "r.csv", "--questionnaire", "tryout")
    assert (tmp_path / "r.csv.mapping.yaml").read_text(encoding="utf-8") == mine


def test_a_mapping_names_columns_groups_consent_and_what_stands_for_no_answer(
    cfdiag: Command, tmp_path: Path
) -> None:
    rows = [
        ["Who", "Speed", "Speed", "Dept", "Name please", "May we?", "Mail"],
        ["Client", "5: Excellent", "-99", "Sales", "Ada Vale", "Yes", "a@example.com"],
        ["Client", "weet ik niet", "3", "sales", "Bob Roe", "Not with my name", "b@example.com"],
        ["Staff", "2", "", "SALES", "Cas Tor", "Perhaps", "c@example.com"],
    ]
    (tmp_path / "t.csv").write_bytes(written(rows, ";"))
    (tmp_path / "t.mapping.yaml").write_text(
        "cfdiag: 1\nmapping: tryout\nprofile: plain\nlanguage: en\n"
        "group: {column: Who, values: {Client: customer, Staff: internal}}\n"
        "respondent:\n  department: {column: Dept}\n  name: {column: Name please}\n"
        "  consent: {column: 'May we?', values: {'Yes': named, Not with my name: quoted}}\n"
        "missing: {unknown: ['-99']}\n"
        "questions:\n  quick: {column: 2}\n  friendly: {column: 3}\n",
        encoding="utf-8",
    )
    done = cfdiag("import", "t.csv", "--mapping", "t.mapping.yaml", "-o", "out.jsonl")
    assert done.code == 2
    assert "t.csv:4:1: error: this is no consent that is known: counted only" in done.err
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    told = {entry["answers"]["quick"].get("value"): entry for entry in found}
    ada, bob, cas = told[5], told[None], told[2]
    assert (ada["respondent"]["name"], ada["respondent"]["consent"], ada["answers"]["friendly"]) == (
        "Ada Vale", "named", {"status": "unknown"},
    )  # fmt: skip
    assert (bob["answers"]["quick"], bob["respondent"]["consent"]) == ({"status": "unknown"}, "quoted")
    assert (cas["respondent"]["group"], cas["respondent"]["name"], cas["respondent"]["consent"]) == (
        "internal",
        None,
        "counted",
    )
    assert {entry["respondent"]["department"] for entry in found} == {"sales"}
    assert "record" not in cas["extra"]["import"]
    assert ada["extra"]["import"]["record"] == 1


def test_faults_of_a_mapping_are_told_all_at_once_each_in_its_place(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(google())
    (tmp_path / "m.yaml").write_text(
        "cfdiag: 1\nmapping: tryout\nprofile: google-forms\ngroup: customers\n"
        "questions:\n  quik: {column: 3}\n  friendly: {column: 5, values: {Top: 9}}\n  again: {column: 5}\n"
        "  used: {columns: {shops: 8}}\n",
        encoding="utf-8",
    )
    done = cfdiag("import", "r.csv", "--questionnaire", "tryout", "--mapping", "m.yaml")
    assert done.code == 2
    told = [line for line in done.err.splitlines() if line.startswith("m.yaml:")]
    assert told == [
        "m.yaml:4:8: error: there is no group 'customers'  [unknown-group]",
        "m.yaml:6:3: error: there is no question 'quik' in tryout  [unknown-question]",
        "m.yaml:7:39: error: friendly: the value must be a whole number from 1 to 5  [bad-answer]",
        "m.yaml:8:19: error: column 5 is used twice  [column-twice]",
        "m.yaml:9:20: error: used has no option 'shops'  [unknown-option]",
    ]


def test_a_column_that_is_not_there_or_there_twice_is_told_before_anything_is_read(
    cfdiag: Command, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_bytes(written([["Speed", "Speed", "Kind"], ["1", "2", "3"]]))
    (tmp_path / "m.yaml").write_text(
        "cfdiag: 1\nmapping: tryout\ngroup: customer\nquestions:\n  quick: {column: Speed}\n  friendly: {column: Kinds}\n",
        encoding="utf-8",
    )
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--mapping", "m.yaml")
    assert done.code == 2
    assert "m.yaml:5:19: error: the table has 'Speed' more than once  [column-twice]" in done.err
    assert "  = name it by its number: 1, 2" in done.err
    assert (
        "m.yaml:6:22: error: the table has no column 'Kinds'  [unknown-column]\n  = did you mean 'Kind'?"
        in done.err
    )
    assert not (tmp_path / "interviews").exists()


def test_nothing_is_rescaled_and_no_figure_is_guessed(cfdiag: Command, tmp_path: Path) -> None:
    rows = [
        ["quick", "friendly", "spent", "since"],
        ["7", "1 - Excellent", "1,234", "03/04/2020"],
        ["3", "2", "2,345", "05/06/2021"],
    ]
    (tmp_path / "t.csv").write_bytes(written(rows))
    (tmp_path / "m.yaml").write_text(
        "cfdiag: 1\nmapping: tryout\ngroup: customer\n"
        "questions: {quick: {column: 1}, friendly: {column: 2}, spent: {column: 3}, since: {column: 4}}\n",
        encoding="utf-8",
    )
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--mapping", "m.yaml", "-o", "out.jsonl")
    assert done.code == 2
    assert sorted(line.rpartition("  ")[2] for line in done.err.splitlines() if ": error: " in line) == [
        "[ambiguous-date]", "[ambiguous-number]", "[scale-differs]", "[scale-differs]",
    ]  # fmt: skip
    told = (tmp_path / "m.yaml").read_text(encoding="utf-8")
    told += 'dates: dmy\ndecimal: ","\n'
    told = told.replace("{column: 1}", '{column: 1, values: {"7": 5, "3": 3}}')
    told = told.replace("{column: 2}", '{column: 2, values: {"1 - Excellent": 5, "2": 4}}')
    (tmp_path / "m.yaml").write_text(told, encoding="utf-8")
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout", "--mapping", "m.yaml", "-o", "out.jsonl")
    assert (done.code, done.err) == (0, "")
    held = [
        json.loads(line)["answers"]
        for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    values = sorted(
        [entry[key]["value"] for key in ("quick", "friendly", "spent", "since")] for entry in held
    )
    assert values == [[3, 4, 2.345, "2021-06-05"], [5, 5, 1.234, "2020-04-03"]]


def test_the_same_response_with_other_answers_is_refused_without_force(
    cfdiag: Command, tmp_path: Path
) -> None:
    name, make = SERVICES["typeform"]
    (tmp_path / name).write_bytes(make())
    line = ("import", name, "--questionnaire", "tryout", "--group", "customer")
    assert cfdiag(*line).code == 0
    (tmp_path / name).write_bytes(make().replace(b"Too far away", b"Too near"))
    done = cfdiag(*line)
    assert done.code == 2
    assert "r.csv:3:1: error: this response was imported before, with other answers" in done.err
    held = [answers(file).get("why") for file in (tmp_path / "interviews").glob("*.json")]
    assert "Too far away" in held
    assert "Too near" not in held
    assert cfdiag(*line, "--force").code == 0
    assert "Too near" in [answers(file).get("why") for file in (tmp_path / "interviews").glob("*.json")]


def test_texts_are_never_quoted_and_contacts_can_be_dropped(cfdiag: Command, tmp_path: Path) -> None:
    table = google().replace(b"Too far away", b"Call me: +31 20 123 45 67 or zoe@example.org")
    (tmp_path / "r.csv").write_bytes(table.replace(b"300", b"a secret"))
    done = cfdiag("import", "r.csv", "--questionnaire", "tryout", "--drop-contacts", "--group", "customer")
    assert done.code == 3
    assert "secret" not in done.out + done.err + (tmp_path / "r.csv.mapping.yaml").read_text(encoding="utf-8")
    done = cfdiag("import", "r.csv", "--questionnaire", "tryout", "--drop-contacts")
    assert done.code == 2
    assert "secret" not in done.out + done.err
    assert "contacts    1 text with an address or a number" in done.out
    said = [answers(file).get("why") for file in (tmp_path / "interviews").glob("*.json")]
    assert "Call me: [phone] or [e-mail]" in said


def test_a_dry_run_writes_nothing(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(google())
    before = sorted(tmp_path.rglob("*"))
    assert (
        cfdiag("import", "r.csv", "--questionnaire", "tryout", "--group", "customer", "--dry-run").code == 0
    )
    assert cfdiag("import", "r.csv", "--questionnaire", "silo-busting", "--dry-run").code == 3
    assert sorted(tmp_path.rglob("*")) == before


def test_the_wrong_questionnaire_is_told_with_the_best_other_one(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(google())
    done = cfdiag("import", "r.csv", "--questionnaire", "silo-busting")
    assert done.code == 3
    assert "not one column answers a question of silo-busting: is it the right one?" in done.err
    assert "--questionnaire tryout fits 9 columns" in done.err


def test_hostile_headers_and_cells_stay_words(cfdiag: Command, tmp_path: Path) -> None:
    nasty = [
        "\x1b]0;x\x07",
        "{{ 7*7 }}",
        "=cmd()",
        "<script>alert(1)</script>",
        "a: b\n- c",
        "\u202eabc",
        "'\"#",
    ]
    rows = [["quick", *nasty], *[[str(n % 5 + 1), *nasty] for n in range(3)]]
    (tmp_path / "t.csv").write_bytes(written(rows))
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout")
    assert done.code == 3
    assert "\x1b" not in done.out + done.err
    assert "\u202e" not in done.out + done.err
    assert cfdiag("check", "t.csv.mapping.yaml").code == 0
