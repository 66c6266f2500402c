"""The recipe for CI, run as it stands: gate passing, failing, bad file, baseline drop."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from junitparser import JUnitXml
from kits.batch import Desk, interview

PAGE = (Path(__file__).parents[2] / "docs" / "ci.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the recipe is for a POSIX shell")


def block(head):
    (found,) = re.findall(rf"^```{head}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return found


def script_of_the_workflow():
    steps = yaml.safe_load(block("yaml"))["jobs"]["scores"]["steps"]
    return next(step["run"] for step in steps if "cfdiag score" in step.get("run", ""))


@pytest.fixture
def desk(tmp_path):
    """Interviews that pass, a baseline made by the recipe, and a `cfdiag` on the path."""
    desk = Desk(tmp_path)
    tool = tmp_path / "bin" / "cfdiag"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec {sys.executable} -m cfdiag "$@"\n')
    tool.chmod(0o755)
    for number in range(6):
        desk.write(f"interviews/{number}.json", interview(number, (4, 4, 4, 4)))
    assert run(desk, block("sh baseline")).returncode == 0
    return desk


def run(desk, script):
    environment = {
        **os.environ,
        "PATH": f"{desk.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "CFDIAG_QUESTIONNAIRES": "qs",
        "GITHUB_STEP_SUMMARY": str(desk.folder / "summary.md"),
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(
        ["sh", "-c", script],
        cwd=desk.folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def drop(desk):
    for number in range(6):
        desk.write(f"interviews/{number}.json", interview(number, (4, 3, 4, 4)))


def fail(desk):
    for number in range(6):
        desk.write(f"interviews/{number}.json", interview(number, (2, 2, 4, 4)))


def spoil(desk):
    desk.write("interviews/torn.json", '{"format": "cfdiag/interview@1",\n "id": ')


@pytest.mark.parametrize(
    ("change", "code", "said", "found"),
    [
        (lambda desk: None, 0, "Every gate held.", ([], [])),
        (fail, 1, "A gate failed: see gates.xml.",
         (["overall: 50.0, at least 60 wanted",
           "sharing: 25.0, at least 50 wanted",
           "overall: dropped by 25.0, at most 5 allowed",
           "sharing: dropped by 50.0, at most 5 allowed"], [])),
        (drop, 1, "A gate failed: see gates.xml.",
         (["overall: dropped by 6.3, at most 5 allowed",
           "sharing: dropped by 12.5, at most 5 allowed"], [])),
        (spoil, 2, "An input could not be used: see the messages above.",
         ([], ["interviews/torn.json"])),
    ],
    ids=["passing", "failing", "drop", "bad file"],
)  # fmt: skip
def test_the_shell_recipe(desk, change, code, said, found):
    failures, errors = found
    change(desk)
    done = run(desk, block("sh gate"))
    assert (done.returncode, done.stdout) == (code, f"{said}\n")
    report = JUnitXml.fromstring((desk.folder / "gates.xml").read_bytes())
    results = [
        (type(each).__name__, case, each) for suite in report for case in suite for each in case.result
    ]
    assert [each.message for kind, _, each in results if kind == "Failure"] == failures
    assert [case.name for kind, case, _ in results if kind == "Error"] == errors
    assert ("torn.json:2:" in done.stderr) is bool(errors)


@pytest.mark.parametrize(
    ("change", "code", "annotation"),
    [
        (lambda desk: None, 0, "::notice title=cfdiag::small: 75.0 (6 interviews)"),
        (drop, 1, "::error title=Gate failed::sharing: dropped by 12.5, at most 5 allowed"),
        (spoil, 2, "::error file=interviews/torn.json,line=2,col="),
    ],
    ids=["passing", "drop", "bad file"],
)
def test_the_workflow_step(desk, change, code, annotation):
    change(desk)
    done = run(desk, script_of_the_workflow())
    assert done.returncode == code
    assert any(line.startswith(annotation) for line in done.stdout.split("\n"))
    assert "| Overall | " in (desk.folder / "summary.md").read_text(encoding="utf-8")


def test_the_page_names_every_gate_and_code():
    for word in (
        "--fail-under 60",
        "--fail-under sharing=50",
        "--min-n",
        "--baseline",
        "--max-drop",
        "| 0 |",
        "| 1 |",
        "| 2 |",
    ):
        assert word in PAGE
