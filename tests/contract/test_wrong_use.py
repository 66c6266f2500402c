"""Wrong use, as users and scripts do it: exit 2, what is wrong, where, what to do; never a traceback."""

import json
import os
import shlex
from pathlib import Path

import pytest
from kits.command import Command

from cfdiag.cli.app import COMMANDS

LATER = ("publish",)


@pytest.mark.parametrize("name", [*LATER, "frobnicate", ""])
def test_what_is_not_there_is_no_command(cfdiag: Command, name: str) -> None:
    done = cfdiag(name)
    assert (done.code, done.out) == (2, "")
    assert f"Error: no such command '{name}'" in done.err


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_flag_is_told_and_the_version_is_said(cfdiag: Command, name: str) -> None:
    done = cfdiag(name, "--frobnicate")
    assert done.code == 2
    assert "No such option: --frobnicate" in done.err
    assert cfdiag(name, "--version").out.startswith("cfdiag ")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("init", "Missing argument 'DIR'"),
        ("init ''", "the folder has no name"),
        ("init afile", "a file of that name is in the way"),
        ("init afile/inside", "a part of the path is a file"),
        ("list --format xml", "choose text or json"),
        ("list --questionnaires nowhere", "there is no such folder of questionnaires"),
        ("list --questionnaires afile", "there is no such folder of questionnaires"),
        ("list --language xx", "choose en or nl"),
        ("show", "Missing argument 'ID'"),
        ("show custmer-view", "did you mean 'customer-view'?"),
        ("show ../../etc/passwd", "`cfdiag list` shows what is at hand"),
        ("show customer-view --group custmer", "did you mean 'customer'?"),
        ("new 'My Questions'", "small letters, digits and -"),
        ("new ../up", "small letters, digits and -"),
        ("new first-visit --output afile", "overwrite it with --force"),
        ("new first-visit --output nowhere/x.yaml", "there is no such folder: mkdir -p nowhere"),
        ("check", "Missing argument"),
        ("check nowhere.yaml", "cannot read the file: No such file or directory"),
        ("check 'nowhere/*.yaml'", "no file matches the pattern"),
        ("check afile --format xml", "choose github, json or text"),
        ("check afile --language dutch", "two letters, such as nl"),
        ("check loop.json", "the link leads back to itself"),
        ("schema questionnair", "did you mean 'questionnaire'?"),
        (
            "schema mappings",
            "did you mean",
        ),
        ("demo afile", "holds something other than a demo"),
        ("demo --language fr", "choose en or nl"),
        ("interview silo-busting --group internal --answers nowhere.yaml", "check the name"),
        ("interview silo-busting --group internal --answers .", "name a file, not a folder"),
        ("interview silo-busting --group internal --answers afile", "afile:1:1: error"),
        ("interview silo-busting --group internl --answers good.yaml", "did you mean 'internal'?"),
        ("interview silo-bustng --group internal --answers good.yaml", "did you mean 'silo-busting'?"),
        ("interview silo-busting --no-input", "--answers FILE"),
        ("score nowhere", "check the name"),
        ("score afile", "afile:1:1: error: this is no interview"),
        ("score empty", "no interviews in this folder"),
        ("score afile --fail-under many", "write a score from 0 to 100"),
        ("score afile --fail-under =3", "write a score from 0 to 100"),
        ("score afile --min-n 0", "--min-n"),
        ("report nowhere", "check the name"),
        ("report afile --format htlm", "did you mean 'html'?"),
        ("why", "Missing argument"),
        ("why afile", "cfdiag why interviews/ overall"),
        ("compare afile", "Missing argument 'AFTER'"),
        ("compare nowhere afile", "check the name"),
    ],
)
def test_wrong_use_is_two_and_says_what_to_do(cfdiag: Command, line: str, said: str) -> None:
    Path("afile").write_text("neither fish nor fowl\n")
    Path("good.yaml").write_text("information_shared: 3\n")
    Path("empty").mkdir()
    Path("loop.json").symlink_to("loop.json")
    done = cfdiag(*([""] if not line else _words(line)))
    assert done.code == 2, done.out
    assert said in done.err
    assert "Traceback" not in done.err + done.out


