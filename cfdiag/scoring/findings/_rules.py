"""Headlines of the questionnaire itself: a rule that holds, and its author's sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import UNSET

from cfdiag.model.expression import evaluate, truth
from cfdiag.model.questionnaire import FindingRule, Questionnaire
from cfdiag.model.result import Finding
from cfdiag.rules.facts import Facts, rests_on
from cfdiag.scoring.options import Phrasing


def holding(
    questionnaire: Questionnaire, facts: Facts, kind: Literal["concern", "strength"]
) -> Iterator[FindingRule]:
    """The rules of a kind that hold."""
    for rule in questionnaire.findings:
        if rule.kind == kind and truth(evaluate(rule.when, facts)) is True:
            yield rule


def found_by_rule(
    questionnaire: Questionnaire, facts: Facts, kind: Literal["concern", "strength"]
) -> Iterator[Finding]:
    """A finding for each rule that holds, in the order of the file."""
    for rule in holding(questionnaire, facts, kind):
        yield Finding(
            kind=kind,
            id=rule.id,
            questionnaire=questionnaire.id,
            question=rule.because[0] if len(rule.because) == 1 else UNSET,
            strength=kind == "strength",
            private=True if rule.private else UNSET,
        )


def said_by_rule(finding: Finding, questionnaire: Questionnaire, words: Phrasing) -> str:
    """The author's sentence."""
    rule = next((each for each in questionnaire.findings if each.id == finding.id), None)
    return words.text(rule.text, next(iter(questionnaire.groups_of("inside")), "")) if rule else finding.text


def in_question(questionnaire: Questionnaire, facts: Facts) -> frozenset[str]:
    """The dimensions that a concern of the questionnaire's own speaks of: on target is then no strength."""
    asked = (rest for rule in holding(questionnaire, facts, "concern") for rest in rests_on(rule.when))
    return frozenset(rest.id for rest in asked if rest.fact == "score")


def size(finding: Finding) -> float:
    """A rule holds or does not: it has no size."""
    del finding
    return 0.0
