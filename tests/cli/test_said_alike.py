"""What stands out and what to do first read alike in scorecard, JSON and every report, in both languages."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from kits.command import Command, runner
from kits.once import Scored, scored_once


@pytest.fixture(scope="module")
def demo(written_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(written_demo, tmp_path_factory.mktemp("alike") / "demo")


@pytest.fixture(scope="module")
def known() -> Scored:
    """The demo, scored: it is in how it is said that the outputs differ."""
    return {}


@pytest.fixture
def cfdiag(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, demo: Path, known: Scored
) -> Command:
    scored_once(monkeypatch, known)
    return runner(capsys, monkeypatch, demo)


def plain(text: str) -> str:
    """Without markup, bullets and line ends, so that only words, figures and numbers are left."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return " ".join(re.sub(r"[\\*•]", "", text).split())


def in_order(text: str, wanted: list[str]) -> None:
    at = 0
    for each in wanted:
        # HTML has the number in a mark of its own, without a dot.
        found = re.compile(re.sub(r"^(\d+)\\\.", r"\1\\.?", re.escape(each))).search(text, at)
        assert found, each
        at = found.end()


SCORED: dict[str, dict[str, Any]] = {}
"""What `score --format json` said, by language: asked once."""


def scored(cfdiag: Command, language: str = "en") -> dict[str, Any]:
    if language not in SCORED:
        done = cfdiag("score", "interviews", "--format", "json", "--language", language, "--quiet")
        SCORED[language] = json.loads(done.out)
    return SCORED[language]


def machine(cfdiag: Command, language: str) -> tuple[list[str], list[str]]:
    """The sentences that are said first, and `2. Title` of the three things to do."""
    result = scored(cfdiag, language)
    parts = {part["id"]: part for part in result["questionnaires"]}
    said = [parts[h["questionnaire"]]["findings"][h["finding"]]["text"] for h in result["headline"]]
    titles = {a["id"]: a["title"] for part in reversed(parts.values()) for a in part["actions"]}
    first = [
        f"{n}. {plain(titles[id_]).rstrip('.')}" for n, id_ in enumerate(result["plan"]["first"], start=1)
    ]
    return [plain(s) for s in said], first


OUTPUTS = {
    "scorecard": ("score", "--quiet"),
    "in-full": ("score", "--verbose"),
    "report-markdown": ("report", "--format", "markdown", "--quiet"),
    "report-html": ("report", "--format", "html", "--quiet"),
    "board-markdown": ("report", "--template", "board", "--format", "markdown", "--quiet"),
    "board-html": ("report", "--template", "board", "--format", "html", "--quiet"),
}


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("output", OUTPUTS)
def test_the_same_two_sentences_and_three_things_to_do(cfdiag: Command, output: str, language: str) -> None:
    said, actions = machine(cfdiag, language)
    assert (len(said), len(actions)) == (3, 3)
    command, *flags = OUTPUTS[output]
    shown = cfdiag(command, "interviews", "--language", language, *flags).out
    in_order(plain(shown), [*said[:2], *actions])


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_third_finding_stands_beside_them_in_every_report(cfdiag: Command, language: str) -> None:
    said, _ = machine(cfdiag, language)
    for output in ("report-markdown", "report-html", "board-markdown"):
        command, *flags = OUTPUTS[output]
        assert said[2] in plain(cfdiag(command, "interviews", "--language", language, *flags).out)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_program_reads_the_same_in_the_view(cfdiag: Command, language: str) -> None:
    said, actions = machine(cfdiag, language)
    shown = cfdiag("report", "interviews", "--language", language, "--format", "json", "--quiet").out
    board = json.loads(shown)["sections"][0]
    assert board["id"] == "board"
    assert plain(board["title"]).startswith(" ".join(said[:2]))
    cards = [card for block in board["blocks"] for card in block.get("cards", ())]
    assert [f"{c['rank']}. {plain(c['title']).rstrip('.')}" for c in cards] == actions


def test_what_holds_comes_first_then_the_widest_gap(cfdiag: Command) -> None:
    result = scored(cfdiag)
    parts = {part["id"]: part for part in result["questionnaires"]}
    first = [parts[h["questionnaire"]]["findings"][h["finding"]] for h in result["headline"]]
    assert [f["kind"] for f in first] == ["unseen_strength", "blind_spot", "concern"]
    gaps = [
        abs(f["figures"]["points"])
        for p in parts.values()
        for f in p["findings"]
        if f["kind"] == "blind_spot" and "points" in f["figures"]
    ]
    assert abs(first[1]["figures"]["points"]) == max(gaps)


def test_a_finding_carries_the_figures_that_its_sentence_says(cfdiag: Command) -> None:
    result = scored(cfdiag)
    (part,) = (p for p in result["questionnaires"] if p["id"] == "customer-view")
    for found in part["findings"]:
        if found["kind"] in ("blind_spot", "unseen_strength"):
            gap = part["perception"][found["question"]]
            if gap["points"] is None:
                assert set(found["figures"]) == {"n_inside", "n_outside"}
                continue
            assert found["figures"]["inside"] == gap["internal"]
            assert found["figures"]["outside"] == gap["customer"]
            assert found["figures"]["points"] == gap["points"]
            assert f"{gap['customer']:.1f}" in found["text"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_scorecard_is_one_screen_and_the_answer_comes_first(cfdiag: Command, language: str) -> None:
    said, actions = machine(cfdiag, language)
    lines = cfdiag("score", "interviews", "--language", language, "--quiet").out.splitlines()
    assert len(lines) <= 24
    first = plain(" ".join(lines[:13]))
    in_order(first, [*said[:2], *actions])
