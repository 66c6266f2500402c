"""`cfdiag import` of cells as programs and people leave them."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits.command import Command, runner
from kits.responses import answers, settle, written


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    settle(tmp_path)
    return runner(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize("written_as", ["4.0", "4,0", "4.00", " 4 ", "４", "4 - good", "4: good"])
def test_a_whole_rating_is_read_however_it_is_written(
    cfdiag: Command, tmp_path: Path, written_as: str
) -> None:
    """A column with gaps comes out of many programs as figures with a point."""
    rows = [["quick", "how", "again"], [written_as, "phone", "yes"], ["", "", "no"]]
    (tmp_path / "t.csv").write_bytes(written(rows))
    assert cfdiag("import", "t.csv", "--questionnaire", "tryout", "--group", "customer").code == 3
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout")
    assert (done.code, done.err) == (0, "")
    held = [answers(each) for each in (tmp_path / "interviews").glob("*.json")]
    assert {"quick": 4, "how": "phone", "again": "yes"} in held


@pytest.mark.parametrize("written_as", ["4.5", "4.01", "0.4"])
def test_between_two_steps_is_no_step(cfdiag: Command, tmp_path: Path, written_as: str) -> None:
    (tmp_path / "t.csv").write_bytes(written([["quick", "again"], [written_as, "yes"]]))
    cfdiag("import", "t.csv", "--questionnaire", "tryout", "--group", "customer")
    done = cfdiag("import", "t.csv", "--questionnaire", "tryout")
    assert done.code == 2
    assert "column 1: this is no answer to quick; it is left out" in done.err
