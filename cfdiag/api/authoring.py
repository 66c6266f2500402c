"""For those who write questionnaires and programs: one to start from, and the schemas of the formats."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cfdiag.documents.faults import suggest
from cfdiag.documents.fields import KEBAB
from cfdiag.formats.engagement import PLACEHOLDER_CLIENT, read_engagement
from cfdiag.formats.library import Library
from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.formats.schemas import SCHEMAS
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.files import read_bytes, shipped
from cfdiag.ground.folder import stems
from cfdiag.locales.catalogue import BASE, locale_for

__all__ = ["ABOUT", "PLACEHOLDER_CLIENT", "SCHEMAS", "new_engagement", "new_questionnaire"]

ABOUT = {
    "customer-view": "how customers see us",
    "silo-busting": "work across departments",
    "account-view": "one customer",
    "territory-handover": "a handover of accounts",
}
"""What an engagement may be about: the questionnaire to begin with, and how one says it."""

_TEMPLATES = "new"
"""Questionnaires to start from, one file a language."""
_PLACEHOLDER = "new-questionnaire"


class TablesNamed(NamedTuple):
    """Tables that lie beside an engagement's file, by their names; and the departments they know."""

    roster: str
    accounts: str
    departments: Mapping[str, str]
    """Titles by id."""


_PROSE = re.compile(r"^# (?![a-z_]+: )(.+)$", re.MULTILINE)
"""The lines of the template that explain, in the words of the tool: they are said in its languages."""


def new_questionnaire(id_: str, language: str = BASE) -> str:
    """A small questionnaire, as YAML, that is valid and explains itself.

    Args:
        id_: the id it is to have.
        language: of its texts and remarks, one that the tool speaks.

    Raises:
        CfdiagError: `bad-id`, `unknown-language`.
    """
    if not re.fullmatch(KEBAB, id_):
        hint = "small letters, digits and -, such as first-visit"
        raise fault(Code.BAD_ID, "this is no id for a questionnaire", hint)
    folder = shipped("templates") / _TEMPLATES
    written = stems(folder, ".yaml")
    if language not in written:
        hint = suggest(language, written, "languages")
        raise fault(Code.UNKNOWN_LANGUAGE, f"there is none to start from in '{language}'", hint)
    text = read_bytes(folder / f"{language}.yaml").decode()
    text = text.replace(f"id: {_PLACEHOLDER}", f"id: {_quoted(id_)}").replace(_PLACEHOLDER, id_)
    read_questionnaire(text.encode(), f"{id_}.yaml", any_name=True)
    return text


def new_engagement(
    client: str = "",
    about: Sequence[str] = (),
    inside: int = 0,
    customers: int = 0,
    *,
    language: str = "",
    tables: TablesNamed | None = None,
) -> str:
    """An engagement, as YAML, that explains itself; what is known of it is filled in.

    Args:
        client: its name; without one a placeholder stands there that no interview accepts.
        about: the questionnaires in use.
        inside: how many people there are inside; 0 where it is not known.
        customers: how many customers.
        language: of reports and of the tool's own words.
        tables: those that lie beside it.

    Raises:
        CfdiagError: `unknown-questionnaire`.
    """
    text = read_bytes(shipped("templates") / "engagement.yaml").decode()
    if client:
        text = text.replace(
            f"client: {PLACEHOLDER_CLIENT}", f"client: {json.dumps(client, ensure_ascii=False)}"
        )
    if language:
        t = locale_for(language)
        text = _PROSE.sub(lambda line: f"# {t(line[1])}", text)
        text = text.replace("language: en\n", f"language: {language}\n")
    if tables is not None:
        if tables.roster:
            text = text.replace("roster: roster.csv\n", f"roster: {tables.roster}\n")
        text = _with_departments(text, tables)
        text = _with_line(text, "accounts", tables.accounts) if tables.accounts else text
    if about:
        text = _with_line(text, "questionnaires", f"[{', '.join(about)}]")
    sides = {"inside": inside, "customer": customers}
    population = {}
    for questionnaire in map(Library().get, about):
        groups = questionnaire.groups.values()
        # Two groups of one side share its people in a way that nobody said.
        alone = [group for group in groups if [each.side for each in groups].count(group.side) == 1]
        known = {group.id: sides[group.side] for group in alone if sides[group.side]}
        if known:
            population[questionnaire.id] = known
    if population:
        said = (
            f"{id_}: {{{', '.join(f'{group}: {n}' for group, n in known.items())}}}"
            for id_, known in population.items()
        )
        text = _with_line(text, "population", f"{{{', '.join(said)}}}")
    return text


def with_tables(data: bytes, file: str, tables: TablesNamed) -> bytes:
    """An engagement's file that names tables beside it; all else in it stays as it was written.

    Departments are given where the file holds the line for them as a remark.

    Raises:
        CfdiagError: `exists`: it names another table, or lists the accounts itself; the file has faults.
    """
    read_engagement(data, file)
    text = data.decode("utf-8-sig")
    for key, name in (("roster", tables.roster), ("accounts", tables.accounts)):
        if not name or re.search(rf"^{key}: *{re.escape(name)} *(#.*)?$", text, re.MULTILINE):
            continue
        if re.search(rf"^{key}:", text, re.MULTILINE):
            hint = f"write '{key}: {name}' there yourself, and put the table beside it"
            raise fault(Code.EXISTS, f"the engagement has '{key}' already", hint, Location(file))
        changed = _with_line(text, key, name)
        text = changed if changed != text else f"{text.rstrip()}\n{key}: {name}\n"
    text = _with_departments(text, tables)
    read_engagement(text.encode(), file)
    return text.encode()


def _with_departments(text: str, tables: TablesNamed) -> str:
    titles = [f"{id_}: {json.dumps(title, ensure_ascii=False)}" for id_, title in tables.departments.items()]
    return _with_line(text, "departments", f"{{{', '.join(titles)}}}") if titles else text


def _with_line(text: str, key: str, value: str) -> str:
    """The text with the line that stands there for a key as a remark, filled in."""
    return re.sub(rf"^# {key}: .*$", lambda _: f"{key}: {value}", text, count=1, flags=re.MULTILINE)


def _quoted(id_: str) -> str:
    """The id as YAML text: `no`, `12` and `1-2` would be something else without quotes."""
    return id_ if "-" in id_ and id_[0].isalpha() else f'"{id_}"'
