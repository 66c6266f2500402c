"""Every command in the README and the docs: those in `sh` blocks run, those in the text exist."""

import json
import re
import shlex
from pathlib import Path

import pytest
from kits.command import runner

from cfdiag.cli.app import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]

_BLOCK = re.compile(r"^```sh[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`(cfdiag [^`]+)`")
_FLAG = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def lines_of(page):
    """The command lines of a page's `sh` blocks that call cfdiag, without remarks."""
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            for part in line.split(" && "):
                words = shlex.split(part, comments=True)
                if words and words[0] == "cfdiag":
                    yield words[1:]


DOCUMENTED = [(page.name, words) for page in PAGES for words in lines_of(page)]
SAID = [
    (page.name, command)
    for page in PAGES
    for command in dict.fromkeys(
        [
            *_INLINE.findall(page.read_text(encoding="utf-8")),
            *(shlex.join(["cfdiag", *w]) for w in lines_of(page)),
        ]
    )
    if not command.startswith("cfdiag -")  # `cfdiag --version`: no command of its own
]


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    """An engagement as the pages suppose one: interviews of three questionnaires, an earlier result."""
    call = runner(capsys, monkeypatch, tmp_path)
    assert call("init", "acme-2026", "--client", "Acme", "-q").code == 0
    monkeypatch.chdir(tmp_path / "acme-2026")
    held = (
        ("customer-view", "internal", {}),
        ("silo-busting", "internal", {"information_shared": {"value": 4, "importance": 5}}),
        ("account-view", "coworker", {}),
        ("territory-handover", "leaver", {}),
    )
    for id_, group, answers in held:
        done = call(
            *(
                "interview",
                id_,
                "--group",
                group,
                "--answers",
                "-",
                "--account",
                "Acme",
                "--consent",
                "named",
                "-q",
            ),
            stdin=json.dumps(answers).encode(),
        )
        assert done.code in (0, 3), done.err
    for name in ("last-quarter.json", "baseline.json", "spring.json", "autumn.json"):
        assert call("score", "interviews", "--format", "json", "--output", name, "-q").code == 0
    return call


@pytest.mark.parametrize(("page", "words"), DOCUMENTED, ids=[f"{p}: {' '.join(w)}" for p, w in DOCUMENTED])
def test_the_commands_in_blocks_run(cfdiag, page, words):
    if words[0] == "interview":
        words = ["interview", "--help"]  # held with people; tests/cli/test_interview.py holds them
    done = cfdiag(*words)
    assert done.code in ((0, 1) if "--fail-under" in words or "--max-drop" in words else (0,)), done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(("page", "command"), SAID, ids=[f"{p}: {c}" for p, c in SAID])
def test_the_commands_in_the_text_exist_with_their_flags(capsys, monkeypatch, tmp_path, page, command):
    name = command.split()[1]
    assert name in COMMANDS
    shown = runner(capsys, monkeypatch, tmp_path)(name, "--help").out
    for flag in _FLAG.findall(command):
        assert re.search(rf"(?<![\w-]){flag}(?![\w-])", shown), f"{name} has no {flag}"


def test_there_are_such_commands():
    assert len(DOCUMENTED) > 8
    assert len(SAID) > 8
