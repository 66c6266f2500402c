"""The file of a plan: found, read, and written so that what stands around a change stays."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from cfdiag.api.surroundings import engagement_folder
from cfdiag.formats.plan import read_plan
from cfdiag.formats.plan_writing import changed_text
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import Location, fault
from cfdiag.ground.files import read_bytes, read_plain
from cfdiag.ground.sealing import sealed_name
from cfdiag.ground.writing import write_atomically
from cfdiag.model.file_names import PLAN_NAME
from cfdiag.model.plan import ActionPlan


class PlanFile(NamedTuple):
    """A plan and the file that holds it."""

    path: Path
    plan: ActionPlan
    text: str

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.path.parent


def plan_file(named: Path | None, folder: Path | None = None) -> PlanFile:
    """The plan that is meant.

    Args:
        named: its file; else the engagement's `plan.yaml`, or the one in this folder.
        folder: of the engagement, where paths say so.

    Raises:
        CfdiagError: there is none, or it has faults.
    """
    path = named if named is not None else usual_plan(folder)
    if not path.is_file() and sealed_name(path).is_file():
        path = sealed_name(path)
    if not os.path.lexists(path):  # a folder of that name is one that cannot be read
        hint = "make one: cfdiag plan adopt PATH…"
        raise fault(Code.CANNOT_READ, "there is no plan here", hint, Location(str(path)))
    # Somebody may name a pipe; for one that is found nobody waits.
    data = read_bytes(path) if named is not None else read_plain(str(path))
    return PlanFile(path, read_plan(data, str(path)), data.decode().removeprefix("\ufeff"))


def usual_plan(folder: Path | None) -> Path:
    """The engagement's `plan.yaml`, or the one in this folder."""
    here = folder or engagement_folder([str(Path.cwd())])
    if here is None:
        return Path(PLAN_NAME)
    try:
        return here.relative_to(Path.cwd()) / PLAN_NAME
    except ValueError:
        return here / PLAN_NAME


def save_plan(file: PlanFile, plan: ActionPlan) -> None:
    """Write what changed; what stands around it in the file stays, and so do its line ends."""
    if plan == file.plan:
        return
    text = file.text.replace("\r\n", "\n")
    made = changed_text(text, str(file.path), file.plan, plan)
    if "\r\n" in file.text:
        made = made.replace("\n", "\r\n")
    write_atomically(file.path, plan_bytes(made, file.path))


def plan_bytes(text: str, path: Path) -> bytes:
    """The text of a plan as it is written: never one that the next command could not read.

    Raises:
        CfdiagError: what is wrong with it, by place.
    """
    data = text.encode()
    read_plan(data, str(path))
    return data
