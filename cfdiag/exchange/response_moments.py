"""When a response was begun and sent: as services write moments, as the interview's file has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cfdiag.exchange.table import TableCell
from cfdiag.exchange.values import day, order_of_days
from cfdiag.ground.codes import Code
from cfdiag.ground.diagnostics import fault
from cfdiag.model.mapping import DayOrder

_TIME = re.compile(
    r"(?:T|,?\s+)(?P<hours>\d{1,2}):(?P<minutes>\d{2})(?::(?P<seconds>\d{2})(?:\.\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?\s*$"
)
_NOON = 12


def zone_named(name: str) -> tzinfo:
    """A time zone by its name; UTC where none is given.

    Raises:
        CfdiagError: there is no such zone.
    """
    if not name:
        return timezone.utc
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise fault(
            Code.WRONG_OPTION, f"there is no time zone '{name}'", "such as Europe/Amsterdam"
        ) from error


class Moments:
    """Reads the moments of one file.

    Args:
        zone: of moments that say none.
        order: which part of `3/4/2026` is the day; empty where nothing tells.
    """

    def __init__(self, zone: tzinfo, order: DayOrder) -> None:
        self.zone, self.order = zone, order
        self.zoneless = False
        """Whether a moment was read that says no zone."""

    def read(self, cell: TableCell, *, day_only: bool) -> str | None:
        """A moment as RFC 3339 in UTC, or the day alone; None where the cell holds none."""
        found = self._moment(cell)
        if found is None:
            return None
        if day_only or not isinstance(found, datetime):
            return (found.date() if isinstance(found, datetime) else found).isoformat()
        return found.astimezone(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")

    def _moment(self, cell: TableCell) -> date | datetime | None:
        if isinstance(cell, datetime):
            return self._placed(cell)
        if isinstance(cell, date):
            return cell
        if not isinstance(cell, str):
            return None
        text = " ".join(cell.split())  # a long row of blanks would be tried from each of its signs
        found = _TIME.search(text)
        of_day = day(text[: found.start()] if found else text, self.order)
        if of_day is None or found is None:
            return of_day
        hours, minutes, seconds = int(found["hours"]), int(found["minutes"]), int(found["seconds"] or 0)
        if found["half"]:
            hours = hours % _NOON + (_NOON if found["half"][0] in "Pp" else 0)
        try:
            # A leap second is written as 60, which `datetime` does not know.
            made = datetime(of_day.year, of_day.month, of_day.day, hours, minutes, min(seconds, 59))  # noqa: DTZ001  placed below
        except ValueError:
            return None
        return self._placed(made, found["zone"] or "")

    def _placed(self, moment: datetime, zone: str = "") -> datetime:
        if moment.tzinfo is not None:
            return moment
        if not zone:
            self.zoneless = True
            return moment.replace(tzinfo=self.zone)
        if zone in ("Z", "UTC", "GMT"):
            return moment.replace(tzinfo=timezone.utc)
        return datetime.fromisoformat(f"{moment.isoformat()}{zone[:3]}:{zone[-2:]}")


def order_in(columns: Iterable[Iterable[TableCell]], told: DayOrder) -> DayOrder:
    """Which part of a day is the day, as any column of the file tells; else as somebody has said."""
    return told or next((order for cells in columns if (order := order_of_days(cells))), "")
