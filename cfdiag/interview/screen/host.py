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

from cfdiag.diagnostics import CfdiagError
from cfdiag.interview.asked import first_open
from cfdiag.interview.screen.bind import bindings
from cfdiag.interview.screen.choice import ChoicePage
from cfdiag.interview.screen.frame import Frame
from cfdiag.interview.screen.grid import GridPage
from cfdiag.interview.screen.held import Held
from cfdiag.interview.screen.items import ItemsPage
from cfdiag.interview.screen.page import Page, QuestionPage
from cfdiag.interview.screen.panels import LinePanel
from cfdiag.interview.screen.review import ReviewPage
from cfdiag.interview.screen.route import Stop, place_of
from cfdiag.interview.screen.style import STYLE
from cfdiag.interview.screen.surface import Surface
from cfdiag.interview.screen.text import TextPage
from cfdiag.interview.screen.told import FinishPage, IntroPage, OpeningPage
from cfdiag.interview.session import Outcome, Session
from cfdiag.model.interview import Interview

_LOW = 18
_WIDEST = 100

_WIDGETS: dict[str, type[QuestionPage]] = {
    "rating": GridPage,
    "yes_no": ChoicePage,
    "choice": ChoicePage,
    "choices": ChoicePage,
    "number": TextPage,
    "date": TextPage,
    "text": TextPage,
}
"""The widget of each question type."""


class Host(Held):
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
        self.panel: Surface | None = None
        self.outcome: Outcome | None = None
        self._scorecard = scorecard
        self._on_terminal = input is None
        self._guard = self._on_terminal if guard is None else guard
        self.editing = False
        """Whether this page was come to from the review, to change an answer."""
        self.probing = False
        """Whether the hints for the interviewer are shown."""
        self._then: Callable[[], None] | None = None
        self._without = False
        self._place = self._start()
        self.page: Page = self._page(self.stop)
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
        self._show()
        if not isinstance(self.page, OpeningPage) and session.notices:
            self.tell(" ".join(self.say(notice) for notice in session.notices))

    def _start(self) -> int:
        """The opening of a new interview, else the first open page, else the review."""
        if not self.interview.answers and not self.session.drafts:
            return 0
        key = first_open(self.questionnaire, self.interview)
        return (place_of(self.stops, key) if key else None) or len(self.stops) - 1

    @property
    def stop(self) -> Stop:
        """Where on the way the interview is."""
        return self.stops[min(self._place, len(self.stops) - 1)]

    def where(self) -> str:
        """What the header says on the left: the section and the item."""
        section = self.stop.section
        if isinstance(self.page, ReviewPage):
            return self.say("Review")
        if section is None or isinstance(self.page, FinishPage):
            return self.say("Interview")
        place = self.sections.index(section.id) + 1
        title = f"{self.worded(section.title)} ({place}/{len(self.sections)})"
        label = self.stop.steps[0].label if self.stop.steps else ""
        return f"{title} · {label}" if label else title

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

    def _page(self, stop: Stop, came_from: str = "") -> Page:
        if stop.kind == "opening":
            return OpeningPage(self)
        if stop.kind == "review":
            return ReviewPage(self, came_from)
        if stop.kind == "intro" and stop.section is not None:
            return IntroPage(self, stop.section)
        first = stop.steps[0]
        if first.question is None:
            return ItemsPage(self, first)
        return _WIDGETS[first.question.type](self, stop.steps)

    def _show(self) -> None:
        """Put the page's own text into the field, and give it the keyboard."""
        text = self.page.initial_text()
        self.frame.sheet.reset(Document(text, len(text)))
        self.frame.focus()

    def _turn_to(self, place: int, came_from: str = "") -> None:
        self._place = min(max(0, place), len(self.stops) - 1)
        self.message = ("told", "")
        self.panel = None
        self.page = self._page(self.stop, came_from)
        self._show()

    def go_on(self) -> None:
        """The next page; after a change that was begun in the review, the review."""
        if self._kept():
            self._turn(self._current(last=True) + 1)

    def go_back(self) -> None:
        """The page before; the review, where the change was begun there."""
        if self._kept():
            self._turn(self._current(last=False) - 1)

    def _turn(self, place: int) -> None:
        if self.editing:
            self.editing = False
            self._turn_to(len(self.stops) - 1, self._key_here())
        else:
            self._turn_to(place)

    def go_to(self, id_: str) -> None:
        """A page by its id or by the key of a question on it."""
        place = place_of(self.stops, id_)
        if place is not None and self._kept():
            self.editing = False
            self._turn_to(place, self._key_here())
            if isinstance(self.page, QuestionPage):
                self.page.select(id_)

    def _key_here(self) -> str:
        return self.page.entry.step.key if isinstance(self.page, QuestionPage) else ""

    def edit(self, key: str) -> None:
        """A question, to be changed from the review."""
        self.go_to(key)
        self.editing = True

    def _current(self, *, last: bool) -> int:
        """Where this page is on the way now: an answer may have put others before or after it."""
        ids = [self.stop.id]
        if isinstance(self.page, QuestionPage):
            keys = [entry.step.key for entry in self.page.entries]
            ids = keys[::-1] if last else keys
        places = [place for place in (place_of(self.stops, id_) for id_ in ids) if place is not None]
        return places[0] if places else self._place

    def _kept(self) -> bool:
        """Keep what was typed and not accepted; False when that failed, which is told."""
        self.unsaved = False
        if self.panel is not None:
            self.panel.keep()
        self.page.keep()
        return not self.unsaved

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
        self._show()

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
            self._kept()
            self.app.suspend_to_background()

    # --- leaving

    def leave(self, outcome: Outcome) -> None:
        """Keep what is typed, and out. Where it cannot be kept, the second time without it."""
        if self.app.is_done:
            return
        if self._kept() or self._without:
            self._exit(outcome)
        self._without = True

    def _exit(self, outcome: Outcome) -> None:
        self.outcome = outcome
        if self.app.is_running and not self.app.is_done:
            self.app.exit(result=outcome)

    def _terminate(self) -> None:
        self._kept()
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
                self._kept()
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
