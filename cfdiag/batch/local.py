"""Pieces of work done on this machine: in this process, or in a pool of processes."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from cfdiag.batch.inputs import InputSource
from cfdiag.batch.partial import PartialRun
from cfdiag.batch.worker import Order, Worker
from cfdiag.ground.diagnostics import Location

FILES_PER_PIECE = 500

CountProgress = Callable[[int, int], None]
"""Called with how many pieces are done, and of how many."""


def run_here(
    sources: Sequence[InputSource], order: Order, jobs: int = 1, progress: CountProgress | None = None
) -> PartialRun:
    """Do all the work by one order.

    Args:
        sources: where interviews are; every `.jsonl` already in pieces.
        order: what to do with them.
        jobs: how many processes; 0 takes one a core.
        progress: told after every piece.
    """
    pieces = list(_pieces(sources))
    jobs = min(jobs or os.cpu_count() or 1, len(pieces))
    whole = PartialRun()
    with _no_collection():
        for done, part in enumerate(_engine(jobs)(pieces, order, jobs), start=1):
            whole.merge(part)
            if progress is not None:
                progress(done, len(pieces))
    return whole


def _pieces(sources: Sequence[InputSource]) -> Iterator[list[InputSource]]:
    """Small files by the hundred, pieces of `.jsonl` one by one."""
    waiting: list[InputSource] = []
    for source in sources:
        if source.kind in ("lines", "stdin"):
            yield [source]
            continue
        waiting.append(source)
        if len(waiting) == FILES_PER_PIECE:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


Engine = Callable[[Sequence[list[InputSource]], Order, int], Iterator[PartialRun]]
"""Pieces, how they are to be done, and in how many processes, to their parts in any order."""


def _engine(jobs: int) -> Engine:
    """This process, or a pool: what starts processes is imported when there are any to start."""
    if jobs <= 1:
        return _here
    engine: Engine = importlib.import_module("cfdiag.batch.pool").run_in_pool
    return engine


def _here(pieces: Sequence[list[InputSource]], order: Order, jobs: int) -> Iterator[PartialRun]:
    """Everything in one part, handed on when all is done: a tally of its own for each piece costs more."""
    del jobs
    worker, part = Worker(order), PartialRun()
    for number, piece in enumerate(pieces, start=1):
        worker.do(piece, part)
        yield part if number == len(pieces) else PartialRun()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Scoring leaves no cycles behind; looking for them after every few hundred answers costs a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def in_input_order(part: PartialRun) -> PartialRun:
    """The part with its lists sorted, so that nothing tells which process was first."""
    part.faults.sort(key=lambda d: (d.location or Location(""), d.code, d.message))
    part.skipped.sort()
    part.each.sort(key=lambda each: (each.file, each.id))
    part.kept.sort(key=lambda pair: (pair[1], msgspec.json.encode(pair[0].id)))
    return part
