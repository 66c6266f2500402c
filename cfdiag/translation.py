"""The tool's own words in other languages: one YAML file a language, English in the code.

`templates/languages/nl.yaml` holds `English sentence: Dutch sentence` and, for what is counted,
`English plural: [one, many]`. A sentence without a translation stays English.
"""

from __future__ import annotations

from functools import lru_cache

import yaml

from cfdiag.files import shipped

LANGUAGES = ("en", "nl")


class Translator:
    """Looks sentences up in one language; `{name}` parts are filled in after the look-up."""

    def __init__(self, language: str, catalogue: dict[str, str | list[str]]) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: str, /, **values: object) -> str:
        """The sentence in the translator's language."""
        found = self._catalogue.get(message, message)
        wording = found if isinstance(found, str) else found[-1]
        return wording.format(**values) if values else wording

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The sentence for one or for many; `{n}` is the number."""
        found = self._catalogue.get(many)
        forms = found if isinstance(found, list) else [one, many]
        return forms[0 if n == 1 else 1].format(n=n, **values)


@lru_cache(maxsize=8)
def translator(language: str = "en") -> Translator:
    """The translator for a language; for one that is not there, English."""
    path = shipped("templates") / "languages" / f"{language}.yaml"
    if language == "en" or language not in LANGUAGES or not path.is_file():
        return Translator("en", {})
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Translator(language, yaml.load(path.read_bytes(), Loader=loader) or {})  # noqa: S506
