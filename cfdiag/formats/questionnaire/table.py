"""The questionnaire's table: every key there is, what it holds, what it is for."""

from __future__ import annotations

from typing import Any

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
    RecordOf,
    String,
)
from cfdiag.documents.nodes import Node
from cfdiag.formats.questionnaire.texts import TEXT_SCHEMA, TextOf
from cfdiag.ground.codes import Code
from cfdiag.model.expression import Expression
from cfdiag.model.questionnaire import SIDES
from cfdiag.questions import TYPES, OwnKey, own_keys
from cfdiag.rules.parse import ExpressionError, parse_expression

QUESTIONNAIRE_FORMAT = 1

NO_DEVICE = r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)"
"""Names of files that are devices on Windows, whatever their ending."""

VERSION = r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,31}"
"""A version is part of a file's name: of the copy that an engagement keeps."""


class Rule(Kind):
    """A condition or rule; gives back the Expression."""

    what = "an expression"

    def __init__(self, *, rule: bool) -> None:
        self.rule = rule

    def _read(self, node: Node, context: Context) -> Expression | object:
        if not isinstance(node.value, str):
            return self.wrong(node, context, 'such as: sells_direct == "yes"')
        try:
            return parse_expression(node.value, rule=self.rule)
        except ExpressionError as error:
            return context.fault(Code.BAD_EXPRESSION, error.message, node, error.hint)

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}


class GroupsOrFlag(Kind):
    """True, false, or a list of groups; gives back true, false or `[(node, group)]`."""

    what = "true, false or a list of groups"

    def _read(self, node: Node, context: Context) -> Any:  # noqa: ANN401
        if isinstance(node.value, bool):
            return node.value
        if isinstance(node.value, list):
            return _GROUPS.read(node, context)
        return self.wrong(node, context, "write true, or [customer]")

    def _schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "boolean"}, _GROUPS.schema()]}


class MinutesOf(Kind):
    """How long it takes; gives back `{full, essentials}` with what is said of them."""

    what = "a number of minutes, or {full, essentials}"

    def _read(self, node: Node, context: Context) -> Any:  # noqa: ANN401
        if isinstance(node.value, dict):
            return _MINUTES.read(node, context)
        full = _WHOLE_MINUTES.read(node, context)
        return BROKEN if full is BROKEN else {"full": full}

    def _schema(self) -> dict[str, Any]:
        return {"anyOf": [_WHOLE_MINUTES.schema(), _MINUTES.schema()]}


class OptionOf(Kind):
    """An option: its text, or `{label, points}`; gives back a record."""

    what = "a text, or {label, points}"

    def _read(self, node: Node, context: Context) -> Any:  # noqa: ANN401
        if isinstance(node.value, dict) and ("label" in node.value or "points" in node.value):
            return _OPTION.read(node, context)
        label = _TEXT.read(node, context)
        return BROKEN if label is BROKEN else {"label": label}

    def _schema(self) -> dict[str, Any]:
        return {"anyOf": [_TEXT.schema(), _OPTION.schema()]}


class TagsOf(Kind):
    """A list of ids, or a map from ids to texts; gives back `{id: Text or None}`."""

    what = "a list of tags, or a map of tags and their texts"

    def _read(self, node: Node, context: Context) -> Any:  # noqa: ANN401
        if isinstance(node.value, dict):
            return _TAG_TEXTS.read(node, context)
        if not isinstance(node.value, list):
            return self.wrong(node, context, "write [speed, price]")
        out: dict[str, Any] = {}
        for item, tag in _TAG_LIST.read(node, context):
            if tag in out:
                context.fault(Code.DUPLICATE_ID, f"the tag '{tag}' is there twice", item, "keep one")
            out[tag] = None
        return out

    def _schema(self) -> dict[str, Any]:
        return {"anyOf": [_TAG_LIST.schema(), _TAG_TEXTS.schema()]}


