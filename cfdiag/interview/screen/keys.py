"""The keys, in one table: the bindings, the footer and the help are all made from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from cfdiag.ground.cells import width
from cfdiag.locales.locale import Locale

ONLY_HELP = 9
"""The rank of keys that the footer leaves to the help."""

_HELP = -1
"""The rank of the help itself: it is always in the footer, at its end."""

_OFTEN = 4
"""The highest rank of keys that are worth a place in a footer of one line."""

_BETWEEN = " · "


class Key(NamedTuple):
    """One row: what a key does, on every page that offers it."""

    action: str
    """The name of the method, `do_…`, of the page or panel that has the keyboard."""
    cap: str
    """The key as it is printed on a keyboard."""
    short: str
    """What the footer says."""
    long: str
    """What the help says."""
    rank: int = 5
    """The footer takes small ranks first."""
    always: tuple[str, ...] = ()
    """Keys that hold everywhere."""
    bare: tuple[str, ...] = ()
    """Keys that belong to the text while somebody is typing."""
    letters: tuple[str, ...] = ()
    """Letters: by themselves where nothing is typed, after Esc everywhere (Esc s is also Alt-s)."""
    sequence: tuple[str, ...] = ()
    """Keys that are pressed one after the other."""
    brief: str = ""
    """A shorter name for the footer, where nothing is typed."""


_DIGITS = tuple("1234567890")

KEYS: tuple[Key, ...] = (
    Key("rate", "1-9", "rate", "Rate, and go to the next cell; 10 is 0, or = on a scale from 0", 0,
        bare=(*_DIGITS, "=")),
    Key("digit", "1-9", "pick", "Pick by its number; 0 stands for 10", 0, bare=_DIGITS),
    Key("toggle", "Space", "tick", "Tick, or take the tick away", 3, bare=("space",)),
    Key("accept", "Enter", "next", "Accept the answer and go on", 1, always=("enter",)),
    Key("edit", "Enter", "change", "Go to this question; Enter there comes back here", 1, always=("enter",)),
    Key("keep", "Enter", "keep", "Keep this", 1, always=("enter",)),
    Key("close", "Enter", "done", "Keep this choice", 1, always=("enter",)),
    Key("end", "Enter", "close", "Close", 1, always=("enter",), letters=("q",)),
    Key("unhelp", "Enter", "close", "Back to the page", 1, always=("enter", "s-tab"), letters=("?",)),
    Key("cancel", "Shift-Tab", "cancel", "Leave this as it was", 2, always=("s-tab",)),
    Key("back", "Shift-Tab", "back", "Go back; the earlier answer is there and can be changed", 3,
        always=("s-tab",), letters=("b",), brief="b"),
    Key("forward", "Tab", "later", "Go on without accepting; what was typed is kept", 7, always=("tab",)),
    Key("move", "Up Down", "", "Move up and down", ONLY_HELP, bare=("up", "down")),
    Key("across", "Left Right", "", "Move to the side; on a drawn-out scale, lower and higher", ONLY_HELP,
        bare=("left", "right")),
    Key("jump", "PgUp PgDn", "", "A page up and down; Home and End go to the first and the last", ONLY_HELP,
        bare=("pageup", "pagedown", "home", "end")),
    Key("clear", "Backspace", "clear", "Clear the answer", 8, bare=("backspace", "delete")),
    Key("add", "+", "add", "Add one of your own", 2, bare=("+",)),
    Key("consent", "c", "consent", "Quote their words: with name, without, or not at all", 2, letters=("c",)),
    Key("rename", "c", "change the name", "Change the name; the answers stay", 4, letters=("c",)),
    Key("new_line", "Ctrl-J", "new line", "A new line", 4, always=("c-j",)),
    Key("editor", "Ctrl-X Ctrl-E", "editor", "Write the text in your own editor ($EDITOR)", 8,
        sequence=("c-x", "c-e")),
    Key("finish", "f", "finish", "Finish the interview", 2, letters=("f",)),
    Key("next_open", "u", "next open", "To the next open question", 2, letters=("u",)),
    Key("skip", "s", "skip", "Skip it; the review shows what was skipped", 4, letters=("s",)),
    Key("unknown", "d", "don't know", "The respondent does not know", 4, letters=("d",)),
    Key("not_applicable", "a", "n/a", "It does not apply here", 5, letters=("a",)),
    Key("probe", "p", "probe", "Show or hide the hints for the interviewer", 3, letters=("p",)),
    Key("note", "n", "note", "A note beside the answer", 5, letters=("n",)),
    Key("evidence", "e", "evidence", "What shows that it is so: a figure, a document, an occasion", 7,
        letters=("e",)),
    Key("basis", "w", "rests on", "What the answer rests on: a guess, hearsay, figures, first hand", 5,
        letters=("w",)),
    Key("tags", "t", "tags", "Mark the answer with themes", 5, letters=("t",)),
    Key("review", "r", "review", "All answers on one page, and the way to finish", 5, letters=("r",)),
    Key("language", "L", "language", "Go on in the other language", 8, letters=("L",)),
    Key("leave", "q", "save and leave", "Leave; everything is saved and can be taken up again", 5,
        letters=("q",)),
    Key("interrupt", "Ctrl-C", "leave", "Leave at once; everything is saved", 7,
        always=("c-c", "<sigint>")),
    Key("suspend", "Ctrl-Z", "", "To the shell for a moment; `fg` comes back", ONLY_HELP, always=("c-z",)),
    Key("help", "?", "keys", "These keys", _HELP, letters=("?",)),
)  # fmt: skip


def offered(actions: Collection[str]) -> tuple[Key, ...]:
    """The rows of the table that a page offers."""
    return tuple(key for key in KEYS if key.action in actions)


def cap(key: Key, say: Locale, *, typing: bool, caps: Mapping[str, str]) -> str:
    """A key's name, as short as it can be pressed now: letters need Esc while somebody is typing.

    Args:
        key: the row.
        say: the translator.
        typing: whether letters are text.
        caps: other names of keys on this page, by action: `{"rate": "1-5"}`.
    """
    if key.letters and not key.always:
        return f"Esc {key.letters[0]}" if typing else key.letters[0]
    if key.brief and not typing:
        return key.brief
    return caps.get(key.action) or say(key.cap)


def footer(
    keys: Iterable[Key], say: Locale, cells: int, lines: int, *, typing: bool, caps: Mapping[str, str]
) -> list[list[tuple[str, str]]]:
    """The keys that fit into so many lines, each as `(cap, words)`; the help is always among them.

    The most needed stand first, the help at the end of the last line.
    """
    # Who types has no `q` at hand; everybody else leaves with that.
    left_out = () if typing else ("interrupt",)
    shown = (key for key in keys if key.rank < ONLY_HELP and key.action not in left_out)
    ranked = sorted(shown, key=lambda key: key.rank)
    if typing and lines > 1:
        return _with_esc_apart(ranked, say, cells, caps)
    if lines == 1:
        # What is seldom needed would only stand there because it is short.
        ranked = [key for key in ranked if key.rank <= _OFTEN]
    entries = [(cap(key, say, typing=typing, caps=caps), say(key.short)) for key in ranked]
    helps = sum(key.rank == _HELP for key in ranked)
    last, waiting = entries[:helps], entries[helps:]
    rows: list[list[tuple[str, str]]] = []
    for _ in range(lines):
        row = _fitting(waiting, last, cells)
        waiting = [entry for entry in waiting if entry not in row]
        if row:
            rows.append(row)
    return [*rows[:-1], [*rows[-1], *last]] if rows else [last]


def _with_esc_apart(
    ranked: Iterable[Key], say: Locale, cells: int, caps: Mapping[str, str]
) -> list[list[tuple[str, str]]]:
    """The footer while somebody types: on a line of their own the letters that need Esc."""
    above: list[tuple[str, str]] = []
    below: list[tuple[str, str]] = []
    last: list[tuple[str, str]] = []
    for key in ranked:
        if not _only_letter(key):
            above.append((cap(key, say, typing=True, caps=caps), say(key.short)))
        else:
            (last if key.rank == _HELP else below).append((key.letters[0], say(key.short)))
    below[:1] = [(f"{say('Esc, then')} {letter}", words) for letter, words in below[:1]]
    rows = (_fitting(above, [], cells), [*_fitting(below, last, cells), *last])
    return [row for row in rows if row]


def _only_letter(key: Key) -> bool:
    return bool(key.letters) and not key.always


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


def help_lines(
    keys: Iterable[Key], say: Locale, *, typing: bool, caps: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Every key of a page as `(cap, sentence)`."""
    return [(_names(key, say, typing=typing, caps=caps), say(key.long)) for key in keys]


def _names(key: Key, say: Locale, *, typing: bool, caps: Mapping[str, str]) -> str:
    if key.letters and key.always:
        return f"{say(key.cap)}, {f'Esc {key.letters[0]}' if typing else key.letters[0]}"
    return cap(key, say, typing=typing, caps=caps)
