"""Paths to a result: find, read, score, add up, summarise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from cfdiag.batch.engines import SILENCE
from cfdiag.batch.inputs import INTERVIEW_COLUMN, InputSource, find_inputs
from cfdiag.batch.laps import run_laps
from cfdiag.batch.listed import ListedInterviews, ListingOrder
from cfdiag.batch.messages import nothing_to_score, said_of_inputs
from cfdiag.batch.passing import kept_meanwhile
from cfdiag.batch.pieces import CountProgress, PieceWork, engine_for
from cfdiag.batch.summed import Scored, summed
from cfdiag.batch.worker import MapWork, Order
from cfdiag.formats.library import Library
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.ground.files import read_bytes
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.model.engagement import Engagement
from cfdiag.model.interview import Interview
from cfdiag.model.release import Past
from cfdiag.scoring.options import Options, of_engagement


def score_files(
    paths: Sequence[str],
    library: Library,
    options: Options,
    *,
    jobs: int = 1,
    engine: str | MapWork = "",
    silence: float = SILENCE,
    each: bool = False,
    listing: ListedInterviews | None = None,
    keep: bool = False,
    stdin: BinaryIO | bytes | None = None,
    progress: CountProgress | None = None,
    engagement: Engagement | None = None,
    empty: bool = False,
    people: bool = False,
    past: Mapping[str, Sequence[Past]] | None = None,
    keys: Keys = NO_KEYS,
    column: str = INTERVIEW_COLUMN,
) -> Scored:
    """Score interviews wherever they are. A bad input is named in the result and the rest is scored.

    Args:
        paths: files, folders, globs, or `-` for `stdin`.
        library: the questionnaires at hand.
        options: breakdowns, floors, crosshair, seed, language.
        jobs: how many processes; 0 takes one a core.
        engine: where else the work is done: as `--engine` has it, or a function that maps.
        silence: seconds for which an engine may say nothing.
        each: whether the result lists every interview (anonymous ones with `options.unmasked` only).
        listing: takes each interview that may be listed, in place of the result's own list.
        keep: whether to hand back the interviews themselves.
        stdin: standard input, or what it held, for the path `-`.
        progress: told how many pieces of work are done, and of how many.
        engagement: its targets, weights and floors.
        empty: whether a result without interviews will do where every input was rejected.
        people: whether it is noted who is behind the figures.
        past: where this is a release: the earlier ones, by questionnaire; who is behind the figures is noted.
        keys: what opens interviews that are sealed.
        column: of Parquet files: the one that holds interviews.

    Raises:
        CfdiagError: `nothing-to-score`, with whatever else is wrong, where not one interview is left;
            `unknown-field`: a breakdown by what no questionnaire asks.
    """
    engagement = engagement or Engagement()
    # What is asked for on the command line comes before what the engagement says.
    options = msgspec.structs.replace(of_engagement(options, engagement), each=each)
    # Everything is found before anything is read: a path that is wrong is told at once, not after an hour.
    found = find_inputs(paths)
    with kept_meanwhile(found.sources, stdin, found.faults) as (sources, given):
        order = _order(
            library,
            options,
            engagement,
            each=each and listing is None,
            listing=listing.order if listing is not None else None,
            keep=keep,
            people=people or past is not None,
            given=given,
            keys=keys,
            column=column,
        )
        with engine_for(engine, jobs, silence, listed=listing is not None) as open_engine:
            part, warnings = run_laps(sources, order, PieceWork(open_engine), progress)
    diagnostics = said_of_inputs(part, [*found.faults, *warnings])
    if not part.tallies:
        diagnostics.append(nothing_to_score(paths, diagnostics, saved=_are_results(paths)))
        # A pipeline wants its result even where every input was rejected: it says so in numbers.
        if not empty or len(diagnostics) == 1:
            raise CfdiagError(*diagnostics)
    return summed(part, diagnostics, options, engagement, past=past, listing=listing)


def _are_results(paths: Sequence[str]) -> bool:
    """Whether everything that was named is a saved result, where interviews belong."""
    from cfdiag.formats.result import is_result  # noqa: PLC0415  most runs score something

    files = [Path(path) for path in paths]
    try:
        return bool(files) and all(file.is_file() and is_result(read_bytes(file)) for file in files)
    except CfdiagError:  # too large, or not readable: that was told of it already
        return False


def score_interviews(
    interviews: Sequence[Interview], library: Library, options: Options, engagement: Engagement | None = None
) -> Scored:
    """Score interviews that are in memory, as if each were a file: `interviews[0]` and so on.

    Args:
        interviews: they are checked as files are; a bad one is named in the result, the rest is scored.
        library: the questionnaires at hand.
        options: breakdowns, floors, crosshair, seed, language, and whether each is listed.
        engagement: its targets, weights and floors.

    Raises:
        CfdiagError: as `score_files`.
    """
    engagement = engagement or Engagement()
    options = of_engagement(options, engagement)
    given = tuple(msgspec.json.encode(interview) for interview in interviews)
    sources = [InputSource(f"interviews[{n}]", start=n, kind="given", named=True) for n in range(len(given))]
    order = _order(library, options, engagement, each=options.each, keep=True, given=given)
    with engine_for("local[1]") as open_engine:
        part, warnings = run_laps(sources, order, PieceWork(open_engine))
    diagnostics = said_of_inputs(part, warnings)
    if not part.tallies:
        raise CfdiagError(*diagnostics, nothing_to_score((), diagnostics))
    return summed(part, diagnostics, options, engagement)


def _one_word(engagement: Engagement) -> dict[str, Mapping[str, str]]:
    """For whatever is typed of what the engagement lists, the one word that stands in results.

    Departments are called by their title: they are the rows of a breakdown, read by people.
    """
    found = engagement.ids()
    titles = {word: engagement.departments.get(id_) or id_ for word, id_ in found["department"].items()}
    return {field: words for field, words in {**found, "department": titles}.items() if words}


def _order(
    library: Library,
    options: Options,
    engagement: Engagement,
    *,
    each: bool,
    keep: bool,
    given: tuple[bytes, ...],
    listing: ListingOrder | None = None,
    people: bool = False,
    keys: Keys = NO_KEYS,
    column: str = INTERVIEW_COLUMN,
) -> Order:
    return Order(
        library=library,
        overrides=options.overrides,
        ids=_one_word(engagement),
        by=options.by,
        seed=options.seed,
        unmasked=options.unmasked,
        each=each,
        listing=listing,
        keep=keep,
        people=people,
        given=given,
        keys=keys,
        column=column,
    )
