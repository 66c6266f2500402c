"""What was not foreseen is one file's fault or ours, and shows nothing of what a file holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from cfdiag.ground.diagnostics import Location, render_fault
from cfdiag.ground.failures import failed_on, keep_trace


def raised() -> Exception:
    """An exception that quotes an answer, and one behind it."""
    try:
        try:
            {}["what Ada said"]
        except KeyError as error:
            raise ValueError("what Ada said") from error
    except ValueError as error:
        return error


def test_an_exception_is_the_fault_of_a_file_without_its_text() -> None:
    (found,) = failed_on(raised(), Location("a.json")).diagnostics
    assert render_fault(found) == (
        "a.json: error: this file cannot be read or scored (ValueError); the others are not touched by it"
        "  [cannot-score]\n"
        "  = `cfdiag check` may tell more; CFDIAG_TRACE=FILE keeps where it happened, for a bug report"
    )


def test_a_trace_holds_places_and_kinds_and_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "trace"
    monkeypatch.setenv("CFDIAG_TRACE", str(file))
    keep_trace(raised())
    keep_trace(raised())
    text = file.read_text()
    assert text.splitlines()[0] == "cfdiag trace"
    assert text.count("ValueError") == text.count("KeyError") == 2
    assert f"{__file__}:" in text
    assert "Ada" not in text


def test_a_trace_is_written_over_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, link = tmp_path / "a.json", tmp_path / "link"
    file.write_text("{}")
    link.symlink_to(tmp_path / "there")
    for name in (file, link, tmp_path):
        monkeypatch.setenv("CFDIAG_TRACE", str(name))
        keep_trace(raised())
    assert file.read_text() == "{}"
    assert not (tmp_path / "there").exists()
