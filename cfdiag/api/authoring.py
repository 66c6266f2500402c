"""For those who write questionnaires and programs: one to start from, and the schemas of the formats."""

from __future__ import annotations

import re

from cfdiag.documents.fields import KEBAB
from cfdiag.formats.questionnaire.reader import read_questionnaire
from cfdiag.formats.schemas import SCHEMAS
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.ground.files import read_bytes, shipped

__all__ = ["SCHEMAS", "new_questionnaire"]

_TEMPLATE = "new-questionnaire.yaml"
_PLACEHOLDER = "new-questionnaire"


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


def _quoted(id_: str) -> str:
    """The id as YAML text: `no`, `12` and `1-2` would be something else without quotes."""
    return id_ if "-" in id_ and id_[0].isalpha() else f'"{id_}"'
