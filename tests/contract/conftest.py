from pathlib import Path

import pytest
from kits.command import Command, runner


@pytest.fixture
def cfdiag(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs command lines in a fresh folder, as a script would."""
    return runner(capsys, monkeypatch, tmp_path)
