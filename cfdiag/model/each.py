"""An interview as a table lists it, answer by answer: no names, no remarks, no evidence."""

from __future__ import annotations

import msgspec


class ListedAnswer(msgspec.Struct, frozen=True, array_like=True):
    """One answer: a figure or what was picked, never words."""

    key: str
    """As in the interview: a question's id, or `section/item/question`."""
    status: str
    number: float | int | None = None
    """Of ratings (as answered, not reversed) and numbers."""
    option: str | None = None
    """Of all else but words: an option's id, `yes`, a day; of several options their ids with `;` between."""
    points: float | None = None
    """0 to 100, after reversal."""
    importance: int | None = None


class ListedInterview(msgspec.Struct, frozen=True, array_like=True):
    """One interview that may be listed."""

    questionnaire: str
    version: str
    id: str
    group: str
    department: str | None
    account: str | None
    finished: bool
    overall: float | None
    answers: list[ListedAnswer]
