"""Paths to a result: find, read, score, add up, summarise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from cfdiag.batch.duplicates import settle
from cfdiag.batch.halves import Halves, join
from cfdiag.batch.inputs import InputSource, find_inputs, split
from cfdiag.batch.intake import InterviewKey
from cfdiag.batch.local import CountProgress, in_input_order, run_here
from cfdiag.batch.partial import PartialRun, repeated
from cfdiag.batch.worker import Order, Worker
from cfdiag.formats.library import Library
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, closest, fault
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.engagement import Engagement
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire, Side, version_key
from cfdiag.model.result import Inputs, InterviewResult, Rejected, Result
from cfdiag.model.text import Text
from cfdiag.questions import TYPES
from cfdiag.rules.say import say
from cfdiag.scoring.many.tally import Tally, TextTally
from cfdiag.scoring.options import Options, Phrasing
from cfdiag.scoring.privacy.suppression import floor_of
from cfdiag.scoring.privacy.withheld import unlisted
from cfdiag.scoring.summary import summarise

RESPONDENT_FIELDS = ("department", "account", "organisation", "group", "mode")
"""What a breakdown can be by, beside a choice or a yes/no question."""

_NAMED = 5
"""So many skipped files are named; of more there is a number."""


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

    Raises:
        CfdiagError: `nothing-to-score`, with whatever else is wrong, where not one interview is left;
            `unknown-field`: a breakdown by what no questionnaire asks.
    """
    engagement = engagement or Engagement()
    options = msgspec.structs.replace(of_engagement(options, engagement), each=each)
    found = find_inputs(paths)
    order = _order(library, options, engagement, keep=keep, stdin=stdin or b"")
    sources = [piece for source in found.sources for piece in split(source)]
    part, warnings = _run(sources, order, jobs, progress)
    diagnostics = _diagnostics(part, [*found.faults, *warnings])
    if not part.tallies:
        diagnostics.append(_nothing(paths, diagnostics))
        if not empty or len(diagnostics) == 1:
            raise CfdiagError(*diagnostics)
    return _summed(part, diagnostics, options, engagement)


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
        CfdiagError: as `score_paths`.
    """
    engagement = engagement or Engagement()
    options = of_engagement(options, engagement)
    given = tuple(msgspec.json.encode(interview) for interview in interviews)
    sources = [InputSource(f"interviews[{n}]", start=n, kind="given", named=True) for n in range(len(given))]
    part, warnings = _run(sources, _order(library, options, engagement, keep=True, given=given), 1, None)
    diagnostics = _diagnostics(part, warnings)
    if not part.tallies:
        raise CfdiagError(*diagnostics, _nothing((), diagnostics))
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
        stdin=stdin,
        given=given,
    )


def _summed(
    part: PartialRun, diagnostics: list[Diagnostic], options: Options, engagement: Engagement
) -> Scored:
    """The result of all that was taken in."""
    tallies = _named(part.tallies)
    questionnaires = {name: tally.questionnaire for name, tally in tallies.items()}
    _check_fields(options.by, questionnaires.values())
    inputs = _inputs(tallies, diagnostics)
    result = summarise(
        tallies,
        questionnaires,
        options,
        inputs,
        phrasing_in(options.language, engagement.client, lists_of(engagement)),
    )
    each = part.each if options.unmasked else _listable(part.each, tallies, questionnaires, options)
    if options.each and len(each) < inputs.interviews:
        diagnostics.append(_unlisted(inputs.interviews - len(each)))
    listed = each if options.each else [part.sole] if part.sole and inputs.interviews == 1 else UNSET
    result = msgspec.structs.replace(
        result, interviews=listed, fictional=True if engagement.fictional else UNSET
    )
    return Scored(
        result=result,
        questionnaires=questionnaires,
        interviews=part.kept,
        halves=part.halves,
        diagnostics=diagnostics,
    )


def _check_fields(by: Sequence[str], questionnaires: Iterable[Questionnaire]) -> None:
    known = set(RESPONDENT_FIELDS)
    for questionnaire in questionnaires:
        for section in questionnaire.sections:
            known.update(q.id for q in section.questions if TYPES[q.type].splits and not section.repeat)
    for field in by:
        if field not in known:
            hint = closest(field, known) or (
                f"a breakdown is by {', '.join(RESPONDENT_FIELDS)}, or by a choice or yes/no question"
            )
            raise fault(Code.UNKNOWN_FIELD, f"there is nothing to break down by in '{field}'", hint)


def _run(
    sources: Sequence[InputSource], order: Order, jobs: int, progress: CountProgress | None
) -> tuple[PartialRun, list[Diagnostic]]:
    """All the work; done again where a questionnaire came in several texts, an id twice, a talk in halves.

    The latter two are set apart then: only at the end is it known which copies and halves there are.
    """
    part = run_here(sources, order, jobs, progress)
    held = repeated(part.marks).union(part.linked)
    into = _one_text_each(part.tallies, order.library)
    if not held and not into:
        return in_input_order(part), []
    order = msgspec.structs.replace(order, held=held, into=into)
    part = run_here(sources, order, jobs, progress)
    worker = Worker(order)
    winners, warnings = settle(part.held, worker.intake)
    joined, said = join(winners, worker.intake)
    worker.add(part, joined)
    return in_input_order(part), [*warnings, *said]


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


def of_engagement(options: Options, engagement: Engagement) -> Options:
    """The engagement's privacy floors, targets and weights, where the command line says nothing else."""
    changed: dict[str, Any] = {}
    for name in ("min_group", "min_comments"):
        floor = getattr(engagement, name)
        if getattr(options, name) is None and floor is not None:
            changed[name] = floor
    if engagement.opens_with != "strengths":
        changed["opens_with"] = engagement.opens_with
    if not options.overrides:
        changed["overrides"] = engagement.overrides
    return msgspec.structs.replace(options, **changed)


