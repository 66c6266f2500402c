"""Engagements: `engagement.yaml` to the model, with every fault of the file at once."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from cfdiag.documents.faults import Faults, suggest
from cfdiag.documents.fields import (
    BROKEN,
    ID,
    KEBAB,
    Context,
    Field,
    FigureOf,
    Flag,
    Kind,
    ListOf,
    MapOf,
    Record,
    RecordOf,
    String,
)
from cfdiag.documents.nodes import Node
from cfdiag.documents.yaml import read_yaml
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic
from cfdiag.locales.catalogue import LANGUAGES
from cfdiag.model.engagement import Branding, DimensionOverride, Engagement, Person

ENGAGEMENT_FORMAT = 1


class Named(Kind):
    """Things with names: a map from ids to names, or a list of names whose ids are made from them."""

    what = "a list of names, or a map from ids to names"

    def _read(self, node: Node, context: Context) -> Any:  # noqa: ANN401
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

    def _schema(self) -> dict[str, Any]:
        return {"anyOf": [_NAME_LIST.schema(), _NAMES_BY_ID.schema()]}


class NamedAccounts(Named):
    """Accounts: as other things with names, in a map with other names for one, or the name of a table."""

    what = "a list of names, a map from ids to names, or the name of a table"

    def _read(self, node: Node, context: Context) -> Any:  # noqa: ANN401
        """Gives back `{id: (name, aliases)}`, or the name of the table."""
        if isinstance(node.value, str):
            return _NAME.read(node, context)
        if not isinstance(node.value, dict):
            read = super()._read(node, context)
            return read if read is BROKEN else {id_: (name, ()) for id_, name in read.items()}
        return MapOf(_Account(), _KEY).read(node, context)

    def _schema(self) -> dict[str, Any]:
        named = MapOf(_Account(), _KEY).schema()
        return {"anyOf": [_NAME.schema(), _NAME_LIST.schema(), named]}


class _Account(Kind):
    """An account: its name, or its name and other names for it."""

    what = "a name, or {name: …, aliases: […]}"

    def _read(self, node: Node, context: Context) -> Any:  # noqa: ANN401
        if not isinstance(node.value, dict):
            name = _NAME.read(node, context) if isinstance(node.value, str) else self.wrong(node, context)
            return name if name is BROKEN else (name, ())
        read = _ALIASED.read(node, context)
        if read is BROKEN or "name" not in read:
            return BROKEN
        return read["name"], tuple(alias for _, alias in read.get("aliases", []))

    def _schema(self) -> dict[str, Any]:
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
_LANGUAGE = String("[a-z]{2}", "a language of two letters", Code.BAD_VALUE, ", ".join(LANGUAGES))
_FLOORS = {
    "min_group": Field(
        FigureOf(3, 100, whole=True), "cells of anonymous groups under it are withheld; 3 at least"
    ),
    "min_comments": Field(
        FigureOf(3, 1000, whole=True), "remarks of anonymous groups are shown from this many"
    ),
}

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
        "roster": Field(
            ListOf(
                RecordOf(
                    "person",
                    {
                        "name": Field(_NAME, "who is to be interviewed", required=True),
                        "group": Field(_NAME, "where they stand: internal, customer, …", required=True),
                        "department": Field(_NAME, "one of the departments, by id or name"),
                        "account": Field(_NAME, "one of the accounts, by id or name"),
                        "questionnaires": Field(ListOf(_KEBAB), "what they are asked"),
                    },
                )
            ),
            "who is to be interviewed",
        ),
        "privacy": Field(RecordOf("privacy", _FLOORS), "the privacy floors of this engagement"),
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


def read_engagement(data: bytes, file: str) -> Engagement:
    """The engagement in a file.

    Raises:
        CfdiagError: with every error of the file, by place.
    """
    engagement, diagnostics = examine_engagement(data, file)
    if engagement is None:
        raise CfdiagError(*(d for d in diagnostics if d.severity == "error"))
    return engagement


def examine_engagement(data: bytes, file: str) -> tuple[Engagement | None, list[Diagnostic]]:
    """The engagement in a file (None where there are errors), and all errors and warnings by place."""
    document = read_yaml(data, file)
    faults = document.faults
    if document.root is None or not document.whole:
        return None, faults.sorted()
    context = Context(faults)
    record = ENGAGEMENT.read(document.root, context)
    if record is BROKEN:
        return None, faults.sorted()
    if record.get("cfdiag", ENGAGEMENT_FORMAT) > ENGAGEMENT_FORMAT:
        message = (
            f"the file is written in format {record['cfdiag']}; this cfdiag reads up to {ENGAGEMENT_FORMAT}"
        )
        context.fault(Code.NEWER_FORMAT, message, record.inner("cfdiag"), "upgrade cfdiag")
    roster = tuple(_person(person, record, faults) for _, person in record.get("roster", []))
    if faults.errors():
        return None, faults.sorted()
    return _build(record, roster), faults.sorted()


def engagement_schema() -> dict[str, Any]:
    """The JSON Schema of an engagement, out of the table that its reader uses."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cfdiag engagement",
        **ENGAGEMENT.schema(),
    }


def _build(record: Record, roster: tuple[Person, ...]) -> Engagement:
    branding, privacy = record.get("branding", {}), record.get("privacy", {})
    accounts = _accounts(record)
    return Engagement(
        cfdiag=record["cfdiag"],
        client=record.get("client", ""),
        fictional=record.get("fictional", False),
        confidentiality=record.get("confidentiality", ""),
        language=record.get("language", "en"),
        languages=_values(record, "languages"),
        branding=Branding(
            name=branding.get("name", ""), color=branding.get("colour", ""), logo=branding.get("logo", "")
        ),
        touch_points=record.get("touch_points", {}),
        departments=record.get("departments", {}),
        accounts={id_: name for id_, (name, _) in accounts.items()},
        account_file=record["accounts"] if isinstance(record.get("accounts"), str) else "",
        account_aliases={id_: aliases for id_, (_, aliases) in accounts.items() if aliases},
        lists=record.get("lists", {}),
        roster=roster,
        min_group=privacy.get("min_group"),
        min_comments=privacy.get("min_comments"),
        questionnaires=_values(record, "questionnaires"),
        overrides={
            questionnaire: {id_: DimensionOverride(**override) for id_, override in dimensions.items()}
            for questionnaire, dimensions in record.get("overrides", {}).items()
        },
    )


def _accounts(record: Record) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The accounts that the file itself holds."""
    accounts = record.get("accounts", {})
    return {} if isinstance(accounts, str) else accounts


def _values(record: Record, key: str) -> tuple[str, ...]:
    return tuple(value for _, value in record.get(key, []))


def _names(engagement: Record) -> dict[str, str]:
    return {id_: name for id_, (name, _) in _accounts(engagement).items()}


def _person(record: Record, engagement: Record, faults: Faults) -> Person:
    for key in ("department", "account"):
        known = engagement.get(f"{key}s", {}) if key == "department" else _names(engagement)
        name = record.get(key)
        if name is not None and known and name not in known and name not in known.values():
            hint = suggest(name, (*known.values(), *known), f"{key}s")
            faults.add(Code(f"unknown-{key}"), f"there is no {key} '{name}'", record.at(key), hint)
    return Person(
        name=record.get("name", ""),
        group=record.get("group", ""),
        department=record.get("department"),
        account=record.get("account"),
        questionnaires=_values(record, "questionnaires"),
    )
