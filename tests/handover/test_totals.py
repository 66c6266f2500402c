"""Three totals that add up, whatever the list; and the order of calling."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from kits.territory import TODAY, in_days, safe

from cfdiag.handover.order import calling_order
from cfdiag.handover.reasons import judged
from cfdiag.handover.totals import state_totals
from cfdiag.model.account import Amount

DAYS = st.one_of(st.none(), st.integers(-900, 900).map(in_days))
VALUES = st.lists(
    st.tuples(st.integers(0, 10**9), st.sampled_from(["", "EUR", "USD"])),
    max_size=3,
    unique_by=lambda v: v[1],
).map(lambda several: tuple(Amount(float(amount), currency) for amount, currency in several))
ACCOUNTS = st.lists(
    st.builds(
        lambda value, renewal, last: {"value": value, "renewal": renewal, "last_contact": last},
        VALUES,
        DAYS,
        DAYS,
    ),
    max_size=30,
)


def judge(several):
    return [
        judged(safe(key=str(n), name=f"Account {n}", **changes), TODAY) for n, changes in enumerate(several)
    ]


@given(ACCOUNTS)
def test_totals_add_up_and_no_account_is_lost(several):
    every = judge(several)
    found = state_totals(every)
    for total in found:
        parts = total.parts.values()
        assert total.whole.amount == sum(part.amount for part in parts)
        assert total.whole.accounts == sum(part.accounts for part in parts)
        assert total.whole.amount == sum(
            value.amount for each in every for value in each.account.value if value.currency == total.currency
        )
    assert sum(total.whole.value_unknown for total in found) == sum(not each.account.value for each in every)
    assert [total.currency for total in found] == sorted({total.currency for total in found})


@given(ACCOUNTS)
def test_the_order_is_danger_then_not_known_then_nothing_and_unknown_value_leads(several):
    ordered = calling_order(judge(several))
    assert len(ordered) == len(several)
    states = [each.state for each in ordered]
    assert states == sorted(states, key=("at_risk", "not_known", "nothing_seen").index)
    for one, two in pairwise(ordered):
        if one.state == two.state:
            assert not one.account.value or two.account.value
            if one.account.value and two.account.value:
                largest = [max(value.amount for value in each.account.value) for each in (one, two)]
                assert largest[0] >= largest[1]


def test_those_that_may_be_one_account_count_from_and_to():
    every = [
        judged(safe(key="1", name="Acme ApS", value=(Amount(300.0, "EUR"),)), TODAY),
        judged(safe(key="2", name="Acme S.L.", value=(Amount(200.0, "EUR"),), renewal=None), TODAY),
    ]
    (total,) = state_totals(every, [("Acme ApS", "Acme S.L.")])
    assert (total.low, total.whole.amount) == (200.0, 500.0)
    assert {state: part.amount for state, part in total.parts.items()} == {
        "at_risk": 0,
        "not_known": 200.0,
        "nothing_seen": 300.0,
    }


def test_of_two_alike_the_earlier_day_is_called_first():
    early, late = (safe(key=key, name=key, renewal=in_days(n)) for key, n in (("early", 10), ("late", 80)))
    assert [each.account.key for each in calling_order([judged(late, TODAY), judged(early, TODAY)])] == [
        "early",
        "late",
    ]
