"""What several formats say about a result, in whole sentences and in the order of the plan."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import UNSET

from cfdiag.locales.locale import NONE, Locale
from cfdiag.model.result import ActionScore, DimensionScore, Finding, Gate, QuestionnaireResult, Result
from cfdiag.scoring.headline import FIRST


def headline_sentence(each: QuestionnaireResult, result: Result, words: Locale) -> str:
    """How many interviews there are, what is unfinished, and the stamps."""
    parts, shown = interviews_of(each, words)[:1], interviews_of(each, words)[1:]
    if result.inputs.unfinished and len(result.questionnaires) == 1:
        parts.append(words("{n} unfinished", n=words.count(result.inputs.unfinished)))
    parts.append(f"{words('version')} {each.version}")
    return " · ".join([*parts, *shown, *stamps(result, words)])


def interviews_of(each: QuestionnaireResult, words: Locale) -> list[str]:
    """How many interviews there are and, where they are not everybody's, whose scores are shown."""
    parts = [words.plural("{n} interview", "{n} interviews", each.n)]
    shown = [each.groups[name] for name in each.groups_shown if name in each.groups]
    if shown and len(shown) < len(each.groups):
        listed = words.listing([f"{words.inline(group.title)} ({words.count(group.n)})" for group in shown])
        parts.append(words("scores of: {groups}", groups=listed))
    return parts


def checklist(found: DimensionScore, words: Locale) -> str:
    """`5 of 7 met`, or why nothing was counted."""
    if found.met is UNSET or found.of is UNSET:
        reason = words.reason(found.reason) if found.reason is not UNSET else ""
        return f"{NONE} {reason}".rstrip()
    return words("{met} of {of} met", met=words.count(found.met), of=words.count(found.of))


def stamps(result: Result, words: Locale) -> list[str]:
    """What has to be said of every figure of this result."""
    found = []
    if result.fictional is True:
        found.append(words("fictional"))
    if result.privacy.unmasked:
        found.append(words("unmasked: for the consultant's own eyes"))
    return found


def gate_sentence(gate: Gate, words: Locale) -> str:
    """What a gate asked for and what it found."""
    limit = words.count(gate.limit)
    if gate.kind == "min_n":
        where = gate.target.removesuffix("n").removesuffix("/")
        said = words(
            "{value} interviews, at least {limit} wanted", value=words.count(gate.value), limit=limit
        )
        return f"{where}: {said}" if where else said
    value = NONE if gate.value is None else _told_apart(gate.value, gate.limit, words)
    if gate.kind == "fail_under":
        message = "{target}: {value}, at least {limit} wanted"
    elif gate.value is None or gate.value >= 0:
        message = "{target}: dropped by {value}, at most {limit} allowed"
    else:
        message = "{target}: rose by {value}; a drop of {limit} is allowed"
        value = words.number(-gate.value)
    said = words(message, target=gate.target, value=value, limit=limit)
    return said if gate.reason is UNSET else f"{said} ({words.reason(gate.reason)})"


def _told_apart(value: float, limit: float, words: Locale) -> str:
    """The value with as many decimals as it takes to differ from the limit: 59.97 is not shown as 60.0."""
    for decimals in range(1, 6):
        if value == limit or round(value, decimals) != round(limit, decimals):
            return words.number(value, decimals)
    return repr(value)


def first_findings(result: Result) -> list[Finding]:
    """What is said first, in the order of the result; a saved one may point to what is not there."""
    parts = {each.id: dict(enumerate(each.findings)) for each in result.questionnaires}
    found = (parts.get(each.questionnaire, {}).get(each.finding) for each in result.headline)
    return [each for each in found if each is not None]


class Planned(NamedTuple):
    """One action of the plan: its number in every output, and the questionnaires that call for it."""

    rank: int
    action: ActionScore
    parts: list[QuestionnaireResult]


def planned_sentence(result: Result) -> list[Planned]:
    """Every action once, numbered in the plan's order: what to build on, what to mend, then the rest."""
    found: dict[str, tuple[ActionScore, list[QuestionnaireResult]]] = {}
    for part in result.questionnaires:
        for action in part.actions:
            known, parts = found.get(action.id, (action, []))
            found[action.id] = (action if action.priority > known.priority else known, [*parts, part])
    order = dict.fromkeys([*result.plan.build, *result.plan.mend, *found])
    return [Planned(at, *found[id_]) for at, id_ in enumerate((i for i in order if i in found), start=1)]


def first_actions(result: Result, kind: str, questionnaire: str = "") -> list[Planned]:
    """The first of a kind: of the whole plan, or of what one questionnaire calls for."""
    return [
        each
        for each in planned_sentence(result)
        if each.action.kind == kind
        and (not questionnaire or any(part.id == questionnaire for part in each.parts))
    ][:FIRST]
