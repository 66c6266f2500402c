"""What is known of an account that is handed over, and what follows from it."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from cfdiag.model.account import Account, Amount
from cfdiag.model.interview import Interview

HANDOVER = "territory-handover"
"""The questionnaire, a talk an account."""
TERRITORY = "territory"
"""The questionnaire about all of them at once."""

State = Literal["at_risk", "not_known", "nothing_seen"]
ACCOUNT_STATES: tuple[State, ...] = ("at_risk", "not_known", "nothing_seen")
"""The order in which accounts are called."""

HardKind = Literal[
    "renewal_passed", "renewal_soon", "promise_overdue", "no_contact", "critic_decides", "knows_only_leaver",
    "said_could_end",
]  # fmt: skip
NotKnownKind = Literal[
    "renewal_unknown", "last_contact_unknown", "value_unknown", "renewal_stale", "from_memory"
]
ReasonKind = HardKind | NotKnownKind

MISSING_KINDS = {
    "value_unknown": "value",
    "renewal_unknown": "renewal",
    "last_contact_unknown": "last_contact",
}
"""What the file calls that which is not known."""


class KnownFrom(msgspec.Struct, frozen=True, kw_only=True):
    """Where something is known from."""

    line: str = ""
    """`FILE:line` of a list."""
    interview: str = ""
    """The id of an interview."""
    who: str = ""
    """Whose words, as far as they agreed to be named."""
    day: date | None = None
    """When it was said."""

    def __str__(self) -> str:
        return self.line or (f"interview {self.interview}" if self.interview else "")


class KnownContact(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at the customer."""

    name: str
    roles: tuple[str, ...] = ()
    knows: str = ""
    """`several`, `one`, `only_me` of our people beside the leaver; empty: not said."""
    introduced: bool = False
    """Whether either side says that they have met the successor."""
    source: KnownFrom = KnownFrom()


class KnownPromise(msgspec.Struct, frozen=True, kw_only=True):
    """A promise to the customer, spoken ones too."""

    what: str
    item: str = ""
    """Its item in the leaver's talk; empty where only the arriver named it."""
    due: date | None = None
    state: str = ""
    read_back: str = ""
    """`accept` or `query`; empty: not read back."""
    named: bool = True
    """Whether the leaver's table names it still, where it did before."""
    source: KnownFrom = KnownFrom()


class KnownAccount(msgspec.Struct, frozen=True, kw_only=True):
    """One account as list and talks know it. What nobody knows is None or empty, never 0."""

    key: str
    """The list's id, or the word that interviews use."""
    name: str
    row: Account | None = None
    """As the list has it; None: no list does."""
    value: tuple[Amount, ...] = ()
    value_source: KnownFrom = KnownFrom()
    from_memory: bool = False
    renewal: date | None = None
    renewal_source: KnownFrom = KnownFrom()
    last_contact: date | None = None
    last_contact_source: KnownFrom = KnownFrom()
    could_end: str = ""
    """What the customer said could end it; what somebody inferred is not here."""
    could_end_source: KnownFrom = KnownFrom()
    contacts: tuple[KnownContact, ...] = ()
    promises: tuple[KnownPromise, ...] = ()
    leaver: Interview | None = None
    """What the leaver told: the last talk, and beneath it what stands in the table that was filled in."""
    arriver: Interview | None = None
    filled_in: Interview | None = None
    """What stands in the table that the leaver filled in, alone."""
    first_visit: date | None = None
    """The day that the arriver set for the first visit, past or not."""
    comes_along: bool | None = None
    """Whether the leaver introduces the successor in person; None: not said."""
    talked: bool = False
    """Whether the leaver was talked with about it, beside filling in a table."""
    colleagues: int | None = None
    """How many of those who serve this customer were asked about it."""
    customer: bool | None = None
    """Whether anybody of the customer was heard."""
    withheld: bool = False
    """Whether somebody's words stay out because they did not agree to more than being counted."""
    differs: tuple[str, ...] = ()
    """The ids of questions that two talks with the leaver answer differently: the later one counts."""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why an account needs attention; reasons, no probability."""

    kind: ReasonKind
    day: date | None = None
    """The day it is about."""
    days: int = 0
    """From today to that day; negative: past."""
    what: str = ""
    """The promise, the person, or the customer's words."""
    source: KnownFrom = KnownFrom()


class JudgedAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account with what follows."""

    account: KnownAccount
    state: State
    reasons: tuple[Reason, ...]
    """Of the state: hard ones at risk, the others not known; all hard ones come first."""
    unknown: tuple[str, ...] = ()
    """`value`, `renewal`, `last_contact`, as far as nobody knows them."""
