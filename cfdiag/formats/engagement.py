"""Engagements: `engagement.yaml` to the model, with every fault of the file at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import msgspec

from cfdiag.documents.faults import Faults, has_errors, suggest
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
    OneOf,
    Record,
    RecordOf,
    String,
)
from cfdiag.documents.nodes import Node, Place
from cfdiag.documents.switch import Switch
from cfdiag.documents.yaml import read_yaml
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic
from cfdiag.locales.catalogue import LANGUAGES
from cfdiag.model.engagement import Branding, DimensionOverride, Engagement, Person
from cfdiag.model.listed import ids_by_word, same

ENGAGEMENT_FORMAT = 1


PLACEHOLDER_CLIENT = "Name of the client"
"""What stands in a new engagement that nobody gave a client; no respondent may hear it."""


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

    def _schema(self) -> dict[str, Any]:
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

    def _schema(self) -> dict[str, Any]:
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

    def _schema(self) -> dict[str, Any]:
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
    read = _read(data, file)
    found = read.faults.sorted()
    return (None if has_errors(found) else read.engagement), found


def engagement_for(
    data: bytes, file: str, needed: Callable[[str], bool]
) -> tuple[Engagement, tuple[Diagnostic, ...]]:
    """The engagement as far as a task needs it, and warnings: what is wrong in parts that it does not need.

    Args:
        data: the bytes of the file.
        file: its name.
        needed: whether the task needs a key of the engagement; of the others, what is sound is taken.

    Raises:
        CfdiagError: with every error in a part that is needed, or that no part can be read for.
    """
    read = _read(data, file)
    found = read.faults.sorted()
    errors = [each for each in found if each.severity == "error"]
    wanted = [each for each in errors if not (part := read.part_of(each)) or needed(part)]
    if wanted or read.engagement is None:
        raise CfdiagError(*(wanted or errors))
    return read.engagement, tuple(msgspec.structs.replace(each, severity="warning") for each in found)


class _Read(NamedTuple):
    """What a file holds as far as it can be read."""

    engagement: Engagement | None
    faults: Faults
    keys: tuple[tuple[Place, str], ...] = ()

    def part_of(self, diagnostic: Diagnostic) -> str:
        """The key of the engagement that a fault lies under; empty where it lies under none."""
        place = diagnostic.location
        before = [key for at, key in self.keys if place is not None and at <= (place.line, place.column)]
        return before[-1] if before else ""


def _read(data: bytes, file: str) -> _Read:
    document = read_yaml(data, file)
    faults = document.faults
    if document.root is None or not document.whole:
        return _Read(None, faults)
    context = Context(faults)
    record = ENGAGEMENT.read(document.root, context)
    if record is BROKEN:
        return _Read(None, faults)
    if record.get("cfdiag", ENGAGEMENT_FORMAT) > ENGAGEMENT_FORMAT:
        message = (
            f"the file is written in format {record['cfdiag']}; this cfdiag reads up to {ENGAGEMENT_FORMAT}"
        )
        context.fault(Code.NEWER_FORMAT, message, record.inner("cfdiag"), "upgrade cfdiag")
    if same(record.get("client", "")) == same(PLACEHOLDER_CLIENT):
        faults.add(
            Code.PLACEHOLDER, "this is not a client yet", record.at("client"),
            "write the client's name: respondents hear it",
        )  # fmt: skip
    listed = record.get("roster", [])
    people = [] if isinstance(listed, str) else listed
    roster = tuple(_person(person, record, faults) for _, person in people)
    keys = sorted((inner.key_at, key) for key, inner in document.root.value.items())
    return _Read(_build(record, roster) if "cfdiag" in record else None, faults, tuple(keys))


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
        roster_file=record["roster"] if isinstance(record.get("roster"), str) else "",
        population=record.get("population", {}),
        opens_with=record.get("opens_with", "strengths"),
        min_group=privacy.get("min_group"),
        min_comments=privacy.get("min_comments"),
        between_runs=privacy.get("between_runs", True),
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
    ids: dict[str, str | None] = {}
    accounts = _accounts(engagement)
    aliases = {id_: several for id_, (_, several) in accounts.items()}
    for key, known in (("department", engagement.get("departments", {})), ("account", _names(engagement))):
        name = record.get(key)
        ids[key] = name
        if name is not None and known:
            ids[key] = ids_by_word(known, aliases if key == "account" else {}).get(same(name))
            if ids[key] is None:
                hint = suggest(name, (*known.values(), *known), f"{key}s")
                faults.add(Code(f"unknown-{key}"), f"there is no {key} '{name}'", record.at(key), hint)
    return Person(
        name=record.get("name", ""),
        group=record.get("group", ""),
        organisation=record.get("organisation"),
        questionnaires=_values(record, "questionnaires"),
        when=_day(record, "when", faults),
        heard=_day(record, "heard", faults),
        source=f"{faults.file}:{record.node.line}",
        department=ids["department"],
        account=ids["account"],
    )


def _day(record: Record, key: str, faults: Faults) -> date | None:
    try:
        return date.fromisoformat(record[key]) if key in record else None
    except ValueError:
        faults.add(Code.BAD_TIME, "there is no such day", record.at(key), "YYYY-MM-DD")
        return None
