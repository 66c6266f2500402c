import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from junitparser import JUnitXml
from kits.batch import QUESTIONNAIRE, Desk, interview
from kits.schema import faults

from cfdiag.api.scoring import RESULT_FORMATS
from cfdiag.cli import run
from cfdiag.cli.commands.schema import SCHEMAS
from cfdiag.cli.progress import ProgressBar
from cfdiag.model.result import Result


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CFDIAG_QUESTIONNAIRES", "qs")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return Desk(tmp_path)


@pytest.fixture
def score(capsys):
    """Runs `cfdiag score …`: exit code, stdout, stderr."""

    def call(*arguments):
        code = run(["score", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_the_scorecard_of_a_folder(desk, score):
    code, out, err = score(desk.many(10))
    assert (code, err) == (0, "")
    assert out.split("\n")[:1] == ["Small · 10 interviews · Draft for your own team, not to be handed over"]
    assert out.split("\n")[-6:] == [
        "                                          score range target            coverage",
        "Sharing                  ████████░░░│░░░░    50 33–67     70 developing     100%",
        "Speed                    ████████░│░░░░░░    50 35–65     60 developing     100%",
        "Overall: 50 of 100.",
        "Everything: cfdiag score -v; in words: cfdiag report.",
        "",
    ]


@pytest.mark.parametrize(
    ("limits", "code", "gates"),
    [
        (["--fail-under", "20"], 0, [("fail_under", "overall", True)]),
        (["--fail-under", "99"], 1, [("fail_under", "overall", False)]),
        (["--fail-under", "20", "--fail-under", "sharing=99"], 1,
         [("fail_under", "overall", True), ("fail_under", "sharing", False)]),
        (["--min-n", "10"], 0, [("min_n", "n", True)]),
        (["--min-n", "11"], 1, [("min_n", "n", False)]),
    ],
)  # fmt: skip
def test_gates_decide_the_exit_code(desk, score, limits, code, gates):
    found, out, _ = score(desk.many(10), "--format", "json", *limits)
    assert found == code
    document = json.loads(out)
    assert [(gate["kind"], gate["target"], gate["passed"]) for gate in document["gates"]] == gates


def test_a_bad_file_beats_a_failed_gate(desk, score):
    desk.many(10)
    desk.write("in/bad.json", "{")
    code, out, err = score("in", "--fail-under", "99")
    assert code == 2
    assert "Gate failed · overall: " in out
    assert err.startswith("in/bad.json:1:2: error: ")


def test_a_gate_on_a_figure_that_is_not_there_fails_and_says_why(desk, score):
    code, out, _ = score(desk.many(3), "--fail-under", "10", "--format", "json")
    assert code == 1
    assert json.loads(out)["gates"] == [
        {
            "kind": "fail_under",
            "target": "overall",
            "limit": 10.0,
            "value": None,
            "passed": False,
            "reason": "withheld",
        }
    ]


def test_a_drop_since_the_baseline_fails(desk, score):
    for number in range(8):
        desk.write(f"old/{number}.json", interview(number, (4, 4, 4, 5)))
        desk.write(f"new/{number}.json", interview(number, (3, 4, 4, 5)))
    assert score("old", "--format", "json", "--output", "base.json") == (0, "", "")
    assert score("old", "--baseline", "base.json", "--max-drop", "0")[0] == 0
    assert score("new", "--baseline", "base.json")[0] == 0
    assert score("new", "--baseline", "base.json", "--max-drop", "13")[0] == 0
    code, out, _ = score("new", "--baseline", "base.json", "--max-drop", "12")
    assert code == 1
    assert "Gate failed · sharing: dropped by 12.5, at most 12 allowed" in out
    assert "Gate passed · speed: dropped by 0.0, at most 12 allowed" in out
    assert "Moved by more than chance does: " in out
    code, out, _ = score("new", "--baseline", "base.json", "--max-drop", "12", "-v")
    assert "4 of 4 questions are the same in both" in out


def test_a_drop_that_chance_may_have_made_passes_beyond_noise(desk, score):
    for number in range(8):
        desk.write(f"old/{number}.json", interview(number, (1 + number % 5, 4, 2 + number % 4, 5)))
        desk.write(f"new/{number}.json", interview(number, (1 + number % 4, 3 + number % 2, 1, 1)))
    assert score("old", "--format", "json", "--output", "base.json") == (0, "", "")
    gate = ("new", "--baseline", "base.json", "--max-drop", "5")
    code, out, _ = score(*gate)
    assert code == 1
    assert "Gate failed · sharing: dropped by 7.8, at most 5 allowed" in out
    code, out, _ = score(*gate, "--beyond-noise")
    assert code == 1
    assert "Gate passed · sharing: dropped by 7.8, at most 5 allowed; chance may have made" in out
    assert "Gate failed · speed: dropped by" in out
    found = json.loads(score(*gate, "--beyond-noise", "--format", "json")[1])
    within = [gate.get("within_noise") for gate in found["gates"]]
    assert within == [None, None, True, None]
    assert faults(SCHEMAS["result"](), found) == []


def test_the_json_is_the_contract_and_the_schema_admits_it(desk, score):
    code, out, _ = score(desk.many(12), "--by", "department", "--format", "json", "--fail-under", "1")
    assert code == 0
    document = json.loads(out)
    assert faults(SCHEMAS["result"](), document) == []
    assert {"format", "tool", "inputs", "privacy", "questionnaires", "plan", "gates"} <= document.keys()
    assert document["inputs"] == {"interviews": 12, "unfinished": 0, "rejected": [], "warnings": []}
    questionnaire = document["questionnaires"][0]
    assert questionnaire["id"] == "small"
    assert questionnaire["by"]["department"].keys() == {"Sales", "Service"}
    assert questionnaire["questions"]["share_plans"]["scale"] == [1, 5]
    assert "interviews" not in document
    assert msgspec.json.decode(out, type=Result).questionnaires[0].n == 12


def test_how_they_were_held_is_said_and_can_be_broken_down_by(desk, score):
    for number in range(22):
        mode = ("in_person", "phone")[number % 2] if number < 20 else None
        desk.write(f"in/{number:02}.json", interview(number, (1 + number % 5, 3, 4, 2), mode=mode))
    (found,) = json.loads(score("in", "--by", "mode", "--format", "json")[1])["questionnaires"]
    assert found["modes"] == {"in_person": 10, "phone": 10}
    assert {name: cell["n"] for name, cell in found["by"]["mode"].items()} == {
        "in_person": None, "not stated": None, "phone": 10,
    }  # fmt: skip
    assert json.loads(score("in", "--jobs", "2", "--format", "json")[1])["questionnaires"][0]["modes"] == {
        "in_person": 10, "phone": 10,
    }  # fmt: skip


def test_one_interview_is_listed_without_names(desk, score):
    known = {"group": "customer", "name": "Ann Ash", "consent": "named", "account": "acme"}
    path = desk.write("a.json", interview(1, (1, 2, 3, 4), respondent=known, interviewer="Bo Birch"))
    code, out, _ = score(path, "--format", "json")
    assert code == 0
    assert "Ash" not in out
    assert "Birch" not in out
    (entry,) = json.loads(out)["interviews"]
    assert {key: entry[key] for key in ("file", "questionnaire", "group", "finished", "overall")} == {
        "file": "a.json", "questionnaire": "small", "group": "customer", "finished": True, "overall": 37.5,
    }  # fmt: skip
    assert entry["dimensions"]["sharing"]["score"] == 12.5


def test_every_format_to_a_file_and_to_stdout_alike(desk, score):
    desk.many(6)
    for name in ("json", "csv", "markdown", "junit", "github"):
        code, out, _ = score("in", "--format", name)
        assert code == 0
        assert score("in", "--format", name, "--output", "-")[1] == out
        assert score("in", "--format", name, "-o", f"out.{name}") == (0, "", "")
        assert Path(f"out.{name}").read_text(encoding="utf-8") == out
        assert Path(f"out.{name}").stat().st_mode & 0o777 == 0o600 or os.name == "nt"


def test_junit_is_read_back(desk, score):
    desk.many(6)
    desk.write("in/bad.json", interview(9, (9, 1, 1, 1)))
    code, out, _ = score("in", "--format", "junit", "--fail-under", "99", "--fail-under", "speed=1")
    report = JUnitXml.fromstring(out.encode())
    assert code == 2
    assert (report.failures, report.errors) == (1, 1)


def test_github_appends_the_table_to_the_summary_page(desk, score, monkeypatch):
    page = desk.folder / "summary.md"
    page.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    desk.many(6)
    desk.write("in/bad.json", "{")
    code, out, _ = score("in", "--format", "github", "--fail-under", "99")
    assert code == 2
    lines = out.split("\n")
    assert lines[0].startswith("::error title=Gate failed::overall: ")
    assert lines[1].startswith("::error file=in/bad.json,line=1,col=2,title=")
    assert page.read_text(encoding="utf-8").startswith("before\n## Small\n")
    assert "**failed**" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["in/000.json", "link.md"])
def test_the_summary_page_is_no_interview_and_no_link(desk, score, monkeypatch, page):
    desk.many(2)
    before = Path("in/000.json").read_bytes()
    Path("link.md").symlink_to("in/000.json")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", page)
    code, _, err = score("in", "--format", "github")
    assert code == 2
    assert err.startswith(f"{page}: error: ")
    assert Path("in/000.json").read_bytes() == before


def test_what_cfdiag_did_not_make_is_written_over_with_force_only(desk, score):
    desk.many(2)
    Path("thesis.txt").write_text("mine\n")
    code, _, err = score("in", "--output", "thesis.txt")
    assert (code, Path("thesis.txt").read_text()) == (2, "mine\n")
    assert "cfdiag did not make the file there; nothing was written" in err
    assert score("in", "--output", "thesis.txt", "--force")[0] == 0
    assert score("in", "--output", "thesis.txt")[0] == 0  # an earlier result


def test_a_summary_page_that_cannot_be_written_is_a_fault(desk, score, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(desk.folder))
    code, _, err = score(desk.many(2), "--format", "github")
    assert (code, err) == (
        2,
        (
            f"{desk.folder}: error: cannot write the file: Is a directory  [cannot-write]\n"
            "  = name a file, not a folder\n"
        ),
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--fail-under", "dims=3"],
         ("error: --fail-under: there is no dimension 'dims'  [unknown-dimension]\n"
         "  = known here: overall, sharing, speed\n")),
        (["--fail-under", "sharin=3"],
         ("error: --fail-under: there is no dimension 'sharin'  [unknown-dimension]\n"
         "  = did you mean 'sharing'?\n")),
        (["--fail-under", "much"],
         ("error: --fail-under cannot be 'much'  [wrong-use]\n"
         "  = write a score from 0 to 100, DIMENSION=SCORE, or FIELD:DIMENSION=SCORE\n")),
        (["--fail-under", "nan"],
         ("error: --fail-under cannot be 'nan'  [wrong-use]\n"
         "  = write a score from 0 to 100, DIMENSION=SCORE, or FIELD:DIMENSION=SCORE\n")),
        (["--beyond-noise"],
         ("error: --beyond-noise is about --max-drop  [wrong-use]\n"
          "  = say how many points are too many: --max-drop N\n")),
        (["--max-drop", "3"],
         ("error: --max-drop needs something to drop from  [wrong-use]\n"
         "  = name an earlier result: --baseline FILE\n")),
        (["--baseline", "in/000.json"],
         ("in/000.json: error: this is no result of cfdiag  [not-a-result]\n"
         "  = a baseline is what `cfdiag score … --format json --output FILE` wrote\n")),
        (["--baseline", "none.json"],
         ("none.json: error: cannot read the file: No such file or directory  [cannot-read]\n"
         "  = check the name; the path is taken from the folder you are in\n")),
        (["--by", "departments"],
         ("error: there is nothing to break down by in 'departments'  [unknown-field]\n"
         "  = did you mean 'department'?\n")),
        (["--language", "fr"],
         "error: --language cannot be 'fr'  [wrong-option]\n  = choose en or nl\n"),
        (["--date", "today"],
         "error: --date cannot be 'today'  [wrong-option]\n  = write YYYY-MM-DD\n"),
    ],
)  # fmt: skip
def test_wrong_use_says_what_and_what_to_do(desk, score, arguments, message):
    desk.many(6)
    code, out, err = score("in", *arguments)
    assert (code, out, err) == (2, "", message)


