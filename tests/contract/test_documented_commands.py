"""Every command in the README and the docs: those in `sh` blocks run, those in the text exist."""

import json
import re
import shlex
from pathlib import Path

import pytest
from kits.cluster import sail
from kits.command import runner

from cfdiag.cli.app import COMMANDS, CommandGroup
from cfdiag.exchange.asked import keys_asked
from cfdiag.formats.library import Library

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


CLUSTER = "sc://localhost:15002"
"""Spark Connect, as the pages suppose one."""


@pytest.fixture(scope="module")
def cluster():
    """One that is there."""
    with sail() as (address, _):
        yield address


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path):
    """An engagement as the pages suppose one: interviews of three questionnaires, an earlier result."""
    call = runner(capsys, monkeypatch, tmp_path)
    assert call("init", "acme-2026", "--client", "Acme", "-q").code == 0
    monkeypatch.chdir(tmp_path / "acme-2026")
    Path("accounts.csv").write_text("Account,Account owner,ARR\nAcme,L. Prins,100\n", encoding="utf-8")
    held = (
        ("customer-view", "internal", {}),
        ("silo-busting", "internal", {"information_shared": {"value": 4, "importance": 5}}),
        ("account-view", "coworker", {}),
        ("territory-handover", "leaver", {"advice": "Call first."}),
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
    # A table of a survey service, in which every question has its own id as a header.
    asked = list(keys_asked(Library().get("customer-view"), "customer"))
    table = [["Timestamp", *(each.key for each in asked)], ["2026-11-23 10:00:00", *("" for _ in asked)]]
    Path("responses.csv").write_text("\n".join(",".join(row) for row in table) + "\n", encoding="utf-8")
    assert call("new", "after-the-call", "-q").code == 0
    for name in ("result.json", "last-quarter.json", "baseline.json", "spring.json", "autumn.json"):
        assert call("score", "interviews", "--format", "json", "--output", name, "-q").code == 0
    return call


@pytest.mark.parametrize(("page", "words"), DOCUMENTED, ids=[f"{p}: {' '.join(w)}" for p, w in DOCUMENTED])
def test_the_commands_in_blocks_run(cfdiag, request, page, words):
    if words[0] == "interview":
        words = ["interview", "--help"]  # held with people; tests/cli/test_interview.py holds them
    if any(word.startswith("s3://") for word in words):
        words = [words[0], "--help"]  # a store on loopback has other addresses; tests/batch/engines holds it
    if CLUSTER in words:
        there = request.getfixturevalue("cluster")
        words = [there if word == CLUSTER else word for word in words]
    done = cfdiag(*words)
    assert done.code in ((0, 1) if "--fail-under" in words or "--max-drop" in words else (0,)), done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(("page", "command"), SAID, ids=[f"{p}: {c}" for p, c in SAID])
def test_the_commands_in_the_text_exist_with_their_flags(capsys, monkeypatch, tmp_path, page, command):
    name = command.split()[1]
    assert name in COMMANDS
    inner = command.split()[2:3] if isinstance(COMMANDS[name], CommandGroup) else []
    done = runner(capsys, monkeypatch, tmp_path)(name, *inner, "--help")
    assert done.code == 0
    shown = done.out
    for flag in _FLAG.findall(command):
        assert re.search(rf"(?<![\w-]){flag}(?![\w-])", shown), f"{name} has no {flag}"


def test_there_are_such_commands():
    assert len(DOCUMENTED) > 8
    assert len(SAID) > 8
