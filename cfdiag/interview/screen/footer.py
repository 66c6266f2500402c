"""The table of actions as the footer and the help show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cfdiag.ground.cells import width
from cfdiag.interview.face.actions import HELP_RANK, ONLY_HELP, Act, Offer
from cfdiag.locales.locale import Locale

_OFTEN = 4
"""The highest rank of keys that are worth a place in a footer of one line."""

_MOST = 7
"""So many keys a footer has at most, the help among them."""

_MOST_OF_TEXT = 3
"""Of those, so many that are no letters while somebody types."""

_BETWEEN = " · "

Caps = Mapping[Act, str]
"""Other names of keys on a page: `{Act.RATE: "1-5"}`."""


def cap(offer: Offer, say: Locale, *, typing: bool, caps: Caps) -> str:
    """A key's name, as short as it can be pressed now: letters need Esc while somebody is typing.

    Args:
        offer: the row.
        say: the translator.
        typing: whether letters are text.
        caps: other names of keys on this page.
    """
    if offer.letters and not offer.always:
        return f"Esc {offer.letters[0]}" if typing else offer.letters[0]
    if offer.brief and not typing:
        return offer.brief
    return caps.get(offer.action) or say(offer.cap)


def footer(
    offers: Iterable[Offer], say: Locale, cells: int, lines: int, *, typing: bool, caps: Caps
) -> list[list[tuple[str, str]]]:
    """The keys that fit into so many lines, each as `(cap, words)`; the help is always among them.

    The most needed stand first, the help at the end of the last line.
    """
    # Who types has no `q` at hand; everybody else leaves with that.
    left_out = () if typing else (Act.INTERRUPT,)
    shown = (offer for offer in offers if offer.rank < ONLY_HELP and offer.action not in left_out)
    # The order is the same on every page: hands learn places, not words.
    ranked = sorted(shown, key=lambda offer: offer.rank)
    if typing and lines > 1:
        return _with_esc_apart(ranked, say, cells, caps)
    if lines == 1:
        # What is seldom needed would only stand there because it is short.
        ranked = [offer for offer in ranked if offer.rank <= _OFTEN]
    entries = [(cap(offer, say, typing=typing, caps=caps), say(offer.short)) for offer in ranked]
    helps = sum(offer.rank == HELP_RANK for offer in ranked)
    last, waiting = entries[:helps], entries[helps:_MOST]
    rows: list[list[tuple[str, str]]] = []
    for _ in range(lines):
        row = _fitting(waiting, last, cells)
        waiting = [entry for entry in waiting if entry not in row]
        if row:
            rows.append(row)
    return [*rows[:-1], [*rows[-1], *last]] if rows else [last]


def _with_esc_apart(
    ranked: Iterable[Offer], say: Locale, cells: int, caps: Caps
) -> list[list[tuple[str, str]]]:
    """The footer while somebody types: on a line of their own the letters that need Esc."""
    above: list[tuple[str, str]] = []
    below: list[tuple[str, str]] = []
    last: list[tuple[str, str]] = []
    for offer in ranked:
        if not _only_letter(offer):
            above.append((cap(offer, say, typing=True, caps=caps), say(offer.short)))
        else:
            (last if offer.rank == HELP_RANK else below).append((offer.letters[0], say(offer.short)))
    below[:1] = [(f"{say('Esc, then')} {letter}", words) for letter, words in below[:1]]
    above = above[:_MOST_OF_TEXT]
    below = below[: _MOST - len(above) - len(last)]
    rows = (_fitting(above, [], cells), [*_fitting(below, last, cells), *last])
    return [row for row in rows if row]


def _only_letter(offer: Offer) -> bool:
    return bool(offer.letters) and not offer.always


def _fitting(
    entries: Sequence[tuple[str, str]], last: Sequence[tuple[str, str]], cells: int
) -> list[tuple[str, str]]:
    """The entries that fit into a line; one that is too long makes way for a shorter one behind it."""
    room = cells + len(_BETWEEN) - sum(map(_taken, last))
    row: list[tuple[str, str]] = []
    for entry in entries:
        needed = _taken(entry)
        if needed <= room:
            room -= needed
            row.append(entry)
    return row


def _taken(entry: tuple[str, str]) -> int:
    return width(entry[0]) + 1 + width(entry[1]) + len(_BETWEEN)


def help_lines(offers: Iterable[Offer], say: Locale, *, typing: bool, caps: Caps) -> list[tuple[str, str]]:
    """Every key of a page as `(cap, sentence)`."""
    return [(_names(offer, say, typing=typing, caps=caps), say(offer.help)) for offer in offers]


def _names(offer: Offer, say: Locale, *, typing: bool, caps: Caps) -> str:
    if offer.letters and offer.always:
        return f"{say(offer.cap)}, {f'Esc {offer.letters[0]}' if typing else offer.letters[0]}"
    return cap(offer, say, typing=typing, caps=caps)