def _words(line: str) -> list[str]:
    return shlex.split(line)


def test_what_is_written_is_never_over_something_else(cfdiag: Command) -> None:
    Path("first-visit.yaml").write_text("mine")
    assert cfdiag("new", "first-visit").code == 2
    assert Path("first-visit.yaml").read_text() == "mine"
    assert cfdiag("new", "first-visit", "--force").code == 0
    assert cfdiag("new", "first-visit").code == 0  # the same content is no other file
    assert cfdiag("check", "first-visit.yaml").code == 0


@pytest.mark.parametrize("command", ["score", "report"])
def test_no_output_replaces_an_interview(cfdiag: Command, command: str) -> None:
    file = Path("a.json")
    answers = Path("good.yaml")
    answers.write_text("information_shared: 3\n")
    asked = ("interview", "silo-busting", "--group", "internal", "--answers", str(answers))
    assert cfdiag(*asked, "--output", str(file)).code == 0
    before = file.read_bytes()
    done = cfdiag(command, str(file), "--output", str(file))
    assert done.code == 2
    assert "choose another --output" in done.err
    assert file.read_bytes() == before


@pytest.mark.parametrize("id_", ["no", "y", "null", "12", "1-2", "1e3", "2026-01-01", "on-site", "a"])
def test_a_new_questionnaire_is_valid_whatever_its_id(cfdiag: Command, id_: str) -> None:
    assert cfdiag("new", id_, "-q").code == 0
    assert cfdiag("check", f"{id_}.yaml").code == 0
    assert id_ in cfdiag("list", "--questionnaires", ".", "-q").out.splitlines()


def test_broken_files_beside_good_ones_hide_nothing(cfdiag: Command) -> None:
    cfdiag("new", "good", "-q")
    Path("bad.yaml").write_text("cfdiag: 1\nid: bad\nversion: [\n")
    Path("engagement.yaml").write_text("cfdiag: 1\nclient: Acme\n")
    Path("answers.yaml").write_text("service_level: 3\n")
    os.mkfifo("pipe.yaml")
    done = cfdiag("list", "--questionnaires", ".", "-q")
    assert done.code == 2
    assert "good" in done.out.splitlines()
    assert [line.split(":")[0] for line in done.err.splitlines() if ": error:" in line] == ["bad.yaml"]
    assert cfdiag("show", "good", "--questionnaires", ".").code == 0


