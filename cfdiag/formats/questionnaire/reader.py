"""Questionnaires: from bytes to the model, with every fault of the file at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import PurePath

import msgspec

from cfdiag.documents.fields import Context
from cfdiag.documents.nodes import Node
from cfdiag.documents.records import Record
from cfdiag.documents.yaml import read_yaml
from cfdiag.formats.questionnaire.build import Builder
from cfdiag.formats.questionnaire.checks import check_meaning
from cfdiag.formats.questionnaire.lint import check_content
from cfdiag.formats.questionnaire.table import QUESTIONNAIRE, QUESTIONNAIRE_FORMAT
from cfdiag.formats.questionnaire.texts import LANGUAGE_CODE
from cfdiag.formats.questionnaire.translations import ACCEPTED_AT_THE_TOP, check_translations
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic
from cfdiag.model.questionnaire import Questionnaire


def read_questionnaire(data: bytes, file: str, *, any_name: bool = False) -> Questionnaire:
    """The questionnaire in a file.

    Args:
        data: the file's bytes.
        file: its name, for the faults; its stem is what the id must be.
        any_name: the file may be called otherwise (copies kept in an engagement).

    Raises:
        CfdiagError: with every error of the file, by place.
    """
    questionnaire, diagnostics = examine_questionnaire(data, file, any_name=any_name)
    if questionnaire is None:
        raise CfdiagError(*(d for d in diagnostics if d.severity == "error"))
    return questionnaire


def examine_questionnaire(
    data: bytes, file: str, languages: Sequence[str] = (), *, any_name: bool = False
) -> tuple[Questionnaire | None, list[Diagnostic]]:
    """The questionnaire in a file (None where there are errors), and all errors and warnings by place.

    Args:
        data: the file's bytes.
        file: its name, for the faults; its stem is what the id must be.
        languages: languages in which every text must exist; in others a gap is a warning.
        any_name: the file may be called otherwise than its id.
    """
    document = read_yaml(data, file)
    faults = document.faults
    if document.root is None or not document.whole:
        return None, faults.sorted()
    context = Context(faults, *_base(document.root))
    record = QUESTIONNAIRE.read(document.root, context)
    if not isinstance(record, Record):
        return None, faults.sorted()
    _check_head(record, context)
    if not any_name:
        _check_name(record, context)
    builder = Builder(record, context)
    questionnaire = builder.build(hashlib.sha256(data).hexdigest())
    check_meaning(questionnaire, builder)
    check_translations(context, languages, accepted=ACCEPTED_AT_THE_TOP in record.get("accept", {}))
    if not faults.errors():
        check_content(questionnaire, builder)
    return (None if faults.errors() else _as_typed(questionnaire)), faults.sorted()


def _as_typed(questionnaire: Questionnaire) -> Questionnaire:
    """With every number of the kind that its field has, as one that was kept: `weight: 2` is 2.0 in all."""
    encoded = msgspec.msgpack.encode(questionnaire)
    return msgspec.msgpack.decode(encoded, type=Questionnaire)


def _base(root: Node) -> tuple[list[str], str]:
    """Group ids and base language, needed before any text can be read."""
    top = root.value if isinstance(root.value, dict) else {}
    groups, language = top.get("groups"), top.get("language")
    ids = list(groups.value) if groups is not None and isinstance(groups.value, dict) else []
    base = language.value if language is not None else "en"
    return ids, base if isinstance(base, str) and LANGUAGE_CODE.fullmatch(base) else "en"


def _check_head(record: Record, context: Context) -> None:
    version = record.inner("version")
    if isinstance(version.value, (int, float)) and not isinstance(version.value, bool):
        context.faults.found = [
            d for d in context.faults.found if d.location != context.faults.place(*version.at)
        ]
        hint = f'put it in quotes: version: "{version.value}"'
        context.fault(Code.WRONG_TYPE, "the version is read as a number", version, hint)
    format_ = record.get("cfdiag", QUESTIONNAIRE_FORMAT)
    if format_ > QUESTIONNAIRE_FORMAT:
        context.fault(
            Code.NEWER_FORMAT,
            f"the file is written in format {format_}; this cfdiag reads up to {QUESTIONNAIRE_FORMAT}",
            record.inner("cfdiag"),
            "upgrade cfdiag",
        )


def _check_name(record: Record, context: Context) -> None:
    stem = PurePath(context.faults.file).name.split(".")[0]
    if "id" in record and context.faults.file.lower().endswith((".yaml", ".yml")) and record["id"] != stem:
        context.fault(
            Code.BAD_ID,
            f"the id '{record['id']}' is not the file's name",
            record.inner("id"),
            f"name the file {record['id']}.yaml, or write id: {stem}",
        )
