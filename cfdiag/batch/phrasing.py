"""How scoring says things: handed in from here, because that room knows no files and no templates."""

from __future__ import annotations

from collections.abc import Mapping

from cfdiag.locales.locale import Locale
from cfdiag.model.questionnaire import Side
from cfdiag.model.text import Text
from cfdiag.rules.say import say
from cfdiag.scoring.options import Phrasing


def phrasing_in(
    locale: Locale, client: str = "", lists: Mapping[str, Mapping[str, str]] | None = None
) -> Phrasing:
    """How scoring says things in a language: the tool's sentences, and the questionnaire's texts.

    Args:
        locale: the language.
        client: the organisation that texts are about; neutral words without.
        lists: what the engagement's own items are called, by list and id.
    """

    def text(text: Text | None, group: str, item: str = "", side: Side = "inside", **known: object) -> str:
        return say(text, locale.language, group, side, item=item, organisation=client, **known).strip()

    return Phrasing(locale=locale, text=text, lists=lists or {})
