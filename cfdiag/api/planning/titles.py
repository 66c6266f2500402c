"""What is no title of an action of one's own: the id of another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from cfdiag.api.planning.plan_files import PlanFile
from cfdiag.api.surroundings import around, chosen_language, nothing
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault, nearest
from cfdiag.locales.catalogue import locale_for

_WORD = re.compile(r"[a-z][a-z0-9_-]*", re.IGNORECASE)


def refuse_id(title: str, file: PlanFile, questionnaires: Sequence[Path], language: str) -> None:
    """A title is said in words: whoever types an id means the action that has it.

    Args:
        title: as it was typed.
        file: of the plan; the engagement around it says which questionnaires are at hand.
        questionnaires: folders with more of them.
        language: of what is said; else the engagement's.

    Raises:
        CfdiagError: `exists`: the plan has an action of that id; `wrong-use`: a questionnaire has, or the
            word is spelt as ids are.
    """
    if not _WORD.fullmatch(title):
        return
    near = around([str(file.path)], list(questionnaires), nothing)
    planned = {each.id for each in file.plan.actions}
    known = {action.id for each in near.library.readable().questionnaires for action in each.actions}
    typed = title.lower()
    id_ = next((each for each in (typed, typed.replace("-", "_")) if each in known | planned), "")
    if not id_ and "_" not in title:
        return
    t, place = locale_for(chosen_language(language, near.engagement)), Location(str(file.path))
    if id_ in planned:
        raise fault(Code.EXISTS, t("'{id}' is in the plan already", id=id_), f"cfdiag plan set {id_}", place)
    hint = t(
        "--from PATH takes one over from the answers that call for it; an action of your own is said in words"
    )
    if id_:
        raise fault(Code.WRONG_USE, t("'{id}' is the id of a known action", id=id_), hint, place)
    meant = nearest(typed, known)
    if meant:
        hint = t("did you mean '{id}'?", id=meant) + f" {hint}"
    raise fault(Code.WRONG_USE, t("'{id}' looks like the id of an action", id=title), hint, place)
