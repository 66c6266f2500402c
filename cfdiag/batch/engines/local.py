"""`local[N]`: this machine, in N processes; `local` and `local[*]` take one a core."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from cfdiag.batch.engines import OpenEngine
from cfdiag.batch.inputs import InputSource
from cfdiag.batch.partial import PartialRun
from cfdiag.batch.worker import Order, Worker
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault


@contextmanager
def engine(behind: str, silence: float) -> Iterator[OpenEngine]:
    """This machine: nobody is waited for who could be silent."""
    del silence
    yield OpenEngine(partial(_do, _processes(behind)), elsewhere=False)


def _processes(behind: str) -> int:
    if behind in ("", "*", "0"):
        return os.cpu_count() or 1
    if not behind.isascii() or not behind.isdigit():
        raise fault(
            Code.WRONG_OPTION, f"--engine cannot be 'local[{behind}]'", "a number of processes: local[4]"
        )
    return int(behind)


def _do(jobs: int, pieces: Iterable[list[InputSource]], order: Order, total: int) -> Iterator[PartialRun]:
    """This process, or a pool: what starts processes is imported when there are any to start."""
    jobs = min(jobs, total)
    if jobs <= 1:
        return _here(pieces, order)
    pool = importlib.import_module("cfdiag.batch.pool")
    found: Iterator[PartialRun] = pool.run_in_pool(pieces, order, jobs)
    return found


def _here(pieces: Iterable[list[InputSource]], order: Order) -> Iterator[PartialRun]:
    """Everything in one part, handed on at the end: a tally of its own for each piece costs more."""
    worker, part = Worker(order), PartialRun()
    for piece in pieces:
        worker.do(piece, part)
        yield PartialRun()
    yield part
