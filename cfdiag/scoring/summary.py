"""Tallies to a result: every questionnaire summed up, judged beside the others; the headline and the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
from msgspec import UNSET

from cfdiag import __version__
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.release import History
from cfdiag.model.result import (
    Inputs,
    Privacy,
    Result,
)
from cfdiag.scoring.counts import counted, counts_together
from cfdiag.scoring.headline import first_gap, headline
from cfdiag.scoring.many.perception import with_findings
from cfdiag.scoring.many.tally import Tally
from cfdiag.scoring.options import Options, Phrasing
from cfdiag.scoring.plan.firmness import firmness
from cfdiag.scoring.plan.order import answers_to, make_plan, sure_of_a_place
from cfdiag.scoring.plan.priority import action_scores, merged
from cfdiag.scoring.plan.redrawn import Redrawn
from cfdiag.scoring.privacy.suppression import MIN_COMMENTS, default_floor
from cfdiag.scoring.questionnaire_summary import Summary

__all__ = ["Options", "Phrasing", "summarise"]


def summarise(
    tallies: Mapping[str, Tally],
    questionnaires: Mapping[str, Questionnaire],
    options: Options,
    inputs: Inputs,
    words: Phrasing,
    *,
    history: Mapping[str, History] | None = None,
) -> Result:
    """Everything that one run shows.

    Args:
        tallies: by questionnaire; the names are those of `questionnaires`.
        questionnaires: as they were asked.
        options: what the run is asked for.
        inputs: what came in, for the record.
        words: the language of sentences and of texts.
        history: where this is a release: by questionnaire, the earlier ones and who is in this one.
    """
    alone = sum(tally.n for tally in tallies.values()) == 1 and not inputs.others_silent
    known = history or {}
    parts = [
        _beside(
            known.get(name), _maker(tallies[name], questionnaires[name], options, words, alone=alone), options
        )
        for name in sorted(tallies)
    ]
    # All comparisons of a run are one family of tests: no finding before every figure is there.
    figures = with_findings([part.figures() for part in parts])
    drafts = list(zip(parts, figures, strict=True))
    judged = [part.judge(draft) for part, draft in drafts]
    by_id = merged(each for _, found, _ in judged for each in found)
    draws = (
        {
            draft.id: Redrawn(part.questionnaire, draft, part.rows.populations, part.rows.top)
            for part, draft in drafts
        }
        if options.recount
        else {}
    )
    firm = firmness(by_id, draws, options.seed)
    results = counted(
        msgspec.structs.replace(
            draft, findings=said, actions=action_scores(by_id, draft.id, firm), not_judged=unknown
        )
        for (_, draft), (said, _, unknown) in zip(drafts, judged, strict=True)
    )
    opens = headline(
        results,
        {part.questionnaire.id: part.questionnaire for part in parts},
        options.opens_with,
        sure_of_a_place(by_id, firm),
    )
    dimensions = {part.questionnaire.id: part.heard.dimensions for part in parts}
    answering = answers_to(first_gap(results, opens), by_id, firm)
    return Result(
        tool=__version__,
        language=options.language,
        inputs=inputs,
        privacy=Privacy(
            min_group=default_floor(options.min_group),
            min_comments=options.min_comments if options.min_comments is not None else MIN_COMMENTS,
            unmasked=options.unmasked,
            between_runs=UNSET if options.between_runs else "off",
        ),
        questionnaires=results,
        counts=counts_together(results),
        opens_with=options.opens_with,
        headline=opens,
        plan=make_plan(by_id, results, dimensions, answering),
        seed=options.seed,
    )


def _beside(past: History | None, make: Callable[[History | None], Summary], options: Options) -> Summary:
    if past is None:
        return make(None)
    from cfdiag.scoring.privacy.again import made_beside  # noqa: PLC0415  most results are drafts

    return made_beside(past, make, by=list(options.by), listed=options.each)


def _maker(
    tally: Tally, questionnaire: Questionnaire, options: Options, words: Phrasing, *, alone: bool
) -> Callable[[History | None], Summary]:
    """What sums up a questionnaire beside earlier releases."""
    return lambda past: Summary(tally, questionnaire, options, words, alone=alone, history=past)