def test_a_baseline_of_a_newer_format_or_damaged_is_refused(desk, score):
    desk.many(2)
    desk.write("newer.json", {"format": "cfdiag/result@3"})
    desk.write("damaged.json", {"format": "cfdiag/result@1", "tool": 3})
    assert score("in", "--baseline", "newer.json")[2] == (
        "newer.json: error: the result is written in format 3; this cfdiag reads up to 2  [newer-format]\n"
        "  = upgrade cfdiag\n"
    )
    assert score("in", "--baseline", "damaged.json")[2] == (
        "damaged.json: error: the result is damaged at $.tool  [damaged-result]\n"
        "  = make it again: cfdiag score … --format json --output FILE\n"
    )


def test_standard_input(desk, score, monkeypatch):
    class Pipe:
        buffer = io.BytesIO(json.dumps(interview(1)).encode())

    monkeypatch.setattr(sys, "stdin", Pipe())
    code, out, _ = score("-", "--format", "json")
    assert code == 0
    assert json.loads(out)["interviews"][0]["file"] == "<stdin>"


def test_an_engagement_around_the_interviews_is_found(desk, score):
    desk.many(6, "interviews")
    desk.write("engagement.yaml", "cfdiag: 1\nclient: Alder\nfictional: true\nprivacy: {min_group: 6}\n"
                                  "overrides: {small: {sharing: {target: 33}}}\n")  # fmt: skip
    for path in ("interviews", "interviews/*.json", str(desk.folder / "interviews")):
        document = json.loads(score(path, "--format", "json", "-q")[1])
        assert document["fictional"] is True
        assert document["privacy"]["min_group"] == 6
        assert document["questionnaires"][0]["dimensions"]["sharing"]["target"] == 33
    elsewhere = desk.many(6, "other")
    assert "fictional" not in json.loads(score(elsewhere, "--format", "json")[1])


