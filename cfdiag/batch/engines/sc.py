"""`sc://host:port`: a cluster of Spark, through Spark Connect.

The driver hands out descriptions of work and gets parts back; workers read for themselves. Parts are merged
on the cluster, 64 at a time, before they are collected. Spark tries again what a lost worker had.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.metadata
import os
import re
import socket
import sys
import time
import warnings
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event, Thread
from typing import Any

from cfdiag import __version__
from cfdiag.batch.elsewhere import parted
from cfdiag.batch.engines import OpenEngine
from cfdiag.batch.inputs import InputSource
from cfdiag.batch.order_format import encode_order, encode_work
from cfdiag.batch.part_format import PART_FORMAT, decode_part
from cfdiag.batch.partial import PartialRun
from cfdiag.batch.worker import Order, Worker
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, fault
from cfdiag.ground.extras import optional

PARTS_PER_MERGE = 64
"""So many parts are merged on the cluster before the driver sees them."""

_PORT = 15002
"""Where Spark Connect listens, if nothing else is said."""
_CONNECT = 20.0
"""Seconds in which somebody has to answer there at all."""
_LOOK = 10.0
"""Seconds without a step after which it is looked whether anybody is still there."""
_LEAVE = 5.0
"""Seconds that are waited for a good-bye."""
_REASON = 300
"""So many characters of what Spark says are handed on."""

_SAYS_WHAT = re.compile(r"[A-Za-z_.]*(Error|Exception)[A-Za-z]*: \S")

_Session = Any
"""pyspark is an extra."""


@contextmanager
def engine(behind: str, silence: float) -> Iterator[OpenEngine]:
    """A session on the cluster.

    Args:
        behind: host and port, and what else Spark Connect takes behind them.
        silence: seconds without a step forward after which it is given up.

    Raises:
        CfdiagError: `missing-extra`; `engine-failed`: nobody answers there.
    """
    with _main_of_a_file():
        builder = _builder()
        reach = partial(_reach, behind)
        reach()
        begin = partial(_Call, silence=silence, reach=reach)
        session = begin(lambda: builder.remote(f"sc://{behind}").create()).wait()
        try:
            yield OpenEngine(partial(_do, session, begin))
        finally:
            _leave(session)


@contextmanager
def _main_of_a_file() -> Iterator[None]:
    """Spark's client takes a program that is no file (`python -c`) for its own doctests, and ends it."""
    main = sys.modules["__main__"]
    if hasattr(main, "__file__"):
        yield
        return
    main.__file__ = ""
    try:
        yield
    finally:
        del main.__file__


