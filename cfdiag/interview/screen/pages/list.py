"""Picking: yes or no, one of several options, several of them."""

from __future__ import annotations

from cfdiag.ground.cells import wrap
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import ListBody
from cfdiag.interview.face.phrases import ONE_TOO_MANY
from cfdiag.interview.screen.draw import Line, hanging
from cfdiag.interview.screen.options_page import OptionsPage
from cfdiag.interview.screen.panels.lines import LinePanel
from cfdiag.interview.screen.scroll import steps_of
from cfdiag.interview.screen.surface import PageContext, Press
from cfdiag.model.interview import AnswerValue, Status
from cfdiag.questions import TYPES

_SHORT = 9
"""A longer list takes letters."""


class Page(OptionsPage):
    """A list of options. In a list of one, the arrows move the choice itself, as radio buttons do."""

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self._many = self._body.several
        self._told_what = False
        """Whether it was asked what 'something else' is."""
        self._picked = set(self.drafted) or {option.id for option in self._body.options if option.chosen}
        self.at = next((n for n, id_ in enumerate(self.ids) if id_ in self._picked), 0)
        self.filtering = len(self.ids) > _SHORT
        self.stays_at_number = not self._many
        self._wanted = ""
        """Letters that narrow a long list."""
        self._instead = ""
        """The option that is to take the place of one that is picked."""

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
        number_width = len(str(len(self.ids)))
        seen = self._seen()
        for place, option in ((place, body.options[place]) for place in seen):
            on = option.id in self._picked
            here = place == self.at and (self._many or on or bool(self._wanted))
            mark = ("[x]" if on else "[ ]") if self._many else ("(o)" if on else "( )")
            first = f"{'>' if here else ' '} {place + 1:>{number_width}} {mark} "
            style = "class:chosen" if on else "class:here" if here else ""
            drawn += [[(style, line)] for line in hanging(first, option.label, cells)]
            if place == self.at:
                self.cursor = len(drawn) - 1
        if not drawn:
            drawn.append([("class:dim", self.context.presenter.words.say("  Nothing with these letters."))])
        if not self._picked and body.status:
            drawn += [[("", "")], [("class:chosen", f"  [{body.status}]")]]
        return drawn

    def given(self) -> AnswerValue:
        """What is picked, in the order of the options."""
        ids = [id_ for id_ in self.ids if id_ in self._picked]
        if not self._many:
            return ids[0] if ids else None
        if ids and not TYPES[self.question.type].fits(self.question, ids):
            words = self.context.presenter.words
            raise TYPES[self.question.type].refusal(self.question, ids, words.say, words.group)
        return ids or None

    def settle(self, status: Status, value: AnswerValue = None) -> None:
        """Save the answer and go on; of 'something else' by way of what that is."""
        entry, context = self.entry, self.context
        if self._told_what or entry.note or not TYPES[self.question.type].otherwise(self.question, value):
            super().settle(status, value)
            return

        def kept(text: str) -> bool:
            entry.note = text.strip()
            self._told_what = True
            return True

        name = context.presenter.words.say("Something else, in their words")
        context.open(LinePanel(context, name, "", kept, then=lambda: self.settle(status, value)))

    def keep(self) -> None:
        """A choice that was not accepted is a draft."""
        self.keep_chosen([id_ for id_ in self.ids if id_ in self._picked])

    def by_number(self, press: Press) -> None:
        """Pick by number; behind letters, a digit is one more of them."""
        if self._wanted:
            self._narrow(self._wanted + press.key)
        else:
            super().by_number(press)

    # --- a long list

    def mistyped(self, letter: str) -> None:
        """A letter narrows a long list."""
        if self.filtering:
            self._narrow(self._wanted + letter)
        else:
            super().mistyped(letter)

    def _narrow(self, wanted: str) -> None:
        """Only the options with these letters; the cursor goes to the first of them."""
        self._wanted = wanted.lstrip()
        seen = self._seen()
        if seen and self.at not in seen:
            self.at = seen[0]

    def _seen(self) -> list[int]:
        """The places of the options that are shown."""
        words = self._wanted.casefold().split()
        labels = (option.label.casefold() for option in self._body.options)
        return [place for place, label in enumerate(labels) if all(word in label for word in words)]

    def asides(self, cells: int) -> list[Line]:
        """How many are picked; how far down a long list the cursor is, its letters; then as everywhere."""
        extent = TYPES[self.question.type].extent(self.question)
        counted = self.context.presenter.words.chosen(len(self._picked), *extent) if extent else ""
        drawn: list[Line] = [[("class:dim", line)] for line in wrap(counted, cells) if line]
        if not self.filtering:
            return drawn + super().asides(cells)
        say, seen = self.context.presenter.words.say, self._seen()
        place = seen.index(self.at) + 1 if self.at in seen else 0
        told = say("{n} of {of}; letters narrow the list", n=place, of=len(seen))
        if self._wanted:
            told = say("{n} of {of} with ‘{letters}’", n=place, of=len(seen), letters=self._wanted)
        return drawn + [[("class:dim", line)] for line in wrap(told, cells)] + super().asides(cells)

    def accept(self) -> None:
        """Of a list that was narrowed, Enter takes the option under the cursor."""
        if self._wanted and not self._many and self.at in self._seen():
            self._picked = {self.ids[self.at]}
        super().accept()

    def take(self) -> None:
        """Tick the option under the cursor, or take the tick away."""
        id_ = self.ids[self.at]
        type_ = TYPES[self.question.type]
        before, self._instead = self._instead, ""
        if before and id_ in self._picked:
            self._picked.discard(id_)
            id_ = before
        picked = type_.ticked_with(self.question, frozenset(self._picked), id_)
        extent = type_.extent(self.question)
        if self._many and extent is not None and len(picked) > max(extent[1], len(self._picked)):
            self._instead = id_
            self._offer_to_swap(id_)
            return
        self._picked = set(picked)
        # A draft at once: it outlives the laptop's battery, and can be taken back.
        self.keep()

    def _offer_to_swap(self, id_: str) -> None:
        say = self.context.presenter.words.say
        label = next(option.label for option in self._body.options if option.id == id_)
        self.context.tell(say(ONE_TOO_MANY, max=len(self._picked), label=say.quoted(label)), fault=True)

    def act(self, press: Press) -> bool:
        """Any other key leaves those that are picked as they are."""
        if press.action not in (Act.TOGGLE, Act.DIGIT, Act.MOVE):
            self._instead = ""
        return super().act(press)

    def move(self, press: Press) -> None:
        """To another option; the first step down goes to the first one."""
        by = steps_of(press, self.context.room.body)
        if not self._many and not self._picked and not self._wanted:
            by = 0 if abs(by) == 1 else by
        seen = self._seen()
        if not seen:
            return
        place = seen.index(self.at) if self.at in seen else 0
        self.at = seen[min(len(seen) - 1, max(0, place + by))]
        if not self._many:
            self.take()

    def clear(self) -> None:
        """One letter less; where there is none, nothing is picked any more."""
        if self._wanted:
            self._narrow(self._wanted[:-1])
            return
        self._picked = set()
        self.entry.status = None
        self.keep()
