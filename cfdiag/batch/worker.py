"""A piece of work: sources in, a `PartialRun` out. The same function in this process and in any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import msgspec

from cfdiag.batch.benches import InterviewKey
from cfdiag.batch.inputs import (
    INTERVIEW_COLUMN,
    LINE_SUFFIXES,
    InputSource,
    is_journal,
    read_whole,
)
from cfdiag.batch.intake import Intake, NotOursError, Piece, Taken
from cfdiag.batch.interview_rows import interview_result
from cfdiag.batch.listed import PUT_TOGETHER, READ, READ_AGAIN, ListingOrder, ListingPlace
from cfdiag.batch.partial import Copy, Joined, PartialRun, mark
from cfdiag.batch.spans import UNKNOWN_LINE, span_lines
from cfdiag.batch.streams import each_line, pieces_in, pieces_of
from cfdiag.formats.library import Library
from cfdiag.ground.diagnostics import CfdiagError, Location
from cfdiag.ground.files import LARGEST
from cfdiag.ground.sealing import NO_KEYS, SEALED_SUFFIX, Keys
from cfdiag.model.engagement import DimensionOverride
from cfdiag.model.file_names import RELEASES_NAME
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.scoring.attribution import is_attributed
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.privacy.members import person_of

if TYPE_CHECKING:
    from cfdiag.batch.stretch_writer import StretchWriter

DoWork = Callable[[bytes], bytes]
"""A piece of work to a part of it."""

MapWork = Callable[[DoWork, Sequence[bytes]], Iterable[bytes]]
"""An engine as a program makes one: a function and its works to their parts, in any order."""


class Order(msgspec.Struct, frozen=True):
    """What every piece of a run is done by."""

    library: Library
    overrides: Mapping[str, Mapping[str, DimensionOverride]]
    by: tuple[str, ...] = ()
    seed: int = 0
    each: bool = False
    listing: ListingOrder | None = None
    """Where each interview is written down that may be listed; None: nowhere."""
    unmasked: bool = False
    keep: bool = False
    people: bool = False
    """Whether it is noted who is behind the figures, for releases and comparisons."""
    ids: Mapping[str, Mapping[str, str]] = {}
    """By field of a respondent: the id that a word means, where the engagement lists them."""
    into: Mapping[str, InterviewKey] = {}
    """By questionnaire: the one text that all of its interviews are scored with."""
    held: frozenset[int] = frozenset()
    """Marks of the ids that come twice, and of halves of one talk: these interviews are set apart."""
    halves: frozenset[int] = frozenset()
    """Of these the halves: they are held as a whole."""
    fetched: Mapping[tuple[str, int], Mapping[int, bool]] | None = None
    """By file and line the marks of interviews that are read once more, and no others: True counts one of
    them, False hands all of them back."""
    column: str = INTERVIEW_COLUMN
    """Of Parquet files: the one that holds interviews."""
    given: tuple[bytes, ...] = ()
    """What is in no file; a source of that kind starts at its place among them."""
    keys: Keys = NO_KEYS
    """What opens those that are sealed."""


class Worker:
    """Does pieces of work by one order; questionnaires stay compiled from piece to piece."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.intake = Intake(order.library, order.overrides, order.into, order.keys)
        self._counted: set[tuple[str, int, int]] = set()
        self._writer: StretchWriter | None = None
        if order.listing is not None:
            from cfdiag.batch.stretch_writer import StretchWriter  # noqa: PLC0415  most runs list nobody

            self._writer = StretchWriter(order.listing, unmasked=order.unmasked)

    def questionnaire(self, key: InterviewKey) -> Questionnaire:
        """The questionnaire of a key, as interviews were taken in with it here or in another process."""
        return self.intake.bench(key).questionnaire

    def do(self, sources: Sequence[InputSource], part: PartialRun | None = None) -> PartialRun:
        """Score the interviews of these sources. A bad one is a fault in the part, never an exception.

        Args:
            sources: one piece of work.
            part: what the work before left, to be added to; without it a new one.
        """
        part = PartialRun() if part is None else part
        # Only in one line there are two of one mark; and a piece that was lost elsewhere is done again.
        self._counted.clear()
        for source in sources:
            for piece in self._pieces(source, part):
                self._take(piece, part)
        if sources:
            phase = READ if self.order.fetched is None else READ_AGAIN
            self._hand_on(part, (phase, sources[0].name, sources[0].start))
        return part

    def _hand_on(self, part: PartialRun, place: ListingPlace) -> None:
        stretch = self._writer.stretch(place) if self._writer is not None else None
        if stretch is not None:
            part.listed.append(stretch)

    def _take(self, piece: Piece, part: PartialRun) -> None:
        fetched = self.order.fetched
        if fetched is not None and (piece.file, piece.line) not in fetched:
            return
        try:
            taken = self._listed(self.intake.take(piece))
        except NotOursError as other:
            if not other.expected:
                part.skipped.append(piece.file)
        except CfdiagError as error:
            part.faults.extend(error.diagnostics)
        else:
            if taken.cut is not None:
                part.faults.append(taken.cut)
            number = mark(taken.interview.id)
            # Which copy counts, and what a half belongs to, is known only when all pieces are in.
            if number in self.order.held:
                self._set_apart(part, taken, number)
            elif fetched is None:
                part.marks.append(number)
                if taken.interview.continues is not None:
                    part.linked.extend((number, mark(taken.interview.continues)))
                self.count(part, taken)

    def _set_apart(self, part: PartialRun, taken: Taken, number: int) -> None:
        fetched, place = self.order.fetched, (taken.file, taken.line)
        if fetched is None and number not in self.order.halves:
            part.copies.append(Copy.of(taken))
        elif fetched is None or fetched[place].get(number) is False:
            part.held.append(taken)
        elif (
            number in fetched[place] and (*place, number) not in self._counted
        ):  # two copies may stand in one line, of an array
            self._counted.add((*place, number))
            self.count(part, taken)

    def _listed(self, taken: Taken) -> Taken:
        """With the ids of the engagement's lists, whatever was typed for them: they are one cell."""
        if not self.order.ids:
            return taken
        who = taken.interview.respondent
        ids = {
            field: by_word[same(word)]
            for field, by_word in self.order.ids.items()
            if (word := getattr(who, field)) and same(word) in by_word
        }
        if all(getattr(who, field) == id_ for field, id_ in ids.items()):
            return taken
        who = msgspec.structs.replace(who, **ids)
        return msgspec.structs.replace(
            taken, interview=msgspec.structs.replace(taken.interview, respondent=who)
        )

    def add(self, part: PartialRun, joined: Iterable[Joined]) -> None:
        """Add interviews that were set apart, now that they count."""
        for each in joined:
            self.count(part, each.taken)
            if self.order.keep and each.halves:
                part.halves[each.taken.interview.id] = each.halves
        self._hand_on(part, (PUT_TOGETHER, "", 0))

    def count(self, part: PartialRun, taken: Taken) -> None:
        """Add an interview to a part; one without an answer is none, also where 0.1 let it be finished."""
        if not taken.heard:
            part.unanswered.append(taken.file)
            return
        bench = self.intake.bench(taken.key)
        tally = part.tallies.get(taken.key)
        if tally is None:
            tally = Tally(bench.questionnaire, self.order.by, self.order.seed, bench.scorer.layout)
            part.tallies[taken.key] = tally
        tally.add(taken.interview, taken.score)
        if part.sole is None:
            part.sole = interview_result(taken, bench)
        if self.order.each and (self.order.unmasked or is_attributed(taken.interview, bench.questionnaire)):
            part.each.append(interview_result(taken, bench))
        if self._writer is not None:
            self._writer.add(taken, bench)
        if self.order.people:
            scorer = bench.scorer
            person = person_of(
                taken.interview, taken.score, bench.questionnaire, scorer.layout, self.order.by
            )
            part.people.setdefault(bench.questionnaire.id, []).append(person)
        if self.order.keep:
            part.kept.append((taken.interview, taken.file))

    def _pieces(self, source: InputSource, part: PartialRun) -> Iterator[Piece]:
        try:
            if source.kind == "span":
                # Whatever state it is in, no line of that file is an interview; a folder is told as one.
                if PurePath(source.path).name != RELEASES_NAME or Path(source.file).is_dir():
                    yield from _span(source, part)
            elif source.kind == "rows":
                yield from _rows(source, self.order.column, part)
            elif source.kind == "stream":
                yield from pieces_of(source, lambda error: part.faults.extend(error.diagnostics))
            elif source.kind == "sealed":
                yield from _sealed_pieces(source, self.order.keys)
            elif source.kind == "given":
                yield from pieces_in(self.order.given[source.start], source.file, named=True)
            else:
                data = read_whole(source.file)
                if source.kind == "file" and data.lstrip()[:1] == b"[":
                    yield from pieces_in(data, source.name, named=source.named)
                else:
                    yield Piece(source.name, data, 1, source.kind == "journal", source.named)
        except CfdiagError as error:
            part.faults.extend(error.diagnostics)
        except Exception as error:  # noqa: BLE001  whatever a file holds, it is one file
            from cfdiag.ground.failures import failed_on  # noqa: PLC0415  nobody foresaw it

            part.faults.extend(failed_on(error, Location(source.name)).diagnostics)


