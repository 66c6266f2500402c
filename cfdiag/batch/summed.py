"""From what the pieces of a run left behind to its result: added up, told, and what may be listed of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import UNSET

from cfdiag.batch.benches import InterviewKey
from cfdiag.batch.breakdowns import check_cells, check_fields
from cfdiag.batch.listed import ListedGroup, ListedInterviews
from cfdiag.batch.messages import unlisted_note
from cfdiag.batch.partial import Halves, PartialRun
from cfdiag.batch.phrasing import phrasing_in
from cfdiag.ground.diagnostics import Diagnostic, Location
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.engagement import Engagement
from cfdiag.model.interview import Interview
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.release import History, Participant, Past
from cfdiag.model.result import Inputs, Rejected, Result
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.options import Options, lists_of
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


def summed(
    part: PartialRun,
    diagnostics: list[Diagnostic],
    options: Options,
    engagement: Engagement,
    *,
    past: Mapping[str, Sequence[Past]] | None = None,
    listing: ListedInterviews | None = None,
) -> Scored:
    """The result of all that was taken in, and what it was made from."""
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