def test_quiet_drops_notes_and_keeps_errors(desk, score):
    desk.many(2)
    desk.write("in/other.json", {"format": "cfdiag/result@1"})
    assert score("in")[2] == "note: 1 file is no interview and was left out: in/other.json  [skipped]\n"
    assert score("in", "-q")[2] == ""
    desk.write("in/bad.json", "{")
    assert "bad.json" in score("in", "-q")[2]


def test_of_many_faults_of_one_kind_the_first_are_shown_and_the_rest_counted(desk, score, capsys):
    desk.many(1)
    for number in range(30):
        desk.write(f"in/bad{number:02}.json", "{")
    code, out, err = score("in", "--format", "json")
    assert code == 2
    assert len(json.loads(out)["inputs"]["rejected"]) == 30
    assert err.count(".json:1:2: error: ") == 20
    assert err.split("\n")[-2].startswith("and 10 more like these  [")
    assert score("in", "-v")[2].count(".json:1:2: error: ") == 30
    for command in (["report", "in", "--format", "markdown"], ["why", "in", "overall"]):
        run([*command, "--questionnaires", "qs"])
        told = capsys.readouterr().err
        assert told.count(".json:1:2: error: ") == 20, command


def test_nothing_but_bad_files_still_gives_a_document(desk, score):
    desk.write("in/bad.json", "{")
    code, out, err = score("in", "--format", "json", "--fail-under", "50")
    assert code == 2
    assert json.loads(out)["inputs"]["rejected"][0]["file"] == "in/bad.json"
    assert "nothing to score" in err
    assert score("in")[:2] == (2, "")


