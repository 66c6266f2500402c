"""A question whose options are listed on its page, each with its number."""

from __future__ import annotations

from abc import abstractmethod

from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import ListedOption
from cfdiag.interview.screen.page import QuestionPage
from cfdiag.interview.screen.scroll import steps_of
from cfdiag.interview.screen.surface import PageContext, Press


class OptionsPage(QuestionPage):
    """Options stay where they stand, so that their numbers do; what is given of them is the kind's affair."""

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self.ids = [option.id for option in self.options]
        # A draft may be of an earlier text of the questionnaire: what is no option any more is left out.
        self.drafted = [id_ for id_ in context.presenter.draft(self.key).split(",") if id_ in self.ids]
        """What was chosen when the page was left without Enter."""
        self.at = 0
        """The option under the cursor."""
        self.caps = {Act.DIGIT: f"1-{len(self.ids)}"}
        self.does |= {
            Act.DIGIT: self.by_number,
            Act.TOGGLE: lambda _: self.take(),
            Act.MOVE: self.move,
            Act.JUMP: self.move,
            Act.CLEAR: lambda _: self.clear(),
        }
        if self.drafted:
            context.tell(context.presenter.words.say("Not accepted yet: Enter accepts it."))

    @property
    def options(self) -> tuple[ListedOption, ...]:
        """The options as they are shown."""
        return self.model.body.numbered()

    @abstractmethod
    def take(self) -> None:
        """Choose the option under the cursor, or take that back."""

    @abstractmethod
    def clear(self) -> None:
        """Nothing is chosen any more."""

    def by_number(self, press: Press) -> None:
        """Choose by number."""

        def take(number: int) -> None:
            self.at = number - 1
            self.take()

        self.digit(press.key, range(1, len(self.ids) + 1), take)

    def move(self, press: Press) -> None:
        """To another option."""
        self.at = min(len(self.ids) - 1, max(0, self.at + steps_of(press, self.context.room.body)))

    def keep_chosen(self, chosen: list[str]) -> None:
        """What was chosen and not accepted is a draft."""
        saved = self.entry.saved.value if self.entry.saved else None
        before = saved if isinstance(saved, list) else [saved] if saved else []
        self.context.keep_draft(self.key, "" if chosen == before else ",".join(chosen))
