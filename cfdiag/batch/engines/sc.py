"""`sc://host:port`: a cluster of Spark, through Spark Connect.

The driver hands out descriptions of work and gets parts back; workers read for themselves. Parts are merged
on the cluster, 64 at a time, before they are collected. Spark tries again what a lost worker had.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.metadata
import os
import socket
import sys
import warnings
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from cfdiag.batch.elsewhere import parted
from cfdiag.batch.engines import OpenEngine
from cfdiag.batch.engines._cluster_call import ClusterCall, in_time
from cfdiag.batch.engines._on_workers import merging, sharing
from cfdiag.batch.inputs import InputSource
from cfdiag.batch.order_format import encode_order, encode_work
from cfdiag.batch.part_format import decode_part
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
        begin = partial(ClusterCall, silence=silence, reach=reach)
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
    begin: Callable[..., ClusterCall],
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
        rows.coalesce(1).repartition(len(works)).mapInArrow(sharing(order, groups), "key int, part binary")
    )
    merged = shares.repartition(groups, "key").mapInArrow(merging(order), "part binary")
    return [bytes(row.part) for row in merged.collect()]


@contextmanager
def _watched(session: _Session, call: ClusterCall) -> Iterator[None]:
    """While it runs, Spark tells how many tasks are done; what is left half done is called off."""

    def step(stages: Iterable[Any], **_: object) -> None:
        call.step(sum(stage.num_completed_tasks for stage in stages))

    session.registerProgressHandler(step)
    try:
        yield
    except BaseException:
        in_time(session.interruptAll)
        raise
    finally:
        session.removeProgressHandler(step)


def _leave(session: _Session) -> None:
    if not in_time(session.stop):
        # Else the client says good-bye when the process ends, and waits for an answer until then.
        session.client.set_retry_policies([])
        for name in ("_on_exit", "_cleanup_ml"):  # of newer clients, and of 4.0
            atexit.unregister(getattr(session.client, name, print))
        in_time(session.client.close)
