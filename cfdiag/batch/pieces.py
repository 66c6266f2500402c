"""How inputs are parted into pieces of work, and what an engine makes of them put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

import msgspec

from cfdiag.batch.engines import ENGINES, SILENCE, OpenEngine, engine_named
from cfdiag.batch.inputs import InputSource
from cfdiag.batch.partial import PartialRun
from cfdiag.batch.spans import LineNumbers, count_spans, span_size, spans_of
from cfdiag.batch.worker import MapWork, Order
from cfdiag.ground.codes import Code
from cfdiag.ground.collection import no_collection
from cfdiag.ground.diagnostics import Location, fault

FILES_PER_PIECE = 500
"""So many small files are one piece of work."""

CountProgress = Callable[[int, int], None]
"""Called with how many pieces are done, and of how many."""

_ALONE = ("lines", "stream", "rows")
"""What is a piece of work of its own."""


@contextmanager
def engine_for(
    engine: str | MapWork, jobs: int = 1, silence: float = SILENCE, *, listed: bool = False
) -> Iterator[OpenEngine]:
    """The engine that does the work, open for one run.

    Args:
        engine: as `--engine` has it, or a function that maps; nothing: this machine.
        jobs: in how many processes, where that is this machine.
        silence: seconds for which it may say nothing.
        listed: whether every interview is written down as it is read.

    Raises:
        CfdiagError: `wrong-option`, `engine-failed`, `missing-extra`; `wrong-use`: it can write nothing here.
    """
    if callable(engine):
        from cfdiag.batch.elsewhere import on_mapped  # noqa: PLC0415  most work is done on this machine

        opening: AbstractContextManager[OpenEngine] = nullcontext(OpenEngine(on_mapped(engine)))
    else:
        opening = engine_named(engine, silence) if engine else ENGINES["local"](str(jobs), silence)
    with opening as found:
        if listed and found.elsewhere:
            raise fault(
                Code.WRONG_USE,
                "a table of interviews is written where they are read, and that is on this machine only",
                "list them with --engine local[N]; the figures come from any engine",
            )
        yield found


class PieceWork:
    """All the work of a run, in one lap or several over the same inputs.

    Args:
        engine: who does it.
    """

    def __init__(self, engine: OpenEngine) -> None:
        self._engine = engine
        self._numbers: LineNumbers | None = None

    def do(
        self, sources: Sequence[InputSource], order: Order, progress: CountProgress | None = None
    ) -> PartialRun:
        """Do the work by one order.

        Args:
            sources: where interviews are.
            order: what to do with them.
            progress: told after every piece.
        """
        alone = [source for source in sources if source.kind in _ALONE]
        total = sum(map(self._count, alone)) + -(-(len(sources) - len(alone)) // FILES_PER_PIECE)
        whole = PartialRun()
        with no_collection():
            for done, part in enumerate(self._engine.do(self._pieces(sources), order, total), start=1):
                whole.merge(part)
                if progress is not None and done <= total:
                    progress(done, total)
        if self._numbers is None:
            self._numbers = LineNumbers(whole.breaks)
        whole.faults = [self._numbers.told(each) for each in whole.faults]
        return whole

    def _size(self, source: InputSource) -> int:
        return span_size(source, elsewhere=self._engine.elsewhere)

    def _count(self, source: InputSource) -> int:
        if source.kind == "lines":
            return count_spans(source, self._size(source))
        if source.kind == "rows":
            from cfdiag.batch.rows import count_groups  # noqa: PLC0415  few inputs are tables

            return count_groups(source)
        return 1

    def _parted(self, source: InputSource) -> Iterator[InputSource]:
        if source.kind == "lines":
            for span in spans_of(source, self._size(source)):
                yield self._numbers.numbered(span) if self._numbers else span
        elif source.kind == "rows":
            from cfdiag.batch.rows import split_rows  # noqa: PLC0415  as above

            yield from split_rows(source)
        else:
            yield source

    def _pieces(self, sources: Sequence[InputSource]) -> Iterator[list[InputSource]]:
        """Small files by the hundred, pieces of `.jsonl` one by one."""
        waiting: list[InputSource] = []
        for source in sources:
            if source.kind in _ALONE:
                # One after the other: none is looked for before the one before it is at work.
                yield from ([piece] for piece in self._parted(source))
                continue
            waiting.append(source)
            if len(waiting) == FILES_PER_PIECE:
                yield waiting
                waiting = []
        if waiting:
            yield waiting


def in_input_order(part: PartialRun) -> PartialRun:
    """The part with its lists sorted, so that nothing tells which process was first."""
    part.faults.sort(key=lambda d: (d.location or Location(""), d.code, d.message))
    part.skipped.sort()
    part.each.sort(key=lambda each: (each.file, each.id))
    part.kept.sort(key=lambda pair: (pair[1], msgspec.json.encode(pair[0].id)))
    return part
