"""Mappings: YAML to the model, and against the questionnaire that they are for; every fault at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any, get_args

from cfdiag.documents.faults import Faults, suggest
from cfdiag.documents.fields import BROKEN, Context
from cfdiag.documents.records import Record
from cfdiag.documents.yaml import read_yaml
from cfdiag.formats.mapping_table import MAPPING
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.model.interview import AnswerValue, Consent, Mode, split_key
from cfdiag.model.mapping import MAPPING_FORMAT, ColumnName, Mapping, QuestionColumns, RespondentField
from cfdiag.model.questionnaire import Question, Questionnaire
from cfdiag.questions import TYPES


def examine_mapping(
    data: bytes, file: str, questionnaire: Questionnaire | None = None, profiles: Collection[str] = ()
) -> tuple[Mapping | None, list[Diagnostic]]:
    """The mapping in a file, as far as it can be read (None where it is none), and all that is wrong with it.

    Args:
        data: the file's bytes.
        file: its name, for the faults.
        questionnaire: the one it is for; without it only the format is looked at.
        profiles: the services that are known; without them any name is taken.
    """
    document = read_yaml(data, file)
    faults = document.faults
    if document.root is None or not document.whole:
        return None, faults.sorted()
    context = Context(faults)
    record = MAPPING.read(document.root, context)
    if record is BROKEN:
        return None, faults.sorted()
    # Said before anything else: what a newer format adds would be told as slips.
    if record.get("cfdiag", MAPPING_FORMAT) > MAPPING_FORMAT:
        message = (
            f"the file is written in format {record['cfdiag']}; this cfdiag reads up to {MAPPING_FORMAT}"
        )
        context.fault(Code.NEWER_FORMAT, message, record.inner("cfdiag"), "upgrade cfdiag")
    profile = record.get("profile", "")
    if profile and profiles and profile not in profiles:
        message = f"there is no profile '{profile}'"
        context.fault(
            Code.BAD_VALUE, message, record.inner("profile"), suggest(profile, profiles, "profiles")
        )
    _used_once(record, faults)
    if questionnaire is not None:
        _check_questions(record, questionnaire, faults)
    return _build(record, file), faults.sorted()


def mapped_questionnaire(data: bytes) -> str:
    """The id of the questionnaire that a mapping is for; empty where it does not say."""
    record = read_yaml(data, "").root
    node = record.value.get("mapping") if record is not None and isinstance(record.value, dict) else None
    return node.value if node is not None and isinstance(node.value, str) else ""


def _build(record: Record, file: str) -> Mapping:
    return Mapping(
        questionnaire=record.get("mapping", ""),
        version=record.get("version", ""),
        sha256=record.get("sha256", ""),
        profile=record.get("profile", ""),
        language=record.get("language", ""),
        group=record.get("group", RespondentField()),
        key=record.get("key"),
        respondent=dict(record.get("respondent", {})),
        started=record.get("started"),
        finished=record.get("finished"),
        dates=record.get("dates", ""),
        decimal=record.get("decimal", ""),
        timezone=record.get("timezone", ""),
        missing={
            status: tuple(str(meant.value) for _, meant in texts)
            for status, texts in record.get("missing", {}).items()
        },
        items=record.get("items", {}),
        questions={key: _question(question) for key, question in record.get("questions", {}).items()},
        ignore=tuple(name for _, name in record.get("ignore", [])),
        file=file,
    )


def _question(record: Record) -> QuestionColumns:
    return QuestionColumns(
        column=record.get("column"),
        columns=record.get("columns", {}),
        importance=record.get("importance"),
        basis=record.get("basis"),
        note=record.get("note"),
        values={text: meant.value for text, meant in record.get("values", {}).items()},
        separator=record.get("separator", ""),
    )


def _used_once(record: Record, faults: Faults) -> None:
    """No column answers two questions: then one of the two is a slip."""
    names = [
        name for question in record.get("questions", {}).values() for name in _question(question).named()
    ]
    told = Counter((name.header, name.under, name.number) for name in names)
    seen: set[tuple[str, str, int]] = set()
    for name in names:
        column = (name.header, name.under, name.number)
        # Told at the second place: that is where the slip was made.
        if told[column] > 1 and column in seen:
            used_twice(name, faults)
        seen.add(column)


def used_twice(name: ColumnName, faults: Faults) -> None:
    """Note that a column is to answer two questions."""
    faults.add(
        Code.COLUMN_TWICE, f"{name} is used twice", (name.line, name.at),
        "a column answers one question; a header that is there twice is named by its number",
    )  # fmt: skip


def _check_questions(record: Record, questionnaire: Questionnaire, faults: Faults) -> None:
    if record.get("mapping", questionnaire.id) != questionnaire.id:
        faults.add(
            Code.OTHER_QUESTIONNAIRE,
            f"the mapping is for {record['mapping']}, not for {questionnaire.id}",
            record.at("mapping"),
            f"--questionnaire {record['mapping']}",
        )
        return
    # A form lives for weeks: a questionnaire that grew since does not make its answers worthless.
    if record.get("sha256") and questionnaire.sha256 and record["sha256"] != questionnaire.sha256:
        faults.add(
            Code.OTHER_VERSION,
            f"written for another text of {questionnaire.id}; at hand is {questionnaire.version}",
            record.at("sha256"), "the questions that both have are read", "warning",
        )  # fmt: skip
    other = bool(record.get("sha256")) and record["sha256"] != questionnaire.sha256
    _check_groups(record, questionnaire, faults)
    for key, question in record.get("questions", {}).items():
        found = _question_at(key, questionnaire)
        if found is None:
            place = record.inner("questions").value[key].key_at
            ids = [each.id for section in questionnaire.sections for each in section.questions]
            faults.add(
                Code.UNKNOWN_QUESTION, f"there is no question '{key[:120]}' in {questionnaire.id}", place,
                suggest(split_key(key)[2], ids, "questions"), "warning" if other else "error",
            )  # fmt: skip
        else:
            _check_values(question, found, faults)


def _check_groups(record: Record, questionnaire: Questionnaire, faults: Faults) -> None:
    told: RespondentField = record.get("group", RespondentField())
    for group in filter(None, (told.constant, *told.values.values())):
        if group not in questionnaire.groups:
            hint = suggest(group, questionnaire.groups, "groups")
            faults.add(Code.UNKNOWN_GROUP, f"there is no group '{group}'", record.at("group"), hint)
    consents: RespondentField = record.get("respondent", {}).get("consent", RespondentField())
    known = tuple(str(consent) for consent in Consent)
    for consent in filter(None, (consents.constant, *consents.values.values())):
        if consent not in known:
            hint = suggest(consent, known, "kinds of consent")
            faults.add(Code.BAD_VALUE, f"'{consent}' is no consent", record.at("respondent"), hint)
    modes: RespondentField = record.get("respondent", {}).get("mode", RespondentField())
    for mode in filter(None, (modes.constant, *modes.values.values())):
        if mode not in get_args(Mode):
            faults.add(
                Code.BAD_VALUE,
                f"'{mode}' is no mode",
                record.at("respondent"),
                suggest(mode, get_args(Mode), "modes"),
            )


def _question_at(key: str, questionnaire: Questionnaire) -> Question | None:
    where, _, id_ = split_key(key)
    section, question = questionnaire.section_of(id_), questionnaire.question(id_)
    if section is None or (section.repeat is None) != (not where) or (where and where != section.id):
        return None
    return question


def _check_values(record: Record, question: Question, faults: Faults) -> None:
    ids = [option.id for option in question.options]
    columns = record.inner("columns")
    for option in record.get("columns", {}):
        if option not in ids:
            faults.add(
                Code.UNKNOWN_OPTION, f"{question.id} has no option '{option}'", columns.value[option].key_at,
                suggest(option, ids, "options"),
            )  # fmt: skip
    for meant in record.get("values", {}).values():
        if meant.value is not None and meaning(question, meant.value) is None:
            expected = TYPES[question.type].check(question, meant.value)
            faults.add(
                Code.BAD_ANSWER, f"{question.id}: the value must be {expected}", meant.node.at, _options(ids)
            )


def _options(ids: list[str]) -> str:
    return f"options: {', '.join(ids)}" if ids else ""


def meaning(question: Question, value: AnswerValue) -> AnswerValue:
    """A value of a mapping as an answer to the question, or one of several; None where it can be none."""
    type_ = TYPES[question.type]
    # The mapping says what a text means; of a question with several answers it is one of them.
    for made in (value, [value]):
        answer: Any = type_.from_file(made) if made is value else made
        if answer is not None and type_.fits(question, answer):
            value_: AnswerValue = answer
            return value_
    ids = {option.id for option in question.options}
    several = type_.domain(question).many and (
        value in ids or (isinstance(value, list) and ids.issuperset(value))
    )
    return value if several else None
