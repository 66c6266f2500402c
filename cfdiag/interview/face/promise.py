"""What is promised about the answers and the words of a respondent; one wording for every page."""

from __future__ import annotations

from cfdiag.interview import consent
from cfdiag.interview.face.page_model import ListedOption
from cfdiag.interview.face.phrases import Phrases
from cfdiag.model.interview import Consent

_AGREED: dict[Consent | None, str] = {
    Consent.NAMED: "Remarks may be quoted by name, as was agreed.",
    Consent.QUOTED: "Remarks may be quoted without a name, as was agreed.",
    Consent.COUNTED: "The answers are counted; what is said in them is quoted nowhere.",
    None: "Nothing was agreed about what was said in words: no name stands with it.",
}


_MAY_STOP = {
    True: "You may stop at any time and skip any question.",
    False: "You may stop at any time, and you may skip any question.",
}
"""What is said where the rest was agreed beforehand, by whether they are insiders."""


def promise(words: Phrases) -> str:
    """What happens with the answers and the words; the same sentences on every page."""
    say, group = words.say, words.questionnaire.groups.get(words.group)
    given = words.interview.respondent.consent
    anonymous = group is not None and group.anonymous
    together = say(
        "The answers are counted together with those of others, and figures of fewer than {n} people are"
        " not shown.",
        n=words.questionnaire.min_group,
    )
    parts = [together] if anonymous and given != Consent.COUNTED else []
    if given is None:
        parts.append(say(_at_the_end(words, anonymous=anonymous)))
    else:
        inside = words.questionnaire.side(words.group) == "inside"
        parts += [say(_MAY_STOP[inside]), say(_AGREED[given])]
    return " ".join(parts)


def kept_promise(words: Phrases) -> str:
    """What was agreed in the end; where nothing was, the strictest holds."""
    given = words.interview.respondent.consent
    return words.say(_AGREED.get(given, _AGREED[None]))


def _at_the_end(words: Phrases, *, anonymous: bool) -> str:
    """What is read aloud before the first question, in English."""
    # A sentence each, although they begin alike: customers are spoken to more formally than colleagues.
    inside = words.questionnaire.side(words.group) == "inside"
    if anonymous and inside:
        return (
            "You may stop at any time and skip any question; your name is not kept, and at the end you"
            " decide whether your words may be quoted."
        )
    if anonymous:
        return (
            "You may stop at any time, you may skip any question, your name is not kept, and at the end"
            " you decide whether your words may be quoted."
        )
    if inside:
        return (
            "You may stop at any time and skip any question; at the end you decide whether your name"
            " stands with it."
        )
    return (
        "You may stop at any time, you may skip any question, and at the end you decide whether your name"
        " stands with it."
    )


def consent_and_key(words: Phrases) -> str:
    """What may become of the words as things stand, and the key that says otherwise."""
    return f"{words.consent()} {words.say('c changes it.')}"


def consent_choices(words: Phrases) -> tuple[ListedOption, ...]:
    """What can be agreed to, each with what follows from it."""
    given, say = words.interview.respondent.consent, words.say
    return tuple(
        ListedOption(one.value, say(consent.CHOICES[one]), chosen=one == given)
        for one in consent.offered_consents(words.questionnaire, words.interview)
    )
