"""Picking: yes or no, one of several options, several of them."""

from __future__ import annotations

from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import ListBody
from cfdiag.interview.face.presenter import too_few_or_many
from cfdiag.interview.screen.draw import Line, hanging
from cfdiag.interview.screen.page import QuestionPage
from cfdiag.interview.screen.surface import PageContext, Press, steps_of
from cfdiag.model.interview import AnswerValue
from cfdiag.questions import TYPES


class Page(QuestionPage):
    """A list of options. In a list of one, the arrows move the choice itself, as radio buttons do."""

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self._ids = [option.id for option in self._body.options]
        self._many = self._body.several
        draft = [id_ for id_ in context.presenter.draft(self.key).split(",") if id_ in self._ids]
        self._picked = set(draft) or {option.id for option in self._body.options if option.chosen}
        self._at = next((n for n, id_ in enumerate(self._ids) if id_ in self._picked), 0)
        self.caps = {Act.DIGIT: f"1-{min(9, len(self._ids))}"}
        self.does |= {
            Act.DIGIT: self._digit,
            Act.TOGGLE: lambda _: self._pick(),
            Act.MOVE: self._move,
            Act.JUMP: self._move,
            Act.CLEAR: lambda _: self._clear(),
        }
        if draft:
            context.tell(context.presenter.words.say("Not accepted yet: Enter accepts it."))

    @property
    def _body(self) -> ListBody:
        body = self.model.body
        if not isinstance(body, ListBody):
            raise TypeError(f"{self.key} has no list of options")
        return body

    def lines(self, cells: int) -> list[Line]:
        """The options, each with its number."""
        drawn: list[Line] = []
        body = self._body
        number_width = len(str(len(self._ids)))
        for place, option in enumerate(body.options):
            on = option.id in self._picked
            here = place == self._at and (self._many or on)
            mark = ("[x]" if on else "[ ]") if self._many else ("(o)" if on else "( )")
            first = f"{'>' if here else ' '} {place + 1:>{number_width}} {mark} "
            style = "class:chosen" if on else "class:here" if here else ""
            drawn += [[(style, line)] for line in hanging(first, option.label, cells)]
            if place == self._at:
                self.cursor = len(drawn) - 1
        if not self._picked and body.status:
            drawn += [[("", "")], [("class:chosen", f"  [{body.status}]")]]
        return drawn

    def given(self) -> AnswerValue:
        """What is picked, in the order of the options."""
        ids = [id_ for id_ in self._ids if id_ in self._picked]
        if not self._many:
            return ids[0] if ids else None
        if ids and not TYPES[self.question.type].fits(self.question, ids):
            raise too_few_or_many(self.question, len(ids), len(self._ids))
        return ids or None

    def keep(self) -> None:
        """A choice that was not accepted is a draft."""
        saved = self.entry.saved.value if self.entry.saved else None
        ids = [id_ for id_ in self._ids if id_ in self._picked]
        same = ids == (saved if isinstance(saved, list) else [saved] if saved else [])
        self.context.keep_draft(self.key, "" if same else ",".join(ids))

    def _digit(self, press: Press) -> None:
        """Pick by number."""
        place = press.number
        if place is None or place >= len(self._ids):
            words = self.context.presenter.words
            told = words.expected("a number from {min} to {max}", min=1, max=len(self._ids))
            self.context.tell(told, fault=True)
            return
        self._at = place
        self._pick()

    def _pick(self) -> None:
        """Tick the option under the cursor, or take the tick away."""
        id_ = self._ids[self._at]
        self._picked = self._picked ^ {id_} if self._many else {id_}

    def _move(self, press: Press) -> None:
        """To another option; the first step down goes to the first one."""
        by = steps_of(press, self.context.room.body)
        if not self._many and not self._picked:
            by = 0 if abs(by) == 1 else by
        self._at = min(len(self._ids) - 1, max(0, self._at + by))
        if not self._many:
            self._pick()

    def _clear(self) -> None:
        """Nothing is picked any more."""
        self._picked = set()
        self.entry.status = None
