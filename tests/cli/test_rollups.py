"""Roll-ups stand in every output, and the privacy floor holds for them as for any figure."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from kits.batch import QUESTIONNAIRE, SHA, Desk, interview
from kits.command import Command, runner

ROLLED = QUESTIONNAIRE.replace(
    "sections:\n",
    "rollups:\n"
    "  both: {title: Both together, dimensions: [sharing, speed]}\n"
    "  alone: {title: Speed alone, dimensions: [speed]}\n"
    f"same_as: [{SHA}]\nsections:\n",
    1,
)


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    desk = Desk(tmp_path)
    (tmp_path / "qs" / "small.yaml").write_text(
        ROLLED.replace("speed: {title: Speed, target: 60}", "speed: {title: Speed, target: 60, weight: 3}")
    )
    desk.many(6)
    for n in range(3):
        desk.write(f"few/{n}.json", interview(n))
    return runner(capsys, monkeypatch, tmp_path)


def score(cfdiag: Command, folder: str, format_: str) -> str:
    done = cfdiag("score", folder, "--questionnaires", "qs", "--format", format_, "--quiet")
    assert done.code == 0, done.err
    return done.out


def test_a_roll_up_is_the_weighted_mean_of_its_dimensions(cfdiag: Command) -> None:
    part = json.loads(score(cfdiag, "in", "json"))["questionnaires"][0]
    sharing, speed = (part["dimensions"][name]["score"] for name in ("sharing", "speed"))
    assert part["rollups"] == {
        "both": {
            "title": "Both together",
            "score": pytest.approx((sharing + 3 * speed) / 4),
            "n": 6,
            "of": ["sharing", "speed"],
        },
        "alone": {"title": "Speed alone", "score": pytest.approx(speed), "n": 6, "of": ["speed"]},
    }


def test_below_the_floor_a_roll_up_has_no_score_and_the_reason_of_its_dimensions(cfdiag: Command) -> None:
    part = json.loads(score(cfdiag, "few", "json"))["questionnaires"][0]
    assert part["dimensions"]["speed"]["reason"] == "withheld"
    assert part["rollups"]["both"] == {
        "title": "Both together", "score": None, "n": None, "of": ["sharing", "speed"], "reason": "withheld",
    }  # fmt: skip


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_the_scorecard_shows_roll_ups(cfdiag: Command, format_: str) -> None:
    part = json.loads(score(cfdiag, "in", "json"))["questionnaires"][0]
    shown = score(cfdiag, "in", format_)
    assert "Both together" in shown
    assert f"{part['rollups']['both']['score']:.0f}" in shown


def test_the_long_table_has_a_row_for_each_figure_of_a_roll_up(cfdiag: Command) -> None:
    rows = list(csv.DictReader(io.StringIO(score(cfdiag, "in", "csv"))))
    mine = [(r["id"], r["title"], r["statistic"]) for r in rows if r["kind"] == "rollup"]
    assert mine == [
        ("both", "Both together", "score"),
        ("both", "Both together", "n"),
        ("alone", "Speed alone", "score"),
        ("alone", "Speed alone", "n"),
    ]


def test_junit_has_a_case_for_a_roll_up(cfdiag: Command) -> None:
    assert 'name="rollup.both"' in score(cfdiag, "in", "junit")


@pytest.mark.parametrize("format_", ["html", "markdown", "json", "docx"])
def test_every_format_of_the_report_shows_roll_ups_and_what_they_hold(
    cfdiag: Command, format_: str, tmp_path: Path
) -> None:
    file = tmp_path / f"r.{format_}"
    done = cfdiag("report", "in", "--questionnaires", "qs", "--format", format_, "--output", str(file))
    assert done.code == 0, done.err
    if format_ == "docx":
        docx = pytest.importorskip("docx")
        document = docx.Document(str(file))
        cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
        text = " ".join([*cells, *(p.text for p in document.paragraphs)])
    else:
        text = file.read_text(encoding="utf-8")
    assert "Both together" in text
    assert "Taken together, as weighted means: Both together: Sharing and Speed; Speed alone: Speed." in text


def test_in_dutch_as_well(cfdiag: Command) -> None:
    shown = cfdiag("score", "in", "--questionnaires", "qs", "--language", "nl", "--quiet").out
    assert "Samengenomen: Both together" in shown
