"""What a survey is made for is shown in every output: who would recommend, numbers, scores that are none."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import zipfile
from pathlib import Path
from shutil import which

import pyarrow.parquet
import pytest
from kits.command import Command, runner
from python_calamine import CalamineWorkbook

from cfdiag.render.result import RESULT_FORMATS

TEXT = """\
cfdiag: 1
id: told
version: 1.0.0
title: Would you tell others
groups: {customer: {title: Customers, side: customer, anonymous: false}}
scales:
  ten: {min: 0, max: 10, labels: {0: Never, 10: Always}}
  five: {min: 1, max: 5, labels: {1: Low, 5: High}}
dimensions: {care: {title: Care}, even: {title: Even}}
sections:
  - id: all
    title: All
    questions:
      - {id: tell, type: rating, scale: ten, recommend: true, label: Telling, ask: Would you tell others?}
      - {id: price, type: number, unit: euro, label: Price, ask: What did it cost?}
      - {id: a, type: rating, scale: five, dimension: care, label: Calls, ask: Do we call?}
      - {id: b, type: rating, scale: five, dimension: care, label: Waits, ask: Do you wait?}
      - {id: c, type: rating, scale: five, dimension: care, label: Words, ask: Do we keep our word?}
      - {id: f, type: rating, scale: five, dimension: even, label: Floor, ask: Is it even?}
      - {id: g, type: rating, scale: five, dimension: even, label: Ground, ask: Is it flat?}