def _sealed_pieces(source: InputSource, keys: Keys) -> Iterator[Piece]:
    """What a sealed file holds, by the name that it had before."""
    inner = source.path.lower().removesuffix(SEALED_SUFFIX)
    # Of lines there may be many, and none of them alone is too large.
    several = inner.endswith(LINE_SUFFIXES) and not is_journal(source)
    held = read_whole(source.file, LARGEST, "is it the right file?") if several else read_whole(source.file)
    data = keys.opened(held, source.name)
    if is_journal(source):
        yield Piece(source.name, data, 1, journal=True, named=source.named)
    elif several:
        if PurePath(inner).name != RELEASES_NAME:
            yield from each_line(source.name, data.split(b"\n"), count(1))
    else:
        yield from pieces_in(data, source.name, named=source.named)


def _rows(source: InputSource, column: str, part: PartialRun) -> Iterator[Piece]:
    from cfdiag.batch.rows import each_row  # noqa: PLC0415  few inputs are tables

    try:
        yield from each_row(source, column)
    except NotOursError:
        part.skipped.append(source.name)


def _span(source: InputSource, part: PartialRun) -> Iterator[Piece]:
    numbers = count(source.line)
    try:
        yield from each_line(source.name, span_lines(source), numbers)
    finally:  # where reading ends too early, the lines before that are counted
        part.breaks.append((source.name, source.line >> UNKNOWN_LINE, next(numbers) - source.line))
