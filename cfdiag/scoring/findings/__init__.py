"""Findings: what is worth saying about one questionnaire. Each kind is the file of its name in this folder.

A kind finds facts (`find`: what it is about, and the figures that count) and words them (`text`: one
sentence, the same in every output). Nothing is ranked by p values: order is by size; but a perception finding
is one only when all questions that were compared are counted. A file whose name begins with `_` is no kind
but what several share.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from msgspec.structs import replace

from cfdiag.ground.folder import Folder
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Finding, QuestionnaireResult
from cfdiag.rules.fact_lookup import Facts
from cfdiag.scoring.options import Phrasing

ENTRY = ("ORDER", "WEIGHT", "SENTENCES", "find", "text", "size")
"""What each file of this folder brings: the names of `FindingKind`."""


class FindingKind(Protocol):
    """What the file of a kind holds."""

    ORDER: int
    """Its place among a questionnaire's findings."""
    WEIGHT: float
    """How much it says, whatever its size: a headline that an author wrote 1000, down to a dimension 0."""
    SENTENCES: tuple[str, ...]
    """Everything it says, in English, for the translations."""

    @staticmethod
    def find(questionnaire: Questionnaire, result: QuestionnaireResult, facts: Facts) -> Iterator[Finding]:
        """The findings of this kind, the weightiest first, without their text."""

    @staticmethod
    def text(finding: Finding, questionnaire: Questionnaire, words: Phrasing) -> str:
        """The sentence."""

    @staticmethod
    def size(finding: Finding) -> float:
        """How large it is, in points of 100."""


KINDS: dict[str, FindingKind] = dict(Folder[FindingKind](__name__))
"""`{kind: its module}`."""


def findings(
    questionnaire: Questionnaire, result: QuestionnaireResult, facts: Facts, words: Phrasing
) -> list[Finding]:
    """All findings of a questionnaire, kind by kind, each with its sentence.

    Args:
        questionnaire: with its headline rules.
        result: its figures, floors applied.
        facts: the same for rules.
        words: the language of the sentences.
    """
    kinds = sorted(KINDS.values(), key=lambda kind: kind.ORDER)
    found = [each for kind in kinds for each in kind.find(questionnaire, result, facts)]
    return [replace(each, text=text_of(each, questionnaire, words)) for each in found]


def text_of(finding: Finding, questionnaire: Questionnaire, words: Phrasing) -> str:
    """A finding as a sentence, from its facts; one of a kind that is not known here as it was said."""
    kind = KINDS.get(finding.kind)
    return kind.text(finding, questionnaire, words) if kind else finding.text


def weight(finding: Finding) -> float:
    """How much a finding says beside others."""
    kind = KINDS.get(finding.kind)
    return kind.WEIGHT + kind.size(finding) if kind else 0.0
