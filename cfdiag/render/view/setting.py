"""What a report is told from outside: for whom, when, in which language, under whose name."""

from __future__ import annotations

from typing import Literal

import msgspec

from cfdiag.model.engagement import Branding
from cfdiag.model.material import Agreed
from cfdiag.model.questionnaire import Questionnaire

Audience = Literal["internal", "staff", "customer"]
AUDIENCES: tuple[Audience, ...] = ("internal", "staff", "customer")


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """The setting of one report."""

    client: str = ""
    date: str = ""
    """ISO date of the report; the caller's clock."""
    language: str = "en"
    audience: Audience = "internal"
    confidentiality: str = ""
    branding: Branding = Branding()
    logo: str = ""
    """The picture as a `data:` address: a report fetches nothing."""
    fictional: bool = False
    account: str = ""
    """One account only: for the pages that are about one customer."""
    agreed: dict[str, Agreed] = {}
    """Actions of the plan that was adopted, by id; empty: none has been."""
    agreed_with: tuple[str, ...] = ()
    """Who chose them."""
    accounts: dict[str, str] = {}
    """Names of accounts by id."""
    texts: dict[str, Questionnaire] = {}
    """Of a result that was saved without its questionnaires those that are at hand, by id."""