"""
RECOMMEND = "Recommendation score +25 (95% interval −4 to +50, n 32): 16 gave 9 or 10, 8 7 or 8, 8 0 to 6."
"""16 − 8 of 32; ±1.96·√v of (16.75, 8.75) of 35, v = p + q − (p − q)² over 35 (Rocks 2016)."""
NUMBERS = "Price: median 115.5 euro, from 100 euro to 131 euro, mean 115.5 euro (n 32)."
REVERSED = "These run against the others, as if they were keyed the other way: “Calls” and “Waits”."


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "told.yaml").write_text(TEXT, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def heard(n: int, *, even: bool = True) -> None:
    Path("in").mkdir()
    for k in range(n):
        a = 1 + k % 5
        said = {"tell": (10, 9, 8, 3)[k % 4], "price": 100 + k, "a": a, "b": 6 - a, "c": (3, 4, 2)[k % 3]}
        said |= {"f": 3 + (not even and k % 2), "g": 3}
        document = {
            "format": "cfdiag/interview@1",
            "id": f"i{k}",
            "questionnaire": {"id": "told", "version": "1.0.0"},
            "respondent": {
                "group": "customer",
                "consent": "named",
                "name": f"N{k}",
                "department": ("Sales", "Legal")[k % 2],
            },
            "started": "2026-11-24",
            "finished": "2026-11-24",
            "answers": {key: {"status": "answered", "value": value} for key, value in said.items()},
        }
        Path(f"in/{k}.json").write_text(json.dumps(document), encoding="utf-8")


def words(path: Path) -> str:
    """What a file says, whatever it is made of."""
    if path.suffix in (".docx", ".pptx", ".xlsx"):
        with zipfile.ZipFile(path) as file:
            parts = [file.read(n).decode("utf-8") for n in sorted(file.namelist()) if n.endswith(".xml")]
        said = re.sub(r"<[^>]+>", " ", " ".join(parts))
    elif path.suffix == ".pdf":
        said = subprocess.run(
            ["pdftotext", "-layout", path, "-"], capture_output=True, check=True
        ).stdout.decode()
    else:
        said = re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")).replace("\\", "").replace("%25", "%")
    return " ".join(said.split())


@pytest.mark.parametrize("format_", ["html", "markdown", "json", "docx", "pptx", "pdf"])
def test_every_report_has_the_recommendation_score(cfdiag: Command, format_: str) -> None:
    if format_ == "pdf" and not which("pdftotext"):
        pytest.skip("needs pdftotext")
    heard(32)
    path = Path(f"r.{format_}")
    done = cfdiag("report", "in", "--questionnaires", ".", "--format", format_, "-o", str(path))
    assert done.code == 0, done.err
    said = words(path)
    assert RECOMMEND in said
    if format_ != "pptx":  # slides are six
        assert NUMBERS in said
        assert REVERSED in said


@pytest.mark.parametrize("format_", ["text", "markdown", "junit", "github"])
def test_every_scorecard_has_the_recommendation_score(cfdiag: Command, format_: str) -> None:
    heard(32)
    done = cfdiag("score", "in", "--questionnaires", ".", "--format", format_, "-o", "r")
    assert done.code == 0, done.err
    assert RECOMMEND in words(Path("r"))


@pytest.mark.parametrize("format_", sorted(RESULT_FORMATS.keys() - {"text", "markdown", "junit", "github"}))
def test_every_table_has_its_figures(cfdiag: Command, format_: str) -> None:
    heard(32)
    done = cfdiag("score", "in", "--questionnaires", ".", "--format", format_, "-o", f"r.{format_}")
    assert done.code == 0, done.err
    told = figures(Path(f"r.{format_}"))
    assert (told["tell", "recommend.score"], told["price", "median"]) == (25, 115.5)
    assert {told["care", "reversed.1"], told["care", "reversed.2"]} == {"a", "b"}


def figures(path: Path) -> dict[tuple[str, str], object]:
    """By id and statistic what a table of a result holds, or what the JSON says."""
    if path.suffix == ".json":
        (part,) = json.loads(path.read_text(encoding="utf-8"))["questionnaires"]
        first, second = part["dimensions"]["care"]["reversed"]
        return {
            ("tell", "recommend.score"): part["questions"]["tell"]["recommend"]["score"],
            ("price", "median"): part["questions"]["price"]["median"],
            ("care", "reversed.1"): first,
            ("care", "reversed.2"): second,
        }
    rows: list[dict[str, object]]
    if path.suffix == ".csv":
        rows = [
            {
                **each,
                "value": float(each["value"]) if _is_number(each["value"]) else None,
                "text": each["value"],
            }
            for each in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
        ]
    elif path.suffix == ".xlsx":
        head, *body = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        rows = [dict(zip(map(str, head), each, strict=True)) for each in body]
    else:
        rows = pyarrow.parquet.read_table(path).to_pylist()
    return {
        (str(r["id"]), str(r["statistic"])): r["text"] if r["value"] in (None, "") else r["value"]
        for r in rows
    }


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).removeprefix("-").isdigit()


def test_it_is_a_gate(cfdiag: Command) -> None:
    heard(32)
    line = ("score", "in", "--questionnaires", ".", "--format", "json", "--fail-under")
    for limit, code in (("25", 0), ("26", 1)):
        done = cfdiag(*line, f"recommend={limit}")
        (gate,) = json.loads(done.out)["gates"]
        assert (done.code, gate["target"], gate["value"]) == (code, "recommend", 25)


@pytest.mark.parametrize("n", [14])
def test_below_fifteen_there_are_the_three_counts_and_the_gate_fails(cfdiag: Command, n: int) -> None:
    heard(n)
    done = cfdiag("score", "in", "--questionnaires", ".", "--fail-under", "recommend=0")
    assert done.code == 1
    assert "(“Telling”): 8 gave 9 or 10, 3 7 or 8, 3 0 to 6." in " ".join(done.out.split())
    assert "Recommendation score" not in done.out


@pytest.mark.parametrize(
    ("even", "said"),
    [
        (True, "No two of them differ by a point on any dimension."),
        (
            False,
            "They lie furthest apart on “Even”: Legal (n = 10) scores 13 points more than Sales (n = 10).",
        ),
    ],
)
def test_nothing_is_furthest_where_nothing_differs(cfdiag: Command, said: str, *, even: bool) -> None:
    heard(20, even=even)
    for k in range(20):  # the same in both departments
        path = Path(f"in/{k}.json")
        document = json.loads(path.read_text(encoding="utf-8"))
        for key in "abc":
            document["answers"][key]["value"] = 1 + (k // 2) % 5
        path.write_text(json.dumps(document), encoding="utf-8")
    done = cfdiag("report", "in", "--questionnaires", ".", "--format", "markdown", "--by", "department")
    assert said in " ".join(done.out.replace("\\", "").split())
    assert ("furthest apart" in done.out) is not even


@pytest.mark.parametrize(
    ("language", "said"), [("en", "scores one point more than"), ("nl", "één punt hoger dan")]
)
def test_one_point_is_one_point(cfdiag: Command, language: str, said: str) -> None:
    heard(32)
    line = ("report", "in", "--questionnaires", ".", "--format", "markdown", "--by", "department")
    assert said in " ".join(cfdiag(*line, "--language", language).out.split())
