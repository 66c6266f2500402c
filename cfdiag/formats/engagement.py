"""Engagements: `engagement.yaml` to the model, with every fault of the file at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import msgspec

from cfdiag.documents.faults import Faults, has_errors, suggest
from cfdiag.documents.fields import BROKEN, Context
from cfdiag.documents.nodes import Place
from cfdiag.documents.records import Record
from cfdiag.documents.yaml import read_yaml
from cfdiag.formats.engagement_table import _LINE, ENGAGEMENT, ENGAGEMENT_FORMAT
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic
from cfdiag.model.engagement import Branding, DimensionOverride, Engagement, Person
from cfdiag.model.listed import ids_by_word, same

PLACEHOLDER_CLIENT = "Name of the client"
"""What stands in a new engagement that nobody gave a client; no respondent may hear it."""


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

    Of a file that cannot be read at all, an engagement of nothing and its errors, as they are.

    Args:
        data: the bytes of the file.
        file: its name.
        needed: whether the task needs a key of the engagement; of the others, what is sound is taken.

    Raises:
        CfdiagError: with every error in a part that is needed; of a file that cannot be read at all, where
            any part is.
    """
    read = _read(data, file)
    found = read.faults.sorted()
    errors = [each for each in found if each.severity == "error"]
    some = needs_some(needed)
    if read.engagement is None and not some:
        return Engagement(), tuple(found)
    # What is wrong in somebody's line leaves the others on the roster: it is told, and ends nothing.
    parts = [(each, read.part_of(each)) for each in errors]
    wanted = [each for each, part in parts if part != _LINE and (needed(part) if part else some)]
    if wanted or read.engagement is None:
        raise CfdiagError(*(wanted or errors))
    return read.engagement, tuple(msgspec.structs.replace(each, severity="warning") for each in found)


def needs_some(needed: Callable[[str], bool]) -> bool:
    """Whether a task needs any part of an engagement.

    Args:
        needed: whether it needs a key.
    """
    return any(map(needed, ENGAGEMENT.fields))


class _Read(NamedTuple):
    """What a file holds as far as it can be read."""

    engagement: Engagement | None
    faults: Faults
    keys: tuple[tuple[Place, str], ...] = ()

    def part_of(self, diagnostic: Diagnostic) -> str:
        """The key of the engagement that a fault lies under, or a line of its roster; empty under none."""
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
    everybody = [_person(person, record, faults) for _, person in people]
    roster = tuple(person for person in everybody if person.name and person.group)
    parts = document.root.value
    keys = [(inner.key_at, key) for key, inner in parts.items()]
    lines = parts["roster"].value if "roster" in parts else ()
    keys += [(line.at, _LINE) for line in (lines if isinstance(lines, list) else ())]
    return _Read(_build(record, roster) if "cfdiag" in record else None, faults, tuple(sorted(keys)))


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
        recipients=_values(record, "recipients"),
        retention={kept: int(days[:-1]) for kept, days in record.get("retention", {}).items()},
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
                faults.add(
                    Code(f"unknown-{key}"), "there is no {fields} '{word}'", record.at(key), hint,
                    fields=key, word=name,
                )  # fmt: skip
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
