"""The keys, in one table: the bindings, the footer and the help are all made from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from cfdiag.text import width
from cfdiag.translation import Translator

ONLY_HELP = 9
"""The rank of keys that the footer leaves to the help."""

_HELP = -1
"""The rank of the help itself: it is always in the footer, at its end."""

_BETWEEN = " · "


class Key(NamedTuple):
    """One row: what a key does, on every page that offers it."""

    action: str
    """The name of the page's method, `do_…`."""
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


DIGITS = tuple("1234567890")

KEYS: tuple[Key, ...] = (
    Key("digit", "1-9", "pick", "Pick by its number; 0 stands for 10", 0, bare=(*DIGITS, "=")),
    Key("rate", "1-9", "rate", "Rate, and go to the next cell; 0 stands for 10", 0, bare=(*DIGITS, "=")),
    Key("accept", "Enter", "next", "Accept the answer and go on", 1, always=("enter",)),
    Key("edit", "Enter", "change", "Go to this question; its Enter comes back here", 1, always=("enter",)),
    Key("keep", "Enter", "keep", "Keep this", 1, always=("enter",)),
    Key("close", "Enter", "close", "Close", 1, always=("enter",)),
    Key("back", "Shift-Tab", "back", "Go back; the earlier answer is there and can be changed", 3,
        always=("s-tab",), letters=("b",)),
    Key("cancel", "Shift-Tab", "cancel", "Leave this as it was", 2, always=("s-tab",)),
    Key("forward", "Tab", "later", "Go on without accepting; what was typed is kept", 7, always=("tab",)),
    Key("up", "Up", "", "Move up", ONLY_HELP, bare=("up",)),
    Key("down", "Down", "", "Move down", ONLY_HELP, bare=("down",)),
    Key("left", "Left", "", "Move left, or one lower", ONLY_HELP, bare=("left",)),
    Key("right", "Right", "", "Move right, or one higher", ONLY_HELP, bare=("right",)),
    Key("page_up", "PgUp", "", "A page up", ONLY_HELP, bare=("pageup",)),
    Key("page_down", "PgDn", "", "A page down", ONLY_HELP, bare=("pagedown",)),
    Key("first", "Home", "", "To the first", ONLY_HELP, bare=("home",)),
    Key("last", "End", "", "To the last", ONLY_HELP, bare=("end",)),
    Key("toggle", "Space", "tick", "Tick, or take the tick away", 2, bare=("space",)),
    Key("add", "+", "add", "Add one of your own", 3, bare=("+",)),
    Key("rename", "c", "change name", "Change the name; its answers stay", 4, letters=("c",)),
    Key("clear", "Backspace", "clear", "Clear the answer", 8, bare=("backspace", "delete")),
    Key("new_line", "Ctrl-J", "new line", "A new line", 4, always=("c-j",)),
    Key("editor", "Ctrl-X Ctrl-E", "editor", "Write the text in your own editor ($EDITOR)", ONLY_HELP),
    Key("skip", "s", "skip", "Skip: come back to it, or leave it out", 4, letters=("s",)),
    Key("unknown", "d", "don't know", "The respondent does not know", 4, letters=("d",)),
    Key("not_applicable", "a", "n/a", "It does not apply here", 5, letters=("a",)),
    Key("probe", "p", "probe", "Show or hide the hint for the interviewer", 4, letters=("p",)),
    Key("note", "n", "note", "A note beside the answer", 5, letters=("n",)),
    Key("evidence", "e", "evidence", "What shows that it is so: a figure, a document, an occasion", 6,
        letters=("e",)),
    Key("basis", "w", "what it rests on", "What the answer rests on: a guess, hearsay, figures, first hand", 5,
        letters=("w",)),
    Key("tags", "t", "tags", "Tag the answer with themes", 5, letters=("t",)),
    Key("next_open", "u", "next open", "To the next open question", 2, letters=("u",)),
    Key("finish", "f", "finish", "Finish the interview", 2, letters=("f",)),
    Key("review", "r", "review", "All answers on one page, and the way to finish", 6, letters=("r",)),
    Key("language", "L", "language", "Go on in the next language", 8, letters=("L",)),
    Key("leave", "q", "save & leave", "Leave; everything is saved, and can be taken up again", 6, letters=("q",)),
    Key("interrupt", "Ctrl-C", "", "Leave at once; everything is saved", ONLY_HELP, always=("c-c", "<sigint>")),
    Key("suspend", "Ctrl-Z", "", "Back to the shell for a moment; `fg` comes back", ONLY_HELP, always=("c-z",)),
    Key("help", "?", "keys", "These keys", _HELP, letters=("?",)),
)  # fmt: skip

SEQUENCES: dict[str, tuple[str, ...]] = {"editor": ("c-x", "c-e")}
"""Actions that take two keys."""


def offered(actions: Collection[str]) -> tuple[Key, ...]:
    """The rows of the table that a page offers."""
    return tuple(key for key in KEYS if key.action in actions)


def cap(key: Key, say: Translator, *, typing: bool, caps: Mapping[str, str] | None = None) -> str:
    """A key's name as it is pressed now: letters need Esc while somebody is typing."""
    name = (caps or {}).get(key.action) or say(key.cap)
    return f"Esc {name}" if typing and key.letters and not key.always else name


def footer(
    keys: Iterable[Key], say: Translator, cells: int, *, typing: bool, caps: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """The keys that fit into one line as `(cap, words)`, the help always among them.

    Args:
        keys: what the page offers.
        say: the translator.
        cells: the width there is.
        typing: whether letters need Esc.
        caps: other names of keys on this page, by action: `{"rate": "1-5"}`.
    """
    room = cells + width(_BETWEEN)
    taken: list[Key] = []
    words: dict[str, tuple[str, str]] = {}
    for key in sorted((key for key in keys if key.rank < ONLY_HELP), key=lambda key: key.rank):
        entry = cap(key, say, typing=typing, caps=caps), say(key.short)
        needed = width(f"{entry[0]} {entry[1]}{_BETWEEN}")
        if needed <= room:
            room -= needed
            taken.append(key)
            words[key.action] = entry
    taken.sort(key=lambda key: key.rank if key.rank > _HELP else ONLY_HELP)
    return [words[key.action] for key in taken]


def help_lines(
    keys: Iterable[Key], say: Translator, *, typing: bool, caps: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """Every key of a page as `(cap, sentence)`; keys that say the same stand together."""
    return [
        (_with_letter(key, cap(key, say, typing=typing, caps=caps), typing=typing), say(key.long))
        for key in keys
    ]


def _with_letter(key: Key, name: str, *, typing: bool) -> str:
    if key.letters and key.always:
        letter = key.letters[0]
        return f"{name}, {f'Esc {letter}' if typing else letter}"
    return name
