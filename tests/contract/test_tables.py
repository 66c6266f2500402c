"""What the table in CONTRIBUTING promises: one new thing is one file, one line, one test, one mention."""

from pathlib import Path

import pytest

import cfdiag
from cfdiag.cli.app import COMMANDS
from cfdiag.questions import TYPES
from cfdiag.render.report import FORMATS as REPORTS
from cfdiag.render.result import FORMATS as OUTPUTS

ROOT = Path(__file__).parents[2]
CODE = Path(cfdiag.__file__).parent
TESTS = ROOT / "tests"
DOCS = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md"))
)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_file_its_test_and_its_mention(name):
    assert COMMANDS[name][0] == f"cfdiag.cli.commands.{name}"
    assert (CODE / "cli" / "commands" / f"{name}.py").is_file()
    assert list(TESTS.glob(f"**/test_{name}.py")) or list(TESTS.glob(f"**/test_{name}_command.py"))
    assert f"cfdiag {name}" in DOCS


def test_every_file_of_a_command_is_in_the_table():
    with_command = {
        path.stem
        for path in (CODE / "cli" / "commands").glob("*.py")
        if "\ndef command(" in path.read_text(encoding="utf-8")
    }
    assert with_command == set(COMMANDS)


@pytest.mark.parametrize("name", TYPES)
def test_every_question_type_has_its_file_its_test_and_its_mention(name):
    assert (CODE / "questions" / f"{name}.py").is_file()
    assert TYPES[name].name == name
    assert name in (TESTS / "questions" / "test_question_types.py").read_text(encoding="utf-8")
    assert f"`{name}`" in DOCS
    assert f"type: {name}" in (TESTS / "data" / "every-type.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output_has_its_file_its_test_and_its_mention(name):
    assert (CODE / "render" / "result" / f"{name}.py").is_file()
    assert (TESTS / "render" / "result" / f"test_{name}_output.py").is_file()
    assert name in _command_help("score")
    assert f"`{name}`" in DOCS or f"--format {name}" in DOCS


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_has_its_file_its_test_and_its_mention(name):
    assert (CODE / "render" / "report" / f"{name}.py").is_file()
    assert list((TESTS / "render" / "report").glob(f"test_{name}.py")) or name in _tests_of_reports()
    assert name in _command_help("report")
    assert f"--format {name}" in DOCS or f"`{name}`" in DOCS or f".{name}" in DOCS


def _command_help(name):
    return (CODE / "cli" / "commands" / f"{name}.py").read_text(encoding="utf-8") + " ".join(OUTPUTS)


def _tests_of_reports():
    return "\n".join(
        path.read_text(encoding="utf-8") for path in (TESTS / "render" / "report").glob("test_*.py")
    )
