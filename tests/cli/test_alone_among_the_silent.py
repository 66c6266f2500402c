"""One interview may be read as it is; the only one of several that has an answer is somebody's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner

TEXT = """\
cfdiag: 1
id: one
version: 1.0.0
title: One
groups: {internal: {title: Insiders, side: inside}}
scales: {five: {min: 1, max: 5}}
dimensions: {d: {title: D}}
sections:
  - id: s
    questions:
      - {id: q, type: rating, scale: five, dimension: d, ask: How good?}
      - {id: w, type: text, ask: Why is that?}
"""


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "one.yaml").write_text(TEXT, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def hold(folder: Path, n: int, answers: dict[str, object], id_: str = "one", group: str = "internal") -> None:
    (folder / f"{n}.json").write_text(
        json.dumps(
            {
                "format": "cfdiag/interview@1",
                "id": f"r{n}",
                "questionnaire": {"id": id_},
                "respondent": {"group": group},
                "started": "2026-11-24",
                "finished": "2026-11-24",
                "answers": {key: {"status": "answered", "value": value} for key, value in answers.items()},
            }
        ),
        encoding="utf-8",
    )


@pytest.mark.parametrize(("silent", "shown"), [(0, True), (1, False), (9, False)])
def test_who_alone_has_answered_is_not_shown(
    cfdiag: Command, tmp_path: Path, silent: int, *, shown: bool
) -> None:
    hold(tmp_path, 0, {"q": 5, "w": "The door stuck."})
    for n in range(1, silent + 1):
        hold(tmp_path, n, {})
    files = [f"{n}.json" for n in range(silent + 1)]
    done = cfdiag("score", *files, "--questionnaires", ".", "--format", "json")
    result = json.loads(done.out)
    assert result["inputs"].get("unanswered", 0) == silent
    assert ("interviews" in result) is shown
    assert ('"mean":5' in done.out.replace(" ", "")) is shown
    report = cfdiag("report", *files, "--questionnaires", ".", "--format", "markdown")
    why = cfdiag("why", *files, "d", "--questionnaires", ".")
    assert ("(1 × 100.0) / 1 = 100.0" in why.out) is shown
    for said in (report.out, why.out):
        assert shown or "The door stuck." not in said


@pytest.mark.parametrize(("silent", "shown"), [(0, True), (1, False), (9, False)])
def test_nor_does_a_plan_repeat_what_was_promised(
    cfdiag: Command, tmp_path: Path, silent: int, *, shown: bool
) -> None:
    """`account-view` asks for the one request, in words."""
    asked: dict[str, object] = {"they_could": "Call before you come."}
    for n, answers in enumerate([asked, *[{}] * silent]):
        hold(tmp_path, n, answers, id_="account-view", group="owner")
    files = [f"{n}.json" for n in range(silent + 1)]
    done = cfdiag("plan", "adopt", *files, "--with-promises", "-o", "p.yaml")
    assert done.code == 0, done.err
    written = (tmp_path / "p.yaml").read_text(encoding="utf-8")
    for told in (written, done.out):
        assert ("Call before you come" in told) is shown
