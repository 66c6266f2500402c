"""Files of Word and PowerPoint, held against the schemas of their formats."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest


def faults(data: bytes, file: Path) -> list[str]:
    """What breaks the schemas of the format, a line each.

    Args:
        data: of the file.
        file: where it may be written; its ending says what it is.
    """
    audit = pytest.importorskip("openxml_audit")
    file.write_bytes(data)
    found = audit.OpenXmlValidator().validate(file)
    return [f"{error.part_uri} {error.path}: {error.description}" for error in found.errors]


def without_extra(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """As if a package were not installed."""
    real = importlib.import_module

    def missing(name, package_=None):
        if name.split(".")[0] == package:
            raise ModuleNotFoundError(name)
        return real(name, package_)

    monkeypatch.setattr(importlib, "import_module", missing)
