"""What an interview is begun with: what the flags say, and what stands around."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec

from cfdiag.api.surroundings import Around
from cfdiag.ground.sealing import Seal
from cfdiag.interview.events import Opened
from cfdiag.interview.face.table import Table
from cfdiag.interview.prompts import Prompts
from cfdiag.model.engagement import Person
from cfdiag.model.interview import HeldMode, Interview
from cfdiag.model.questionnaire import Questionnaire


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the flags say; empty where they do not."""

    id: str = ""
    group: str = ""
    name: str = ""
    organisation: str = ""
    account: str = ""
    department: str = ""
    interviewer: str = ""
    consent: str = ""
    essentials: bool = False
    language: str = ""
    output: str = ""
    mode: HeldMode | None = None
    """How it is held; None: nobody says."""
    person: Person | None = None
    """Who of the roster it is."""
    resume: str = ""
    """An interview to be gone on with."""
    continues: str = ""
    """The id of an interview that is locked, of which this is the second half."""
    sitting: bool = False
    """Whether the same person sat there a moment ago, and has heard how it begins."""


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around: questionnaires, engagement, clock, and who can be asked."""

    near: Around
    prompts: Prompts | None
    """None: nobody may be asked; what is missing is a fault that names its flag."""
    opened: Callable[[], Opened]
    clock: Callable[[], datetime]
    new_id: Callable[[bool], str]
    """The id of a new interview, of an anonymous group or not."""
    tool: str
    usual_language: str = ""
    """Where no flag says one, and the questionnaire has it."""
    table: Table
    """Who sits there; known when the interview is begun."""
    usual_mode: HeldMode | None = None
    """How it is held where no flag says it; None: nobody knows."""
    seal: Seal | None = None
    """What seals all that is kept of an interview; without it everything is kept in the clear."""
    check: Callable[[Questionnaire, Interview], None] | None = None
    """Looks at the interview before anything is made; raises what is wrong."""

    def again(self, near: Around) -> Setup:
        """The same for the next interview, with what stands around now."""
        table = Table(near.engagement, self.table.person, ask=self.table.ask)
        return msgspec.structs.replace(self, near=near, table=table)
