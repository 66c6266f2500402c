"""The one way to start a child process: nothing that lies in the user's folder becomes its code.

Python puts the current folder first on its path for `-m` and `-c`, and for the processes of
`multiprocessing` under `spawn`: a `json.py` beside the interviews would be run.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:  # costs a third of this file's import, and is wanted by the pool only
    from multiprocessing.process import BaseProcess

PASSED_ON = ("PATH", "LANG", "SYSTEMROOT")
"""All of the environment that a child gets."""

_BOOT = "import sys, runpy; sys.path += sys.argv[2:]; runpy.run_module(sys.argv[1], run_name='__main__')"


class ChildFailedError(Exception):
    """The child took too long (`timed_out`), ended without an answer, or said more than it may."""

    def __init__(self, *, timed_out: bool = False) -> None:
        super().__init__()
        self.timed_out = timed_out


def child(module: str, told: bytes, *, seconds: float, limit: int) -> bytes:
    """Run a module of cfdiag in an isolated process: an empty folder, a bare environment.

    Args:
        module: its name; it is run as `__main__`.
        told: what it reads from standard input.
        seconds: how long it may take.
        limit: the most bytes it may say.

    Returns:
        What it wrote to standard output.

    Raises:
        ChildFailedError: it did not end well.
    """
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(  # noqa: S603  our own interpreter and module
                [sys.executable, "-I", "-c", _BOOT, module, *_packages()],
                input=told,
                stdout=said,
                # What a library grumbles would stand between two lines of ours.
                stderr=subprocess.DEVNULL,
                cwd=empty,
                env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ChildFailedError(timed_out=True) from error
        # Into a file and not a pipe: a child that says too much would fill our memory before it could be
        # cut off.
        said.seek(0)
        answer = said.read(limit + 1)
    if done.returncode != 0 or not answer or len(answer) > limit:
        raise ChildFailedError
    return answer


def _packages() -> list[str]:
    """Where this cfdiag and what it needs lie; `-I` leaves out a user's own site-packages."""
    found = (Path(__file__).parents[2], Path(msgspec.__file__).parents[1])
    return [str(folder) for folder in dict.fromkeys(found)]


@contextlib.contextmanager
def starting_elsewhere() -> Iterator[Callable[[BaseProcess], None]]:
    """What starts a process of `multiprocessing` in an empty folder, which lasts as long as the context.

    A spawned process imports before it runs anything of ours. It stays in that folder: what is to be read
    by relative paths needs an `os.chdir` in it.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as empty:

        def start(process: BaseProcess) -> None:
            here = Path.cwd()
            os.chdir(empty)
            try:
                process.start()
            finally:
                os.chdir(here)

        yield start
