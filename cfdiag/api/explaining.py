"""The chain from answers to a score, a finding or an action."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cfdiag.api.result import Result
from cfdiag.batch.answer_lines import Places
from cfdiag.batch.phrasing import phrasing_in
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.interview import Interview
from cfdiag.render.terminal.explanation import short_path
from cfdiag.rules.sameness import known_of, shared
from cfdiag.scoring.explain.explanation import Link
from cfdiag.scoring.explain.why import Source, explain
from cfdiag.scoring.options import lists_of, of_engagement


def chains(result: Result, target: str, stdin: bytes = b"") -> list[Link]:
    """The chains behind a target.

    Args:
        result: with the interviews kept.
        target: `overall`, a dimension, a question, a finding or its kind, an action; with the
            questionnaire before it, `id:target`, where several have it.
        stdin: what standard input held, for the lines of answers.

    Raises:
        CfdiagError: there is no such thing to explain.
    """
    places = Places(stdin)
    sources = [_source(interview, file, places, result) for interview, file in result.files]
    options = of_engagement(result.options, result.near.engagement)
    engagement = result.near.engagement
    words = phrasing_in(locale_for(result.options.language), engagement.client, lists_of(engagement))
    silent = result.figures.inputs.others_silent
    return [
        node
        for each in _targets(target, result)
        for node in explain(each, sources, result.held_with, options, words, others_silent=silent)
    ]


def _source(interview: Interview, file: str, places: Places, result: Result) -> Source:
    """An interview with the file and the line of each of its answers."""
    halves = result.halves.get(interview.id, ((interview, file),))
    lines: dict[str, int] = {}
    files: dict[str, str] = {}
    for half, at in halves:
        here = [key for key, answer in half.answers.items() if interview.answers.get(key) == answer]
        found = places.of(half, at)
        lines |= {key: found.get(key, 0) for key in here}
        files |= dict.fromkeys(here, at)
    not_asked = frozenset.intersection(*(_not_asked(half, result) for half, _ in halves))
    return Source(interview, file, interview.questionnaire.id, lines, files, not_asked)


def _not_asked(interview: Interview, result: Result) -> frozenset[str]:
    """What the text of an interview did not ask of what the text asks that it is scored with."""
    used, ref = result.held_with[interview.questionnaire.id], interview.questionnaire
    if ref.sha256 in ("", used.sha256, *used.same_as):
        return frozenset()
    held = result.near.library.get(ref.id, ref.version, ref.sha256)
    known = shared(held, used) if held.sha256 == ref.sha256 else known_of(interview, used)
    return known.not_asked


def origin(result: Result, found: Sequence[Link]) -> str:
    """Which questionnaires and how many interviews the chains rest on."""
    words = locale_for(result.options.language)
    ids: Collection[str] = {node.questionnaire for node in found}
    lines = []
    for each in result.questionnaires:
        if each.id in ids:
            file = next(q.file for q in result.held_with.values() if q.sha256 == each.sha256)
            n = words.plural("{n} interview", "{n} interviews", each.n)
            place = f"{short_path(file)}, sha256 {each.sha256[:12]}"
            lines.append(f"{each.title}: {n}, {each.id} {each.version} ({place})")
    return "\n".join(lines)


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
