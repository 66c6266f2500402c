"""A language's file read strictly: what is missing, lost or made up is told in its place."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from cfdiag.documents.faults import Faults
from cfdiag.documents.fields import BROKEN, Context, Flag, ListOf, String
from cfdiag.documents.nodes import Node
from cfdiag.documents.records import Field, RecordOf
from cfdiag.documents.yaml import read_yaml
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.locales.locale import PLACE, Advice, Locale, Wording, Writing

_MONTHS = 12
_BAD = Code.BAD_TRANSLATION


class _Few(ListOf):
    """A list of words, of a length that is known."""

    def __init__(self, length: int = 0) -> None:
        super().__init__(String(), at_least=length or 1)
        self.length = length

    def _read(self, node: Node, context: Context) -> object:
        read: Any = super()._read(node, context)
        if read is BROKEN:
            return BROKEN
        if self.length and len(node.value) > self.length:
            return context.fault(Code.BAD_VALUE, f"this is too long: {self.length} are meant", node)
        return tuple(word for _, word in read)


class _Sign(String):
    """A text that may be a blank, or empty."""

    def _read(self, node: Node, context: Context) -> object:
        return node.value if isinstance(node.value, str) else self.wrong(node, context)


class _Pattern(String):
    """A regular expression."""

    what = "a regular expression"

    def _read(self, node: Node, context: Context) -> object:
        read: Any = super()._read(node, context)
        if read is BROKEN:
            return BROKEN
        try:
            re.compile(read)
        except re.error as error:
            return context.fault(Code.BAD_VALUE, f"this is not {self.what}: {error}", node)
        return read


_WRITING = RecordOf(
    "format",
    {
        "decimal": Field(String("[.,]", "a point or a comma"), "the decimal sign, . or ,", required=True),
        "thousands": Field(_Sign(), 'what sets thousands apart; "" for nothing', required=True),
        "quotes": Field(_Few(2), "the marks before and after a title: [“, ”]", required=True),
        "date": Field(
            String(r"(?=.*\{day\})(?=.*\{month\})(?=.*\{year\}).*", "a date", hint="{day} {month} {year}"),
            '"{day} {month} {year}", in the order of the language',
            required=True,
        ),
        "months": Field(_Few(_MONTHS), "twelve, as they are written within a date", required=True),
        "yes": Field(_Few(), "what is shown, then what may be typed for it: [Yes, y]", required=True),
        "no": Field(_Few(), 'what is shown, then what may be typed for it: ["No", "n"]', required=True),
        "and": Field(String(), "before the last of several: a, b and c", required=True),
        "or": Field(String(), "before the last of several: a, b or c", required=True),
        "capitals": Field(Flag(), "whether nouns keep their capital within a sentence"),
    },
)
_ADVICE = RecordOf("lint", {name: Field(_Pattern()) for name in Advice.__struct_fields__})


def read_locale(data: bytes, file: str, language: str) -> Locale:
    """A language's file, read strictly: nothing missing of `format`, no `{name}` lost or made up.

    Raises:
        CfdiagError: every fault of the file at once.
    """
    document = read_yaml(data, file)
    faults, root = document.faults, document.root
    if root is None or not document.whole:
        raise CfdiagError(*faults.sorted())
    if not isinstance(root.value, dict):
        faults.add(_BAD, "a map is expected: format, and sentences with their translation", root.at)
        raise CfdiagError(*faults.sorted())
    context = Context(faults)
    # Without `format` its keys are asked for all the same, so that one look tells what to write.
    writing = _WRITING.read(root.value.get("format", Node({}, 1, 1)), context)
    advice = _ADVICE.read(root.value["lint"], context) if "lint" in root.value else {}
    sentences = {
        message: wording
        for message, node in root.value.items()
        if message not in ("format", "lint") and (wording := _wording(message, node, faults)) is not None
    }
    if faults.errors():
        raise CfdiagError(*faults.sorted())
    return Locale(language, msgspec.convert(writing, Writing), sentences, Advice(**advice))


def _wording(message: str, node: Node, faults: Faults) -> Wording | None:
    """A sentence's translation; None where it is none, which is noted."""
    if node.broken:
        return None
    several = isinstance(node.value, list)
    forms = [form.value for form in node.value] if several else [node.value]
    if len(forms) != (2 if several else 1) or not all(isinstance(form, str) and form for form in forms):
        problem = "a sentence and its translation are expected: text, or a list of one and many"
        faults.add(_BAD, problem, node.key_at)
        return None
    # A name that was lost in translation would leave out a figure, and nobody who speaks only one language
    # would notice.
    expected = set(PLACE.findall(message))
    for form in forms:
        # The form for one may spell the number out, or leave it out.
        if set(PLACE.findall(form)) | ({"n"} & expected if several else set()) != expected:
            faults.add(_BAD, "the translation has other {names} than the sentence", node.key_at)
            return None
    return (forms[0], forms[1]) if several else forms[0]
