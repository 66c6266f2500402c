"""In which order a leaver is asked about the accounts: that of the handover's timetable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cfdiag.api.handover.talks import talk_of
from cfdiag.handover.territory import territory_of
from cfdiag.handover.values import HANDOVER
from cfdiag.model.account import Account
from cfdiag.model.interview import Interview
from cfdiag.model.listed import same
from cfdiag.model.questionnaire import Questionnaire


def account_order(
    accounts: Sequence[Account],
    interviews: Iterable[Interview],
    questionnaire: Questionnaire,
    *,
    owner: str,
    today: date,
) -> tuple[str, ...]:
    """The ids of the accounts in the order of calling; of whoever owns some of them only theirs.

    Args:
        accounts: as the engagement lists them.
        interviews: those that are finished.
        questionnaire: the text of the handover.
        owner: who is asked.
        today: the day that everything is counted from.
    """
    mine = [each for each in accounts if owner and same(each.owner) == same(owner)]
    talks = [talk_of(iv, questionnaire) for iv in interviews if iv.questionnaire.id == HANDOVER]
    made = territory_of(mine or accounts, talks, questionnaire, today=today)
    return tuple(each.account.key for each in made.accounts)
