"""Texts to read, closed with the next key: the keys of a page, scores so far."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.formatted_text import ANSI, to_formatted_text
from prompt_toolkit.formatted_text.utils import split_lines

from cfdiag.ground.cells import pad, width, wrap
from cfdiag.interview.face.actions import Act, offered
from cfdiag.interview.screen.draw import Line
from cfdiag.interview.screen.footer import help_lines
from cfdiag.interview.screen.scroll import Scroll, steps_of
from cfdiag.interview.screen.surface import PageContext, Press, Surface


class TextPanel(Surface):
    """A text that can be longer than the screen.

    Args:
        context: what is around.
    """

    covers = True

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.scroll = Scroll(context)
        self.does = {
            Act.MOVE: self._move,
            Act.JUMP: self._move,
            Act.UNHELP: lambda _: context.close(),
        }

    def offers(self) -> frozenset[Act]:
        """Scroll, close."""
        return (self.anywhere() - {Act.HELP}) | {Act.MOVE, Act.JUMP, Act.UNHELP}

    def _move(self, press: Press) -> None:
        self.scroll.by(steps_of(press, self.context.room.body))


class HelpPanel(TextPanel):
    """Every key of a page or panel, and the whole question where the page had no room for it.

    Args:
        context: what is around.
        of: the page or panel.
        back: gives it the keyboard again.
    """

    def __init__(self, context: PageContext, of: Surface, back: Callable[[], None]) -> None:
        super().__init__(context)
        self._of = of
        self.does[Act.UNHELP] = lambda _: back()

    def keep(self) -> None:
        """What is typed below it."""
        self._of.keep()

    def heading(self, cells: int) -> list[Line]:
        """What this is."""
        title = self.context.presenter.words.say("Keys on this page")
        return [[("class:question", line)] for line in wrap(title, cells)]

    def lines(self, cells: int) -> list[Line]:
        """The keys, each with its sentence."""
        say = self.context.presenter.words.say
        rows = help_lines(offered(self._of.offers()), say, typing=self._of.lettered, caps=self._of.caps)
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
        return self.scroll.part([*drawn, [("", "")], *asked])


class ScoresPanel(TextPanel):
    """Scores and findings so far: asked for, and closed with the next key.

    Args:
        context: what is around.
        text: gives the text, made for the width there is; asked again when that has changed.
    """

    whole_width = True

    def __init__(self, context: PageContext, text: Callable[[], str]) -> None:
        super().__init__(context)
        self._make, self._text, self._drawn_for = text, "", 0

    def lines(self, cells: int) -> list[Line]:
        """The text as it is, its lines not wrapped; drawn anew for another width."""
        del cells
        columns = self.context.room.columns
        if columns != self._drawn_for:
            self._text, self._drawn_for = self._make(), columns
        return self.scroll.part(_coloured(self._text))


def _coloured(text: str) -> list[Line]:
    """The lines of a text with colours in it; other escape sequences are left out."""
    fragments = to_formatted_text(ANSI(text.rstrip("\n")))
    harmless = [fragment for fragment in fragments if "[ZeroWidthEscape]" not in fragment[0]]
    return [[(fragment[0], fragment[1]) for fragment in line] for line in split_lines(harmless)]
