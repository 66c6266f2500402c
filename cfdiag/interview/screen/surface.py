"""Anything that can have the keyboard, a page or a panel, and the little it knows of what is around."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple, Protocol

from cfdiag.interview.events import Event
from cfdiag.interview.face.actions import OF_RESPONDENTS, Act
from cfdiag.interview.face.digits import LINGER, PAUSE, settled, typed
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.presenter import Presenter
from cfdiag.interview.screen.draw import Line
from cfdiag.interview.session import Outcome

Move = Callable[[Navigator], Navigator | None]
"""Where to go from where one is; None is nowhere."""

_ENTER = frozenset({Act.ACCEPT, Act.EDIT, Act.CLOSE, Act.END, Act.FINISH})
_LOW = 18
_WIDEST = 100


class Press(NamedTuple):
    """A key that was pressed: what it asks for, which it was, and what stands in the text field."""

    action: Act
    key: str = ""
    typed: str = ""


class Room(NamedTuple):
    """How much room there is on the terminal, in cells and lines."""

    columns: int
    rows: int
    measured: Callable[[], int]
    """Measures the middle of the page: it is what the rest leaves."""

    @property
    def cells(self) -> int:
        """The width there is for text: a cell stays free on both sides, and no line is too long to read."""
        return min(_WIDEST, max(10, self.columns - 2))

    @property
    def low(self) -> bool:
        """Whether every line counts: no blank lines, a footer of one line."""
        return self.rows < _LOW

    @property
    def body(self) -> int:
        """How many lines the middle of the page has."""
        return self.measured()


class PageContext(Protocol):
    """What pages and panels can ask for. They see nothing else of the application."""

    @property
    def presenter(self) -> Presenter:
        """The interview as it stands, in words."""

    @property
    def room(self) -> Room:
        """The room on the terminal now."""

    @property
    def turned(self) -> bool:
        """Whether the screen is turned round: the respondent has the keyboard."""

    @property
    def heard(self) -> bool:
        """Whether the same person heard the opening and the read-back in the talk before, a moment ago."""

    def turn_back(self) -> None:
        """The interviewer has the keyboard again."""

    def commit(self, event: Event) -> bool:
        """Let something happen; False, with a message, when it cannot be or cannot be saved."""

    def keep_draft(self, key: str, text: str, field: str = "value") -> bool:
        """Keep what is typed and not accepted; False, with a message, when it cannot be saved."""

    def tell(self, text: str, *, fault: bool = False) -> None:
        """Show a line above the footer, until the next key."""

    def go(self, move: Move) -> None:
        """To another page, where what is typed on this one can be kept."""

    def do(self, action: Act) -> None:
        """What is the same on every page."""

    def open(self, panel: Surface) -> None:
        """Put a panel over the page."""

    def later(self, seconds: float, do: Callable[[], object]) -> None:
        """Do something when no key has been pressed for so long."""

    def close(self) -> None:
        """Take the panel away."""

    def leave(self, outcome: Outcome) -> None:
        """Keep what is typed, and out."""


class Surface:
    """A page or a panel. What it does itself stands in `does`; what it only offers its holder does."""

    typing = False
    """Whether letters are text rather than keys."""
    several_lines = False
    """Whether what is typed has several lines."""
    whole_width = False
    """Whether its lines are drawn for the whole width, without a margin."""
    filtering = False
    """Whether letters narrow a list: keys of letters need Esc then, digits and arrows do not."""
    enter_only_settles = False
    """Whether Enter behind a number or a letter that waits takes it and nothing more."""
    stays_at_number = False
    """Whether the cursor is still where the number was taken, and another one takes its place."""
    covers = False
    """Whether a panel takes the place of the page's lines."""
    prompt = ""
    """What stands before the one line of a panel that is typed in; empty where there is none."""

    @property
    def lettered(self) -> bool:
        """Whether keys of letters need Esc."""
        return self.typing or self.filtering

    def __init__(self, context: PageContext) -> None:
        self.context = context
        self.does: dict[Act, Callable[[Press], None]] = {}
        """What the keys do here."""
        self.cursor = 0
        """The line to keep in view, of those that `lines` gave last."""
        self.caps: dict[Act, str] = {}
        """Names of keys on this page that differ from the table's."""
        self.waiting = ""
        """Digits of a number that waits for more of them."""
        self._number_before = ""
        """A number that was taken because nothing came, and that may still become a longer one."""
        self._numbers: Collection[int] = ()
        self._take_number: Callable[[int], object] = int

    def offers(self) -> frozenset[Act]:
        """The actions there are now."""
        raise NotImplementedError

    def anywhere(self) -> frozenset[Act]:
        """What can be done on every panel as on every page: leave, see the keys."""
        everywhere = frozenset({Act.LEAVE, Act.INTERRUPT, Act.SUSPEND, Act.HELP})
        return everywhere & OF_RESPONDENTS if self.context.turned else everywhere

    def heading(self, cells: int) -> list[Line]:
        """What stays at the top."""
        del cells
        return []

    def lines(self, cells: int) -> list[Line]:
        """What can be scrolled."""
        del cells
        return []

    def asides(self, cells: int) -> list[Line]:
        """What stands below."""
        del cells
        return []

    def initial_text(self) -> str:
        """What is in the text field at first, where there is one."""
        return ""

    def typed_more(self, text: str) -> None:
        """The text in the field has changed."""

    def forget(self) -> None:
        """Something has changed: what was made of it before holds no longer."""

    def keep(self) -> None:
        """Keep what was typed and not accepted; called before it is left."""

    def act(self, press: Press) -> bool:
        """Do what a key stands for; False where that is not this surface's affair."""
        do = self.does.get(press.action)
        if do is not None:
            do(press)
        return do is not None

    def digit(self, key: str, known: Collection[int], take: Callable[[int], object]) -> None:
        """One digit of a number, which is taken as soon as it can be no other.

        Args:
            key: the digit, or the minus before it.
            known: the numbers there are.
            take: what is done with the number.
        """
        found = typed(self.waiting or self._number_before, key, known)
        if found.wrong and self._number_before:
            # Not a longer number after all: the digit begins a new one.
            found = typed("", key, known)
        self._number_before = ""
        self.waiting, self._numbers, self._take_number = found.waiting, known, take
        if found.wrong:
            self.refuse_number(known)
        elif found.number is not None:
            take(found.number)
        else:
            self.context.tell(self.context.presenter.words.say("{n} …", n=found.waiting))
            self.context.later(PAUSE, self._pause_is_over)

    def _pause_is_over(self) -> None:
        """Nothing more came: the number is taken. Who types slowly may still be in the middle of it."""
        text = self.waiting
        if self.take_waiting() and self.stays_at_number:
            self._number_before = text
            # A second 1 within this time makes 11 of the 1 that was taken, and not another 1.
            self.context.later(LINGER, self.end_number)

    def ready_for(self, press: Press) -> bool:
        """Before another key: take what waits for more. False where the key has no more to do then."""
        if press.action in (Act.RATE, Act.DIGIT):
            return True
        self.end_number()
        if not self.waiting:
            return True
        return self.take_waiting() and not (self.enter_only_settles and press.action in _ENTER)

    def end_number(self) -> None:
        """The next digit begins another number."""
        self._number_before = ""

    def take_waiting(self) -> bool:
        """Take the number that waits, where there is one; False where it is none."""
        if not self.waiting:
            return True
        number = settled(self.waiting, self._numbers)
        self.waiting = ""
        if number is None:
            self.refuse_number(self._numbers)
            return False
        self._take_number(number)
        return True

    def refuse_number(self, known: Collection[int]) -> None:
        """Say which numbers there are."""
        words = self.context.presenter.words
        told = words.expected("a number from {min} to {max}", min=min(known), max=max(known))
        self.context.tell(told, fault=True)

    def mistyped(self, letter: str) -> None:
        """Somebody types where there is no text field: say so."""
        # Space turns pages in many programs: pressing it here is no mistake worth a message.
        if letter.isspace():
            return
        say = self.context.presenter.words.say
        self.context.tell(say("{key} is no key of this page; ? shows the keys.", key=letter))

    @property
    def holds_words(self) -> bool:
        """Whether something was typed, outside a text field, that may be the beginning of words."""
        return False

    def pasted(self, text: str) -> None:
        """Words are pasted where there is no text field: say so, unless they narrow a list."""
        if self.filtering:
            for letter in text:
                self.mistyped(letter)
            return
        self.context.tell(
            self.context.presenter.words.say("Nothing is typed here: what was pasted is not kept.")
        )
