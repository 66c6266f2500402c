"""`cfdiag schema`: each schema as JSON on stdout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kits.command import Command, runner

from cfdiag.cli.commands.schema import SCHEMAS


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    return runner(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema(cfdiag: Command, name: str) -> None:
    done = cfdiag("schema", name)
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == SCHEMAS[name]()


def test_the_questionnaire_is_what_is_meant_by_default(cfdiag: Command) -> None:
    assert json.loads(cfdiag("schema").out)["title"] == "cfdiag questionnaire"


def test_an_unknown_one(cfdiag: Command) -> None:
    done = cfdiag("schema", "interveiw")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error: there is no schema 'interveiw'  [wrong-option]\n  = did you mean 'interview'?\n"
    )