def test_a_saved_result_is_called_one_and_what_takes_it_is_said(desk, score):
    desk.write("in/1.json", interview(1))
    assert score("in", "--format", "json", "-o", "saved.json")[0] == 0
    code, out, err = score("saved.json")
    assert (code, out) == (2, "")
    said = "nothing to score: this is a saved result, which was scored already  [nothing-to-score]"
    assert said in err
    for command in ("report", "compare", "plan review"):
        assert f"`cfdiag {command}`" in err


def test_an_output_that_knows_ascii_only_gets_ascii_and_exact_json(desk, monkeypatch):
    title = (desk.folder / "qs" / "small.yaml").read_text().replace("title: Small", "title: Größe")
    (desk.folder / "qs" / "small.yaml").write_text(title, encoding="utf-8")
    desk.many(6, questionnaire={"id": "small", "version": "1.1.0"})
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    assert run(["score", "in", "-q"]) == 0
    assert run(["score", "in", "-q", "--format", "json"]) == 0
    stream.flush()
    text = stream.buffer.getvalue()
    card, _, document = text.partition(b"{")
    assert card.startswith(b"Gr??e | 6 interviews")
    assert b"########" in card
    assert card.isascii()
    assert json.loads(b"{" + document)["questionnaires"][0]["title"] == "Größe"


