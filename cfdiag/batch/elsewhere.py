"""Work that is done elsewhere: an order and a piece of work go there as bytes, a part comes back.

Whatever maps a function over a list is an engine: `on_mapped` makes one of it. The function says all that it
needs in its arguments, and what it hands back is no pickle.
"""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from cfdiag.batch.inputs import InputSource
from cfdiag.batch.order_format import decode_order, decode_work, encode_order, encode_work, is_same_tool
from cfdiag.batch.part_format import decode_part, encode_part, is_own_part, refused_order
from cfdiag.batch.partial import PartialRun, repeated
from cfdiag.batch.worker import MapWork, Order, Worker
from cfdiag.ground.addresses import is_stored
from cfdiag.ground.collection import no_collection

MOST_BUCKETS = 256
"""Into so many groups marks go at most."""

_TRAVELS = frozenset({"file", "rows", "span", "stream"})
"""What others can read too. A sealed file is opened where the key is; standard input is here."""


def do_elsewhere(order: bytes, work: bytes) -> bytes:
    """A piece of work done by an order. A bad record is a fault in the part, never an exception.

    Args:
        order: of `encode_order`; of another version of cfdiag the part says so, and is empty.
        work: of `encode_work`.
    """
    return encode_part(_done(order, work)) if is_same_tool(order) else refused_order()


def share_elsewhere(order: bytes, work: bytes, number: int, groups: int) -> Iterator[tuple[int, bytes]]:
    """The same in several parts, each with the number of the group that it is to be merged in.

    Marks go by themselves: all that may be alike meet in one group, and no process holds all there are.

    Args:
        order: as above.
        work: as above.
        number: of the work among all.
        groups: how many groups there are.
    """
    if not is_same_tool(order):
        yield 0, refused_order()
        return
    part = _done(order, work)
    if groups > 1:
        most = min(groups, MOST_BUCKETS)
        buckets = [PartialRun() for _ in range(most)]
        for mark in part.marks:
            buckets[mark % most].marks.append(mark)
        del part.marks[:]
        yield from ((bucket, encode_part(each)) for bucket, each in enumerate(buckets) if each.marks)
    yield number % groups, encode_part(part)


def merge_elsewhere(order: bytes, parts: Iterable[bytes]) -> bytes:
    """Several parts as one. Marks that come twice among them are named, and none are left.

    Args:
        order: that they were done by.
        parts: those of one group.
    """
    whole = PartialRun()
    with no_collection(), _worker(order) as worker:
        for each in parts:
            if not is_own_part(each):
                return each
            whole.merge(decode_part(each, worker.questionnaire))
    whole.repeated |= repeated(whole.marks)
    del whole.marks[:]
    return encode_part(whole)


def on_mapped(mapped: MapWork) -> Callable[[Iterable[list[InputSource]], Order, int], Iterator[PartialRun]]:
    """An engine of a function that maps.

    Args:
        mapped: does what it is given by calling it with each of the works, wherever it likes.
    """

    def run(pieces: Iterable[list[InputSource]], order: Order, total: int) -> Iterator[PartialRun]:
        del total
        away, here = parted(pieces)
        worker = Worker(order)
        yield worker.do(here)
        works = [encode_work(piece) for piece in away]
        for data in mapped(partial(do_elsewhere, encode_order(order)), works) if works else ():
            yield decode_part(data, worker.questionnaire)

    return run


def parted(pieces: Iterable[list[InputSource]]) -> tuple[list[list[InputSource]], list[InputSource]]:
    """The pieces that others can do, and the sources that only this process can read."""
    away: list[list[InputSource]] = []
    here: list[InputSource] = []
    for piece in pieces:
        travels: list[InputSource] = []
        for each in piece:
            (travels if _travels(each) else here).append(each)
        if travels:
            away.append(travels)
    return away, here


def _travels(source: InputSource) -> bool:
    """Whether others can read it too: not a private copy of what came through a pipe."""
    return source.kind in _TRAVELS and (not source.shown or is_stored(source.file))


def _done(order: bytes, work: bytes) -> PartialRun:
    sources, marks = decode_work(work)
    with no_collection(), _worker(order) as worker:
        part = worker.do(sources)
    part.marks.extend(marks)
    return part


class _HousedWorker(NamedTuple):
    """A worker, and the folder with its questionnaires: they are read when an interview names them."""

    worker: Worker
    home: tempfile.TemporaryDirectory[str]


_IDLE: dict[bytes, list[_HousedWorker]] = {}
"""By order, those that nobody works at: questionnaires stay compiled from piece to piece."""
_ORDERS = 2
"""A run has few orders, one after the other: so many are remembered."""
_LOCK = Lock()


@contextmanager
def _worker(order: bytes) -> Iterator[Worker]:
    """A worker of an order, for one piece: some engines work in threads, and a worker is made for one."""
    with _LOCK:
        idle = _IDLE.pop(order, [])
        _IDLE[order] = idle
        housed = idle.pop() if idle else None
    if housed is None:
        home = tempfile.TemporaryDirectory(prefix="cfdiag-")
        atexit.register(home.cleanup)  # of those that are idle when a program ends nothing stays
        housed = _HousedWorker(Worker(decode_order(order, Path(home.name))), home)
    yield housed.worker
    with _LOCK:
        _IDLE.setdefault(order, []).append(housed)
        for old in list(_IDLE)[:-_ORDERS]:
            for each in _IDLE.pop(old):
                each.home.cleanup()
                atexit.unregister(each.home.cleanup)
