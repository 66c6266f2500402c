"""Interviews one by one for a table: kept in files until it is known who may be listed, never in memory.

Which groups may be listed shows only when all is counted, and copies and halves may make a run start again.
Each process writes what it lists into files of its own and hands on where; the files are private, hold no
words, and are gone at the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Literal

import msgspec

from cfdiag.batch.inputs import open_file
from cfdiag.model.each import ListedInterview
from cfdiag.model.result import InterviewResult

LENGTH = 4
"""Bytes before each interview that say how long it is."""

ListedGroup = tuple[str, str]
"""A questionnaire and a group of it."""
ListingPlace = tuple[int, str, int]
"""By which stretches are put in order: what was read first, what was read again and what was put together;
then the file and where in it."""
READ, READ_AGAIN, PUT_TOGETHER = range(3)


ListedWhat = Literal["scores", "values", "points"]


class ListingOrder(msgspec.Struct, frozen=True):
    """What is to be listed, and where it is kept."""

    folder: str
    what: ListedWhat
    """The scores of each, as the JSON of a result lists them; its answers; or these with points."""


class Stretch(msgspec.Struct, frozen=True):
    """Interviews that stand one after the other in a file."""

    place: ListingPlace
    file: str
    start: int
    end: int
    groups: dict[ListedGroup, tuple[int, frozenset[str]]]
    """How many there are of each group, and the keys of their answers about items."""


class ListedInterviews:
    """The interviews of a run that may be listed.

    Args:
        order: what a run is told: what is listed of each, and where it is kept.
    """

    def __init__(self, order: ListingOrder) -> None:
        self.order = order
        self._stretches: list[Stretch] = []
        self._hidden: frozenset[ListedGroup] = frozenset()

    def settle(self, stretches: Iterable[Stretch], hidden: Collection[ListedGroup]) -> None:
        """Take what was written down, now that it is known which groups may not be listed."""
        self._stretches, self._hidden = sorted(stretches, key=lambda each: each.place), frozenset(hidden)

    @property
    def n(self) -> int:
        """How many there are."""
        return sum(
            n for each in self._stretches for group, (n, _) in each.groups.items() if self._shows(group)
        )

    def keys(self, questionnaire: str) -> frozenset[str]:
        """The keys of answers about items that are in them."""
        return frozenset[str]().union(
            *(
                keys
                for each in self._stretches
                for group, (_, keys) in each.groups.items()
                if group[0] == questionnaire and self._shows(group)
            )
        )

    def _shows(self, group: ListedGroup) -> bool:
        return group not in self._hidden

    def answers(self) -> Iterator[ListedInterview]:
        """Each with its answers: by the names of the files, in each as they stand there.

        Raises:
            CfdiagError: `cannot-read`.
        """
        decoder = msgspec.msgpack.Decoder(ListedInterview)
        return (decoder.decode(each) for each in self._all())

    def each_score(self) -> Iterator[InterviewResult]:
        """The scores of each, in the same order.

        Raises:
            CfdiagError: `cannot-read`.
        """
        decoder = msgspec.msgpack.Decoder(InterviewResult)
        return (decoder.decode(each) for each in self._all())

    def _all(self) -> Iterator[msgspec.Raw]:
        decoder = msgspec.msgpack.Decoder(tuple[str, str, msgspec.Raw])
        for stretch in self._stretches:
            with open_file(stretch.file) as file:
                file.seek(stretch.start)
                for data in _parts(file, stretch.end - stretch.start):
                    questionnaire, group, listed = decoder.decode(data)
                    if self._shows((questionnaire, group)):
                        yield listed


@contextmanager
def listed_interviews(what: ListedWhat) -> Iterator[ListedInterviews]:
    """A place for the interviews of one run that may be listed; at the end they are gone.

    Args:
        what: is listed of each.
    """
    import tempfile  # noqa: PLC0415  most runs list nobody

    with tempfile.TemporaryDirectory(prefix="cfdiag-") as folder:
        yield ListedInterviews(ListingOrder(folder, what))


def _parts(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0:
        length = int.from_bytes(file.read(LENGTH), "big")
        yield file.read(length)
        left -= LENGTH + length