def test_the_bar_waits_a_second_and_wipes_itself(monkeypatch):
    class Terminal(io.StringIO):
        encoding = "utf-8"

        def isatty(self):
            return True

    screen, now = Terminal(), [0.0]
    monkeypatch.setattr(sys, "stderr", screen)
    bar = ProgressBar("Scoring", clock=lambda: now[0])
    bar(1, 4)
    assert screen.getvalue() == ""
    now[0] = 1.0
    bar(2, 4)
    bar(3, 4)
    assert screen.getvalue() == f"\rScoring {'█' * 15}{'░' * 15} 50%"
    bar.close()
    assert screen.getvalue().endswith("\r" + " " * 42 + "\r")
    quiet = ProgressBar("Scoring", clock=lambda: now[0], quiet=True)
    now[0] = 9.0
    quiet(1, 2)
    quiet.close()
    assert len(screen.getvalue()) == 43 + 44


def test_every_cell_of_a_breakdown_is_held_to_its_limit(desk, score):
    for number in range(18):
        high = number % 3 == 0
        desk.write(
            f"in/{number}.json",
            interview(
                number,
                (5, 5, 5, 5) if high else (2, 2, 2, 2),
                respondent={"group": "internal", "department": "Sales" if high else "IT"},
            ),
        )
    limit = (
        "--by",
        "department",
        "--fail-under",
        "department:overall=50",
        "--fail-under",
        "department:speed=20",
    )
    code, out, _ = score("in", *limit, "--format", "json")
    assert code == 1
    assert [(g["target"], g["value"], g["passed"]) for g in json.loads(out)["gates"]] == [
        ("department:IT/overall", 25.0, False),
        ("department:Sales/overall", 100.0, True),
        ("department:IT/speed", 25.0, True),
        ("department:Sales/speed", 100.0, True),
    ]


def test_a_cell_that_is_withheld_fails_its_gate_and_says_why(desk, score):
    for number in range(12):
        department = "Legal" if number < 2 else "Sales" if number < 7 else "IT"
        desk.write(
            f"in/{number:02}.json",
            interview(number, (5, 5, 5, 5), respondent={"group": "internal", "department": department}),
        )
    code, out, _ = score(
        "in", "--by", "department", "--fail-under", "department:overall=1", "--format", "json"
    )
    found = {g["target"]: (g["passed"], g.get("reason")) for g in json.loads(out)["gates"]}
    assert code == 1
    assert found["department:Legal/overall"] == (False, "withheld")


