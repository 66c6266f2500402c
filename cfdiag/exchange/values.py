"""Cells to values: money and days, as people and their programs write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

from cfdiag.exchange.table import TableCell, folded
from cfdiag.exchange.words import words
from cfdiag.model.account import Amount
from cfdiag.model.mapping import DayOrder

_MONEY = re.compile(r"(?P<before>[^\d\s.,'’+-]*)(?P<number>\d[\d.,'’]*)(?P<after>[^\d\s.,'’+-]*)")
_NO_CENTS = re.compile(r"[.,][-–—]+$")
_DECIMALS = re.compile(r"[.,](\d{1,2})$")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,'’])\d{3})*")
_PARTS = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})")
_NAMED = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?(?:(\d{1,2})\.?[\s-]+([^\W\d_]+)\.?|([^\W\d_]+)\.?\s+(\d{1,2})),?[\s-]+(\d{4})"
)
_TIME = re.compile(r"[T,]?\s*\d{1,2}:\d{2}.*$")
_TWELVE = 12
_CENTURY = 2000
_TWO_DIGITS_UP_TO = 68


def amount(cell: TableCell, currency: str = "") -> Amount | None:
    """An amount of money, of 0 at least; None where the cell holds none.

    Money has two decimals at most: a sign before three digits sets thousands apart, in any language.

    Args:
        cell: a figure, or a text with or without a currency.
        currency: what a column of its own or the header says; the cell itself comes first.
    """
    if isinstance(cell, (int, float)):
        whole = float(cell)
        return Amount(whole, named_currency(currency)) if 0 <= whole < float("inf") else None
    if not isinstance(cell, str):
        return None
    # Blanks set thousands apart in half of Europe, some of them such as do not break.
    found = _MONEY.fullmatch(_NO_CENTS.sub("", "".join(cell.split())))
    if found is None or (found["before"] and found["after"]):
        return None
    number = found["number"]
    decimals = _DECIMALS.search(number)
    rest = number[: decimals.start()] if decimals else number
    apart = _THOUSANDS.fullmatch(rest)
    signs = {sign for sign in rest if not sign.isdigit()}
    if len(signs) > 1 or (signs and apart is None) or (decimals and decimals[0][0] in signs):
        return None
    own = named_currency(found["before"] or found["after"])
    if (found["before"] or found["after"]) and not own:
        return None  # `120k`, `3 mln`: more than the figure, and not a currency
    digits = "".join(sign for sign in rest if sign.isdigit())
    return Amount(float(f"{digits}.{decimals[1] if decimals else 0}"), own or named_currency(currency))


def named_currency(text: str) -> str:
    """A currency as its code; as its sign where that is several; empty where the text is none."""
    bare = text.strip().upper()
    if bare in words().currency_codes or unicodedata.category(bare[-1:] or " ") == "Sc":
        return words().currencies.get(bare, bare)
    return words().currencies.get(bare, "")


def order_of_days(cells: Iterable[TableCell]) -> DayOrder:
    """Which part is the day, by a part above twelve; empty where no cell tells, or two disagree."""
    # One column has one order: a single 13 in it tells what all the others mean.
    orders: set[DayOrder] = set()
    for cell in cells:
        parts = _PARTS.fullmatch(_without_time(cell)) if isinstance(cell, str) else None
        if parts is None or len(parts[1]) > 2:  # noqa: PLR2004  a year comes first: nothing to tell
            continue
        if int(parts[1]) > _TWELVE:
            orders.add("dmy")
        elif int(parts[2]) > _TWELVE:
            orders.add("mdy")
    return orders.pop() if len(orders) == 1 else ""


def is_ambiguous(cell: TableCell) -> bool:
    """Whether the order of the parts decides which day it is."""
    parts = _PARTS.fullmatch(_without_time(cell)) if isinstance(cell, str) else None
    return (
        parts is not None
        and len(parts[1]) <= 2  # noqa: PLR2004  not the year
        and parts[1] != parts[2]
        and max(int(parts[1]), int(parts[2])) <= _TWELVE
    )


def day(cell: TableCell, order: DayOrder = "") -> date | None:
    """A day; None where the cell holds none, or which one it is cannot be told.

    Args:
        cell: a day or a moment of a sheet; ISO; parts with `-`, `/` or `.`; or with a month's name.
        order: which of the first two parts is the day.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        return None
    text = _without_time(cell)
    parts = _PARTS.fullmatch(text)
    return _by_name(text) if parts is None else _by_parts(parts, order)


def _by_parts(parts: re.Match[str], order: DayOrder) -> date | None:
    first, second, third = int(parts[1]), int(parts[2]), int(parts[3])
    if len(parts[1]) > 2:  # noqa: PLR2004  the year comes first
        return _date(first, second, third)
    # A year of one digit is none: what stands there is something else, a version say.
    if len(parts[3]) == 1:
        return None
    year = third if len(parts[3]) > 2 else _of_two_digits(third)  # noqa: PLR2004  four digits
    if first > _TWELVE or (order == "dmy" and second <= _TWELVE) or first == second:
        return _date(year, second, first)
    return _date(year, first, second) if second > _TWELVE or order == "mdy" else None


def _without_time(text: str) -> str:
    # Blanks as one: a long row of them would be tried from each of its signs.
    return _TIME.sub("", " ".join(text.split())).strip()


def _by_name(text: str) -> date | None:
    found = _NAMED.fullmatch(text)
    if found is None:
        return None
    month = words().months.get(folded(found[2] or found[3]))
    return _date(int(found[5]), month, int(found[1] or found[4])) if month else None


def _of_two_digits(year: int) -> int:
    return _CENTURY + year if year <= _TWO_DIGITS_UP_TO else _CENTURY - 100 + year


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
