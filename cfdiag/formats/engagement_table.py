"""What `engagement.yaml` may hold: the table of its keys."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from cfdiag.documents.fields import (
    BROKEN,
    ID,
    KEBAB,
    Context,
    FigureOf,
    Flag,
    Kind,
    ListOf,
    MapOf,
    OneOf,
    String,
)
from cfdiag.documents.nodes import Node
from cfdiag.documents.records import Field, RecordOf
from cfdiag.documents.switch import Switch
from cfdiag.ground.codes import Code
from cfdiag.locales.catalogue import LANGUAGES

ENGAGEMENT_FORMAT = 1


class Named(Kind):
    """Things with names: a map from ids to names, or a list of names whose ids are made from them."""

    what = "a list of names, or a map from ids to names"

    def _read(self, node: Node, context: Context) -> object:
        if isinstance(node.value, dict):
            return _NAMES_BY_ID.read(node, context)
        if not isinstance(node.value, list):
            return self.wrong(node, context, "write a line '- First contact' for each")
        out: dict[str, str] = {}
        for item, name in _NAME_LIST.read(node, context):
            id_ = slug(name) or f"item_{len(out) + 1}"
            if id_ in out:
                context.fault(Code.DUPLICATE_ID, f"'{name}' is there twice", item, "name them apart")
            else:
                out[id_] = name
        return out

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [_NAME_LIST.schema(), _NAMES_BY_ID.schema()]}


class NamedAccounts(Named):
    """Accounts: as other things with names, in a map with other names for one, or the name of a table."""

    what = "a list of names, a map from ids to names, or the name of a table"

    def _read(self, node: Node, context: Context) -> object:
        """Gives back `{id: (name, aliases)}`, or the name of the table."""
        if isinstance(node.value, str):
            return _NAME.read(node, context)
        if not isinstance(node.value, dict):
            read: Any = super()._read(node, context)
            return read if read is BROKEN else {id_: (name, ()) for id_, name in read.items()}
        return MapOf(_Account(), _KEY).read(node, context)

    def _schema(self) -> dict[str, object]:
        named = MapOf(_Account(), _KEY).schema()
        return {"anyOf": [_NAME.schema(), _NAME_LIST.schema(), named]}


class _Account(Kind):
    """An account: its name, or its name and other names for it."""

    what = "a name, or {name: …, aliases: […]}"

    def _read(self, node: Node, context: Context) -> object:
        if not isinstance(node.value, dict):
            name = _NAME.read(node, context) if isinstance(node.value, str) else self.wrong(node, context)
            return name if name is BROKEN else (name, ())
        read = _ALIASED.read(node, context)
        if read is BROKEN or "name" not in read:
            return BROKEN
        return read["name"], tuple(alias for _, alias in read.get("aliases", []))

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [_NAME.schema(), _ALIASED.schema()]}


def slug(name: str) -> str:
    """An id made from a name: `First contact` → `first_contact`, `Überblick` → `uberblick`."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:60].strip("_")
    return f"n_{made}" if made[:1].isdigit() else made


_NAME = String()


_NAME_LIST = ListOf(_NAME)


_ALIASED = RecordOf(
    "account",
    {
        "name": Field(_NAME, "what reports call it", required=True),
        "aliases": Field(ListOf(_NAME), "what lists and interviews call it as well"),
    },
)


_KEY = String(r"[a-z0-9][a-z0-9_-]{0,63}", "an id", Code.BAD_ID, "small letters, digits, - and _")


_NAMES_BY_ID = MapOf(_NAME, _KEY)


_SNAKE = String(ID, "an id in snake_case", Code.BAD_ID, "small letters, digits and _: first_contact")


_KEBAB = String(KEBAB, "the id of a questionnaire", Code.BAD_ID, "small letters, digits and -: customer-view")


_LANGUAGE = String("[a-z]{2}(-[A-Z]{2})?", "a language of two letters", Code.BAD_VALUE, ", ".join(LANGUAGES))


_PRIVACY = {
    "min_group": Field(
        FigureOf(3, 100, whole=True), "cells of anonymous groups under it are withheld; 3 at least"
    ),
    "min_comments": Field(
        FigureOf(3, 1000, whole=True), "remarks of anonymous groups are shown from this many"
    ),
    "between_runs": Field(
        Switch(),
        "off: two results may be set against each other, whoever is between them; "
        "for data about nobody in the house",
    ),
}


_DAY = String(r"\d{4}-\d{2}-\d{2}", "a day", Code.BAD_TIME, "YYYY-MM-DD")