def test_a_cell_of_a_questionnaire_without_the_dimension_is_no_failure(desk, score):
    other = QUESTIONNAIRE.replace("id: small", "id: other").replace("sharing", "joining")
    desk.write("qs/other.yaml", other)
    for number in range(12):
        who = {"group": "internal", "department": "Legal" if number < 2 else "IT"}
        desk.write(f"in/{number:02}.json", interview(number, respondent=who))
        named = {"id": "other", "version": "1.1.0", "sha256": hashlib.sha256(other.encode()).hexdigest()}
        desk.write(f"in/o{number:02}.json", interview(number + 50, respondent=who, questionnaire=named))
    _, out, _ = score(
        "in", "--by", "department", "--fail-under", "department:joining=1", "--format", "json", "-q"
    )
    targets = {gate["target"].partition("/")[0] for gate in json.loads(out)["gates"]}
    assert targets == {"other"}


WRITE = "write a score from 0 to 100, DIMENSION=SCORE, or FIELD:DIMENSION=SCORE"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fail-under", "department:overall=5"], "add --by department"),
        (["--by", "department", "--fail-under", "department:=5"], WRITE),
        (["--by", "department", "--fail-under", "department:recommend=5"],
         "cells have no recommendation score: recommend=N is of all"),
        (["--fail-under", "recommend=-101"], WRITE),
        (["--max-rejected", "few"], "write a number of inputs, or a share: 2%"),
        (["--max-rejected", "101%"], "write a number of inputs, or a share: 2%"),
        (["--first-run"], "name it: --baseline FILE"),
    ],
)  # fmt: skip
def test_a_limit_that_makes_no_sense_is_refused(desk, score, arguments, said):
    code, out, err = score(desk.many(6), *arguments)
    assert (code, out) == (2, "")
    assert err.endswith(f"  = {said}\n")


@pytest.mark.parametrize(
    ("most", "code"), [("1", 2), ("2", 0), ("19%", 2), ("20%", 0), ("0", 2), ("100%", 0)]
)
def test_so_many_rejected_inputs_leave_the_code_to_the_gates(desk, score, most, code):
    desk.many(8)
    desk.write("in/bad.json", "{")
    desk.write(
        "in/worse.json", '{"format": "cfdiag/interview@1", "id": 3, "answers": []}'
    )  # two faults, one input
    found, out, err = score("in", "--max-rejected", most, "--format", "json")
    assert found == code
    assert {each["file"] for each in json.loads(out)["inputs"]["rejected"]} == {
        "in/bad.json",
        "in/worse.json",
    }
    assert "in/bad.json:1:2: error: " in err
    assert score("in", "--max-rejected", "2", "--fail-under", "99")[0] == 1


def test_where_nothing_can_be_used_no_allowance_helps(desk, score):
    desk.write("in/bad.json", "{")
    assert score("in", "--max-rejected", "5", "--format", "json")[0] == 2


def test_a_fault_of_a_questionnaire_is_told_once_an_interview_and_where_it_is(desk, score):
    desk.many(3)
    text = Path("qs/small.yaml").read_text(encoding="utf-8")
    Path("qs/small.yaml").write_text(
        text.replace("{min: 1, max: 5}", "{min: 1, max: 5, labels: {1: No, 5: Yes}}"), encoding="utf-8"
    )
    code, _, err = score("in")
    assert code == 2
    where = "its questionnaire cannot be used: qs/small.yaml:8:45: 'No' can be read in two ways"
    assert err.splitlines()[:2] == [
        f"in/000.json:4:2: error: {where}  [yaml-ambiguous]",
        "  = `cfdiag check qs/small.yaml` shows every fault of it",
    ]
    assert err.count("error: its questionnaire") == 3
    again = score("in", "--format", "json")[1]
    rejected = json.loads(again)["inputs"]["rejected"]
    told = {(each["file"], each["code"]) for each in rejected}
    assert told == {(f"in/00{n}.json", "yaml-ambiguous") for n in range(3)} | {("", "nothing-to-score")}


