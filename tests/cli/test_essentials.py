"""The essentials: what is asked of whoever has little time, and how the rest counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from kits.command import Command, runner

from cfdiag.formats.library import Library

SHORT = """\
cfdiag: 1
id: short
version: 1.0.0
title: Short
minutes: {full: 25, essentials: 10}
groups: {internal: {title: Inside, minutes: {full: 20, essentials: 5}}}
scales: {five: {min: 1, max: 5, labels: {1: Poor, 5: Good}}}
dimensions: {a: {title: A}, b: {title: B}}
sections:
  - id: s
    title: S
    questions:
      - {id: a1, type: rating, scale: five, dimension: a, label: One, ask: One?, essential: true}
      - {id: a2, type: rating, scale: five, dimension: a, label: Two, ask: Two?, essential: true}
      - {id: a3, type: rating, scale: five, dimension: a, label: Three, ask: Three?}
      - {id: b1, type: rating, scale: five, dimension: b, label: Four, ask: Four?, essential: true}
      - {id: b2, type: rating, scale: five, dimension: b, label: Five, ask: Five?, required: true}
"""


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "qs").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "qs" / "short.yaml").write_text(SHORT, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def held(cfdiag: Command, answers: str, *flags: str, code: int = 0) -> dict[str, Any]:
    where = ("--group", "internal", "--questionnaires", "qs", "--output", "in/1.json", "-q")
    done = cfdiag("interview", "short", *where, *flags, "--answers", "-", stdin=answers.encode())
    assert done.code == code, done.err
    file = Path("in/1.json")
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def scored(cfdiag: Command) -> dict[str, Any]:
    done = cfdiag("score", "in", "--questionnaires", "qs", "--format", "json", "-q")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_only_the_essentials_are_asked_and_the_file_says_so(cfdiag: Command) -> None:
    made = held(cfdiag, "a1: 5\na2: 4\nb1: 3\n", "--essentials")
    assert (made["form"], made["finished"] is not None) == ("essentials", True)
    part = scored(cfdiag)["questionnaires"][0]
    assert part["dimensions"]["a"]["score"] == 87.5
    assert part["overall"]["coverage"] == 1.0
    assert part["questions"]["a3"]["reason"] == "not_asked"
    assert part["questions"]["b2"]["status"] == {"answered": 0, "unknown": 0}


def test_without_the_flag_everything_is_asked_and_what_is_missing_counts_as_missing(cfdiag: Command) -> None:
    assert held(cfdiag, "a1: 5\na2: 4\nb1: 3\n", code=3) == {}
    Path("in/1.open.jsonl").unlink()
    assert held(cfdiag, "a1: 5\na2: 4\nb1: 3\nb2: 3\n")["form"] == "full"
    part = scored(cfdiag)["questionnaires"][0]
    assert part["overall"]["coverage"] == 0.8
    assert part["questions"]["a3"]["status"] == {"answered": 0, "unknown": 0, "not_reached": 1}


def test_what_is_not_essential_and_was_answered_all_the_same_is_not_lost(cfdiag: Command) -> None:
    made = held(cfdiag, "a1: 5\na2: 4\nb1: 3\n", "--essentials")
    made["answers"]["b2"] = {"status": "answered", "value": 5}
    Path("in/1.json").write_text(json.dumps(made), encoding="utf-8")
    part = scored(cfdiag)["questionnaires"][0]
    assert part["dimensions"]["b"]["score"] == 75.0
    assert part["overall"]["coverage"] == 1.0


def test_an_answer_to_what_is_not_asked_is_refused_and_so_is_a_text_without_essentials(
    cfdiag: Command,
) -> None:
    where = ("--group", "internal", "--questionnaires", "qs", "--output", "in/1.json", "--answers", "-")
    refused = cfdiag("interview", "short", *where, "--essentials", stdin=b"a1: 5\na3: 4\n")
    assert (refused.code, "a3" in refused.err) == (2, True)
    text = SHORT.replace(", essential: true", "")
    Path("qs/short.yaml").write_text(text, encoding="utf-8")
    done = cfdiag("interview", "short", *where, "--essentials", stdin=b"a1: 5\n")
    assert (done.code, done.err) == (
        2,
        (
            "error: the questionnaire short does not say which of its questions are essential  "
            "[wrong-option]\n"
            "  = leave --essentials out; or write essential: true at those questions\n"
        ),
    )


def test_check_says_where_a_dimension_keeps_fewer_than_two(cfdiag: Command) -> None:
    done = cfdiag("check", "qs/short.yaml")
    assert done.code == 0
    assert "the essentials keep 1 of the 2 questions of the dimension 'b'  [few-essentials]\n" in done.out
    assert done.out.count("  [few-essentials]\n") == 1


def test_a_time_that_is_neither_a_number_nor_two(cfdiag: Command) -> None:
    text = SHORT.replace("essentials: 10", "essential: 10")
    Path("qs/short.yaml").write_text(text, encoding="utf-8")
    done = cfdiag("check", "qs/short.yaml")
    assert done.code == 1
    assert "did you mean 'essentials'?" in done.err + done.out


def test_why_counts_as_score_does(cfdiag: Command) -> None:
    held(cfdiag, "a1: 5\na2: 4\n", "--essentials")
    part = scored(cfdiag)["questionnaires"][0]
    assert part["dimensions"]["a"]["coverage"] == 1.0
    said = cfdiag("why", "in", "a", "--questionnaires", "qs").out
    assert "(1 × 100.0 + 1 × 75.0) / 2 = 87.5; 2 of 2 answered, 2 needed" in said


def test_why_knows_what_an_older_text_did_not_ask(cfdiag: Command) -> None:
    old = "\n".join(line for line in SHORT.splitlines() if "id: b2" not in line)
    Path("qs/short.yaml").write_text(f"{old}\n", encoding="utf-8")
    where = ("--group", "internal", "--questionnaires", "qs", "-q", "--consent", "named", "--answers", "-")
    assert cfdiag("interview", "short", *where, "-o", "in/1.json", stdin=b"a1: 5\na2: 4\nb1: 3\n").code == 0
    Path("qs/short.yaml").write_text(SHORT.replace("version: 1.0.0", "version: 1.1.0"), encoding="utf-8")
    for n in range(2, 6):
        answers = b"a1: 5\na2: 4\nb1: 3\nb2: 5\n"
        assert cfdiag("interview", "short", *where, "-o", f"in/{n}.json", stdin=answers).code == 0
    part = scored(cfdiag)["questionnaires"][0]
    assert (part["dimensions"]["b"]["n"], part["dimensions"]["b"]["score"]) == (5, 70.0)
    said = cfdiag("why", "in", "b", "--questionnaires", "qs").out
    assert "350.0 / 5 = 70.0, the mean of the scores of 5 respondents" in said


def test_check_reckons_the_minutes_that_are_named(cfdiag: Command) -> None:
    talk = "".join(f"      - {{id: t{n}, type: text, ask: What else?, essential: true}}\n" for n in range(6))
    Path("qs/short.yaml").write_text(f"{SHORT}{talk}", encoding="utf-8")
    done = cfdiag("check", "qs/short.yaml")
    assert done.code == 0
    assert "the essentials take 'internal' about 7 minutes, and 5 are named  [few-minutes]\n" in done.out
    assert "the questions take" not in done.out
    Path("qs/short.yaml").write_text(
        f"accept: {{few-minutes: Short., few-essentials: Short., no-label: Short.}}\n{SHORT}{talk}",
        encoding="utf-8",
    )
    assert cfdiag("check", "qs/short.yaml").out == ""


def test_show_says_what_is_essential_and_how_long_it_takes(cfdiag: Command) -> None:
    done = cfdiag("show", "short", "--questionnaires", "qs")
    assert "Inside (internal), 20 minutes, essentials 5, anonymous\n" in done.out
    assert "a1 (rating, essential)\n" in done.out
    assert "a3 (rating)\n" in done.out


@pytest.mark.parametrize(("id_", "group"), [(q, g) for q in Library().ids() for g in Library().get(q).groups])
def test_everybody_can_be_asked_the_essentials_of_every_diagnostic(
    cfdiag: Command, id_: str, group: str
) -> None:
    where = ("--group", group, "--account", "Acme", "--output", "in/1.json", "-q", "--accessible")
    done = cfdiag("interview", id_, *where, "--essentials", stdin=b"/note Said before the first question\n")
    assert done.code == 3, done.err
    last = Path("in/1.open.jsonl").read_text(encoding="utf-8")
    assert '"form":"essentials"' in last.replace(" ", "")
