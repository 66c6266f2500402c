"""The figures that a plan is made from or held against, and the actions that they offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cfdiag.api.material import language_of, saved_result, setting_of, texts_at_hand, with_material
from cfdiag.api.result import Result
from cfdiag.api.scoring import score_paths
from cfdiag.api.surroundings import chosen_day, library_near
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, closest, fault
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.model.plan import AgreedAction
from cfdiag.model.questionnaire import Questionnaire
from cfdiag.model.result import Result as Figures
from cfdiag.render.offered import board_three, offered_actions


class FoundFigures(NamedTuple):
    """Figures, where they were read or scored, with what is needed to word and keep them."""

    figures: Figures
    """With people's words where they were at hand."""
    scored: Result | None
    faults: list[Diagnostic]
    language: str
    day: str
    texts: Mapping[str, Questionnaire] = {}
    """Of a result that was saved without its questionnaires those that are at hand."""


def figures_of_paths(
    paths: Sequence[str],
    day: str,
    language: str,
    questionnaires: Sequence[Path],
    keys: Keys = NO_KEYS,
) -> FoundFigures:
    """The figures of interviews, scored now with people's words, or of the one saved result that is named."""
    saved = saved_result(paths, None, keys)
    today = chosen_day(day)
    if saved is not None:
        texts = texts_at_hand(saved, library_near(paths, questionnaires))
        return FoundFigures(saved, None, [], language_of(saved, language), today, texts)
    scored = score_paths(
        paths,
        questionnaires=list(questionnaires),
        today=today,
        language=language,
        jobs=1,
        keep=True,
        keys=keys,
    )
    if scored.rejected and not scored.questionnaires:
        raise CfdiagError(*scored.faults)
    return FoundFigures(with_material(scored), scored, scored.faults, scored.options.language, today)


def _offered_by(found: FoundFigures) -> list[AgreedAction]:
    """All actions that hold, in the plan's order."""
    setting = setting_of(found.figures, language=found.language, day=found.day, texts=found.texts)
    return offered_actions(found.figures, setting)


def chosen_actions(found: FoundFigures, ids: Sequence[str] = ()) -> list[AgreedAction]:
    """Those that are named, each once; the three of the board page where none is.

    Raises:
        CfdiagError: `unknown-action`: it does not hold.
    """
    offered = _offered_by(found)
    if not ids:
        return board_three(offered, found.figures.plan.first)
    known = {each.id: each for each in offered}
    for id_ in ids:
        if id_ not in known:
            hint = closest(id_, known) or f"those that hold: {', '.join(known) or 'none'}"
            raise fault(Code.UNKNOWN_ACTION, f"no action '{id_}' holds in this result", hint)
    return [known[id_] for id_ in dict.fromkeys(ids)]
