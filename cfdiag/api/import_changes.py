"""What a response says otherwise than when it was imported before, in words."""

from __future__ import annotations

import msgspec

from cfdiag.model.interview import Answer, Interview

_WORDS = {
    "answers": "other answers",
    "items": "other items of their own",
    "group": "another group",
    "account": "another account",
    "department": "another department",
    "organisation": "another organisation",
    "name": "another name",
    "consent": "another consent",
    "language": "another language",
    "finished": "another day",
}
"""By the field of the interview or its respondent, in the order they are told in; never what it holds."""
_OTHERWISE = "other particulars"
_OF_THE_READING = frozenset({"id", "tool", "questionnaire", "extra"})
"""What tells how and by whom a response was read."""


def response_changes(earlier: Interview, later: Interview, *, dated: bool) -> tuple[str, ...]:
    """What differs between two readings of one response; nothing where they say the same.

    What a mapping reads and nobody answered is as if it were not read.

    Args:
        earlier: as it was imported before.
        later: as it is now.
        dated: whether responses say when they were sent; else the day of the import says nothing of them.
    """
    now, was = _told(later), _told(earlier)
    differing = {field for field in now if now[field] != was[field]}
    both = earlier.finished is not None and later.finished is not None
    if later.finished is None or (both and not dated):  # what was finished stays so
        differing.discard("finished")
    words = _WORDS if both else {**_WORDS, "finished": "an end that the earlier one lacks"}
    named = [words[field] for field in _WORDS if field in differing]
    return (*named, *([_OTHERWISE] if differing - _WORDS.keys() else []))


def _told(interview: Interview) -> dict[str, object]:
    """Every field of an interview and its respondent that says something of the response."""
    held = {name: v for name, v in msgspec.structs.asdict(interview).items() if name not in _OF_THE_READING}
    who = msgspec.structs.asdict(interview.respondent)  # it has an id and room for what others add, too
    person = {name: who.pop(name) for name in _WORDS if name in who}
    return {**held, **person, "respondent": who, "answers": _answered(interview)}


def _answered(interview: Interview) -> dict[str, Answer]:
    nothing = Answer(status="skipped")
    return {key: answer for key, answer in interview.answers.items() if answer != nothing}
