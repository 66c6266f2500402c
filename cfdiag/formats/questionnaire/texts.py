"""Texts in a file: one wording, or one per language, per group, or both; each a small template."""

from __future__ import annotations

import re
from typing import Any

from cfdiag.documents.fields import BROKEN, Context, Kind, describe
from cfdiag.documents.nodes import Node
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import closest
from cfdiag.locales.catalogue import LANGUAGES
from cfdiag.model.text import ANY_GROUP, Text, with_parent

LANGUAGE_CODE = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_NAMED = ", ".join(LANGUAGES)
_EACH = ", ".join(f"{language}: …" for language in LANGUAGES)


class TextOf(Kind):
    """A text: a string, `{language: string}`, `{group: string}` or `{group: {language: string}}`."""

    what = "a text"

    def __init__(self, *, by_group: bool = True) -> None:
        self.by_group = by_group

    def _read(self, node: Node, context: Context) -> object:
        text = self._text(node, context)
        if isinstance(text, Text):
            context.worded.append((node, text))
        return text

    def _text(self, node: Node, context: Context) -> object:
        if not isinstance(node.value, dict):
            by_language = self._wording(node, context)
            return _everywhere(by_language, context)
        if not node.value:
            return context.fault(Code.EMPTY_TEXT, "a text without a wording", node)
        if self.by_group and all(key in context.groups for key in node.value):
            return self._per_group(node, context)
        if all(LANGUAGE_CODE.fullmatch(key) for key in node.value):
            by_language = self._languages(node, context)
            return _everywhere(by_language, context)
        return self._neither(node, context)

    def _per_group(self, node: Node, context: Context) -> object:
        read = {group: self._group(inner, context) for group, inner in node.value.items()}
        wordings = {group: wording for group, wording in read.items() if isinstance(wording, dict)}
        return Text(wordings, context.language) if len(wordings) == len(read) else BROKEN

    def _group(self, node: Node, context: Context) -> object:
        if not isinstance(node.value, dict):
            return self._wording(node, context)
        strange = [key for key in node.value if not LANGUAGE_CODE.fullmatch(key)]
        if strange or not node.value:
            message = f"'{strange[0]}' is no language" if strange else "a text without a wording"
            return context.fault(Code.BAD_TEXT, message, node, f"languages are two letters: {_NAMED}")
        return self._languages(node, context)

    def _languages(self, node: Node, context: Context) -> object:
        out: dict[str, str] = {}
        for language, inner in node.value.items():
            wording = self._one(inner, context)
            if not isinstance(wording, str):
                return BROKEN
            out[language] = wording
        if not set(with_parent(context.language)) & set(out):
            return context.fault(
                Code.MISSING_WORDING,
                f"no wording in the base language '{context.language}'",
                node,
                f"add {context.language}: …",
            )
        return out

    def _wording(self, node: Node, context: Context) -> object:
        wording = self._one(node, context)
        return BROKEN if wording is BROKEN else {context.language: wording}

    def _one(self, node: Node, context: Context) -> object:
        if node.broken:
            return BROKEN
        if not isinstance(node.value, str):
            hint = {True: "give it a text, or leave the key out"}.get(node.value is None, "")
            if isinstance(node.value, (bool, int, float)):
                hint = "put it in quotes"
            return context.fault(Code.WRONG_TYPE, f"{describe(node)} where a text is meant", node, hint)
        if not node.value.strip():
            return context.fault(
                Code.EMPTY_TEXT, "an empty text", node, "give it a text, or leave the key out"
            )
        context.texts.append((node.value, node))
        return node.value

    def _neither(self, node: Node, context: Context) -> object:
        languages = f"by language ({_NAMED})"
        groups = f"by group ({', '.join(context.groups)}) or " if self.by_group and context.groups else ""
        hint = f"this text is {groups}{languages}"
        strange = [
            key for key in node.value if key not in context.groups and not LANGUAGE_CODE.fullmatch(key)
        ]
        for key in strange:
            inner = node.value[key]
            near = closest(key, (*context.groups, *LANGUAGES))
            # Without quotes a comma within {…} ends a text, and what follows becomes a key without a value.
            cut = 'put a text that holds a comma in quotes: {en: "…, …"}' if inner.value is None else ""
            context.faults.add(
                Code.BAD_TEXT, f"'{key}' is neither a group nor a language", inner.key_at, cut or near or hint
            )
        if not strange:
            hint = (
                f"write the languages inside each group: {{internal: {{{_EACH}}}}}" if self.by_group else hint
            )
            context.faults.add(Code.BAD_TEXT, "groups where languages are meant", node.at, hint)
        return BROKEN

    def _schema(self) -> dict[str, object]:
        return {"$ref": "#/$defs/text"}


TEXT_SCHEMA: dict[str, Any] = {
    "description": "a text, or one per language, per group, or per group and language",
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {
                "anyOf": [
                    {"type": "string", "minLength": 1},
                    {
                        "type": "object",
                        "minProperties": 1,
                        "propertyNames": {"pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
                        "additionalProperties": {"type": "string", "minLength": 1},
                    },
                ]
            },
        },
    ],
}


def _everywhere(by_language: object, context: Context) -> object:
    """The text that every group reads alike, where it could be read."""
    return Text({ANY_GROUP: by_language}, context.language) if isinstance(by_language, dict) else BROKEN
