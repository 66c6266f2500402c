"""The whole of a status, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from cfdiag import __version__
from cfdiag.api.status.accounts import HeardByAccount, with_told_values
from cfdiag.api.status.burden import too_much
from cfdiag.api.status.facts import StatusFacts, gathered
from cfdiag.api.status.heard import (
    done,
    heard_by_department,
    missing_texts,
    programme,
    promised,
    still_to_hear,
    waiting,
)
from cfdiag.api.status.plan import plan_standing
from cfdiag.api.status.room import not_in_the_room
from cfdiag.api.surroundings import (
    FOR_INTERVIEW,
    INTERVIEWS,
    around,
    chosen_day,
    chosen_language,
    is_engagement,
)
from cfdiag.batch.inputs import refuse_addresses
from cfdiag.exchange.account_columns import AccountColumns
from cfdiag.exchange.account_totals import account_totals
from cfdiag.exchange.accounts import Accounts
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import CfdiagError, Diagnostic, Location, fault
from cfdiag.ground.sealing import NO_KEYS, Keys
from cfdiag.locales.catalogue import locale_for
from cfdiag.model.status import STATUS_FORMAT, EngagementStatus, Trouble
from cfdiag.render.fault_words import fault_in_full
from cfdiag.scoring.foresight import PRECISION

FOR_STATUS = FOR_INTERVIEW - {"client"} | {"questionnaires", "population", "privacy", "roster", "retention"}
"""What is counted of an engagement: nothing that is wrong elsewhere keeps anybody from it."""

_CONFLICT = re.compile(r"conflicted copy|sync-conflict|\(conflict|[-_ ]conflict[-_ .]", re.IGNORECASE)


def status_of(
    folder: Path,
    *,
    questionnaires: Sequence[Path] = (),
    day: str = "",
    precision: float = PRECISION,
    language: str = "",
    columns: AccountColumns | None = None,
    keys: Keys = NO_KEYS,
) -> EngagementStatus:
    """How far the engagement in a folder is.

    Args:
        folder: with an engagement.yaml.
        questionnaires: folders with more of them.
        day: ISO date that ages are counted from; today unless given.
        precision: points to each side of an average that is to be known, on 0–100.
        language: of the sentences; else the engagement's.
        columns: headers of the list of accounts by field, where its words do not tell.
        keys: what opens interviews that are sealed; without it their files are counted.

    Raises:
        CfdiagError: there is no engagement, or it is an address; its roster or its accounts cannot be read.
    """
    refuse_addresses([folder])
    if not is_engagement(folder):
        raise fault(
            Code.WRONG_USE, "there is no engagement here", "name its folder, or begin one: cfdiag init DIR",
            Location(str(folder)),
        )  # fmt: skip
    today = date.fromisoformat(chosen_day(day))
    near = around([str(folder)], list(questionnaires), FOR_STATUS.__contains__, today, columns, keys=keys)
    if near.unreadable:
        raise CfdiagError(*near.unreadable)
    if columns is not None and near.accounts is None:
        columns.in_force()
    t = locale_for(chosen_language(language, near.engagement))
    facts = gathered(near, folder / INTERVIEWS, today, precision, t)
    return _whole(facts, folder, near.accounts)


def _whole(facts: StatusFacts, folder: Path, listed: Accounts | None) -> EngagementStatus:
    plan, wrong = plan_standing(folder, facts.today)
    by_account = HeardByAccount(facts)
    accounts = listed.accounts if listed else ()
    alike = listed.maybe_the_same if listed else ()
    worth = with_told_values(accounts, facts)
    return EngagementStatus(
        format=STATUS_FORMAT,
        tool=__version__,
        date=facts.today.isoformat(),
        precision=facts.precision,
        language=facts.t.language,
        programme=list(programme(facts)),
        done=list(done(facts)),
        departments=heard_by_department(facts),
        unfinished=list(waiting(facts)),
        missing=list(still_to_hear(facts)),
        not_in_the_room=list(not_in_the_room(facts, by_account)),
        too_much_asked=list(too_much(facts)),
        accounts=list(by_account.accounts()),
        account_totals=list(account_totals(worth, alike)),
        accounts_of_unknown_value=sum(not account.value for account in worth),
        maybe_the_same=[*map(list, alike)],
        promised=promised(facts),
        plan=plan,
        missing_texts=list(missing_texts(facts)),
        locked=sum(each.code is Code.SEALED for each in facts.found),
        trouble=list(_trouble(facts, folder / INTERVIEWS, wrong)),
    )


def _trouble(facts: StatusFacts, interviews: Path, wrong: Sequence[Diagnostic]) -> Iterator[Trouble]:
    for each in (*facts.found, *wrong):
        if each.severity != "note" and each.code is not Code.SEALED:
            said = fault_in_full(each, facts.t)
            yield Trouble(str(each.location or ""), each.code.value, said, facts.t(each.hint))
    for path in sorted(interviews.rglob("*")):
        if _CONFLICT.search(path.name):
            said = facts.t("a copy that a synchronised folder made of two versions")
            hint = facts.t("compare it with the other one, and remove the one that is not wanted")
            yield Trouble(str(path), Code.CONFLICT_COPY.value, said, hint)
