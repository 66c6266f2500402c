"""Adopted plans: `plan.yaml` to the model and back, with every fault of the file at once."""

from __future__ import annotations

from typing import Any, cast

from cfdiag.documents.faults import Faults, has_errors
from cfdiag.documents.fields import BROKEN, Context, FigureOf, Flag, Kind, ListOf, MapOf, OneOf, String
from cfdiag.documents.nodes import Node
from cfdiag.documents.records import Field, Record, RecordOf
from cfdiag.documents.yaml import read_yaml
from cfdiag.formats.moments import day_of
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic
from cfdiag.ground.sealing import refuse_sealed
from cfdiag.locales.locale import NONE
from cfdiag.model.plan import (
    ACTION_KINDS,
    ACTION_STATUSES,
    PLAN_FORMAT,
    ActionPlan,
    AgreedAction,
    LogEntry,
    NextPlace,
    RestsOn,
    SeenWhen,
)


class _Day(Kind):
    """A day, as `2027-01-21`; nothing where none is set."""

    what = "a day (YYYY-MM-DD)"

    def __init__(self, *, open_: bool = False) -> None:
        self._open = open_

    def _read(self, node: Node, context: Context) -> object:
        if node.value is None and self._open:
            return None
        if not isinstance(node.value, str):
            return self.wrong(node, context, "YYYY-MM-DD")
        if len(node.value) != _ISO_LENGTH or day_of(node.value) is None:
            return context.fault(Code.BAD_TIME, f"this is not {self.what}", node, "YYYY-MM-DD")
        return node.value

    def _schema(self) -> dict[str, object]:
        day: dict[str, Any] = {"type": "string", "format": "date"}
        return {"anyOf": [day, {"type": "null"}]} if self._open else day


class _Before(Kind):
    """What a field said; nothing where it was empty."""

    def __init__(self, said: Kind) -> None:
        self._said = said
        self.what = f"{said.what}, or nothing"

    def _read(self, node: Node, context: Context) -> object:
        # Plans of earlier days have a dash where there was nothing: a name it may be, a day it is not.
        nothing = (None, NONE) if isinstance(self._said, _Day) else (None,)
        return None if node.value in nothing else self._said.read(node, context)

    def _schema(self) -> dict[str, object]:
        return {"anyOf": [self._said.schema(), {"type": "null"}]}


_ISO_LENGTH = len("2027-01-21")
_TEXT = String()
_FIELD = String("[a-z][a-z_.]*", "a field of an action")
_DAY_BEFORE = _Before(_Day())
_WAS = MapOf(_Before(_TEXT), _FIELD, named={"due": _DAY_BEFORE, "then.by": _DAY_BEFORE})
_ACTION_ID = String(
    r"[a-z][a-z0-9_-]{0,63}", "the id of an action", Code.BAD_ID, "small letters, digits, _ and -: own-1"
)
_DONE_WHEN = RecordOf(
    "done_when",
    {
        "figure": Field(_TEXT, 'a figure of the rules: mean("touch_points/complaints/touch_rating")'),
        "at_least": Field(FigureOf(), "what it should reach"),
        "at_most": Field(FigureOf(), "what it should fall to"),
        "seen": Field(_TEXT, "what one will see, where no figure says it"),
    },
)
_LOG = RecordOf(
    "log entry",
    {
        "at": Field(_Day(), "the day", required=True),
        "by": Field(_TEXT, "who says so"),
        "note": Field(_TEXT, "what there is to say"),
        "added": Field(Flag(), "whether the action came into the plan with it"),
        "was": Field(_WAS, "what the changed fields said before"),
    },
)
_ACTION = RecordOf(
    "action",
    {
        "id": Field(_ACTION_ID, "it stays what it is", required=True),
        "kind": Field(OneOf(ACTION_KINDS), "mend, build, own (added by hand) or promise", required=True),
        "about": Field(_TEXT, "the question, item or dimension that it is about"),
        "title": Field(_TEXT, "what is done, in the words that were agreed", required=True),
        "owner": Field(_TEXT, "who does it"),
        "due": Field(_Day(open_=True), "by when; it moves only when somebody sets another day"),
        "status": Field(OneOf(ACTION_STATUSES), "open, started, done, spread or dropped"),
        "done_when": Field(_DONE_WHEN, "how one will see that it worked"),
        "then": Field(
            RecordOf(
                "then",
                {
                    "where": Field(_TEXT, "where it spreads to when it worked", required=True),
                    "by": Field(_Day(open_=True), "by when"),
                },
            ),
            "what comes after it",
        ),
        "interview": Field(_TEXT, "of a promise: the interview that it was made in"),
        "log": Field(ListOf(_LOG), "what changed, the newest last"),
    },
)
_PLAN = RecordOf(
    "plan",
    {
        "cfdiag": Field(FigureOf(1, whole=True), "the version of the format: 1", required=True),
        "plan": Field(_TEXT, "its name", required=True),
        "adopted": Field(_Day(), "the day it was adopted", required=True),
        "result": Field(
            RecordOf(
                "result",
                {
                    "file": Field(_TEXT, "from the plan's folder", required=True),
                    "sha256": Field(String("[0-9a-f]{64}", "a SHA-256"), "of its bytes", required=True),
                },
            ),
            "the saved result that it was made from",
        ),
        "agreed_with": Field(ListOf(_TEXT), "who chose these actions"),
        "actions": Field(ListOf(_ACTION), "what is done", required=True),
    },
    "An adopted plan: who does what by when, and what became of it.",
)