_ID = String(ID, "an id in snake_case", Code.BAD_ID, "small letters, digits and _: service_level")
_NAME = String()
_HASH = String(
    "[0-9a-f]{64}", "a SHA-256 hash", Code.BAD_VALUE, "64 digits of 0-9 and a-f; `check --against` says it"
)
_TEXT = TextOf()
_PLAIN_TEXT = TextOf(by_group=False)
_GROUPS = ListOf(_NAME, at_least=1)
_NAMES = ListOf(_NAME)
_TAG_LIST = ListOf(_ID)
_TAG_TEXTS = MapOf(_TEXT, _ID)
_OPTION = RecordOf(
    "option",
    {
        "label": Field(_TEXT, "what people read", required=True),
        "points": Field(FigureOf(-100, 100), "0 to 100, where the option takes part in a score"),
    },
)
_STEP = String(
    r"-?[0-9]{1,4}", "a step of the scale", Code.BAD_ID, "write labels: {1: Very poor, 5: Excellent}"
)
_ACCEPT = Field(_NAMES, "codes of content warnings that are accepted here")


def _own(key: OwnKey) -> Kind:
    """How the key of a single question type is read."""
    return Flag() if key.kind == "flag" else FigureOf(key.least, key.most, whole=key.kind == "whole")


_WHOLE_MINUTES = FigureOf(1, 600, whole=True)
_MINUTES = RecordOf(
    "minutes",
    {
        "full": Field(_WHOLE_MINUTES, "all questions"),
        "essentials": Field(_WHOLE_MINUTES, "the essentials only"),
    },
)

