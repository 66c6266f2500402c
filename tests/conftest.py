"""What holds for every test: no property is judged by how fast this machine is, nor by where it stands."""

import atexit
import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from cfdiag.cli import run
from cfdiag.formats import library
from cfdiag.ground.kept import CACHE
from cfdiag.model.questionnaire import Questionnaire

os.environ["TZ"] = "UTC"
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # on matrices as small as ours a second thread only waits, busily
if "PYTEST_XDIST_WORKER" not in os.environ:
    # Of this run alone. Commands that tests start as processes of their own find here what the first of them
    # read: to read every shipped text anew takes each three times as long as all the rest of it.
    os.environ[CACHE] = tempfile.mkdtemp(prefix="cfdiag-tests-")
    atexit.register(shutil.rmtree, os.environ[CACHE], ignore_errors=True)
_CACHE = os.environ[CACHE]
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")


def pytest_collection_finish() -> None:
    """Thousands of tests stay until the end: to look through them for garbage takes a tenth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def each_text_is_read_once() -> Iterator[None]:
    """A library takes what it has read in this process before; the reader itself always reads.

    To read and check the same few texts again for every command takes a third of the time of such tests.
    """
    known: dict[str, Questionnaire] = {}
    compiled, keep = library.compiled, library.keep_compiled

    def kept_here() -> bool:
        return os.environ.get(CACHE) == _CACHE

    def look_up(sha256: str) -> Questionnaire | None:
        return known.get(sha256) if kept_here() else compiled(sha256)

    def put(questionnaire: Questionnaire) -> None:
        if kept_here():
            known[questionnaire.sha256] = questionnaire
        else:
            keep(questionnaire)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "compiled", look_up)
        patch.setattr(library, "keep_compiled", put)
        yield


@pytest.fixture(scope="session")
def written_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as its command writes it; a test that writes into it takes a copy."""
    folder = tmp_path_factory.mktemp("written") / "demo"
    assert run(("demo", str(folder), "-q")) == 0
    return folder
