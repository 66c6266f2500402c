"""What the workers of a cluster do. It goes there as it is, so that any version can say which it is.

Until it is known that the worker has this version, nothing of cfdiag is imported there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cfdiag import __version__
from cfdiag.batch.part_format import PART_FORMAT


def sharing(order: bytes, groups: int) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """What workers do with their works: batches of number and work to batches of group and part.

    Args:
        order: as bytes.
        groups: how many there are.
    """
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


def merging(order: bytes) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """What workers do with the parts of a group: batches of group and part to one part.

    Args:
        order: as bytes.
    """
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
