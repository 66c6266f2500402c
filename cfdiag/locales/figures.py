"""Figures as people type them: `120,000`, `€ 120.000,50`, `120k`, `1.2m`; and as they say them."""

from __future__ import annotations

import re
from decimal import Decimal

from cfdiag.locales.locale import Locale

CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
"""Signs of currencies that need no code."""

_AMOUNT = (
    r"(?P<before>[^\W\d_]{3,}|[€$£¥])?\s*(?P<sign>[-+−]?)\s*(?P<number>[0-9][0-9.,'’\s]*?)\s*(?P<after>[^\W\d_]+\.?|[€$£¥])?"
    r"\s*(?P<last>[^\W\d_]{3,}|[€$£¥])?"
)
_NO_CENTS = r"[.,]\s?[-–—]+$"
_APART = r"[0-9]{1,3}(?:(?P<mark>[.,'’\s])[0-9]{3})(?:(?P=mark)[0-9]{3})*"
_SIZES = {
    "k": 3, "thousand": 3, "m": 6, "mio": 6, "mln": 6, "mn": 6, "million": 6,
    "bn": 9, "mld": 9, "mrd": 9, "billion": 9,
}  # fmt: skip
_MOST_DIGITS = 15
_GROUP = 3


def readings(typed: str, locale: Locale, unit: str = "") -> tuple[tuple[float, ...], str]:
    """What a figure that was typed can mean, the likeliest first, and the currency beside it.

    The sign of thousands and the decimal sign are the language's. The other way round is read too, where
    nothing else can be meant; where both can, both are given.

    Args:
        typed: digits with or without signs, a currency, a word for thousands or millions.
        locale: the language it was typed in.
        unit: what may stand behind it.
    """
    text = re.sub(_NO_CENTS, "", typed.strip())
    if unit and text.casefold().endswith(unit.casefold()):
        text = text[: -len(unit)]
    found = re.fullmatch(_AMOUNT, text.strip())
    if found is None:
        return (), ""
    words = [word for word in (found["before"], found["after"], found["last"]) if word]
    sizes = [size for word in words if (size := _size(word, locale)) is not None]
    rest = [word for word in words if _size(word, locale) is None]
    currencies = [code for word in rest if (code := _currency(word, locale))]
    if len(sizes) > 1 or len(rest) > 1 or len(currencies) != len(rest):
        return (), ""
    # Decimals: 1.1 million in binary is not what was typed.
    power = Decimal(10) ** (sizes[0] if sizes else 0)
    sign = -1 if found["sign"] in ("-", "−") else 1
    read = [sign * figure * power for figure in _figures(found["number"].strip(), locale.writing.decimal)]
    return tuple(_plain(figure) for figure in read), (currencies or [""])[0]


def in_words(value: float, locale: Locale) -> str:
    """A large figure as it is said: `120 thousand`, `about 1.235 million`; of a small one nothing."""
    for power, name in ((9, "{n} billion"), (6, "{n} million"), (3, "{n} thousand")):
        if abs(value) >= 10**power:
            said = round(value / 10**power, _GROUP)
            words = locale(name, n=locale.as_written(_plain(Decimal(repr(said)))))
            return words if said * 10**power == value else locale("about {figure}", figure=words)
    return ""


def _figures(number: str, decimal: str) -> list[Decimal]:
    """What digits with signs can mean, without a sign before them."""
    marks = [character for character in number if character in ".,"]
    if sum(character.isdigit() for character in number) > _MOST_DIGITS:
        return []
    if not marks or len(set(marks)) == len(marks) == 1:
        return _with_one_mark(number, decimal)
    last = max(number.rfind("."), number.rfind(","))
    if len(set(marks)) == 1:  # 1.200.000
        return [_digits(number)] if re.fullmatch(_APART, number) else []
    whole, fraction = number[:last], number[last + 1 :]
    # `1,20.000` has been mistyped: guessing would be off by a factor of a thousand.
    if number[last] in whole or not fraction.isdigit() or not re.fullmatch(_APART, whole):
        return []
    return [_digits(whole) + _part(fraction)]


def _with_one_mark(number: str, decimal: str) -> list[Decimal]:
    mark = next((character for character in number if character in ".,"), "")
    whole, _, fraction = number.partition(mark) if mark else (number, "", "")
    if not (whole.isdigit() or re.fullmatch(_APART, whole)) or (mark and not fraction.isdigit()):
        return []
    as_decimal = _digits(whole) + _part(fraction)
    if not mark or len(fraction) != _GROUP or len(whole) > _GROUP or whole.startswith("0"):
        return [as_decimal]
    as_thousands = _digits(whole + fraction)
    # `120.000` of somebody whose decimal sign is the point: asked back, for both are sums of money.
    return [as_thousands] if mark != decimal else [as_thousands, as_decimal]


def _digits(text: str) -> Decimal:
    return Decimal("".join(character for character in text if character.isdigit()))


def _part(fraction: str) -> Decimal:
    return Decimal(f"0.{fraction or 0}")


def _plain(figure: Decimal) -> float:
    return int(figure) if figure == figure.to_integral_value() else float(figure)


def _size(word: str, locale: Locale) -> int | None:
    bare = word.casefold().rstrip(".")
    own = {locale(name).casefold(): _SIZES[name] for name in ("thousand", "million", "billion")}
    return {**_SIZES, **own}.get(bare)


def _currency(word: str, locale: Locale) -> str:
    bare = word.rstrip(".")
    if bare in CURRENCIES:
        return CURRENCIES[bare]
    named = {"euro": "EUR", "euros": "EUR", locale("dollars"): "USD", locale("pounds"): "GBP"}
    code = bare.upper() if re.fullmatch("[A-Za-z]{3}", bare) else ""
    return named.get(bare.casefold(), code)
