"""Paths to a result: find, read, score, add up, summarise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import UNSET

from cfdiag.batch.benches import InterviewKey
from cfdiag.batch.breakdowns import check_cells, check_fields
from cfdiag.batch.engines import SILENCE
from cfdiag.batch.inputs import INTERVIEW_COLUMN, InputSource, find_inputs
from cfdiag.batch.laps import run_laps
from cfdiag.batch.listed import ListedGroup, ListedInterviews
from cfdiag.batch.messages import nothing_to_score, said_of_inputs, unlisted_note
from cfdiag.batch.partial import Halves, PartialRun
from cfdiag.batch.passing import kept_meanwhile
from cfdiag.batch.phrasing import phrasing_in
from cfdiag.batch.pieces import CountProgress, PieceWork, engine_for
from cfdiag.batch.worker import MapWork, Order
from cfdiag.formats.library import Library
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location
from cfdiag.ground.files import read_bytes
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.engagement import Engagement
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.release import History, Participant, Past
from cfdiag.model.result import Inputs, Rejected, Result
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.options import Options, lists_of, of_engagement
from cfdiag.scoring.privacy.suppression import floor_of
from cfdiag.scoring.privacy.withheld import unlisted
from cfdiag.scoring.summary import summarise


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """A result and what it was made from."""

    result: Result
    questionnaires: dict[str, Questionnaire]
    """By their ids."""
    interviews: list[tuple[Interview, str]]
    """With the file of each; empty unless they were to be kept."""
    halves: dict[str, Halves]
    """By the id of an interview that was put together from several files: its parts."""
    diagnostics: list[Diagnostic]
    """Errors (rejected inputs), warnings and notes, in that order."""
    people: dict[str, list[Participant]] = {}
    """By questionnaire who is in it, where that was asked for."""
    history: dict[str, History] = {}
    """Where this is a release: by questionnaire the earlier ones, and who is in this one."""

    @property
    def rejected(self) -> bool:
        """Whether there was an input that could not be used."""
        return any(d.severity == "error" for d in self.diagnostics)


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
            library, options, engagement, keep=keep, given=given, people=people or past is not None, keys=keys
        )
        order = msgspec.structs.replace(
            order,
            column=column,
            each=each and listing is None,
            listing=listing.order if listing is not None else None,
        )
        with engine_for(engine, jobs, silence, listed=listing is not None) as open_engine:
            part, warnings = run_laps(sources, order, PieceWork(open_engine), progress)
    diagnostics = said_of_inputs(part, [*found.faults, *warnings])
    if not part.tallies:
        diagnostics.append(nothing_to_score(paths, diagnostics, saved=_are_results(paths)))
        # A pipeline wants its result even where every input was rejected: it says so in numbers.
        if not empty or len(diagnostics) == 1:
            raise CfdiagError(*diagnostics)
    return _summed(part, diagnostics, options, engagement, past=past, listing=listing)


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
    order = _order(library, options, engagement, keep=True, given=given)
    with engine_for("local[1]") as open_engine:
        part, warnings = run_laps(sources, order, PieceWork(open_engine))
    diagnostics = said_of_inputs(part, warnings)
    if not part.tallies:
        raise CfdiagError(*diagnostics, nothing_to_score((), diagnostics))
    return _summed(part, diagnostics, options, engagement)


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
    keep: bool,
    given: tuple[bytes, ...] = (),
    people: bool = False,
    keys: Keys = NO_KEYS,
) -> Order:
    return Order(
        library=library,
        overrides=options.overrides,
        ids=_one_word(engagement),
        by=options.by,
        seed=options.seed,
        each=options.each,
        unmasked=options.unmasked,
        keep=keep,
        people=people,
        given=given,
        keys=keys,
    )


def _summed(
    part: PartialRun,
    diagnostics: list[Diagnostic],
    options: Options,
    engagement: Engagement,
    *,
    past: Mapping[str, Sequence[Past]] | None = None,
    listing: ListedInterviews | None = None,
) -> Scored:
    """The result of all that was taken in."""
    tallies = _named(part.tallies)
    questionnaires = {name: tally.questionnaire for name, tally in tallies.items()}
    # Only now is it known which questionnaires there are, and so what can be broken down by.
    check_fields(options.by, questionnaires.values())
    if not options.unmasked:
        check_cells(tallies)
    inputs = _inputs(tallies, part, diagnostics)
    history = {
        id_: History(tuple(earlier), tuple(part.people.get(id_, ())))
        for id_, earlier in ((past or {}) if options.between_runs else {}).items()
    }
    result = summarise(
        tallies,
        questionnaires,
        options,
        inputs,
        phrasing_in(locale_for(options.language), engagement.client, lists_of(engagement)),
        history=history,
    )
    hidden = _not_listed(tallies, questionnaires, options)
    each = [one for one in part.each if (one.questionnaire, one.group) not in hidden]
    if listing is not None:
        listing.settle(part.listed, hidden)
    n = listing.n if listing is not None else len(each)
    if options.each and n < inputs.interviews:
        diagnostics.append(unlisted_note(inputs.interviews - n))
    listed = each if options.each else [part.sole] if part.sole and inputs.is_one else UNSET
    result = msgspec.structs.replace(
        result,
        interviews=listed,
        fictional=True if engagement.fictional else UNSET,
        final=past is not None,
    )
    return Scored(
        result=result,
        questionnaires=questionnaires,
        interviews=part.kept,
        halves=part.halves,
        diagnostics=diagnostics,
        people=part.people,
        history=history,
    )


def _named(tallies: Mapping[InterviewKey, Tally]) -> dict[str, Tally]:
    """Tallies by the questionnaire's id: there is one of each."""
    return {key[0]: tallies[key] for key in sorted(tallies)}


def _inputs(tallies: Mapping[str, Tally], part: PartialRun, diagnostics: Sequence[Diagnostic]) -> Inputs:
    # Counted from the tallies: copies and halves are one interview there.
    n = sum(tally.n for tally in tallies.values())
    finished = sum(tally.finished for tally in tallies.values())
    rejected = []
    for diagnostic in diagnostics:
        if diagnostic.severity == "error":
            place = diagnostic.location or Location("")
            rejected.append(
                Rejected(
                    file=place.file,
                    line=place.line,
                    column=place.column,
                    code=diagnostic.code,
                    message=diagnostic.message,
                )
            )
    warnings = [
        f"{d.location}: {d.message}" if d.location else d.message
        for d in diagnostics
        if d.severity == "warning"
    ]
    return Inputs(
        interviews=n,
        unfinished=n - finished,
        unanswered=len(part.unanswered) or UNSET,
        duplicates=part.duplicates or UNSET,
        rejected=rejected,
        warnings=warnings,
    )


def _not_listed(
    tallies: Mapping[str, Tally], questionnaires: Mapping[str, Questionnaire], options: Options
) -> frozenset[ListedGroup]:
    """The groups of which nobody may be listed, for a few anonymous people would be left over."""
    if options.unmasked or sum(tally.n for tally in tallies.values()) == 1:
        return frozenset()
    return frozenset(
        (questionnaires[name].id, group)
        for name, tally in tallies.items()
        for group in unlisted(tally, floor_of(questionnaires[name].min_group, options.min_group))
    )
