"""The laps of a run: what comes twice, in halves or by several texts is known only when all was read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cfdiag.batch.benches import InterviewKey
from cfdiag.batch.inputs import InputSource
from cfdiag.batch.messages import counted_copies
from cfdiag.batch.partial import PartialRun, repeated
from cfdiag.batch.pieces import CountProgress, PieceWork, in_input_order
from cfdiag.batch.worker import Order, Worker
from cfdiag.formats.library import Library
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.model.questionnaire import version_key
from cfdiag.scoring.many.tally import Tally


def run_laps(
    sources: Sequence[InputSource], order: Order, work: PieceWork, progress: CountProgress | None = None
) -> tuple[PartialRun, list[Diagnostic]]:
    """All the work; done again where a questionnaire came in several texts, an id twice, a talk in halves.

    The latter two are set apart then: only at the end is it known which copies and halves there are.
    """
    part, said = _settled(sources, order, work, progress)
    # Most runs have no copies: they are looked for in eight bytes an interview, and only then held in
    # memory.
    halves = frozenset(part.linked)
    held = repeated(part.marks) | part.repeated | halves
    if held:
        order = msgspec.structs.replace(order, held=held, halves=halves)
        part, said = _settled(sources, order, work, progress)
    # Only what counts has a say in which text it is: not the copy that was set aside.
    into = _one_text_each(part.tallies, order.library)
    if into:
        part, said = _settled(sources, msgspec.structs.replace(order, into=into), work, progress)
    return in_input_order(part), said


def _settled(
    sources: Sequence[InputSource], order: Order, work: PieceWork, progress: CountProgress | None
) -> tuple[PartialRun, list[Diagnostic]]:
    """All the work, with those that were set apart added as they count, and what is to be said of them."""
    part = work.do(sources, order, progress)
    if not order.held:
        return part, []
    from cfdiag.batch.duplicates import alike, settle  # noqa: PLC0415  most runs have no id twice
    from cfdiag.batch.halves import join  # noqa: PLC0415  nor a talk in halves

    same = alike(part.copies)
    if same.fetched:
        files = {file for file, _ in same.fetched}
        wanted = [source for source in sources if source.name in files]
        fetched = work.do(wanted, msgspec.structs.replace(order, fetched=same.fetched))
        # What is to be said of these files was said when they were read before, unless it went wrong since.
        before = frozenset(part.faults)
        fetched.faults, fetched.skipped = [each for each in fetched.faults if each not in before], []
        part.merge(fetched)
    worker = Worker(order)
    winners, warnings = settle(part.held, worker.intake)
    joined, said = join(winners, worker.intake)
    worker.add(part, joined)
    copies = [*same.warnings, *warnings]
    part.duplicates = len(copies)
    return part, [*counted_copies(copies), *said]


def _one_text_each(tallies: Mapping[InterviewKey, Tally], library: Library) -> dict[str, InterviewKey]:
    """The newest of the texts that were used, by questionnaire, where that is more than one."""
    found: dict[str, InterviewKey] = {}
    for id_ in dict.fromkeys(key[0] for key in tallies):
        keys = [key for key in tallies if key[0] == id_]
        # A text that interviews name comes before one that only stands in for a text that is nowhere.
        named = [key for key in keys if key[1:] in tallies[key].texts]
        if len(keys) > 1:
            # Of equal versions the text at hand is the one that people can look up.
            today = library.get(id_).sha256
            order = {key: (version_key(key[1]), key[2] == today, key[2]) for key in named or keys}
            found[id_] = max(order, key=order.__getitem__)
    return found