GROUP = RecordOf(
    "group",
    {
        "title": Field(_TEXT, "what the group is called, in the plural (default: its id)"),
        "minutes": Field(MinutesOf(), "how long it takes this group: 25, or {full: 25, essentials: 10}"),
        "side": Field(OneOf(SIDES), "where it stands: inside, or customer"),
        "anonymous": Field(Flag(), "withhold small cells (default: true inside, false of customers)"),
    },
)
SCALE = RecordOf(
    "scale",
    {
        "min": Field(FigureOf(0, 100, whole=True), "the lowest step", required=True),
        "max": Field(FigureOf(1, 100, whole=True), "the highest step", required=True),
        "labels": Field(MapOf(_TEXT, _STEP), "what the steps mean; the ends at least"),
        "accept": _ACCEPT,
    },
)
DIMENSION = RecordOf(
    "dimension",
    {
        "title": Field(_TEXT, "what it is called (default: its id)"),
        "weight": Field(FigureOf(above=0), "its weight in the overall score (default 1)"),
        "target": Field(FigureOf(0, 100), "the score that is aimed at (default 70)"),
        "min_valid": Field(FigureOf(0, 100, whole=True), "how many answers a score needs at least"),
        "kind": Field(OneOf(("scored", "checklist")), "a score from 0 to 100, or '5 of 7 in place'"),
    },
)
ROLLUP = RecordOf(
    "roll-up",
    {
        "title": Field(_TEXT, "what it is called", required=True),
        "dimensions": Field(ListOf(_NAME, at_least=1), "the dimensions it takes together", required=True),
    },
)
QUESTION = RecordOf(
    "question",
    {
        "id": Field(_ID, "one id for all groups, such as service_level", required=True),
        "type": Field(OneOf(tuple(TYPES)), f"one of {', '.join(TYPES)}", required=True),
        "ask": Field(_TEXT, "the wording, one or one per group", required=True),
        "label": Field(_TEXT, "its short name in charts, tables, the review and the plan"),
        "for": Field(_GROUPS, "the groups that are asked (default: all)"),
        "scale": Field(_NAME, "the name of the scale of a rating (default with recommend: 0 to 10)"),
        "dimension": Field(_NAME, "the dimension it counts in"),
        "weight": Field(FigureOf(above=0), "its weight in the dimension (default 1)"),
        "reverse": Field(Flag(), "a high answer is a low score"),
        "importance": Field(GroupsOrFlag(), "who also rates how important it is: true, false or groups"),
        "basis": Field(GroupsOrFlag(), "who is asked what the answer rests on: true, false or groups"),
        "probe": Field(_TEXT, "what the interviewer may ask further"),
        "required": Field(Flag(), "the interview cannot be finished without it"),
        "essential": Field(Flag(), "part of the essentials: asked when there is little time"),
        "when": Field(Rule(rule=False), 'the condition under which it is asked: sells_direct == "yes"'),
        "options": Field(MapOf(OptionOf(), _ID, at_least=2), "the options of a choice, by id"),
        "tags": Field(TagsOf(), "themes the interviewer can mark an answer with"),
        "recommend": Field(Flag(), "a rating from 0 to 10 that counts promoters and detractors"),
        "private": Field(Flag(), "its answer never leaves the insiders' edition"),
        "off_record": Field(Flag(), "the interviewer's own: its answer is shown in no report"),
        "min": Field(FigureOf(), "the smallest number, or the fewest options of choices"),
        "max": Field(FigureOf(), "the largest number, or the most options of choices"),
        **{name: Field(_own(key), key.about) for name, key in own_keys().items()},
        "accept": _ACCEPT,
    },
)
SPEAKER = RecordOf(
    "speaker",
    {
        "name": Field(_ID, "the question that holds the person's name (default: the item is the name)"),
        "quotable": Field(Rule(rule=False), "when the words may be quoted without the name"),
        "named": Field(Rule(rule=False), "when they may be quoted with the name"),
    },
)
REPEAT = RecordOf(
    "repeat",
    {
        "ask": Field(_TEXT, "the question that brings the items (default: which ones there are)"),
        "name": Field(_TEXT, "what one item is called (default: item)"),
        "items": Field(MapOf(_TEXT, _ID), "the items there are from the beginning, by id"),
        "from": Field(_ID, "the list of the engagement that brings its own items"),
        "add": Field(Flag(), "items can be added in the interview (default true)"),
        "min": Field(FigureOf(0, 100, whole=True), "how many items at least"),
        "max": Field(FigureOf(1, 100, whole=True), "how many items at most (default 12)"),
        "speaker": Field(SPEAKER, "the words inside are those of the item's person, by their consent"),
    },
)
SECTION = RecordOf(
    "section",
    {
        "id": Field(_ID, "such as facets", required=True),
        "title": Field(_TEXT, "the heading (default: its id)"),
        "intro": Field(_TEXT, "what is said before its questions"),
        "repeat": Field(REPEAT, "asked once per item"),
        "questions": Field(ListOf(QUESTION, at_least=1), "the questions in their order", required=True),
    },
)
FINDING = RecordOf(
    "finding",
    {
        "id": Field(_ID, "such as busy_with_ourselves", required=True),
        "when": Field(Rule(rule=True), "the rule that makes it true", required=True),
        "text": Field(_TEXT, "the sentence in the report, one or one per group", required=True),
        "because": Field(_NAMES, "the questions that show it"),
        "kind": Field(OneOf(("concern", "strength")), "concern (default) or strength"),
        "private": Field(Flag(), "never in the customer's edition"),
        "accept": _ACCEPT,
    },
)
ACTION = RecordOf(
    "action",
    {
        "id": Field(_ID, "such as go_and_see", required=True),
        "when": Field(Rule(rule=True), "the rule that calls for it", required=True),
        "because": Field(_NAMES, "the questions whose answers show why"),
        "title": Field(_PLAIN_TEXT, "what to do", required=True),
        "to_customers": Field(_PLAIN_TEXT, "the same as customers are told of it (default: they are not)"),
        "why": Field(_PLAIN_TEXT, "why it helps"),
        "first_step": Field(_PLAIN_TEXT, "what can be done within a week"),
        "owner": Field(_PLAIN_TEXT, "the role that owns it"),
        "kind": Field(OneOf(("mend", "build")), "mend a shortfall (default) or build on a strength"),
        "horizon": Field(FigureOf(1, 365, whole=True), "days, as a rule 30, 60 or 90 (default 60)"),
        "effort": Field(FigureOf(1, 3, whole=True), "1 to 3 (default 2)"),
        "impact": Field(FigureOf(1, 3, whole=True), "1 to 3 (default 2)"),
        "need": Field(FigureOf(0, 1), "0 to 1, where the rule rests on something else than scores"),
        "measure": Field(_PLAIN_TEXT, "how you will see that it worked"),
        "accept": _ACCEPT,
    },
)
QUESTIONNAIRE = RecordOf(
    "questionnaire",
    {
        "cfdiag": Field(FigureOf(1, whole=True), "the version of the format: 1", required=True),
        "id": Field(
            String(
                NO_DEVICE + KEBAB,
                "an id in kebab-case",
                Code.BAD_ID,
                "small letters, digits and -: customer-view",
            ),
            "kebab-case, the file's name",
            required=True,
        ),
        "version": Field(
            String(VERSION, "a version", Code.BAD_VERSION, "letters, digits and . + _ -, at most 32: 1.0.0"),
            "such as 1.0.0",
            required=True,
        ),
        "same_as": Field(ListOf(_HASH), "hashes of earlier texts whose answers mean the same"),
        "title": Field(_TEXT, "one, or one per group", required=True),
        "purpose": Field(_TEXT, "what it is for"),
        "for_whom": Field(_TEXT, "who answers it, and who may start it"),
        "source": Field(_NAME, "where its ideas come from"),
        "minutes": Field(MinutesOf(), "how long it takes: 25, or {full: 25, essentials: 10}"),
        "groups": Field(MapOf(GROUP, _ID, at_least=1), "who is asked, by id", required=True),
        "compare": Field(
            RecordOf(
                "comparison",
                {
                    "looking_in": Field(_NAME, "the group that predicts", required=True),
                    "looked_at": Field(_NAME, "the group it is about", required=True),
                },
            ),
            "the perception gap: who predicts, and whom it is about",
        ),
        "privacy": Field(
            RecordOf(
                "privacy",
                {
                    "min_group": Field(FigureOf(3, 100, whole=True), "never less than 3"),
                    "remarks_by_consent": Field(Flag(), "remarks only with their author's consent"),
                },
            ),
            "the floor under which cells of anonymous groups are withheld",
        ),
        "scales": Field(MapOf(SCALE, _ID), "rating scales by name"),
        "dimensions": Field(MapOf(DIMENSION, _ID), "what several questions say together, by id"),
        "rollups": Field(MapOf(ROLLUP, _ID), "dimensions seen together in the report, by id"),
        "basis_dimension": Field(_NAME, "the dimension that takes what answers rest on"),
        "language": Field(String("[a-z]{2}", "a language of two letters"), "of plain texts (default en)"),
        "sections": Field(ListOf(SECTION, at_least=1), "the questions, in their order", required=True),
        "findings": Field(ListOf(FINDING), "headlines of the report, with the rule that makes each true"),
        "actions": Field(ListOf(ACTION), "what to do, with the rule that calls for it"),
        "notes": Field(MapOf(_PLAIN_TEXT, _ID), "fixed sentences for the report"),
        "accept": _ACCEPT,
    },
    "A cfdiag questionnaire: who is asked what, how it scores, and what follows from it.",
)


def questionnaire_schema() -> dict[str, Any]:
    """The JSON Schema of a questionnaire, out of the table that its reader uses."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cfdiag questionnaire",
        **QUESTIONNAIRE.schema(),
        "$defs": {"text": TEXT_SCHEMA},
    }
