"""The result as workflow commands: faults and failed gates become annotations of a GitHub run."""

from __future__ import annotations

from collections.abc import Iterator

from cfdiag.ground.diagnostics import Location
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.result import QuestionnaireResult, Result
from cfdiag.render.context import OutputContext
from cfdiag.render.faults.github import at_place, workflow_command
from cfdiag.render.score_sentences import recommendation, unshown_sentences
from cfdiag.render.sentences import gate_sentence, more_rejected, stamps


def render(result: Result, context: OutputContext) -> str:
    """One command a line: failed gates, rejected files, warnings, then a notice with the overall scores."""
    return "\n".join(_commands(result, locale_for(context.language)))


MOST_FILES = 8
"""GitHub shows ten errors a step: what would be the ninth file is one line that counts the rest."""


def _commands(result: Result, words: Locale) -> Iterator[str]:
    for gate in result.gates:
        if not gate.passed:
            yield workflow_command("error", gate_sentence(gate, words), title=words("Gate failed"))
    for each in result.inputs.rejected[:MOST_FILES]:
        place = Location(each.file, each.line, each.column)
        yield at_place("error", each.message, place, each.code)
    said = more_rejected(len(result.inputs.rejected) - MOST_FILES, words)
    if said:
        yield workflow_command("error", said, title="cfdiag")
    for warning in result.inputs.warnings:
        yield workflow_command("warning", warning, title="cfdiag")
    for stamp in stamps(result, words):
        yield workflow_command("notice", stamp, title="cfdiag")
    for questionnaire in result.questionnaires:
        for said in _notices(questionnaire, words):
            yield workflow_command("notice", f"{questionnaire.id}: {said}", title="cfdiag")


def _notices(questionnaire: QuestionnaireResult, words: Locale) -> Iterator[str]:
    n = words.plural("{n} interview", "{n} interviews", questionnaire.n)
    yield f"{words.number(questionnaire.overall.score)} ({n})"
    yield from unshown_sentences(questionnaire, words)
    for id_, question in questionnaire.questions.items():
        if "/" not in id_ and (said := recommendation(question, words)):
            yield said
