"""Ids of interviews against the example in RFC 9562, appendix A.6."""

from datetime import datetime, timezone

from cfdiag.interview.ids import RANDOM_BITS, uuid7


def test_the_example_of_the_rfc():
    moment = datetime(2022, 2, 22, 19, 22, 22, tzinfo=timezone.utc)
    chance = 0xCC3 << 62 | 0x18C4DC0C0C07398F
    assert uuid7(moment, chance) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


def test_later_ids_sort_later():
    early = uuid7(datetime(2026, 1, 1, tzinfo=timezone.utc), (1 << RANDOM_BITS) - 1)
    late = uuid7(datetime(2026, 1, 1, 0, 0, 1, tzinfo=timezone.utc), 0)
    assert early < late
