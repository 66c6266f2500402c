"""Following a plan: how it stands, and beside newer answers what moved and what they would add."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from cfdiag.api.planning.figures import FoundFigures, chosen_actions, figures_of_paths
from cfdiag.api.planning.plan_files import PlanFile
from cfdiag.api.surroundings import around, chosen_day, chosen_language, nothing
from cfdiag.followup.as_of import known_until, logged_until, plan_on
from cfdiag.followup.movement import BothWaves, figures_in_words, movements
from cfdiag.followup.standing import standing
from cfdiag.formats.result import read_result
from cfdiag.ground.diagnostics import Diagnostic
from cfdiag.ground.files import read_bytes
from cfdiag.ground.sealing import NO_KEYS, Keys, is_sealed, sealed_name
from cfdiag.locales.catalogue import locale_for
from cfdiag.locales.locale import Locale
from cfdiag.model.following import Following, Movement, Suggested
from cfdiag.model.plan import ActionPlan
from cfdiag.model.result import Result as Figures
from cfdiag.render.plan import PLAN_FORMATS, SHOWN_ON_TERMINAL, plan_format_of
from cfdiag.render.sentences import stamps

__all__ = ["PLAN_FORMATS", "SHOWN_ON_TERMINAL", "follow", "plan_format_of"]


def follow(
    file: PlanFile,
    paths: Sequence[str] = (),
    *,
    day: str = "",
    language: str = "",
    questionnaires: Sequence[Path] = (),
    keys: Keys = NO_KEYS,
) -> tuple[Following, list[Diagnostic]]:
    """The plan on a day; with newer answers, what moved since it was adopted and what they would add.

    Args:
        file: the plan.
        paths: of newer interviews, or one saved result; none: states alone.
        day: an ISO date; else today, and of a fictional engagement the last day that its plan knows of,
            beside newer answers that or today, whichever is later.
        language: of the words; else the engagement's.
        questionnaires: folders with more of them.
        keys: what opens interviews that are sealed.
    """
    near = around([str(file.path)], list(questionnaires), nothing)
    own = known_until(file.plan)
    today = chosen_day(day)
    to_own_day = near.engagement.fictional and not day and not (paths and today > own)
    today = own if to_own_day else today
    spoken = chosen_language(language, near.engagement)
    words = locale_for(spoken)
    at_hand = near.library.readable().questionnaires
    known = {action.id for each in at_hand for action in each.actions}
    looked_at, of = date.fromisoformat(today), near.engagement
    plan = plan_on(file.plan, today)
    before, notes = _before(file, keys)
    seen_in = figures_in_words(plan.actions, before) if before is not None else {}
    told = _told_of_days(words, file.plan, today, to_own_day=to_own_day, beside_newer=bool(paths))
    if not paths:
        view = standing(plan, looked_at, spoken, engagement=of, known=known, seen_in=seen_in)
        return msgspec.structs.replace(view, notes=told), list(near.own_faults)
    found = figures_of_paths(paths, today, spoken, questionnaires, keys)
    texts = {each.id: each for each in at_hand}
    if found.scored is not None:
        texts |= found.scored.held_with
    moved: dict[str, Movement] = {}
    if before is not None:
        moved = movements(plan.actions, BothWaves(before, found.figures, texts, today))
    view = standing(plan, looked_at, spoken, engagement=of, known=known, moved=moved, seen_in=seen_in)
    view = msgspec.structs.replace(
        view,
        suggested=_suggested(plan, found),
        stamps=stamps(found.figures, words),
        notes=[*told, *(words(each) for each in notes)],
    )
    return view, [*near.own_faults, *found.faults]


def _told_of_days(
    words: Locale, plan: ActionPlan, today: str, *, to_own_day: bool, beside_newer: bool
) -> list[str]:
    """To which day it is counted where that is not the one that a reader takes it for."""
    logged = logged_until(plan)
    if logged > today:
        said = "Its log goes on until {date}; what came after the day shown is left out."
        return [words(said, date=words.date(logged))]
    if plan.adopted > today:
        return [words("It was adopted on {date}, after the day shown.", date=words.date(plan.adopted))]
    if not to_own_day:
        return []
    said = "Nobody exists in it: days are counted to {date}, the last one in its log."
    if logged < plan.adopted:
        said = "Nobody exists in it: days are counted to {date}, when it was adopted."
    told = [words(said, date=words.date(today))]
    if beside_newer:  # a saved result does not say from when it is
        told.append(words("The newer answers may be from after that day."))
    return told


def _before(file: PlanFile, keys: Keys) -> tuple[Figures | None, list[str]]:
    """The result that the plan was made from, locked since or not, if it is still what it was."""
    rests = file.plan.result
    path = file.folder / rests.file if rests else None
    if path is not None and not path.is_file():
        path = sealed_name(path)
    if rests is None or path is None or not path.is_file():
        return None, ["The result that this plan was made from is not there: what moved cannot be told."]
    data = read_bytes(path)
    if is_sealed(data) and not keys.words:
        return None, ["The result that this plan was made from is locked: what moved is told with your key."]
    data = keys.opened(data, str(path))
    if hashlib.sha256(data).hexdigest() != rests.sha256:
        return None, ["The result that this plan was made from was changed since: what moved cannot be told."]
    return read_result(data, str(path)), []


def _suggested(plan: ActionPlan, found: FoundFigures) -> list[Suggested]:
    """The first three of the newer answers that are not in the plan."""
    whose = {each.id: part.id for part in found.figures.questionnaires for each in part.actions}
    return [
        Suggested(id=each.id, title=each.title, questionnaire=whose.get(each.id, ""))
        for each in chosen_actions(found)
        if plan.action(each.id) is None
    ]
