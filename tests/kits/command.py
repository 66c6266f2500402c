"""Commands run in this process: what they print and the code they leave with."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from cfdiag.cli import run


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]


def plain_surroundings(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Be in a folder, 80 columns wide; no setting of the machine comes along."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("CFDIAG_QUESTIONNAIRES", "CFDIAG_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


def runner(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> Command:
    """A function that runs a command line in a folder."""
    plain_surroundings(monkeypatch, folder)

    def call(*arguments: str, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = run(arguments)
        shown = capsys.readouterr()
        return Done(int(code), shown.out, shown.err)

    return call


def at_desk(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> Command:
    """The same in the folder of a `Desk`: its questionnaire is at hand."""
    call = runner(capsys, monkeypatch, folder)
    monkeypatch.setenv("CFDIAG_QUESTIONNAIRES", "qs")
    return call


def here(*arguments: str) -> Done:
    """A command line in this process and in the working folder, for what has no fixtures at hand."""
    said = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in "oe"]
    with redirect_stdout(said[0]), redirect_stderr(said[1]):
        code = run(arguments)
    out, err = (each.buffer.getvalue().decode() for each in said)  # type: ignore[attr-defined]
    return Done(int(code), out, err)
