"""Putting in order: each option gets the next place, the best first; the rest may stay without one."""

from __future__ import annotations

from cfdiag.ground.cells import wrap
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import OrderBody
from cfdiag.interview.screen.draw import Line, hanging
from cfdiag.interview.screen.options_page import OptionsPage
from cfdiag.interview.screen.surface import PageContext, Press
from cfdiag.model.interview import AnswerValue


class Page(OptionsPage):
    """What changes is the place beside each option."""

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        self._order = self.drafted or list(self._body.order)
        self.does[Act.SHIFT] = self._shift

    @property
    def _body(self) -> OrderBody:
        body = self.model.body
        if not isinstance(body, OrderBody):
            raise TypeError(f"{self.key} has nothing to put in order")
        return body

    def lines(self, cells: int) -> list[Line]:
        """The options, each with its number and, where it has one, its place."""
        drawn: list[Line] = []
        number_width = len(str(len(self.ids)))
        for row, option in enumerate(self._body.options):
            here, placed = row == self.at, option.id in self._order
            place = str(self._order.index(option.id) + 1) if placed else ""
            first = f"{'>' if here else ' '} {row + 1:>{number_width}} [{place:>{number_width}}] "
            style = "class:chosen" if placed else "class:here" if here else ""
            drawn += [[(style, line)] for line in hanging(first, option.label, cells)]
            if here:
                self.cursor = len(drawn) - 1
        if not self._order and self._body.status:
            drawn += [[("", "")], [("class:chosen", f"  [{self._body.status}]")]]
        return drawn

    def asides(self, cells: int) -> list[Line]:
        """The order so far, as it would be read out, then as everywhere."""
        labels = {option.id: option.label for option in self._body.options}
        told = ", ".join(f"{n}. {labels[id_]}" for n, id_ in enumerate(self._order, 1))
        told = told or self.context.presenter.words.say("The best first; what has no place is left out.")
        return [[("class:dim", line)] for line in wrap(told, cells)] + super().asides(cells)

    def given(self) -> AnswerValue:
        """The order as far as it goes."""
        return list(self._order) or None

    def keep(self) -> None:
        """An order that was not accepted is a draft."""
        self.keep_chosen(self._order)

    def take(self) -> None:
        """Give the option under the cursor the next place, or take its place away."""
        id_ = self.ids[self.at]
        if id_ in self._order:
            self._order.remove(id_)
        else:
            self._order.append(id_)
        # A draft at once: it outlives the laptop's battery, and can be taken back.
        self.keep()

    def clear(self) -> None:
        """Nothing has a place any more."""
        self._order = []
        self.entry.status = None
        self.keep()

    def _shift(self, press: Press) -> None:
        """Move the option under the cursor one place up or down; one without a place gets the next."""
        id_ = self.ids[self.at]
        if id_ not in self._order:
            self._order.append(id_)
            self.keep()
            return
        old = self._order.index(id_)
        new = min(len(self._order) - 1, max(0, old + (-1 if press.key == "+" else 1)))
        self._order.insert(new, self._order.pop(old))
        self.keep()
