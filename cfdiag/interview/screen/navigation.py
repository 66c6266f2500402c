"""Going through the pages: on, back, to the review and from it to one answer and back."""

from __future__ import annotations

from cfdiag.interview.flow import first_open
from cfdiag.interview.screen.choice import ChoicePage
from cfdiag.interview.screen.grid import GridPage
from cfdiag.interview.screen.page import Page, QuestionPage
from cfdiag.interview.screen.review import ReviewPage
from cfdiag.interview.screen.route import Stop, place_of
from cfdiag.interview.screen.surface import Surface
from cfdiag.interview.screen.text import TextPage
from cfdiag.interview.screen.text_pages import FinishPage
from cfdiag.interview.screen.view_state import Held
from cfdiag.interview.session import Session

WIDGETS: dict[str, type[QuestionPage]] = {
    "rating": GridPage,
    "yes_no": ChoicePage,
    "choice": ChoicePage,
    "choices": ChoicePage,
    "number": TextPage,
    "date": TextPage,
    "text": TextPage,
}
"""The widget of each question type."""


class Way(Held):
    """Where on the way through the interview somebody is, and the page that is there."""

    page: Page

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.panel: Surface | None = None
        """What is over the page and has the keyboard."""
        self.editing = False
        """Whether this page was come to from the review, to change an answer."""
        self._edited = ""
        self._place = self._start()

    def make(self, stop: Stop, came_from: str) -> Page:
        """The page of a stop."""
        raise NotImplementedError

    def show(self) -> None:
        """Put the page's own text into the field, and give it the keyboard."""
        raise NotImplementedError

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
        """What the header says on the left: the section, and the item where the page is about one."""
        section = self.stop.section
        if isinstance(self.page, ReviewPage):
            return self.say("Review")
        if section is None or isinstance(self.page, FinishPage):
            return self.say("Interview")
        place = self.sections.index(section.id) + 1
        title = f"{self.worded(section.title)} ({place}/{len(self.sections)})"
        labels = {step.label for step in self.stop.steps}
        label = labels.pop() if len(labels) == 1 else ""
        return f"{title} · {label}" if label else title

    def go_on(self) -> None:
        """The next page; after a change that was begun in the review, the review."""
        if self.kept():
            self._turn(self._current(last=True) + 1)

    def go_back(self) -> None:
        """The page before; the review, where the change was begun there."""
        if self.kept():
            self._turn(self._current(last=False) - 1)

    def go_to(self, id_: str) -> None:
        """A page by its id or by the key of a question on it."""
        place = place_of(self.stops, id_)
        if place is not None and self.kept():
            self.editing = False
            self._turn_to(place, self._key_here())
            if isinstance(self.page, QuestionPage):
                self.page.select(id_)

    def edit(self, key: str) -> None:
        """A question, to be changed from the review."""
        self.go_to(key)
        self.editing, self._edited = True, key

    def kept(self) -> bool:
        """Keep what was typed and not accepted; False when that failed, which is told."""
        self.unsaved = False
        if self.panel is not None:
            self.panel.keep()
        self.page.keep()
        return not self.unsaved

    def _turn(self, place: int) -> None:
        if self.editing:
            self.editing = False
            self._turn_to(len(self.stops) - 1, self._edited)
        else:
            self._turn_to(place)

    def _turn_to(self, place: int, came_from: str = "") -> None:
        self._place = min(max(0, place), len(self.stops) - 1)
        self.message = ("told", "")
        self.panel = None
        self.page = self.make(self.stop, came_from)
        self.show()

    def _key_here(self) -> str:
        return self.page.entry.step.key if isinstance(self.page, QuestionPage) else ""

    def _current(self, *, last: bool) -> int:
        """Where this page is on the way now: an answer may have put others before or after it."""
        ids = [self.stop.id]
        if isinstance(self.page, QuestionPage):
            keys = [entry.step.key for entry in self.page.entries]
            ids = keys[::-1] if last else keys
        places = [place for place in (place_of(self.stops, id_) for id_ in ids) if place is not None]
        return places[0] if places else self._place