def read_plan(data: bytes, file: str) -> ActionPlan:
    """The plan in a file.

    Raises:
        CfdiagError: with every error of the file, by place; `sealed`.
    """
    refuse_sealed(data, file)
    plan, found = examine_plan(data, file)
    if plan is None:
        raise CfdiagError(*(each for each in found if each.severity == "error"))
    return plan


def examine_plan(data: bytes, file: str) -> tuple[ActionPlan | None, list[Diagnostic]]:
    """The plan in a file (None where there are errors), and all errors by place."""
    document = read_yaml(data, file)
    faults = document.faults
    if document.root is None or not document.whole:
        return None, faults.sorted()
    record = _PLAN.read(document.root, Context(faults))
    if record is BROKEN:
        return None, faults.sorted()
    if record.get("cfdiag", PLAN_FORMAT) > PLAN_FORMAT:
        message = f"the file is written in format {record['cfdiag']}; this cfdiag reads up to {PLAN_FORMAT}"
        faults.add(Code.NEWER_FORMAT, message, record.at("cfdiag"), "upgrade cfdiag")
    rows = [row for _, row in record.get("actions", [])]
    _ids_once(rows, faults)
    for row in rows:
        _seen_or_figure(row, faults)
    found = faults.sorted()
    return (None if has_errors(found) else _plan(record, rows)), found


def _ids_once(rows: list[Record], faults: Faults) -> None:
    known: set[str] = set()
    for row in rows:
        if (id_ := row.get("id")) is None:
            continue
        if id_ in known:
            hint = "give each an id of its own"
            faults.add(Code.DUPLICATE_ID, f"'{id_}' is there twice", row.at("id"), hint)
        known.add(id_)


def _seen_or_figure(row: Record, faults: Faults) -> None:
    told = row.get("done_when")
    if told is None:
        return
    if set(told) not in ({"seen"}, {"figure", "at_least"}, {"figure", "at_most"}):
        faults.add(
            Code.BAD_VALUE, "this does not say how one will see it", row.at("done_when"),
            "{figure: …, at_least: 3}, {figure: …, at_most: 10} or {seen: …}",
        )  # fmt: skip


def _plan(record: Record, rows: list[Record]) -> ActionPlan:
    result = record.get("result")
    return ActionPlan(
        plan=record["plan"],
        adopted=record["adopted"],
        result=RestsOn(**result) if result else None,
        agreed_with=tuple(who for _, who in record.get("agreed_with", [])),
        actions=tuple(_action(row) for row in rows),
    )


def _action(row: Record) -> AgreedAction:
    inner = ("done_when", "then", "log")
    plain: dict[str, Any] = {key: value for key, value in row.items() if key not in inner}
    done, then = row.get("done_when"), row.get("then")
    return AgreedAction(
        **plain,
        done_when=SeenWhen(**done) if done else None,
        then=NextPlace(**then) if then else None,
        log=tuple(LogEntry(**entry) for _, entry in row.get("log", [])),
    )


def plan_schema() -> dict[str, object]:
    """The JSON Schema of a plan, out of the table that its reader uses."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cfdiag plan",
        **_PLAN.schema(),
    }


def action_lines(data: bytes, file: str) -> list[int]:
    """The lines on which the actions of a sound plan begin, from 1; of one in braces a line may repeat."""
    root = read_yaml(data, file).root
    actions = root.value["actions"].value if root is not None and isinstance(root.value, dict) else []
    return [cast("Node", each).at[0] for each in actions]
