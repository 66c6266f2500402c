"""The words by which tables of others are understood: `words.yaml`, read once, folded for comparison."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from cfdiag.exchange.table import folded
from cfdiag.ground.files import read_bytes

FILE = Path(__file__).with_name("words.yaml")

_ByLanguage = dict[str, tuple[str, ...]]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    unproven: tuple[str, ...]
    accounts: dict[str, _ByLanguage]
    deals: dict[str, _ByLanguage]
    won: _ByLanguage
    lost: _ByLanguage
    entities: tuple[str, ...]
    currencies: dict[str, str]
    currency_codes: frozenset[str]
    legal_forms: tuple[str, ...]
    # `and` is a keyword here, and the natural word there.
    ands: tuple[str, ...] = msgspec.field(name="and")
    months: dict[str, tuple[tuple[str, ...], ...]]
    roster: dict[str, _ByLanguage]
    survey: dict[str, _ByLanguage]
    languages: dict[str, str]
    form_types: tuple[str, ...]
    plan: dict[str, _ByLanguage]


class Words(msgspec.Struct, frozen=True):
    """Folded words: of a field those that come first are the better ones."""

    accounts: Mapping[str, tuple[str, ...]]
    deals: Mapping[str, tuple[str, ...]]
    roster: Mapping[str, tuple[str, ...]]
    plan: Mapping[str, tuple[str, ...]]
    won: frozenset[str]
    lost: frozenset[str]
    entities: frozenset[str]
    currencies: Mapping[str, str]
    currency_codes: frozenset[str]
    legal_forms: tuple[str, ...]
    """The longest first: `gmbh co kg` before `kg`."""
    ands: frozenset[str]
    months: Mapping[str, int]
    """From 1."""
    languages: Mapping[str, str]
    """What a language is called in English, by its code."""
    form_types: frozenset[str]
    """What is written as the type of a question where a form is written down."""
    survey: Mapping[str, frozenset[str]]
    """What stands in the headers of responses, and in cells instead of an answer, by what it means."""

    def means(self, meaning: str, text: str) -> bool:
        """Whether a text of a response has a meaning: `unknown`, `yes`, `timestamp`."""
        return folded(text) in self.survey[meaning]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of the file that came with cfdiag."""
    file = msgspec.yaml.decode(read_bytes(FILE), type=_File)
    forms = {folded(form) for form in file.legal_forms}
    return Words(
        accounts=_fields(file.accounts),
        deals=_fields(file.deals),
        roster=_fields(file.roster),
        plan=_fields(file.plan),
        won=frozenset(_all(file.won)),
        lost=frozenset(_all(file.lost)),
        entities=frozenset(map(folded, file.entities)),
        currencies=file.currencies,
        currency_codes=file.currency_codes,
        legal_forms=tuple(
            sorted({*forms, *(form.replace(" ", "") for form in forms)}, key=lambda form: (-len(form), form))
        ),
        ands=frozenset(map(folded, file.ands)),
        months={
            folded(name): number
            for language in file.months.values()
            for number, names in enumerate(language, 1)
            for name in names
        },
        languages=file.languages,
        form_types=frozenset(map(folded, file.form_types)),
        survey={meaning: frozenset(_all(by_language)) for meaning, by_language in file.survey.items()},
    )


def _fields(fields: Mapping[str, _ByLanguage]) -> dict[str, tuple[str, ...]]:
    return {field: _all(by_language) for field, by_language in fields.items()}


def _all(by_language: _ByLanguage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded(word) for several in by_language.values() for word in several))
