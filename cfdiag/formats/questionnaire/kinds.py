"""The kinds of values that only a questionnaire has: conditions, who is asked, minutes, options, tags."""

from __future__ import annotations

from typing import Any

from cfdiag.documents.fields import BROKEN, ID, Context, FigureOf, Flag, Kind, ListOf, MapOf, OneOf, String
from cfdiag.documents.nodes import Node
from cfdiag.documents.records import Field, RecordOf
from cfdiag.formats.questionnaire.texts import TextOf
from cfdiag.ground.codes import Code
from cfdiag.model.expression import Call, Expression, Name
from cfdiag.model.questionnaire import About
from cfdiag.model.text import ANY_GROUP
from cfdiag.questions import OwnKey
from cfdiag.rules.about_text import parse_about
from cfdiag.rules.parse import ExpressionError, parse_expression


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

    def _schema(self) -> dict[str, object]:
        return {"type": "string", "minLength": 1}


class AcceptedOf(Kind):
    """Advice that is answered, and why: `{code: why}`, or a list of codes; gives `{code: (place, why)}`.

    Without a reason `why` is empty.
    """

    what = "advice and why it is not followed: {code: why}"

    def _read(self, node: Node, context: Context) -> object:
        if isinstance(node.value, list):
            return {code: (at.at, "") for at, code in NAMES.read(node, context)}
        read: Any = _REASONS.read(node, context)
        return (
            BROKEN if read is BROKEN else {code: (node.value[code].key_at, why) for code, why in read.items()}
        )

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [_REASONS.schema(), NAMES.schema()]}


class AboutOf(Kind):
    """What a finding or an action is about; gives back the About."""

    what = "what it is about"

    def _read(self, node: Node, context: Context) -> About | object:
        if not isinstance(node.value, str):
            return self.wrong(node, context, "such as: worst(perception)")
        try:
            return parse_about(node.value)
        except ExpressionError as error:
            return context.fault(Code.BAD_EXPRESSION, error.message, node, error.hint)

    def _schema(self) -> dict[str, object]:
        return {"type": "string", "minLength": 1}


class FigureName(Rule):
    """One figure of the rules; gives back its Name or Call."""

    what = "a figure"

    def __init__(self) -> None:
        super().__init__(rule=True)

    def _read(self, node: Node, context: Context) -> Expression | object:
        found = super()._read(node, context)
        if found is BROKEN or isinstance(found, Call) or (isinstance(found, Name) and len(found.path) > 1):
            return found
        hint = "one name or call, such as: points.level, mean(about)"
        return context.fault(Code.BAD_EXPRESSION, "this is not one figure", node, hint)


class GroupsOrFlag(Kind):
    """True, false, or a list of groups; gives back true, false or `[(node, group)]`."""

    what = "true, false or a list of groups"

    def _read(self, node: Node, context: Context) -> object:
        if isinstance(node.value, bool):
            return node.value
        if isinstance(node.value, list):
            return GROUPS.read(node, context)
        return self.wrong(node, context, "write true, or [customer]")

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [{"type": "boolean"}, GROUPS.schema()]}


class ImportanceOf(Kind):
    """Who gives a second rating, and of what; gives back true, false, `[(node, group)]` or a record."""

    what = "true, false, a list of groups, or {groups, ask, scale}"

    def _read(self, node: Node, context: Context) -> object:
        return (_SECOND if isinstance(node.value, dict) else _ASKED).read(node, context)

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [_ASKED.schema(), _SECOND.schema()]}


class MinutesOf(Kind):
    """How long it takes; gives back `{full, essentials}` with what is said of them."""

    what = "a number of minutes, or {full, essentials}"

    def _read(self, node: Node, context: Context) -> object:
        if isinstance(node.value, dict):
            return _MINUTES.read(node, context)
        full = _WHOLE_MINUTES.read(node, context)
        return BROKEN if full is BROKEN else {"full": full}

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [_WHOLE_MINUTES.schema(), _MINUTES.schema()]}


