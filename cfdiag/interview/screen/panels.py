"""Panels over a page: a line to type in, a short list to pick from, the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cfdiag.ground.cells import pad, width, wrap
from cfdiag.interview.screen import keys
from cfdiag.interview.screen.draw import Line
from cfdiag.interview.screen.surface import Surface

if TYPE_CHECKING:
    from cfdiag.interview.screen.host import Host


class _Panel(Surface):
    """What every panel that asks for something can be told."""

    def do_cancel(self) -> None:
        """Leave it as it was."""
        self.host.close_panel()

    def do_interrupt(self) -> None:
        """Leave."""
        self.host.leave("interrupted")

    def do_suspend(self) -> None:
        """To the shell for a moment."""
        self.host.suspend()


class LinePanel(_Panel):
    """One line to type in: a note, evidence, the name of an item.

    Args:
        host: the application.
        name: what the line is.
        text: what was there.
        kept: takes what was typed; False when it cannot be kept.
        half: whether what was typed is worth keeping when the interview is left in mid-word.
    """

    typing = True

    def __init__(
        self, host: Host, name: str, text: str, kept: Callable[[str], bool], *, half: bool = False
    ) -> None:
        super().__init__(host)
        self.name, self.text = name, text
        self._kept, self._half = kept, half

    def offers(self) -> frozenset[str]:
        """Keep or cancel."""
        return frozenset({"keep", "cancel", "interrupt", "suspend"})

    def initial_text(self) -> str:
        """What was there."""
        return self.text

    def do_keep(self) -> None:
        """Keep what is typed; the line stays open when that fails."""
        self.text = self.host.line_text
        if self._kept(self.text):
            self.host.close_panel()

    def keep(self) -> None:
        """A remark is kept as far as it goes."""
        if self._half and self.host.line_text != self.text:
            self._kept(self.host.line_text)


class PickPanel(_Panel):
    """A short list to pick one or several from."""

    covers = True

    def __init__(
        self,
        host: Host,
        name: str,
        options: Sequence[tuple[str, str]],
        start: Sequence[str],
        chosen: Callable[[list[str]], bool],
        *,
        many: bool,
    ) -> None:
        super().__init__(host)
        self._name, self._options, self._many, self._chosen = name, options, many, chosen
        self._picked = set(start)
        self._row = next((row for row, (id_, _) in enumerate(options) if id_ in self._picked), 0)
        self.caps = {"digit": f"1-{min(9, len(options))}"}

    def offers(self) -> frozenset[str]:
        """Pick, close."""
        some = {"digit", "move", "close", "cancel", "interrupt", "suspend"}
        return frozenset(some | {"toggle"} if self._many else some)

    def heading(self, cells: int) -> list[Line]:
        """What the list is of."""
        return [[("class:question", line)] for line in wrap(self._name, cells)]

    def lines(self, cells: int) -> list[Line]:
        """The options."""
        self.cursor = self._row
        drawn: list[Line] = []
        for row, (id_, label) in enumerate(self._options):
            on = id_ in self._picked
            mark = ("[x]" if on else "[ ]") if self._many else ("(o)" if on else "( )")
            at = row == self._row and (self._many or on)
            here = ">" if at else " "
            style = "class:chosen" if on else "class:here" if at else ""
            drawn.append([(style, pad(f"{here} {row + 1} {mark} {label}", cells).rstrip())])
        return drawn

    def move(self, by: int) -> None:
        """Another option; in a list of one the choice itself moves, at first to where the list begins."""
        if self._many or self._picked:
            self._row = min(len(self._options) - 1, max(0, self._row + by))
        if not self._many:
            self.do_toggle()

    def do_toggle(self) -> None:
        """Pick the one under the cursor, or take it away."""
        id_ = self._options[self._row][0]
        self._picked = self._picked ^ {id_} if self._many else {id_}

    def do_digit(self) -> None:
        """Pick by number."""
        place = (int(self.pressed) - 1) % 10 if self.pressed.isdigit() else len(self._options)
        if place < len(self._options):
            self._row = place
            self.do_toggle()

    def do_close(self) -> None:
        """Keep the choice."""
        if self._chosen([id_ for id_, _ in self._options if id_ in self._picked]):
            self.host.close_panel()


class HelpPanel(Surface):
    """Every key of a page, and the whole question where the page had no room for it."""

    covers = True

    def __init__(self, host: Host, of: Surface) -> None:
        super().__init__(host)
        self._of = of

    def offers(self) -> frozenset[str]:
        """Scroll, close."""
        return frozenset({"move", "jump", "unhelp", "interrupt"})

    def heading(self, cells: int) -> list[Line]:
        """What this is."""
        return [[("class:question", line)] for line in wrap(self.host.say("Keys on this page"), cells)]

    def lines(self, cells: int) -> list[Line]:
        """The keys, each with its sentence."""
        say = self.host.say
        offered = keys.offered(self._of.offers())
        rows = keys.help_lines(offered, say, typing=self._of.typing, caps=self._of.caps)
        room = min(max(width(name) for name, _ in rows), cells // 3) + 2
        drawn: list[Line] = []
        if self._of.typing:
            told = say("While you type, letters are text: press Esc first, let go, then the letter.")
            drawn += [[("class:dim", line)] for line in (*wrap(told, cells), "")]
        for name, sentence in rows:
            first, *rest = wrap(sentence, cells - room)
            drawn.append([("class:cap", pad(name, room)), ("", first)])
            drawn += [[("", " " * room + line)] for line in rest]
        asked = self._of.heading(cells)
        whole: list[Line] = [*drawn, [("", "")], *asked]
        return self.part(whole)

    def move(self, by: int) -> None:
        """Scroll."""
        self.scroll(by)

    def do_unhelp(self) -> None:
        """Back to the page."""
        self.host.close_panel()

    def do_interrupt(self) -> None:
        """Leave."""
        self.host.leave("interrupted")
