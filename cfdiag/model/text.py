"""A text of a file in its wordings: per group and per language.

No `from __future__ import annotations` here: whoever decodes these would evaluate a text for every field.
"""

import msgspec

ANY_GROUP = ""


def with_parent(language: str) -> tuple[str, ...]:
    """A language and, of one with a region (`pt-BR`), the language alone."""
    parent = language.partition("-")[0]
    return (language,) if parent == language else (language, parent)


def spelled(language: str) -> str:
    """A language as it is written in files, however it was typed: `pt-BR`."""
    parent, _, region = language.strip().replace("_", "-").partition("-")
    return f"{parent.lower()}-{region.upper()}" if region else parent.lower()


class Text(msgspec.Struct, frozen=True):
    """One text in its wordings: `{group: {language: wording}}`, group `""` for everybody."""

    wordings: dict[str, dict[str, str]]
    language: str
    """The base language: what is shown where a translation is missing."""

    def speaks(self, language: str) -> bool:
        """Whether every wording is there in a language; for a region (`pt-BR`) the language is enough."""
        return all(
            any(known in by_language for known in with_parent(language))
            for by_language in self.wordings.values()
        )

    def pick(self, language: str = "", group: str = ANY_GROUP) -> str:
        """The wording for a group in a language.

        A group without its own wording gets everybody's; a missing region its language, a missing language
        the base language. A
        text written for other groups only gives its first wording.
        """
        by_language = (
            self.wordings.get(group) or self.wordings.get(ANY_GROUP) or next(iter(self.wordings.values()), {})
        )
        if language in by_language:
            return by_language[language]
        for known in (*with_parent(language), *with_parent(self.language)):
            if known in by_language:
                return by_language[known]
        return next(iter(by_language.values()), "")

    def languages(self) -> frozenset[str]:
        """The languages in which every wording exists."""
        sets = [frozenset(by_language) for by_language in self.wordings.values()]
        return frozenset.intersection(*sets) if sets else frozenset()


def plain(wording: str, language: str = "en") -> Text:
    """A text with one wording for everybody."""
    return Text({ANY_GROUP: {language: wording}}, language)
