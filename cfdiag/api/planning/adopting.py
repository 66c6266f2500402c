"""Adopting a plan: what was agreed is written down, and its dates stay from then on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cfdiag.api.planning.figures import FoundFigures, chosen_actions, figures_of_paths
from cfdiag.api.planning.plan_files import plan_bytes, plan_file, save_plan, usual_plan
from cfdiag.api.surroundings import engagement_folder
from cfdiag.followup.changes import with_added
from cfdiag.followup.promises import promises
from cfdiag.formats.engagement_table import slug
from cfdiag.formats.plan_writing import plan_text
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Diagnostic, Location, fault
from cfdiag.ground.files import read_bytes, read_plain
from cfdiag.ground.sealing import NO_KEYS, SEALED_SUFFIX, Keys
from cfdiag.ground.writing import create_atomically, make_folder, write_new
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.plan import ActionPlan, AgreedAction, RestsOn

RESULTS = "results"


class AdoptedPlan(NamedTuple):
    """A plan that was adopted, and what there is to say of it."""

    path: Path
    plan: ActionPlan
    added: list[AgreedAction]
    withheld: int
    """People whose promises may not stand in it."""
    faults: list[Diagnostic]


def adopt(
    paths: Sequence[str],
    *,
    actions: Sequence[str] = (),
    with_promises: bool = False,
    agreed_with: Sequence[str] = (),
    output: Path | None = None,
    force: bool = False,
    day: str = "",
    language: str = "",
    questionnaires: Sequence[Path] = (),
    keys: Keys = NO_KEYS,
) -> AdoptedPlan:
    """Write down what was agreed: actions of a result with their words and dates, which stay from now on.

    Args:
        paths: interviews, or one saved result.
        actions: ids; else the three of the board page.
        with_promises: whether what was agreed in the interviews stands in it too.
        agreed_with: who chose.
        output: the file; else the engagement's `plan.yaml`, or the one in this folder.
        force: where a plan is there already: add what is not in it; nothing that is there changes.
        day: of adoption, an ISO date; else today.
        language: of the words; else the engagement's.
        questionnaires: folders with more of them.
        keys: what opens interviews that are sealed.

    Raises:
        CfdiagError: `exists`, `unknown-action`, `wrong-use`; nothing can be read or scored.
    """
    found = figures_of_paths(paths, day, language, questionnaires, keys)
    folder = engagement_folder(paths)
    path = output if output is not None else usual_plan(folder)
    before = plan_file(output, folder) if path.exists() else None
    if before is not None and not force:
        raise fault(
            Code.EXISTS, "there is a plan already; nothing was written",
            "add what is not in it with --force (nothing in it changes), or choose another --output",
            Location(str(path)),
        )  # fmt: skip
    chosen = chosen_actions(found, actions)
    withheld = 0
    if with_promises:
        promised, withheld = _promises(found, language)
        chosen += promised
    if before is not None:
        plan, added = with_added(before.plan, chosen, found.day)
        save_plan(before, plan)
        return AdoptedPlan(path, plan, added, withheld, found.faults)
    plan = ActionPlan(
        plan=_name(found, folder),
        adopted=found.day,
        result=_kept_result(paths, found, path, keys),
        agreed_with=tuple(agreed_with),
        actions=tuple(chosen),
    )
    write_new(path, plan_bytes(plan_text(plan), path))
    return AdoptedPlan(path, plan, chosen, withheld, found.faults)


def _promises(found: FoundFigures, language: str) -> tuple[list[AgreedAction], int]:
    if found.scored is None:
        raise fault(
            Code.WRONG_USE,
            "a saved result does not hold what was agreed in the interviews",
            "name the interviews: cfdiag plan adopt interviews/ --with-promises",
        )
    say = locale_for(language or found.language)
    alone, off = found.figures.inputs.is_one, found.scored.options.unmasked
    made = promises(found.scored.interviews, say, alone=alone, off=off)
    return made.actions, made.withheld


def _name(found: FoundFigures, folder: Path | None) -> str:
    client = found.scored.near.engagement.client if found.scored else ""
    name = slug(client).replace("_", "-") or (folder.name if folder else "") or "plan"
    return f"{name}-{found.day[:4]}"


def _kept_result(paths: Sequence[str], found: FoundFigures, plan: Path, keys: Keys) -> RestsOn:
    """The result that the plan rests on, with its hash; written beside the plan where it was scored now."""
    if found.scored is None:
        data = keys.opened(read_bytes(Path(paths[0])), paths[0])
        file = Path(paths[0].removesuffix(SEALED_SUFFIX))
    else:
        data = found.scored.render("json").encode() + b"\n"
        file = _result_file(plan.parent, found.day, data)
    name = Path(os.path.relpath(file.absolute(), plan.absolute().parent)).as_posix()
    return RestsOn(file=name, sha256=hashlib.sha256(data).hexdigest())


def _result_file(folder: Path, day: str, data: bytes) -> Path:
    """A new file in `results/`, called by month, else by day; one of the same content serves."""
    results = folder / RESULTS
    make_folder(results)
    names = [day[:7], day, *(f"{day}-{n}" for n in range(2, 100))]
    for name in names:
        path = results / f"{name}.json"
        try:
            create_atomically(path, data)
        except FileExistsError:
            if read_plain(str(path)) != data:
                continue
        return path
    raise fault(Code.EXISTS, "there is no free name for the result", "tidy up", Location(str(results)))
