"""Whatever was answered, by whomever: every command over it ends well, or says what is missing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kits.anybody import anybody
from kits.command import Command, runner
from kits.once import scored_once

from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.formats.writing import encode_interview
from cfdiag.ground.files import shipped
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.render.pages import PAGES
from cfdiag.render.report import AUDIENCES, REPORT_FORMATS
from cfdiag.render.result import IN_A_FILE, RESULT_FORMATS

FILES = sorted(shipped("questionnaires").glob("*.yaml"))
QUESTIONNAIRES = [read_questionnaire(path.read_bytes(), path.name) for path in FILES]
DRAWN = [name for name in REPORT_FORMATS if name != "pdf"]
"""A PDF is the HTML again, and takes seconds: it has a test of its own."""
SAYS = ("no-data", "no-account", "unknown-account", "wrong-option", "nothing-to-score", "wrong-audience")
"""Why there is nothing to show; any other fault is one of cfdiag."""

SHARES = 1 if os.environ.get("CFDIAG_EVERYTHING") else 3
"""Each shape of each questionnaire makes a third of the reports, in turn; all by `CFDIAG_EVERYTHING=1`."""

DEPARTMENTS = ("Sales", "Service")


def of_each_group(q: Questionnaire) -> list[Interview]:
    return [anybody(q, group, n) for n, group in enumerate(q.groups)]


def six_of_each(q: Questionnaire) -> list[Interview]:
    groups = [group for group in q.groups for _ in range(6)]
    return [
        anybody(q, group, n, department=DEPARTMENTS[n % 2], account="acme", consent="named")
        for n, group in enumerate(groups)
    ]


def of_the_last_group(q: Questionnaire) -> list[Interview]:
    return [anybody(q, list(q.groups)[-1], n) for n in range(7)]


def nobody_knew(q: Questionnaire) -> list[Interview]:
    return [anybody(q, group, n, status="unknown") for n, group in enumerate(q.groups)]


def nothing_said(q: Questionnaire) -> list[Interview]:
    return [anybody(q, group, n, status="skipped") for n, group in enumerate(q.groups)]


SHAPES = (of_each_group, six_of_each, of_the_last_group, nobody_knew, nothing_said)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    scored_once(monkeypatch, {})
    return runner(capsys, monkeypatch, tmp_path)


def ends_well(command: Command, *words: str) -> None:
    done = command(*words)
    told = [line for line in done.err.splitlines() if "error: " in line]
    assert done.code in (0, 1, 2), (words, done.err)
    assert (done.code == 2) is bool(told), (words, done.err)
    assert all(line.endswith(tuple(f"[{code}]" for code in SAYS)) for line in told), (words, told)


@pytest.mark.parametrize(
    "words", [("score",), ("report", "-o", "made"), ("compare", "in"), ("why", "overall")]
)
def test_who_wants_quiet_is_told_all_the_same_what_could_not_be_used(
    words: tuple[str, ...], command: Command, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    for n, held in enumerate(of_each_group(QUESTIONNAIRES[-2])):
        (tmp_path / "in" / f"{n}.json").write_bytes(encode_interview(held))
    (tmp_path / "in" / "broken.json").write_text("{")
    first, *rest = words
    done = command(first, "in", "-q", *rest)
    assert done.code == 2
    assert "in/broken.json:1:2: error: the file breaks off  [json-syntax]" in done.err


def reports(text: str) -> list[tuple[str, ...]]:
    """The report in every format for every audience; every page for one account."""
    whole = [("--format", name, "--audience", audience) for name in DRAWN for audience in AUDIENCES]
    return [*whole, *(("--format", text, "--template", page, "--account", "acme") for page in PAGES)]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("q", QUESTIONNAIRES, ids=lambda q: q.id)
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_output_of_any_input(shape, q, command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n, held in enumerate(shape(q)):
        (folder / f"{n}.json").write_bytes(encode_interview(held))
    turn = SHAPES.index(shape) + QUESTIONNAIRES.index(q)
    language, text = ("en", "nl")[turn % 2], ("html", "markdown")[turn % 2]
    for words in reports(text)[turn % SHARES :: SHARES]:
        ends_well(command, "report", "in", "-q", "--language", language, *words, "-o", "made", "--force")
    for name in RESULT_FORMATS:
        into = ("-o", f"made.{name}") if IN_A_FILE[name] else ()
        ends_well(command, "score", "in", "-q", "--language", language, "--format", name, "--each", *into)
    ends_well(command, "score", "in", "-v", "--by", "department")
    ends_well(command, "compare", "in", "in")
    for target in ("overall", *q.dimensions, *(action.id for action in q.actions[:3])):
        assert command("why", "in", target).code in (0, 2), target