def test_settings_come_from_flags_then_environment_then_engagement(
    cfdiag: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("engagement.yaml").write_text("cfdiag: 1\nclient: Acme\nlanguage: nl\n")
    assert cfdiag("list").out.startswith("Vragenlijst")
    monkeypatch.setenv("CFDIAG_LANGUAGE", "en")
    assert cfdiag("list").out.startswith("Questionnaire")
    assert cfdiag("list", "--language", "nl").out.startswith("Vragenlijst")
    monkeypatch.delenv("CFDIAG_LANGUAGE")
    Path("engagement.yaml").write_text("cfdiag: 1\nclient: Acme\nlanguage: fr\n")
    assert cfdiag("list").out.startswith("Questionnaire")  # what the tool does not speak is in English
    monkeypatch.setenv("CFDIAG_QUESTIONNAIRES", "nowhere")
    assert cfdiag("list").code == 2


def test_a_narrow_terminal_loses_nothing(cfdiag: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    done = cfdiag("list")
    assert max(map(len, done.out.splitlines())) <= 40
    ids = cfdiag("list", "-q").out.split()
    assert [line.split()[0] for line in done.out.splitlines() if line[0] != " "] == ids


def interview(**changes: object) -> dict[str, object]:
    """An interview with no more than is required."""
    return {
        "format": "cfdiag/interview@1",
        "id": "0197-a",
        "questionnaire": {"id": "silo-busting"},
        "respondent": {"group": "internal"},
        "answers": {"information_shared": {"status": "answered", "value": 3, "importance": 4}},
        **changes,
    }


def test_an_interview_needs_five_keys_and_may_be_yaml(cfdiag: Command) -> None:
    whole = interview()
    Path("whole.json").write_text(json.dumps(whole))
    Path("whole.yaml").write_text(json.dumps(whole))  # JSON is YAML
    for name in ("whole.json", "whole.yaml"):
        assert cfdiag("check", name).code == 0
        assert cfdiag("score", name).code == 0
    for key in whole:
        Path("part.json").write_text(json.dumps({k: v for k, v in whole.items() if k != key}))
        assert cfdiag("check", "part.json").code == 1, key
        assert cfdiag("score", "part.json").code == 2, key


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "cfdiag/interview@2"}, "written in format 2; this cfdiag reads up to 1"),
        ({"format": "cfdiag/intervew@1"}, "this is no interview"),
        ({"anwers": {}}, "did you mean 'answers'?"),
        ({"respondent": {"group": "internl"}}, "did you mean 'internal'?"),
        ({"respondent": {"group": "internal", "shoe_size": "x"}}, "belongs under 'extra'"),
        ({"questionnaire": {"id": "silo-bustng"}}, "did you mean 'silo-busting'?"),
        ({"answers": {"information_shared": {"status": "answerd"}}}, "one of answered, skipped"),
        ({"answers": {"information_shared": {"status": "answered", "valeu": 3}}}, "did you mean 'value'?"),
        ({"answers": {"information_shred": {"status": "unknown"}}}, "did you mean 'information_shared'?"),
        (
            {"answers": {"information_shared": {"status": "answered", "value": 9}}},
            "a whole number from 1 to 5",
        ),
        ({"answers": {"information_shared": {"status": "answered", "value": True}}}, "true or false where"),
        ({"answers": []}, "the answers are an object"),
        ({"extra": "x"}, "an object is meant"),
        ({"extra": {"kept": [1, None, {"as": "it is"}]}}, ""),
    ],
)
def test_an_interview_is_checked_key_by_key(cfdiag: Command, changes: dict[str, object], said: str) -> None:
    Path("it.json").write_text(json.dumps(interview(**changes), indent=1))
    done = cfdiag("check", "it.json")
    assert done.code == (1 if said else 0)
    assert said in done.out
    assert cfdiag("score", "it.json").code == (2 if said else 0)


@pytest.mark.parametrize(
    "text",
    [
        "", "[" * 100_000, '{"a":' * 50_000, "null", "3", '"x"', "[]", "\0",
        '{"format": "cfdiag/interview@1"',
        json.dumps(interview()).replace('"value": 3', '"value": NaN'),
        json.dumps(interview()).replace('"value": 3', '"value": 1e309'),
        json.dumps(interview()).replace('"value": 3', '"value": ' + "9" * 5000),
        json.dumps(interview()).replace('"value": 3', '"value": 3, "note": "\\ud800"'),
        json.dumps(interview()) + "{}",
    ],
    ids=["empty", "brackets", "braces", "null", "number", "text", "list", "nul", "cut", "nan", "1e309",
         "digits", "surrogate", "two"],
)  # fmt: skip
def test_malformed_json_is_a_fault_with_a_place(cfdiag: Command, text: str) -> None:
    Path("bad.json").write_text(text, encoding="utf-8")
    Path("good.json").write_text(json.dumps(interview(id="good")))
    done = cfdiag("score", "bad.json", "good.json", "--format", "json")
    assert done.code == 2
    assert json.loads(done.out)["inputs"]["interviews"] == 1
    assert done.err.startswith("bad.json:1:" if text else "bad.json: error: the file is empty")
