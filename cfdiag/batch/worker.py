"""A piece of work: sources in, a `PartialRun` out. The same function in this process and in any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

import msgspec

from cfdiag.batch.halves import Joined
from cfdiag.batch.inputs import InputSource, open_file, read_whole
from cfdiag.batch.intake import Intake, InterviewKey, NotOursError, Piece, Taken
from cfdiag.batch.interview_rows import interview_result
from cfdiag.batch.partial import PartialRun, mark
from cfdiag.formats.library import Library
from cfdiag.formats.releases import RELEASES_NAME
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Location, fault
from cfdiag.ground.failures import failed_on
from cfdiag.ground.files import STDIN_NAME
from cfdiag.model.engagement import DimensionOverride
from cfdiag.model.listed import same
from cfdiag.scoring.attribution import is_attributed
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.privacy.members import person_of


class Order(msgspec.Struct, frozen=True):
    """What every piece of a run is done by."""

    library: Library
    overrides: Mapping[str, Mapping[str, DimensionOverride]]
    by: tuple[str, ...] = ()
    seed: int = 0
    each: bool = False
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
    stdin: bytes = b""
    given: tuple[bytes, ...] = ()
    """Interviews that are in no file; a source of that kind starts at its place among them."""


class Worker:
    """Does pieces of work by one order; questionnaires stay compiled from piece to piece."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.intake = Intake(order.library, order.overrides, order.into)

    def do(self, sources: Sequence[InputSource], part: PartialRun | None = None) -> PartialRun:
        """Score the interviews of these sources. A bad one is a fault in the part, never an exception.

        Args:
            sources: one piece of work.
            part: what the work before left, to be added to; without it a new one.
        """
        part = PartialRun() if part is None else part
        for source in sources:
            for piece in self._pieces(source, part):
                self._take(piece, part)
        return part

    def _take(self, piece: Piece, part: PartialRun) -> None:
        try:
            taken = self._listed(self.intake.take(piece))
        except NotOursError as other:
            if not other.expected:
                part.skipped.append(piece.file)
        except CfdiagError as error:
            part.faults.extend(error.diagnostics)
        else:
            number = mark(taken.interview.id)
            # Which copy counts, and what a half belongs to, is known only when all pieces are in.
            if number in self.order.held:
                part.held.append(taken)
            else:
                part.marks.append(number)
                if taken.interview.continues is not None:
                    part.linked.extend((number, mark(taken.interview.continues)))
                self.count(part, taken)

    def _listed(self, taken: Taken) -> Taken:
        """With the ids of the engagement's lists, whatever was typed for them: they are one cell."""
        who = taken.interview.respondent
        ids = {
            field: by_word[same(word)]
            for field, by_word in self.order.ids.items()
            if (word := getattr(who, field)) and same(word) in by_word
        }
        if all(getattr(who, field) == id_ for field, id_ in ids.items()):
            return taken
        who = msgspec.structs.replace(who, **ids)
        return taken._replace(interview=msgspec.structs.replace(taken.interview, respondent=who))

    def add(self, part: PartialRun, joined: Iterable[Joined]) -> None:
        """Add interviews that were set apart, now that they count."""
        for each in joined:
            self.count(part, each.taken)
            if self.order.keep and each.halves:
                part.halves[each.taken.interview.id] = each.halves

    def count(self, part: PartialRun, taken: Taken) -> None:
        """Add an interview to a part."""
        bench = self.intake.bench(taken.key)
        tally = part.tallies.get(taken.key)
        if tally is None:
            tally = Tally(bench.questionnaire, self.order.by, self.order.seed)
            part.tallies[taken.key] = tally
        tally.add(taken.interview, taken.score)
        if part.sole is None:
            part.sole = interview_result(taken, bench)
        if self.order.each and (self.order.unmasked or is_attributed(taken.interview, bench.questionnaire)):
            part.each.append(interview_result(taken, bench))
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
            if source.kind == "lines" and PurePath(source.file).name == RELEASES_NAME:
                return  # whatever state it is in, no line of it is an interview
            if source.kind == "lines":
                yield from _lines(source)
            elif source.kind == "stdin":
                yield from _stdin(self.order.stdin)
            elif source.kind == "given":
                yield Piece(source.file, self.order.given[source.start], named=True)
            else:
                data = read_whole(source.file)
                yield Piece(source.name, data, 1, source.kind == "journal", source.named)
        except CfdiagError as error:
            part.faults.extend(error.diagnostics)
        except Exception as error:  # noqa: BLE001  whatever a file holds, it is one file
            part.faults.extend(failed_on(error, Location(source.name)).diagnostics)


_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins."""


def _is_wide(head: bytes) -> bool:
    """Whether text is in UTF-16, with its mark or by the zeros in it: no line of it is one."""
    return head.startswith(_WIDE) or b"\0" in head


def _lines(source: InputSource) -> Iterator[Piece]:
    with open_file(source.file) as file:
        if _is_wide(file.read(4)):
            if source.start == 0:
                hint = "save it as UTF-8: a shell's > may write UTF-16"
                raise fault(Code.NOT_UTF8, "the file is not UTF-8 text", hint, Location(source.name, 1, 1))
            return
        file.seek(source.start)
        data = file.read(source.end - source.start) if source.end else file.read()
    yield from _each_line(source.name, data, source.line)


def _each_line(name: str, data: bytes, first: int) -> Iterator[Piece]:
    for line, text in enumerate(data.split(b"\n"), start=first):
        if text.strip():
            yield Piece(name, text, line, named=True)


def _stdin(data: bytes) -> Iterator[Piece]:
    """One interview, or one a line: then the first line is a whole JSON document and more follows."""
    first, _, rest = data.lstrip().partition(b"\n")
    if rest.strip() and _is_document(first):
        yield from _each_line(STDIN_NAME, data, 1)
    else:
        yield Piece(STDIN_NAME, data, named=True)


def _is_document(data: bytes) -> bool:
    try:
        msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True
