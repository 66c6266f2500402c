"""The one application: it holds the page, hands it the keys, and is the only one to touch the session."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable

from prompt_toolkit.application import Application
from prompt_toolkit.document import Document
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output
from questionary import Question as Prompt

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.interview.screen.bindings import bindings
from cfdiag.interview.screen.frame import Frame
from cfdiag.interview.screen.items import ItemsPage
from cfdiag.interview.screen.navigation import WIDGETS, Way
from cfdiag.interview.screen.page import Page
from cfdiag.interview.screen.panels import LinePanel
from cfdiag.interview.screen.review import ReviewPage
from cfdiag.interview.screen.route import Stop
from cfdiag.interview.screen.style import STYLE
from cfdiag.interview.screen.surface import Surface
from cfdiag.interview.screen.text import TextPage
from cfdiag.interview.screen.text_pages import FinishPage, IntroPage, OpeningPage
from cfdiag.interview.session import Outcome, Session
from cfdiag.model.interview import Interview

_LOW = 18
_WIDEST = 100


class Host(Way):
    """What pages talk to.

    Args:
        session: the interview that is held.
        input: where keys come from; None is the terminal.
        output: where it is drawn; None is the terminal.
        scorecard: what is shown at the end.
        guard: whether Enter with more keys waiting is taken for a line of a paste; None means: on
            a terminal.
    """

    def __init__(
        self,
        session: Session,
        *,
        input: Input | None = None,  # noqa: A002  the name prompt_toolkit uses
        output: Output | None = None,
        scorecard: Callable[[Interview], str] | None = None,
        guard: bool | None = None,
    ) -> None:
        super().__init__(session)
        self.outcome: Outcome | None = None
        self._scorecard = scorecard
        self._on_terminal = input is None
        self._guard = self._on_terminal if guard is None else guard
        self.probing = False
        """Whether the hints for the interviewer are shown."""
        self._then: Callable[[], None] | None = None
        self._without = False
        self.page = self.make(self.stop)
        self.app: Application[Outcome] = Application(
            style=STYLE,
            full_screen=True,
            erase_when_done=True,
            key_bindings=bindings(self),
            input=input,
            output=output,
        )
        # Esc and then a letter works however slowly it is typed; a lone Esc is never waited out.
        self.app.timeoutlen = None  # type: ignore[assignment]  # its own docstring allows None
        self.app.ttimeoutlen = 0.05
        self.frame = Frame(self, self.app.output.encoding() or "utf-8")
        self.app.layout = self.frame.layout
        self.app.before_render += lambda _: self.frame.forget()
        self.app.pre_run_callables.append(self._listen)
        self.show()
        if not isinstance(self.page, OpeningPage) and session.notices:
            self.tell(" ".join(self.say(notice) for notice in session.notices))

    # --- the terminal

    @property
    def rows(self) -> int:
        """The height of the terminal."""
        return self.app.output.get_size().rows

    @property
    def columns(self) -> int:
        """The width of the terminal."""
        return self.app.output.get_size().columns

    @property
    def low(self) -> bool:
        """Whether every line counts: no blank lines, a footer of one line."""
        return self.rows < _LOW

    @property
    def cells(self) -> int:
        """The width there is for text: a cell stays free on both sides, and no line is too long to read."""
        return min(_WIDEST, max(10, self.columns - 2))

    def body_height(self) -> int:
        """How many lines the middle of the page has."""
        return self.frame.body_height()

    # --- pages and panels

    @property
    def top(self) -> Surface:
        """Who has the keyboard."""
        return self.panel or self.page

    @property
    def shown(self) -> Surface:
        """Whose lines are in the middle."""
        return self.panel if self.panel is not None and self.panel.covers else self.page

    def make(self, stop: Stop, came_from: str = "") -> Page:
        """The page of a stop."""
        if stop.kind == "opening":
            return OpeningPage(self)
        if stop.kind == "review":
            return ReviewPage(self, came_from)
        if stop.kind == "intro" and stop.section is not None:
            return IntroPage(self, stop.section)
        first = stop.steps[0]
        if first.question is None:
            return ItemsPage(self, first)
        return WIDGETS[first.question.type](self, stop.steps)

    def show(self) -> None:
        """Put the page's own text into the field, and give it the keyboard."""
        text = self.page.initial_text()
        self.frame.sheet.reset(Document(text, len(text)))
        self.frame.focus()

    def open(self, panel: Surface) -> None:
        """Put a panel over the page."""
        self.panel = panel
        if isinstance(panel, LinePanel):
            text = panel.initial_text()
            self.frame.line.reset(Document(text, len(text)))
        self.frame.focus()

    def close_panel(self) -> None:
        """Back to the page, and on with what was waiting for the panel."""
        self.panel = None
        self.frame.focus()
        then, self._then = self._then, None
        if then is not None:
            then()

    def after_panel(self, then: Callable[[], None]) -> None:
        """What to do when the panel is closed."""
        self._then = then

    def finished(self) -> None:
        """The interview is finished: its scorecard, or out."""
        scorecard = self._scorecard
        if scorecard is None:
            self.leave("finished")
            return

        def text() -> str:
            try:
                return scorecard(self.interview)
            except CfdiagError as error:
                return str(error)

        self.page = FinishPage(self, text)
        self.message = ("told", "")
        self.show()

    # --- keys

    def act(self, action: str, pressed: str) -> None:
        """Do what a key stands for; the message of the key before goes."""
        self.message = ("told", "")
        self.frame.forget()
        if action not in ("leave", "interrupt"):
            self._without = False
        self.top.act(action, pressed)

    def takes_for_paste(self) -> bool:
        """Take an Enter that more keys follow at once for the end of a line in a paste, and type it.

        A terminal without bracketed paste sends the lines of a quote as keys; what comes after the
        first Enter would be taken for commands.
        """
        if not (self._guard and self.top.typing):
            return False
        self.insert("\n" if self.top.several_lines else " ")
        return True

    # --- what is typed

    @property
    def typed(self) -> str:
        """What is in the text field of the page."""
        return self.frame.sheet.text

    @property
    def nothing_typed(self) -> bool:
        """Whether the page has a text field with nothing in it."""
        return self.panel is None and self.page.typing and not self.frame.sheet.text

    def mistyped(self) -> None:
        """Somebody types where nothing can be typed."""
        self.frame.forget()
        self.top.mistyped()

    @property
    def line_text(self) -> str:
        """What is in the one line of a panel."""
        return self.frame.line.text

    def insert(self, text: str) -> None:
        """Type something for the user."""
        (self.frame.line if isinstance(self.panel, LinePanel) else self.frame.sheet).insert_text(text)

    def typed_more(self, text: str) -> None:
        """The text field has changed."""
        if isinstance(self.page, TextPage):
            self.page.typed_more(text)

    def open_editor(self) -> None:
        """Write the text in the user's editor."""
        if self._on_terminal:
            self.frame.sheet.open_in_editor()

    def suspend(self) -> None:
        """To the shell, until `fg`."""
        if self._on_terminal and hasattr(signal, "SIGTSTP"):
            self.kept()
            self.app.suspend_to_background()

    # --- leaving

    def leave(self, outcome: Outcome) -> None:
        """Keep what is typed, and out. Where it cannot be kept, the second time without it."""
        if self.app.is_done:
            return
        if self.kept() or self._without:
            self._exit(outcome)
        self._without = True

    def _exit(self, outcome: Outcome) -> None:
        self.outcome = outcome
        if self.app.is_running and not self.app.is_done:
            self.app.exit(result=outcome)

    def _terminate(self) -> None:
        self.kept()
        self._exit("terminated")

    def _listen(self) -> None:
        """SIGTERM and a closed terminal leave through the application, so that the screen is given back."""
        if not self._on_terminal:
            return
        loop = asyncio.get_running_loop()
        # Windows has no such handlers, and only the main thread may set them.
        for name in ("SIGTERM", "SIGHUP"):
            with contextlib.suppress(NotImplementedError, AttributeError, ValueError, RuntimeError):
                loop.add_signal_handler(getattr(signal, name), self._terminate)

    def run(self) -> Outcome:
        """Hold the interview."""
        try:
            Prompt(self.app).unsafe_ask()
        except (EOFError, OSError):
            # The terminal has gone. What was accepted is saved; what was typed is kept now.
            if self.outcome is None:
                self.kept()
                self.outcome = "terminated"
        return self.outcome or "left"


def run(
    session: Session,
    *,
    input: Input | None = None,  # noqa: A002  the name prompt_toolkit uses
    output: Output | None = None,
    scorecard: Callable[[Interview], str] | None = None,
) -> Outcome:
    """Hold an interview on the full screen.

    Args:
        session: the interview.
        input: where keys come from; None is the terminal.
        output: where it is drawn; None is the terminal.
        scorecard: gives the text that is shown when the interview is finished; its lines are
            shown as they are.

    Returns:
        How it was left. What was answered is saved in each case.
    """
    return Host(session, input=input, output=output, scorecard=scorecard).run()
