"""The tool's own words in other languages: one YAML file a language, English in the code.

`templates/languages/nl.yaml` holds `English sentence: Dutch sentence` and, for what is counted,
`English plural: [one, many]`. A sentence without a translation stays English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Union

import yaml

from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location
from cfdiag.ground.files import read_bytes, shipped

LANGUAGES = ("en", "nl")

Wording = Union[str, "tuple[str, str]"]
"""A sentence, or the forms for one and for many."""

_PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")


class Translator:
    """Looks sentences up in one language; `{name}` parts are filled in after the look-up."""

    def __init__(self, language: str, catalogue: Mapping[str, Wording]) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: str, /, **values: object) -> str:
        """The sentence in the translator's language."""
        found = self._catalogue.get(message, message)
        return fill(found if isinstance(found, str) else found[1], values)

    def plural(self, one: str, many: str, n: float, /, **values: object) -> str:
        """The sentence for one or for many; `{n}` is the number."""
        found = self._catalogue.get(many)
        forms = found if isinstance(found, tuple) else (found, found) if found else (one, many)
        return fill(forms[0 if n == 1 else 1], {"n": n, **values})


def fill(wording: str, values: Mapping[str, object]) -> str:
    """The wording with its `{name}` parts filled in.

    Not `str.format`: that would let a template of somebody else reach into the values.
    """
    if "{" not in wording:
        return wording
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), wording)


@lru_cache(maxsize=8)
def translator(language: str = "en") -> Translator:
    """The translator for a language; for one that is not there, English.

    Raises:
        CfdiagError: every fault of the language's file, with its line.
    """
    path = shipped("templates") / "languages" / f"{language}.yaml"
    if language == "en" or language not in LANGUAGES or not path.is_file():
        return Translator("en", {})
    return Translator(language, read_catalogue(read_bytes(path), str(path)))


def read_catalogue(data: bytes, file: str) -> dict[str, Wording]:
    """A language's file, read strictly: no sentence twice, no `{name}` lost or made up.

    Raises:
        CfdiagError: `bad-translation`, every fault of the file at once.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(data, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
        raise CfdiagError(Diagnostic("bad-translation", "this is not YAML", place)) from error
    if root is None:
        return {}
    catalogue: dict[str, Wording] = {}
    faults: list[Diagnostic] = []
    if not isinstance(root, yaml.MappingNode):
        raise CfdiagError(
            Diagnostic("bad-translation", "a map of sentences is expected", Location(file, 1, 1))
        )
    for key, value in root.value:
        message = _scalar(key)
        wording = _wording(value)
        problem = _problem(message, wording, catalogue)
        if problem:
            place = Location(file, key.start_mark.line + 1, key.start_mark.column + 1)
            faults.append(Diagnostic("bad-translation", problem, place))
        elif message is not None and wording is not None:
            catalogue[message] = wording
    if faults:
        raise CfdiagError(*faults)
    return catalogue


def _scalar(node: yaml.Node) -> str | None:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else None


def _wording(node: yaml.Node) -> Wording | None:
    if isinstance(node, yaml.SequenceNode):
        forms = [_scalar(inner) for inner in node.value]
        one, many = forms if len(forms) == 2 else (None, None)  # noqa: PLR2004  one and many
        return (one, many) if one is not None and many is not None else None
    return _scalar(node) or None


def _problem(message: str | None, wording: Wording | None, seen: Mapping[str, Wording]) -> str:
    if message is None or wording is None:
        return "a sentence and its translation are expected: text, or a list of one and many"
    if message in seen:
        return "the sentence is there twice"
    expected = set(_PLACE.findall(message))
    forms = (wording,) if isinstance(wording, str) else wording
    for form in forms:
        # The form for one may spell the number out, or leave it out.
        if set(_PLACE.findall(form)) | ({"n"} & expected if len(forms) > 1 else set()) != expected:
            return "the translation has other {names} than the sentence"
    return ""
