"""The one application: it draws a sitting and hands it the keys; all of the terminal is here."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Iterator

from prompt_toolkit.application import Application
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output
from questionary import Question as Prompt

from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.navigator import OPENING
from cfdiag.interview.face.table import Table
from cfdiag.interview.screen.bindings import bindings
from cfdiag.interview.screen.frame import Frame
from cfdiag.interview.screen.sitting import Sitting
from cfdiag.interview.screen.style import STYLE
from cfdiag.interview.screen.surface import Press, Room, Surface
from cfdiag.interview.session import Outcome, Session
from cfdiag.model.interview import Interview


class Host:
    """The terminal that an interview is held at.

    Args:
        session: the interview that is held.
        input: where keys come from; None is the terminal.
        output: where it is drawn; None is the terminal.
        scorecard: gives the scores and findings so far, for whoever asks for them.
        table: who is here as far as that is known; without one nobody is asked.
        opened: whether the respondent has just heard how it begins.
        turned: whether the respondent has the keyboard.
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
        table: Table | None = None,
        opened: bool = False,
        turned: bool = False,
    ) -> None:
        self.outcome: Outcome | None = None
        self._waits: asyncio.TimerHandle | None = None
        self._on_terminal = input is None
        self._guard = self._on_terminal if guard is None else guard
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
        self.sitting = Sitting(session, self, scorecard, table, opened=opened, turned=turned)
        self.frame = Frame(self.sitting, self.app.output.encoding() or "utf-8")
        self.app.layout = self.frame.layout
        self.app.before_render += lambda _: self.frame.forget()
        self.app.pre_run_callables.append(self._listen)
        self.show(self.sitting.page.initial_text(), None)
        # The opening tells them itself; whoever comes in further on would never see them.
        if self.sitting.way.stop.id != OPENING and session.notices:
            say = self.sitting.presenter.words.say
            self.sitting.tell(" ".join(say(notice) for notice in session.notices))
        self.sitting.begin()

    # --- the terminal

    @property
    def room(self) -> Room:
        """The room there is now."""
        size = self.app.output.get_size()
        return Room(size.columns, size.rows, self.frame.body_height)

    def show(self, page_text: str | None, line_text: str | None) -> None:
        """Give the keyboard to who has it now, with the text of the page or the line where it is new."""
        self.frame.show(page_text, line_text)

    def later(self, seconds: float, do: Callable[[], object]) -> None:
        """Do something when no key has been pressed for so long."""

        def now() -> None:
            self._waits = None
            self.frame.forget()
            do()
            self.app.invalidate()

        self._no_more_waiting()
        with contextlib.suppress(RuntimeError):  # before the application runs there is nothing to wait for
            # One wait at a time: a key starts it anew, so that nothing is saved in the middle of a word.
            self._waits = asyncio.get_running_loop().call_later(seconds, now)

    def _no_more_waiting(self) -> None:
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None

    def leave(self, outcome: Outcome) -> None:
        """Out."""
        self._no_more_waiting()
        if self.app.is_done:
            return
        self.outcome = outcome
        if self.app.is_running:
            self.app.exit(result=outcome)

    # --- keys

    @property
    def top(self) -> Surface:
        """Who has the keyboard."""
        return self.sitting.top

    @property
    def nothing_typed(self) -> bool:
        """Whether there is a text field with nothing in it."""
        return self.sitting.top.typing and not self.frame.buffer().text

    def act(self, action: Act, pressed: str) -> None:
        """Do what a key stands for: with the terminal here, all else in the sitting."""
        self._no_more_waiting()
        self.frame.forget()
        buffer = self.frame.buffer()
        match action:
            case Act.NEW_LINE:
                buffer.insert_text("\n")
            case Act.EDITOR:
                if self._on_terminal:
                    self.frame.sheet.open_in_editor()
            case Act.SUSPEND:
                if self._on_terminal and hasattr(signal, "SIGTSTP"):
                    self.sitting.keep()
                    # What was typed is on disk before the shell has the terminal: it may be closed from
                    # there.
                    self.app.suspend_to_background()
            case _:
                self.sitting.act(Press(action, pressed, buffer.text))

    def mistyped(self, letter: str) -> None:
        """Somebody types where nothing can be typed, or presses a key that the page does not have."""
        self.frame.forget()
        self.sitting.mistyped(letter)

    def pasted(self, text: str) -> None:
        """Words are pasted where nothing can be typed."""
        self._no_more_waiting()
        self.frame.forget()
        self.sitting.pasted(text)

    @property
    def closable(self) -> bool:
        """Whether a panel without a text field is open: only then Esc is a key by itself."""
        return self.sitting.panel is not None and not self.sitting.panel.typing

    def takes_for_paste(self) -> bool:
        """Take an Enter that more keys follow at once for the end of a line in a paste, and type it.

        A terminal without bracketed paste sends the lines of a quote as keys; what comes after the
        first Enter would be taken for commands.
        """
        if self._guard and self.top.holds_words:
            self.mistyped(" ")
            return True
        if not (self._guard and self.top.typing):
            return False
        self.frame.buffer().insert_text("\n" if self.top.several_lines else " ")
        return True

    # --- leaving

    def _terminate(self) -> None:
        self.sitting.keep()
        self.leave("terminated")

    @contextlib.contextmanager
    def _signals_given_back(self) -> Iterator[None]:
        """The loop forgets who handled its signals before: whoever called us goes on with theirs."""
        before: dict[signal.Signals, object] = {}
        if threading.current_thread() is threading.main_thread():
            before = {each: signal.getsignal(each) for each in _leaving()}
        try:
            yield
        finally:
            for number, handler in before.items():
                if handler is not None:  # one that was not set from Python cannot be given back
                    signal.signal(number, handler)  # type: ignore[arg-type]  # signal gave it

    def _listen(self) -> None:
        """SIGTERM and a closed terminal leave through the application, so that the screen is given back."""
        if not self._on_terminal:
            return
        loop = asyncio.get_running_loop()
        # Windows has no such handlers, and only the main thread may set them.
        for number in _leaving():
            with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
                # By the loop and not at once: a signal in the middle of a write would leave the terminal as
                # it is drawn.
                loop.add_signal_handler(number, self._terminate)

    def run(self) -> Outcome:
        """Hold the interview."""
        try:
            with self._signals_given_back():
                Prompt(self.app).unsafe_ask()
        except (EOFError, OSError):
            # The terminal has gone. What was accepted is saved; what was typed is kept now.
            if self.outcome is None:
                self.sitting.keep()
                self.outcome = "terminated"
        return self.outcome or "left"


def _leaving() -> list[signal.Signals]:
    """The signals upon which an interview is left, of those that there are here."""
    return [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def run_screen(
    session: Session,
    *,
    input: Input | None = None,  # noqa: A002  the name prompt_toolkit uses
    output: Output | None = None,
    scorecard: Callable[[Interview], str] | None = None,
    table: Table | None = None,
    opened: bool = False,
    turned: bool = False,
) -> Outcome:
    """Hold an interview on the full screen.

    Args:
        session: the interview.
        input: where keys come from; None is the terminal.
        output: where it is drawn; None is the terminal.
        scorecard: gives the scores and findings so far, for whoever asks for them; its lines are
            shown as they are.
        table: who is here as far as that is known; without one nobody is asked.
        opened: whether the respondent has just heard how it begins.
        turned: whether the respondent has the keyboard, until they give it back.

    Returns:
        How it was left. What was answered is saved in each case.
    """
    return Host(
        session, input=input, output=output, scorecard=scorecard, table=table, opened=opened, turned=turned
    ).run()
