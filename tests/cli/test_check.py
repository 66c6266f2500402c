"""`cfdiag check`: kinds found by content, faults on stdout, the summary on stderr, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.formats import BASE
from kits.golden import check

INTERVIEW = """\
{"format": "cfdiag/interview@1", "id": "r1", "questionnaire": {"id": "sample", "version": "1.0.0"},
 "respondent": {"group": "customer"},
 "answers": {
  "level": {"status": "answered", "value": 4}}}
"""


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "sample.yaml").write_text(BASE, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def test_a_sound_file_says_nothing_on_stdout(cfdiag: Command) -> None:
    assert cfdiag("check", "sample.yaml") == (0, "", "1 file checked: no faults\n")
    assert cfdiag("check", "sample.yaml", "-q") == (0, "", "")


def test_faults_give_1_and_stand_on_stdout(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_text(BASE.replace("type: date", "type: dat"), encoding="utf-8")
    done = cfdiag("check", "sample.yaml")
    assert done.code == 1
    check("cli/check-fault.txt", done.out)
    assert done.err == "1 file checked: 1 fault; advice comes when the faults are gone\n"


def test_warnings_alone_give_0(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_text(BASE.replace("5: Good", "4: Good"), encoding="utf-8")
    done = cfdiag("check", "sample.yaml")
    assert (done.code, done.err) == (0, "1 file checked: 0 faults, 1 warning\n")
    assert "[scale-labels]" in done.out
    assert cfdiag("check", "-q", "sample.yaml") == (0, "", "")


def test_a_language_that_is_asked_for(cfdiag: Command) -> None:
    done = cfdiag("check", "sample.yaml", "--language", "nl")
    assert done.code == 1
    assert done.out.count("[missing-translation]") > 10
    assert cfdiag("check", "sample.yaml", "--language", "en").code == 0
    assert cfdiag("check", "sample.yaml", "--language", "dutch").code == 2


def test_interviews_are_held_against_their_questionnaire(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text(INTERVIEW, encoding="utf-8")
    (tmp_path / "bad.json").write_text(INTERVIEW.replace('"value": 4', '"value": 9'), encoding="utf-8")
    assert cfdiag("check", "good.json", "--questionnaires", ".").code == 0
    done = cfdiag("check", "bad.json", "--questionnaires", ".")
    assert done.code == 1
    assert (
        done.out == "bad.json:4:3: error: level: the value must be a whole number from 1 to 5  [bad-answer]\n"
    )
    unknown = cfdiag("check", "good.json")
    assert unknown.code == 1
    assert "there is no questionnaire 'sample'" in unknown.out


def test_lines_of_interviews_keep_their_line(cfdiag: Command, tmp_path: Path) -> None:
    line = json.dumps(json.loads(INTERVIEW))
    (tmp_path / "all.jsonl").write_text(f"{line}\n\n{line.replace(': 4', ': 9')}\n{{\n", encoding="utf-8")
    done = cfdiag("check", "all.jsonl", "--questionnaires", ".")
    places = [row.split(": error")[0].rsplit(":", 1)[0] for row in done.out.splitlines() if "error" in row]
    assert (done.code, places) == (1, ["all.jsonl:3", "all.jsonl:4"])


def test_every_kind_and_a_folder(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\nclient: A\n", encoding="utf-8")
    (tmp_path / "interviews").mkdir()
    (tmp_path / "interviews" / "a.json").write_text(INTERVIEW, encoding="utf-8")
    (tmp_path / "result.json").write_text('{"format": "cfdiag/result@1"}', encoding="utf-8")
    (tmp_path / "map.yaml").write_text("cfdiag: 1\nmapping: sample\nprofile: qualtrics\n", encoding="utf-8")
    done = cfdiag("check", ".", "-v", "--questionnaires", ".")
    assert done.code == 0
    kinds = dict(row.split(": ") for row in done.err.splitlines()[:-1])
    assert kinds == {
        "engagement.yaml": "engagement",
        "interviews/a.json": "interview",
        "map.yaml": "mapping",
        "result.json": "result",
        "sample.yaml": "questionnaire",
    }
    assert done.out == "result.json: note: a result is not checked  [not-checked]\n"


def test_files_of_others_in_a_folder_are_left_alone(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "x"}', encoding="utf-8")
    (tmp_path / "compose.yaml").write_text("services: {}\n", encoding="utf-8")
    done = cfdiag("check", ".")
    assert done.code == 0
    assert done.out.splitlines() == [
        "compose.yaml: note: skipped: no file of cfdiag  [not-ours]",
        "package.json: note: skipped: no file of cfdiag  [not-ours]",
    ]
    assert cfdiag("check", "package.json").code == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\0" * 40, "a value is expected here"),
        (INTERVIEW.encode()[:25], "a text without its closing quote"),
        (INTERVIEW.encode("utf-16"), "the file is not UTF-8 text"),
    ],
)
def test_an_interview_that_is_damaged_is_a_fault_in_a_folder_too(
    cfdiag: Command, tmp_path: Path, data: bytes, message: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_bytes(data)
    (tmp_path / "in" / "package.json").write_text('{"name": "x", "version": "1"}')
    done = cfdiag("check", "in")
    assert done.code == 1
    assert message in done.out
    assert "in/package.json: note: skipped" in done.out
    assert done.err == "2 files checked: 1 fault, 0 warnings\n"


def test_the_summary_counts_what_could_not_be_opened(cfdiag: Command, tmp_path: Path) -> None:
    done = cfdiag("check", "sample.yaml", "missing.yaml")
    assert done.code == 2
    assert done.err.endswith("1 file checked, 1 not opened: no faults\n")


def test_a_folder_of_questionnaires_that_is_not_there(cfdiag: Command) -> None:
    done = cfdiag("check", "sample.yaml", "--questionnaires", "missing")
    assert (done.code, "there is no such folder of questionnaires" in done.err) == (2, True)


def test_what_is_no_file_of_cfdiag(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text("hello: world\n", encoding="utf-8")
    done = cfdiag("check", "notes.yaml")
    assert (done.code, "this is no file of cfdiag" in done.out) == (1, True)


def test_what_cannot_be_opened_gives_2_and_the_rest_is_checked(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("cfdiag: 1\nsections: []\n", encoding="utf-8")
    done = cfdiag("check", "missing.yaml", "bad.yaml", "no*.json")
    assert done.code == 2
    assert "missing.yaml: error: cannot read the file" in done.err
    assert "1 file checked" in done.err
    assert "checked" not in cfdiag("check", "missing.yaml").err
    assert "[missing-key]" in done.out


def test_standard_input(cfdiag: Command) -> None:
    assert cfdiag("check", "-", stdin=BASE.encode()).code == 0
    done = cfdiag("check", "-", stdin=BASE.replace("type: date", "type: dat").encode())
    assert (done.code, done.out.startswith("<stdin>:28:")) == (1, True)


def test_json(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_text(BASE.replace("type: date", "type: dat"), encoding="utf-8")
    done = cfdiag("check", "sample.yaml", "--format", "json")
    assert done.code == 1
    assert json.loads(done.out) == [
        {
            "file": "sample.yaml",
            "line": 28,
            "column": 26,
            "severity": "error",
            "code": "bad-value",
            "message": "'dat' is not one of choice, choices, date, number, ranking, rating, text, yes_no",
            "hint": "did you mean 'date'?",
        }
    ]
    assert json.loads(cfdiag("check", "sample.yaml", "--format", "json", "-q").out)
    assert cfdiag("check", "sample.yaml", "--format", "xml").code == 2


def test_copies_in_an_engagement_may_be_called_as_they_like(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\n", encoding="utf-8")
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "sample-1.0.0.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(BASE, encoding="utf-8")
    assert cfdiag("check", "questionnaires").code == 0
    assert cfdiag("check", "other.yaml").code == 1


def test_a_comma_that_cuts_a_text_in_two_is_named_with_its_remedy(cfdiag: Command, tmp_path: Path) -> None:
    text = "cfdiag: 1\nid: cut\nversion: 1.0.0\ntitle: {en: Who pays, nl: Wie betaalt, en wanneer}\n"
    (tmp_path / "cut.yaml").write_text(
        text + "groups: {inside: {title: Inside, side: inside}}\nsections: []\n"
    )
    done = cfdiag("check", "cut.yaml")
    assert "cut.yaml:4:40: error: 'en wanneer' is neither a group nor a language  [bad-text]" in done.out
    assert '= put a text that holds a comma in quotes: {en: "…, …"}' in done.out


MANY = " or ".join(f'level == "{n}"' for n in range(100))
OF_LENGTH = {
    "text and names": (
        "word " * 4100 + "{{ organisation }} " * 21,
        ["the text is longer than 20,000 characters", "more than 20 names and branches in one text"],
    ),
    "text, names and depth": (
        "word " * 4100 + "{% if level %}" * 6 + "x" + "{% endif %}" * 6 + "{{ organisation }}" * 15,
        [
            "the text is longer than 20,000 characters",
            "more than 20 names and branches in one text",
            "nested deeper than 5 levels",
        ],
    ),
    "one condition twice": (
        f"{{% if {MANY} %}}a{{% endif %}} and {{% if {MANY} %}}b{{% endif %}}",
        ["the expression is longer than 1,000 characters"] * 2,
    ),
}


@pytest.mark.parametrize(("wording", "said"), OF_LENGTH.values(), ids=OF_LENGTH)
def test_of_one_text_everything_that_is_too_long_is_told_at_once(
    cfdiag: Command, tmp_path: Path, wording: str, said: list[str]
) -> None:
    asked = "      - id: much\n        type: text\n        ask: >-\n          " + wording + "\n"
    text = BASE.replace("    questions:\n", "    questions:\n" + asked, 1)
    (tmp_path / "sample.yaml").write_text(text, encoding="utf-8")
    found = json.loads(cfdiag("check", "sample.yaml", "--format", "json").out)
    assert sorted(each["message"] for each in found) == sorted(said)
    places = [(each["line"], each["column"]) for each in found if "expression" in each["message"]]
    assert len(set(places)) == len(places)
