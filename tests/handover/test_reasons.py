"""Each reason on both sides of its line; what is not known is never safe."""

from __future__ import annotations

import pytest
from kits.territory import TODAY, contact, in_days, promise, safe

from cfdiag.handover.reasons import judged


def kinds(account):
    return [reason.kind for reason in judged(account, TODAY).reasons]


def test_nothing_wrong_and_everything_known_is_nothing_seen():
    assert (judged(safe(), TODAY).state, kinds(safe())) == ("nothing_seen", [])


@pytest.mark.parametrize(
    ("inside", "outside", "kind"),
    [
        ({"renewal": in_days(-1)}, {"renewal": in_days(0)}, "renewal_passed"),
        ({"renewal": in_days(-400)}, {"renewal": in_days(-401)}, "renewal_passed"),
        ({"renewal": in_days(90)}, {"renewal": in_days(91)}, "renewal_soon"),
        ({"renewal": in_days(0)}, {"renewal": in_days(-1)}, "renewal_soon"),
        ({"last_contact": in_days(-90)}, {"last_contact": in_days(-89)}, "no_contact"),
        ({"promises": (promise(due=in_days(-1)),)}, {"promises": (promise(due=TODAY),)}, "promise_overdue"),
        (
            {"promises": (promise(state="overdue"),)},
            {"promises": (promise(state="on_time"),)},
            "promise_overdue",
        ),
        (
            {"promises": (promise(state="on_time", due=in_days(-3)),)},
            {
                "promises": (
                    promise(state="kept", due=in_days(-3)),
                    promise(state="withdrawn", due=in_days(-9)),
                )
            },
            "promise_overdue",
        ),
        (
            {"contacts": (contact(roles=("buyer", "critic")),)},
            {"contacts": (contact(roles=("critic",)),)},
            "critic_decides",
        ),
        (
            {"contacts": (contact(knows="only_me"),)},
            {"contacts": (contact(knows="one"),)},
            "knows_only_leaver",
        ),
        (
            {"contacts": (contact(roles=("day_to_day",), knows="only_me"),)},
            {"contacts": (contact(roles=("champion",), knows="only_me"),)},
            "knows_only_leaver",
        ),
        (
            {"contacts": (contact(knows="only_me"),)},
            {"contacts": (contact(knows="only_me", introduced=True),)},
            "knows_only_leaver",
        ),
        ({"could_end": "They signed with a rival"}, {"could_end": ""}, "said_could_end"),
    ],
)
def test_a_hard_reason_puts_an_account_at_risk(inside, outside, kind):
    judgement = judged(safe(**inside), TODAY)
    assert (judgement.state, judgement.reasons[0].kind) == ("at_risk", kind)
    assert kind not in kinds(safe(**outside))


@pytest.mark.parametrize(
    ("inside", "outside", "kind", "missing"),
    [
        ({"value": ()}, {}, "value_unknown", ("value",)),
        ({"renewal": None}, {}, "renewal_unknown", ("renewal",)),
        ({"last_contact": None}, {}, "last_contact_unknown", ("last_contact",)),
        ({"renewal": in_days(-401)}, {"renewal": in_days(-400)}, "renewal_stale", ()),
        ({"from_memory": True}, {}, "from_memory", ()),
    ],
)
def test_what_nobody_knows_is_not_safe(inside, outside, kind, missing):
    judgement = judged(safe(**inside), TODAY)
    assert (judgement.state, kinds(safe(**inside)), judgement.unknown) == ("not_known", [kind], missing)
    assert kind not in kinds(safe(**outside))


def test_hard_reasons_come_before_what_is_not_known_and_both_stay():
    account = safe(
        value=(), renewal=in_days(-16), contacts=(contact(roles=("buyer", "critic"), knows="only_me"),)
    )
    judgement = judged(account, TODAY)
    assert judgement.state == "at_risk"
    assert [reason.kind for reason in judgement.reasons] == [
        "renewal_passed",
        "knows_only_leaver",
        "critic_decides",
        "value_unknown",
    ]
    assert (judgement.reasons[0].day, judgement.reasons[0].days) == (in_days(-16), -16)
