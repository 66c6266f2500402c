"""What holds for every test: no property is judged by how fast this machine is, nor by where it stands."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import settings

from cfdiag.cli import run

os.environ["TZ"] = "UTC"
os.environ["CFDIAG_CACHE"] = ""  # a questionnaire is read, unless a test is about those that were read before
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def written_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as its command writes it; a test that writes into it takes a copy."""
    folder = tmp_path_factory.mktemp("written") / "demo"
    assert run(("demo", str(folder), "-q")) == 0
    return folder
