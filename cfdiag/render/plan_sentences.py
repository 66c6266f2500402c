"""The actions of a plan in their order, and what several formats say of each."""

from __future__ import annotations

from typing import NamedTuple

from cfdiag.followup.states import ActionState
from cfdiag.locales.locale import Locale
from cfdiag.model.plan import ActionStatus
from cfdiag.model.result import ActionScore, QuestionnaireResult, Result
from cfdiag.scoring.headline import FIRST
from cfdiag.scoring.plan.order import first_three

ACTION_STATUS_WORDS = {
    "open": "open",
    "started": "started",
    "done": "done",
    "spread": "spread",
    "dropped": "dropped",
}


def state_said(
    words: Locale,
    status: ActionStatus,
    state: ActionState,
    *,
    late: int = 0,
    done_on: str | None = None,
    spread_on: str | None = None,
) -> str:
    """Where an action stands: late by how many days, done when, under way.

    Args:
        words: of the reader.
        status: as it was set.
        state: on the day that it is looked at.
        late: by how many days.
        done_on: since when it is done, an ISO date; None: nobody wrote it down.
        spread_on: since when it has spread.
    """
    if state == "late":
        return words.plural("{n} day late", "{n} days late", late)
    if state == "done":
        said = words(ACTION_STATUS_WORDS[status])
        on = spread_on if status == "spread" else done_on
        return f"{said}, {words.date(on)}" if on else said
    return words("under way") if state == "under_way" else words(ACTION_STATUS_WORDS[status])


def firmness_sentence(action: ActionScore, words: Locale) -> str:
    """How firm the place of an action is, and whether its need is more than its author's word."""
    said = []
    if action.need_from == "author":
        said.append(words("the need is set by the author"))
    if action.firmness is None:
        said.append(words("too few answers to say how firm its place is: the order is ours"))
    else:
        n = words.of_100(action.firmness)
        said.append(words("among the first three in {n} of 100 repeats", n=n))
    return "; ".join(said)


class Planned(NamedTuple):
    """One action of the plan: its number in every output, and the questionnaires that call for it."""

    rank: int
    action: ActionScore
    parts: list[QuestionnaireResult]


def ranked(result: Result) -> list[Planned]:
    """Every action once, by its number: the three of the first page, what to keep, what to mend, the rest."""
    found: dict[str, tuple[ActionScore, list[QuestionnaireResult]]] = {}
    for part in result.questionnaires:
        for action in part.actions:
            known, parts = found.get(action.id, (action, []))
            found[action.id] = (action if action.priority > known.priority else known, [*parts, part])
    first = result.plan.first or first_three(result.plan.build, result.plan.mend)
    order = dict.fromkeys([*first, *result.plan.build, *result.plan.mend, *found])
    return [Planned(at, *found[id_]) for at, id_ in enumerate((i for i in order if i in found), start=1)]


def first_three_actions(result: Result) -> list[Planned]:
    """The three things to do of the first page."""
    return ranked(result)[: len(result.plan.first) or FIRST]


def first_actions(result: Result, kind: str, questionnaire: str = "") -> list[Planned]:
    """The first of a kind: of the whole plan, or of what one questionnaire calls for."""
    return [
        each
        for each in ranked(result)
        if each.action.kind == kind
        and (not questionnaire or any(part.id == questionnaire for part in each.parts))
    ][:FIRST]
