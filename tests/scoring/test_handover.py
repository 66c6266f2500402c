"""Signs that an account may not stay, from days and promises."""

from __future__ import annotations

import pytest

from cfdiag.scoring.days import day_in
from cfdiag.scoring.handover import AccountTold, Signs, signs_of, value_at_risk

TODAY = "2026-11-26"


def in_days(n):
    return day_in(n, TODAY)


@pytest.mark.parametrize(
    ("told", "signs"),
    [
        (AccountTold(), Signs(None, 0, None, None)),
        (AccountTold(renewal=in_days(0)), Signs(0, 0, None, None)),
        (AccountTold(renewal=in_days(90)), Signs(90, 0, None, None)),
        (AccountTold(renewal=in_days(91)), Signs(None, 0, None, None)),
        (AccountTold(renewal=in_days(-1)), Signs(None, 0, None, None)),
        (AccountTold(last_contact=in_days(-90)), Signs(None, 0, None, None)),
        (AccountTold(last_contact=in_days(-91)), Signs(None, 0, 91, None)),
        (AccountTold(facts_checked=in_days(-100)), Signs(None, 0, None, 100)),
        (
            AccountTold(
                promises=(("overdue", ""), ("on_time", in_days(-1)), ("on_time", TODAY), ("kept", "2020"))
            ),
            Signs(None, 2, None, None),
        ),
        (AccountTold(renewal="next spring", last_contact="2026"), Signs(None, 0, None, None)),
    ],
)
def test_signs(told, signs):
    assert signs_of(told, TODAY) == signs


def test_only_what_is_at_risk_adds_up():
    assert value_at_risk([(True, 2.5), (False, 100), (True, 4)]) == 6.5
    assert value_at_risk([]) == 0
