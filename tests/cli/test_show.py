"""`cfdiag show`: a questionnaire in full, readable at 80 columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.formats import BASE
from kits.golden import check

from cfdiag.formats.library import Library
from cfdiag.ground.cells import width

SHIPPED = Library().ids()


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    (tmp_path / "sample.yaml").write_text(BASE, encoding="utf-8")
    return runner(capsys, monkeypatch, tmp_path)


def test_everything(cfdiag: Command) -> None:
    done = cfdiag("show", "sample", "--questionnaires", ".")
    assert (done.code, done.err) == (0, "")
    check("cli/show.txt", done.out)


def test_one_group(cfdiag: Command) -> None:
    done = cfdiag("show", "sample", "--questionnaires", ".", "--group", "internal", "--language", "nl")
    assert done.code == 0
    check("cli/show-group.txt", done.out)
    assert "dream" not in done.out


@pytest.mark.parametrize("id_", SHIPPED)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_shipped_ones_show_every_question_within_80_columns(cfdiag: Command, id_: str, language: str) -> None:
    done = cfdiag("show", id_, "--language", language)
    assert (done.code, done.err) == (0, "")
    assert max(width(line) for line in done.out.splitlines()) <= 80
    assert "{{" not in done.out
    questionnaire = Library().get(id_)
    for section in questionnaire.sections:
        for question in section.questions:
            assert f"\n{question.id} (" in done.out
    for action in questionnaire.actions:
        assert f"({action.id})" in " ".join(done.out.split())


def test_near_misses(cfdiag: Command) -> None:
    done = cfdiag("show", "custmer-view")
    assert (done.code, done.out) == (2, "")
    assert "did you mean 'customer-view'?" in done.err
    done = cfdiag("show", "customer-view", "--group", "custmer")
    assert (done.code, "did you mean 'customer'?" in done.err) == (2, True)
