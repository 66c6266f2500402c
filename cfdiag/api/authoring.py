"""For those who write questionnaires and programs: one to start from, and the schemas of the formats."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from cfdiag.documents.fields import KEBAB
from cfdiag.formats.engagement import PLACEHOLDER_CLIENT
from cfdiag.formats.library import Library
from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.formats.schemas import SCHEMAS
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.files import read_bytes, shipped
from cfdiag.locales.catalogue import locale_for

__all__ = ["ABOUT", "PLACEHOLDER_CLIENT", "SCHEMAS", "new_engagement", "new_questionnaire"]

ABOUT = {
    "customer-view": "how customers see us",
    "silo-busting": "work across departments",
    "account-view": "one customer",
    "territory-handover": "a handover of accounts",
}
"""What an engagement may be about: the questionnaire to begin with, and how one says it."""

_TEMPLATE = "new-questionnaire.yaml"
_PLACEHOLDER = "new-questionnaire"


_PROSE = re.compile(r"^# (?![a-z_]+: )(.+)$", re.MULTILINE)
"""The lines of the template that explain, in the words of the tool: they are said in its languages."""


def new_questionnaire(id_: str) -> str:
    """A small questionnaire, as YAML, that is valid and explains itself.

    Args:
        id_: the id it is to have.

    Raises:
        CfdiagError: `bad-id`.
    """
    if not re.fullmatch(KEBAB, id_):
        hint = "small letters, digits and -, such as first-visit"
        raise fault(Code.BAD_ID, "this is no id for a questionnaire", hint)
    text = read_bytes(shipped("templates") / _TEMPLATE).decode()
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
    departments: Mapping[str, str] | None = None,
    roster: str = "",
    accounts: str = "",
) -> str:
    """An engagement, as YAML, that explains itself; what is known of it is filled in.

    Args:
        client: its name; without one a placeholder stands there that no interview accepts.
        about: the questionnaires in use.
        inside: how many people there are inside; 0 where it is not known.
        customers: how many customers.
        language: of reports and of the tool's own words.
        departments: titles by id.
        roster: the name of the table of people; else `roster.csv`.
        accounts: the name of the table of accounts.

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
    if roster:
        text = text.replace("roster: roster.csv\n", f"roster: {roster}\n")
    if accounts:
        text = _with_line(text, "accounts", accounts)
    if departments:
        titles = (f"{id_}: {json.dumps(title, ensure_ascii=False)}" for id_, title in departments.items())
        text = _with_line(text, "departments", f"{{{', '.join(titles)}}}")
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


def _with_line(text: str, key: str, value: str) -> str:
    """The text with the line that stands there for a key as a remark, filled in."""
    return re.sub(rf"^# {key}: .*$", lambda _: f"{key}: {value}", text, count=1, flags=re.MULTILINE)


def _quoted(id_: str) -> str:
    """The id as YAML text: `no`, `12` and `1-2` would be something else without quotes."""
    return id_ if "-" in id_ and id_[0].isalpha() else f'"{id_}"'
