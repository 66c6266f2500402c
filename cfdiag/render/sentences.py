"""What several formats say about a result, in whole sentences and in the order of the plan."""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec import UNSET

from cfdiag.locales.locale import NONE, Locale, as_printed, difference_as_printed
from cfdiag.model.comparison import Moved
from cfdiag.model.result import (
    NOT_STATED,
    Finding,
    Gate,
    QuestionnaireResult,
    Result,
)
from cfdiag.render.as_of import as_of_stamp
from cfdiag.scoring.noise import Verdict, change_verdict
from cfdiag.scoring.reasons import OTHER_QUESTIONS


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


def more_rejected(n: int, words: Locale) -> str:
    """How many inputs were rejected beside those that are named; empty where all are."""
    if n <= 0:
        return ""
    one = "{n} more input was rejected: --format json names it"
    return words.plural(one, "{n} more inputs were rejected: --format json names all", n)


def stamps(result: Result, words: Locale) -> list[str]:
    """What has to be said of every figure of this result."""
    found = []
    if result.fictional is True:
        found.append(words("fictional"))
    if result.privacy.unmasked:
        found.append(words("unmasked: for the consultant's own eyes"))
    if result.privacy.between_runs == "off":
        found.append(words("two results may be set against each other (privacy.between_runs: off)"))
    if is_draft(result):
        found.append(words(DRAFT))
    repeated = as_of_stamp(result, words)
    return [*found, repeated] if repeated else found


DRAFT = "Draft for your own team, not to be handed over"


def is_draft(result: Result) -> bool:
    """Whether a result is not to be handed over: until `--final` everything is a draft, whoever was heard.

    What is fictional says so instead: there is nobody to hand it over to.
    """
    return not result.final and result.fictional is not True


def gate_sentence(gate: Gate, words: Locale) -> str:
    """What a gate asked for and what it found."""
    limit = words.count(gate.limit)
    if gate.kind == "min_n":
        where = gate.target.removesuffix("n").removesuffix("/")
        said = words.plural(
            "{n} interview, at least {limit} wanted",
            "{n} interviews, at least {limit} wanted",
            gate.value or 0,
            limit=limit,
        )
        return f"{where}: {said}" if where else said
    if gate.kind == "comparable":
        said = words.plural(
            "{n} question is the same as in the baseline",
            "{n} questions are the same as in the baseline",
            gate.value or 0,
        )
        if not gate.passed:
            said = words("{target}: nothing to compare with in the baseline", target=gate.target)
        return said if gate.reason is UNSET else f"{said} ({words.reason(gate.reason)})"
    value = NONE if gate.value is None else _told_apart(gate.value, gate.limit, words)
    if gate.kind == "fail_under":
        message = "{target}: {value}, at least {limit} wanted"
    elif gate.value is None or gate.value >= 0:
        message = "{target}: dropped by {value}, at most {limit} allowed"
    else:
        message = "{target}: rose by {value}; a drop of {limit} is allowed"
        value = words.number(-gate.value)
    said = words(message, target=gate.target, value=value, limit=limit)
    if gate.within_noise is True:
        said = words("{said}; chance may have made that", said=said)
    return said if gate.reason is UNSET else f"{said} ({words.reason(gate.reason)})"


VERDICT_WORDS: Mapping[Verdict, str] = {
    "moved": "more than chance does",
    "by_itself": "may be chance: of so many that are compared, one moves as much by itself",
}
"""Of the others it is said how far it would have had to move, in the unit of what is compared."""


def movement_sentence(moved: Moved, words: Locale) -> str:
    """Whether a score moved beyond what chance does; empty where there is nothing to compare."""
    if moved.change is None:
        return ""
    if moved.untold == OTHER_QUESTIONS and moved.alike is not UNSET:
        same, of = moved.alike
        return words("cannot be told: of the {of} questions behind it {same} are the same", same=same, of=of)
    if moved.untold is not UNSET:
        return words.reason(moved.untold)
    found = change_verdict(beyond=moved.beyond_noise, p=moved.p, least=moved.least)
    if found in VERDICT_WORDS:
        said = words(VERDICT_WORDS[found])
    elif moved.least is UNSET:
        return ""
    elif least := least_said(moved.least, moved.change, 0, words):
        said = words("too few answers to say whether it moved: it would take {n} points", n=least)
    else:
        said = words("too few answers to say whether it moved")
    if moved.pairs is UNSET:
        return said
    pairs = words.count(moved.pairs)
    return words("{said} (judged by the {n} who were heard both times)", said=said, n=pairs)


def least_said(least: float, change: float, decimals: int, words: Locale) -> str:
    """The change that could be told from chance, rounded up; empty where the one that is shown is as large.

    That comes about by rounding, or where only some of the people are behind what could be told.
    """
    needed = math.ceil(round(least * 10**decimals, 6)) / 10**decimals
    return words.number(needed, decimals) if needed > as_printed(abs(change), decimals) else ""


def shown_change(moved: Moved, decimals: int) -> float | None:
    """The change as the scores beside it are shown: who reads it subtracts them."""
    if moved.before is None or moved.after is None:
        return moved.change
    return difference_as_printed(moved.after, moved.before, decimals)


def _told_apart(value: float, limit: float, words: Locale) -> str:
    """The value with as many decimals as it takes to differ from the limit: 59.97 is not shown as 60.0."""
    for decimals in range(1, 6):
        if value == limit or as_printed(value, decimals) != as_printed(limit, decimals):
            return words.number(value, decimals)
    return repr(value)


def cell_title(name: str, words: Locale) -> str:
    """What a row of a breakdown is called: a department, an account; or that they did not say."""
    return words(name) if name == NOT_STATED else name


def first_findings(result: Result) -> list[Finding]:
    """What is said first, in the order of the result; a saved one may point to what is not there."""
    parts = {each.id: dict(enumerate(each.findings)) for each in result.questionnaires}
    found = (parts.get(each.questionnaire, {}).get(each.finding) for each in result.headline)
    return [each for each in found if each is not None]
