"""Who takes part in the fictional engagement, and the file that describes it. Nobody in it exists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone

from cfdiag.demo.generator import Role, generate
from cfdiag.demo.story import STORY
from cfdiag.library import Library
from cfdiag.model.engagement import Engagement
from cfdiag.model.interview import Interview
from cfdiag.reading.engagement import read_engagement

SEED = 20261102
START = datetime(2026, 11, 2, 8, 30, tzinfo=timezone.utc)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=timezone.utc)
"""The present of the story: its dates are fixed, so that its report reads the same on any day."""

ENGAGEMENT_FILE = """\
# A fictional engagement, made by `cfdiag demo`. Nobody in it exists.
cfdiag: 1
client: Harbour & Vale Lifts
fictional: true
confidentiality: Fictional example. A real report would be confidential.
language: en
departments:
  {sales: Sales, service: Service, planning: Planning, finance: Finance, quality: Quality, legal: Legal}
accounts: {acme: Acme Hospitals, borealis: Borealis Housing}
"""

_DEPARTMENTS = {"Sales": 6, "Service": 8, "Planning": 6, "Finance": 5, "Quality": 3, "Legal": 2}


def demo_engagement() -> Engagement:
    """The engagement as its file says."""
    return read_engagement(ENGAGEMENT_FILE.encode(), "engagement.yaml")


def demo_interviews(library: Library) -> Iterator[Interview]:
    """The interviews of the engagement, the same on every machine."""
    cast = tuple(_cast())
    questionnaires = {id_: library.get(id_) for id_ in dict.fromkeys(role.questionnaire for role in cast)}
    return generate(cast, STORY, questionnaires, seed=SEED, start=START)


def _cast() -> Iterator[Role]:
    yield from _silos()
    yield from _views()
    yield from _appreciation()
    yield from _listening()
    yield from _account()
    yield Role("customer-panel", "internal", "quality-1", department="Quality", consent="attributed")
    for group, id_ in (("leaver", "sales-6"), ("arriver", "sales-5")):
        yield Role(
            "territory-handover",
            group,
            id_,
            department="Sales",
            account="Borealis Housing",
            consent="attributed",
        )


def _silos() -> Iterator[Role]:
    """Thirty colleagues; one of them is called away in the middle."""
    for department, people in _DEPARTMENTS.items():
        for n in range(1, people + 1):
            id_ = f"{department.lower()}-{n}"
            yield Role("silo-busting", "internal", id_, department=department, unfinished=id_ == "service-8")


def _views() -> Iterator[Role]:
    for id_ in ("sales-1", "sales-2", "service-1", "service-2", "planning-1", "finance-1", "quality-1"):
        yield Role("customer-view", "internal", id_, department=id_.split("-")[0].capitalize())
    for n in range(1, 8):
        yield _customer("customer-view", n, "attributed" if n % 3 else "anonymous")


def _appreciation() -> Iterator[Role]:
    for id_ in ("sales-3", "sales-4", "service-3", "planning-2", "finance-2", "service-4"):
        yield Role("appreciative", "internal", id_, department=id_.split("-")[0].capitalize())
    for n in range(8, 14):
        yield _customer("appreciative", n, "attributed" if n % 3 else "anonymous")


def _listening() -> Iterator[Role]:
    for id_ in ("sales-1", "service-5", "service-6", "planning-3", "quality-2"):
        department = id_.split("-")[0].capitalize()
        yield Role("listening", "internal", id_, department=department, consent="attributed")
    yield _customer("listening", 14, "attributed")


def _account() -> Iterator[Role]:
    """How they see Acme Hospitals: four colleagues, the owner, and somebody of the customer."""
    acme = "Acme Hospitals"
    for id_ in ("service-7", "planning-4", "planning-5", "finance-3"):
        department = id_.split("-")[0].capitalize()
        yield Role("account-view", "coworker", id_, department=department, account=acme)
    yield Role("account-view", "owner", "sales-5", department="Sales", account=acme, consent="attributed")
    yield _customer("account-view", 15, "attributed")


def _customer(questionnaire: str, n: int, consent: str) -> Role:
    account = "Acme Hospitals" if n % 2 else "Borealis Housing"
    return Role(
        questionnaire,
        "customer",
        f"customer-{n}",
        account=account,
        organisation="Harbour & Vale Lifts",
        consent="attributed" if consent == "attributed" else "anonymous",
    )
