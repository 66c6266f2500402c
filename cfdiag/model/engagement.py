"""An engagement: the client, who is to be interviewed, and what is set otherwise than by default."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from cfdiag.model.account import Account
from cfdiag.model.listed import ids_by_word

OpensWith = Literal["strengths", "gaps"]


class Branding(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a report looks: a name, a colour `#rrggbb`, a picture file beside `engagement.yaml`."""

    name: str = ""
    color: str = ""
    logo: str = ""


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody who is to be interviewed."""

    name: str
    group: str
    department: str | None = None
    account: str | None = None
    organisation: str | None = None
    questionnaires: tuple[str, ...] = ()
    when: date | None = None
    """The day that is agreed."""
    heard: date | None = None
    """The day they were heard: ticked here, so that no file of an anonymous group need say whose it is."""
    source: str = ""
    """`FILE:line`, where a table holds them."""


class DimensionOverride(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Another target or weight for a dimension."""

    target: float | None = None
    weight: float | None = None


class Engagement(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file `engagement.yaml`. Optional: any folder of interviews can be scored without one."""

    cfdiag: int = 1
    client: str = ""
    fictional: bool = False
    """Every output of a fictional engagement says that it is one."""
    confidentiality: str = ""
    language: str = "en"
    languages: tuple[str, ...] = ()
    branding: Branding = Branding()
    touch_points: dict[str, str] = {}
    departments: dict[str, str] = {}
    accounts: dict[str, str] = {}
    account_file: str = ""
    """A table beside `engagement.yaml` that holds the accounts."""
    account_aliases: dict[str, tuple[str, ...]] = {}
    """Other names that mean an account, by its id."""
    lists: dict[str, dict[str, str]] = {}
    """Further lists of items for repeated sections, by the name that `from:` asks for."""
    roster: tuple[Person, ...] = ()
    roster_file: str = ""
    """A table beside `engagement.yaml` that holds the roster."""
    population: dict[str, dict[str, int]] = {}
    """How many there are, by questionnaire and group, where the roster does not say."""
    opens_with: OpensWith = "strengths"
    """What is said first of a result: what holds, or what falls short."""
    min_group: int | None = None
    min_comments: int | None = None
    between_runs: bool = True
    """Whether two results may not give away who is between them."""
    recipients: tuple[str, ...] = ()
    """Whom the interviews are sealed to; nobody: they are kept in the clear."""
    retention: dict[str, int] = {}
    """By what is kept (`interviews`): after so many days somebody is to look whether it is still needed."""
    questionnaires: tuple[str, ...] = ()
    overrides: dict[str, dict[str, DimensionOverride]] = {}
    """`{questionnaire: {dimension: {target, weight}}}`."""

    def listed_accounts(self) -> tuple[Account, ...]:
        """The accounts by what they are called."""
        return tuple(
            Account(id=id_, name=name, aliases=tuple(self.account_aliases.get(id_, ())))
            for id_, name in self.accounts.items()
        )

    def asked_of(self, person: Person) -> tuple[str, ...]:
        """The questionnaires that somebody is asked: their own, else all that are in use."""
        return person.questionnaires or self.questionnaires

    def population_of(self, questionnaire: str, group: str) -> int | None:
        """How many there are in a group: on the roster, or as the engagement says where that is more."""
        listed = sum(
            person.group == group and questionnaire in self.asked_of(person) for person in self.roster
        )
        return max(listed, self.population.get(questionnaire, {}).get(group, 0)) or None

    def populations(self) -> dict[str, dict[str, int]]:
        """How many there are, by questionnaire and group, wherever the roster or the engagement says."""
        cells = {(id_, person.group) for person in self.roster for id_ in self.asked_of(person)}
        cells |= {(id_, group) for id_, groups in self.population.items() for group in groups}
        found: dict[str, dict[str, int]] = {}
        for id_, group in sorted(cells):
            n = self.population_of(id_, group)
            if n is not None:
                found.setdefault(id_, {})[group] = n
        return found

    def ids(self) -> dict[str, Mapping[str, str]]:
        """What may be said for a department and an account, and the id that it means; by field."""
        return {
            "department": ids_by_word(self.departments),
            "account": ids_by_word(self.accounts, self.account_aliases),
        }
