"""Plans to text: one action a block, in a stable order; what somebody wrote around a change stays."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import msgspec

from cfdiag.formats.plan import action_lines, examine_plan
from cfdiag.model.plan import PLAN_FORMAT, ActionPlan, AgreedAction, LogEntry, NextPlace, SeenWhen

_PLAIN = re.compile(r"[^\W\d_][\w /().;!?€&+’‘“”–…-]*[\w.)!?’”…]|[^\W\d_]")
"""Text that YAML takes for nothing but itself; everything else is quoted."""
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"))
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def plan_text(plan: ActionPlan) -> str:
    """The whole file."""
    lines = [f"cfdiag: {PLAN_FORMAT}", f"plan: {_scalar(plan.plan)}", f"adopted: {plan.adopted}"]
    if plan.result:
        pair = _flow(file=plan.result.file, sha256=plan.result.sha256)
        lines.append(f"result: {pair}")
    if plan.agreed_with:
        lines.append(f"agreed_with: [{', '.join(_scalar(who, flow=True) for who in plan.agreed_with)}]")
    if not plan.actions:
        return "\n".join([*lines, "actions: []", ""])
    lines.append("actions:")
    for action in plan.actions:
        lines += _block(action)
    return "\n".join([*lines, ""])


def changed_text(text: str, file: str, before: ActionPlan, after: ActionPlan) -> str:
    """The file with the changed actions written anew and new ones at its end; all other lines as they are.

    Args:
        text: of the file.
        file: its name.
        before: what it holds.
        after: what it is to hold; no action of `before` is gone.
    """
    starts = action_lines(text.encode(), file)
    rest = msgspec.structs.replace(after, actions=before.actions)
    if rest == before and len(set(starts)) == len(starts) == len(before.actions):
        made = _spliced(text.split("\n"), starts, before, after)
        # A file in braces, or indented otherwise, is written whole: nothing is lost but its layout.
        if made is not None and examine_plan(made.encode(), file)[0] == after:
            return made
    return plan_text(after)


def _spliced(lines: list[str], starts: list[int], before: ActionPlan, after: ActionPlan) -> str | None:
    if not starts:
        return None
    stops = [*starts[1:], len(lines) + 1]
    ends = [_end(lines, start, stop) for start, stop in zip(starts, stops, strict=True)]
    out = list(lines)
    for start, end, was in reversed(list(zip(starts, ends, before.actions, strict=True))):
        now = after.action(was.id)
        if now is None:
            return None
        if now != was:
            out[start - 1 : end] = _block(now)
    known = {each.id for each in before.actions}
    added = [line for each in after.actions if each.id not in known for line in _block(each)]
    last = ends[-1] + len(out) - len(lines)
    out[last:last] = added
    return "\n".join(out)


def _end(lines: list[str], start: int, stop: int) -> int:
    """The last line of a block that is neither empty nor a remark: those belong to what follows."""
    end = stop - 1
    while end > start and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _block(action: AgreedAction) -> list[str]:
    lines = [f"  - id: {action.id}", f"    kind: {action.kind}"]
    for key in ("about", "title", "owner", "due", "status", "interview"):
        value = getattr(action, key)
        if value:
            lines.append(f"    {key}: {_scalar(value)}")
    if action.done_when:
        lines.append(f"    done_when: {_done_when(action.done_when)}")
    if action.then:
        lines.append(f"    then: {_then(action.then)}")
    if action.log:
        lines += ["    log:", *(f"      - {_entry(each)}" for each in action.log)]
    return lines


def _done_when(told: SeenWhen) -> str:
    if told.seen:
        return _flow(seen=told.seen)
    limit = {name: value for name in ("at_least", "at_most") if (value := getattr(told, name)) is not None}
    return _flow(figure=told.figure, **limit)


def _then(then: NextPlace) -> str:
    return _flow(where=then.where, **({"by": then.by} if then.by else {}))


def _entry(entry: LogEntry) -> str:
    said = {key: getattr(entry, key) for key in ("at", "by", "note") if getattr(entry, key)}
    plain = ", ".join([*_pairs(said), *(["added: true"] if entry.added else [])])
    was = ", ".join(_pairs(entry.was))
    return f"{{{plain}, was: {{{was}}}}}" if was else f"{{{plain}}}"


def _flow(**values: str | float) -> str:
    return f"{{{', '.join(_pairs(values))}}}"


def _pairs(values: Mapping[str, str | float | None]) -> Iterator[str]:
    return (f"{key}: {_scalar(value, flow=True)}" for key, value in values.items())


def _scalar(value: str | float | None, *, flow: bool = False) -> str:
    """A value as YAML: bare where nothing else can be read into it."""
    if value is None:
        return "null"
    if not isinstance(value, str):
        return f"{value:g}" if not float(value).is_integer() else str(int(value))
    if _DAY.fullmatch(value):
        return value
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS and "  " not in value:
        return value
    if (
        not flow
        and value[0].isalnum()
        and _PLAIN.fullmatch(value.replace(",", "").replace("'", ""))
        and value.lower() not in _WORDS
    ):
        return value
    return json.dumps(value, ensure_ascii=False)
