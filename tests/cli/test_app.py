"""The command line itself: starting up cheaply, near misses, exit codes, no traceback."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from kits.command import runner

from cfdiag import __version__
from cfdiag.cli.app import COMMANDS, CommandGroup, run
from cfdiag.cli.completion import questionnaire_ids
from cfdiag.cli.listing import listings
from cfdiag.ground.folder import Folder

HEAVY = ("rich", "prompt_toolkit", "questionary", "yaml", "jinja2")


def cfdiag(*arguments, stdin="", cwd=None, **environment):
    return subprocess.run(
        [sys.executable, "-m", "cfdiag", *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )


def test_version_is_answered_before_anything_is_imported():
    code = (
        "import sys; sys.argv = ['cfdiag', '--version']\n"
        "import cfdiag.__main__ as m; m.main(); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    first, modules = done.stdout.split("\n", 1)
    assert first == f"cfdiag {__version__}"
    assert not {"typer", "msgspec", *HEAVY} & set(modules.split())


def test_a_fault_of_our_own_is_one_sentence_and_its_own_code(capsys, monkeypatch, tmp_path):
    def breaks(*_):
        raise ValueError("what Ada said")

    monkeypatch.setattr("cfdiag.cli.commands.list.around", breaks)
    monkeypatch.setenv("CFDIAG_TRACE", str(tmp_path / "trace"))
    assert run(["list"]) == 70
    told = (
        "this is a fault of cfdiag itself, not of what you did (ValueError); "
        "what was saved is safe, and CFDIAG_TRACE=FILE keeps where it happened, for a bug report\n"
    )
    assert capsys.readouterr() == ("", told)
    assert "in breaks" in (tmp_path / "trace").read_text()
    assert "Ada" not in (tmp_path / "trace").read_text()


def test_a_strangers_file_name_never_reaches_the_shell_that_completes(monkeypatch, tmp_path):
    (tmp_path / "questionnaires").mkdir()
    for name in ("mine.yaml", "x$(touch PWNED).yaml", "y;id.yaml", "\x1b]0;z.yaml"):
        (tmp_path / "questionnaires" / name).write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CFDIAG_QUESTIONNAIRES", raising=False)
    assert questionnaire_ids("m") == ["mine"]
    assert [name for name in questionnaire_ids("") if not name.replace("-", "").isalnum()] == []


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom cfdiag.cli import run\ncode = run(['--help'])\n"
        f"print('CODE', int(code), *(m for m in {HEAVY!r} if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "CODE 0"


def test_help_lists_every_command_with_a_line():
    shown = cfdiag("--help").stdout
    for _, name, line, _ in listings():
        assert re.search(rf"^  {name}\s+{re.escape(line[:30])}", shown, re.MULTILINE), name


@pytest.fixture
def call(capsys, monkeypatch, tmp_path):
    """The command in this process: a new one a command would take most of the time of these tests."""
    return runner(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(call, name):
    done = call(name, "--help")
    assert (done.code, done.err) == (0, "")
    examples = done.out.split("Examples:\n")[1].split("\n\n")[0].splitlines()
    assert len(examples) >= 2
    assert all(f"cfdiag {name}" in line for line in examples), examples


@pytest.mark.parametrize("name", COMMANDS)
def test_the_flags_of_a_command_are_no_texts_that_typer_evaluates_again_and_again(name):
    found = COMMANDS[name]
    several = isinstance(found, CommandGroup)
    functions = Folder(found.package, "command").values() if several else [found]
    for function in functions:
        assert [flag for flag, of in function.__annotations__.items() if isinstance(of, str)] == []


def test_a_near_miss_gets_a_suggestion():
    done = cfdiag("scor")
    assert done.returncode == 2
    assert done.stderr == (
        "Usage: cfdiag [OPTIONS] COMMAND [ARGS]...\nTry 'cfdiag -h' for help.\n\n"
        "Error: no such command 'scor'; did you mean 'score'?\n"
    )


def test_an_unknown_flag_is_wrong_use():
    done = cfdiag("list", "--fromat", "json")
    assert done.returncode == 2
    assert "--format" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_fault():
    done = subprocess.run(  # noqa: S602  the pipe is what is tested
        f"{sys.executable} -m cfdiag show silo-busting | head -1; exit ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_python_dash_m_works_from_another_folder(tmp_path: Path):
    assert cfdiag("--version", cwd=tmp_path).stdout == f"cfdiag {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_what_is_taken_everywhere(call, name):
    shown = call(name, "--help").out
    for flag in ("-q, --quiet", "-v, --verbose", "--no-color", "-h, --help"):
        assert shown.count(flag) == 1, flag
