"""Somebody at the screen: the page, the panel over it, the way, and what is saved. No terminal here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from cfdiag.ground.diagnostics import CfdiagError
from cfdiag.interview import who
from cfdiag.interview.events import Event, LanguageSet
from cfdiag.interview.face.actions import Act, offer_of
from cfdiag.interview.face.navigator import Navigator, first_stop, route
from cfdiag.interview.face.page_model import Where
from cfdiag.interview.face.presenter import Presenter, kind_of
from cfdiag.interview.face.table import Table
from cfdiag.interview.flow import blocks, languages, steps
from cfdiag.interview.screen.everywhere import ask_consent, show_scores, show_sections
from cfdiag.interview.screen.footer import cap
from cfdiag.interview.screen.page import ModelPage
from cfdiag.interview.screen.pages import SCREEN_PAGES, end, hand_back
from cfdiag.interview.screen.panels.places import FindPanel
from cfdiag.interview.screen.panels.texts import HelpPanel
from cfdiag.interview.screen.surface import Move, Press, Room, Surface
from cfdiag.interview.screen.who import WhoPanel
from cfdiag.interview.session import MOVED, Outcome, Refused, Session
from cfdiag.model.interview import Interview


class Notice(msgspec.Struct, frozen=True):
    """What the last key led to: a fault, or something to know."""

    text: str = ""
    fault: bool = False


class Terminal(Protocol):
    """What a sitting needs of the terminal."""

    @property
    def room(self) -> Room:
        """The room there is now."""

    def show(self, page_text: str | None, line_text: str | None) -> None:
        """Give the keyboard to who has it now, with the text of the page or the line where it is new."""

    def later(self, seconds: float, do: Callable[[], object]) -> None:
        """Do something when no key has been pressed for so long."""

    def leave(self, outcome: Outcome) -> None:
        """Out."""


class Sitting:
    """Holds an interview page by page. Pages see it as their `PageContext`.

    Args:
        session: the interview.
        terminal: where it is drawn.
        scorecard: gives the scores and findings so far, for whoever asks for them.
        table: who is here as far as that is known; without one nobody is asked.
        opened: whether the respondent has just heard how it begins.
        turned: whether the respondent has the keyboard.
    """

    def __init__(
        self,
        session: Session,
        terminal: Terminal,
        scorecard: Callable[[Interview], str] | None = None,
        table: Table | None = None,
        *,
        opened: bool = False,
        turned: bool = False,
    ) -> None:
        self.session = session
        self.table = table
        self.turned = turned
        self.heard = opened
        self._terminal, self._scorecard = terminal, scorecard
        self.notice = Notice()
        """What the last key led to."""
        self.panel: Surface | None = None
        """What is over the page and has the keyboard."""
        self.presenter: Presenter
        self.way: Navigator
        self._where: Where | None = None
        self._seen: Interview | None = None
        self._probing = False
        self._unsaved = False
        self._everywhere = self._on_every_page()
        self._without = False
        self._refresh()
        # They heard it from the interviewer a moment ago, up to the first question; read twice it wears out.
        while opened and self.way.stop.kind in ("opening", "intro"):
            self.way = self.way.on()
        self.page = self._make()

    def begin(self) -> None:
        """Ask who is here, where that is not known; of an interview that was begun, nothing."""
        held, table = self.session, self.table
        if table is None or held.begun:
            return
        unknown = who.missing(
            held.questionnaire, held.interview, table.engagement, table.person, sitting=self.heard
        )
        if unknown and (table.ask or who.lacks_account(held.questionnaire, held.interview)):
            self._ask_who(unknown[0])

    def _ask_who(self, field: str = "") -> None:
        if self.table is None:
            self.table = Table()
        self.open(WhoPanel(self, self.table, self.commit, field))

    # --- what is there

    @property
    def room(self) -> Room:
        """The room on the terminal now."""
        return self._terminal.room

    @property
    def top(self) -> Surface:
        """Who has the keyboard."""
        return self.panel or self.page

    @property
    def shown(self) -> Surface:
        """Whose lines are in the middle."""
        return self.panel if self.panel is not None and self.panel.covers else self.page

    @property
    def where(self) -> Where:
        """Where in the interview the page is, and how far the interview is."""
        if self._where is None:
            self._where = self.presenter.where(self.way)
        return self._where

    def _refresh(self) -> None:
        """Make the way and the words anew where the interview has changed."""
        held = self.session
        # The interview is a value: the same object means that nothing has changed.
        if self._seen is held.interview:
            return
        asked = steps(held.questionnaire, held.interview)
        if self.turned:  # what is the interviewer's own is not for whoever has the keyboard
            asked = tuple(step for step in asked if step.question is None or not step.question.off_record)
        stops = route(blocks(asked))
        if self._seen is None:
            self.way = first_stop(stops, held.questionnaire, held.interview, begun=held.begun)
            if held.reopened:
                self.way = self.way.review()
        else:
            self.way = self.way.rebuilt(stops)
            self.page.forget()
        self._seen = held.interview
        self._present()

    def _present(self) -> None:
        held = self.session
        known = (held.questionnaire, held.interview, held.progress(), held.drafts, held.notices)
        # An editor would keep the text in a file of its own, in the clear.
        without = frozenset({Act.EDITOR}) if held.sealed else frozenset[Act]()
        self.presenter = Presenter(*known, today=held.today(), without=without)
        self._where = None

    def _make(self) -> ModelPage:
        """The page of the stop one is at."""
        page = SCREEN_PAGES[kind_of(self.way.stop)](self, self.way)
        page.probing = self._probing
        return page

    # --- what changes it

    def commit(self, event: Event) -> bool:
        """Let something happen; False, with a message, when it cannot be or cannot be saved."""
        try:
            self.session.do(event)
        except Refused as refused:
            problem = refused.problem
            text = self.presenter.words.say(problem.template, **problem.values)
            # Reasons are parts of sentences, for the typed interview says them behind `Not saved:`.
            self.tell(text[:1].upper() + text[1:] + ("" if text.endswith(".") else "."), fault=True)
            return False
        except CfdiagError as error:
            self._not_saved(error, with_hint=True)
            return False
        before = self._seen
        self._refresh()
        if self.session.moved_to is not None:
            self.tell(self.presenter.words.say(MOVED, file=self.session.moved_to), fault=True)
        if self.session.interview.finished is not None and before is not None and before.finished is None:
            self._finished()
        return True

    def keep_draft(self, key: str, text: str, field: str = "value") -> bool:
        """Keep what is typed and not accepted; False, with a message, when it cannot be saved."""
        # Nothing new: each draft is a line in the journal and a wait for the disk.
        if self.session.draft(key, field) == text:
            return True
        try:
            self.session.keep_draft(key, text, field)
        except Refused:
            return True
        except CfdiagError as error:
            self._not_saved(error, with_hint=False)
            return False
        self.presenter = self.presenter.with_drafts(self.session.drafts)
        return True

    def _not_saved(self, error: CfdiagError, *, with_hint: bool) -> None:
        first = error.diagnostics[0]
        hint = f" ({first.hint})" if first.hint and with_hint else ""
        self.tell(f"{self.presenter.words.say('Not saved')}: {first.message}{hint}", fault=True)
        self._unsaved = True

    def tell(self, text: str, *, fault: bool = False) -> None:
        """Show a line above the footer, until the next key."""
        self.notice = Notice(text, fault)

    # --- pages and panels

    def go(self, move: Move) -> None:
        """To another page, where what is typed on this one can be kept."""
        if not self._kept():
            return
        found = move(self.way)
        if found is None:
            return
        self.way, self._where = found, None
        self.notice = Notice()
        self.panel = None
        at_the_end = found.stop.kind in ("review", "read_back")
        self.page = hand_back.Page(self, found) if self.turned and at_the_end else self._make()
        self._terminal.show(self.page.initial_text(), None)

    def turn_back(self) -> None:
        """The interviewer has the keyboard again: to what was answered."""
        self.turned, self._seen = False, None
        self._refresh()
        self.go(lambda way: way.review())

    def open(self, panel: Surface) -> None:
        """Put a panel over the page."""
        self.panel = panel
        self._terminal.show(None, panel.initial_text() if panel.prompt else None)

    def close(self) -> None:
        """Take the panel away."""
        self.panel = None
        self._terminal.show(None, None)

    def _finished(self) -> None:
        """The interview is finished: thanks."""
        self.page = end.Page(self, self.way)
        self.notice = Notice()
        self._terminal.show("", None)

    def _undo(self) -> None:
        """Take the last change back, and go to where it was made."""
        if not self._kept():
            return
        say = self.presenter.words.say
        try:
            key = self.session.undo()
        except (Refused, CfdiagError) as error:
            self.tell(f"{say('Not saved')}: {error}", fault=True)
            return
        if key is None:
            self.tell(say("There is nothing to take back."))
            return
        self._refresh()
        self._present()
        self.way = (self.way.to(key) if key else None) or self.way
        self._where = None
        self.page = self._make()
        self._terminal.show(self.page.initial_text(), None)
        key = cap(offer_of(Act.UNDO), say, typing=self.page.lettered, caps={})
        self.tell(say("The last change is taken back. {key} again takes back the one before.", key=key))

    def _show_keys(self) -> None:
        """The keys of whoever has the keyboard, who has it again afterwards, with what was typed there."""
        below = self.panel

        def back() -> None:
            self.panel = below
            self._terminal.show(None, None)

        self.open(HelpPanel(self, self.top, back))

    # --- keys

    def act(self, press: Press) -> None:
        """Do what a key stands for; the message of the key before goes."""
        self.notice = Notice()
        self.page.forget()
        if press.action not in (Act.LEAVE, Act.INTERRUPT):
            self._without = False
        if not self.top.ready_for(press):
            return
        if not self.top.act(press):
            self.do(press.action)
        self.page.forget()

    def later(self, seconds: float, do: Callable[[], object]) -> None:
        """Do something when no key has been pressed for so long."""

        def now() -> None:
            do()
            self.page.forget()

        self._terminal.later(seconds, now)

    def do(self, action: Act) -> None:
        """What is the same on every page."""
        do = self._everywhere.get(action)
        if do is not None:
            do()

    def _on_every_page(self) -> dict[Act, Callable[[], object]]:
        return {
            Act.ACCEPT: self._go_on,
            Act.FORWARD: self._go_on,
            Act.BACK: lambda: self.go(lambda way: way.back(self.page.keys)),
            Act.REVIEW: lambda: self.go(lambda way: way.review(self.page.key)),
            Act.LEAVE: lambda: self.leave("left"),
            Act.INTERRUPT: lambda: self.leave("interrupted"),
            Act.HELP: self._show_keys,
            Act.PROBE: self._turn_probe,
            Act.WHO: self._ask_who,
            Act.UNDO: self._undo,
            Act.SECTIONS: lambda: show_sections(self, self.way),
            Act.FIND: lambda: self.open(FindPanel(self, self.way.steps)),
            Act.NOTE: self._note,
            Act.SCORES: lambda: show_scores(self, self._scorecard),
            Act.CONSENT: lambda: ask_consent(self),
            Act.LANGUAGE: self._turn_language,
        }

    def _go_on(self) -> None:
        self.page.go_on()

    def _note(self) -> None:
        self.page.note()

    def _turn_probe(self) -> None:
        self._probing = self.page.probing = not self._probing

    def _turn_language(self) -> None:
        known, current = languages(self.session.questionnaire), self.session.interview.language
        following = known.index(current) + 1 if current in known else 0
        self.commit(LanguageSet(known[following % len(known)]))

    def mistyped(self, letter: str) -> None:
        """Somebody types where nothing can be typed, or presses a key that the page does not have."""
        self.notice = Notice()
        self.top.mistyped(letter)

    def pasted(self, text: str) -> None:
        """Words are pasted where nothing can be typed."""
        self.notice = Notice()
        self.page.forget()
        self.top.pasted(text)

    def typed_more(self, text: str) -> None:
        """The text in the page's field has changed: what was said of the one before goes."""
        if self.notice.fault and not self._unsaved:
            self.notice = Notice()
        self.page.forget()
        self.page.typed_more(text)

    # --- leaving

    def _kept(self) -> bool:
        """Keep what was typed and not accepted; False when that failed, which is told."""
        self._unsaved = False
        if self.panel is not None:
            self.panel.keep()
        self.page.keep()
        return not self._unsaved

    def keep(self) -> None:
        """Keep what was typed, as far as that can be done."""
        self._kept()

    def leave(self, outcome: Outcome) -> None:
        """Keep what is typed, and out. Where it cannot be kept, the second time without it."""
        # A full disk must not lock anybody in: asked twice, it lets go of what cannot be kept.
        if self._kept() or self._without:
            self._terminal.leave(outcome)
        self._without = True