def _builder() -> Any:  # noqa: ANN401  as above
    versions = {}
    for name in ("pyspark", "pyspark-client"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            versions[name] = importlib.metadata.version(name)
    # gRPC and pandas write to stderr what is of no use to anybody here.
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            optional("grpc", "spark")
            builder = optional("pyspark.sql", "spark").SparkSession.builder
            optional("pyspark.sql.connect.session", "spark")
    except Exception as error:
        if len(versions) > 1:
            raise _both(versions) from error
        raise
    if len(set(versions.values())) > 1:
        raise _both(versions)
    return builder


def _both(versions: dict[str, str]) -> CfdiagError:
    which = " and ".join(f"{name} {version}" for name, version in versions.items())
    return fault(
        Code.MISSING_EXTRA,
        f"{which} are both installed, and each writes over the other",
        "keep one: pip uninstall -y pyspark pyspark-client, then pip install 'cfdiag[spark]'",
    )


def _reach(behind: str) -> None:
    """See whether anybody is there: Spark's own client would go on trying for many minutes."""
    place = behind.partition("/")[0]
    host, _, port = place.rpartition(":") if ":" in place.rpartition("]")[2] else (place, "", str(_PORT))
    if not host or not port.isdigit():
        raise fault(
            Code.WRONG_OPTION,
            f"--engine cannot be 'sc://{place}'",
            "name host and port: sc://localhost:15002",
        )
    try:
        socket.create_connection((host.strip("[]"), int(port)), _CONNECT).close()
    except (OSError, OverflowError) as error:
        raise fault(
            Code.ENGINE_FAILED,
            f"nobody answers at sc://{place}: {getattr(error, 'strerror', '') or error}",
            "is Spark Connect running there? docs/scale.md brings one up for a trial",
        ) from error


def _do(
    session: _Session,
    begin: Callable[..., _Call],
    pieces: Iterable[list[InputSource]],
    order: Order,
    total: int,
) -> Iterator[PartialRun]:
    away, here = parted(pieces)
    worker = Worker(order)
    mine, packed = worker.do(here), encode_order(order)
    works = [encode_work(piece) for piece in away]
    if works and mine.marks:
        # What was read here may come again there.
        works.append(encode_work([], mine.marks.tobytes()))
        mine.marks = array("Q")
    yield mine
    if not works:
        return
    call = begin(lambda: _parts(session, packed, works))
    told = 1
    with _watched(session, call):
        while not call.done():
            # Steps of both stages; the last piece is done when its part is here.
            while told < min(call.steps, total - 1):
                told += 1
                yield PartialRun()
        parts = call.wait()
    for data in parts:
        yield decode_part(data, worker.questionnaire)


def _parts(session: _Session, order: bytes, works: list[bytes]) -> list[bytes]:
    groups = -(-len(works) // PARTS_PER_MERGE)
    rows = session.createDataFrame(list(enumerate(works)), "number int, work binary")
    # From one partition each row goes to one of its own; from several some would get two and some none.
    shares = (
        rows.coalesce(1).repartition(len(works)).mapInArrow(_sharing(order, groups), "key int, part binary")
    )
    merged = shares.repartition(groups, "key").mapInArrow(_merging(order), "part binary")
    return [bytes(row.part) for row in merged.collect()]


def _sharing(order: bytes, groups: int) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """What workers do with their works. It goes there as it is, so that any version can say which it is."""
    refusal = _refusal()

    def share(batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow as pa  # noqa: PLC0415  where it runs

        refused = refusal()
        if not refused:
            from cfdiag.batch.elsewhere import share_elsewhere  # noqa: PLC0415  as above
        for batch in batches:
            for number, work in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                for key, part in [(0, refused)] if refused else share_elsewhere(order, work, number, groups):
                    columns = [pa.array([key], pa.int32()), pa.array([part], pa.binary())]
                    yield pa.RecordBatch.from_arrays(columns, ["key", "part"])

    return share


def _merging(order: bytes) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """What workers do with the parts of a group."""
    refusal = _refusal()

    def merge(batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow as pa  # noqa: PLC0415  where it runs

        merged, rows = refusal(), (cell.as_py() for batch in batches for cell in batch.column(1))
        if not merged:
            from cfdiag.batch.elsewhere import merge_elsewhere  # noqa: PLC0415  as above

            merged = merge_elsewhere(order, rows)
        yield pa.RecordBatch.from_arrays([pa.array([merged], pa.binary())], ["part"])

    return merge


def _refusal() -> Callable[[], bytes]:
    """Tells where it runs whether that is this version: else a part that says which, made without cfdiag."""
    wanted, kind = __version__, PART_FORMAT  # what runs there knows no name of this module

    def refusal() -> bytes:
        try:
            import cfdiag  # noqa: PLC0415  where it runs

            tool = cfdiag.__version__
        except ImportError:
            tool = ""
        if tool == wanted:
            return b""
        words = [word.encode()[:31] for word in ("format", kind, "tool", tool)]
        return b"\x82" + b"".join(bytes([0xA0 + len(word)]) + word for word in words)

    return refusal


class _Call:
    """Something asked of the cluster, in a thread of its own: whoever waits can give up."""

    def __init__(
        self, ask: Callable[[], Any], silence: float, reach: Callable[[], None] = lambda: None
    ) -> None:
        self.steps = 0
        """How far it is, as far as that is told."""
        self._ask, self._silence, self._reach = ask, silence, reach
        self._moved = self._looked = time.monotonic()
        self._ended = Event()
        self._found: Any = None
        self._failed: Exception | None = None
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._found = self._ask()
        except Exception as error:  # noqa: BLE001  whatever it is, it is told where it is waited for
            self._failed = error
        finally:
            self._ended.set()

    def step(self, steps: int) -> None:
        """Note that it is so far."""
        if steps != self.steps:
            self.steps, self._moved = steps, time.monotonic()

    def done(self) -> bool:
        """Whether it has ended; looks up twice a second.

        Raises:
            CfdiagError: `engine-failed`: nothing has moved for too long, or nobody is there any more.
        """
        if not self._ended.wait(min(0.5, self._silence)):
            if time.monotonic() - max(self._moved, self._looked) > _LOOK:
                self._looked = time.monotonic()
                self._reach()
            if time.monotonic() - self._moved > self._silence:
                raise fault(
                    Code.ENGINE_FAILED,
                    f"the engine has not moved for {self._silence:g} seconds, and was given up",
                    "has it enough workers, and can they read the files? --engine-timeout waits longer",
                )
            return False
        return True

    def wait(self) -> Any:  # noqa: ANN401  whatever was asked for
        """What it came to.

        Raises:
            CfdiagError: `engine-failed`.
        """
        while not self.done():
            pass
        if self._failed is not None:
            raise _failed(self._failed) from self._failed
        return self._found


@contextmanager
def _watched(session: _Session, call: _Call) -> Iterator[None]:
    """While it runs, Spark tells how many tasks are done; what is left half done is called off."""

    def step(stages: Iterable[Any], **_: object) -> None:
        call.step(sum(stage.num_completed_tasks for stage in stages))

    session.registerProgressHandler(step)
    try:
        yield
    except BaseException:
        _in_time(session.interruptAll)
        raise
    finally:
        session.removeProgressHandler(step)


def _leave(session: _Session) -> None:
    if not _in_time(session.stop):
        # Else the client says good-bye when the process ends, and waits for an answer until then.
        session.client.set_retry_policies([])
        for name in ("_on_exit", "_cleanup_ml"):  # of newer clients, and of 4.0
            atexit.unregister(getattr(session.client, name, print))
        _in_time(session.client.close)


def _in_time(ask: Callable[[], Any]) -> bool:
    """Ask for something that may stay undone, and say whether it was done: the other side may be gone."""
    with contextlib.suppress(CfdiagError):
        _Call(ask, _LEAVE).wait()
        return True
    return False


def _failed(error: Exception) -> CfdiagError:
    # Of a traceback of somebody else's the last line says what it was.
    lines = [line for line in str(error).partition("JVM stacktrace")[0].splitlines() if line.strip()]
    said = next((line for line in reversed(lines) if _SAYS_WHAT.match(line)), " ".join(lines[:1])).strip()
    said = said if len(said) <= _REASON else said[:_REASON] + "…"
    return fault(
        Code.ENGINE_FAILED,
        f"the engine gave up ({type(error).__name__}): {said}",
        "its own log tells more; the workers need the same Python and cfdiag, and have to reach the files",
    )
