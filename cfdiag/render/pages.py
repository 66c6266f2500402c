"""The shipped pages: which there are, what each is for, and when there is nothing to put on one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cfdiag.render.target import View


class Page(NamedTuple):
    """One page; its templates are `templates/NAME.html.j2` and `NAME.md.j2`."""

    what: str
    has_data: Callable[[View], bool]
    needs: str
    """What is missing where there is no data."""


PAGES: dict[str, Page] = {
    "handover-brief": Page(
        "one account on two pages for whoever takes it over: first-hand facts only",
        lambda view: bool(view["handovers"]),
        "an interview of territory-handover with the leaving owner",
    ),
    "first-visit": Page(
        "the first visit to a customer: safe to show",
        lambda view: bool(view["handovers"]),
        "an interview of territory-handover with the leaving owner",
    ),
    "territory-plan": Page(
        "all accounts of a territory, the most at risk first",
        lambda view: bool(view["handovers"]),
        "interviews of territory-handover",
    ),
    "panel-run-sheet": Page(
        "the ninety minutes of a customer panel",
        lambda view: bool(view["panel"]),
        "an interview of customer-panel with the facilitator",
    ),
    "manager-page": Page(
        "three decisions for a manager: hours, named owner, review date",
        lambda view: bool(view["actions"]),
        "actions, that is scored interviews",
    ),
    "customer-letter": Page(
        "you said; we do, or don't, and by when: a letter to send after editing",
        lambda view: bool(view["letter"]),
        "answers of customers that may be shown",
    ),
}
"""In the order in which they are listed."""
