"""The one application: it holds the page, hands it the keys, and is the only one to touch the session."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Mapping
from typing import Literal

from prompt_toolkit.application import Application
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import Output
from questionary import Question as Prompt

from cfdiag.diagnostics import CfdiagError
from cfdiag.interview import texts
from cfdiag.interview.asked import Step, blocks, first_open, languages, steps
from cfdiag.interview.events import Event
from cfdiag.interview.screen import keys
from cfdiag.interview.screen.choice import ChoicePage
from cfdiag.interview.screen.frame import Frame
from cfdiag.interview.screen.grid import GridPage
from cfdiag.interview.screen.items import ItemsPage
from cfdiag.interview.screen.page import Page, QuestionPage
from cfdiag.interview.screen.panels import LinePanel
from cfdiag.interview.screen.review import ReviewPage
from cfdiag.interview.screen.route import OPENING, REVIEW, Stop, place_of, route
from cfdiag.interview.screen.style import STYLE
from cfdiag.interview.screen.surface import Surface
from cfdiag.interview.screen.text import TextPage
from cfdiag.interview.screen.told import FinishPage, IntroPage, OpeningPage
from cfdiag.interview.session import Outcome, Refused, Session
from cfdiag.model.interview import Interview, Status
from cfdiag.text import Text
from cfdiag.translation import translator

_STATUS_WORDS: dict[Status, str] = {
    "answered": "answered",
    "unknown": "don't know",
    "skipped": "skipped",
    "not_applicable": "does not apply",
}


class Host:
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
        self.session = session
        self.questionnaire = session.questionnaire
        self.languages = languages(session.questionnaire)
        self.notices = list(session.notices)
        self.panel: Surface | None = None
        self.message: tuple[Literal["told", "error"], str] = ("told", "")
        self.outcome: Outcome | None = None
        self.last_key = ""
        self._scorecard = scorecard
        self._on_terminal = input is None
        self._guard = self._on_terminal if guard is None else guard
        self._editing = False
        self._unsaved = False
        self._then: Callable[[], None] | None = None
        self._seen: Interview | None = None
        self._refresh()
        self._place = self._start()
        self.page: Page = self._page(self.stop)
        self.app: Application[Outcome] = Application(
            style=STYLE,
            full_screen=True,
            erase_when_done=True,
            key_bindings=_bindings(self),
            input=input,
            output=output,
        )
        # Esc and then a letter works however slowly it is typed; a lone Esc is never waited out.
        self.app.timeoutlen = None
        self.app.ttimeoutlen = 0.05
        self.frame = Frame(self, self.app.output.encoding() or "utf-8")
        self.app.layout = self.frame.layout
        self.app.pre_run_callables.append(self._listen)
        self._show()

    # --- the interview as it stands

    @property
    def interview(self) -> Interview:
        """The interview as it stands."""
        return self.session.interview

    @property
    def language(self) -> str:
        """The language it is held in."""
        return self.session.interview.language

    @property
    def group(self) -> str:
        """The respondent's group."""
        return self.session.interview.respondent.group

    @property
    def stop(self) -> Stop:
        """Where on the way the interview is."""
        return self.stops[min(self._place, len(self.stops) - 1)]

    def _refresh(self) -> None:
        """Make the way anew where the interview has changed."""
        if self._seen is self.session.interview:
            return
        self._seen = self.session.interview
        self.say = translator(self.language)
        self.stops = route(blocks(steps(self.questionnaire, self._seen)))
        self.progress = self.session.progress()
        sections = [stop.section.id for stop in self.stops if stop.section is not None]
        self._sections = list(dict.fromkeys(sections))

    def _start(self) -> int:
        """The opening of a new interview, else the first open page, else the review."""
        if not self.interview.answers:
            return 0
        key = first_open(self.questionnaire, self.interview)
        return (place_of(self.stops, key) if key else None) or len(self.stops) - 1

    # --- words

    def worded(self, text: Text, step: Step | None) -> str:
        """A text of the questionnaire as this respondent hears it."""
        return texts.worded(self.questionnaire, self.interview, text, step)

    def asked(self, step: Step) -> str:
        """A step's question."""
        if step.question is None:
            return self.worded(step.section.repeat.ask, step) if step.section.repeat else ""
        return self.worded(step.question.ask, step)

    def status(self, status: Status) -> str:
        """A status in words."""
        return self.say(_STATUS_WORDS[status])

    @property
    def title(self) -> str:
        """The questionnaire's title."""
        return self.worded(self.questionnaire.title, None)

    def where(self) -> str:
        """What the header says on the left: the section and the item."""
        stop = self.stop
        if isinstance(self.page, ReviewPage):
            return self.say("Review")
        if stop.section is None or isinstance(self.page, FinishPage):
            return self.title
        place, total = self._sections.index(stop.section.id) + 1, len(self._sections)
        title = f"{self.worded(stop.section.title, None)} ({place}/{total})"
        label = stop.steps[0].label if stop.steps else ""
        return f"{title} · {label}" if label else title

    def who(self) -> str:
        """Who is being interviewed."""
        who = self.interview.respondent
        group = self.questionnaire.groups.get(who.group)
        title = group.title.pick(self.language) if group else who.group
        name = who.name or who.organisation or who.account or ""
        return f"{name} · {title}" if name else title

    def minutes(self) -> int:
        """About how many minutes are left."""
        return max(1, round(self.progress.seconds_left / 60))

    # --- the terminal

    @property
    def rows(self) -> int:
        """The height of the terminal."""
        return self.app.output.get_size().rows

    @property
    def cells(self) -> int:
        """The width there is for text: a cell stays free on both sides."""
        return max(10, self.app.output.get_size().columns - 2)

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

    def _page(self, stop: Stop) -> Page:
        if stop.kind == "opening":
            return OpeningPage(self)
        if stop.kind == "review":
            return ReviewPage(self)
        if stop.kind == "intro" and stop.section is not None:
            return IntroPage(self, stop.section)
        first = stop.steps[0]
        if first.question is None:
            return ItemsPage(self, first)
        if first.question.type == "rating":
            return GridPage(self, stop.steps)
        if first.question.type in ("text", "number", "date"):
            return TextPage(self, stop.steps)
        return ChoicePage(self, stop.steps)

    def _show(self) -> None:
        """Put the page's own text into the field, and give it the keyboard."""
        text = self.page.initial_text()
        self.frame.sheet.reset(Document(text, len(text)))
        self.frame.focus()

    def _turn_to(self, place: int) -> None:
        self._place = min(max(0, place), len(self.stops) - 1)
        self.message = ("told", "")
        self.panel = None
        self.page = self._page(self.stop)
        if isinstance(self.page, QuestionPage):
            self.last_key = self.page.entry.step.key
        self._show()

    def go_on(self) -> None:
        """The next page; after a change that was begun in the review, the review."""
        if self._kept():
            place = self._current(last=True)
            self._turn_to(len(self.stops) - 1 if self._editing else place + 1)
            self._editing = False

    def go_back(self) -> None:
        """The page before."""
        if self._kept():
            self._turn_to(len(self.stops) - 1 if self._editing else self._current(last=False) - 1)
            self._editing = False

    def go_to(self, id_: str) -> None:
        """A page by its id or by the key of a question on it."""
        if self._kept():
            place = place_of(self.stops, id_)
            if place is not None:
                self._editing = False
                self._turn_to(place)
                if isinstance(self.page, QuestionPage):
                    self.page.select(id_)

    def edit(self, key: str) -> None:
        """A question, to be changed from the review."""
        self.go_to(key)
        self._editing = True

    def _current(self, *, last: bool) -> int:
        """Where this page is on the way now: an answer may have put others before or after it."""
        known = [
            stop_id for stop_id in self._ids_of_page(last=last) if place_of(self.stops, stop_id) is not None
        ]
        found = place_of(self.stops, known[0]) if known else None
        return self._place if found is None else found

    def _ids_of_page(self, *, last: bool) -> list[str]:
        if isinstance(self.page, QuestionPage):
            ids = [entry.step.key for entry in self.page.entries]
            return ids[::-1] if last else ids
        if isinstance(self.page, ItemsPage):
            return [f"{self.page.section.id}/"]
        if isinstance(self.page, IntroPage):
            return [f"intro:{self.page.section.id}"]
        return [REVIEW if isinstance(self.page, ReviewPage) else OPENING]

    def _kept(self) -> bool:
        """Keep what was typed and not accepted; False when that failed, which is told once."""
        before = self._unsaved
        self._unsaved = False
        self.page.keep()
        return before or not self._unsaved

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
        if self._scorecard is None:
            self.leave("finished")
            return
        try:
            text = self._scorecard(self.interview)
        except CfdiagError as error:
            text = str(error)
        self.page = FinishPage(self, text)
        self.message = ("told", "")
        self._show()

    # --- keys

    def act(self, action: str, pressed: str) -> None:
        """Do what a key stands for; the message of the key before goes."""
        self.message = ("told", "")
        self.top.act(action, pressed)

    def paste_line(self, event: KeyPressEvent) -> bool:
        """Take an Enter for a line of a paste, where that is what it is.

        A terminal without bracketed paste sends the lines of a quote as keys; what follows the
        first Enter would be taken for commands.
        """
        if not (self._guard and self.top.typing and event.key_processor.input_queue):
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
            self.page.keep()
            self.app.suspend_to_background()

    # --- the session

    def commit(self, event: Event) -> bool:
        """Let something happen; False, with a message, when it cannot be or cannot be saved."""
        try:
            self.session.do(event)
        except Refused as refused:
            problem = refused.problem
            text = self.say(problem.template, **problem.values)
            self.tell(text[:1].upper() + text[1:] + ("" if text.endswith(".") else "."), "error")
            return False
        except CfdiagError as error:
            first = error.diagnostics[0]
            hint = f" ({first.hint})" if first.hint else ""
            self.tell(self.say("Not saved") + f": {first.message}{hint}", "error")
            self._unsaved = True
            return False
        self._refresh()
        return True

    def keep_draft(self, key: str, text: str, field: str = "value") -> bool:
        """Keep what is typed and not accepted; False, with a message, when it cannot be saved."""
        try:
            self.session.keep_draft(key, text, field)
        except Refused:
            return True
        except CfdiagError as error:
            self.tell(f"{self.say('Not saved')}: {error.diagnostics[0].message}", "error")
            self._unsaved = True
            return False
        return True

    def tell(self, text: str, kind: Literal["told", "error"] = "told") -> None:
        """Show a line above the footer, until the next key."""
        self.message = (kind, text)

    def complain(self, template: str, values: Mapping[str, object]) -> None:
        """Say what an answer would be."""
        self.tell(self.say("Please give {what}.", what=self.say(template, **values)), "error")

    # --- leaving

    def leave(self, outcome: Outcome) -> None:
        """Keep what is typed, and out. Where it cannot be kept, the second time without it."""
        if self.app.is_done or not self._kept():
            return
        self._exit(outcome)

    def _exit(self, outcome: Outcome) -> None:
        self.outcome = outcome
        if self.app.is_running and not self.app.is_done:
            self.app.exit(result=outcome)

    def _terminate(self) -> None:
        self.page.keep()
        self._exit("terminated")

    def _listen(self) -> None:
        """SIGTERM and a closed terminal leave through the application, so that the screen is given back."""
        if not self._on_terminal:
            return
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                loop.add_signal_handler(number, self._terminate)

    def run(self) -> Outcome:
        """Hold the interview."""
        try:
            Prompt(self.app).unsafe_ask()
        except (EOFError, OSError):
            # The terminal has gone. What was accepted is saved; what was typed is kept now.
            if self.outcome is None:
                self.page.keep()
                self.outcome = "terminated"
        return self.outcome or "left"


def _bindings(host: Host) -> KeyBindings:
    """The table of keys as bindings; which action a key has depends on who has the keyboard."""
    made = KeyBindings()
    places: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for key in keys.KEYS:
        for name in key.always:
            places.setdefault(((name,), False), []).append(key.action)
        for name in (*key.bare, *key.letters):
            places.setdefault(((name,), True), []).append(key.action)
        for name in key.letters:
            places.setdefault((("escape", name), False), []).append(key.action)
    for action, sequence in keys.SEQUENCES.items():
        places[sequence, False] = [action]
    for (sequence, bare), actions in places.items():
        _bind(made, host, sequence, actions, bare=bare)
    return made


def _bind(
    made: KeyBindings, host: Host, sequence: tuple[str, ...], actions: list[str], *, bare: bool
) -> None:
    nobody_types = Condition(lambda: not host.top.typing)

    def pressed(event: KeyPressEvent) -> None:
        if sequence == ("enter",) and host.paste_line(event):
            return
        offered = host.top.offers()
        action = next((action for action in actions if action in offered), None)
        if action is not None:
            host.act(action, sequence[-1])

    if bare:
        made.add(*sequence, filter=nobody_types)(pressed)
    else:
        made.add(*sequence)(pressed)


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
