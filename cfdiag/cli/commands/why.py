"""Show the chain of answers behind a score, a finding or an action.

Listed: 33, See
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

import typer

from cfdiag.batch.answer_lines import Places
from cfdiag.batch.score import Scored, of_engagement, phrasing_in, score_paths
from cfdiag.cli.console import out, report_faults
from cfdiag.cli.exits import Exit
from cfdiag.cli.flags import Day, Language, Questionnaires, Quiet, Seed
from cfdiag.cli.settings import chosen_day, chosen_language, terminal
from cfdiag.cli.sources import around, stdin_for
from cfdiag.ground.diagnostics import fault
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.result import Result
from cfdiag.render.terminal import explanation
from cfdiag.scoring.explain.why import Source, explain
from cfdiag.scoring.options import Options

_UNLISTED = (
    "Single answers are not listed, to protect respondents; --unmasked lists them, with file and line."
)


def command(
    arguments: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH… TARGET",
            help="Interviews, then what to explain: overall, a dimension, a question, a finding or an action;"
            " questionnaire:target where several have it.",
        ),
    ],
    unmasked: Annotated[
        bool,
        typer.Option("--unmasked", help="List single answers also of anonymous groups: for your own eyes."),
    ] = False,
    day: Day = "",
    seed: Seed = 0,
    language: Language = "",
    questionnaires: Questionnaires = None,
    quiet: Quiet = False,
) -> Exit:
    """The chain behind a figure: answers, with file and line, their points, weights, rule, action.

    \b
    Examples:
      cfdiag why interviews/ overall
      cfdiag why interviews/ana.json sharing
      cfdiag why interviews/ customer-view:go_and_see --unmasked
    """
    *paths, target = arguments
    if not paths:
        raise fault(
            "wrong-use",
            "say which interviews, and what to explain",
            "for example: cfdiag why interviews/ overall",
        )
    near = around(paths, questionnaires)
    spoken = chosen_language(language, near.engagement)
    options = of_engagement(
        Options(unmasked=unmasked, seed=seed, language=spoken, today=chosen_day(day)), near.engagement
    )
    stdin = stdin_for(paths)
    scored = score_paths(paths, near.library, options, keep=True, stdin=stdin)
    places = Places(stdin or b"")
    sources = [
        Source(interview, file, scored.name_of(interview), places.of(interview, file))
        for interview, file in scored.interviews
    ]
    chains = [
        node
        for each in _targets(target, scored.result)
        for node in explain(
            each, sources, scored.questionnaires, options, phrasing_in(spoken, near.engagement.client)
        )
    ]
    context = terminal(spoken)
    words = locale_for(spoken)
    out(_origin(scored, {node.questionnaire for node in chains}, words))
    out()
    out(explanation.render(chains, context))
    if not explanation.answers_listed(chains):
        out()
        out(words(_UNLISTED))
    report_faults(d for d in scored.diagnostics if d.severity == "error" or not quiet)
    return Exit.WRONG if scored.rejected else Exit.DONE


def _targets(target: str, result: Result) -> list[str]:
    """What is to be explained; the kind of a finding stands for all findings of that kind."""
    only, _, kind = target.rpartition(":")
    found = [
        f"{each.id}:{subject}"
        for each in result.questionnaires
        if only in ("", each.id)
        for finding in each.findings
        if finding.kind == kind
        for subject in (finding.id, finding.question, finding.dimension)
        if isinstance(subject, str)
    ]
    return list(dict.fromkeys(found)) or [target]


def _origin(scored: Scored, ids: Collection[str], words: Locale) -> str:
    """Which questionnaires and how many interviews the chains rest on."""
    lines = []
    for each in scored.result.questionnaires:
        if each.id in ids:
            file = next(q.file for q in scored.questionnaires.values() if q.sha256 == each.sha256)
            n = words.plural("{n} interview", "{n} interviews", each.n)
            place = f"{explanation.short_path(file)}, sha256 {each.sha256[:12]}"
            lines.append(f"{each.title}: {n}, {each.id} {each.version} ({place})")
    return "\n".join(lines)
