"""Interviews that are scored once, where many commands in a row would score the same ones in the same way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cfdiag.api.scoring import Result, score_paths

COMMANDS = ("report", "score", "why")
Scored = dict[tuple[str, ...], Result]
"""By where they lie and how they are scored."""


def scored_once(monkeypatch: pytest.MonkeyPatch, known: Scored) -> None:
    """Commands take what `known` has; whatever is asked for in another way, or handed over, is scored.

    Args:
        monkeypatch: of the test.
        known: kept as long as the interviews stay what they are.
    """

    def score(paths: list[str], **how: Any) -> Result:
        how.pop("progress", None)
        if how.get("listing") is not None or how.get("releases") is not None:
            return score_paths(paths, **how)
        key = (str(Path.cwd()), *paths, *(f"{name}={value!r}" for name, value in sorted(how.items())))
        if key not in known:
            known[key] = score_paths(paths, **how)
        return known[key]

    for name in COMMANDS:
        monkeypatch.setattr(f"cfdiag.cli.commands.{name}.score_paths", score)
