"""An adopted plan, key for key `plan.yaml`: what was agreed, who does it by when, what became of it."""

from __future__ import annotations

from typing import Literal

import msgspec

PLAN_FORMAT = 1

ActionKind = Literal["mend", "build", "own", "promise"]
ActionStatus = Literal["open", "started", "done", "spread", "dropped"]
ACTION_KINDS: tuple[ActionKind, ...] = ("mend", "build", "own", "promise")
ACTION_STATUSES: tuple[ActionStatus, ...] = ("open", "started", "done", "spread", "dropped")
FINISHED: tuple[ActionStatus, ...] = ("done", "spread")
"""Of these what is done: nobody waits for its day."""


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the plan."""


class RestsOn(_Part, frozen=True, kw_only=True):
    """The saved result that the plan was made from."""

    file: str
    """Its path, from the plan's folder."""
    sha256: str


class SeenWhen(_Part, frozen=True, kw_only=True):
    """How one will see that an action worked: by a figure, or by what is there to be seen."""

    figure: str = ""
    """As rules write it: `mean("touch_points/complaints/touch_rating")`."""
    at_least: float | None = None
    at_most: float | None = None
    seen: str = ""


class NextPlace(_Part, frozen=True, kw_only=True):
    """Where an action spreads to once it worked, and by when."""

    where: str
    by: str | None = None
    """An ISO date; None until somebody sets it."""


class LogEntry(_Part, frozen=True, kw_only=True):
    """One change of an action."""

    at: str
    """An ISO date."""
    by: str = ""
    note: str = ""
    added: bool = False
    """Whether the action came into the plan with it: a plan begins without what was added to it later."""
    was: dict[str, str | None] = {}
    """What the changed fields said before; None: nothing."""


class AgreedAction(_Part, frozen=True, kw_only=True):
    """One action of the plan."""

    id: str
    """Of the tool's own actions theirs; `own-1`; `promise-` and eight hexadecimal digits."""
    kind: ActionKind
    about: str = ""
    """The question, item or dimension that it is about."""
    title: str
    owner: str = ""
    due: str | None = None
    """An ISO date; it moves only when somebody sets another."""
    status: ActionStatus = "open"
    done_when: SeenWhen | None = None
    then: NextPlace | None = None
    interview: str = ""
    """Of a promise: the id of the interview that it was made in."""
    log: tuple[LogEntry, ...] = ()


class ActionPlan(_Part, frozen=True, kw_only=True):
    """A plan as it was adopted, and what became of it since."""

    plan: str
    """Its name."""
    adopted: str
    """An ISO date."""
    result: RestsOn | None = None
    agreed_with: tuple[str, ...] = ()
    actions: tuple[AgreedAction, ...] = ()

    def action(self, id_: str) -> AgreedAction | None:
        """The action of that id."""
        return next((each for each in self.actions if each.id == id_), None)
