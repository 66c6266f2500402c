"""The list of a repeated section: which touch points, which colleagues."""

from __future__ import annotations

from cfdiag.ground.cells import wrap
from cfdiag.interview.events import ItemAdded, ItemRemoved, ItemRenamed, ItemsSettled
from cfdiag.interview.face.actions import Act
from cfdiag.interview.face.items import items_page, repeat_of
from cfdiag.interview.face.navigator import Navigator
from cfdiag.interview.face.page_model import ItemsBody, PageModel
from cfdiag.interview.face.phrases import ONE_TOO_MANY
from cfdiag.interview.items import listed_items, new_item, offered_items
from cfdiag.interview.screen.draw import Line, hanging
from cfdiag.interview.screen.page import ModelPage
from cfdiag.interview.screen.panels.lines import LinePanel
from cfdiag.interview.screen.scroll import steps_of
from cfdiag.interview.screen.surface import PageContext, Press


class Page(ModelPage):
    """Items with a tick are on the list. Taking a tick away sets answers aside; it can come back."""

    def __init__(self, context: PageContext, way: Navigator) -> None:
        super().__init__(context, way)
        (self._step,) = way.stop.steps
        self._section = self._step.section.id
        self._at = 0
        self._sure = ""
        self._empty_is_meant = False
        # Where items stand on the page does not change while somebody works on it.
        self._ids = list(listed_items(context.presenter.interview, self._step.section))
        self._instead = ""
        """The item that is to take the place of one that is chosen."""
        self.does = {
            Act.ACCEPT: lambda _: self._accept(),
            Act.DIGIT: self._digit,
            Act.TOGGLE: lambda _: self._toggle(),
            Act.ADD: lambda _: self._add(),
            Act.RENAME: lambda _: self._rename(),
            Act.MOVE: self._move,
            Act.JUMP: self._move,
        }

    def _on(self) -> dict[str, str]:
        return self.context.presenter.interview.items.get(self._section, {})

    @property
    def _pick(self) -> tuple[int, int] | None:
        """How many are chosen from the list, where that is what is asked."""
        group = self.context.presenter.words.group
        return repeat_of(self._step.section).pick(group)

    def present(self) -> PageModel:
        """The list as it stands."""
        self.caps = {Act.DIGIT: f"1-{max(1, len(self._ids))}"}
        return items_page(self.context.presenter, self._step, self._ids)

    @property
    def _body(self) -> ItemsBody:
        body = self.model.body
        if not isinstance(body, ItemsBody):
            raise TypeError(f"{self._section} has no list of items")
        return body

    def lines(self, cells: int) -> list[Line]:
        """The items, those off the list without a tick."""
        drawn: list[Line] = []
        number_width = len(str(len(self._ids)))
        for place, item in enumerate(self._body.items):
            here = place == self._at
            mark = "[x]" if item.chosen else "[ ]"
            first = f"{'>' if here else ' '} {place + 1:>{number_width}} {mark} "
            style = "class:here" if here else "" if item.chosen else "class:dim"
            drawn += [[(style, line)] for line in hanging(first, item.label, cells)]
            if here:
                self.cursor = len(drawn) - 1
        if not drawn:
            drawn.append([("class:dim", self.context.presenter.words.say("  Nothing yet: + adds one."))])
        return drawn

    def asides(self, cells: int) -> list[Line]:
        """How many there are, and may be."""
        return [[("class:dim", line)] for line in wrap(self._body.extent, cells)]

    def act(self, press: Press) -> bool:
        """Any other key takes a question 'are you sure?' back."""
        if press.action is not Act.ACCEPT:
            self._empty_is_meant = False
        if press.action not in (Act.TOGGLE, Act.DIGIT):
            self._sure = ""
        if press.action not in (Act.TOGGLE, Act.DIGIT, Act.MOVE):
            self._instead = ""
        return super().act(press)

    def _label(self, item: str) -> str:
        return next((found.label for found in self._body.items if found.id == item), item)

    def _accept(self) -> None:
        """The list is complete; that it is to be empty, or open, is asked once."""
        say = self.context.presenter.words.say
        if not self._on() and not self._empty_is_meant:
            self._empty_is_meant = True
            told = "The list is empty. + adds one; Enter again leaves it empty."
            if self._pick is not None:
                told = "Nothing is chosen yet. Enter again goes on and leaves it open."
            self.context.tell(say(told))
        elif (not self._on() and self._pick is not None) or self.context.commit(ItemsSettled(self._section)):
            self.go_on()

    def _digit(self, press: Press) -> None:
        """Tick by number."""

        def take(number: int) -> None:
            self._at = number - 1
            self._toggle()

        self.digit(press.key, range(1, len(self._ids) + 1), take)

    def _toggle(self) -> None:
        """Put an item on the list or take it off; where it has answers, only on the second press."""
        item, on = self._ids[self._at], self._on()
        if item in on and self._instead:
            self._swap(item)
            return
        if item not in on and self._pick is not None and len(on) >= self._pick[1]:
            self._offer_to_swap(item)
            return
        if item not in on:
            self.context.commit(ItemAdded(self._section, item, self._label(item)))
            return
        prefix = f"{self._section}/{item}/"
        presenter = self.context.presenter
        answers = sum(key.startswith(prefix) for key in presenter.interview.answers)
        if answers and self._sure != item:
            self._sure = item
            self.context.tell(
                presenter.words.say.plural(
                    "It has {n} answer, which will be set aside. Again takes it off the list.",
                    "It has {n} answers, which will be set aside. Again takes it off the list.",
                    answers,
                )
            )
            return
        self._sure = ""
        self.context.commit(ItemRemoved(self._section, item))

    def _offer_to_swap(self, item: str) -> None:
        """One too many: ask which of those that are chosen makes way for it."""
        self._instead = item
        told = self.context.presenter.words.say(
            ONE_TOO_MANY,
            max=len(self._on()),
            label=self.context.presenter.words.say.quoted(self._label(item)),
        )
        self.context.tell(told, fault=True)

    def _swap(self, old: str) -> None:
        """One item in the place of another; what was answered about that one is set aside."""
        new, self._instead = self._instead, ""
        if self.context.commit(ItemRemoved(self._section, old)):
            self.context.commit(ItemAdded(self._section, new, self._label(new)))

    def _add(self) -> None:
        """Type the name of a new item."""

        def kept(label: str) -> bool:
            if not label.strip():
                return True
            interview = self.context.presenter.interview
            offered = offered_items(interview, self._step.section)
            event = new_item(interview, self._section, label, offered)
            if not self.context.commit(event):
                return False
            if event.item not in self._ids:
                self._ids.append(event.item)
            self._at = self._ids.index(event.item)
            self.forget()
            return True

        name = self.context.presenter.words.say("New {name}", name=self._body.name)
        self.context.open(LinePanel(self.context, name, "", kept))

    def _rename(self) -> None:
        """Type another name for the item under the cursor."""
        item = self._ids[self._at]
        say = self.context.presenter.words.say
        if item not in self._on():
            self.context.tell(say("Tick it first; then its name can be changed."))
            return
        old = self._label(item)

        def kept(label: str) -> bool:
            if label.strip() == old:
                return True
            return self.context.commit(ItemRenamed(self._section, item, label.strip()))

        self.context.open(LinePanel(self.context, say("Name"), old, kept))

    def _move(self, press: Press) -> None:
        """To another item."""
        by = steps_of(press, self.context.room.body)
        self._at = min(max(0, len(self._ids) - 1), max(0, self._at + by))
