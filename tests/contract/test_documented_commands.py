"""Every command in the README and the docs: those in `sh` blocks run, those in the text exist."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from kits.cluster import sail
from kits.command import plain_surroundings, runner

from cfdiag.cli import run
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


HELD = (
    ("customer-view", "internal", {}),
    ("silo-busting", "internal", {"information_shared": {"value": 4, "importance": 5}}),
    ("account-view", "coworker", {}),
    ("territory-handover", "leaver", {"advice": "Call first."}),
)


@pytest.fixture(scope="module")
def supposed(tmp_path_factory):
    """An engagement as the pages suppose one: interviews of four questionnaires, an earlier result."""
    folder = tmp_path_factory.mktemp("supposed")
    with pytest.MonkeyPatch.context() as patch:
        plain_surroundings(patch, folder)
        assert run(("init", "acme-2026", "--client", "Acme", "-q")) == 0
        patch.chdir(folder / "acme-2026")
        Path("accounts.csv").write_text("Account,Account owner,ARR\nAcme,L. Prins,100\n", encoding="utf-8")
        for id_, group, answers in HELD:
            Path("answers.json").write_text(json.dumps(answers), encoding="utf-8")
            who = ("--group", group, "--account", "Acme", "--consent", "named")
            assert run(("interview", id_, "--answers", "answers.json", *who, "-q")) in (0, 3)
        Path("answers.json").unlink()
        # A table of a survey service, in which every question has its own id as a header.
        asked = list(keys_asked(Library().get("customer-view"), "customer"))
        table = [["Timestamp", *(each.key for each in asked)], ["2026-11-23 10:00:00", *("" for _ in asked)]]
        Path("responses.csv").write_text("\n".join(",".join(row) for row in table) + "\n", encoding="utf-8")
        assert run(("new", "after-the-call", "-q")) == 0
        first, *others = ("result.json", "last-quarter.json", "baseline.json", "spring.json", "autumn.json")
        assert run(("score", "interviews", "--format", "json", "--output", first, "-q")) == 0
        for name in others:
            shutil.copy2(first, name)
    return folder / "acme-2026"


@pytest.fixture
def cfdiag(capsys, monkeypatch, tmp_path, supposed):
    """The command, in a copy of that engagement."""
    return runner(capsys, monkeypatch, Path(shutil.copytree(supposed, tmp_path / supposed.name)))


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


HELP = {}
"""What `--help` of each command said, once it was asked."""


@pytest.fixture
def helped(capsys, monkeypatch, tmp_path):
    def ask(*command):
        if command not in HELP:
            HELP[command] = runner(capsys, monkeypatch, tmp_path)(*command, "--help")
        assert HELP[command].code == 0
        return HELP[command].out

    return ask


@pytest.mark.parametrize(("page", "command"), SAID, ids=[f"{p}: {c}" for p, c in SAID])
def test_the_commands_in_the_text_exist_with_their_flags(helped, page, command):
    name = command.split()[1]
    assert name in COMMANDS
    inner = command.split()[2:3] if isinstance(COMMANDS[name], CommandGroup) else []
    shown = helped(name, *inner)
    for flag in _FLAG.findall(command):
        assert re.search(rf"(?<![\w-]){flag}(?![\w-])", shown), f"{name} has no {flag}"


def test_there_are_such_commands():
    assert len(DOCUMENTED) > 8
    assert len(SAID) > 8
