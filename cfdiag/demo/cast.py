"""Who takes part in the fictional engagement, and the file that describes it. Nobody in it exists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone

from cfdiag.demo.generator import Role, generate
from cfdiag.demo.story import STORY
from cfdiag.formats.engagement import read_engagement
from cfdiag.formats.library import Library
from cfdiag.handover.values import TERRITORY
from cfdiag.locales.catalogue import BASE, locale_for
from cfdiag.model.engagement import Engagement
from cfdiag.model.interview import Consent, Interview

SEED = 20261102
START = datetime(2026, 11, 2, 8, 30, tzinfo=timezone.utc)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=timezone.utc)
"""The present of the story: its dates are fixed, so that its report reads the same on any day."""

_CONFIDENTIAL = "Fictional example. A real report would be confidential."
_ENGAGEMENT_FILE = """\
# {fictional}
cfdiag: 1
client: Harbour & Vale Lifts
fictional: true
confidentiality: {confidential}
language: {language}
questionnaires: [customer-view, appreciative, listening, silo-busting, account-view, customer-panel,
  territory-handover, territory]
departments:
  {departments}
accounts: {acme: Acme Hospitals, borealis: Borealis Housing, linden: Linden Care, tideway: Tideway Schools,
  quayside: Quayside Offices, marrow: Marrow Foods}
population: {customer-view: {internal: 10, customer: 10}, appreciative: {internal: 10, customer: 8}}
"""
_FICTIONAL = "A fictional engagement, made by `cfdiag demo`. Nobody in it exists."

_DEPARTMENTS = {"Sales": 6, "Service": 8, "Planning": 6, "Finance": 5, "Quality": 3, "Legal": 2}
_ACME, _BOREALIS = "Acme Hospitals", "Borealis Housing"

# Nobody inside answers more than two questionnaires, no customer more than one; of a handover the questions
# about each customer and those about the territory as a whole count once.
_PREDICT = "sales-1 sales-2 service-1 service-2 service-3 planning-1 finance-1 quality-2"
_APPRECIATE = "sales-3 service-4 service-5 planning-2 planning-3 finance-2 finance-4 legal-2"
_LISTEN = "service-6 planning-4 finance-5 legal-1 quality-3"
_SERVE_ACME = "service-7 planning-5 planning-6 finance-3"
_UNNAMED = frozenset(
    ["service-1", "planning-1", "planning-3", "finance-4", "planning-6", "customer-6", "customer-12"]
)
"""Who did not agree to be named."""
_CALLED_AWAY = "service-8"
_CALLED = frozenset(["customer-5", "customer-12"])
"""Customers who were heard on the telephone."""


def engagement_file(language: str = "") -> str:
    """The file of the engagement, for reports in a language; else English."""
    words = locale_for(language or BASE)
    named = ", ".join(f"{name.lower()}: {words(name)}" for name in _DEPARTMENTS)
    said = {
        "{fictional}": words(_FICTIONAL),
        "{confidential}": words(_CONFIDENTIAL),
        "{language}": words.language,
        "{departments}": f"{{{named}}}",
    }
    found = _ENGAGEMENT_FILE
    for place, text in said.items():
        found = found.replace(place, text)
    return found


def demo_engagement() -> Engagement:
    """The engagement as its file says."""
    return read_engagement(engagement_file().encode(), "engagement.yaml")


def demo_interviews(library: Library) -> Iterator[Interview]:
    """The interviews of the engagement, the same on every machine."""
    cast = tuple(_cast())
    questionnaires = {id_: library.get(id_) for id_ in dict.fromkeys(role.questionnaire for role in cast)}
    return generate(cast, STORY, questionnaires, seed=SEED, start=START)


def _cast() -> Iterator[Role]:
    for department, people in _DEPARTMENTS.items():
        for n in range(1, people + 1):
            yield _unnamed_colleague("silo-busting", f"{department.lower()}-{n}")
    yield from (_colleague("customer-view", "internal", id_) for id_ in _PREDICT.split())
    yield from (_customer("customer-view", n) for n in range(1, 9))
    yield from (_colleague("appreciative", "internal", id_) for id_ in _APPRECIATE.split())
    yield from (_customer("appreciative", n) for n in range(9, 15))
    yield from (_colleague("listening", "internal", id_) for id_ in _LISTEN.split())
    yield _customer("listening", 15)
    yield from (_colleague("account-view", "coworker", id_, _ACME) for id_ in _SERVE_ACME.split())
    yield _colleague("account-view", "owner", "sales-4", _ACME)
    yield _customer("account-view", 16, _ACME)
    yield _colleague("customer-panel", "internal", "quality-1")
    yield _colleague("territory-handover", "leaver", "sales-6", _BOREALIS)
    yield _colleague("territory-handover", "arriver", "sales-5", _BOREALIS)
    yield _colleague(TERRITORY, "leaver", "sales-6")


def _unnamed_colleague(questionnaire: str, id_: str) -> Role:
    """Filled in alone, without a name; one of them is called away in the middle."""
    return Role(
        questionnaire,
        "internal",
        id_,
        department=_department(id_),
        mode="alone",
        unfinished=id_ == _CALLED_AWAY,
    )


def _colleague(questionnaire: str, group: str, id_: str, account: str | None = None) -> Role:
    return Role(
        questionnaire,
        group,
        id_,
        department=_department(id_),
        account=account,
        consent=Consent.COUNTED if id_ in _UNNAMED else Consent.NAMED,
        mode="in_person",
    )


def _customer(questionnaire: str, n: int, account: str | None = None) -> Role:
    """Odd numbers work at the hospitals, even ones at the housing corporation, if nothing is said."""
    id_ = f"customer-{n}"
    return Role(
        questionnaire,
        "customer",
        id_,
        account=account or (_ACME if n % 2 else _BOREALIS),
        organisation="Harbour & Vale Lifts",
        consent=Consent.COUNTED if id_ in _UNNAMED else Consent.NAMED,
        mode="phone" if id_ in _CALLED else "in_person",
    )


def _department(id_: str) -> str:
    return id_.split("-", maxsplit=1)[0].capitalize()