def lists_of(engagement: Engagement) -> dict[str, dict[str, str]]:
    """The engagement's lists of items, by the names that questionnaires ask for."""
    return {"touch_points": engagement.touch_points, **engagement.lists}


def phrasing_in(
    language: str, client: str = "", lists: Mapping[str, Mapping[str, str]] | None = None
) -> Phrasing:
    """How scoring says things in a language: the tool's sentences, and the questionnaire's texts.

    Args:
        language: two letters.
        client: the organisation that texts are about; neutral words without.
        lists: what the engagement's own items are called, by list and id.
    """

    def text(text: Text | None, group: str, item: str = "", side: Side = "inside") -> str:
        return say(text, language, group, side, item=item, organisation=client).strip()

    return Phrasing(locale=locale_for(language), text=text, lists=lists or {})


def _diagnostics(part: PartialRun, others: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Everything there is to say about the inputs: errors by place, then warnings, then notes."""
    all_ = [*part.faults, *others, *_missing_texts(part)]
    if part.skipped:
        all_.append(_skipped(part.skipped))
    rank = {"error": 0, "warning": 1, "note": 2}
    return sorted(all_, key=lambda d: (rank[d.severity], d.location or Location(""), d.code, d.message))


def _missing_texts(part: PartialRun) -> list[Diagnostic]:
    """One warning for each text that interviews name and that is nowhere at hand."""
    found = []
    for key, tally in sorted(part.tallies.items()):
        for (version, sha256), text in sorted(tally.texts.items()):
            if not text.nowhere:
                continue
            found.append(_missing_text(key, version, sha256, text))
    return found


def _missing_text(key: InterviewKey, version: str, sha256: str, text: TextTally) -> Diagnostic:
    id_, used, _ = key
    who = "1 interview names" if text.n == 1 else f"{text.n} interviews name"
    which = f"{id_} {version}" + (f" ({sha256[:12]})" if sha256 else "")
    there = f"the {used} there is" if used == version else used
    if text.missing:
        how = "without everything on a scale, for they do not say what their scales were"
    else:
        how = "on the questions that both have with the same scale and options"
        how += f"; left out: {', '.join(sorted(text.left_out))}" if text.left_out else ""
    ways = "name a folder that holds that text: --questionnaires; or keep it: "
    ways += "cfdiag check NEW --against OLD --keep"
    if sha256:
        ways += f"; or, where answers to both mean the same, say so in the newer one: same_as: [{sha256}]"
    return Diagnostic(
        Code.TEXT_MISSING if text.missing else Code.OTHER_VERSION,
        f"{who} {which}, which is not at hand: scored with {there}, {how}",
        hint=ways,
        severity="warning",
    )


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


def _unlisted(n: int) -> Diagnostic:
    message = f"{n} of the interviews are not listed one by one, so that nobody anonymous is shown"
    return Diagnostic(
        Code.NOT_LISTED, message, hint="--unmasked lists them, for your own eyes", severity="note"
    )


def _skipped(names: Sequence[str]) -> Diagnostic:
    listed = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    what = (
        "1 file is no interview and was"
        if len(names) == 1
        else f"{len(names)} files are no interviews and were"
    )
    return Diagnostic(Code.SKIPPED, f"{what} left out: {listed}", severity="note")


def _nothing(paths: Sequence[str], diagnostics: Sequence[Diagnostic]) -> Diagnostic:
    rejected = any(d.severity == "error" for d in diagnostics)
    message = "nothing to score: no interview could be read" if rejected else "nothing to score"
    hint = (
        "`cfdiag check` lists every fault of a file"
        if rejected
        else "name interviews or a folder that holds them; `cfdiag interview` makes one"
    )
    place = Location(paths[0]) if len(paths) == 1 and not rejected else None
    return Diagnostic(Code.NOTHING_TO_SCORE, message, place, hint)
