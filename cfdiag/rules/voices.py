"""Whose words an answer holds, and what they agreed to: the respondent's, or those of the item's person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from cfdiag.model.expression import Expression, Name, holds, names
from cfdiag.model.interview import Consent, Interview, stricter
from cfdiag.model.questionnaire import Questionnaire, Section
from cfdiag.rules.lookup import SpeakerLookup, items_of


class Voice(NamedTuple):
    """Who said it: their consent, and their name as far as it is known."""

    consent: Consent | None
    name: str
    third: bool
    """Not the respondent: somebody whose words the respondent noted."""


def voice_of(interview: Interview, section: Section, item: str) -> Voice:
    """Whose words the answers of a section are, about one item where it is repeated.

    What a person did not clearly agree to is not theirs to be quoted with: a condition that is unknown, or
    not there, does not hold, whoever holds the pen and whatever they agreed to for themselves.
    """
    speaker = section.repeat.speaker if section.repeat else None
    if speaker is None:
        return Voice(interview.respondent.consent, interview.respondent.name or "", third=False)
    lookup = SpeakerLookup(interview, section.id, item)
    if speaker.named is not None and holds(speaker.named, lookup):
        return Voice(Consent.NAMED, _name(interview, section, item, speaker.name), third=True)
    may = speaker.quotable is not None and holds(speaker.quotable, lookup)
    return Voice(Consent.QUOTED if may else Consent.COUNTED, "", third=True)


def _name(interview: Interview, section: Section, item: str, question: str | None) -> str:
    if question is None:
        return interview.items.get(section.id, {}).get(item, "")
    said = SpeakerLookup(interview, section.id, item).name((question,))
    return said if isinstance(said, str) else ""


def restricted(kept: Interview, other: Interview, questionnaire: Questionnaire) -> Interview:
    """An interview with the stricter consent of two copies: the respondent's, and that of those it quotes.

    Args:
        kept: the copy whose answers count.
        other: another copy, perhaps reopened and not finished.
        questionnaire: as it was asked.
    """
    who = kept.respondent
    consent = stricter(who.consent, other.respondent.consent)
    if consent != who.consent:
        who = msgspec.structs.replace(who, consent=consent, consent_at=other.respondent.consent_at)
    answers = dict(kept.answers)
    for key, answer in kept.answers.items():
        theirs = other.answers.get(key)
        if answer.quotable and theirs is not None and not theirs.quotable:
            answers[key] = msgspec.structs.replace(answer, quotable=False)
    for key in _taken_back(kept, other, questionnaire):
        if key in other.answers:
            answers[key] = other.answers[key]
        else:
            answers.pop(key, None)
    if who == kept.respondent and answers == kept.answers:
        return kept
    return msgspec.structs.replace(kept, respondent=who, answers=answers)


def _taken_back(kept: Interview, other: Interview, questionnaire: Questionnaire) -> Iterator[str]:
    """The answers by which somebody who is quoted agrees to less in the other copy."""
    for section in questionnaire.sections:
        if section.repeat is None or section.repeat.speaker is None:
            continue
        for item in items_of(kept, section.id):
            mine, theirs = (voice_of(copy, section, item).consent for copy in (kept, other))
            if mine != theirs and stricter(mine, theirs) == theirs:
                yield from _asked_of(kept, section, item)


def consent_questions(questionnaire: Questionnaire) -> frozenset[str]:
    """The questions whose answers say what may become of somebody else's words."""
    speakers = [s.repeat.speaker for s in questionnaire.sections if s.repeat and s.repeat.speaker]
    conditions = [c for speaker in speakers for c in (speaker.quotable, speaker.named) if c is not None]
    return frozenset(name for condition in conditions for name in _questions(condition))


def _asked_of(interview: Interview, section: Section, item: str) -> list[str]:
    """The keys of the answers that a person's consent rests on."""
    speaker = section.repeat.speaker if section.repeat else None
    conditions = [c for c in (speaker.quotable, speaker.named) if c is not None] if speaker else []
    lookup = SpeakerLookup(interview, section.id, item)
    found = (lookup.key(name) for condition in conditions for name in _questions(condition))
    return [key for key in dict.fromkeys(found) if key]


def _questions(condition: Expression) -> list[str]:
    return [name.path[0] for name in names(condition) if isinstance(name, Name)]
