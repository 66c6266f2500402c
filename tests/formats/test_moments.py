"""Days and moments of RFC 3339."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from cfdiag.formats.moments import is_before, read_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2026-11-22T09:00:00Z", datetime(2026, 11, 22, 9, tzinfo=timezone.utc)),
        ("2026-11-22t09:00:00z", datetime(2026, 11, 22, 9, tzinfo=timezone.utc)),
        ("2026-11-22 09:00:00.5+01:30", datetime(2026, 11, 22, 7, 30, 0, 500000, tzinfo=timezone.utc)),
        ("1990-12-31T15:59:60-08:00", datetime(1990, 12, 31, 23, 59, 59, tzinfo=timezone.utc)),
        ("2026-02-30", None),
        ("2026-02-30T25:61:00Z", None),
        ("26-11-2026", None),
        ("2026-11-22T09:00:00", None),
        ("2026-11-22T09:00Z", None),
        ("2026-11-22T09:00:61Z", None),
        ("2026-11-22T09:00:00+24:00", None),
        ("2026-11-22T09:00:00+01:60", None),
        ("\u0662026-11-22", None),
        ("20261122", None),
        ("", None),
    ],
)
def test_what_is_a_moment(text: str, moment: date | datetime | None) -> None:
    assert read_moment(text) == moment


def test_a_day_and_a_moment_are_compared_by_the_day_that_is_written() -> None:
    day, evening = date(2026, 11, 22), datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert not is_before(day, evening)
    assert not is_before(evening, day)
    assert is_before(evening, datetime(2026, 11, 23, 4, 31, tzinfo=timezone.utc))
    assert is_before(day, datetime(2026, 11, 23, 0, 0, tzinfo=timezone.utc))