@pytest.mark.parametrize("weight", ["1.3333333333333333", "0.1", "3"])
def test_any_number_above_zero_is_a_weight(desk, score, weight):
    desk.many(5)
    text = Path("qs/small.yaml").read_text(encoding="utf-8")
    changed = text.replace("{title: Speed, target: 60}", f"{{title: Speed, target: 60, weight: {weight}}}")
    Path("qs/small.yaml").write_text(changed, encoding="utf-8")
    code, out, _ = score("in", "--format", "json")
    dimensions = json.loads(out)["questionnaires"][0]["dimensions"]
    assert (code, dimensions["speed"]["weight"]) == (0, float(weight))


@pytest.mark.parametrize("good", [0, 6])
def test_a_first_run_that_could_not_use_an_input_begins_no_baseline(desk, score, good):
    desk.many(good)
    desk.write("in/bad.json", "{")
    line = ("in", "--baseline", "base.json", "--first-run", "--format", "json")
    code, _, err = score(*line)
    assert (code, (desk.folder / "base.json").exists()) == (2, False)
    assert "none is kept in base.json: an input could not be used" in err
    if good:
        assert score(*line, "--max-rejected", "1")[0] == 0
        assert len(json.loads((desk.folder / "base.json").read_text())["questionnaires"]) == 1


def test_the_first_run_writes_its_baseline_and_passes(desk, score):
    desk.many(8)
    assert score("in", "--baseline", "base.json")[0] == 2
    code, out, err = score("in", "--baseline", "base.json", "--first-run", "--max-drop", "0", "-q")
    assert code == 0
    assert err == "there was no baseline: this result is the first, kept in base.json\n"
    assert "Gate" not in out or "failed" not in out
    code, out, err = score(
        "in", "--baseline", "base.json", "--first-run", "--max-drop", "0", "--format", "json"
    )
    assert (code, err) == (0, "")
    assert json.loads(out)["gates"][0] == {
        "kind": "comparable", "target": "baseline", "limit": 1.0, "value": 4.0, "passed": True,
    }  # fmt: skip


def test_what_cannot_be_compared_fails_once_with_its_cause(desk, score):
    desk.many(8)
    assert score("in", "--format", "json", "--output", "base.json")[0] == 0
    document = json.loads(Path("base.json").read_text(encoding="utf-8"))
    for question in document["questionnaires"][0]["questions"].values():
        question["scale"] = [1, 9]
    Path("other.json").write_text(json.dumps(document), encoding="utf-8")
    code, out, _ = score("in", "--baseline", "other.json", "--max-drop", "50", "--format", "json")
    assert code == 1
    assert [(g["kind"], g["target"], g["passed"], g["reason"]) for g in json.loads(out)["gates"]] == [
        ("comparable", "small", False, "not_comparable")
    ]
    document["questionnaires"][0]["id"] = "gone"
    Path("other.json").write_text(json.dumps(document), encoding="utf-8")
    code, out, _ = score("in", "--baseline", "other.json", "--max-drop", "50")
    assert code == 1
    assert "Gate failed · gone: nothing to compare with in the baseline (it was there in the" in out
    assert "dropped by" not in out


def test_a_reader_that_goes_away_changes_no_exit_code(desk):
    desk.many(8)
    for limit, expected in (("99", 1), ("1", 0)):
        command = [sys.executable, "-m", "cfdiag", "score", "in", "--fail-under", limit, "--format", "json"]
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
        os.close(write)
        assert (done.returncode, done.stderr) == (expected, b"")


DRAWING = ("jinja2", "rich", "questionary", "prompt_toolkit")
"""What draws pages and screens: a tenth of a second that a format for machines does not need."""


@pytest.mark.parametrize("format_", [name for name in RESULT_FORMATS if name != "text"])
def test_a_format_for_machines_loads_nothing_that_draws(desk, format_):
    desk.many(3)
    code = (
        "import sys\nfrom cfdiag.cli import run\ncode = run(sys.argv[1:])\n"
        f"loaded = [name for name in {DRAWING} if name in sys.modules]\n"
        "sys.stderr.write(f'{code} {loaded}')"
    )
    words = [sys.executable, "-c", code, "score", "in", "-q", "--format", format_, "--output", "out"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stderr == "0 []"
