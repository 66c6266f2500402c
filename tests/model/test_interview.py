"""The stricter of two consents."""

from __future__ import annotations

import itertools

from cfdiag.model.interview import Consent, stricter


def test_a_no_is_stricter_than_silence_and_silence_than_a_yes() -> None:
    order = (Consent.NAMED, Consent.QUOTED, None, Consent.COUNTED)
    for one, other in itertools.product(range(4), repeat=2):
        assert stricter(order[one], order[other]) == order[max(one, other)]
