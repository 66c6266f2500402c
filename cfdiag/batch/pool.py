"""Pieces of work in several processes; one that ends takes its file only."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import NamedTuple, cast

from cfdiag.batch.inputs import InputSource
from cfdiag.batch.partial import PartialRun
from cfdiag.batch.worker import Order, Worker
from cfdiag.ground.addresses import copies, note_copy
from cfdiag.ground.child import starting_elsewhere
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location
from cfdiag.ground.stores import stores_open

# Forked, a process starts in milliseconds and shares what was read; macOS and Windows cannot do it safely.
START_METHOD = "fork" if sys.platform == "linux" else "spawn"


class _Hand(NamedTuple):
    """A process at work and the piece it has."""

    process: BaseProcess
    piece: list[InputSource]


def run_in_pool(pieces: Iterable[list[InputSource]], order: Order, jobs: int) -> Iterator[PartialRun]:
    """The parts as they come. A piece whose process ends is tried again in halves, until it is one file."""
    # What reads a store has threads, and locks that a fork would keep for ever.
    context = multiprocessing.get_context("spawn" if stores_open() else START_METHOD)
    with starting_elsewhere() as start:
        yield from _run(pieces, _Gate(context, order, start, Path.cwd()), jobs)


class _Gate(NamedTuple):
    """How hands are engaged."""

    context: BaseContext
    order: Order
    start: Callable[[BaseProcess], None]
    folder: Path
    """Where the paths of the sources begin."""

    def engage(self, piece: list[InputSource]) -> tuple[Connection, _Hand]:
        mine, theirs = self.context.Pipe()
        process = self.context.Process(  # type: ignore[attr-defined]  # typeshed: only the kinds have it
            target=_serve, args=(self.order, theirs, self.folder, copies()), daemon=True
        )
        self.start(process)
        theirs.close()
        _send(mine, piece)
        return mine, _Hand(process, piece)


class _Waiting:
    """The pieces that nobody has yet: those that come back before new ones."""

    def __init__(self, pieces: Iterable[list[InputSource]]) -> None:
        self._new, self._back = iter(pieces), deque[list[InputSource]]()

    def __bool__(self) -> bool:
        """Whether there is one more; the next new one is looked for now."""
        if not self._back:
            self._back.extend(islice(self._new, 1))
        return bool(self._back)

    def next(self) -> list[InputSource]:
        """The next one."""
        return self._back.popleft()

    def return_(self, *pieces: list[InputSource]) -> None:
        """Take pieces back that have to be tried again."""
        self._back.extendleft(pieces)


def _run(pieces: Iterable[list[InputSource]], gate: _Gate, jobs: int) -> Iterator[PartialRun]:
    waiting = _Waiting(pieces)
    hands: dict[Connection, _Hand] = {}
    try:
        while waiting or hands:
            while waiting and len(hands) < jobs:
                connection, hand = gate.engage(waiting.next())
                hands[connection] = hand
            for ready in wait(list(hands)):
                connection = cast("Connection", ready)
                hand = hands.pop(connection)
                part = _receive(connection)
                if part is None:
                    connection.close()
                    hand.process.join()
                    yield from _after_crash(hand.piece, waiting)
                    continue
                if waiting:
                    hands[connection] = hand._replace(piece=waiting.next())
                    _send(connection, hands[connection].piece)
                else:
                    _dismiss(connection, hand)
                yield part
    finally:
        for hand in hands.values():
            hand.process.terminate()
            hand.process.join()


def _send(connection: Connection, piece: list[InputSource] | None) -> None:
    """Hand a piece over; that a process has ended shows when its answer is waited for."""
    with suppress(OSError):
        connection.send(piece)


def _receive(connection: Connection) -> PartialRun | None:
    """What a process sends, or None: it has ended."""
    try:
        part: PartialRun = connection.recv()
    except (EOFError, OSError):
        return None
    return part


def _dismiss(connection: Connection, hand: _Hand) -> None:
    _send(connection, None)
    connection.close()
    hand.process.join()


def _serve(order: Order, connection: Connection, folder: Path, known: Mapping[str, str]) -> None:
    """The life of a process: pieces in, parts out, until it is dismissed or the caller is gone."""
    os.chdir(folder)
    for copy, of in known.items():
        note_copy(copy, of)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller gets it too, and ends this process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()
    worker = Worker(order)
    parent = multiprocessing.parent_process()
    watched: list[Connection | int] = [connection]
    if parent is not None:
        watched.append(parent.sentinel)
        # A piece may take a while, and its part would be sent to nobody.
        Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()
    while connection in wait(watched):
        piece = connection.recv()
        if piece is None:
            return
        connection.send(worker.do(piece))


def _leave_with(caller: int) -> None:
    wait([caller])
    os._exit(1)


def _after_crash(piece: list[InputSource], waiting: _Waiting) -> Iterator[PartialRun]:
    if len(piece) == 1:
        yield _crashed(piece[0])
        return
    half = len(piece) // 2
    waiting.return_(piece[:half], piece[half:])


def _crashed(source: InputSource) -> PartialRun:
    part = PartialRun()
    message = "the process that was scoring this ended without a word; it is left out"
    hint = "was there enough memory? Try the file alone with --jobs 1"
    place = Location(source.name, source.line if source.end else 0, 1 if source.end else 0)
    part.faults.append(Diagnostic(Code.WORKER_ENDED, message, place, hint))
    return part
