"""The table of actions as bindings: one set for the whole application."""

from __future__ import annotations

from typing import Protocol

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from cfdiag.interview.face.actions import CLOSING, TABLE, Act
from cfdiag.interview.screen.surface import Surface

_ALSO_OF_TEXT = (("up",), ("down",))
"""Keys that move in a text, where the surface does nothing else with them."""
_LETTERS = frozenset(letter for offer in TABLE for letter in offer.letters)


class Keyboard(Protocol):
    """Who is told of keys."""

    @property
    def top(self) -> Surface:
        """Who has the keyboard."""

    @property
    def nothing_typed(self) -> bool:
        """Whether there is a text field with nothing in it."""

    def act(self, action: Act, pressed: str) -> None:
        """Do what a key stands for."""

    @property
    def closable(self) -> bool:
        """Whether a panel without a text field is open."""

    def mistyped(self, letter: str) -> None:
        """A letter that is no key."""

    def pasted(self, text: str) -> None:
        """Words are pasted where nothing can be typed."""

    def takes_for_paste(self) -> bool:
        """Take an Enter that more keys follow at once for the end of a line in a paste."""


def bindings(keyboard: Keyboard) -> KeyBindings:
    """The bindings; which action a key has depends on who has the keyboard when it is pressed."""
    made = KeyBindings()
    for (sequence, bare), actions in _places().items():
        _bind(made, keyboard, sequence, actions, bare=bare)
    _bind_rest(made, keyboard)
    return made


def _places() -> dict[tuple[tuple[str, ...], bool], list[Act]]:
    """`{(sequence, only where nothing is typed): actions}`."""
    places: dict[tuple[tuple[str, ...], bool], list[Act]] = {}
    for offer in TABLE:
        for name in offer.always:
            places.setdefault(((name,), False), []).append(offer.action)
        for name in (*offer.bare, *offer.letters):
            places.setdefault(((name,), True), []).append(offer.action)
        for name in offer.letters:
            places.setdefault((("escape", name), False), []).append(offer.action)
        if offer.sequence:
            places.setdefault((offer.sequence, False), []).append(offer.action)
    return places


def _bind_rest(made: KeyBindings, keyboard: Keyboard) -> None:
    """Letters that are no keys, and Esc where there is something to close."""

    @made.add(Keys.Any, filter=Condition(lambda: not keyboard.top.typing))
    def _(event: KeyPressEvent) -> None:
        if event.data.isprintable():
            keyboard.mistyped(event.data)

    @made.add(Keys.BracketedPaste, filter=Condition(lambda: not keyboard.top.typing))
    def _(event: KeyPressEvent) -> None:
        keyboard.pasted(event.data)

    # At once: nothing that begins with Esc is waited for while there is something to close.
    @made.add("escape", eager=True, filter=Condition(lambda: keyboard.closable))
    def _(event: KeyPressEvent) -> None:
        del event
        closing = next((action for action in CLOSING if action in keyboard.top.offers()), None)
        if closing is not None:
            keyboard.act(closing, "escape")


def _bind(
    made: KeyBindings, keyboard: Keyboard, sequence: tuple[str, ...], actions: list[Act], *, bare: bool
) -> None:
    # In an empty field, a question mark asks for the keys.
    asking = sequence == ("?",)
    letter = sequence[0] in _LETTERS

    @Condition
    def nobody_types() -> bool:
        # In a list that letters narrow, `q` may begin a name.
        if letter and keyboard.top.filtering:
            return False
        return not keyboard.top.typing or (asking and keyboard.nothing_typed)

    def pressed(event: KeyPressEvent) -> None:
        # Nobody types the next key within the same read of the terminal: it is a paste.
        more = bool(event.key_processor.input_queue)
        if sequence == ("enter",) and more and keyboard.takes_for_paste():
            return
        offered = keyboard.top.offers()
        # One key can stand for several things; a page offers no two of them at once.
        action = next((action for action in actions if action in offered), None)
        if action is not None:
            keyboard.act(action, " ".join(sequence))
        elif bare and (typed := " " if sequence == ("space",) else sequence[-1])[1:] == "":
            keyboard.mistyped(typed)

    wanted = Condition(lambda: any(action in keyboard.top.offers() for action in actions))
    if bare:
        made.add(*sequence, filter=nobody_types)(pressed)
    elif sequence in _ALSO_OF_TEXT:
        made.add(*sequence, filter=wanted)(pressed)
    else:
        made.add(*sequence)(pressed)