_RECIPIENT = String(
    r"age1[0-9a-z]{20,2000}|ssh-(ed25519|rsa) \S+( .*)?",
    "a public key to lock files for",
    Code.BAD_RECIPIENT,
    "age1…, as age-keygen prints it",
)


_PERIOD = String(r"[1-9]\d{0,4}d", "a number of days", Code.BAD_TIME, "180d")


_PERSON = {
    "name": Field(_NAME, "who is to be interviewed", required=True),
    "group": Field(_NAME, "where they stand: internal, customer, …", required=True),
    "department": Field(_NAME, "one of the departments, by id or name"),
    "account": Field(_NAME, "one of the accounts, by id or name"),
    "organisation": Field(_NAME, "whom they work for, where it is not the client"),
    "questionnaires": Field(ListOf(_KEBAB), "what they are asked; else all that are in use"),
    "when": Field(_DAY, "the day that is agreed"),
    "heard": Field(_DAY, "the day they were heard"),
}


_ROSTER = ListOf(RecordOf("person", _PERSON))


PERSON_FIELDS = tuple(_PERSON)
"""The columns of a roster."""


class RosterKind(Kind):
    """A list of people, or the name of the table that holds it."""

    what = "a list of people, or the name of a table"

    def _read(self, node: Node, context: Context) -> object:
        if isinstance(node.value, str):
            return _NAME.read(node, context)
        return _ROSTER.read(node, context) if isinstance(node.value, list) else self.wrong(node, context)

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [_NAME.schema(), _ROSTER.schema()]}


ENGAGEMENT = RecordOf(
    "engagement",
    {
        "cfdiag": Field(FigureOf(1, whole=True), "the version of the format: 1", required=True),
        "client": Field(_NAME, "whose engagement it is; the reports are called after it"),
        "fictional": Field(Flag(), "every output says that it is made up"),
        "confidentiality": Field(_NAME, "a line on every report"),
        "language": Field(_LANGUAGE, "of reports, where none is asked for (default en)"),
        "languages": Field(ListOf(_LANGUAGE), "the languages interviews are held in"),
        "branding": Field(
            RecordOf(
                "branding",
                {
                    "name": Field(_NAME, "who presents the report"),
                    "colour": Field(
                        String("#[0-9a-fA-F]{6}", "a colour", Code.BAD_VALUE, 'in quotes: "#1f4e79"'),
                        "#rrggbb",
                    ),
                    "logo": Field(_NAME, "a picture file beside engagement.yaml"),
                },
            ),
            "how a report looks",
        ),
        "touch_points": Field(Named(), "the customer's journey, for repeated sections"),
        "departments": Field(Named(), "the departments that are interviewed"),
        "accounts": Field(
            NamedAccounts(), "the customers, by the id that interviews use; or the table that holds them"
        ),
        "lists": Field(MapOf(Named(), _SNAKE), "further lists of items, by the name that `from:` asks for"),
        "roster": Field(RosterKind(), "who is to be interviewed: a list, or the table that holds it"),
        "population": Field(
            MapOf(MapOf(FigureOf(1, whole=True), _SNAKE), _KEBAB),
            "how many there are, where no roster says: {customer-view: {customer: 9}}",
        ),
        "opens_with": Field(
            OneOf(("strengths", "gaps")), "what a report says first: strengths (default), or gaps"
        ),
        "privacy": Field(RecordOf("privacy", _PRIVACY), "what protects the people in this engagement"),
        "recipients": Field(
            ListOf(_RECIPIENT), "interviews are locked for these keys, and only their holders read them"
        ),
        "retention": Field(
            RecordOf("retention", {"interviews": Field(_PERIOD, "for how long they are kept")}),
            "status and check say when it is over; nothing is deleted by itself",
        ),
        "questionnaires": Field(ListOf(_KEBAB), "the questionnaires in use"),
        "overrides": Field(
            MapOf(
                MapOf(
                    RecordOf(
                        "override",
                        {
                            "target": Field(FigureOf(0, 100), "another target"),
                            "weight": Field(FigureOf(above=0), "another weight"),
                        },
                    ),
                    _SNAKE,
                ),
                _KEBAB,
            ),
            "other targets and weights: {customer-view: {facets: {target: 75}}}",
        ),
    },
    "An engagement: the client, who is interviewed, and what is set otherwise than by default.",
)


_LINE = "a line of the roster"


def engagement_schema() -> dict[str, object]:
    """The JSON Schema of an engagement, out of the table that its reader uses."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cfdiag engagement",
        **ENGAGEMENT.schema(),
    }
