"""The questions around an interview on a screen: a list to pick from, a line, yes or no; run by questionary.

Digits pick as they do in the interview, letters narrow the list, and what was asked is gone when it is
answered: the next respondent reads along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.output import Output

from cfdiag.ground.cells import clip, wrap
from cfdiag.ground.safe import safe
from cfdiag.interview.face.digits import PAUSE, settled, typed
from cfdiag.interview.screen.style import STYLE
from cfdiag.locales.catalogue import locale_for

_MARGIN = 4
"""Lines of the terminal that the list leaves free."""

_COUNTED = 9
"""How long a list is that says how long it is."""


class Pick:
    """A numbered list. A digit picks at once, unless another could follow; letters narrow.

    Args:
        question: what is asked.
        choices: `(value, what is shown)`.
        hint: what the keys do.
        at_once: further keys that pick a value, such as `j` for yes.
        input: where keys come from; None is the terminal.
        output: where it is drawn; None is the terminal.
    """

    def __init__(
        self,
        question: str,
        choices: Sequence[tuple[str, str]],
        hint: str,
        *,
        at_once: Mapping[str, str] | None = None,
        input: Input | None = None,  # noqa: A002  the name prompt_toolkit uses
        output: Output | None = None,
    ) -> None:
        self._question, self._hint = question, hint
        self._choices = [(value, safe(shown, keep_lines=False)) for value, shown in choices]
        self._at_once = dict(at_once or {})
        self._row, self._wanted, self._waiting, self._wrong = 0, "", "", ""
        self._list = Window(
            FormattedTextControl(
                self._lines,
                focusable=True,
                show_cursor=False,
                get_cursor_position=lambda: Point(0, self._row),
            ),
            height=lambda: Dimension(max=max(3, self.app.output.get_size().rows - _MARGIN - self._more())),
        )
        body = HSplit([self._fixed(self._head), self._list, self._fixed(self._foot)])
        self.app: Application[str] = Application(
            layout=Layout(body, focused_element=self._list),
            key_bindings=self._keys(),
            style=STYLE,
            erase_when_done=True,
            input=input,
            output=output,
        )
        self.app.ttimeoutlen = 0.05

    @staticmethod
    def _fixed(text: object) -> Window:
        return Window(FormattedTextControl(text), dont_extend_height=True)  # type: ignore[arg-type]  # a callable, too

    def _broken(self, text: str) -> list[str]:
        """A text in lines that this terminal shows whole."""
        return wrap(text, max(20, self.app.output.get_size().columns - 4))

    def _more(self) -> int:
        """Lines of the hint beyond the first."""
        return len(self._broken(self._told())) - 1

    # --- what is seen

    def _seen(self) -> list[int]:
        words = self._wanted.casefold().split()
        shown = (text.casefold() for _, text in self._choices)
        return [place for place, text in enumerate(shown) if all(word in text for word in words)]

    def _head(self) -> StyleAndTextTuples:
        # As the options of a long list in the interview are counted: what goes on below is not seen else.
        many, seen = len(self._choices), len(self._seen())
        count = f"{seen}/{many}" if many > _COUNTED else ""
        return [("class:question", f"? {self._question} "), ("class:dim", count)]

    def _lines(self) -> StyleAndTextTuples:
        cells, seen = self.app.output.get_size().columns - 1, self._seen()
        self._row = min(self._row, max(0, len(seen) - 1))
        digits = len(str(len(self._choices)))
        drawn: StyleAndTextTuples = []
        for row, place in enumerate(seen):
            here = row == self._row
            text = clip(f"{'>' if here else ' '} {place + 1:>{digits}} {self._choices[place][1]}", cells)
            drawn += [("", "\n" if drawn else ""), ("class:here" if here else "", text)]
        return drawn

    def _told(self) -> str:
        return self._wrong or (self._waiting + " …" if self._waiting else self._wanted or self._hint)

    def _foot(self) -> StyleAndTextTuples:
        told = "\n".join(f"  {line}" for line in self._broken(self._told()))
        return [("class:error" if self._wrong else "class:dim", told)]

    # --- keys

    def _keys(self) -> KeyBindings:
        made = KeyBindings()

        @made.add("c-c")
        @made.add("<sigint>")
        def _(event: KeyPressEvent) -> None:
            event.app.exit(exception=KeyboardInterrupt)

        # What was typed before the list stood there ends with a line feed.
        @made.add("c-j")
        @made.add("enter")
        def _(event: KeyPressEvent) -> None:
            del event
            self._enter()

        for key, by in (("up", -1), ("down", 1), ("pageup", -9), ("pagedown", 9)):
            self._moves(made, key, by)

        @made.add("backspace")
        def _(event: KeyPressEvent) -> None:
            del event
            self._wanted, self._waiting = self._wanted[:-1], ""

        @made.add(Keys.Any)
        def _(event: KeyPressEvent) -> None:
            self._wrong = ""
            for letter in event.data:
                self._letter(letter)

        return made

    def _moves(self, made: KeyBindings, key: str, by: int) -> None:
        @made.add(key)
        def _(event: KeyPressEvent) -> None:
            del event
            self._waiting = self._wrong = ""
            self._row = min(max(0, len(self._seen()) - 1), max(0, self._row + by))

    def _letter(self, letter: str) -> None:
        if letter in self._at_once:
            self.app.exit(result=self._at_once[letter])
        elif letter.isascii() and letter.isdigit() and not self._wanted:
            self._digit(letter)
        elif letter.isprintable():
            self._wanted, self._waiting, self._row = (self._wanted + letter).lstrip(), "", 0

    def _digit(self, digit: str) -> None:
        known = range(1, len(self._choices) + 1)
        found = typed(self._waiting, digit, known)
        self._waiting = found.waiting
        if found.wrong:
            self._wrong = f"1–{len(self._choices)}"
        elif found.number is not None:
            self._take(found.number - 1)
        elif self.app.loop is not None:
            waiting = found.waiting
            self.app.loop.call_later(PAUSE, lambda: self._pause_is_over(waiting))

    def _pause_is_over(self, waiting: str) -> None:
        if self._waiting == waiting and not self.app.is_done:
            self._enter()

    def _enter(self) -> None:
        number = settled(self._waiting, range(1, len(self._choices) + 1))
        seen = self._seen()
        if number is not None:
            self._take(number - 1)
        elif seen:
            self._take(seen[min(self._row, len(seen) - 1)])

    def _take(self, place: int) -> None:
        self.app.exit(result=self._choices[place][0])

    def ask(self) -> str:
        """The value that was picked. Ctrl-C is a KeyboardInterrupt."""
        return str(questionary.Question(self.app).unsafe_ask())


class OnScreen:
    """Asks on the terminal. Ctrl-C is a KeyboardInterrupt.

    Args:
        language: of the tool's own words.
    """

    def __init__(self, language: str = "") -> None:
        self._t = locale_for(language or "en")

    def pick(self, question: str, choices: Sequence[tuple[str, str]]) -> str:
        """A list: digits pick, letters narrow, arrows move."""
        return Pick(
            question, choices, self._t("a number, or letters, or the arrows and Enter; Ctrl-C leaves")
        ).ask()

    def text(self, question: str) -> str:
        """A line to type."""
        return str(questionary.text(question, erase_when_done=True).unsafe_ask()).strip()

    def confirm(self, question: str) -> bool:
        """One key, in the language that is spoken: `j` or `n`, `y` or `n`; no is what Enter says."""
        yes, *short_yes = self._t.writing.yes
        no, *short_no = self._t.writing.no
        known = {word: "yes" for word in short_yes if len(word) == 1}
        known |= {word: "no" for word in short_no if len(word) == 1}
        hint = f"{'/'.join(sorted(known, key=lambda word: known[word] == 'no'))}, 1/2"
        return Pick(question, [("no", no), ("yes", yes)], hint, at_once=known).ask() == "yes"

    def speaking(self, language: str) -> OnScreen:
        """The same, in the language of an interview."""
        return OnScreen(language)
