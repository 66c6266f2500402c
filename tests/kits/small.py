"""A folder with the small questionnaire in `q` and interviews in `in`, scored in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kits.batch import QUESTIONNAIRE
from kits.command import here

FLAGS = ("--questionnaires", "q", "--format", "json", "--date", "2026-11-26")


def small_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make it, and be there."""
    monkeypatch.chdir(folder)
    (folder / "q").mkdir()
    (folder / "q" / "small.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (folder / "in").mkdir()
    return folder


def score(*words: str, code: int = 0) -> tuple[Any, str]:
    """The result, and what was said of the inputs."""
    done = here("score", *FLAGS, *words)
    assert done.code == code, done.err
    return json.loads(done.out) if done.out else None, done.err
