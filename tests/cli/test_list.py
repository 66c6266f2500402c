"""`cfdiag list`: what is at hand, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.formats import BASE

from cfdiag.formats.library import Library
from cfdiag.ground.cells import width

SHIPPED = Library().ids()


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    return runner(capsys, monkeypatch, tmp_path)


def test_the_table_fits_a_terminal_and_names_every_questionnaire(cfdiag: Command) -> None:
    done = cfdiag("list")
    assert (done.code, done.err) == (0, "")
    assert max(width(line) for line in done.out.splitlines()) <= 80
    named = [line.split()[0] for line in done.out.splitlines() if line[0] != " "]
    assert named == ["Questionnaire", *SHIPPED]


def test_in_dutch(cfdiag: Command) -> None:
    assert cfdiag("list", "--language", "nl").out.startswith("Vragenlijst")


def test_in_the_engagement_s_language(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\nlanguage: nl\n", encoding="utf-8")
    assert cfdiag("list").out.startswith("Vragenlijst")
    assert cfdiag("list", "--language", "en").out.startswith("Questionnaire")
    assert cfdiag("list", "--language", "dutch").code == 2


def test_ids_alone(cfdiag: Command) -> None:
    assert cfdiag("list", "-q").out.split() == SHIPPED


def test_json(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_text(BASE, encoding="utf-8")
    listed = json.loads(cfdiag("list", "--format", "json", "--questionnaires", ".").out)
    assert [entry["id"] for entry in listed] == sorted([*SHIPPED, "sample"])
    sample = next(entry for entry in listed if entry["id"] == "sample")
    assert sample == {
        "id": "sample",
        "version": "1.0.0",
        "sha256": sample["sha256"],
        "title": "How was it?",
        "minutes": None,
        "groups": {
            "internal": {
                "title": "Inside",
                "minutes": None,
                "questions": 7,
                "side": "inside",
                "anonymous": True,
            },
            "customer": {
                "title": "Customer",
                "minutes": None,
                "questions": 8,
                "side": "customer",
                "anonymous": False,
            },
        },
        "dimensions": ["service", "kept"],
        "languages": ["en"],
        "file": "sample.yaml",
    }


def test_the_engagement_s_own_copies(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "engagement.yaml").write_text("cfdiag: 1\n", encoding="utf-8")
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "sample-1.yaml").write_text(BASE, encoding="utf-8")
    assert "sample" in cfdiag("list", "-q").out.split()


def test_a_broken_one_is_told_and_does_not_hide_the_others(cfdiag: Command, tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_text("id: sample\n", encoding="utf-8")
    done = cfdiag("list", "-q", "--questionnaires", ".")
    assert (done.code, done.out.split()) == (2, SHIPPED)
    assert "sample.yaml:1:1: error: the questionnaire has no 'cfdiag'" in done.err


def test_wrong_use(cfdiag: Command) -> None:
    assert cfdiag("list", "--format", "xml").code == 2
    assert cfdiag("list", "--questionnaires", "missing").code == 2
