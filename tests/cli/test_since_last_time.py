"""Since last time: the very scores of both results, with their ranges, and in the headline what moved."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from kits.command import Command, runner

ROOM = """\
cfdiag: 1
id: room
version: 1.0.0
title: The room
groups: {customer: {side: customer, title: Customers}}
scales: {five: {min: 1, max: 5, labels: {1: Poor, 5: Good}}}
dimensions: {warmth: {title: Warmth}}
sections:
  - id: s
    title: S
    questions:
      - {id: one, type: rating, scale: five, dimension: warmth, label: One, ask: One?}
      - {id: two, type: rating, scale: five, dimension: warmth, label: Two, ask: Two?}
      - {id: three, type: rating, scale: five, dimension: warmth, label: Three, ask: Three?}
"""


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "qs").mkdir()
    (tmp_path / "qs" / "room.yaml").write_text(ROOM, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def held(folder: str, ratings: list[tuple[int, int | None, int]]) -> None:
    Path(folder).mkdir()
    for n, given in enumerate(ratings):
        answers = {
            key: {"status": "skipped"} if value is None else {"status": "answered", "value": value}
            for key, value in zip(("one", "two", "three"), given, strict=True)
        }
        interview = {
            "format": "cfdiag/interview@1",
            "id": f"{folder}-{n}",
            "questionnaire": {"id": "room", "version": "1.0.0", "sha256": ""},
            "respondent": {"group": "customer", "consent": "named", "name": f"N{n}"},
            "finished": "2026-11-22T10:00:00Z",
            "answers": answers,
        }
        Path(f"{folder}/{n}.json").write_text(json.dumps(interview), encoding="utf-8")


BEFORE = [(1, None, 2), (2, 5, 1), (1, None, 1), (2, 1, 2), (1, 2, 1), (2, 2, 1)]
AFTER = [(5, 4, 5), (4, None, 4), (5, 1, 5), (4, 5, 4), (5, None, 5), (4, 4, 5)]


def scores(cfdiag: Command, folder: str) -> tuple[str, str]:
    done = cfdiag(
        "score", folder, "--questionnaires", "qs", "--format", "json", "-o", f"{folder}.result.json"
    )
    assert done.code == 0
    part = json.loads(Path(f"{folder}.result.json").read_text(encoding="utf-8"))["questionnaires"][0]
    warmth = part["dimensions"]["warmth"]
    return f"{warmth['score']:.0f}", "–".join(f"{end:.0f}" for end in warmth["range"])


def test_it_is_the_score_of_page_one_of_both_with_its_range(cfdiag: Command) -> None:
    held("before", BEFORE)
    held("after", AFTER)
    was, now = scores(cfdiag, "before"), scores(cfdiag, "after")
    report = ("report", "after", "--questionnaires", "qs", "--format", "markdown", "-q")
    text = cfdiag(*report, "--baseline", "before.result.json").out.replace("\\", "")
    row = next(line for line in text.partition("## Since last time")[2].splitlines() if "| Warmth |" in line)
    assert [cell.strip() for cell in row.split("|")[2:4]] == [f"{was[0]} ({was[1]})", f"{now[0]} ({now[1]})"]


def test_what_moved_is_the_second_sentence_of_the_headline_in_every_output(cfdiag: Command) -> None:
    held("before", BEFORE)
    held("after", AFTER)
    was, now = scores(cfdiag, "before"), scores(cfdiag, "after")
    said = f"Since last time “Warmth” rose from {was[0]} to {now[0]}, more than chance does."
    for command in (
        ("score", "after"),
        ("report", "after", "--format", "markdown"),
        ("report", "after", "--format", "html", "--template", "board"),
    ):
        out = cfdiag(*command, "--questionnaires", "qs", "--baseline", "before.result.json", "-q").out
        assert said in " ".join(re.sub(r"<[^>]+>", " ", out).replace("\\", "").split()), command


def test_where_nothing_moved_it_says_so(cfdiag: Command) -> None:
    held("before", BEFORE)
    held("after", BEFORE)
    scores(cfdiag, "before")
    out = cfdiag("score", "after", "--questionnaires", "qs", "--baseline", "before.result.json", "-q").out
    assert "Since last time nothing moved by more than chance does." in " ".join(out.split())
