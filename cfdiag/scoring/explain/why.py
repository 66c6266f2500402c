"""The chain behind a figure: answers (file and line) → points → weight → dimension → rule → action.

For one interview the arithmetic is exact to the answer; for many it is the sums. Answers of single people
are listed only where they may be: one interview, everybody attributed by consent, or `unmasked`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import closest, fault
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.scoring.explain.explanation import Chain, Link, Source
from cfdiag.scoring.many.perception import with_findings
from cfdiag.scoring.options import Options, Phrasing
from cfdiag.scoring.plan.priority import merged
from cfdiag.scoring.reasons import NOT_SCORED

__all__ = ["Link", "Source", "explain"]

_KNOWN = 12
"""How many targets a hint lists."""


def explain(
    target: str,
    sources: Sequence[Source],
    questionnaires: Mapping[str, Questionnaire],
    options: Options,
    words: Phrasing,
    *,
    others_silent: bool = False,
) -> list[Link]:
    """The chains behind a target, one per questionnaire that has it.

    Args:
        target: `overall`, a dimension, a question (or `section/item/question`), a finding or an action, all
            by id; with `questionnaire:` before it for one questionnaire only.
        sources: the interviews.
        questionnaires: by name.
        options: of the run.
        words: the language of titles.
        others_silent: whether more interviews came in, without an answer: one that is left is not alone.

    Raises:
        CfdiagError: `unknown-target`.
    """
    only, _, name = target.rpartition(":")
    alone = len(sources) == 1 and not others_silent
    every: dict[str, Chain] = {}
    for key in sorted({source.questionnaire for source in sources}):
        mine = [source for source in sources if source.questionnaire == key]
        every[key] = Chain(questionnaires[key], mine, options, words, alone=alone)
    chains = list(every.values())
    by_id = merged(candidate for chain in chains for candidate in chain.candidates)
    for chain, result in zip(chains, with_findings([chain.result for chain in chains]), strict=True):
        chain.by_id, chain.result = by_id, result
    # What a run compares and plans hangs together: the others are left out only now.
    chains = [chain for key, chain in every.items() if not only or only in (chain.questionnaire.id, key)]
    found = [
        msgspec.structs.replace(node, questionnaire=chain.questionnaire.id)
        for chain in chains
        for node in chain.find(name)
    ]
    # Where some questionnaires have the figure, those that can have none by design say nothing.
    found = [node for node in found if node.reason != NOT_SCORED] or found
    if not found:
        known = sorted({each for chain in chains for each in chain.targets()})
        if only and not chains:
            known = sorted({f"{questionnaires[source.questionnaire].id}:{name}" for source in sources})
        hint = (
            closest(target if only and not chains else name, known)
            or f"known here: {', '.join(known[:_KNOWN])}"
        )
        raise fault(Code.UNKNOWN_TARGET, f"there is no score, finding or action '{target}' here", hint)
    return found
