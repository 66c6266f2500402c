"""The table of keys as bindings: one set for the whole application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from cfdiag.interview.screen.keys import KEYS

if TYPE_CHECKING:
    from cfdiag.interview.screen.host import Host


def bindings(host: Host) -> KeyBindings:
    """The bindings; which action a key has depends on who has the keyboard when it is pressed."""
    # {(sequence, only where nothing is typed): actions}
    places: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for key in KEYS:
        for name in key.always:
            places.setdefault(((name,), False), []).append(key.action)
        for name in (*key.bare, *key.letters):
            places.setdefault(((name,), True), []).append(key.action)
        for name in key.letters:
            places.setdefault((("escape", name), False), []).append(key.action)
        if key.sequence:
            places.setdefault((key.sequence, False), []).append(key.action)
    made = KeyBindings()
    for (sequence, bare), actions in places.items():
        _bind(made, host, sequence, actions, bare=bare)

    @made.add(Keys.Any, filter=Condition(lambda: host.top.quiet))
    def _(event: KeyPressEvent) -> None:
        if event.data.isprintable():
            host.mistyped()

    return made


def _bind(
    made: KeyBindings, host: Host, sequence: tuple[str, ...], actions: list[str], *, bare: bool
) -> None:
    # In an empty field, a question mark asks for the keys.
    asking = sequence == ("?",)
    nobody_types = Condition(lambda: not host.top.typing or (asking and host.nothing_typed))

    def pressed(event: KeyPressEvent) -> None:
        more = bool(event.key_processor.input_queue)
        if sequence == ("enter",) and more and host.takes_for_paste():
            return
        offered = host.top.offers()
        action = next((action for action in actions if action in offered), None)
        if action is not None:
            host.act(action, " ".join(sequence))
        elif host.top.quiet and len(sequence[-1]) == 1:
            host.mistyped()

    if bare:
        made.add(*sequence, filter=nobody_types)(pressed)
    else:
        made.add(*sequence)(pressed)
