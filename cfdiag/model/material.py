"""What a result may carry beside its figures: people's words as far as they may be shown, and every text.

A report is made from a result with its material and from nothing else, in any language and for any audience.
Consent and floors have been applied: what nobody may read is not in it.
"""

from __future__ import annotations

import msgspec

from cfdiag.model.interview import Interview
from cfdiag.model.plan import ActionStatus
from cfdiag.model.questionnaire import Questionnaire


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """One remark that may be shown."""

    questionnaire: str
    question: str
    """The question's id; empty, like `section`, for a remark that was filed to none."""
    section: str
    item: str = ""
    """The label of the item of a repeated section."""
    group: str
    text: str
    kind: str
    """`answer`, `note` (the interviewer's), `evidence`, or `remark`: caught between two questions."""
    tags: tuple[str, ...] = ()
    department: str = ""
    account: str = ""
    author: str = ""
    """Empty unless they agreed to be named."""
    third: bool = False
    """Words of somebody else than the respondent, who noted them."""
    language: str = ""
    """In which it was said; empty: not known."""
    private: bool = False
    """Never in the customer's edition."""


class Occasions(msgspec.Struct, frozen=True, kw_only=True):
    """What the stories about one account rest on."""

    n: int
    """How many were told."""
    by_basis: dict[str, int]
    """Of these so many are `first_hand`, `figures`, `hearsay`, `guess`; what nobody said is left out."""
    mostly_witnessed: bool
    """Whether at least half of them were."""


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """What people said, as far as it may be shown."""

    remarks: list[Remark] = []
    lists: list[Interview] = []
    """Of people who may be recognised: what they listed by name, and the dates they gave; nothing else."""
    sheets: list[Interview] = []
    """Whole answers, for questionnaires whose report has pages of its own."""
    occasions: dict[str, Occasions] = {}
    """By account: what the stories about it rest on."""
    heard: dict[str, list[str]] = {}
    """By questionnaire: the accounts whose people answered as customers; an empty one: not stated."""


class Agreed(msgspec.Struct, frozen=True, kw_only=True):
    """What was agreed of one action of the plan, as far as a report says it."""

    title: str = ""
    """The words that were agreed."""
    about: str = ""
    """The question, item or dimension that it was about; empty: nobody wrote it down."""
    owner: str = ""
    due: str | None = None
    """An ISO date."""
    status: ActionStatus = "open"
    done_on: str | None = None
    """An ISO date, where it is done and its log says since when."""
    spread_on: str | None = None
    """The same, where it has spread."""


class SavedMaterial(msgspec.Struct, frozen=True, kw_only=True):
    """Words and texts beside the figures (`score --comments`)."""

    spoken: Spoken = Spoken()
    texts: dict[str, Questionnaire] = {}
    """By id: titles, questions, options, findings and actions, in every language and for every group."""
    client: str = ""
    confidentiality: str = ""
    brand: str = ""
    color: str = ""
    logo: str = ""
    """A picture as a `data:` address."""
    accounts: dict[str, str] = {}
    """Names by id."""
    asked_about: list[str] = []
    """The accounts that anybody was asked about."""
    lists: dict[str, dict[str, str]] = {}
    """What the engagement's own items are called, by list and id."""
    agreed: dict[str, Agreed] = {}
    """By action: what is done, by whom and by when, of the engagement's adopted plan; no promises."""
    agreed_with: list[str] = []
    """Who chose the actions of that plan."""
    labels: dict[str, dict[str, str]] = {}
    """By questionnaire and `section/item`: what items that have figures were called."""