class PickOf(Kind):
    """How many items are chosen: a number, `{min, max}`, or either by group; gives `{group: (min, max)}`."""

    what = "a number, {min, max}, or one of them for each group"

    def _read(self, node: Node, context: Context) -> object:
        if isinstance(node.value, dict) and node.value and all(key in context.groups for key in node.value):
            each = {group: self._one(inner, context) for group, inner in node.value.items()}
            return BROKEN if BROKEN in each.values() else each
        one = self._one(node, context)
        return BROKEN if one is BROKEN else {ANY_GROUP: one}

    def _one(self, node: Node, context: Context) -> object:
        if not isinstance(node.value, dict):
            n = _CHOSEN.read(node, context)
            return BROKEN if n is BROKEN else (n, n)
        record = _FROM_TO.read(node, context)
        if record is BROKEN or not {"min", "max"} <= set(record):
            return BROKEN
        if record["min"] > record["max"]:
            return context.fault(Code.BAD_VALUE, "min is above max", node)
        return record["min"], record["max"]

    def _schema(self) -> dict[str, object]:
        one = [_CHOSEN.schema(), _FROM_TO.schema()]
        return {
            "anyOf": [*one, {"type": "object", "minProperties": 1, "additionalProperties": {"anyOf": one}}]
        }


class OptionOf(Kind):
    """An option: its text, or `{label, points, exclusive}`; gives back a record."""

    what = "a text, or {label, points, exclusive}"

    def _read(self, node: Node, context: Context) -> object:
        if isinstance(node.value, dict) and set(_OPTION.fields) & set(node.value):
            return _OPTION.read(node, context)
        label = TEXT.read(node, context)
        return BROKEN if label is BROKEN else {"label": label}

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [TEXT.schema(), _OPTION.schema()]}


class OptionsOf(Kind):
    """Options by id, or the name of an answer set; gives back a map of records, or the name."""

    what = "a map of options, or the name of an answer set"

    def _read(self, node: Node, context: Context) -> object:
        return NAME.read(node, context) if isinstance(node.value, str) else OPTIONS.read(node, context)

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [OPTIONS.schema(), NAME.schema()]}


class TagsOf(Kind):
    """A list of ids, or a map from ids to texts; gives back `{id: Text or None}`."""

    what = "a list of tags, or a map of tags and their texts"

    def _read(self, node: Node, context: Context) -> object:
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

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [_TAG_LIST.schema(), _TAG_TEXTS.schema()]}


IDENTIFIER = String(ID, "an id in snake_case", Code.BAD_ID, "small letters, digits and _: service_level")
NAME = String()
HASH = String(
    "[0-9a-f]{64}", "a SHA-256 hash", Code.BAD_VALUE, "64 digits of 0-9 and a-f; `check --against` says it"
)
TEXT = TextOf()
PLAIN_TEXT = TextOf(by_group=False)
_REASONS = MapOf(String(), NAME)
GROUPS = ListOf(NAME, at_least=1)
NAMES = ListOf(NAME)
_TAG_LIST = ListOf(IDENTIFIER)
_TAG_TEXTS = MapOf(TEXT, IDENTIFIER)
_OPTION = RecordOf(
    "option",
    {
        "label": Field(TEXT, "what people read", required=True),
        "points": Field(FigureOf(-100, 100), "0 to 100, where the option takes part in a score"),
        "exclusive": Field(Flag(), "of several options: it unticks the rest, such as 'none of these'"),
    },
)
_ASKED = GroupsOrFlag()
_SECOND = RecordOf(
    "second rating",
    {
        "groups": Field(GROUPS, "who gives it (default: all who are asked)"),
        "ask": Field(TEXT, "how it is asked for (default: how important it is)"),
        "scale": Field(NAME, "its scale (default: the question's)"),
    },
)
OPTIONS = MapOf(OptionOf(), IDENTIFIER, at_least=2)
STEP = String(
    r"-?[0-9]{1,4}", "a step of the scale", Code.BAD_ID, "write labels: {1: Very poor, 5: Excellent}"
)


def own_kind(key: OwnKey) -> Kind:
    """How the key of a single question type is read."""
    if key.kind == "word":
        return OneOf(key.words)
    if key.kind == "code":
        return String("[A-Z]{3}", "a code of three capitals", Code.BAD_VALUE, "such as EUR")
    if key.kind == "text":
        return TEXT
    return Flag() if key.kind == "flag" else FigureOf(key.least, key.most, whole=key.kind == "whole")


_WHOLE_MINUTES = FigureOf(1, 600, whole=True)
_MINUTES = RecordOf(
    "minutes",
    {
        "full": Field(_WHOLE_MINUTES, "all questions"),
        "essentials": Field(_WHOLE_MINUTES, "the essentials only"),
    },
)

_CHOSEN = FigureOf(1, 100, whole=True)
_FROM_TO = RecordOf(
    "range",
    {
        "min": Field(_CHOSEN, "at least", required=True),
        "max": Field(_CHOSEN, "at most", required=True),
    },
)
