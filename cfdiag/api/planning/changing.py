"""Changing a plan: set, add; each change is dated and kept in the log."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cfdiag.api.planning.figures import chosen_actions, figures_of_paths
from cfdiag.api.planning.plan_files import PlanFile, save_plan
from cfdiag.api.planning.titles import refuse_id
from cfdiag.api.surroundings import around, chosen_day, library_near, nothing
from cfdiag.followup.as_of import action_on, added_on, known_until
from cfdiag.followup.changes import (
    ActionChange,
    ToldChange,
    next_own_id,
    told_changes,
    with_added,
    with_change,
)
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, closest, fault
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.model.interview import question_of
from cfdiag.model.plan import ActionPlan, AgreedAction

__all__ = ["ActionChange", "ToldChange", "add_offered", "add_own", "set_on", "told_of"]


def set_on(file: PlanFile, changes: Sequence[ActionChange], *, day: str = "", by: str = "") -> ActionPlan:
    """Make changes, one after the other, and write the plan.

    Raises:
        CfdiagError: `unknown-action`; `wrong-use`: a day to spread by, and no place; a day before the action
            was added; the file cannot be written.
    """
    plan, at = file.plan, _day_of_change(file, day)
    for change in changes:
        _may_be_set(plan, change, file.path, at)
        plan = with_change(plan, change, at, by)
    save_plan(file, plan)
    return plan


def told_of(file: PlanFile, changes: Sequence[ActionChange], *, day: str = "") -> list[ToldChange]:
    """What changes would change.

    Raises:
        CfdiagError: as `set_on`, before anything is written.
    """
    at = _day_of_change(file, day)
    for change in changes:
        _may_be_set(file.plan, change, file.path, at)
    return [each for change in changes for each in told_changes(file.plan, change, at)]


def _day_of_change(file: PlanFile, day: str) -> str:
    """The day that is given; else today, and of a fictional engagement no day before the last in its log.

    Its days are yet to come: what somebody tries there would hold until one of them.
    """
    at = chosen_day(day)
    if day or not around([str(file.path)], [], nothing).engagement.fictional:
        return at
    return max(at, known_until(file.plan))


def _may_be_set(plan: ActionPlan, change: ActionChange, path: Path, day: str) -> None:
    """It is there on that day, and what it spreads to by a day is said: a day alone is read by no command."""
    action = known_action(plan, change.id, path)
    added = added_on(action)
    if day < added:
        raise fault(
            Code.WRONG_USE,
            f"'{change.id}' was added on {added}, and {day} lies before: nothing is set on it that day",
            f"--date {added}, or a later day",
            Location(str(path)),
        )
    if change.then_by and not change.then_where and action_on(action, day).then is None:
        raise fault(
            Code.WRONG_USE,
            f"nothing says where '{change.id}' is to spread to by {change.then_by}",
            f'cfdiag plan set {change.id} --then-where "the other teams" --then-by {change.then_by}',
            Location(str(path)),
        )


def known_action(plan: ActionPlan, id_: str, path: Path) -> AgreedAction:
    """The action of that id.

    Raises:
        CfdiagError: `unknown-action`.
    """
    found = plan.action(id_)
    if found is None:
        ids = [each.id for each in plan.actions]
        hint = closest(id_, ids) or f"its actions: {', '.join(ids) or 'none'}"
        raise fault(
            Code.UNKNOWN_ACTION, f"there is no action '{id_}' in this plan", hint, Location(str(path))
        )
    return found


def add_own(
    file: PlanFile,
    title: str,
    *,
    owner: str = "",
    due: str | None = None,
    because: str = "",
    day: str = "",
    by: str = "",
    language: str = "",
    questionnaires: Sequence[Path] = (),
) -> AgreedAction:
    """Add an action of one's own, as `own-1` and so on; its log says when, and who added it.

    Raises:
        CfdiagError: `unknown-question`: no questionnaire at hand has what it is said to rest on; as
            `refuse_id`.
    """
    refuse_id(title, file, questionnaires, language)
    if because:
        _is_asked(because, file, questionnaires)
    made = AgreedAction(
        id=next_own_id(file.plan),
        kind="own",
        title=title,
        owner=owner,
        due=due,
        about=because,
    )
    return _with(file, made, day, by)


def _with(file: PlanFile, made: AgreedAction, day: str, by: str) -> AgreedAction:
    plan, (added,) = with_added(file.plan, [made], _day_of_change(file, day), by)
    save_plan(file, plan)
    return added


def _is_asked(because: str, file: PlanFile, questionnaires: Sequence[Path]) -> None:
    at_hand = library_near([str(file.path)], list(questionnaires)).readable().questionnaires
    known = {question.id for q in at_hand for section in q.sections for question in section.questions}
    known |= {dimension for q in at_hand for dimension in q.dimensions}
    if question_of(because) not in known:
        hint = closest(because, known) or "`cfdiag show ID` lists the questions"
        raise fault(Code.UNKNOWN_QUESTION, f"there is no question or dimension '{because}'", hint)


def add_offered(
    file: PlanFile, id_: str, paths: Sequence[str], *, day: str = "", by: str = "", language: str = "",
    questionnaires: Sequence[Path] = (), keys: Keys = NO_KEYS,
) -> AgreedAction:  # fmt: skip
    """Add an action that newer answers call for; the day it is due counts from the day it is added.

    Raises:
        CfdiagError: `unknown-action`: it does not hold; `exists`: it is in the plan.
    """
    if file.plan.action(id_) is not None:
        hint = f"cfdiag plan set {id_}"
        raise fault(Code.EXISTS, f"'{id_}' is in the plan already", hint, Location(str(file.path)))
    made = chosen_actions(figures_of_paths(paths, day, language, questionnaires, keys), [id_])[0]
    return _with(file, made, day, by)
