"""msgspec's complaints about a value, in other words and with their places; never what was answered."""

from __future__ import annotations

import re
from typing import Any, get_args

from cfdiag.documents.faults import Faults
from cfdiag.documents.nodes import Node
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import closest
from cfdiag.model.interview import (
    Answer,
    Basis,
    Consent,
    Form,
    Interview,
    LooseRemark,
    Mode,
    QuestionnaireRef,
    Respondent,
    Status,
    TakenFrom,
)
from cfdiag.model.response import Response

_PATH = re.compile(r" - at `(?P<path>[^`]*)`$")
_STEPS = re.compile(r"\.([^.\[\]]+)|\[([^\]]*)\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`")
# The words of msgspec may change with a version: what is not understood is said in general terms.
_EXPECTED = re.compile(r"Expected `(.*)`, got `(.*)`")

_WITHIN: dict[str, tuple[str, ...]] = {
    "questionnaire": QuestionnaireRef.__struct_fields__,
    "respondent": Respondent.__struct_fields__,
    "remarks": LooseRemark.__struct_fields__,
    "from": TakenFrom.__struct_fields__,
}
_ALLOWED: dict[str, tuple[str, ...]] = {
    "status": get_args(Status),
    "importance_status": get_args(Status),
    "basis": get_args(Basis),
    "consent": tuple(map(str, Consent)),
    "mode": get_args(Mode),
    "form": get_args(Form),
}
_WORDS = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "object": "an object",
    "array": "a list",
    "bool": "true or false",
    "null": "null",
}


def explain_json(
    problem: str,
    root: Node,
    value: Any,  # noqa: ANN401  whatever the JSON holds
    type_: type[Interview | Answer | Response],
    faults: Faults,
) -> bool:
    """Note a complaint about a value.

    Args:
        problem: msgspec's words, with its path at the end.
        root: the node that the value comes from.
        value: the plain value; an unknown key is taken out of it, so that the next complaint can come.
        type_: what the value was to be.
        faults: where it is noted.

    Returns:
        Whether there may be more: the value is worth another try.
    """
    found = _PATH.search(problem)
    path = found["path"] if found else "$"
    message = problem[: found.start()] if found else problem
    steps: list[tuple[str, str]] = _STEPS.findall(path)
    node = _follow(root, steps)
    last = next((name for name, _ in reversed(steps) if name), "")
    unknown, missing = _UNKNOWN.fullmatch(message), _MISSING.fullmatch(message)
    if unknown:
        name = unknown[1]
        inner = node.value.get(name) if isinstance(node.value, dict) else None
        hint = closest(name, _WITHIN.get(last, type_.__struct_encode_fields__))
        faults.add(
            Code.UNKNOWN_KEY,
            f"there is no key '{name[:60]}' here",
            inner.key_at if isinstance(inner, Node) else node.at,
            hint or "what is not of the format belongs under 'extra'",
        )
        return _take_out(value, steps, name)
    if missing:
        faults.add(Code.MISSING_KEY, f"'{missing[1]}' is missing", node.at, f'add "{missing[1]}": …')
        return False
    where = f"{path.removeprefix('$').lstrip('.').replace('[...]', '')}: " if last else ""
    if last in _ALLOWED and message.startswith("Invalid enum"):
        hint = f"one of {', '.join(_ALLOWED[last])}"
        faults.add(Code.WRONG_TYPE, f"{where}this is not one of the words that are known here", node.at, hint)
    else:
        faults.add(Code.WRONG_TYPE, where + _plain_words(message), node.at)
    return False


def _plain_words(message: str) -> str:
    found = _EXPECTED.fullmatch(message)
    if not found:
        return "this value does not fit here"
    parts = [part for part in found[1].split(" | ") if part != "null"]
    if "float" in parts and "int" in parts:
        parts.remove("int")
    wanted = [_WORDS.get(part, part) for part in parts]
    named = wanted[0] if len(wanted) == 1 else f"{', '.join(wanted[:-1])} or {wanted[-1]}"
    return f"{_WORDS.get(found[2], found[2])} where {named} is meant"


def _take_out(value: Any, steps: list[tuple[str, str]], name: str) -> bool:  # noqa: ANN401  any JSON
    for step, _ in steps:
        value = value.get(step) if isinstance(value, dict) else None
    if not isinstance(value, dict) or name not in value:
        return False
    del value[name]
    return True


def _follow(root: Node, steps: list[tuple[str, str]]) -> Node:
    """The node at a path such as `$.respondent.group` or `$.tags[2]`, as near as can be."""
    node = root
    for name, index in steps:
        inner: Any = None
        if isinstance(node.value, dict) and name:
            inner = node.value.get(name)
        elif isinstance(node.value, dict):  # msgspec writes [...] for any key: the first that does not fit
            inner = next((entry for entry in node.value.values() if not _texts(entry)), None)
        elif isinstance(node.value, list) and index.isdigit() and int(index) < len(node.value):
            inner = node.value[int(index)]
        if not isinstance(inner, Node):
            return node
        node = inner
    return node


def _texts(node: Node) -> bool:
    """A text, or a map of texts: what the maps of an interview hold."""
    if isinstance(node.value, dict):
        return all(isinstance(inner.value, str) for inner in node.value.values())
    return isinstance(node.value, str)
