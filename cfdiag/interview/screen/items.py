"""The list of a repeated section: which touch points, which colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfdiag.ground.cells import wrap
from cfdiag.interview.events import ItemAdded, ItemRemoved, ItemRenamed, ItemsSettled
from cfdiag.interview.flow import label_of
from cfdiag.interview.screen.draw import Line, hanging
from cfdiag.interview.screen.page import Page
from cfdiag.interview.screen.panels import LinePanel
from cfdiag.interview.state import new_item, removed_items
from cfdiag.model.questionnaire import Repeat

if TYPE_CHECKING:
    from cfdiag.interview.flow import Step
    from cfdiag.interview.screen.host import Host


class ItemsPage(Page):
    """Items with a tick are on the list. Taking a tick away sets answers aside; it can come back."""

    def __init__(self, host: Host, step: Step) -> None:
        super().__init__(host)
        self.section = step.section
        self.at = 0
        self._sure = ""
        self._empty_is_meant = False
        # Where items stand on the page does not change while somebody works on it.
        self._ids = list(dict.fromkeys([*self._on(), *removed_items(host.interview, self.section.id)]))

    def _on(self) -> dict[str, str]:
        return self.host.interview.items.get(self.section.id, {})

    @property
    def repeat(self) -> Repeat:
        """What the section is repeated for."""
        if self.section.repeat is None:
            raise TypeError(f"section {self.section.id} is not repeated")
        return self.section.repeat

    @property
    def name(self) -> str:
        """What one item is called: touch point, colleague."""
        return self.repeat.name.pick(self.host.language, self.host.group)

    def offers(self) -> frozenset[str]:
        """Ticks, names, moving."""
        self.caps = {"digit": f"1-{max(1, min(9, len(self._ids)))}"}
        some = {"digit", "toggle", "rename", "move", "jump"} if self._ids else set()
        return super().offers() | {"add"} | some

    def heading(self, cells: int) -> list[Line]:
        """Which items there are, as this group is asked."""
        return [[("class:question", line)] for line in wrap(self.host.worded(self.repeat.ask, None), cells)]

    def lines(self, cells: int) -> list[Line]:
        """The items, those off the list without a tick."""
        drawn: list[Line] = []
        on = self._on()
        number_width = len(str(len(self._ids)))
        for place, item in enumerate(self._ids):
            here = place == self.at
            first = f"{'>' if here else ' '} {place + 1:>{number_width}} {'[x]' if item in on else '[ ]'} "
            style = "class:here" if here else "" if item in on else "class:dim"
            drawn += [[(style, line)] for line in hanging(first, self._label(item), cells)]
            if here:
                self.cursor = len(drawn) - 1
        if not self._ids:
            drawn.append([("class:dim", self.host.say("  Nothing yet: + adds one."))])
        return drawn

    def asides(self, cells: int) -> list[Line]:
        """How many there are, and may be."""
        say, repeat = self.host.say, self.repeat
        told = say("{n} ticked; from {min} to {max}", n=len(self._on()), min=repeat.min, max=repeat.max)
        if repeat.min == 0:
            told = say("{n} ticked; at most {max}", n=len(self._on()), max=repeat.max)
        return [[("class:dim", line)] for line in wrap(told, cells)]

    def _label(self, item: str) -> str:
        interview = self.host.interview
        if item in self._on():
            return label_of(interview, self.section, item)
        return removed_items(interview, self.section.id).get(item, item)

    def act(self, action: str, pressed: str) -> None:
        """Any other key takes a question 'are you sure?' back."""
        if action != "accept":
            self._empty_is_meant = False
        if action not in ("toggle", "digit"):
            self._sure = ""
        super().act(action, pressed)

    def do_accept(self) -> None:
        """The list is complete; that it is to be empty is asked once."""
        if not self._on() and not self._empty_is_meant:
            self._empty_is_meant = True
            self.host.tell(self.host.say("The list is empty. + adds one; Enter again leaves it empty."))
            return
        if self.host.commit(ItemsSettled(self.section.id)):
            self.host.go_on()

    def do_digit(self) -> None:
        """Tick by number."""
        place = (int(self.pressed) - 1) % 10 if self.pressed.isdigit() else len(self._ids)
        if place >= len(self._ids):
            self.host.complain("a number from {min} to {max}", {"min": 1, "max": len(self._ids)})
            return
        self.at = place
        self.do_toggle()

    def do_toggle(self) -> None:
        """Put an item on the list or take it off; where it has answers, only on the second press."""
        item = self._ids[self.at]
        if item not in self._on():
            self.host.commit(ItemAdded(self.section.id, item, self._label(item)))
            return
        prefix = f"{self.section.id}/{item}/"
        answers = sum(key.startswith(prefix) for key in self.host.interview.answers)
        if answers and self._sure != item:
            self._sure = item
            self.host.tell(
                self.host.say.plural(
                    "It has {n} answer, which will be set aside. Again takes it off the list.",
                    "It has {n} answers, which will be set aside. Again takes it off the list.",
                    answers,
                )
            )
            return
        self._sure = ""
        self.host.commit(ItemRemoved(self.section.id, item))

    def do_add(self) -> None:
        """Type the name of a new item."""

        def kept(label: str) -> bool:
            if not label.strip():
                return True
            event = new_item(self.host.interview, self.section.id, label)
            if not self.host.commit(event):
                return False
            if event.item not in self._ids:
                self._ids.append(event.item)
            self.at = self._ids.index(event.item)
            return True

        self.host.open(LinePanel(self.host, self.host.say("Add a {name}", name=self.name), "", kept))

    def do_rename(self) -> None:
        """Type another name for the item under the cursor."""
        item = self._ids[self.at]
        old = self._label(item)
        if item not in self._on():
            self.host.tell(self.host.say("Tick it first; then its name can be changed."))
            return

        def kept(label: str) -> bool:
            if label.strip() == old:
                return True
            return self.host.commit(ItemRenamed(self.section.id, item, label.strip()))

        self.host.open(LinePanel(self.host, self.host.say("Name"), old, kept))

    def move(self, by: int) -> None:
        """To another item."""
        self.at = min(max(0, len(self._ids) - 1), max(0, self.at + by))
