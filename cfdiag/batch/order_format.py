"""An `Order` and the work to do by it as bytes, for an engine that works elsewhere: `cfdiag/order@1`.

The questionnaires of folders go along as they are in their files: a worker has those that are shipped, and no
folder of this machine. Keys stay here; so does what only this machine can read.
"""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Sequence
from pathlib import Path

import msgspec

from cfdiag import __version__
from cfdiag.batch.benches import InterviewKey
from cfdiag.batch.format_head import FormatHead, head_of
from cfdiag.batch.inputs import InputKind, InputSource
from cfdiag.batch.worker import Order
from cfdiag.formats.library import Library
from cfdiag.ground.addresses import is_address, note_copy, shown_path
from cfdiag.ground.safe import readable
from cfdiag.model.engagement import DimensionOverride
from cfdiag.model.questionnaire import Questionnaire

ORDER_FORMAT = "cfdiag/order@1"


class FolderData(msgspec.Struct, frozen=True, array_like=True):
    """A folder of questionnaires."""

    shown: str
    """What it is called where the order comes from."""
    files: list[tuple[bytes, bytes]]
    """The names of its files, and what they hold."""


class LibraryData(msgspec.Struct, frozen=True):
    """A `Library`, without what is shipped."""

    folders: list[FolderData]
    kept: list[FolderData]
    given: list[Questionnaire]


class OrderData(msgspec.Struct, frozen=True, kw_only=True):
    """An order on its way."""

    format: str = ""
    tool: str = ""
    library: LibraryData
    overrides: dict[str, dict[str, DimensionOverride]]
    by: tuple[str, ...]
    seed: int
    each: bool
    unmasked: bool
    keep: bool
    people: bool
    ids: dict[str, dict[str, str]]
    into: dict[str, InterviewKey]
    held: bytes
    halves: bytes
    fetched: list[tuple[str, int, dict[int, bool]]] | None
    column: str


class SourceData(msgspec.Struct, frozen=True, array_like=True):
    """An `InputSource`; the names of files are bytes."""

    file: bytes
    start: int
    end: int
    line: int
    kind: InputKind
    named: bool
    shown: str


class WorkData(msgspec.Struct, frozen=True):
    """One piece of work, and marks of interviews that were read here."""

    sources: list[SourceData]
    marks: bytes = b""


# Made with their module: see `formats.compiled`.
_ORDERS = msgspec.msgpack.Decoder(OrderData)
_WORKS = msgspec.msgpack.Decoder(WorkData)


def encode_order(order: Order) -> bytes:
    """An order as bytes."""
    fetched = order.fetched
    return msgspec.msgpack.encode(
        OrderData(
            format=ORDER_FORMAT,
            tool=__version__,
            library=_library_data(order.library),
            overrides={id_: dict(each) for id_, each in order.overrides.items()},
            by=order.by,
            seed=order.seed,
            each=order.each,
            unmasked=order.unmasked,
            keep=order.keep,
            people=order.people,
            ids={field: dict(words) for field, words in order.ids.items()},
            into=dict(order.into),
            held=array("Q", sorted(order.held)).tobytes(),
            halves=array("Q", sorted(order.halves)).tobytes(),
            fetched=None if fetched is None else [(*key, dict(marks)) for key, marks in fetched.items()],
            column=order.column,
        )
    )


def is_same_tool(data: bytes) -> bool:
    """Whether an order is of this very version of cfdiag."""
    return head_of(data) == FormatHead(ORDER_FORMAT, __version__)


def decode_order(data: bytes, folder: Path) -> Order:
    """An order again.

    Args:
        data: what `encode_order` made.
        folder: an empty one, for questionnaires; it has to stay.
    """
    found = _ORDERS.decode(data)
    return Order(
        library=_library(found.library, folder),
        overrides=found.overrides,
        by=found.by,
        seed=found.seed,
        each=found.each,
        unmasked=found.unmasked,
        keep=found.keep,
        people=found.people,
        ids=found.ids,
        into=found.into,
        held=_numbers(found.held),
        halves=_numbers(found.halves),
        fetched=None if found.fetched is None else {(file, n): marks for file, n, marks in found.fetched},
        column=found.column,
    )


def encode_work(sources: Sequence[InputSource], marks: bytes = b"") -> bytes:
    """A piece of work as bytes; files of this machine by their whole path, for whoever has them too.

    Args:
        sources: the piece.
        marks: of interviews that were read here; they may come again there.
    """
    return msgspec.msgpack.encode(WorkData([_source_data(each) for each in sources], marks))


def decode_work(data: bytes) -> tuple[list[InputSource], array[int]]:
    """The sources of a piece, and the marks that came along."""
    found = _WORKS.decode(data)
    marks = array("Q")
    marks.frombytes(found.marks)
    return [_source(each) for each in found.sources], marks


def _source_data(source: InputSource) -> SourceData:
    file = os.fsencode(source.file)
    where = file if is_address(source.file) else os.path.abspath(file)  # noqa: PTH100  of bytes
    return SourceData(
        *(where, source.start, source.end, source.line), source.kind, source.named, shown=source.name
    )


def _source(data: SourceData) -> InputSource:
    return InputSource(
        *(os.fsdecode(data.file), data.start, data.end, data.line), data.kind, data.named, data.shown
    )


def _numbers(data: bytes) -> frozenset[int]:
    found = array("Q")
    found.frombytes(data)
    return frozenset(found)


def _library_data(library: Library) -> LibraryData:
    return LibraryData(
        [_folder_data(each) for each in library.own],
        [_folder_data(each) for each in library.kept],
        library.given,
    )


def _folder_data(folder: Path) -> FolderData:
    """The questionnaires of a folder and of the one for kept texts in it."""
    paths = [*folder.glob("*.[yY]*[mM][lL]"), *folder.glob("kept/*.[yY]*[mM][lL]")]
    files = [(os.fsencode(path.relative_to(folder)), path.read_bytes()) for path in sorted(paths)]
    return FolderData(readable(shown_path(str(folder))), files)


def _library(data: LibraryData, folder: Path) -> Library:
    def laid_out(data: FolderData) -> Path:
        home = Path(tempfile.mkdtemp(dir=folder))
        note_copy(str(home), data.shown)
        for name, held in data.files:
            path = home / os.fsdecode(name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(held)
        return home

    return Library(list(map(laid_out, data.folders)), data.given, list(map(laid_out, data.kept)))
