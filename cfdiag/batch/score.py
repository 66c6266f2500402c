"""Paths to a result: find, read, score, add up, summarise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import UNSET

from cfdiag.batch.duplicates import settle
from cfdiag.batch.halves import Halves, join
from cfdiag.batch.inputs import InputSource, find_inputs, split
from cfdiag.batch.intake import InterviewKey
from cfdiag.batch.local import CountProgress, in_input_order, run_here
from cfdiag.batch.messages import nothing_to_score, said_of_inputs, unlisted_note
from cfdiag.batch.partial import PartialRun, repeated
from cfdiag.batch.phrasing import phrasing_in
from cfdiag.batch.worker import Order, Worker
from cfdiag.formats.library import Library
from cfdiag.ground.choices import known_one
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.engagement import Engagement
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire, version_key
from cfdiag.model.release import History, Participant, Past
from cfdiag.model.result import Inputs, InterviewResult, Rejected, Result
from cfdiag.questions import TYPES
from cfdiag.scoring.many.tally import RESPONDENT_FIELDS, Tally
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
    each: bool = False,
    keep: bool = False,
    stdin: bytes | None = None,
    progress: CountProgress | None = None,
    engagement: Engagement | None = None,
    empty: bool = False,
    people: bool = False,
    past: Mapping[str, Sequence[Past]] | None = None,
) -> Scored:
    """Score interviews wherever they are. A bad input is named in the result and the rest is scored.

    Args:
        paths: files, folders, globs, or `-` for `stdin`.
        library: the questionnaires at hand.
        options: breakdowns, floors, crosshair, seed, language.
        jobs: how many processes; 0 takes one a core.
        each: whether the result lists every interview (anonymous ones with `options.unmasked` only).
        keep: whether to hand back the interviews themselves.
        stdin: what standard input held, for the path `-`.
        progress: told how many pieces of work are done, and of how many.
        engagement: its targets, weights and floors.
        empty: whether a result without interviews will do where every input was rejected.
        people: whether it is noted who is behind the figures.
        past: where this is a release: the earlier ones, by questionnaire; who is behind the figures is noted.

    Raises:
        CfdiagError: `nothing-to-score`, with whatever else is wrong, where not one interview is left;
            `unknown-field`: a breakdown by what no questionnaire asks.
    """
    engagement = engagement or Engagement()
    options = msgspec.structs.replace(of_engagement(options, engagement), each=each)
    found = find_inputs(paths)
    order = _order(
        library, options, engagement, keep=keep, stdin=stdin or b"", people=people or past is not None
    )
    sources = [piece for source in found.sources for piece in split(source)]
    part, warnings = _run(sources, order, jobs, progress)
    diagnostics = said_of_inputs(part, [*found.faults, *warnings])
    if not part.tallies:
        diagnostics.append(nothing_to_score(paths, diagnostics))
        if not empty or len(diagnostics) == 1:
            raise CfdiagError(*diagnostics)
    return _summed(part, diagnostics, options, engagement, past)


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
    part, warnings = _run(sources, _order(library, options, engagement, keep=True, given=given), 1, None)
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
    stdin: bytes = b"",
    given: tuple[bytes, ...] = (),
    people: bool = False,
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
        stdin=stdin,
        given=given,
    )


def _summed(
    part: PartialRun,
    diagnostics: list[Diagnostic],
    options: Options,
    engagement: Engagement,
    past: Mapping[str, Sequence[Past]] | None = None,
) -> Scored:
    """The result of all that was taken in."""
    tallies = _named(part.tallies)
    questionnaires = {name: tally.questionnaire for name, tally in tallies.items()}
    _check_fields(options.by, questionnaires.values())
    inputs = _inputs(tallies, diagnostics)
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
    each = part.each if options.unmasked else _listable(part.each, tallies, questionnaires, options)
    if options.each and len(each) < inputs.interviews:
        diagnostics.append(unlisted_note(inputs.interviews - len(each)))
    listed = each if options.each else [part.sole] if part.sole and inputs.interviews == 1 else UNSET
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


def _check_fields(by: Sequence[str], questionnaires: Iterable[Questionnaire]) -> None:
    known = set(RESPONDENT_FIELDS)
    for questionnaire in questionnaires:
        for section in questionnaire.sections:
            known.update(q.id for q in section.questions if TYPES[q.type].splits and not section.repeat)
    for field in by:
        hint = f"a breakdown is by {', '.join(RESPONDENT_FIELDS)}, or by a choice or yes/no question"
        known_one(field, known, Code.UNKNOWN_FIELD, f"there is nothing to break down by in '{field}'", hint)


def _run(
    sources: Sequence[InputSource], order: Order, jobs: int, progress: CountProgress | None
) -> tuple[PartialRun, list[Diagnostic]]:
    """All the work; done again where a questionnaire came in several texts, an id twice, a talk in halves.

    The latter two are set apart then: only at the end is it known which copies and halves there are.
    """
    part, said = _settled(sources, order, jobs, progress)
    held = repeated(part.marks).union(part.linked)
    if held:
        order = msgspec.structs.replace(order, held=held)
        part, said = _settled(sources, order, jobs, progress)
    # Only what counts has a say in which text it is: not the copy that was set aside.
    into = _one_text_each(part.tallies, order.library)
    if into:
        part, said = _settled(sources, msgspec.structs.replace(order, into=into), jobs, progress)
    return in_input_order(part), said


def _settled(
    sources: Sequence[InputSource], order: Order, jobs: int, progress: CountProgress | None
) -> tuple[PartialRun, list[Diagnostic]]:
    """All the work, with those that were set apart added as they count, and what is to be said of them."""
    part = run_here(sources, order, jobs, progress)
    worker = Worker(order)
    winners, warnings = settle(part.held, worker.intake)
    joined, said = join(winners, worker.intake)
    worker.add(part, joined)
    return part, [*warnings, *said]


def _one_text_each(tallies: Mapping[InterviewKey, Tally], library: Library) -> dict[str, InterviewKey]:
    """The newest of the texts that were used, by questionnaire, where that is more than one."""
    found: dict[str, InterviewKey] = {}
    for id_ in dict.fromkeys(key[0] for key in tallies):
        keys = [key for key in tallies if key[0] == id_]
        # A text that interviews name comes before one that only stands in for a text that is nowhere.
        named = [key for key in keys if key[1:] in tallies[key].texts]
        if len(keys) > 1:
            today = library.get(id_).sha256
            order = {key: (version_key(key[1]), key[2] == today, key[2]) for key in named or keys}
            found[id_] = max(order, key=order.__getitem__)
    return found


def _named(tallies: Mapping[InterviewKey, Tally]) -> dict[str, Tally]:
    """Tallies by the questionnaire's id: there is one of each."""
    return {key[0]: tallies[key] for key in sorted(tallies)}


def _inputs(tallies: Mapping[str, Tally], diagnostics: Sequence[Diagnostic]) -> Inputs:
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
    return Inputs(interviews=n, unfinished=n - finished, rejected=rejected, warnings=warnings)


def _listable(
    each: Sequence[InterviewResult],
    tallies: Mapping[str, Tally],
    questionnaires: Mapping[str, Questionnaire],
    options: Options,
) -> list[InterviewResult]:
    """The interviews that may be listed without leaving a few anonymous ones over."""
    if sum(tally.n for tally in tallies.values()) == 1:
        return list(each)
    too_few = {
        (questionnaires[name].id, group)
        for name, tally in tallies.items()
        for group in unlisted(tally, floor_of(questionnaires[name].min_group, options.min_group))
    }
    return [one for one in each if (one.questionnaire, one.group) not in too_few]
