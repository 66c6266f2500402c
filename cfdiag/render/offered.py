"""The actions that a result offers to a plan, in the words of the report."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import UNSET
from msgspec.structs import replace

from cfdiag.locales.catalogue import locale_for
from cfdiag.model.plan import AgreedAction, NextPlace, SeenWhen
from cfdiag.model.result import ActionScore, Result
from cfdiag.render.diagnostics import OWN_PAGES
from cfdiag.render.view.action_words import ActionInWords, planned, said_of_action
from cfdiag.render.view.context import Material
from cfdiag.render.view.setting import Setting
from cfdiag.scoring.days import due_in


def offered_actions(result: Result, setting: Setting) -> list[AgreedAction]:
    """All actions that hold, in the plan's order; each due its horizon after the day of the report.

    Args:
        result: with its material, or figures alone; those bring the words they were scored with.
        setting: whose day and language it is.
    """
    inside = replace(setting, audience="internal")
    material = Material(result, inside, locale_for(setting.language), OWN_PAGES)
    return [_action(said_of_action(material, each), setting) for each in planned(material)]


def _action(said: ActionInWords, setting: Setting) -> AgreedAction:
    where = said.then.strip().rstrip(".")
    return AgreedAction(
        id=said.score.id,
        kind=said.score.kind,
        title=said.title.strip().rstrip("."),
        owner=said.owner,
        due=due_in(said.score.horizon, setting.date) or None,
        about=_about(said.score),
        done_when=_seen_when(said),
        then=NextPlace(where=where) if where else None,
    )


def _about(score: ActionScore) -> str:
    """What it is about; of several the first; else the first question that it rests on."""
    if score.about is not UNSET:
        return score.about if isinstance(score.about, str) else next(iter(score.about), "")
    return next((each.question for each in score.because if each.points is not None), "")


def _seen_when(said: ActionInWords) -> SeenWhen | None:
    told = said.score.done_when
    if told is not UNSET:
        least, most = (None if each is UNSET else each for each in (told.at_least, told.at_most))
        if (least is None) != (most is None):
            return SeenWhen(figure=told.figure, at_least=least, at_most=most)
    seen = said.measure.strip().rstrip(".")
    return SeenWhen(seen=seen) if seen else None


def board_three(actions: Sequence[AgreedAction], first: Sequence[str] = ()) -> list[AgreedAction]:
    """The three of the board page, in its order.

    Args:
        actions: all that hold.
        first: their ids, as the result says; results of before do not: then the first to keep and the two
            first to mend, three where nothing is to keep.
    """
    known = {each.id: each for each in actions}
    told = [known[id_] for id_ in first if id_ in known]
    if told:
        return told
    build = [each for each in actions if each.kind == "build"][:1]
    return [*build, *[each for each in actions if each.kind == "mend"][: 3 - len(build)]]
