"""The table of actions as bindings: one set for the whole application."""

from __future__ import annotations

from typing import Protocol

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from cfdiag.interview.face.actions import TABLE, Act
from cfdiag.interview.screen.surface import Surface


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

    def mistyped(self) -> None:
        """A letter that is no key."""

    def takes_for_paste(self) -> bool:
        """Take an Enter that more keys follow at once for the end of a line in a paste."""


def bindings(keyboard: Keyboard) -> KeyBindings:
    """The bindings; which action a key has depends on who has the keyboard when it is pressed."""
    # {(sequence, only where nothing is typed): actions}
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
    made = KeyBindings()
    for (sequence, bare), actions in places.items():
        _bind(made, keyboard, sequence, actions, bare=bare)

    @made.add(Keys.Any, filter=Condition(lambda: keyboard.top.quiet))
    def _(event: KeyPressEvent) -> None:
        if event.data.isprintable():
            keyboard.mistyped()

    return made


def _bind(
    made: KeyBindings, keyboard: Keyboard, sequence: tuple[str, ...], actions: list[Act], *, bare: bool
) -> None:
    # In an empty field, a question mark asks for the keys.
    asking = sequence == ("?",)
    nobody_types = Condition(lambda: not keyboard.top.typing or (asking and keyboard.nothing_typed))

    def pressed(event: KeyPressEvent) -> None:
        more = bool(event.key_processor.input_queue)
        if sequence == ("enter",) and more and keyboard.takes_for_paste():
            return
        offered = keyboard.top.offers()
        action = next((action for action in actions if action in offered), None)
        if action is not None:
            keyboard.act(action, " ".join(sequence))
        elif keyboard.top.quiet and len(sequence[-1]) == 1:
            keyboard.mistyped()

    if bare:
        made.add(*sequence, filter=nobody_types)(pressed)
    else:
        made.add(*sequence)(pressed)
