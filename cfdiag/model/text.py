"""A text of a file in its wordings: per group and per language."""

from __future__ import annotations

import msgspec

ANY_GROUP = ""


class Text(msgspec.Struct, frozen=True):
    """One text in its wordings: `{group: {language: wording}}`, group `""` for everybody."""

    wordings: dict[str, dict[str, str]]
    language: str
    """The base language: what is shown where a translation is missing."""

    def pick(self, language: str = "", group: str = ANY_GROUP) -> str:
        """The wording for a group in a language.

        A group without its own wording gets everybody's; a missing language the base language. A
        text written for other groups only gives its first wording.
        """
        by_language = (
            self.wordings.get(group) or self.wordings.get(ANY_GROUP) or next(iter(self.wordings.values()), {})
        )
        if language in by_language:
            return by_language[language]
        return by_language.get(self.language) or next(iter(by_language.values()), "")

    def languages(self) -> frozenset[str]:
        """The languages in which every wording exists."""
        sets = [frozenset(by_language) for by_language in self.wordings.values()]
        return frozenset.intersection(*sets) if sets else frozenset()


def plain(wording: str, language: str = "en") -> Text:
    """A text with one wording for everybody."""
    return Text({ANY_GROUP: {language: wording}}, language)
