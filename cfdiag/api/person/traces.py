"""By what a person is found in a file: names, ids, and the words they said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from cfdiag.api.names import IN_FILE_NAMES, PeopleNames, changed, spelled_out
from cfdiag.interview.items import OWN_ITEM
from cfdiag.model.interview import Interview, question_of
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.questions import TYPES

_SPACES = re.compile(r"\s+")
_RUN = 5
"""So many words in a row are somebody's own; fewer are said by many."""
_LONG_ID = 32
"""Letters: an id of so many is nobody else's, whatever it stands in."""
_SHORTEST = 8
"""Letters: a remark of fewer, and of one word, cannot be told from anybody's."""


class Traces:
    """What leads to one person.

    Args:
        names: what they are called, in full.
        ids: of their interviews, and of themselves in them.
        words: what they said, remark by remark.
        instead: what stands in the place of a name where others go on.
    """

    def __init__(
        self, names: Iterable[str], ids: Iterable[str], words: Iterable[str], instead: str = "…"
    ) -> None:
        self.names = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
        self.ids = frozenset(ids)
        self.words = tuple(dict.fromkeys(word for word in words if _is_telling(word)))
        self.instead = instead

    @cached_property
    def _called(self) -> PeopleNames:
        return PeopleNames(self.names)

    @cached_property
    def _called_in_file_names(self) -> PeopleNames:
        return PeopleNames(self.names, IN_FILE_NAMES)

    @cached_property
    def _known_as(self) -> re.Pattern[str] | None:
        # Ids of respondents may be short: `r7` is in many words. Those of interviews stand in names of files.
        ids = sorted(self.ids, key=len, reverse=True)
        alone = [rf"(?<![\w-]){re.escape(id_)}(?![\w-])" for id_ in ids if len(id_) < _LONG_ID]
        parts = [re.escape(id_) for id_ in ids if len(id_) >= _LONG_ID] + alone
        return re.compile("|".join(parts)) if parts else None

    @cached_property
    def _said(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(run for word in self.words for run in _runs(word)))

    @property
    def by_name(self) -> Traces:
        """The same without what they said: for files in which others speak."""
        return Traces(self.names, self.ids, (), self.instead)

    @cached_property
    def _whole(self) -> re.Pattern[str] | None:
        return _any_of(self.words)

    @cached_property
    def _part(self) -> re.Pattern[str] | None:
        return _any_of(self._said)

    def named_in(self, text: str) -> int:
        """How often the text names them."""
        return self._called.count(text)

    def in_file_name(self, text: str) -> bool:
        """Whether the name of a file or a folder names them, or an interview of theirs."""
        known = any(id_ in text for id_ in self.ids if len(id_) >= _LONG_ID)
        return known or self._called_in_file_names.count(text) > 0

    def in_text(self, text: str) -> bool:
        """Whether anything in the text leads to them."""
        if self.named_in(text) or (self._known_as is not None and self._known_as.search(text)):
            return True
        flat = _flat(text)
        return any(run in flat for run in self._said)

    def without(self, text: str) -> str:
        """The text without them; with something else in their place."""
        if not self.in_text(text):
            return text
        text = self.replaced(text)
        # Part of what they said is left: then all of the sentence goes.
        return self.instead if self.in_text(text) else text

    def replaced(self, text: str) -> str:
        """The text with something else for their name, an id, a remark, or a telling part of one."""
        text = self._whole.sub(self.instead, text) if self._whole is not None else text
        text = self._part.sub(self.instead, text) if self._part is not None else text
        text = self._called.replaced(text, lambda _: self.instead)
        return self._known_as.sub(self.instead, text) if self._known_as is not None else text

    def without_in(self, value: Any) -> Any:  # noqa: ANN401  whatever a document holds
        """A document of plain values without them, in whatever place."""
        return changed(value, self.without, keys=True)


def words_of(interview: Interview, questionnaire: Questionnaire | None) -> Iterator[str]:
    """Every text that was typed while somebody was heard, remarks and names of items too.

    Args:
        interview: what was said.
        questionnaire: says which answers are words; without it all that are no ids are.
    """
    told = {**interview.set_aside, **interview.answers}
    for key, answer in told.items():
        yield from (answer.note, answer.evidence)
        if isinstance(answer.value, str) and is_in_words(key, questionnaire):
            yield answer.value
        yield from _texts(answer.extra)
    yield from (remark.text for remark in interview.remarks)
    for items in interview.items.values():
        yield from (label for id_, label in items.items() if OWN_ITEM.fullmatch(id_))


def is_in_words(key: str, questionnaire: Questionnaire | None) -> bool:
    """Whether an answer is words, by its question; without the questionnaire it may be."""
    question = questionnaire.question(question_of(key)) if questionnaire is not None else None
    return question is None or TYPES[question.type].in_words


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    # Broken over lines, and with the backslashes of Markdown, it is the same remark.
    parts = [r"\s+".join(map(spelled_out, word.split())) for word in sorted(words, key=_length)]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def _length(text: str) -> int:
    """The longest first: of two names in one the whole is meant."""
    return -len(text)


def _is_telling(word: str) -> bool:
    """Whether somebody's words can be told from others': more than one, or a long one that is no id."""
    flat = _flat(word)
    return " " in flat or (len(flat) >= _SHORTEST and "_" not in flat)


def _runs(word: str) -> Iterator[str]:
    parts = _flat(word).split(" ")
    if len(parts) <= _RUN:
        yield " ".join(parts)
        return
    for at in range(len(parts) - _RUN + 1):
        yield " ".join(parts[at : at + _RUN])


def _flat(text: str) -> str:
    return _SPACES.sub(" ", text).strip().casefold()
